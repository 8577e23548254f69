"""What all parts of the write-up page share: the minutes as last read, the caret's paragraph, the way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal

from mappa_desk.domain.changes import Changes, Outcome
from mappa_desk.domain.views import DeskView
from mappa_desk.domain.write_up_page import Paragraph
from mappa_desk.services.work import Work
from mappa_desk.services.write_up import WriteUpView
from mappa_desk.ui.desk_outbox import Outbox
from mappa_desk.ui.jobs import JobRunner
from mappa_desk.ui.meeting_state import MeetingPageState
from mappa_desk.ui.ports import ShellPort
from mappa_desk.ui.views.write_up_panel import WriteUpPanel
from mappa_desk.ui.write_up_loading import Reader, WriteUpRead
from mappa_desk.ui.write_up_new import place_behind


class WriteUpState(MeetingPageState):
    """The minutes of one meeting while they are written up. Parts read it and tell it what to change."""

    caret_changed = Signal(str)
    """Key of the paragraph that the caret came to."""

    def __init__(
        self,
        jobs: JobRunner,
        work: Callable[[], Work],
        meeting_id: str,
        shell: ShellPort,
        panel: WriteUpPanel,
    ) -> None:
        super().__init__(jobs, meeting_id, shell, panel)
        self.panel, self._work = panel, work
        self._reader = Reader()
        self._changes = Changes()
        self.outbox = Outbox(jobs, self.fetch, self)
        self.key = ""
        self.position = 0
        """Where the caret is: a paragraph and the place in its text, as Python counts."""
        self._read: WriteUpRead | None = None
        self._by_key: dict[str, Paragraph] = {}
        self._places: dict[str, int] = {}
        self._begun: dict[str, Paragraph] = {}
        self.paragraphs: tuple[Paragraph, ...] = ()
        """The page in order, with what is new and not kept yet."""
        self._then: list[Callable[[], None]] = []
        self._viewing: list[Callable[[], None]] = []
        self._showing: list[Callable[[], None]] = []
        self.show_page: Callable[[], None] = lambda: None
        """Puts what was read on the page; set by whoever made the page."""
        self.outbox.refreshed.connect(self.take)

    def work(self) -> Work:
        """The vault and who is at the keys."""
        return self._work()

    # Reading

    def fetch(self) -> WriteUpRead:
        """Read what changed of the minutes, else all of them; for the worker."""
        changes, self._changes = self._changes, Changes()
        return self._reader.read(self.work(), self.meeting_id, changes)

    def fetch_marks(self, read: WriteUpRead) -> WriteUpRead:
        """A reading with its marks; for the worker."""
        return self._reader.marked(read)

    def noted(self, outcome: Outcome[Any]) -> Outcome[Any]:
        """What a service changed is read when the line to the disk is empty; for the worker."""
        self._changes |= outcome.changes
        return outcome

    @property
    def read(self) -> WriteUpRead:
        """The last reading. Raises RuntimeError before the first came back."""
        if self._read is None:
            raise RuntimeError("The minutes were not read yet.")
        return self._read

    @property
    def up(self) -> WriteUpView:
        """The minutes as last read."""
        return self.read.up

    @property
    def view(self) -> DeskView:
        """The meeting's record as last read."""
        return self.read.up.view

    @property
    def ready(self) -> bool:
        """True once the minutes were read."""
        return self._read is not None

    def take(self, read: WriteUpRead) -> None:
        """Take a fresh reading and tell every part; then what waited for it runs."""
        self._read = read
        self._lay_out()
        self.viewed.emit()
        self.shown()

    def _lay_out(self) -> None:
        """The paragraphs as they were read, and those that are new and not kept yet at their places."""
        rows = list(self.read.up.paragraphs)
        for begun in self._begun.values():
            rows.insert(place_behind(rows, begun), begun)
        self.paragraphs = tuple(rows)
        self._by_key = {paragraph.key: paragraph for paragraph in rows}
        self._places = {paragraph.key: at for at, paragraph in enumerate(rows)}

    def begin(self, paragraph: Paragraph) -> None:
        """A new paragraph stands on the page from now on, and in no record before it holds words."""
        self._begun[paragraph.key] = paragraph
        self._lay_out()
        self.show_page()

    def begun(self, key: str) -> bool:
        """Whether this is a paragraph that no record holds yet."""
        return key in self._begun

    def end(self, key: str) -> None:
        """A new paragraph is in the record by now, or nothing was typed in it."""
        if self._begun.pop(key, None) is not None:
            self._lay_out()

    def shown(self) -> None:
        """Show it on the page, then what waited for that."""
        before, self._viewing = self._viewing, []
        for call in before:
            call()
        self.show_page()
        for waiting in (self._showing, self._then):
            calls = list(waiting)
            waiting.clear()
            for call in calls:
                call()

    def after_viewing(self, call: Callable[[], None]) -> None:
        """Run something with the next reading, once every part heard of it and before the page shows it."""
        self._viewing.append(call)

    def after_showing(self, call: Callable[[], None]) -> None:
        """Run something once the page shows what is being taken now."""
        self._showing.append(call)

    def after_reading(self, call: Callable[[], None]) -> None:
        """Run something once the next reading is shown: the caret's new place, say."""
        self._then.append(call)

    def paragraph(self, key: str | None = None) -> Paragraph | None:
        """A paragraph as it was read, the one under the caret by default."""
        return self._by_key.get(self.key if key is None else key)

    @property
    def places(self) -> dict[str, int]:
        """Where each paragraph stands, by its key."""
        return self._places

    def place(self, key: str) -> int:
        """Where a paragraph stands on the page, -1 for one that does not."""
        return self._places.get(key, -1)

    def label(self, key: str) -> str:
        """How a paragraph is named in a sentence: "9.3", "Decision 2, because"."""
        found = self.paragraph(key)
        if found is None:
            return ""
        lead = found.lead.rstrip(": ")
        if found.box and lead and not found.label:
            rows = [row for row in self.paragraphs if row.box and row.record_id == found.record_id]
            lead = ", ".join(dict.fromkeys((rows[0].lead.rstrip(": "), lead.lower())))
        return found.label or lead or found.text[:40]

    def say(self, sentence: str) -> None:
        """Say what happened: in the status line and to a screen reader."""
        self.panel.show_hint(sentence)
        self.shell.announce(sentence)

    def show_refusal(self, sentence: str) -> None:
        """In the hint row."""
        self.panel.show_hint(sentence, refused=True)
