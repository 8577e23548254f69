"""The meeting on the desk: people, decisions, read-back, gaps, its end, and how the window folds."""

from __future__ import annotations

from datetime import date

import pytest
from desk_room import DeskRoom
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mappa_desk.domain.actions import Acceptance, ActionState, DeadlineKind
from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.cases import Level
from mappa_desk.domain.decisions import DecisionKind
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services.undo import undo
from mappa_desk.ui.views.desk_folds import Side, Width, width_class


@pytest.fixture
def desk(begun_desk: DeskRoom) -> DeskRoom:
    """The desk of these tests."""
    return begun_desk


def reopened(desk: DeskRoom) -> DeskRoom:
    """The same vault in a fresh window, as after a restart."""
    desk.shut_vault()
    return DeskRoom(desk.folder, desk.meeting_id).show()


# People


def test_the_roll_is_taken_by_letters_and_the_statement_becomes_due_and_is_stamped(desk: DeskRoom):
    desk.press("Ctrl+Shift+P")
    for keys, expected in (("P", Mode.ROOM), ("V", Mode.VIDEO), ("T", Mode.TELEPHONE)):
        row = desk.page.panel.roll_call.current()
        desk.press(keys)
        desk.idle()
        kept = next(one for one in desk.kept().attendance if one.id == row.key)
        assert (kept.state, kept.mode) == (AttendanceState.ATTENDED, expected)
        desk.press("Down")
    assert desk.shell.facts[-1].due == "Statement due: 3 people"
    desk.press("Esc")
    desk.press("Ctrl+R")
    desk.until(lambda: desk.kept().statement_due == ())
    desk.idle()
    assert desk.shell.facts[-1].due == ""


def test_a_deputy_a_report_an_exit_and_a_stranger(desk: DeskRoom):
    desk.press("Ctrl+Shift+P")
    row = desk.page.panel.roll_call.current()
    desk.press("D")
    desk.type("Jo Deputy")
    desk.press("Return")
    desk.type("sergeant")
    desk.press("Ctrl+Return")
    desk.until(lambda: any(one.name == "Jo Deputy" for one in desk.kept().attendance))
    desk.idle()
    desk.press("Ctrl+Shift+P")
    for letter in ("W", "O", "I"):
        desk.press(letter)
        desk.idle()
    kept = next(one for one in desk.kept().attendance if one.id == row.key)
    assert kept.state is AttendanceState.DEPUTY and kept.deputy_for == "Dewi Prosser"
    assert kept.report_received and len(kept.intervals) == 2 and kept.is_in
    desk.press("Esc")
    desk.page.commands()["add_person"]()
    desk.press("Tab")
    desk.type("Vera Stranger")
    desk.press("Ctrl+Return")
    desk.until(lambda: any(one.name == "Vera Stranger" for one in desk.kept().attendance))


def test_letters_type_into_the_line_wherever_no_state_cell_has_the_focus(desk: DeskRoom):
    for region in (Side.ACTIONS, Side.SINCE, Side.PROMPTS):
        desk.page.panel.focus_side(region)
        desk.type("p")
        assert desk.focus() is desk.line
    assert desk.line.toPlainText() == "ppp"


# Decisions


def test_a_decision_is_taken_with_all_its_parts_by_keyboard_in_one_step(desk: DeskRoom):
    desk.type("the zone is the one on the licence")
    desk.press("Ctrl+D")
    assert desk.page.decision.is_open and desk.line.toPlainText() == ""
    desk.type("patrols need one map")
    desk.press("Return")
    desk.type("the wider zone")
    desk.press("Return")
    desk.type("Police")
    desk.press("Tab")
    desk.type("would have asked for the wider zone")
    desk.press("Return")
    desk.press("Ctrl+Return")
    desk.until(lambda: desk.kept().decisions)
    desk.idle()
    decision = desk.kept().decisions[0]
    assert decision.decided == "the zone is the one on the licence"
    assert decision.because == "patrols need one map" and decision.also_considered == "the wider zone"
    assert [(one.agency, one.why) for one in decision.dissent] == [
        ("pol", "would have asked for the wider zone")
    ]
    assert decision.dissent_asked and decision.number == 1
    assert desk.focus() is desk.line and not desk.page.decision.is_open
    undo(desk.work, meeting_id=desk.meeting_id)
    assert desk.kept().entries == ()


