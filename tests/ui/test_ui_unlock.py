"""The unlock window and who is at the keys, by keyboard, on a real vault."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from window_room import PASSPHRASE, WindowRoom

from mappa_desk.services.meetings import list_meetings


@pytest.fixture
def program(filled_room: WindowRoom):
    made = filled_room.program()
    made.start(vault=None, practice=True)
    return made


def field(program) -> QLineEdit:
    return program.unlocking.view.findChild(QLineEdit, "passphrase_edit")


def test_the_caret_waits_in_the_field(program, filled_room) -> None:
    filled_room.wait(lambda: field(program).hasFocus())


def test_the_passphrase_and_enter_open_the_vault(program, filled_room) -> None:
    QTest.keyClicks(field(program), PASSPHRASE)
    QTest.keyClick(field(program), Qt.Key.Key_Return)
    filled_room.wait(lambda: program.introducing is not None)
    assert program.unlocking is None


def test_a_wrong_passphrase_is_said_beside_the_field_and_can_be_typed_again(program, filled_room) -> None:
    view = program.unlocking.view
    QTest.keyClicks(field(program), "not this one")
    QTest.keyClick(field(program), Qt.Key.Key_Return)
    filled_room.wait(lambda: "not the passphrase" in field(program).accessibleDescription())
    filled_room.wait(lambda: field(program).hasFocus())
    assert field(program).selectedText() == "not this one"
    QTest.keyClicks(field(program), PASSPHRASE)
    assert field(program).accessibleDescription() == ""
    assert view.findChild(QWidget, "wrong_frame").isHidden()
    QTest.keyClick(field(program), Qt.Key.Key_Return)
    filled_room.wait(lambda: program.introducing is not None)


def test_the_passphrase_shows_only_while_the_key_is_held(program) -> None:
    button = program.unlocking.view.findChild(QWidget, "show_button")
    assert field(program).echoMode() == QLineEdit.EchoMode.Password
    QTest.keyPress(button, Qt.Key.Key_Space)
    assert field(program).echoMode() == QLineEdit.EchoMode.Normal
    QTest.keyRelease(button, Qt.Key.Key_Space)
    assert field(program).echoMode() == QLineEdit.EchoMode.Password


def test_an_empty_passphrase_is_not_tried(program) -> None:
    QTest.keyClick(field(program), Qt.Key.Key_Return)
    assert field(program).accessibleDescription() == "The passphrase is empty."


def test_a_practice_vault_is_marked(program, filled_room) -> None:
    filled_room.wait(lambda: program.unlocking.view.findChild(QWidget, "practice_label").isVisible())


def test_practice_opens_at_once_and_makes_its_vault_when_there_is_none(room: WindowRoom) -> None:
    program = room.program()
    folder = room.wiring.default_folder(practice=True)
    assert not room.wiring.holds_vault(folder)
    program.start_practice()
    hint = program.unlocking.view.findChild(QWidget, "hint_label")
    room.wait(lambda: room.wiring.practice_passphrase in hint.text())
    room.wait(lambda: program.introducing is not None)
    assert room.wiring.is_practice(folder)


def test_practice_that_was_given_words_of_its_own_asks_for_them(filled_room: WindowRoom) -> None:
    program = filled_room.program()
    program.start_practice()
    filled_room.wait(lambda: "not the passphrase" in field(program).accessibleDescription())
    assert program.introducing is None


def test_after_a_lock_it_says_that_a_meeting_runs_and_names_no_case(filled_room) -> None:
    program = filled_room.program(after_lock="running")
    program.start(vault=None, practice=True)
    words = program.unlocking.view.findChild(QWidget, "sentence_label").text()
    assert words == "A meeting is running. Your line is kept as you left it."
    assert "LAN" not in program.gate.windowTitle()


def test_a_second_window_may_read(filled_room, program) -> None:
    holder = filled_room.fresh_wiring()
    holder.open(program.folder, PASSPHRASE)
    try:
        QTest.keyClicks(field(program), PASSPHRASE)
        QTest.keyClick(field(program), Qt.Key.Key_Return)
        filled_room.wait(lambda: "by another window" in field(program).accessibleDescription())
        assert field(program).accessibleDescription().startswith("Already open since ")
        button = program.unlocking.view.findChild(QPushButton, "unlock_button")
        assert (button.text(), button.accessibleName()) == ("Open for reading", "Open for reading")
        QTest.keyClick(field(program), Qt.Key.Key_Return)
        filled_room.wait(lambda: program.introducing is not None)
        filled_room.wait(lambda: bool(program.introducing._people))
        program.introducing.view._on_this_is_me()
        filled_room.wait(lambda: program.office is not None and program.office.shell.place[0] == "start")
        filled_room.idle(program)
        shell = program.office.shell
        banner = shell.view.banner
        assert banner.accessibleName() == "This vault is open for reading. Notes cannot be kept in it."
        meeting = next(row.meeting_id for row in list_meetings(program.office._work))
        shell.navigate("meeting", meeting)
        filled_room.wait(lambda: shell.page.state.ready)
        filled_room.idle(program)
        line = shell.page.panel.capture.line
        assert line.isReadOnly() and not shell.page.state.writable and shell.view.banner.isVisible()
        button = banner.findChild(QPushButton, "first_button")
        assert button.text() == "Choose another place"
        QTest.keyClick(button, Qt.Key.Key_Space)
        filled_room.wait(lambda: filled_room.started_again)
    finally:
        holder.close()


def test_another_vault_is_chosen_and_an_empty_folder_starts_a_new_one(filled_room, program, tmp_path) -> None:
    other = tmp_path / "other"
    shutil.copytree(program.folder, other)
    filled_room.files.folder = other
    button = program.unlocking.view.findChild(QWidget, "other_button")
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.keyClicks(field(program), PASSPHRASE)
    QTest.keyClick(field(program), Qt.Key.Key_Return)
    filled_room.wait(lambda: program.introducing is not None)
    assert program.folder == other


def test_an_empty_folder_leads_to_first_start(filled_room, program, tmp_path) -> None:
    filled_room.files.folder = tmp_path / "fresh"
    QTest.keyClick(program.unlocking.view.findChild(QWidget, "other_button"), Qt.Key.Key_Space)
    assert program.first_start is not None
    assert program.first_start.view.folder == str(tmp_path / "fresh")


def who(program, room):
    QTest.keyClicks(field(program), PASSPHRASE)
    QTest.keyClick(field(program), Qt.Key.Key_Return)
    room.wait(lambda: program.introducing is not None and bool(program.introducing._people))
    return program.introducing.view


def test_somebody_known_is_at_the_keys(program, filled_room) -> None:
    view = who(program, filled_room)
    assert "Bethan Lloyd-Carter" in view.findChild(QWidget, "person_combo").currentText()
    QTest.keyClick(view.findChild(QWidget, "this_is_me_button"), Qt.Key.Key_Space)
    filled_room.wait(lambda: program.office is not None and program.office.shell.place[0] == "start")
    assert program.gate.isHidden()


def test_enter_on_the_list_means_the_name_that_it_shows(program, filled_room) -> None:
    view = who(program, filled_room)
    QTest.keyClick(view.findChild(QWidget, "person_combo"), Qt.Key.Key_Return)
    filled_room.wait(lambda: program.office is not None and program.office.shell.place[0] == "start")


def test_somebody_new_needs_a_name_and_signs(program, filled_room) -> None:
    view = who(program, filled_room)
    QTest.keyClick(view.findChild(QWidget, "somebody_else_button"), Qt.Key.Key_Space)
    name = view.findChild(QLineEdit, "name_edit")
    filled_room.wait(name.hasFocus)
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert "name is needed" in view.findChild(QWidget, "who_wrong_label").text()
    name.insert("Łucja Żuk")
    QTest.keyClick(name, Qt.Key.Key_Return)
    filled_room.wait(lambda: program.office is not None and program.office.shell.place[0] == "start")
    filled_room.idle(program)
    label = program.office.shell.view.findChild(QWidget, "keys_label")
    page_label = program.office.shell.page.view.findChild(QWidget, "keys_label")
    assert "Łucja Żuk" in page_label.text()
    assert label is not None
