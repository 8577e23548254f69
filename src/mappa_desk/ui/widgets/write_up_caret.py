"""The write-up page with its one editor: where the caret is, how it gets from paragraph to paragraph, what is
said when it leaves one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QWidget

from mappa_desk.domain.text_places import place_in, units
from mappa_desk.ui.widgets.write_up_draw import Looks, found_look
from mappa_desk.ui.widgets.write_up_editor import CARET_ROOM, PageEditor
from mappa_desk.ui.widgets.write_up_rows import is_bold, lay
from mappa_desk.ui.widgets.write_up_view import Anchor, PageView

PATIENCE_MS = 4_000
"""How long keys wait for the page that a split or a join makes."""
_KEEP = QTextCursor.MoveMode.KeepAnchor


class CaretPage(PageView):
    """The page with a caret in it."""

    caret_moved = Signal(str, int)
    text_changed = Signal(str, str)
    """Key of the paragraph and its text, at each key."""
    left = Signal(str, str)
    """What was typed in a paragraph is to be kept now: the caret left it, or it is about to be reshaped."""
    split_wanted = Signal(str, int)
    """From here on keys wait until `go_to` or `release_keys`."""
    join_wanted = Signal(str, bool)
    """With the one before (True) or behind. Keys wait as with a split."""
    move_wanted = Signal(str, int)
    new_after_wanted = Signal(str)
    """An empty paragraph is wanted behind this one. Keys wait as with a split."""
    mark_clicked = Signal(str, int)
    read_only_hit = Signal(str)
    undo_exhausted = Signal()
    redo_exhausted = Signal()
    conflict = Signal(str)
    """A paragraph that is being typed in was changed elsewhere: both texts are kept."""
    refused = Signal(str)
    """A sentence saying why a paste or a key was refused."""
    escape_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = PageEditor(self.viewport())
        self._editor.hide()
        self._resting = ""
        self._handed: dict[str, str] = {}
        self._moving = False
        self._waiting = False
        self._queue: list[QEvent | Callable[[], object]] = []
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.release_keys)
        editor = self._editor
        editor.hold = self._hold
        editor.rows_changed.connect(self._on_rows_changed)
        editor.typed_text.connect(self._on_typed)
        editor.cursorPositionChanged.connect(self._on_caret)
        editor.wheeled.connect(lambda event: QApplication.sendEvent(self.viewport(), event))
        editor.focus_moved.connect(self._on_focus_moved)
        editor.refused.connect(self.refused)
        editor.escape_pressed.connect(self.escape_pressed)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    def caret(self) -> tuple[str, int]:
        """Key of the paragraph with the caret, and the position in it; a read-only one where it rests."""
        if not self.edited:
            return self._resting, 0
        return self.edited, place_in(self._editor.toPlainText(), self._editor.textCursor().position())

    def flush(self) -> None:
        """Say in `left` what is typed at the caret and was not said yet."""
        self._say_left(self.edited)

    # Opening and leaving

    def ask(self, signal: object, key: str, *words: object) -> None:
        """Ask for another shape of the page; keys wait until it is there."""
        self.flush()
        place = self._page.place_of(key)
        for near in range(max(0, place - 2), min(place + 3, len(self._page.rows))):
            self._page.typings.reshape(self._page.rows[near].key)
        self.wait()
        signal.emit(key, *words)  # type: ignore[attr-defined]  # one of the signals above

    def wait(self) -> None:
        """Another page is on its way: keys wait until `go_to` or `release_keys`."""
        self._waiting = True
        self._patience.start()

    def when_free(self, call: Callable[[], object]) -> None:
        """Run something now, or among the keys that wait, in the order in which they came."""
        if self._waiting:
            self._queue.append(call)
        else:
            call()

    def open(self, place: int, position: int, end: int | None = None) -> None:
        """Put the caret into a paragraph that can be typed in; `end` selects as far as that."""
        text = self._page.text_at(place)
        caret = units(text[: position if end is None else end])
        self.open_at(place, caret, units(text[:position]))

    def open_at(self, place: int, caret: int, anchor: int | None = None) -> None:
        """The same with positions as Qt counts them."""
        row, before = self._page.rows[place], self.edited
        self._moving = True
        focused = self.hasFocus() or self._editor.hasFocus()
        if row.key != before:
            self._commit()
            self._resting = ""
            text = self._page.text_at(place)
            self._editor.load(text, lay(row, "", self.places.sheet, rows=1).by, bold=is_bold(row))
            self.places.edit(row.key, self._editor.rows)
            self._editor.setAccessibleName(self._page.name_of(place))
            self._apply_looks()
            self.settle(self._far(place) or self.anchor())
            self._editor.show()
            self.setFocusProxy(self._editor)
            if focused:
                self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self._editor.textCursor()
        cursor.setPosition(caret if anchor is None else anchor)
        cursor.setPosition(caret, _KEEP)
        self._editor.setTextCursor(cursor)
        self._moving = False
        self._on_caret()
        if row.key != before:
            self._say_left(before)

    def _far(self, place: int) -> Anchor | None:
        """Where to show a paragraph that is well out of sight, with what is above it; None for a near one."""
        high, top = self.viewport().height(), self.top_of(place)
        bottom = top + self.places.tops[place + 1] - self.places.tops[place]
        if bottom > -high // 2 and top < high * 3 // 2:
            return None
        return self._page.rows[place].key, high // 3

    def rest_on(self, place: int) -> None:
        """Go to a paragraph that nobody can type in."""
        before, focused = self.edited, self._editor.hasFocus()
        self._resting = self._page.rows[place].key
        self._shut()
        self.scrollTo(self._page.index(place))
        if focused:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.viewport().update()
        self.caret_moved.emit(self._resting, 0)
        self._say_left(before)

    def _shut(self) -> None:
        """Take the editor off the page."""
        if self.edited:
            self._commit()
            anchor = self.anchor()
            self.places.edit("")
            self.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes it off
            if self._editor.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._editor.hide()
            self.settle(anchor)

    def _commit(self) -> None:
        if self.edited and self._editor.composing:
            QGuiApplication.inputMethod().commit()

    def _reopen_near(self, place: int) -> None:
        """The paragraph with the caret is gone: go on in the nearest one."""
        near = self.near(max(0, place))
        self.places.edited = ""
        if near < 0:
            self._shut_gone()
        else:
            self.open_at(near, 0)

    def step(self, place: int, by: int) -> int:
        """The next paragraph that can be typed in, up or down; -1 for none."""
        rows = self._page.rows
        place += by
        while 0 <= place < len(rows):
            if rows[place].editable:
                return place
            place += by
        return -1

    def near(self, place: int) -> int:
        """This paragraph or the nearest one that can be typed in, first below it; -1 for none."""
        below = self.step(place - 1, 1)
        return below if below >= 0 else self.step(place, -1)

    def _shut_gone(self) -> None:
        focused = self._editor.hasFocus()
        self.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes it off
        self._editor.hide()
        if focused:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_left(self, key: str) -> None:
        place = self._page.place_of(key)
        if place < 0 or key not in self._page.typings:
            self._handed.pop(key, None)
            return
        text = self._page.text_at(place)
        if self._handed.get(key) != text:
            self._handed[key] = text
            self.left.emit(key, text)

    def release_keys(self) -> None:
        """Type the keys that waited for a split or a join."""
        self._patience.stop()
        self._waiting = False
        while self._queue and not self._waiting:
            first = self._queue.pop(0)
            if isinstance(first, QEvent):
                QApplication.sendEvent(self._editor, first)
            else:
                first()

    def _relay_one(self, place: int) -> None:
        anchor = self.anchor()
        self.places.spoil(place)
        self.places.laid(place)
        self.places.recount()
        self.settle(anchor)

    def _apply_looks(self) -> None:
        looks, text = self.looks.get(self.edited, Looks()), self._editor.toPlainText()
        found = [(units(text[:a]), units(text[:b])) for a, b in looks.found]
        self._editor.set_found(found, found_look())
        self._editor.set_marked([(units(text[:a]), units(text[:b])) for a, b in looks.marks])

    # What the editor says

    def _on_typed(self) -> None:
        place = self._page.place_of(self.edited)
        if place < 0 or self._moving:
            return
        text = self._editor.toPlainText()
        self._page.typings.typed(self._page.rows[place], text)
        self.rest()
        self.text_changed.emit(self.edited, text)

    def _on_rows_changed(self, rows: int) -> None:
        if self.edited and not self._moving:
            anchor = self.edited, self.top_of(self._page.place_of(self.edited))
            self.places.edit(self.edited, rows)
            self.settle(anchor)

    def _on_caret(self) -> None:
        if self._moving or not self.edited:
            return
        self.show_caret()
        self.caret_moved.emit(*self.caret())

    def show_caret(self) -> None:
        """Bring the line with the caret into sight."""
        place = self._page.place_of(self.edited)
        if place >= 0:
            top = self.top_of(place) + self.laid(place).text_top
            top += round(self._editor.caret_top(self._editor.textCursor()))
            self.reveal(top, top + self._editor.by.pitch)

    def _on_focus_moved(self, focused: bool) -> None:
        if not focused and self.isActiveWindow():
            self.flush()

    def _hold(self, event: QEvent) -> bool:
        """Keep a key for the page that is about to come."""
        if not self._waiting:
            return False
        if isinstance(event, QKeyEvent):
            if not (event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
                self._queue.append(event.clone())
        elif isinstance(event, QInputMethodEvent):
            self._queue.append(event.clone())
        return True

    # The page's own events

    def places_changed(self) -> None:
        """The editor stands exactly over the words of its paragraph."""
        place = self._page.place_of(self.edited) if hasattr(self, "_editor") else -1
        if place < 0:
            return
        laid = self.laid(place)
        rows = self._editor.rows + 2
        self._editor.setGeometry(
            laid.left,
            self.top_of(place) + laid.text_top,
            round(laid.by.width) + CARET_ROOM,
            rows * laid.by.pitch,
        )
        self._editor.verticalScrollBar().setValue(0)

    def relay(self, anchor: Anchor | None) -> None:
        """A new width or type: the editor's lines first, they decide a height."""
        super().relay(anchor)
        place = self._page.place_of(self.edited) if hasattr(self, "_editor") else -1
        if place >= 0:
            self._editor.set_measure(lay(self._page.rows[place], "", self.places.sheet, rows=1).by)
            self._apply_looks()
            self.settle(anchor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The line with the caret stays in sight where it was."""
        seen = self._anchor is not None and self._anchor[0] == self.edited
        super().resizeEvent(event)
        if seen:
            self.show_caret()

    def has_caret(self, key: str) -> bool:
        """The paragraph under the editor, or the read-only one that was gone to."""
        return key in (self.edited, self._resting) and bool(key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard belongs to the editor, where there is one."""
        super().focusInEvent(event)
        if not self.edited and not self._resting:
            first = self.near(self.places.at(self.verticalOffset() + 1)) if self._page.rows else -1
            if first >= 0:
                self.open_at(first, 0)
        if self.edited:
            self._editor.setFocus(event.reason())
