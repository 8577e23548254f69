"""Paragraphs and hands for the tests of the write-up page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mappa_desk.domain.write_up_page import Paragraph, ParagraphKind
from mappa_desk.ui.widgets.write_up_page import WriteUpPage

NONE = Qt.KeyboardModifier.NoModifier
INTO = QPoint(30, 4)


class Mark:
    """A mark as the page takes it."""

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end


def entry(key: str, text: str, **more: Any) -> Paragraph:
    """A paragraph that can be typed in, an entry unless another kind is named."""
    made = {"kind": ParagraphKind.ENTRY, "editable": True, "entry_id": key, "revision": 1, **more}
    return Paragraph(key=key, text=text, **made)


def heading(key: str, text: str, kind: ParagraphKind = ParagraphKind.SPEAKER, **more: Any) -> Paragraph:
    """A paragraph that nobody types in."""
    return Paragraph(key=key, kind=kind, text=text, **more)


THREE = (
    heading("i", "Agency contributions", ParagraphKind.ITEM, label="9"),
    heading("s", "Police", after="offender manager"),
    entry("a", "The first words of the police, long enough to need a second row on the page when shown."),
    heading("t", "Housing"),
    entry("b", "Second."),
    entry("c", "Third words."),
)


def press(page: WriteUpPage, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """One key in the editor."""
    QTest.keyClick(page.editor(), key, held)


def hold_down(page: WriteUpPage, key: Qt.Key, times: int) -> None:
    """A key that repeats."""
    for number in range(times):
        event = QKeyEvent(QKeyEvent.Type.KeyPress, key, NONE, "", number > 0)
        QApplication.sendEvent(page.editor(), event)


def compose(page: WriteUpPage, making: str, commit: str = "") -> None:
    """What an input method has in the making, and what it commits."""
    event = QInputMethodEvent(making, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(page.editor(), event)


def click(page: WriteUpPage, key: str, into: QPoint = INTO) -> None:
    """Click into the words of a paragraph."""
    laid = page.laid(page.place(key))
    point = QPoint(laid.left, page.top_of(page.place(key)) + laid.top) + into
    target = page.viewport().childAt(point) or page.viewport()
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=target.mapFrom(page.viewport(), point))


def drag_to(target: QWidget, point: QPoint) -> None:
    """Move the mouse with its button down."""
    left = Qt.MouseButton.LeftButton
    there = QPointF(point)
    event = QMouseEvent(QEvent.Type.MouseMove, there, target.mapToGlobal(there), left, left, NONE)
    QApplication.sendEvent(target, event)


def heard(signal: Any) -> list:
    """Everything a signal says from now on."""
    found: list = []
    signal.connect(lambda *words: found.append(words if len(words) != 1 else words[0]))
    return found
