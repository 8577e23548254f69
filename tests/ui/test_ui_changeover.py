"""From case to case of a panel day by keyboard: the card, the day's list, and each line its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea

from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services import changeover, meetings, roll_call
from mappa_desk.services.desk import desk_view
from mappa_desk.services.panel_days import day_timetable

CTRL = Qt.KeyboardModifier.ControlModifier
PEOPLE = (("pol", "Dewi Prosser", Mode.ROOM), ("prob", "Ruth Ansah", Mode.VIDEO))
HALF = "half a line about the lodger"


class Day:
    """The panel day of the practice vault: its first two cases, two people on both lists."""

    def __init__(self, hands) -> None:
        self.hands, self.work = hands, hands.work
        today = [
            row for row in meetings.list_meetings(self.work) if row.meeting.planned_on == self.work.today()
        ]
        day_id = next(row.meeting.panel_day_id for row in today if row.meeting.panel_day_id)
        slots = day_timetable(self.work, panel_day_id=day_id).slots
        self.first, self.second, self.third = (slot.meeting_id for slot in slots[:3])
        self.references = [slot.reference for slot in slots]
        for meeting_id in (self.first, self.second):
            for agency, name, _mode in PEOPLE:
                row = self.row(meeting_id, agency)
                roll_call.edit_attendance(self.work, attendance=replace(row, name=name))

    def look(self, meeting_id: str):
        return desk_view(self.work, meeting_id=meeting_id)

    def row(self, meeting_id: str, agency: str):
        rows = self.look(meeting_id).attendance
        return next(row for row in rows if row.agency == agency and not row.is_chair)

    def start(self, meeting_id: str) -> None:
        """Begins it with both people in."""
        meetings.start_meeting(self.work, meeting_id=meeting_id)
        for agency, _name, mode in PEOPLE:
            row = self.row(meeting_id, agency)
            roll_call.mark(self.work, attendance_id=row.id, state=AttendanceState.ATTENDED, mode=mode)

    def go(self, meeting_id: str) -> None:
        self.hands.go("meeting", meeting_id)
        self.ready(meeting_id)

    def ready(self, meeting_id: str) -> None:
        """Waits until the desk of a meeting is there with nothing on its way."""
        shell = self.hands.shell
        self.hands.room.wait(lambda: shell.place == ("meeting", meeting_id) and shell.page.state.ready)
        self.hands.settle()
        self.hands.room.wait(lambda: shell.page.state.outbox.up_to_date)

    @property
    def line(self):
        return self.hands.shell.page.panel.capture

    def take(self, reference: str) -> None:
        """Ctrl+Tab, the letters of a case, Enter."""
        self.hands.press(Qt.Key.Key_Tab, CTRL)
        self.hands.type(reference)
        self.hands.press(Qt.Key.Key_Return)

    def close_here(self) -> None:
        """Closes the case by the palette and waits for the card."""
        self.hands.press(Qt.Key.Key_K, CTRL)
        self.hands.type("close the meeting")
        self.hands.press(Qt.Key.Key_Return)
        self.card()

    def card(self) -> None:
        shell = self.hands.shell
        self.hands.room.wait(lambda: shell.place[0] == "changeover" and shell.page._card is not None)
        self.hands.settle()

    def said(self) -> str:
        """Everything that the page and the header say."""
        view = self.hands.view
        return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def day(hands) -> Day:
    hands.view.resize(1366, 688)
    return Day(hands)


def test_closing_a_case_brings_the_card_and_enter_starts_the_next_with_those_who_stay(day, hands) -> None:
    day.start(day.first)
    day.go(day.first)
    hands.type("pol: seen at the market")
    hands.press(Qt.Key.Key_Return)
    day.close_here()
    said = day.said()
    for words in (
        *day.references[:2], "Closed at", "Line is empty", "to settle", "Statement due: everyone",
        "Stay, 2", "Police, Dewi Prosser", "Room is blank", "clock stopped", "Ask those on a call",
    ):  # fmt: skip
        assert words in said, words
    assert "market" not in said
    start = QApplication.focusWidget()
    assert isinstance(start, QPushButton)
    assert start.text() == f"Start {day.references[1]}"
    assert "2 stay" in start.accessibleDescription()
    told = hands.shell.page.widget.findChild(QScrollArea, "changeover_scroll").accessibleDescription()
    assert "Stay: Police, Dewi Prosser, room; Probation, Ruth Ansah, video" in told
    hands.press(Qt.Key.Key_Return)
    day.ready(day.second)
    view = day.look(day.second)
    assert view.meeting.state is MeetingState.RUNNING
    assert {(row.name, row.mode) for row in view.attendance if row.is_in} == {
        (name, mode) for _agency, name, mode in PEOPLE
    }
    assert len(view.statement_due) == 2
    assert "Statement due: 2 people" in hands.view._ui.due_button.text()
    assert "market" not in day.said()
    assert QApplication.focusWidget() is day.line.line


def test_the_room_is_blank_between_cases_and_until_the_next_one_runs(day, hands) -> None:
    day.start(day.first)
    day.go(day.first)
    hands.shell.run("room")
    window = hands.office.seconds.room.window
    hands.room.wait(lambda: not window._shown.blank)
    day.take(day.references[1])
    day.card()
    assert window._shown.blank
    assert "Room is blank" in day.said()
    hands.press(Qt.Key.Key_Return)
    day.ready(day.second)
    hands.room.wait(lambda: not window._shown.blank)
    window.close()


def test_a_held_enter_does_not_start_the_next_case(day, hands) -> None:
    day.start(day.first)
    day.go(day.first)
    day.close_here()
    button = QApplication.focusWidget()
    for _ in range(5):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
                QApplication.sendEvent(button, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", True))
    hands.settle()
    assert hands.place[0] == "changeover"
    assert day.look(day.second).meeting.state is MeetingState.PLANNED
    hands.press(Qt.Key.Key_Space)
    day.ready(day.second)


def test_a_half_typed_line_is_told_of_and_led_back_to(day, hands) -> None:
    day.start(day.first)
    day.go(day.first)
    hands.type(HALF)
    day.take(day.references[1])
    day.card()
    assert "A half-typed line is left" in day.said()
    assert HALF not in day.said()
    hands.press(Qt.Key.Key_Escape)
    day.ready(day.first)
    assert day.line.text() == HALF
    assert QApplication.focusWidget() is day.line.line
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("change over")
    hands.press(Qt.Key.Key_Return)
    day.card()


def test_the_card_starts_by_its_command_and_says_why_it_cannot(day, hands) -> None:
    day.start(day.first)
    day.go(day.first)
    day.close_here()
    meetings.start_meeting(day.work, meeting_id=day.second)
    hands.shell.run("start_next_case")
    hands.settle()
    assert hands.place[0] == "changeover"
    assert "has started already" in day.said()
    assert QApplication.focusWidget().text() == f"Start {day.references[1]}"


def test_the_last_case_of_a_day_closes_without_a_card(day, hands) -> None:
    slots = len(day.references)
    ids = [day.first, day.second, day.third][:slots]
    rows = [row for row in meetings.list_meetings(day.work) if row.meeting.planned_on == day.work.today()]
    for row in rows:
        if row.meeting_id != day.first:
            meetings.cancel(day.work, meeting_id=row.meeting_id, reason="Chair ill", decided_by="The chair")
    assert changeover.next_case(day.work, meeting_id=ids[0]) == ""
    day.start(day.first)
    day.go(day.first)
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("close the meeting")
    hands.press(Qt.Key.Key_Return)
    day.ready(day.first)
    assert day.look(day.first).meeting.state is MeetingState.CLOSED
    hands.shell.run("next_case")
    hands.settle()
    assert "No other case of this panel day waits to begin" in day.line.said()


def test_ctrl_tab_lists_the_day_and_enter_takes_a_case_and_nothing_flips_by_itself(day, hands) -> None:
    day.start(day.first)
    day.go(day.first)
    hands.press(Qt.Key.Key_Tab, CTRL)
    picker = hands.shell.page.sheets._picker
    rows = picker._model.rows
    assert [row.text.partition(",")[0] for row in rows] == day.references
    assert rows[0].note.startswith("here, Running, ")
    assert "gap" in rows[0].note
    assert rows[1].note == "Planned"
    assert hands.place == ("meeting", day.first)
    hands.press(Qt.Key.Key_Tab, CTRL)
    hands.press(Qt.Key.Key_Escape)
    assert hands.place == ("meeting", day.first)
    hands.press(Qt.Key.Key_Tab, CTRL)
    hands.press(Qt.Key.Key_Return)
    assert hands.place == ("meeting", day.first), "the first row is the case that is shown"


def test_ctrl_tab_to_a_case_that_waits_brings_the_card_with_the_other_still_running(day, hands) -> None:
    day.start(day.first)
    day.go(day.first)
    day.take(day.references[1])
    day.card()
    assert "Still running since" in day.said()
    assert f"{day.references[0]} still runs" in day.said()
    hands.press(Qt.Key.Key_Return)
    day.ready(day.second)
    assert day.look(day.first).meeting.state is MeetingState.RUNNING


def test_two_running_cases_each_keep_their_line_their_speaker_and_their_undo(day, hands) -> None:
    day.start(day.first)
    day.start(day.second)
    first, second = day.references[:2]
    day.go(day.first)
    hands.type("pol: seen by patrol")
    hands.press(Qt.Key.Key_Return)
    hands.type(HALF)
    assert day.line._ui.case_label.text() == first
    day.take(second)
    day.ready(day.second)
    assert day.line.text() == ""
    assert day.line._ui.case_label.text() == second
    assert hands.view._ui.title_label.text() == second
    hands.type("prob: keeps appointments")
    hands.press(Qt.Key.Key_Return)
    hands.type("the other half")
    hands.press(Qt.Key.Key_Z, CTRL)
    while day.line.text():
        hands.press(Qt.Key.Key_Z, CTRL)
    hands.press(Qt.Key.Key_Z, CTRL)
    assert [one.text for one in day.look(day.second).entries] == ["keeps appointments"]
    hands.type("the other half")
    day.take(first)
    day.ready(day.first)
    assert day.line.text() == HALF
    assert hands.shell.page.capture.voice.agency == "pol"
    while day.line.text():
        hands.press(Qt.Key.Key_Backspace)
    hands.press(Qt.Key.Key_Up)
    hands.press(Qt.Key.Key_Z, CTRL)
    day.ready(day.first)
    assert day.look(day.first).entries == ()
    assert [one.text for one in day.look(day.second).entries] == ["keeps appointments"]
    hands.press(Qt.Key.Key_Z, CTRL)
    day.ready(day.first)
    day.take(second)
    day.ready(day.second)
    assert day.line.text() == "the other half"
    assert hands.shell.page.capture.voice.agency == "prob"
    assert [one.text for one in day.look(day.second).entries] == ["keeps appointments"]


def test_item_statement_and_clock_are_each_cases_own(day, hands) -> None:
    day.start(day.first)
    day.start(day.second)
    day.go(day.first)
    hands.press(Qt.Key.Key_PageDown, CTRL)
    hands.press(Qt.Key.Key_PageDown, CTRL)
    hands.press(Qt.Key.Key_R, CTRL)
    day.ready(day.first)
    here = hands.shell.page.state.item
    day.take(day.references[1])
    day.ready(day.second)
    first, second = day.look(day.first), day.look(day.second)
    assert (len(first.statements), len(second.statements)) == (1, 0)
    assert (first.statement_due, len(second.statement_due)) == ((), 2)
    assert hands.shell.page.state.item == second.meeting.current_item != here
    assert {stretch.meeting_id for stretch in second.times} == {day.second}
    assert {stretch.item for stretch in second.times} == {second.meeting.current_item}
    day.take(day.references[0])
    day.ready(day.first)
    assert hands.shell.page.state.item == here == first.meeting.current_item


def test_the_reference_stands_in_words_at_the_line_and_the_band_alternates(day, hands) -> None:
    seen = []
    for meeting_id, reference in ((day.first, day.references[0]), (day.second, day.references[1])):
        day.go(meeting_id)
        assert day.line._ui.case_label.text() == reference
        assert hands.view._ui.title_label.text() == reference
        band = hands.view._ui.case_band
        assert band.isVisible()
        seen.append((band.pattern, band.accessibleName(), band.grab().toImage()))
    assert seen[0][0] != seen[1][0]
    assert seen[0][1].startswith("Case 1 of ")
    assert seen[0][2] != seen[1][2], "two cases look different without any colour"
    hands.go("start")
    assert not hands.view._ui.case_band.isVisible()
