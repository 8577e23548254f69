"""What all parts of the desk share: the meeting as last read, the item shown, the way to the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal

from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.people import Person
from mappa_desk.domain.timing import ItemTime
from mappa_desk.domain.views import DeskView
from mappa_desk.services.desk import desk_view
from mappa_desk.services.work import Work
from mappa_desk.ui.desk_outbox import Outbox
from mappa_desk.ui.jobs import JobRunner
from mappa_desk.ui.meeting_state import MeetingPageState
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.agenda import UNSORTED
from mappa_desk.ui.models.record import Waiting
from mappa_desk.ui.ports import ShellPort
from mappa_desk.ui.views.desk import DeskPanel


class DeskState(MeetingPageState):
    """One meeting on one desk. Parts read it and tell it what to change; it says when anything changed."""

    item_changed = Signal(str)
    """Another item is shown; gives the code of the one before."""
    waiting_changed = Signal()
    """An entry set out for the disk, or its state there changed."""

    def __init__(
        self,
        jobs: JobRunner,
        work: Callable[[], Work],
        meeting_id: str,
        shell: ShellPort,
        panel: DeskPanel,
    ) -> None:
        super().__init__(jobs, meeting_id, shell, panel)
        self.panel = panel
        self._work = work
        self._keys: Person | None = None
        self.outbox = Outbox(jobs, lambda: desk_view(self.work(), meeting_id=meeting_id), self)
        self.item = UNSORTED
        self._left: str | None = None
        self._view: DeskView | None = None
        self._waiting: dict[int, Waiting] = {}
        self._landed: set[int] = set()
        self._landed_edits: set[str] = set()
        self.shows_far_off = False
        """True while actions from before that are not to be looked at yet are unfolded."""
        self.edits: dict[str, str] = {}
        """New texts of entries that are on their way to the disk, by entry id."""
        self.outbox.refreshed.connect(self.take)

    def work(self) -> Work:
        """The vault and who is at the keys: whoever took them over on this desk, else who opened it."""
        work = self._work()
        return work.signed(self._keys) if self._keys is not None else work

    def sign(self, person: Person) -> None:
        """Somebody else is at the keys from now on."""
        self._keys = person

    @property
    def view(self) -> DeskView:
        """The meeting as last read. Raises RuntimeError before the first reading came back."""
        if self._view is None:
            raise RuntimeError("The meeting was not read yet.")
        return self._view

    @property
    def ready(self) -> bool:
        """True once the meeting was read."""
        return self._view is not None

    def take(self, view: DeskView) -> None:
        """Take a fresh reading. Entries that came through stand in it and wait no longer."""
        self._view = view
        for number in self._landed:
            self._waiting.pop(number, None)
        for entry_id in self._landed_edits:
            self.edits.pop(entry_id, None)
        self._landed.clear()
        self._landed_edits.clear()
        self.viewed.emit()

    # Entries on their way

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """Entries that are on the screen and not on the disk yet, in the order in which they were typed."""
        return tuple(self._waiting[number] for number in sorted(self._waiting))

    def wait(self, waiting: Waiting) -> None:
        """Show an entry that is on its way, or its new state."""
        self._waiting[waiting.number] = waiting
        self.waiting_changed.emit()

    def landed(self, number: int) -> None:
        """An entry is on the disk; the next reading holds it."""
        self._landed.add(number)

    def edit_landed(self, entry_id: str) -> None:
        """A new text is on the disk; the next reading holds it."""
        self._landed_edits.add(entry_id)

    def give_back(self, number: int) -> Waiting | None:
        """Take an entry that was refused off the screen, to be typed anew."""
        taken = self._waiting.pop(number, None)
        self.waiting_changed.emit()
        return taken

    # Names

    def agency(self, code: str) -> str:
        """Name of an agency."""
        return words.agency_name(code, self.view.agencies)

    def attendance(self, attendance_id: str) -> Attendance | None:
        """Somebody on the list."""
        return next((row for row in self.view.attendance if row.id == attendance_id), None)

    # Items

    @property
    def items(self) -> tuple[AgendaItem, ...]:
        """The agenda in order."""
        return tuple(sorted(self.view.items, key=lambda row: row.number))

    def item_row(self, code: str | None = None) -> AgendaItem | None:
        """An item by code, the one shown by default."""
        wanted = self.item if code is None else code
        return next((row for row in self.view.items if row.code == wanted), None)

    def neighbour(self, step: int) -> AgendaItem | None:
        """The item so many places on; from Unsorted the first one."""
        rows = self.items
        at = next((place for place, row in enumerate(rows) if row.code == self.item), None)
        if at is None:
            return rows[0] if rows and step > 0 else None
        return rows[at + step] if 0 <= at + step < len(rows) else None

    def show_item(self, code: str) -> None:
        """Show another item. What was typed must be on its way already."""
        before, self.item = self.item, code
        self.item_changed.emit(before)

    @property
    def line_item(self) -> str:
        """The item the line belongs to: the one shown, or the one left while something is looked for."""
        return self.item if self._left is None else self._left

    def look_from_here(self) -> None:
        """Other items are shown for a while; the line and the meeting stay at this one."""
        self._left = self.item

    def look_no_more(self) -> None:
        """Show the item again that the line belongs to."""
        left, self._left = self._left, None
        if left is not None and left != self.item:
            self.show_item(left)

    def count(self, times: tuple[ItemTime, ...]) -> None:
        """Take a fresh count of the items' times; the next showing of the time tells it."""
        if self._view is not None:
            self._view = replace(self._view, times=times)

    def show_refusal(self, sentence: str) -> None:
        """Beside the line."""
        self.panel.capture.show_refusal(sentence)

    def patch(self, **changed: Any) -> None:
        """Show a change before it is on the disk; the next reading replaces it."""
        self.take(replace(self.view, **changed))
