"""Kept entries by keys: removed and brought back, settled, moved to another person; undo and the focus."""

from __future__ import annotations

import pytest
from desk_room import DeskRoom, copied
from entry_hands import bar, other_meeting, pick, say, sheet, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mappa_desk.domain.contributions import IssueOutcome
from mappa_desk.services.desk import desk_view


@pytest.fixture
def desk(item_desk: DeskRoom) -> DeskRoom:
    """The desk of these tests."""
    return item_desk


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


def test_jump_finds_the_bin_and_undo_names_what_it_restored(desk: DeskRoom):
    say(desk, "pol: one")
    desk.press("Up")
    desk.press("Delete")
    desk.idle()
    desk.page.focus_line()
    desk.press("Ctrl+J")
    pick(desk, "b")
    assert [row.text for row in sheet(desk)._model.rows] == ["one"]
    desk.page.escape()
    QTest.mouseClick(desk.page.panel._ui.undo_button, Qt.MouseButton.LeftButton)
    desk.idle()
    assert texts(desk) == ["one"]
    assert desk.page.panel.capture.said() == "Restored: Entry of 10:00"


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


def test_the_gap_of_an_open_issue_leads_to_it_and_enter_settles_it(desk: DeskRoom):
    desk.press("Ctrl+I")
    say(desk, "no keys", "pol: after")
    item = desk.page.state.item
    desk.page.moves.go_to(desk.page.state.items[0].code)
    desk.page.commands()["ready_to_finalise"]()
    desk.until(lambda: any(row.gap.code == "issue_open" for row in desk.page.readiness._rows.values()))
    key = next(key for key, row in desk.page.readiness._rows.items() if row.gap.code == "issue_open")
    desk.page.readiness._on_jumped(key)
    assert desk.page.state.item == item
    assert [row.text for row in desk.page.record.chosen()] == ["no keys"]
    desk.press("Return")
    pick(desk, "n")
    desk.until(lambda: desk.page.panel.sheet is not None)
    desk.type("known to all")
    desk.press("Ctrl+Return")
    desk.until(lambda: desk.kept().entries[0].outcome is IssueOutcome.NO_ACTION)
    desk.until(lambda: all(row.gap.code != "issue_open" for row in desk.page.readiness._rows.values()))


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


def test_an_action_goes_along_and_no_other_record_is_said_so(desk: DeskRoom):
    say(desk, "@hsg confirm the address")
    desk.press("Up")
    desk.page.commands()["move_entry_case"]()
    desk.until(lambda: "no other record" in desk.page.panel.capture.said())
    there = other_meeting(desk)
    desk.page.commands()["move_entry_case"]()
    pick(desk, "0500")
    desk.until(lambda: desk.page.panel.sheet is not None)
    desk.press("Ctrl+Return")
    desk.until(lambda: bool(desk_view(desk.work, meeting_id=there.id).actions))
    desk.idle()
    (action,) = desk_view(desk.work, meeting_id=there.id).actions
    assert action.owner_agency == "hsg" and desk.page.state.view.actions == ()


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


def test_what_is_typed_before_the_start_and_after_the_end_is_unsorted(dressed, planned_meeting, tmp_path):
    folder, meeting_id = planned_meeting
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
