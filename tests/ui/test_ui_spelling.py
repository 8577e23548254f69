"""Spelling at the keys: marks, suggestions, own words, in the real window with the real dictionary."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QTableView
from spelling_room import Writer
from window_room import WindowRoom

from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services.meetings import list_meetings
from mappa_desk.services.spelling import add_word, forget_word, own_words
from mappa_desk.ui import theme

# The offscreen screen can neither raise a menu nor give it the keyboard by itself.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def office(qapp, filled_vault, tmp_path_factory) -> Iterator[Writer]:
    """One office for the tests that leave it as they found it."""
    theme.apply(qapp, scheme="light", scale=1.0)
    room = WindowRoom(qapp, tmp_path_factory.mktemp("spelling"))
    shutil.copytree(filled_vault, room.wiring.default_folder(practice=True))
    yield Writer(room)
    room.close()


@pytest.fixture
def writer(office: Writer, monkeypatch) -> Iterator[Writer]:
    yield office.listening(monkeypatch)
    for word in own_words(office.work):
        forget_word(office.work, word=word.word)
    office.office.spelling.read_words()
    office.settle()


def test_a_word_is_marked_once_it_is_left_and_the_text_stays_as_it_was(writer) -> None:
    field = writer.summary()
    changes: list[str] = []
    writer.type("He will recieve")
    field.textChanged.connect(lambda: changes.append(field.toPlainText()))
    writer.rest(field)
    assert writer.marks(field).marked() == ()
    writer.type(" ")
    writer.wait_for(field, "recieve")
    assert changes == ["He will recieve "]
    assert field.toPlainText() == "He will recieve "
    field.undo()
    assert field.toPlainText() == ""


def test_a_mark_goes_with_its_word_and_away_when_it_is_put_right(writer) -> None:
    field = writer.summary()
    writer.type("teh keys ")
    writer.wait_for(field, "teh")
    field.moveCursor(QTextCursor.MoveOperation.Start)
    writer.type("now ")
    writer.wait_for(field, "teh")
    (cursor,) = writer.marks(field).cursors()
    assert (cursor.selectionStart(), cursor.selectionEnd()) == (4, 7)
    cursor.insertText("the")
    writer.wait_for(field)


def test_leaving_the_field_marks_the_last_word(writer) -> None:
    field = writer.summary()
    writer.type("accomodation")
    writer.rest(field)
    assert writer.marks(field).marked() == ()
    writer.press(Qt.Key.Key_Tab)
    writer.wait_for(field, "accomodation")


def test_letters_beyond_the_first_plane_do_not_shift_the_mark(writer) -> None:
    field = writer.summary()
    field.setPlainText("\U0001f600\U0001f600 recieve \U0001f600 teh end")
    writer.wait_for(field, "recieve", "teh")
    assert [cursor.selectedText() for cursor in writer.marks(field).cursors()] == ["recieve", "teh"]


def test_only_what_can_be_seen_is_looked_at(writer) -> None:
    field = writer.summary()
    field.setPlainText("recieve\n" + "good line\n" * 400 + "seperate")
    field.moveCursor(QTextCursor.MoveOperation.End)
    writer.wait_for(field, "seperate")
    field.moveCursor(QTextCursor.MoveOperation.Start)
    writer.wait_for(field, "recieve")


def test_a_caret_put_elsewhere_lets_the_word_there_be_marked(writer) -> None:
    field = writer.summary()
    field.setPlainText("😀 recieve\ngood line")
    field.moveCursor(QTextCursor.MoveOperation.Start)
    field.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    writer.wait_for(field, "recieve")


def test_the_key_finds_each_misspelt_word_and_a_suggestion_is_one_edit_that_undo_takes_back(writer) -> None:
    field = writer.summary()
    writer.type("We recieve teh letter ")
    field.moveCursor(QTextCursor.MoveOperation.Start)
    writer.press(Qt.Key.Key_Semicolon, CTRL)
    assert writer.rows()[0] == "receive"
    assert writer.rows()[-2:] == ["Add to this vault's words", "Once: ignore here"]
    assert any(said.startswith("Misspelt: recieve. ") for said in writer.announced)
    QTest.keyClick(writer.menu(), Qt.Key.Key_Return)
    assert field.toPlainText() == "We receive teh letter "
    assert QApplication.focusWidget() is field
    writer.rest(field)
    writer.press(Qt.Key.Key_F7)
    writer.room.wait(lambda: field.textCursor().selectedText() == "teh")
    QTest.keyClick(writer.menu(), Qt.Key.Key_Escape)
    assert field.toPlainText() == "We receive teh letter "
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert field.toPlainText() == "We recieve teh letter "


def test_the_key_says_when_there_is_nothing(writer) -> None:
    field = writer.summary()
    writer.type("All is well here ")
    writer.press(Qt.Key.Key_F7)
    writer.room.wait(lambda: writer.announced)
    assert writer.announced == ["No misspelt word in this field."]
    writer.press(Qt.Key.Key_F7, SHIFT)
    writer.room.wait(lambda: len(writer.announced) > 1)
    assert writer.announced[1:] == ["No misspelt word at the caret."]
    assert QApplication.focusWidget() is field


def test_suggestions_that_come_after_more_was_typed_are_dropped(writer, monkeypatch) -> None:
    field = writer.summary()
    writer.type("teh ")
    writer.wait_for(field, "teh")
    may_answer = threading.Event()
    dictionary = writer.office.spelling._dictionary
    find = dictionary.suggest

    def slow(word: str):
        may_answer.wait(30)
        return find(word)

    monkeypatch.setattr(dictionary, "suggest", slow)
    QTest.keyClick(field, Qt.Key.Key_F7)
    QTest.keyClicks(field, "end")
    may_answer.set()
    writer.room.wait(lambda: "teh" in writer.office.spelling._suggested)
    assert QApplication.activePopupWidget() is None
    assert "end" in field.toPlainText()


def test_suggestions_are_found_off_the_window_s_thread(writer, monkeypatch) -> None:
    field = writer.summary()
    writer.type("teh ")
    threads: list[threading.Thread] = []
    dictionary = writer.office.spelling._dictionary
    for name in ("suggest", "check"):
        real = getattr(dictionary, name)

        def asked(words, real=real):
            threads.append(threading.current_thread())
            return real(words)

        monkeypatch.setattr(dictionary, name, asked)
    writer.wait_for(field, "teh")
    writer.press(Qt.Key.Key_F7)
    assert writer.rows()[0] == "the"
    assert len(threads) >= 1
    assert threading.main_thread() not in threads
    writer.menu().close()


def test_the_menu_key_puts_suggestions_on_top_of_the_field_s_own_menu(writer) -> None:
    field = writer.summary()
    writer.type("teh ")
    writer.wait_for(field, "teh")
    field.moveCursor(QTextCursor.MoveOperation.Start)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), field.mapToGlobal(QPoint(5, 5))
    )
    QApplication.sendEvent(field, event)
    rows = writer.rows()
    assert rows[0] == "the"
    assert any("Paste" in row for row in rows)
    writer.menu().close()


def test_add_keeps_the_word_in_the_vault_and_no_field_marks_it_any_more(writer) -> None:
    field = writer.summary()
    writer.type("Zdravka ")
    writer.wait_for(field, "Zdravka")
    writer.press(Qt.Key.Key_F7)
    menu = writer.menu()
    row = next(row for row in menu.actions() if row.text() == "Add to this vault's words")
    menu.setActiveAction(row)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    writer.wait_for(field)
    assert [word.word for word in own_words(writer.work)] == ["Zdravka"]
    assert writer.announced[-1] == "Added to this vault's words: Zdravka"
    other = writer.summary()
    writer.type("Zdravka's teh ")
    writer.wait_for(other, "teh")


def test_a_name_that_was_added_elsewhere_is_right_and_never_offered(writer) -> None:
    for word in ("Zdravkovic", "cuckooist"):
        add_word(writer.work, word=word)
    field = writer.summary()
    writer.type("Zdravkovic zdravkovics cuckoistt ")
    field.moveCursor(QTextCursor.MoveOperation.Start)
    writer.room.wait(lambda: "Zdravkovic" in writer.office.spelling.lexicon.known)
    writer.press(Qt.Key.Key_F7)
    offered = writer.rows()
    assert field.textCursor().selectedText() == "zdravkovics" and "Zdravkovic" not in offered
    QTest.keyClick(writer.menu(), Qt.Key.Key_Escape)
    writer.press(Qt.Key.Key_F7)
    offered = writer.rows()
    assert field.textCursor().selectedText() == "cuckoistt" and offered[0] == "cuckooist"
    QTest.keyClick(writer.menu(), Qt.Key.Key_Escape)


def test_ignoring_once_is_for_this_field_alone(writer) -> None:
    field = writer.summary()
    writer.type("Zdravka teh ")
    writer.wait_for(field, "Zdravka", "teh")
    field.moveCursor(QTextCursor.MoveOperation.Start)
    writer.press(Qt.Key.Key_F7, SHIFT)
    menu = writer.menu()
    menu.setActiveAction(menu.actions()[-1])
    QTest.keyClick(menu, Qt.Key.Key_Return)
    writer.wait_for(field, "teh")
    other = writer.summary()
    writer.type("Zdravka ")
    writer.wait_for(other, "Zdravka")
    assert own_words(writer.work) == ()


def test_the_switch_takes_the_marks_away_and_is_remembered(writer) -> None:
    field = writer.summary()
    writer.type("teh ")
    writer.wait_for(field, "teh")
    writer.shell.run("spelling")
    writer.wait_for(field)
    assert writer.program.preferences.word("spelling") == "off"
    writer.press(Qt.Key.Key_F7)
    assert writer.announced[-1] == "Spelling is off."
    writer.shell.run("spelling")
    writer.wait_for(field, "teh")


def test_marks_never_reach_the_clipboard(writer) -> None:
    field = writer.summary()
    writer.type("teh ")
    writer.wait_for(field, "teh")
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == "teh "
    assert "underline" not in copied.html()


def test_the_curtain_takes_the_list_away(writer) -> None:
    writer.summary()
    writer.type("teh ")
    writer.press(Qt.Key.Key_F7)
    assert writer.menu() is not None
    writer.shell.curtain()
    assert QApplication.activePopupWidget() is None
    writer.shell.curtain()


def test_the_line_of_the_desk_is_marked_and_knows_who_is_in_the_room(writer) -> None:
    running = next(
        row.meeting_id for row in list_meetings(writer.work) if row.meeting.state is MeetingState.PLANNED
    )
    writer.shell.replace("meeting", running)
    writer.settle()
    line = writer.shell.page.panel.capture.line
    line.setFocus()
    people = [row.name for row in writer.shell.page.state.view.attendance if row.name]
    assert people
    writer.room.wait(lambda: people[0].split()[-1] in writer.office.spelling.lexicon.known)
    writer.type(f"{people[0]} will recieve the MAPPA letter about LAN-0417 ")
    writer.wait_for(line, "recieve")
    assert writer.shell.page.state.meeting_id == writer.office.spelling.meeting_id
    writer.press(Qt.Key.Key_F7)
    menu, (word,) = writer.menu(), writer.marks(line).cursors()
    top = line.viewport().mapToGlobal(line.cursorRect(word).topLeft()).y()
    bottom = line.viewport().mapToGlobal(line.cursorRect(word).bottomLeft()).y()
    assert menu.geometry().bottom() < top or menu.geometry().top() >= bottom
    menu.close()


def test_the_settings_add_and_remove_words_and_refuse_what_is_none(writer) -> None:
    writer.shell.replace("settings", "spelling")
    writer.settle()
    part = writer.shell.page.spelling.view
    word, table = part.findChild(QLineEdit, "word_edit"), part.findChild(QTableView, "own_words_table")
    error = part.findChild(QLabel, "word_error_label")
    word.setFocus()
    writer.type("two words")
    writer.press(Qt.Key.Key_Return)
    assert error.isVisible() and word.text() == "two words"
    word.clear()
    writer.type("cuckooist")
    writer.press(Qt.Key.Key_Return)
    assert (word.text(), error.isVisible(), table.model().rowCount()) == ("", False, 1)
    writer.room.wait(lambda: "cuckooist" in writer.office.spelling.lexicon.known)
    part.findChild(QPushButton, "remove_button").click()
    writer.settle()
    assert own_words(writer.work) == ()
    assert not table.isVisible()
    writer.room.wait(lambda: "cuckooist" not in writer.office.spelling.lexicon.known)


def test_the_switch_of_the_settings_is_the_command_s(writer) -> None:
    writer.shell.replace("settings", "spelling")
    writer.settle()
    check = writer.find(QCheckBox, "marks_check")
    assert QApplication.focusWidget() is check
    writer.press(Qt.Key.Key_Space)
    assert not writer.office.spelling.is_on
    writer.shell.run("spelling")
    assert check.isChecked()


def test_the_decision_card_and_the_editor_of_an_entry_are_marked_too(writer) -> None:
    planned = next(
        row.meeting_id for row in list_meetings(writer.work) if row.meeting.state is MeetingState.PLANNED
    )
    writer.shell.replace("meeting", planned)
    writer.settle()
    desk = writer.shell.page
    desk.panel.capture.line.setFocus()
    desk.panel.capture.line.clear()
    writer.type("He wrote teh letter")
    writer.press(Qt.Key.Key_Return)
    writer.press(Qt.Key.Key_Up)
    writer.press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not desk.panel.capture.line and editor.toPlainText() == "He wrote teh letter"
    writer.wait_for(editor, "teh")
    writer.press(Qt.Key.Key_Escape)
    desk.focus_line()
    writer.type("Keep him at the curent level ")
    writer.press(Qt.Key.Key_D, CTRL)
    card = QApplication.focusWidget()
    assert card is not desk.panel.capture.line
    writer.type("he engaged with the programe well ")
    writer.wait_for(card, "programe")
