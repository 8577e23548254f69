"""Marks, spelling, typing help, screen readers, Tab and chords on the write-up page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from write_up_hands import THREE, Mark, click, entry, heard, press

from mappa_desk.domain.spelling import Lexicon
from mappa_desk.domain.write_up_page import Paragraph
from mappa_desk.ui.widgets.spelling_marks import SpellingMarks
from mappa_desk.ui.widgets.typing_help import TypingHelp
from mappa_desk.ui.widgets.write_up_page import WriteUpPage

KEY, SHIFT, CTRL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(write_up_page: WriteUpPage) -> WriteUpPage:
    """The page of these tests."""
    return write_up_page


def changed(key: str, **more: object) -> list[Paragraph]:
    return [replace(row, revision=row.revision + 1, **more) if row.key == key else row for row in THREE]


# Marks, spelling, typing help, ears


def test_marks_are_drawn_with_and_without_the_editor_and_can_be_clicked(page: WriteUpPage) -> None:
    plain = picture(page, "b")
    page.set_marks("b", [Mark(0, 6)])
    assert picture(page, "b") != plain
    page.set_marks("b", [])
    assert picture(page, "b") == plain
    page.set_found("b", [(0, 6)])
    assert picture(page, "b") != plain
    page.clear_found()
    assert picture(page, "b") == plain
    clicks = heard(page.mark_clicked)
    page.set_marks("b", [Mark(0, 6)])
    click(page, "b")
    assert clicks == [("b", 0)]
    click(page, "b")
    assert clicks == [("b", 0)] * 2
    assert page.editor().marked() == ("Second",)
    QTest.keyClick(page.editor(), KEY.Key_Home)
    QTest.keyClicks(page.editor(), "A ")
    assert page.editor().marked() == ("Second",), "marks move with their words"


def picture(page: WriteUpPage, key: str):
    place = page.place(key)
    return page.viewport().grab(QRect(0, page.top_of(place), 800, page.laid(place).height)).toImage()


def test_short_forms_open_and_spelling_marks_follow_the_caret(page: WriteUpPage) -> None:
    lexicon = Lexicon()
    lexicon.learn(
        {"wrogn": False, "Second": True, "Third": True, "words": True, "licence": True, "period": True}
    )
    TypingHelp(page.editor(), {"lp": "licence period"})
    marks = SpellingMarks(page.editor(), lexicon, lambda _words: None)
    page.go_to("b", 0)
    QTest.keyClicks(page.editor(), "lp wrogn ")
    assert page.text_of("b") == "licence period wrogn Second."
    page.set_marks("b", [Mark(0, 7)])
    marks.look()
    assert marks.marked() == ("wrogn",)
    assert page.editor().marked() == ("licence",)
    assert len(page.editor().extraSelections()) == 1
    press(page, KEY.Key_Down)
    marks.look()
    assert marks.marked() == ()
    press(page, KEY.Key_Up)
    marks.look()
    assert marks.marked() == ("wrogn",)


def test_misspelt_words_are_marked_in_every_paragraph_in_sight(page: WriteUpPage) -> None:
    asked: list[str] = []
    lexicon = Lexicon()
    plain = picture(page, "b")
    marks = SpellingMarks(page.editor(), lexicon, asked.extend)
    page.editor().clearFocus()
    page.setFocus()
    marks.look()
    assert {"Second", "Third"} <= set(asked)
    lexicon.learn({"Second": False, "Third": True, "words": True})
    marks.look()
    assert picture(page, "b") != plain
    assert page.looks["b"].wrong == ((0, 6),)
    page.show(changed("b", text="Third."))
    marks.look()
    assert page.looks["b"].wrong == ()
    marks.set_on(False)
    page.show(changed("b", text="Second."))
    marks.look()
    assert page.looks["b"].wrong == ()


def test_screen_readers_find_every_paragraph_and_hear_where_the_caret_is(page: WriteUpPage) -> None:
    page.show([*THREE, entry("d", "Kept apart.", tag="Closed part", label="9.4")])
    face = QAccessible.queryAccessibleInterface(page)
    assert face.childCount() == 7
    names = [face.child(n).text(QAccessible.Text.Name) for n in range(7)]
    assert names[0] == "9. Agency contributions"
    assert names[1] == "Police. offender manager"
    assert names[6] == "9.4. Closed part. Kept apart"
    told = [face.child(n).text(QAccessible.Text.Description) for n in range(7)]
    assert told[:3] == ["Heading, read only", "Heading, read only", ""]
    page.go_to("b")
    assert page.editor().accessibleName() == "Housing. 9 Agency contributions"
    page.go_to("d")
    assert page.editor().accessibleName() == "9.4. Closed part. Housing. 9 Agency contributions"


def test_window_chords_are_handed_back_and_altgr_types(page: WriteUpPage) -> None:
    page.go_to("b", 7)
    for letter in (KEY.Key_K, KEY.Key_U, KEY.Key_H):
        event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, letter, CTRL)
        event.ignore()
        QApplication.sendEvent(page.editor(), event)
        assert not event.isAccepted()
    both = CTRL | Qt.KeyboardModifier.AltModifier
    QApplication.sendEvent(page.editor(), QKeyEvent(QKeyEvent.Type.KeyPress, KEY.Key_W, both, "ŵ"))
    assert page.text_of("b") == "Second.ŵ"


def test_tab_leaves_the_page_both_ways(page: WriteUpPage, qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    before, after = QLineEdit(), QLineEdit()
    line = QHBoxLayout(window)
    for widget in (before, page, after):
        line.addWidget(widget)
    window.show()
    window.activateWindow()
    page.setFocus()
    qtbot.waitUntil(page.editor().hasFocus)
    press(page, KEY.Key_Tab)
    assert after.hasFocus()
    QTest.keyClick(after, KEY.Key_Tab, SHIFT)
    assert page.editor().hasFocus()
    press(page, KEY.Key_Backtab, SHIFT)
    assert before.hasFocus()
    window.layout().removeWidget(page)
    page.setParent(None)


def test_typing_is_handed_over_when_the_keyboard_goes_elsewhere(page: WriteUpPage, qtbot) -> None:
    left = heard(page.left)
    page.go_to("b", 0)
    QTest.keyClicks(page.editor(), "x")
    cursor = page.editor().textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    page.editor().clearFocus()
    assert left == [("b", "xSecond.")]
