"""The mouse on the write-up page: puts the caret, selects in a paragraph and over paragraphs, finds marks."""

from __future__ import annotations

from collections.abc import Callable
from math import floor

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from mappa_desk.domain.text_places import place_in
from mappa_desk.ui.widgets.write_up_choice import Choice
from mappa_desk.ui.widgets.write_up_rows import hit
from mappa_desk.ui.widgets.write_up_shape import ShapePage

_LEFT = Qt.MouseButton.LeftButton
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class PageMouse:
    """What presses and moves mean, in points of the page's viewport."""

    def __init__(
        self,
        page: ShapePage,
        choice: Choice,
        moved: Callable[[], None],
        click_mark: Callable[[str, int], None],
    ) -> None:
        """`moved` is told that the caret was put somewhere, `click_mark` which place was clicked."""
        self._page, self._choice = page, choice
        self._moved, self._click_mark = moved, click_mark
        self._pressed = -1
        self._since_double = QElapsedTimer()

    def from_editor(self, event: QMouseEvent) -> None:
        """The editor hands everything over."""
        point = self._page.editor().to_page(event.position().toPoint())
        kinds = QEvent.Type
        if event.type() == kinds.MouseButtonPress:
            self.press(point, event)
        elif event.type() == kinds.MouseMove:
            self.move(point, event)
        elif event.type() == kinds.MouseButtonRelease:
            self.release()
        else:
            self.double(point, event)

    def press(self, point: QPoint, event: QMouseEvent) -> None:
        """The caret goes to what lies nearest; with Shift the selection reaches as far."""
        if event.button() != _LEFT or not self._page.paragraphs:
            return
        page = self._page
        self._moved()
        place, position = self._under(point)
        row = page.paragraphs[place]
        if event.modifiers() & _SHIFT and page.edited:
            self._pressed = page.place(page.edited)
            self._reach(place, position)
            return
        self._choice.clear()
        self._pressed = place
        if not row.editable:
            page.rest_on(place)
            page.setFocus(Qt.FocusReason.MouseFocusReason)
        elif self._is_third(row.key):
            self._select(QTextCursor.SelectionType.Document)
        else:
            page.open_at(place, position)
            page.editor().setFocus(Qt.FocusReason.MouseFocusReason)
        self._click_mark(row.key, place_in(page.text_of(row.key), position))

    def _is_third(self, key: str) -> bool:
        since = self._since_double
        again = since.isValid() and since.elapsed() < QApplication.doubleClickInterval()
        since.invalidate()
        return again and key == self._page.edited

    def move(self, point: QPoint, event: QMouseEvent) -> None:
        """With the button down the selection follows; beyond the view the page turns."""
        if not event.buttons() & _LEFT or self._pressed < 0:
            return
        over = min(0, point.y()) + max(0, point.y() - self._page.viewport().height())
        if over:
            bar = self._page.verticalScrollBar()
            bar.setValue(bar.value() + over)
        place, position = self._under(point)
        self._reach(place, position)

    def release(self) -> None:
        """Nothing more is selected."""
        self._pressed = -1

    def double(self, point: QPoint, event: QMouseEvent) -> None:
        """A word."""
        self.press(point, event)
        if self._page.edited and self._pressed == self._page.place(self._page.edited):
            self._select(QTextCursor.SelectionType.WordUnderCursor)
            self._since_double.start()
        self._pressed = -1

    def _select(self, kind: QTextCursor.SelectionType) -> None:
        cursor = self._page.editor().textCursor()
        cursor.select(kind)
        self._page.editor().setTextCursor(cursor)

    def _reach(self, place: int, position: int) -> None:
        page = self._page
        if place != self._pressed:
            self._choice.set(self._pressed, place)
            return
        self._choice.clear()
        if page.edited and page.place(page.edited) == place:
            cursor = page.editor().textCursor()
            cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
            page.editor().setTextCursor(cursor)

    def _under(self, point: QPoint) -> tuple[int, int]:
        """The paragraph under a point and the position nearest to it, as Qt counts."""
        page = self._page
        place = page.places.at(point.y() + page.verticalOffset())
        laid, top = page.laid(place), page.top_of(place)
        if page.paragraphs[place].key == page.edited:
            row = floor((point.y() - top - laid.text_top) / laid.by.pitch)
            if row < 0:
                return place, 0
            return place, page.editor().position_at(row, point.x() - laid.left)
        return place, hit(laid, point.x(), point.y() - top)
