"""A whole review in the real window, by keyboard alone; each save is read by a second connection."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "ui"))

from window_room import PASSPHRASE, WindowRoom

from mappa_desk.domain.actions import Acceptance, ActionState
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.contributions import EntryKind, IssueOutcome
from mappa_desk.domain.decisions import DecisionKind
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.views import DeskView
from mappa_desk.services.desk import desk_view
from mappa_desk.services.meetings import list_meetings
from mappa_desk.services.reference import load_reference
from mappa_desk.services.work import Work
from mappa_desk.store.vault import Vault
from mappa_desk.ui import theme
from mappa_desk.wiring import fresh_id

_HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}


class MinuteTaker:
    """Somebody who has only the keyboard. Looks at the disk through a connection of their own."""

    def __init__(self, room: WindowRoom) -> None:
        self.program = room.opened()
        office = self.program.office
        assert office is not None
        self.shell = office.shell
        self.folder: Path = self.program.folder
        self.clock = room.wiring.clock
        rows = [row for row in list_meetings(office._work) if row.case_reference == "LAN-0417"]
        self.meeting_id = next(row.meeting_id for row in rows if row.meeting.state is MeetingState.PLANNED)
        self.shell.view.resize(1366, 688)
        assert self.focus().accessibleName().startswith("Open the desk: 10:00, LAN-0417")
        self.press("Return")
        self.until(lambda: self.shell.place == ("meeting", self.meeting_id) and self.page.state.ready)

    @property
    def page(self):
        """The desk that is shown."""
        return self.shell.page

    def until(self, holds: Callable[[], object], ms: int = 10_000) -> None:
        """Let the window live until something holds."""
        loop, tries = QEventLoop(), QTimer()
        held = bool(holds())

        def look() -> None:
            # What held once counts: before the loop is left another timer may begin something new.
            nonlocal held
            held = held or bool(holds())
            if held:
                loop.quit()

        tries.setInterval(2)
        tries.timeout.connect(look)
        QTimer.singleShot(ms, loop, loop.quit)
        if not held:
            tries.start()
            loop.exec()
        assert held, "this never came to hold"

    def settle(self) -> None:
        """Wait until everything is on the disk and shown."""
        state = self.page.state
        self.until(lambda: state.outbox.up_to_date and not state.waiting)

    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def at(self, name: str) -> bool:
        """True once the focus is on something of this name, on whatever page that is."""
        focus = QApplication.focusWidget()
        return focus is not None and focus.accessibleName() == name

    def press(self, *chords: str) -> None:
        """Press chords such as Ctrl+Shift+N one after the other where the focus is."""
        for chord in chords:
            *held, last = chord.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for one in held:
                modifiers |= _HELD[one]
            QTest.keyClick(self.focus(), getattr(Qt.Key, f"Key_{last}"), modifiers)
            assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]

    def tab_to(self, wanted: Callable[[], QWidget]) -> None:
        """Press Tab until the focus is where it should be, going round once at most."""
        self.until(lambda: wanted().isVisible())
        for _ in range(200):
            if self.focus() is wanted() or wanted().isAncestorOf(self.focus()):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {wanted().accessibleName()}")

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self.focus(), letter)

    def say(self, text: str) -> DeskView:
        """Type a line, keep it, and read the disk."""
        self.type(text)
        self.press("Return")
        self.settle()
        return self.kept()

    def palette(self, words: str) -> None:
        """Run a command by its words."""
        self.press("Ctrl+K")
        self.type(words)
        self.press("Return")

    def jump(self, words: str) -> None:
        """Go to an item by number or letters."""
        self.press("Ctrl+J")
        self.type(words)
        self.press("Return")
        self.settle()

    def kept(self) -> DeskView:
        """The meeting as a second connection finds it, compared with what the window shows."""
        vault = Vault.open(self.folder, PASSPHRASE, clock=self.clock, new_id=fresh_id, read_only=True)
        try:
            work = Work(vault=vault, clock=self.clock, new_id=fresh_id, reference=load_reference())
            view = desk_view(work, meeting_id=self.meeting_id)
        finally:
            vault.close()
        shown = self.page.state.view
        assert (view.entries, view.actions, view.decisions) == (shown.entries, shown.actions, shown.decisions)
        assert (view.attendance, view.statements, view.meeting) == (
            shown.attendance,
            shown.statements,
            shown.meeting,
        )
        return view


@pytest.fixture
def typist(qapp: QApplication, tmp_path: Path) -> Iterator[MinuteTaker]:
    """The program with the practice vault open and today's review on the desk."""
    theme.apply(qapp, scheme="light", scale=1.0)
    room = WindowRoom(qapp, tmp_path)
    yield MinuteTaker(room)
    room.close()


def _start_and_take_the_roll(typist: MinuteTaker) -> None:
    typist.palette("start the meeting")
    typist.settle()
    assert typist.kept().meeting.state is MeetingState.RUNNING
    typist.press("Ctrl+Shift+P")
    for letter in "PVPVPVTPVP":
        typist.press(letter)
        typist.settle()
        typist.press("Down")
    typist.press("A")
    typist.settle()
    view = typist.kept()
    assert sum(row.took_part for row in view.attendance) == 10
    typist.press("Escape", "Ctrl+R")
    typist.settle()
    view = typist.kept()
    assert view.statement_due == () and len(view.statements[0].heard_by) == 10


