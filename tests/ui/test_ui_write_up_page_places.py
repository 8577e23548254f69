"""Where the caret can and cannot go on the write-up page; the mouse; whole paragraphs chosen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from write_up_hands import THREE, click, drag_to, entry, heard, press

from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.write_up_page import WriteUpPage

KEY, SHIFT, CTRL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(write_up_page: WriteUpPage) -> WriteUpPage:
    """The page of these tests."""
    return write_up_page


# Read-only places


def test_a_heading_can_be_gone_to_and_copied_but_not_typed_in(page: WriteUpPage, qtbot) -> None:
    hits = heard(page.read_only_hit)
    click(page, "t")
    assert page.caret() == ("t", 0)
    assert page.hasFocus()
    QTest.keyClicks(page, "x")
    QTest.keyClick(page, KEY.Key_Backspace)
    assert hits == ["t", "t"]
    assert page.text_of("t") == "Housing"
    QTest.keyClick(page, KEY.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "Housing"
    QTest.keyClick(page, KEY.Key_Down)
    assert page.caret() == ("b", 0)
    assert page.editor().hasFocus()


def test_a_sealed_page_scrolls_and_takes_no_key(page: WriteUpPage) -> None:
    page.show([replace(row, editable=False, revision=2, text=row.text * 30) for row in THREE])
    hits = heard(page.read_only_hit)
    page.setFocus()
    QTest.keyClick(page, KEY.Key_PageDown)
    assert page.verticalScrollBar().value() > 0
    QTest.keyClicks(page, "x")
    assert len(hits) == 1
    assert not page.editor().isVisible()


# Mouse


def test_a_click_puts_the_caret_where_it_was_clicked(page: WriteUpPage) -> None:
    text = THREE[2].text
    wide = paint.metrics("page").horizontalAdvance(text[:14])
    click(page, "c")
    click(page, "a", QPoint(round(wide), 8))
    assert page.caret() == ("a", 14)
    click(page, "a", QPoint(round(wide), page.laid(2).by.pitch))
    assert page.caret()[1] > 60, "between two rows the caret does not jump to the start"
    click(page, "c", QPoint(500, 8))
    assert page.caret() == ("c", len("Third words."))


def test_a_click_into_a_tall_paragraph_does_not_move_it(page: WriteUpPage) -> None:
    page.show([entry("x", "Before."), entry("tall", "Word after word of a pasted wall. " * 600)])
    page.go_to("x")
    bar = page.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(page.laid(1).left + 80, 300))
    assert page.caret()[0] == "tall"
    assert page.caret()[1] > 1000
    assert bar.value() == before
    QTest.keyClicks(page.editor(), "here")
    press(page, KEY.Key_Up)
    assert bar.value() == before
    assert "here" in page.text_of("tall")


def test_the_mouse_selects_words_paragraphs_and_over_paragraphs(page: WriteUpPage) -> None:
    click(page, "a", QPoint(44, 8))
    target = page.editor().viewport()
    QTest.mouseDClick(target, Qt.MouseButton.LeftButton, pos=QPoint(44, 8))
    assert page.editor().textCursor().selectedText() == "first"
    QTest.mousePress(target, Qt.MouseButton.LeftButton, pos=QPoint(44, 8))
    assert page.editor().textCursor().selectedText() == THREE[2].text
    QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=QPoint(44, 8))
    QTest.mousePress(target, Qt.MouseButton.LeftButton, pos=QPoint(2, 8))
    QTest.mouseMove(target, QPoint(20, 8))
    down = QPoint(30, page.top_of(5) - page.editor().y() + 8)
    drag_to(target, down)
    assert [page.paragraphs[place].key for place in page.chosen] == ["a", "t", "b", "c"]
    QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=down)


# Whole paragraphs


def test_shift_and_arrows_choose_whole_paragraphs_to_copy(page: WriteUpPage) -> None:
    hits = heard(page.read_only_hit)
    page.go_to("b", 3)
    press(page, KEY.Key_Down, SHIFT)
    assert page.editor().textCursor().selectedText() == "ond."
    press(page, KEY.Key_Down, SHIFT)
    assert [page.paragraphs[place].key for place in page.chosen] == ["b", "c"]
    press(page, KEY.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "Second.\nThird words."
    for key in (KEY.Key_Delete, KEY.Key_X):
        press(page, key, CTRL if key == KEY.Key_X else Qt.KeyboardModifier.NoModifier)
    assert [page.text_of(key) for key in "bc"] == ["Second.", "Third words."]
    assert len(hits) == 2
    press(page, KEY.Key_Up, SHIFT)
    assert not page.choice.active
    assert page.editor().textCursor().selectedText() == "Second."


def test_select_all_twice_chooses_the_page(page: WriteUpPage) -> None:
    page.go_to("b", 0)
    press(page, KEY.Key_A, CTRL)
    assert page.editor().textCursor().selectedText() == "Second."
    press(page, KEY.Key_A, CTRL)
    press(page, KEY.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("9 Agency contributions\nPolice offender manager\nThe first words")
    assert copied.endswith("Third words.")
    press(page, KEY.Key_Escape)
    assert not page.choice.active