def test_a_left_decision_goes_back_to_the_line_or_waits_and_survives_a_restart(desk: DeskRoom):
    desk.type("we decided")
    desk.press("Ctrl+D")
    desk.press("Esc")
    assert desk.line.toPlainText() == "we decided"
    desk.press("Ctrl+D")
    desk.type("a reason worth keeping")
    desk.press("Esc")
    assert desk.line.toPlainText() == ""
    desk.page.drafts.write()
    desk.until(lambda: desk.page.state.outbox.up_to_date)
    again = reopened(desk)
    again.press("Ctrl+D")
    card = again.page.decision._card.card()
    assert (card.decided, card.because) == ("we decided", "a reason worth keeping")
    again.press("Ctrl+Return")
    again.until(lambda: again.kept().decisions)
    assert again.kept().decisions[0].because == "a reason worth keeping"
    again.close()


def test_the_level_item_offers_a_level_decision_and_an_empty_one_is_refused_in_place(desk: DeskRoom):
    desk.press("Ctrl+J")
    desk.type("level dec")
    desk.press("Return")
    desk.press("Ctrl+D")
    card = desk.page.decision._card
    assert card.card().kind == DecisionKind.LEVEL.value and card.card().level == 3
    desk.press("Ctrl+Return")
    assert "What was decided?" in card._ui.error_label.text()
    desk.type("remains at Level 3")
    desk.press("Ctrl+Return")
    desk.until(lambda: desk.kept().decisions)
    assert desk.kept().decisions[0].level is Level.THREE


# Read-back


def test_read_back_stamps_one_key_at_a_time_and_enter_stamps_nothing(desk: DeskRoom):
    for text in (
        "@hsg confirm the address by 27/11",
        "@pol check the register by fri",
        "@hlth send the date",
    ):
        desk.say(text)
    desk.idle()
    desk.page.commands()["read_back"]()
    panel = desk.page.read_back.panel
    assert panel.isAncestorOf(desk.focus())
    for key in ("Return", "Enter", "Space"):
        desk.press(key)
    assert all(one.acceptance is Acceptance.NOT_READ_BACK for one in desk.kept().actions)
    for _ in range(14):
        desk.press("A")
    desk.until(lambda: desk.page.state.view.actions[0].acceptance is Acceptance.ACCEPTED)
    desk.idle()
    accepted = [one.acceptance for one in desk.kept().actions]
    assert accepted.count(Acceptance.ACCEPTED) == 1, "keys within 400 ms are dropped"
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", True)
    desk.page.read_back._since.invalidate()
    QApplication.sendEvent(panel, event)
    desk.idle()
    assert [one.acceptance for one in desk.kept().actions].count(Acceptance.ACCEPTED) == 1
    desk.page.read_back._since.invalidate()
    desk.press("O")
    desk.type("no capacity")
    desk.press("Return")
    desk.until(lambda: desk.kept().actions[1].acceptance is Acceptance.OBJECTED)
    desk.idle()
    desk.page.read_back._undo()
    desk.until(lambda: desk.kept().actions[1].acceptance is Acceptance.NOT_READ_BACK)
    desk.idle()
    desk.press("Esc")
    desk.page.escape()
    assert not desk.page.read_back.is_open and desk.focus() is desk.line


# The meeting as a whole


