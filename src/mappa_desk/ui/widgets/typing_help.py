"""Help while typing, hung on a text field from outside: short forms that open, blanks that Tab finds.

Between two words nothing is done: a short form is looked up at a space or a punctuation mark and at Enter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor

from mappa_desk.domain.contributions import FIELD_LIMIT
from mappa_desk.domain.expansion import (
    ENDS,
    Opening,
    blank_before,
    blanks,
    next_blank,
    opening,
    to_fill,
)
from mappa_desk.domain.text_places import place_in, units
from mappa_desk.ui.widgets.capture_text import CaptureText, modifiers_of, refusal

_KEEP = QTextCursor.MoveMode.KeepAnchor
_ENTERS = frozenset(key.value for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter))
_TABS = frozenset(key.value for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab))
_HELD = frozenset(
    key.value
    for key in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
)
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True)
class _Opened:
    """What was opened by the last key: from where, and where the caret stood behind it."""

    change: Opening
    start: int
    caret: int
    last: bool
    """True when nothing was typed after it, so that it is what undo takes back first."""


class TypingHelp(QObject):
    """Opens the short forms of one field and leads through its blanks. Lives as long as the field."""

    def __init__(self, field: CaptureText, forms: Mapping[str, str]) -> None:
        """`forms` gives words by short form; what it holds at the moment of a key counts."""
        super().__init__(field)
        self._field, self._forms = field, forms
        self._opened: _Opened | None = None
        self._as_text: list[QTextCursor] = []
        field.add_key_hook(self._on_key)
        field.key_done.connect(self._on_key_done)

    def insert_wording(self, wording: str) -> bool:
        """Put a standard wording at the caret and select its first blank. False when it was refused."""
        field, text = self._field, to_fill(wording)
        cursor = field.textCursor()
        chosen = abs(cursor.position() - cursor.anchor())
        sentence = refusal(text, field.document().characterCount() - 1 - chosen)
        if sentence or field.isReadOnly():
            field.refused.emit(sentence)
            return False
        start = cursor.selectionStart()
        cursor.beginEditBlock()
        cursor.insertText(text)
        cursor.endEditBlock()
        first = next(iter(blanks(text)), None)
        if first is not None:
            cursor.setPosition(start + units(text[: first.start]))
            cursor.setPosition(start + units(text[: first.end]), _KEEP)
        field.setTextCursor(cursor)
        field.ensureCursorVisible()
        return True

    # Keys

    def _on_key(self, event: QKeyEvent) -> bool:
        """Before the field: Tab to a blank, Enter, and the key right after an opening."""
        key = event.key()
        if key in _HELD:
            return False
        opened, self._opened = self._opened, None
        if key in _TABS:
            held = modifiers_of(event)
            forward = key == Qt.Key.Key_Tab and held == _NONE
            return held in (_NONE, _SHIFT) and self._to_blank(forward=forward)
        if key in _ENTERS and not event.isAutoRepeat():
            self._open(before_key="\n" if modifiers_of(event) == _SHIFT else "")
        elif opened is not None:
            return self._after_opening(event, opened)
        return False

    def _after_opening(self, event: QKeyEvent, opened: _Opened) -> bool:
        """Backspace and undo give the short form back."""
        if self._still_there(opened):
            if event.key() == Qt.Key.Key_Backspace and modifiers_of(event) == _NONE:
                self._give_back(opened)
                return True
            if opened.last and event.matches(QKeySequence.StandardKey.Undo):
                self._undo(opened)
                return True
        return False

    def _on_key_done(self, typed: str) -> None:
        if typed and typed in ENDS:
            self._open(typed=typed)

    # Opening

    def _open(self, *, typed: str = "", before_key: str = "") -> None:
        """Open the word before the caret, behind which `typed` stands or `before_key` will stand."""
        field, cursor = self._field, self._field.textCursor()
        if not self._forms or cursor.hasSelection() or field.isReadOnly():
            return
        probe = QTextCursor(cursor)
        probe.movePosition(QTextCursor.MoveOperation.StartOfBlock, _KEEP)
        row = probe.selectedText()
        if not row.endswith(typed) or (not typed and self._inside_word(cursor)):
            return
        change = opening(row[: len(row) - len(typed)], typed or before_key, self._forms)
        if change is None:
            return
        start = cursor.position() - len(typed) - units(change.taken)
        room = FIELD_LIMIT - field.document().characterCount() + 1
        if self._is_text(start, change.taken) or units(change.put) - units(change.taken) > room:
            return
        self._replace(start, change.taken, change.put)
        if change.opens:
            behind = start + units(change.put) + len(typed or before_key)
            self._opened = _Opened(change, start, behind, last=bool(typed))
        else:
            self._keep_as_text(start, change.put)

    @staticmethod
    def _inside_word(cursor: QTextCursor) -> bool:
        probe = QTextCursor(cursor)
        return probe.movePosition(QTextCursor.MoveOperation.NextCharacter, _KEEP) and (
            probe.selectedText().isalnum()
        )

    def _replace(self, start: int, old: str, new: str) -> None:
        """One step of the field's own undo; the caret moves along with the text it stands behind."""
        edit = QTextCursor(self._field.document())
        edit.beginEditBlock()
        edit.setPosition(start)
        edit.setPosition(start + units(old), _KEEP)
        edit.insertText(new)
        edit.endEditBlock()
        self._field.ensureCursorVisible()

    # Giving back

    def _still_there(self, opened: _Opened) -> bool:
        cursor = self._field.textCursor()
        if cursor.hasSelection() or cursor.position() != opened.caret:
            return False
        put = opened.change.put
        cursor.setPosition(opened.start)
        cursor.setPosition(opened.start + units(put), _KEEP)
        return cursor.selectedText() == put

    def _give_back(self, opened: _Opened) -> None:
        """The short form stands there again as it was typed, and stays."""
        self._replace(opened.start, opened.change.put, opened.change.taken)
        self._keep_as_text(opened.start, opened.change.taken)

    def _undo(self, opened: _Opened) -> None:
        """The same by the field's own undo, with the caret behind what was typed last."""
        taken = opened.change.taken
        self._field.undo()
        cursor = self._field.textCursor()
        cursor.setPosition(opened.start + units(taken) + 1)
        self._field.setTextCursor(cursor)
        self._keep_as_text(opened.start, taken)

    def _keep_as_text(self, start: int, short: str) -> None:
        """This very word opens no more, wherever what is typed before it moves it to."""
        mark = QTextCursor(self._field.document())
        mark.setPosition(start)
        mark.setPosition(start + units(short), _KEEP)
        self._as_text = [*(one for one in self._as_text if one.hasSelection()), mark]

    def _is_text(self, start: int, short: str) -> bool:
        return any(
            mark.selectionStart() == start and mark.selectedText().startswith(short) for mark in self._as_text
        )

    # Blanks

    def _to_blank(self, *, forward: bool) -> bool:
        """Select the blank that Tab leads to. False when it leads out of the field."""
        text, cursor = self._field.toPlainText(), self._field.textCursor()
        look = next_blank if forward else blank_before
        found = look(text, place_in(text, cursor.selectionStart()), place_in(text, cursor.selectionEnd()))
        if found is None or self._field.isReadOnly():
            return False
        cursor.setPosition(units(text[: found.start]))
        cursor.setPosition(units(text[: found.end]), _KEEP)
        self._field.setTextCursor(cursor)
        return True
