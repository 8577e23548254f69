"""Kept entries by keys: several at once, moved, parked, split, joined."""

from __future__ import annotations

import pytest
from desk_room import DeskRoom
from entry_hands import pick, say, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mappa_desk.domain.contributions import PARKED, EntryKind
from mappa_desk.domain.errors import DiskFull
from mappa_desk.services import contributions


@pytest.fixture
def desk(item_desk: DeskRoom) -> DeskRoom:
    """The desk of these tests."""
    return item_desk


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
