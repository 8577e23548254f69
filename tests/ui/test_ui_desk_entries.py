"""Kept entries by keys: several at once, parked, split, joined, binned, settled, moved to another case."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_room import MORNING, DeskRoom, copied, make_vault
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Category, Level
from mappa_desk.domain.contributions import PARKED, EntryKind, IssueOutcome
from mappa_desk.domain.errors import DiskFull
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services import cases, contributions, meetings
from mappa_desk.services.desk import desk_view
from mappa_desk.ui.views.desk_leaves import LeavesSheet


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault that was made once for this file."""
    folder = tmp_path_factory.mktemp("entries") / "vault"
    return folder, make_vault(folder)


@pytest.fixture
def desk(dressed, template, tmp_path):
    """A desk with its meeting running, the second item shown and the caret in the line."""
    folder, meeting_id = template
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    room.page.commands()["start_meeting"]()
    room.idle()
    room.press("Ctrl+PgDown")
    room.idle()
    yield room
    room.close()


def texts(desk: DeskRoom, item: str | None = None) -> list[str]:
    wanted = desk.page.state.item if item is None else item
    return [entry.text for entry in desk.kept().entries if entry.item == wanted]


def say(desk: DeskRoom, *lines: str) -> None:
    for line in lines:
        desk.say(line)
    desk.idle()


def bar(desk: DeskRoom) -> tuple[str, str]:
    """What the bar says and offers; empty while it is hidden."""
    ui = desk.page.panel._ui
    return (ui.undo_label.text(), ui.undo_button.text().strip()) if ui.undo_bar.isVisible() else ("", "")


def pick(desk: DeskRoom, typed: str) -> None:
    """Answer the picker that is open."""
    desk.until(lambda: desk.page.sheets._picker is not None)
    desk.type(typed)
    desk.press("Return")


def sheet(desk: DeskRoom) -> LeavesSheet:
    desk.until(lambda: isinstance(desk.page.panel.sheet, LeavesSheet))
    return desk.page.panel.sheet


def other_meeting(desk: DeskRoom, reference: str = "LAN-0500") -> Meeting:
    """A meeting of the day on another person."""
    case = cases.open_case(
        desk.work, reference=reference, category=Category.TWO, level=Level.THREE, lead_agency="pol"
    ).value
    return meetings.plan_meeting(
        desk.work, case_id=case.id, kind=MeetingKind.INITIAL, on=MORNING.date(), at="11:00"
    ).value


# Several at once


def test_shift_and_arrows_choose_several_and_a_seat_gives_them_to_its_agency(desk: DeskRoom):
    say(desk, "pol: one", "two", "three", "four")
    desk.press("Up")
    desk.press("Shift+Up")
    desk.press("Shift+Up")
    assert [row.text for row in desk.page.record.chosen()] == ["two", "three", "four"]
    desk.press("Ctrl+2")
    desk.idle()
    assert [entry.agency for entry in desk.kept().entries] == ["pol", "prob", "prob", "prob"]
    assert [row.text for row in desk.page.record.chosen()] == ["two", "three", "four"], "they stay chosen"
    assert desk.shell.said[-1] == "Probation"
    desk.press("Ctrl+Z")
    desk.idle()
    assert {entry.agency for entry in desk.kept().entries} == {"pol"}, "one step takes all of it back"


def test_the_entry_with_the_ring_is_meant_where_none_is_selected(desk: DeskRoom):
    say(desk, "pol: one", "two", "three")
    desk.press("Up")
    desk.press("Delete")
    desk.idle()
    desk.press("Delete")
    desk.idle()
    assert texts(desk) == ["one"]


def test_shift_and_down_at_the_end_stays_in_the_record(desk: DeskRoom):
    say(desk, "pol: one", "two")
    desk.press("Up")
    desk.press("Shift+Down")
    assert desk.focus() is desk.page.panel.record
    desk.press("Down")
    assert desk.focus() is desk.line


def test_all_entries_are_chosen_and_turned_in_one_step(desk: DeskRoom):
    say(desk, "pol: one", "two", "three")
    desk.press("Up")
    desk.press("Ctrl+A")
    assert len(desk.page.record.chosen()) == 3
    desk.press("Ctrl+I")
    desk.idle()
    assert {entry.entry_kind for entry in desk.kept().entries} == {EntryKind.ISSUE}
    desk.press("Ctrl+I")
    desk.idle()
    assert {entry.entry_kind for entry in desk.kept().entries} == {EntryKind.CONTRIBUTION}
    desk.press("Ctrl+Z")
    desk.press("Ctrl+Z")
    desk.idle()
    assert {entry.entry_kind for entry in desk.kept().entries} == {EntryKind.CONTRIBUTION}


