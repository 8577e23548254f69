"""The keys of the write-up page: the caret walks through the paragraphs as through one text, Enter and
Backspace at a border ask for another shape of the page."""

from __future__ import annotations

from math import floor

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor

from mappa_desk.domain.text_places import units
from mappa_desk.ui.widgets.capture_text import is_redo, is_typed, modifiers_of
from mappa_desk.ui.widgets.write_up_choice import Choice
from mappa_desk.ui.widgets.write_up_rows import hit
from mappa_desk.ui.widgets.write_up_shape import ShapePage

_Key = Qt.Key
_ENTERS = (_Key.Key_Return, _Key.Key_Enter)
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_COMMAND = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_KEEP = QTextCursor.MoveMode.KeepAnchor
_MOVE = QTextCursor.MoveMode.MoveAnchor
_KEYS_ALONE = (_Key.Key_Shift, _Key.Key_Control, _Key.Key_Alt, _Key.Key_AltGr, _Key.Key_Meta)
_PAGES = (_Key.Key_PageUp, _Key.Key_PageDown)
_UP_AND_DOWN = {_Key.Key_Up: -1, _Key.Key_Down: 1, _Key.Key_PageUp: -1, _Key.Key_PageDown: 1}
Standard = QKeySequence.StandardKey


class Walk:
    """Looks at each key before the editor does. What it does not use is the editor's own."""

    def __init__(self, page: ShapePage, choice: Choice) -> None:
        self._page, self._choice = page, choice
        self._x: float | None = None
        """Where the caret would stand in every row if it could, from the viewport's left."""

    def forget_x(self) -> None:
        """The caret was put somewhere: Up and Down begin anew."""
        self._x = None

    # Keys

    def on_key(self, event: QKeyEvent) -> bool:
        """A key in the editor; True when it is used up."""
        key, held = _Key(event.key()), modifiers_of(event)
        if key in _KEYS_ALONE:
            return False
        if self._choice.active:
            return self._on_choice_key(event)
        select = held == _SHIFT
        if key in _UP_AND_DOWN and (select or held == _NONE):
            turn = self._by_page if key in _PAGES else self._by_row
            return turn(_UP_AND_DOWN[key], select=select)
        self._x = None
        return self._on_border_key(event, key, held)

    def _on_border_key(self, event: QKeyEvent, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        if key in _ENTERS:
            return self._on_enter(event, held)
        if event.matches(Standard.Undo) or is_redo(event):
            return self._on_undo(again=is_redo(event))
        if event.matches(Standard.SelectAll):
            return self._on_select_all()
        return self._by_letter(event, held) or self._by_paragraph(key, held) or self._rub_out(event, held)

    def _on_enter(self, event: QKeyEvent, held: Qt.KeyboardModifier) -> bool:
        page, editor = self._page, self._page.editor()
        if event.isAutoRepeat() or held not in (_NONE, _SHIFT, _COMMAND | _SHIFT):
            return True
        if held == _SHIFT or (held == _NONE and not page.can_reshape()):
            editor.textCursor().insertBlock()
            editor.ensureCursorVisible()
        elif page.can_reshape() and editor.toPlainText().strip():
            cursor = editor.textCursor()
            if held == _NONE and cursor.atEnd() and not cursor.hasSelection():
                page.new_after()
            else:
                page.split()
        return True

    def _on_undo(self, *, again: bool) -> bool:
        document = self._page.editor().document()
        if again:
            if document.isRedoAvailable():
                self._page.editor().redo()
            else:
                self._page.redo_exhausted.emit()
        elif document.isUndoAvailable():
            return False
        else:
            self._page.undo_exhausted.emit()
        return True

    def _on_select_all(self) -> bool:
        cursor = self._page.editor().textCursor()
        length = self._page.editor().document().characterCount() - 1
        if abs(cursor.position() - cursor.anchor()) < length:
            return False
        self._choice.all()
        return True

    def _rub_out(self, event: QKeyEvent, held: Qt.KeyboardModifier) -> bool:
        """Backspace at the start and Delete at the end ask for a join; held down they stop there."""
        back = event.key() == _Key.Key_Backspace
        if (not back and event.key() != _Key.Key_Delete) or held not in (_NONE, _COMMAND, _SHIFT):
            return False
        cursor = self._page.editor().textCursor()
        border = cursor.atStart() if back else cursor.atEnd()
        if cursor.hasSelection() or not border or (not back and held == _SHIFT):
            return False
        if not event.isAutoRepeat() and self._page.can_reshape():
            self._page.join(backwards=back)
        return True

    # Letters and words

    def _by_letter(self, event: QKeyEvent, held: Qt.KeyboardModifier) -> bool:
        """Left and Right over the border of a paragraph; Ctrl+Home and Ctrl+End."""
        key, shift = event.key(), bool(held & _SHIFT)
        if held & _ALT:
            return False
        if held & _COMMAND and key in (_Key.Key_Home, _Key.Key_End):
            return self._to_end(forward=key == _Key.Key_End, select=shift)
        if key not in (_Key.Key_Left, _Key.Key_Right):
            return False
        cursor = self._page.editor().textCursor()
        if cursor.hasSelection() and not shift:
            return False
        rightwards = cursor.block().textDirection() != Qt.LayoutDirection.RightToLeft
        forward = (key == _Key.Key_Right) == rightwards
        if not (cursor.atEnd() if forward else cursor.atStart()):
            return False
        self._cross(1 if forward else -1, select=shift)
        return True

    def _cross(self, by: int, *, select: bool) -> None:
        page = self._page
        if select:
            self._choice.extend(by)
            return
        place = self._page.step(page.place(page.edited), by)
        if place >= 0:
            page.open_at(place, 0 if by > 0 else self._length(place))
        else:
            self._show_rim(by)

    def _to_end(self, *, forward: bool, select: bool) -> bool:
        page = self._page
        if select:
            cursor = page.editor().textCursor()
            way = QTextCursor.MoveOperation.End if forward else QTextCursor.MoveOperation.Start
            cursor.movePosition(way, _KEEP)
            page.editor().setTextCursor(cursor)
            return True
        place = self._page.step(len(page.paragraphs) if forward else -1, -1 if forward else 1)
        if place >= 0:
            page.open_at(place, self._length(place) if forward else 0)
            self._show_rim(1 if forward else -1)
        return True

    def _by_paragraph(self, key: int, held: Qt.KeyboardModifier) -> bool:
        """Ctrl+Up and Ctrl+Down: to the start of a paragraph."""
        if held != _COMMAND or key not in (_Key.Key_Up, _Key.Key_Down):
            return False
        page = self._page
        place = page.place(page.edited)
        if key == _Key.Key_Down or page.editor().textCursor().atStart():
            place = self._page.step(place, 1 if key == _Key.Key_Down else -1)
        if place >= 0:
            page.open_at(place, 0)
        return True

    # Rows and pages

    def _by_row(self, by: int, *, select: bool) -> bool:
        """Up or Down: the caret keeps its x, over the borders too."""
        page, editor = self._page, self._page.editor()
        place = page.place(page.edited)
        x, left = self._keep_x(), page.laid(place).left
        row = editor.row_of() + by
        first = editor.first_row
        if first <= row < editor.rows:
            self._put(editor.position_at(row, x - left), select=select)
        elif select:
            cursor = editor.textCursor()
            if cursor.atEnd() if by > 0 else cursor.atStart():
                self._choice.extend(by)
            else:
                self._put(editor.document().characterCount() - 1 if by > 0 else 0, select=True)
        else:
            self._enter(self._page.step(place, by), by, x)
        return True

    def _enter(self, place: int, by: int, x: float) -> None:
        """Into a paragraph from above (1) or below (-1), at an x from the viewport's left."""
        page = self._page
        if place < 0:
            self._show_rim(by)
            return
        laid = page.laid(place)
        y = laid.text_top + 1 if by > 0 else laid.bottom - 1
        page.open_at(place, hit(laid, x, y))

    def _by_page(self, by: int, *, select: bool) -> bool:
        """A page of the view: the caret stays at its height in the window while the text goes by."""
        page, editor, bar = self._page, self._page.editor(), self._page.verticalScrollBar()
        if select:
            self._put(editor.document().characterCount() - 1 if by > 0 else 0, select=True)
            return True
        x, place = self._keep_x(), page.place(page.edited)
        y = page.top_of(place) + page.laid(place).text_top + (editor.row_of() + 0.5) * editor.by.pitch
        high = page.viewport().height()
        if not 0 <= y < high:
            y = high / 2
        before = bar.value()
        bar.setValue(before + by * bar.pageStep())
        if bar.value() == before:
            self._to_end(forward=by > 0, select=False)
            return True
        at = page.places.at(y + bar.value())
        target = at if page.paragraphs[at].editable else self._page.step(at, by)
        if target < 0:
            target = self._page.step(at, -by)
        laid = page.laid(target)
        y = max(laid.text_top, min(y - page.top_of(target), laid.bottom - 1))
        if page.paragraphs[target].key == page.edited:
            self._put(editor.position_at(floor((y - laid.text_top) / laid.by.pitch), x - laid.left))
        else:
            page.open_at(target, hit(laid, x, y))
        return True

    def _keep_x(self) -> float:
        if self._x is None:
            place = self._page.place(self._page.edited)
            self._x = self._page.laid(place).left + self._page.editor().caret_x()
        return self._x

    def _put(self, position: int, *, select: bool = False) -> None:
        cursor = self._page.editor().textCursor()
        cursor.setPosition(position, _KEEP if select else _MOVE)
        self._page.editor().setTextCursor(cursor)

    def _show_rim(self, by: int) -> None:
        """At the first or the last line: what stands above or below it is worth seeing."""
        page, bar = self._page, self._page.verticalScrollBar()
        place = self._page.step(len(page.paragraphs) if by > 0 else -1, -by)
        room = page.viewport().height() // 2
        if by < 0 and page.places.tops[max(0, place)] < room:
            bar.setValue(0)
        elif by > 0 and page.places.end - page.places.tops[max(0, place)] < room:
            bar.setValue(bar.maximum())

    def _length(self, place: int) -> int:
        return units(self._page.text_of(self._page.paragraphs[place].key))

    # Elsewhere than in the editor

    def _on_choice_key(self, event: QKeyEvent) -> bool:
        """Whole paragraphs are chosen: they can be copied, and made more or fewer; nothing deletes them."""
        choice, key, held = self._choice, event.key(), modifiers_of(event)
        back = key in (_Key.Key_Up, _Key.Key_Left, _Key.Key_PageUp, _Key.Key_Home)
        forth = key in (_Key.Key_Down, _Key.Key_Right, _Key.Key_PageDown, _Key.Key_End)
        if event.matches(Standard.Copy):
            choice.copy()
        elif event.matches(Standard.SelectAll):
            choice.all()
        elif (back or forth) and held & _SHIFT:
            choice.extend(1 if forth else -1)
        elif back or forth:
            at = choice.head
            choice.clear()
            place = self._page.near(at)
            if place >= 0:
                self._page.open_at(place, self._length(place) if forth else 0)
        elif key == _Key.Key_Escape:
            choice.clear()
        elif _would_change(event):
            self._page.read_only_hit.emit(self._page.edited)
        else:
            return False
        return True

    def on_resting_key(self, event: QKeyEvent, key_of: str) -> bool:
        """A key while no editor is open; `key_of` is the read-only paragraph that was gone to, or nothing."""
        page, key, bar = self._page, event.key(), self._page.verticalScrollBar()
        if self._choice.active:
            return self._on_choice_key(event)
        ways = {_Key.Key_Up: -1, _Key.Key_Left: -1, _Key.Key_Down: 1, _Key.Key_Right: 1}
        way = ways.get(_Key(key)) if modifiers_of(event) in (_NONE, _SHIFT) else None
        if way is not None:
            place = self._page.step(page.place(key_of), way) if key_of else -1
            if place >= 0:
                page.open_at(place, 0 if way > 0 else self._length(place))
                page.editor().setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                bar.setValue(bar.value() + way * bar.singleStep())
        elif key in (_Key.Key_PageUp, _Key.Key_PageDown):
            bar.setValue(bar.value() + (bar.pageStep() if key == _Key.Key_PageDown else -bar.pageStep()))
        elif key in (_Key.Key_Home, _Key.Key_End):
            bar.setValue(bar.maximum() if key == _Key.Key_End else 0)
        elif event.matches(Standard.Copy) and key_of:
            page.copy_resting()
        elif _would_change(event):
            page.read_only_hit.emit(key_of)
        else:
            return False
        return True


def _would_change(event: QKeyEvent) -> bool:
    """True for a key that would change a text."""
    rubs = event.key() in (*_ENTERS, _Key.Key_Backspace, _Key.Key_Delete)
    return is_typed(event) or rubs or event.matches(Standard.Cut) or event.matches(Standard.Paste)
