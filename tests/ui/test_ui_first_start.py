"""First start: four steps by keyboard to a vault that opens again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from window_room import WindowRoom

from mappa_desk.services.areas import area_view
from mappa_desk.services.plain_words import five_words
from mappa_desk.ui import first_start_places as places
from mappa_desk.ui.first_start_words import strength

OWN = "a lantern for the harbour wall tonight"


@pytest.fixture
def program(room: WindowRoom):
    made = room.program()
    made.start(vault=None, practice=False)
    room.wait(lambda: bool(made.first_start.view.words))
    room.wait(lambda: made.first_start._strength is not None)
    return made


def press(key: Qt.Key = Qt.Key.Key_Return) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def typed(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def step(program) -> int:
    return program.first_start.view.findChild(QWidget, "step_stack").currentIndex()


def wrong(program) -> str:
    return program.first_start.view.findChild(QWidget, "wrong_label").text()


def test_the_keyboard_alone_makes_a_vault_for_real_cases(program, room) -> None:
    view = program.first_start.view
    press()
    assert step(program) == 1
    typed(view.words)
    press()
    assert step(program) == 2
    typed(room.wiring.recovery_sentence)
    press()
    assert step(program) == 3
    typed("Lancashire")
    folder = room.wiring.default_folder(practice=False)
    press()
    room.wait(lambda: program.introducing is not None)
    assert program.folder == folder
    words = view.words
    room.wait(lambda: program.introducing.view.findChild(QWidget, "name_edit").hasFocus())
    typed("Meinir Price")
    press()
    room.wait(lambda: program.office is not None and program.office.shell.place[0] == "start")
    program.office.stop()
    program.jobs.drain()
    program.wiring.close()
    again = room.fresh_wiring().open(folder, words)
    assert area_view(again).form.area_name == "Lancashire"
    assert not again.vault.practice
    again.vault.close()


def test_back_keeps_what_was_answered(program) -> None:
    press()
    typed("something")
    back = program.first_start.view.findChild(QWidget, "back_button")
    QTest.keyClick(back, Qt.Key.Key_Space)
    assert step(program) == 0
    assert not back.isEnabled()
    press()
    assert program.first_start.view.again == "something"


def test_each_wrong_answer_is_said_in_its_step(program, room, tmp_path) -> None:
    view = program.first_start.view
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.odt").write_text("x")
    view.set_folder(str(tmp_path / "full"))
    press()
    assert "holds other files" in wrong(program) and step(program) == 0
    view.set_folder("somewhere")
    press()
    assert "whole path" in wrong(program)
    view.set_folder(str(tmp_path / "new"))
    press()
    typed("harbour")
    press()
    assert "differ" in wrong(program) and step(program) == 1
    view.findChild(QWidget, "again_edit").setText(view.words)
    press()
    typed("there is no recovery")
    press()
    assert "exactly" in wrong(program) and step(program) == 2


def test_a_weak_passphrase_of_one_s_own_is_refused(program, room) -> None:
    view = program.first_start.view
    press()
    view.findChild(QWidget, "own_check").setChecked(True)
    words = view.findChild(QWidget, "words_edit")
    QTest.keyClicks(words, "Password2026")
    view.findChild(QWidget, "again_edit").setText("Password2026")
    view.findChild(QWidget, "again_edit").setFocus()
    press()
    assert "too weak" in wrong(program)
    words.clear()
    QTest.keyClicks(words, OWN)
    room.wait(lambda: program.first_start._strength.tone == "done")
    view.findChild(QWidget, "again_edit").setText(OWN)
    press()
    assert step(program) == 2


def test_a_practice_vault_asks_nothing_about_recovery(program, room) -> None:
    view = program.first_start.view
    practice = view.findChild(QWidget, "practice_radio")
    practice.setFocus()
    QTest.keyClick(practice, Qt.Key.Key_Space)
    room.wait(lambda: view.words == room.wiring.practice_passphrase)
    assert view.folder == str(room.wiring.default_folder(practice=True))
    assert view.findChild(QWidget, "practice_label").isVisible()
    view.findChild(QWidget, "folder_edit").setFocus()
    press()
    typed(view.words)
    press()
    press()
    assert step(program) == 3


def test_other_words_are_other_words(program, room) -> None:
    view = program.first_start.view
    press()
    before = view.words
    QTest.keyClick(view.findChild(QWidget, "other_words_button"), Qt.Key.Key_Space)
    room.wait(lambda: view.words != before)
    assert len(view.words.split()) == 5


def test_five_words_are_strong_and_never_twice_the_same() -> None:
    made = {five_words() for _ in range(20)}
    assert len(made) == 20
    assert all(strength(words).tone == "done" for words in made)


@pytest.mark.parametrize("passphrase", ["password", "Mappa2026!", "correct horse", "12345678"])
def test_what_is_guessed_is_never_called_strong(passphrase) -> None:
    assert strength(passphrase).tone == "danger"


def test_no_passphrase_has_no_strength() -> None:
    assert strength("") is None
    assert strength("x" * 5000) is not None


@pytest.mark.parametrize(
    "part", ["OneDrive - County Council", "Dropbox", "Google Drive", "iCloudDrive", "Nextcloud"]
)
def test_a_folder_that_is_copied_elsewhere_is_warned_of(qapp, tmp_path, part) -> None:
    assert part in places.sync_warning(tmp_path / part / "vault")


def test_an_ordinary_folder_is_not_warned_of(qapp, tmp_path) -> None:
    assert places.sync_warning(tmp_path / "Documents" / "vault") == ""
    assert "GB free" in places.drive_sentence(tmp_path / "not" / "there" / "yet")