# Moved and parked


def test_chosen_entries_go_to_another_item_by_its_number(desk: DeskRoom):
    say(desk, "pol: one", "two")
    here = desk.page.state.item
    target = desk.page.state.items[8]
    desk.press("Up")
    desk.press("Shift+Up")
    desk.press("Ctrl+Shift+M")
    pick(desk, str(target.number))
    desk.idle()
    assert texts(desk, target.code) == ["one", "two"] and texts(desk, here) == []
    assert desk.shell.said[-1] == "Moved"
    assert str(target.number) in desk.page.panel.capture.said()


def test_parked_entries_are_counted_at_the_foot_of_the_agenda_and_hold_approval_up(desk: DeskRoom):
    say(desk, "pol: one", "come back to this")
    ui = desk.page.panel._ui
    assert not ui.parked_button.isVisible()
    desk.press("Up")
    desk.press("Ctrl+Shift+M")
    pick(desk, "p")
    desk.idle()
    assert texts(desk, PARKED) == ["come back to this"]
    assert ui.parked_button.isVisible() and ui.parked_button.text() == "Parked (1)"
    QTest.mouseClick(ui.parked_button, Qt.MouseButton.LeftButton)
    assert desk.page.state.item == PARKED and ui.item_title_label.text() == "Parked"
    say(desk, "hsg: typed while it is shown")
    assert texts(desk, PARKED) == ["come back to this", "typed while it is shown"]
    desk.page.commands()["ready_to_finalise"]()
    desk.until(lambda: any(row.gap.code == "parked" for row in desk.page.readiness._rows.values()))
    row = next(row for row in desk.page.readiness._rows.values() if row.gap.code == "parked")
    assert row.link == "Parked"
    desk.page.moves.go_to(desk.page.state.items[0].code)
    desk.page.readiness._on_jumped(row.key)
    assert desk.page.state.item == PARKED and desk.focus() is desk.page.panel.record


def test_parking_needs_an_entry(desk: DeskRoom):
    desk.page.commands()["park_entry"]()
    assert "Choose an entry first" in desk.page.panel.capture.said()


def test_jump_finds_what_is_parked(desk: DeskRoom):
    say(desk, "pol: one")
    desk.press("Up")
    desk.page.commands()["park_entry"]()
    desk.idle()
    assert desk.shell.said[-1] == "Parked"
    desk.press("Ctrl+J")
    pick(desk, "parked")
    assert desk.page.state.item == PARKED


# Split and joined


def test_a_split_at_the_caret_makes_two_entries_of_one_speaker(desk: DeskRoom):
    say(desk, "pol: seen twice left at once")
    desk.press("Up")
    desk.press("F2")
    for _ in range(len(" left at once")):
        desk.press("Left")
    desk.press("Ctrl+Shift+Return")
    desk.idle()
    first, second = desk.kept().entries
    assert (first.text, second.text) == ("seen twice", "left at once")
    assert first.agency == second.agency == "pol"
    assert first.words == second.words == "pol: seen twice left at once"
    desk.until(lambda: desk.focus() is desk.page.panel.record)
    assert [row.text for row in desk.page.record.chosen()] == ["left at once"]
    assert "Split" in desk.shell.said
    desk.press("Ctrl+Shift+J")
    desk.idle()
    (joined,) = desk.kept().entries
    assert (joined.text, joined.words) == (first.text + " " + second.text, first.words)
    desk.press("Ctrl+Z")
    desk.idle()
    assert texts(desk) == ["seen twice", "left at once"]


def test_what_was_typed_in_the_editor_is_split_too(desk: DeskRoom):
    say(desk, "pol: seen")
    desk.press("Up")
    desk.press("F2")
    desk.type(" twice")
    desk.type(" left")
    for _ in range(5):
        desk.press("Left")
    desk.press("Ctrl+Shift+Return")
    desk.idle()
    assert texts(desk) == ["seen twice", "left"]
    assert desk.page.panel.record.editor is None