def test_adjourning_asks_for_a_reason_in_a_sheet_and_escape_leaves_everything(desk: DeskRoom):
    desk.page.commands()["adjourn_meeting"]()
    desk.page.escape()
    assert desk.focus() is desk.line and desk.kept().meeting.state is MeetingState.RUNNING
    desk.page.commands()["adjourn_meeting"]()
    desk.press("Ctrl+Return")
    desk.until(lambda: "Why" in desk.page.panel.sheet._ui.error_label.text())
    desk.type("the chair was called away")
    desk.press("Return")
    desk.type("in 2 weeks")
    desk.press("Ctrl+Return")
    desk.until(lambda: desk.kept().meeting.state is MeetingState.ADJOURNED)
    assert desk.kept().meeting.adjourned_to == date(2026, 11, 26)


def test_an_action_is_changed_in_a_sheet(desk: DeskRoom):
    desk.say("@hsg confirm the address")
    desk.idle()
    desk.press("Up")
    desk.press("Return")
    desk.type(" in writing")
    desk.press("Return")
    desk.press("Tab")
    desk.type("next meeting")
    desk.press("Ctrl+Return")
    desk.until(lambda: desk.kept().actions[0].text == "confirm the address in writing")
    assert desk.kept().actions[0].deadline.kind is DeadlineKind.NEXT_MEETING
    assert desk.kept().actions[0].state is ActionState.OPEN


def test_lines_typed_after_the_close_are_unsorted(desk: DeskRoom):
    desk.page.commands()["close_meeting"]()
    desk.until(lambda: desk.kept().meeting.state is MeetingState.CLOSED)
    desk.idle()
    desk.say("said on the way out")
    desk.idle()
    assert desk.kept().entries[-1].item == ""
    assert desk.page.panel._ui.unsorted_button.text() == "Unsorted (1)"


def test_gaps_are_listed_settled_together_and_approval_asks_who_and_how(desk: DeskRoom):
    desk.page.commands()["ready_to_finalise"]()
    panel = desk.page.readiness.panel
    desk.until(panel.lines)
    lines = [line for line in panel.lines() if line.row.together]
    assert len(lines) > 3 and not panel._ui.approve_button.isEnabled()
    for line in lines[:3]:
        line.box.setChecked(True)
    items = [line.row.gap.item for line in lines[:3]]
    panel._ui.settle_combo.setCurrentText("Considered, nothing to record")
    QTest.mouseClick(panel._ui.settle_button, Qt.MouseButton.LeftButton)
    desk.until(lambda: not {line.row.gap.item for line in panel.lines() if line.row.together} & set(items))
    reasons = {item.code: item.reason for item in desk.kept().items if item.code in items}
    assert set(reasons.values()) == {"Considered, nothing to record"}


# Arrangement


@pytest.mark.parametrize(
    ("width", "scale", "expected"),
    [
        (1366, 1.0, Width.COMPACT), (1280, 1.0, Width.COMPACT), (1179, 1.0, Width.NARROW),
        (1366, 2.0, Width.NARROW), (1366, 1.5, Width.NARROW), (1366, 1.1, Width.COMPACT),
        (1600, 1.0, Width.WIDE), (1920, 1.0, Width.WIDEST), (1920, 1.5, Width.COMPACT),
        (2560, 1.0, Width.WIDEST),
    ],
)  # fmt: skip
def test_the_width_chooses_the_arrangement(width: int, scale: float, expected: Width):
    assert width_class(width, scale) is expected


def test_every_region_has_a_name_and_takes_the_focus(desk: DeskRoom):
    for region in desk.page.regions():
        assert region.accessibleName()
        region.setFocus()
        assert desk.focus() is region or region.isAncestorOf(desk.focus())


def test_nothing_on_the_desk_takes_user_text_for_rich_text(desk: DeskRoom, rich_text_suspects):
    desk.say("<img src='x'>")
    desk.idle()
    desk.page.commands()["ready_to_finalise"]()
    desk.until(desk.page.readiness.panel.lines)
    assert rich_text_suspects(desk.window) == []


def test_a_paste_into_a_decision_is_refused_aloud_too(desk: DeskRoom):
    desk.press("Ctrl+D")
    mime = QMimeData()
    mime.setText("x" * 2_001)
    desk.focus().insertFromMimeData(mime)
    assert "2,001" in desk.page.decision._card._ui.error_label.text()