def _settle_what_came_from_last_time(typist: MinuteTaker) -> None:
    typist.press("Ctrl+Shift+T")
    count = len(typist.page.state.view.past_actions)
    for number in range(count):
        for _ in range(30):
            row = typist.focus().current_row()
            if row is not None and row.past is not None and not row.past.settled_here:
                break
            typist.press("Down")
        typist.press("Return")
        if number == 0:
            typist.type("c")
            typist.press("Return")
            typist.type("the surgery has closed")
            typist.press("Return")
            typist.press("Ctrl+A")
            typist.type("in 3 weeks")
            typist.press("Ctrl+Return")
        else:
            typist.type("d")
            typist.press("Return")
        typist.settle()
        typist.press("Ctrl+Shift+T")
    view = typist.kept()
    assert all(past.settled_here for past in view.past_actions)
    states = [past.action.state for past in view.past_actions]
    assert states.count(ActionState.OPEN) == 1, "the one that was carried stays open"
    typist.press("Escape")


def test_a_whole_review_by_keyboard(typist: MinuteTaker):
    assert typist.focus() is typist.page.panel.capture.line
    _start_and_take_the_roll(typist)
    typist.jump("9")
    view = typist.say("pol: 2 November, 19:40: seen by patrol beside the leisure centre")
    assert (view.entries[-1].agency, view.entries[-1].text[:10]) == ("pol", "2 November")
    assert view.entries[-1].item == view.meeting.current_item
    typist.type("The zone map and the map on the licence differ by one street")
    typist.press("Ctrl+I", "Return")
    typist.settle()
    issue = typist.kept().entries[-1]
    assert (issue.entry_kind, issue.agency) == (EntryKind.ISSUE, "pol"), "the speaker is kept"
    view = typist.say("@prob give the person the corrected map by fri")
    assert view.actions[-1].owner_agency == "prob" and view.actions[-1].deadline.on is not None
    typist.press("Up", "Up", "Return")
    typist.type("A1")
    typist.press("Return")
    typist.settle()
    view = typist.kept()
    assert next(one for one in view.entries if one.id == issue.id).outcome is IssueOutcome.ACTION
    typist.say("hsg: nil")
    typist.type("hlth: half a sentence that belongs here")
    typist.press("Ctrl+PageDown")
    typist.settle()
    view = typist.kept()
    assert view.entries[-1].item != view.meeting.current_item, "it stays where it was typed"
    typist.say("said under the next item without a speaker")
    typist.press("Up", "Ctrl+1")
    typist.settle()
    assert typist.kept().entries[-1].agency == "pol"
    typist.press("Delete")
    typist.settle()
    count = len(typist.kept().entries)
    typist.press("Ctrl+Z")
    typist.settle()
    assert len(typist.kept().entries) == count + 1
    typist.press("Escape")
    _settle_what_came_from_last_time(typist)
    _decide_and_read_back(typist)
    _close_and_approve(typist)


def _decide_and_read_back(typist: MinuteTaker) -> None:
    typist.jump("level dec")
    typist.type("remains at Level 3")
    typist.press("Ctrl+D")
    typist.type("the premises place ends this month")
    typist.press("Ctrl+Return")
    typist.settle()
    decision = typist.kept().decisions[-1]
    assert (decision.decision_kind, decision.level) == (DecisionKind.LEVEL, 3)
    typist.palette("read the actions back")
    typist.press("Return", "Return", "A")
    typist.settle()
    mine = [one for one in typist.kept().actions if one.meeting_id == typist.meeting_id]
    assert [one.acceptance for one in mine] == [Acceptance.ACCEPTED]
    typist.press("Escape")
    typist.palette("set the next review")
    typist.type("in 8 weeks")
    typist.press("Tab")
    typist.type("10:00")
    typist.press("Ctrl+Return")
    typist.settle()
    assert typist.kept().meeting.next_review.at == "10:00"


def _close_and_approve(typist: MinuteTaker) -> None:
    typist.palette("close the meeting")
    typist.until(lambda: typist.at("Start LAN-0428"))
    typist.press("Escape")
    typist.until(lambda: typist.shell.place == ("meeting", typist.meeting_id) and typist.page.state.ready)
    typist.settle()
    view = typist.kept()
    assert view.meeting.state is MeetingState.CLOSED and not any(row.is_in for row in view.attendance)
    typist.palette("ready to finalise")
    panel = typist.page.readiness.panel
    typist.until(panel.lines)
    if "more" in panel._folds:
        typist.tab_to(lambda: panel._folds["more"][0])
        typist.press("Space")
    while line := next((one for one in panel.lines() if one.row.together and one.combo is not None), None):
        typist.tab_to(lambda key=line.row.key: next(one.combo for one in panel.lines() if one.row.key == key))
        typist.type("Considered, nothing to record")
        typist.press("Return")
        before = line.row.gap.item
        typist.until(
            lambda gone=before: gone not in {one.row.gap.item for one in panel.lines() if one.row.together}
        )
    typist.settle()
    assert not [one for one in typist.kept().items if one.reason == "" and one.state == "nothing_to_record"]
    typist.tab_to(lambda: panel._ui.approve_button)
    typist.press("Space")
    typist.until(lambda: typist.focus().objectName() == "approved_by_field")
    for _ in range(9):
        if typist.focus().objectName() == "despite_gaps_because_field":
            break
        typist.press("Tab")
    if typist.focus().objectName() == "despite_gaps_because_field":
        typist.type("this is practice")
    typist.press("Ctrl+Return")
    typist.until(lambda: typist.shell.place[0] == "preview")
    vault = typist.program.office._work.vault
    with vault.reading() as reading:
        assert reading.get(Meeting, typist.meeting_id).state is MeetingState.APPROVED
        assert not [one for one in reading.all(Attendance, meeting_id=typist.meeting_id) if one.is_in]