def test_a_split_without_words_on_one_side_leaves_the_editor_as_it_is(desk: DeskRoom):
    say(desk, "pol: seen twice")
    desk.press("Up")
    desk.press("Ctrl+Shift+Return")
    assert "Open the entry with F2" in desk.page.panel.capture.said()
    desk.press("F2")
    desk.type(" or more")
    desk.press("Ctrl+Shift+Return")
    assert "Both parts need words" in desk.page.panel.capture.said()
    editor = desk.page.panel.record.editor
    assert editor is not None and editor.toPlainText() == "seen twice or more" and desk.focus() is editor
    desk.press("Return")
    desk.idle()
    assert texts(desk) == ["seen twice or more"]


def test_a_split_that_the_vault_refuses_gives_the_words_back(desk: DeskRoom):
    say(desk, "pol: seen twice")
    entry = desk.kept().entries[0]
    desk.press("Up")
    desk.press("F2")
    desk.press("Home")
    for _ in range(4):
        desk.press("Right")
    contributions.revise_entry(desk.work, entry_id=entry.id, revision=1, text="seen by somebody else")
    desk.press("Ctrl+Shift+Return")
    desk.until(lambda: desk.page.panel.record.editor is not None)
    editor = desk.page.panel.record.editor
    assert editor is not None and editor.toPlainText() == "seen twice" and editor.caret() == (4, 4)
    assert texts(desk) == ["seen by somebody else"]
    desk.page.panel.record.take_edit()


def test_an_action_is_not_split(desk: DeskRoom):
    say(desk, "@hsg confirm the address")
    desk.press("Up")
    desk.press("F2")
    desk.press("Left")
    desk.press("Ctrl+Shift+Return")
    assert "back into a plain line" in desk.page.panel.capture.said()
    assert desk.page.panel.record.editor is not None


def test_entries_of_two_speakers_are_not_joined(desk: DeskRoom):
    say(desk, "pol: one", "hsg: two")
    desk.press("Up")
    desk.press("Ctrl+Shift+J")
    desk.idle()
    assert "one speaker" in desk.page.panel.capture.said()
    assert texts(desk) == ["one", "two"]


# Removed and brought back


def test_the_bar_stays_until_the_record_changes_and_the_bin_until_approval(desk: DeskRoom):
    say(desk, "pol: one", "two", "three")
    desk.press("Up")
    desk.press("Shift+Up")
    desk.press("Delete")
    desk.idle()
    assert texts(desk) == ["one"] and bar(desk) == ("2 entries removed.", "Undo")
    desk.page.state.outbox.ask_view()
    desk.press("F6")
    assert bar(desk)[0] == "2 entries removed.", "a look is no change"
    desk.page.focus_line()
    say(desk, "four")
    assert bar(desk) == ("", "")
    ui = desk.page.panel._ui
    assert ui.bin_button.text() == "Bin (2)" and ui.bin_button.isVisible()
    QTest.mouseClick(ui.bin_button, Qt.MouseButton.LeftButton)
    leaves = sheet(desk)
    assert [row.text for row in leaves._model.rows] == ["two", "three"]
    assert desk.focus() is leaves._ui.leaves_list
    desk.press("Shift+Down")
    desk.press("Return")
    desk.idle()
    assert texts(desk) == ["one", "two", "three", "four"]
    assert desk.page.panel.sheet is None and not ui.bin_button.isVisible(), "an empty bin closes"
    assert desk.shell.said[-1] == "Brought back"


def test_one_entry_is_brought_back_and_escape_leaves_the_bin(desk: DeskRoom):
    say(desk, "pol: one", "two")
    desk.press("Up")
    desk.press("Ctrl+A")
    desk.press("Delete")
    desk.idle()
    desk.page.commands()["show_bin"]()
    leaves = sheet(desk)
    desk.press("Return")
    desk.idle()
    assert texts(desk) == ["one"]
    assert [row.text for row in leaves._model.rows] == ["two"]
    desk.page.escape()
    assert desk.page.panel.sheet is None and desk.focus() is desk.line


def test_printable_keys_in_the_bin_go_to_the_line(desk: DeskRoom):
    say(desk, "pol: one")
    desk.press("Up")
    desk.press("Delete")
    desk.idle()
    desk.page.commands()["show_bin"]()
    sheet(desk)
    desk.type("d")
    assert desk.focus() is desk.line and desk.line.toPlainText() == "d"


