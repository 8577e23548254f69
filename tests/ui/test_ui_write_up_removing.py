"""Throwing a paragraph away by its key, and the ways back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_room import copied
from PySide6.QtWidgets import QComboBox
from write_up_room import SAID, WriteUpRoom, closed_vault

from mappa_desk.domain.contributions import Entry
from mappa_desk.ui.views.desk_sheet import DeskSheet

VISITS = SAID[1][1]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with a closed meeting, made once for this file."""
    folder = tmp_path_factory.mktemp("write_up_removing") / "vault"
    return folder, closed_vault(folder)


@pytest.fixture
def desk(dressed, template, tmp_path) -> Iterator[WriteUpRoom]:
    """The page of that meeting."""
    folder, meeting_id = template
    room = WriteUpRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    yield room
    room.close()


def bar(desk: WriteUpRoom) -> str:
    ui = desk.page.panel._ui
    return "" if ui.undo_bar.isHidden() else ui.undo_label.text()


def test_a_paragraph_goes_by_its_key_and_ctrl_z_brings_it_back_by_name(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits", 4)
    desk.press("Ctrl+Shift+Del")
    desk.idle()
    assert VISITS not in desk.texts()
    assert bar(desk) == f"Removed {found.label}. Its shorthand is kept."
    with desk.work.reading() as reading:
        kept = reading.get(Entry, found.entry_id)
    assert kept.removed and kept.words == VISITS
    desk.press("Ctrl+Z")
    desk.idle()
    assert VISITS in desk.texts() and desk.hint == f"Removed {found.label}. Undone"
    assert (desk.page.state.key, desk.page.state.position) == (found.key, 4)


def test_an_emptied_paragraph_says_the_key_and_the_key_removes_it(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits")
    desk.press("Ctrl+A")
    desk.press("Delete")
    desk.press("Ctrl+Down")
    desk.idle()
    assert desk.hint == ("A paragraph cannot be empty, so its words are back. Ctrl+Shift+Del removes it.")
    assert VISITS in desk.texts()
    desk.page.go_to(found.key)
    desk.press("Ctrl+A")
    desk.press("Delete")
    desk.press("Ctrl+Shift+Del")
    desk.idle()
    assert VISITS not in desk.texts() and bar(desk).startswith("Removed ")
    desk.run("bring_back_paragraph")
    desk.idle()
    assert VISITS in desk.texts() and desk.page.state.key == found.key and desk.here == VISITS


def test_words_typed_a_moment_ago_are_kept_in_what_was_removed(desk: WriteUpRoom) -> None:
    desk.go("3 visits")
    desk.type("New. ")
    desk.press("Ctrl+Shift+Del")
    desk.idle()
    desk.press("Ctrl+Z")
    desk.idle()
    assert f"New. {VISITS}" in desk.texts()


def test_of_several_one_is_chosen(desk: WriteUpRoom) -> None:
    for words in ("3 visits", "niece 16"):
        desk.go(words)
        desk.press("Ctrl+Shift+Del")
        desk.idle()
    desk.run("bring_back_paragraph")
    sheet = desk.page.panel.sheet
    assert isinstance(sheet, DeskSheet)
    which = sheet.findChild(QComboBox, "entry_field")
    assert [VISITS in which.itemText(0), "niece 16" in which.itemText(1)] == [True, True]
    which.setCurrentIndex(0)
    sheet.keep()
    desk.until(lambda: desk.page.panel.sheet is None)
    desk.idle()
    assert VISITS in desk.texts() and not any("niece" in text for text in desk.texts())
    assert bar(desk) == "Paragraph brought back."
    desk.press("Ctrl+Z")
    desk.idle()
    assert VISITS not in desk.texts()


def test_a_decision_and_an_action_go_as_a_whole_and_come_back(desk: WriteUpRoom) -> None:
    decision = desk.go("two maps cannot")
    desk.press("Ctrl+Shift+Del")
    desk.idle()
    assert not desk.page.state.view.decisions and "the whole decision" in bar(desk)
    desk.press("Ctrl+Z")
    desk.idle()
    assert desk.page.state.view.decisions and desk.page.state.key == decision.key
    desk.go("give the corrected map")
    desk.press("Ctrl+Shift+Del")
    desk.idle()
    assert not desk.page.state.view.actions and "its number is not given again" in bar(desk)
    desk.press("Ctrl+Z")
    desk.idle()
    assert len(desk.page.state.view.actions) == 1


def test_a_new_paragraph_without_words_just_leaves_the_page(desk: WriteUpRoom) -> None:
    desk.go("3 visits")
    before = len(desk.page.page.paragraphs)
    desk.run("new_paragraph")
    desk.press("Ctrl+Shift+Del")
    desk.until(lambda: len(desk.page.page.paragraphs) == before)
    assert desk.here == VISITS
    desk.run("new_paragraph")
    desk.type("Half")
    desk.press("Ctrl+Shift+Del")
    desk.idle()
    desk.until(lambda: "Half" not in desk.texts() and bar(desk).startswith("Removed"))
    desk.type("x")
    assert "x" in desk.here, "keys are not kept waiting"


def test_what_is_made_from_the_record_is_not_removed(desk: WriteUpRoom) -> None:
    first = next(row for row in desk.page.state.paragraphs if row.kind.value == "front" and row.editable)
    desk.page.go_to(first.key)
    desk.press("Ctrl+Shift+Del")
    assert desk.hint == "Only what was said, a decision or an action is removed here."
    desk.run("bring_back_paragraph")
    assert desk.hint == "No paragraph was removed."
