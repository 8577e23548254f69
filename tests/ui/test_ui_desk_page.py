"""The desk beyond the line: drafts, a full disk, undo, editing, people, decisions, read-back, gaps."""

from __future__ import annotations

import contextlib
import resource
import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from desk_room import DeskRoom, copied, make_vault
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mappa_desk.domain.actions import Acceptance, ActionState, DeadlineKind
from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.cases import Level
from mappa_desk.domain.contributions import EntryKind, Handling, IssueOutcome
from mappa_desk.domain.decisions import DecisionKind
from mappa_desk.domain.errors import DiskFull
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services.undo import undo
from mappa_desk.ui.views.desk_folds import Side, Width, width_class


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault that was made once for this file."""
    folder = tmp_path_factory.mktemp("desk") / "vault"
    return folder, make_vault(folder)


@pytest.fixture
def desk(dressed, template, tmp_path) -> Iterator[DeskRoom]:
    """A desk with its meeting running and the caret in the line."""
    folder, meeting_id = template
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    room.page.commands()["start_meeting"]()
    room.idle()
    yield room
    room.close()


def reopened(desk: DeskRoom) -> DeskRoom:
    """The same vault in a fresh window, as after a restart."""
    desk.shut_vault()
    return DeskRoom(desk.folder, desk.meeting_id).show()


def draft_on_disk(desk: DeskRoom):
    return desk.kept().draft


@contextlib.contextmanager
def no_room_on_the_disk() -> Iterator[None]:
    """No file of this process may grow: what a full disk does."""
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)


# Drafts


def test_a_half_typed_line_is_on_the_disk_within_a_second_with_caret_speaker_and_kind(desk: DeskRoom):
    desk.press("Ctrl+1")
    desk.type("half a thought")
    for _ in range(3):
        desk.press("Left")
    desk.press("Ctrl+I")
    desk.until(lambda: draft_on_disk(desk) is not None, ms=1_500)
    again = reopened(desk)
    assert again.line.toPlainText() == "half a thought"
    assert again.page.panel.capture.caret() == (11, 11)
    assert again.page.capture.voice.agency == "pol"
    assert again.page.capture.kind is EntryKind.ISSUE
    assert again.focus() is again.line
    assert again.kept().entries == ()
    again.close()


def test_saving_moves_neither_caret_nor_selection_nor_the_undo_of_the_line(desk: DeskRoom):
    desk.type("one two three")
    desk.press("Shift+Left")
    desk.press("Shift+Left")
    before = desk.page.panel.capture.caret()
    desk.until(lambda: draft_on_disk(desk) is not None, ms=1_500)
    desk.until(lambda: not desk.page.state.outbox.busy)
    assert desk.page.panel.capture.caret() == before == (11, 13)
    desk.press("Ctrl+Z")
    assert desk.line.toPlainText() != "one two three"


def test_settling_writes_the_line_with_its_caret_and_the_entry_under_edit(desk: DeskRoom):
    desk.say("an entry")
    desk.idle()
    desk.type("half")
    desk.press("Home")
    told: list[object] = []
    desk.page.settle(told.append)
    desk.until(lambda: told)
    assert told == [None]
    draft = draft_on_disk(desk)
    assert (draft.text, draft.caret) == ("half", 0)


def test_an_emptied_line_leaves_no_draft(desk: DeskRoom):
    desk.type("gone")
    desk.until(lambda: draft_on_disk(desk) is not None, ms=1_500)
    for _ in range(4):
        desk.press("Backspace")
    desk.until(lambda: draft_on_disk(desk) is None, ms=1_500)


# A disk that refuses


def test_a_full_disk_loses_nothing_and_the_words_go_through_in_order_once_there_is_room(desk: DeskRoom):
    desk.say("kept before")
    desk.idle()
    with no_room_on_the_disk():
        desk.say("first while full")
        desk.say("second while full")
        desk.until(lambda: desk.shell.unkept == 2)
        assert isinstance(desk.shell.reported[-1], DiskFull)
        rows = desk.page.panel.record.model().rows
        assert [(row.text, row.state) for row in rows] == [
            ("kept before", ""),
            ("first while full", "waiting"),
            ("second while full", "waiting"),
        ]
        desk.type("and on")
        assert desk.line.toPlainText() == "and on"
    assert [entry.text for entry in desk.kept().entries] == ["kept before"]
    desk.shell.retries[-1]()
    desk.idle()
    assert [entry.text for entry in desk.kept().entries] == [
        "kept before",
        "first while full",
        "second while full",
    ]
    assert desk.shell.unkept == 0
    assert [row.state for row in desk.page.panel.record.model().rows] == ["", "", ""]
    assert desk.line.toPlainText() == "and on"


def test_an_edit_that_the_disk_refuses_stays_in_front_of_its_writer(desk: DeskRoom):
    desk.say("as it was")
    desk.idle()
    desk.press("Up")
    desk.press("F2")
    desk.type(" and more")
    with no_room_on_the_disk():
        desk.press("Return")
        desk.until(lambda: desk.shell.unkept == 1)
        assert desk.page.panel.record.model().rows[0].text == "as it was and more"
    desk.shell.retries[-1]()
    desk.idle()
    assert desk.kept().entries[0].text == "as it was and more"


def test_saved_is_told_only_after_the_commit(dressed, template, tmp_path, queued_jobs):
    folder, meeting_id = template
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id, jobs=queued_jobs)
    room.window.show()
    room.window.activateWindow()
    room.until(room.window.isActiveWindow)
    room.page.enter()
    queued_jobs.run_all()
    saves = room.shell.saves
    room.say("typed before the disk had it")
    assert room.page.panel.record.model().rows[-1].text == "typed before the disk had it"
    assert room.shell.saves == saves and room.kept().entries == ()
    queued_jobs.run_all()
    assert room.shell.saves > saves and len(room.kept().entries) == 1
    room.close()


# Undo, editing, moving


def test_a_removed_entry_can_be_brought_back_by_the_bar_or_by_undo_in_the_record(desk: DeskRoom):
    desk.say("first")
    desk.say("second")
    desk.idle()
    desk.press("Up")
    desk.press("Del")
    desk.until(lambda: len(desk.kept().entries) == 1)
    desk.idle()
    assert not desk.page.panel._ui.undo_bar.isHidden()
    assert "Entry removed" in desk.shell.said
    desk.press("Ctrl+Z")
    desk.until(lambda: len(desk.kept().entries) == 2)
    desk.until(lambda: any(said.startswith("Undone: Entry of") for said in desk.shell.said))
    assert desk.page.panel._ui.undo_bar.isHidden()


def test_the_bar_goes_with_the_next_change_of_the_record(desk: DeskRoom):
    desk.say("first")
    desk.idle()
    desk.press("Up")
    desk.press("Del")
    desk.until(lambda: not desk.page.panel._ui.undo_bar.isHidden())
    desk.idle()
    desk.page.focus_line()
    desk.say("second")
    desk.idle()
    assert desk.page.panel._ui.undo_bar.isHidden()


def test_an_entry_is_edited_where_it_stands_and_escape_keeps_what_was_typed(desk: DeskRoom):
    desk.say("shorthand")
    desk.idle()
    desk.press("Up")
    desk.press("F2")
    desk.type(" made longer")
    desk.press("Esc")
    desk.idle()
    entry = desk.kept().entries[0]
    assert (entry.text, entry.words) == ("shorthand made longer", "shorthand")
    with desk.work.reading() as reading:
        assert [one.number for one in reading.revisions(type(entry), entry.id)] == [1, 2]


def test_an_entry_under_edit_comes_back_after_a_restart(desk: DeskRoom):
    desk.say("shorthand")
    desk.idle()
    desk.press("Up")
    desk.press("F2")
    desk.type(" half")

    def kept() -> bool:
        with desk.work.reading() as reading:
            return any(draft.place.startswith("entry:") for draft in reading.drafts())

    desk.until(kept, ms=1_500)
    desk.page.panel.record.blockSignals(True)
    again = reopened(desk)
    assert again.page.panel.record.editor.toPlainText() == "shorthand half"
    again.close()


def test_chosen_entries_take_another_speaker_another_kind_and_another_item(desk: DeskRoom):
    first_item = desk.page.state.item
    desk.say("who said this")
    desk.idle()
    desk.press("Up")
    desk.press("Ctrl+3")
    desk.press("Ctrl+4")
    desk.until(lambda: desk.kept().entries[0].agency == "hsg")
    desk.idle()
    desk.press("Ctrl+I")
    desk.until(lambda: desk.kept().entries[0].entry_kind is EntryKind.ISSUE)
    desk.idle()
    desk.press("Ctrl+Shift+M")
    desk.type("agency con")
    desk.press("Return")
    desk.until(lambda: desk.kept().entries[0].item != first_item)
    desk.idle()
    undo(desk.work, meeting_id=desk.meeting_id)
    assert desk.kept().entries[0].item == first_item


def test_entries_move_up_and_down_within_their_item(desk: DeskRoom):
    for text in ("one", "two", "three"):
        desk.say(text)
    desk.idle()
    desk.press("Up")
    desk.press("Alt+Up")
    desk.until(lambda: [entry.text for entry in desk.kept().entries] == ["one", "three", "two"])
    desk.idle()
    desk.press("Alt+Down")
    desk.until(lambda: [entry.text for entry in desk.kept().entries] == ["one", "two", "three"])


def test_jump_finds_an_item_by_number_or_letters_and_escape_leaves_it(desk: DeskRoom):
    here = desk.page.state.item
    desk.press("Ctrl+J")
    desk.press("Esc")
    assert desk.page.state.item == here and desk.focus() is desk.line
    desk.press("Ctrl+J")
    desk.type("9")
    desk.press("Return")
    assert desk.page.state.item_row().number == 9
    desk.press("Ctrl+J")
    desk.type("disc")
    desk.press("Return")
    assert "isclosure" in desk.page.state.item_row().title
    assert desk.focus() is desk.line


def test_handling_and_an_issue_settled_without_action(desk: DeskRoom):
    desk.type("the maps differ")
    desk.press("Ctrl+I")
    desk.press("Return")
    desk.idle()
    desk.press("Up")
    desk.press("Ctrl+Shift+H")
    desk.type("not to be")
    desk.press("Return")
    desk.until(lambda: desk.kept().entries[0].handling is Handling.NOT_FOR_PERSON)
    desk.idle()
    desk.press("Up")
    desk.press("Return")
    desk.type("no action")
    desk.press("Return")
    desk.type("the map was corrected last week")
    desk.press("Return")
    desk.until(lambda: desk.kept().entries[0].outcome is IssueOutcome.NO_ACTION)
    assert desk.kept().entries[0].outcome_reason == "the map was corrected last week"
    desk.idle()
    assert desk.focus() is desk.line


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
    desk.until(lambda: not desk.page.state.outbox.busy)
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
    assert desk.focus() is panel
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