def test_an_empty_bin_says_so(desk: DeskRoom):
    desk.page.commands()["show_bin"]()
    desk.until(lambda: "Nothing was removed" in desk.page.panel.capture.said())


# Original words


def test_the_words_as_typed_are_looked_at_with_every_state_since(desk: DeskRoom):
    say(desk, "pol: seen near address")
    desk.press("Up")
    desk.press("F2")
    desk.type(", twice")
    desk.press("Return")
    desk.idle()
    desk.page.record.last()
    desk.press("Alt+Return")
    leaves = sheet(desk)
    assert [(row.speaker, row.text) for row in leaves._model.rows] == [
        ("As typed", "pol: seen near address"),
        ("Kept", "seen near address"),
        ("Changed", "seen near address, twice"),
    ]
    assert not leaves._ui.bring_back_button.isVisible()
    desk.press("Return")
    assert desk.page.panel.sheet is leaves, "there is nothing to bring back here"


# Issues


def test_an_issue_is_settled_by_a_new_action_from_its_card(desk: DeskRoom):
    desk.press("Ctrl+I")
    say(desk, "no keys to the flat")
    assert desk.kept().entries[0].outcome is IssueOutcome.OPEN
    desk.press("Up")
    row = desk.page.record.chosen()[0]
    assert [chip.text for chip in row.chips] == ["Needs a decision, an action or a reason for none"]
    desk.press("Return")
    pick(desk, "t")
    desk.until(lambda: desk.page.panel.sheet is not None)
    desk.type("cut new keys")
    desk.press("Ctrl+Return")
    desk.idle()
    issue, answer = desk.kept().entries
    assert (issue.outcome, answer.settles_issue_id) == (IssueOutcome.ACTION, issue.id)
    assert desk.kept().actions[0].text == "cut new keys"
    row = next(row for row in desk.page._models.record.rows if row.key == issue.id)
    assert [chip.text for chip in row.chips] == ["Settled by action 1"]


def test_an_issue_is_settled_by_a_reason_and_by_a_new_decision(desk: DeskRoom):
    for text in ("no keys", "no phone"):
        desk.press("Ctrl+I")
        say(desk, text)
    desk.press("Up")
    desk.page.commands()["settle_issue"]()
    pick(desk, "n")
    desk.until(lambda: desk.page.panel.sheet is not None)
    desk.type("known to all")
    desk.press("Ctrl+Return")
    desk.idle()
    desk.page.record.show_entry(desk.kept().entries[0].id)
    desk.press("Return")
    pick(desk, "d")
    desk.until(lambda: desk.page.panel.sheet is not None)
    desk.type("change the lock")
    desk.press("Ctrl+Return")
    desk.idle()
    outcomes = [entry.outcome for entry in desk.kept().entries]
    assert outcomes == [IssueOutcome.DECISION, None, IssueOutcome.NO_ACTION]
    chips = [row.chips[0].text for row in desk.page._models.record.rows if row.heading.startswith("Issue")]
    assert chips == ["Settled by decision 1", "No action: known to all"]


def test_settling_asks_for_an_issue(desk: DeskRoom):
    say(desk, "pol: one")
    desk.press("Up")
    desk.page.commands()["settle_issue"]()
    assert "Only an issue" in desk.page.panel.capture.said()


# Another person's record


def test_an_entry_goes_to_another_person_s_record_and_comes_back(desk: DeskRoom):
    there = other_meeting(desk)
    say(desk, "pol: right", "meant for somebody else")
    desk.press("Up")
    desk.page.commands()["move_entry_case"]()
    pick(desk, "0500")
    desk.until(lambda: desk.page.panel.sheet is not None)
    desk.press("Ctrl+Return")
    desk.idle()
    assert texts(desk) == ["right"] and not desk.page.panel._ui.bin_button.isVisible()
    moved = desk_view(desk.work, meeting_id=there.id).entries
    assert [(entry.text, entry.item, entry.agency) for entry in moved] == [
        ("meant for somebody else", "", "pol")
    ]
    assert "Moved" in desk.shell.said
    assert bar(desk) == ("Moved to the record of LAN-0500-M01.", "Move it back")
    desk.page.commands()["show_bin"]()
    leaves = sheet(desk)
    assert [row.text for row in leaves._model.rows] == ["Moved to LAN-0500-M01: Typed into the wrong record"]
    desk.page.escape()
    QTest.mouseClick(desk.page.panel._ui.undo_button, Qt.MouseButton.LeftButton)
    desk.idle()
    assert texts(desk) == ["right", "meant for somebody else"]
    assert desk_view(desk.work, meeting_id=there.id).entries == ()


