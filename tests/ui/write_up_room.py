"""The write-up page over a real vault with a closed meeting, and hands on the keys."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from desk_room import MORNING, PASSPHRASE, REFERENCE, DeskRoom, RecordingShell, SteadyClock, running_vault
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.minutes import ApprovedHow
from mappa_desk.domain.write_up_page import Paragraph
from mappa_desk.services import actions, contributions, decisions, meetings, minutes, people
from mappa_desk.services.desk import desk_view
from mappa_desk.services.work import Work
from mappa_desk.store.vault import Vault
from mappa_desk.ui.jobs import Jobs
from mappa_desk.ui.write_up import WriteUp
from mappa_desk.wiring import fresh_id

SAID = (
    ("pol", "2 nov 19:40 seen by patrol st beside leisure ctr. passed again yesterday np"),
    ("pol", "3 visits since last, 1 not ans"),
    ("prob", "reported as told 9 of 10. RMP updated"),
    ("", "niece 16 stays at weekends"),
)
"""Shorthand of one item, in the order in which it was typed: agency and words."""


def closed_vault(folder: Path, *, approved: bool = False, close: bool = True) -> str:
    """A vault with a meeting in which something was said, decided and undertaken. Gives the meeting's id."""
    meeting_id = running_vault(folder)
    work = opened(folder)
    items = [item.code for item in desk_view(work, meeting_id=meeting_id).items]
    for agency, words in SAID:
        contributions.keep_line(
            work, meeting_id=meeting_id, item="contributions", agency=agency, text=words, words=words
        )
    contributions.keep_line(work, meeting_id=meeting_id, item=items[-2], agency="hsg", text="move on addr?")
    decisions.take_decision(
        work, meeting_id=meeting_id, item="contributions", decided="the map on the licence applies",
        because="two maps cannot be enforced", dissent_asked=True,
    )  # fmt: skip
    actions.make_action(
        work, meeting_id=meeting_id, item="contributions", text="give the corrected map", owner_agency="prob"
    )
    if close or approved:
        meetings.close_meeting(work, meeting_id=meeting_id)
    if approved:
        minutes.approve(
            work, meeting_id=meeting_id, approved_by="C. Hair, chair", how=ApprovedHow.AT_DESK,
            on=MORNING.date(), despite_gaps_because="a test of the sealed page",
        )  # fmt: skip
    work.vault.close()
    return meeting_id


def opened(folder: Path) -> Work:
    """The vault, with its keyholder at the keys."""
    clock = SteadyClock(MORNING + timedelta(minutes=30))
    vault = Vault.open(folder, PASSPHRASE, clock=clock, new_id=fresh_id)
    base = Work(vault=vault, clock=clock, new_id=fresh_id, reference=REFERENCE)
    return base.signed(people.keyholders(base)[0])


class WriteUpRoom(DeskRoom):
    """A window with write-up in it. What a hand does is what a desk's hand does."""

    def __init__(self, folder: Path, meeting_id: str, *, jobs: Any = None, show: str = "") -> None:
        self.folder, self.meeting_id = folder, meeting_id
        self.work = opened(folder)
        self.vault, self.clock = self.work.vault, self.work.clock
        self.jobs = jobs or Jobs()
        self._second = None
        self.shell = RecordingShell()
        self.went: list[tuple[str, str, dict[str, str]]] = []
        self.shell.navigate = lambda page, record_id="", **wishes: self.went.append((page, record_id, wishes))
        self.page = WriteUp(self.jobs, lambda: self.work, meeting_id, self.shell, show=show)
        self.window = QWidget()
        layout = QVBoxLayout(self.window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        layout.addWidget(self.page.widget)
        self.window.resize(1366, 640)

    def show(self) -> WriteUpRoom:
        """Show the window, enter the page and wait until it is read with its marks."""
        super().show()
        self.until(lambda: self.page.state.read.marked)
        return self

    def idle(self) -> None:
        """Wait until everything that was sent is on the disk and shown."""
        outbox = self.page.state.outbox
        self.until(lambda: outbox.up_to_date)
        read: list[bool] = []
        self.jobs.store(lambda: None, lambda _result: read.append(True))
        self.until(lambda: read)

    # What there is

    def at(self, words: str) -> Paragraph:
        """The paragraph of the page whose text holds these words."""
        return next(row for row in self.page.state.up.paragraphs if words in row.text)

    def go(self, words: str, position: int = 0) -> Paragraph:
        """Put the caret into the paragraph with these words."""
        found = self.at(words)
        self.page.go_to(found.key, position)
        assert self.page.state.key == found.key
        return found

    def entries(self, item: str = "contributions") -> list[Entry]:
        """The entries of an item as they are on the disk, in order."""
        return [entry for entry in self.kept().entries if entry.item == item]

    def texts(self, item: str = "contributions") -> list[str]:
        """Their texts."""
        return [entry.text for entry in self.entries(item)]

    @property
    def here(self) -> str:
        """The text of the paragraph with the caret, as it stands on the screen."""
        return self.page.page.text_of(self.page.state.key)

    @property
    def hint(self) -> str:
        """What the hint row says."""
        return self.page.panel.hint

    def run(self, name: str) -> None:
        """Run a command of the page by its name, as the palette does."""
        self.page.commands()[name]()