def test_undo_in_the_record_does_not_reach_what_went_to_another(desk: DeskRoom):
    there = other_meeting(desk)
    say(desk, "pol: right", "meant for somebody else")
    desk.press("Up")
    desk.page.commands()["move_entry_case"]()
    pick(desk, "0500")
    desk.until(lambda: desk.page.panel.sheet is not None)
    desk.press("Ctrl+Return")
    desk.idle()
    desk.page.record.last()
    for _ in range(3):
        desk.press("Ctrl+Z")
        desk.idle()
    assert texts(desk) == []
    assert len(desk_view(desk.work, meeting_id=there.id).entries) == 1


def test_actions_stay_and_no_other_record_is_said_so(desk: DeskRoom):
    say(desk, "@hsg confirm the address")
    desk.press("Up")
    desk.page.commands()["move_entry_case"]()
    assert "stays with its record" in desk.page.panel.capture.said()
    desk.page.focus_line()
    say(desk, "pol: one")
    desk.press("Up")
    desk.page.commands()["move_entry_case"]()
    desk.until(lambda: "no other record" in desk.page.panel.capture.said())


# Undo belongs to where the focus is


def test_undo_in_the_line_stops_when_the_typing_is_used_up(desk: DeskRoom):
    say(desk, "pol: kept one", "kept two")
    before = desk.kept()
    desk.type("half typed")
    for _ in range(60):
        desk.press("Ctrl+Z")
    desk.idle()
    assert desk.line.toPlainText() == "" and desk.focus() is desk.line
    assert desk.kept().entries == before.entries, "it never reaches through into the record"
    for _ in range(60):
        desk.press("Ctrl+Y")
    assert desk.line.toPlainText() == "half typed"
    assert desk.kept().entries == before.entries


def test_undo_in_an_entry_under_edit_stops_too(desk: DeskRoom):
    say(desk, "pol: kept one", "kept two")
    desk.press("Up")
    desk.press("F2")
    desk.type(" more")
    for _ in range(30):
        desk.press("Ctrl+Z")
    editor = desk.page.panel.record.editor
    assert editor is not None and editor.toPlainText() == "kept two" and desk.focus() is editor
    assert texts(desk) == ["kept one", "kept two"]


def test_undo_in_the_record_names_what_it_took_back(desk: DeskRoom):
    say(desk, "pol: one")
    desk.press("Up")
    desk.press("Ctrl+Z")
    desk.idle()
    assert texts(desk) == []
    assert desk.shell.said[-1].startswith("Undone: Entry at 10:00")


def test_what_is_typed_before_the_start_and_after_the_end_is_unsorted(dressed, template, tmp_path):
    folder, meeting_id = template
    desk = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    say(desk, "rang ahead")
    assert texts(desk, "") == ["rang ahead"]
    assert desk.page.panel._ui.unsorted_button.text() == "Unsorted (1)"
    desk.page.commands()["start_meeting"]()
    desk.idle()
    desk.page.commands()["close_meeting"]()
    desk.idle()
    say(desk, "on the way out")
    assert texts(desk, "") == ["rang ahead", "on the way out"]
    assert desk.page.panel._ui.unsorted_button.text() == "Unsorted (2)"
    desk.close()


def test_a_full_disk_holds_a_split_and_loses_no_word(desk: DeskRoom, monkeypatch: pytest.MonkeyPatch):
    say(desk, "pol: seen twice")
    desk.press("Up")
    desk.press("F2")
    desk.press("Home")
    for _ in range(4):
        desk.press("Right")
    full = [True]
    writing = type(desk.vault).writing

    def refuse_once(self, **told):
        if full[0]:
            raise DiskFull("The disk is full.")
        return writing(self, **told)

    monkeypatch.setattr(type(desk.vault), "writing", refuse_once)
    desk.press("Ctrl+Shift+Return")
    desk.until(lambda: desk.page.state.outbox.error is not None)
    assert [row.text for row in desk.page._models.record.rows] == ["seen twice"]
    full[0] = False
    desk.page.state.outbox.retry()
    desk.idle()
    assert texts(desk) == ["seen", "twice"]
