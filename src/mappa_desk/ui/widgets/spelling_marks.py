"""Marks under misspelt words of a text field.

They are selections of the view and no part of the document: a highlighter would tell everybody who watches
the text that it changed. Only what can be seen is looked at, a moment after the last key.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from mappa_desk.domain.spelling import Lexicon, Word, words_of
from mappa_desk.domain.text_places import place_in, units
from mappa_desk.ui import theme

LOOK_MS: Final = 40
"""How long after a key the words are looked at."""
MARGIN: Final = 200
"""Characters beyond what can be seen that are looked at as well."""
_MARK: Final = QTextFormat.Property.UserProperty + 417
_SEEN_ANEW: Final = (QEvent.Type.Resize, QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.Show)


Span = tuple[int, int]
"""A place in the document: before its first letter and behind its last, as Qt counts."""


class SpellingMarks(QObject):
    """Marks one field and goes with it. Never touches its text, its undo, its caret or the clipboard."""

    looked = Signal()
    """The words were looked at: others may be wrong than before."""

    def __init__(self, field: QPlainTextEdit, lexicon: Lexicon, ask: Callable[[set[str]], None]) -> None:
        super().__init__(field)
        self._field, self._lexicon, self._ask = field, lexicon, ask
        self._typed_at = -1
        self._is_on = True
        self.ignored: frozenset[str] = frozenset()
        """Words that are let pass in this field."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_MS)
        self._soon.timeout.connect(self.look)
        field.document().contentsChange.connect(self._on_contents_change)
        field.cursorPositionChanged.connect(self.look_soon)
        field.verticalScrollBar().valueChanged.connect(self.look_soon)
        theme.signals.changed.connect(self.look_soon)
        field.installEventFilter(self)
        self.look_soon()

    @property
    def field(self) -> QPlainTextEdit:
        """The field that is marked."""
        return self._field

    def set_on(self, is_on: bool) -> None:
        """Show the marks, or none."""
        self._is_on = is_on
        self.look_soon()

    def look_soon(self) -> None:
        """Look at the words in a moment."""
        if not self._soon.isActive():
            self._soon.start()

    def look(self) -> None:
        """Mark what is wrong now, and ask for the words that nobody has judged yet."""
        if not self._is_on or self._field.isReadOnly():
            self._show([])
            self.looked.emit()
            return
        wrong: list[QTextCursor] = []
        unasked: set[str] = set()
        for block, offset, text in self._seen():
            found = self._lexicon.judge(
                text, ignored=self.ignored, caret=self._word_being_typed(block, offset, text)
            )
            unasked |= found.unasked
            for word in found.wrong:
                wrong.append(self.cursor(_span(block, offset + word.start, len(word.text))))
        self._show(wrong)
        if unasked:
            self._ask(unasked)
        self.looked.emit()

    def wrong_in(self, text: str) -> tuple[tuple[Word, ...], bool]:
        """The wrong words of a text that stands beside the field, and whether every word of it is judged."""
        if not self._is_on:
            return (), True
        found = self._lexicon.judge(text, ignored=self.ignored)
        if found.unasked:
            self._ask(found.unasked)
        return tuple(found.wrong), not found.unasked

    @property
    def known(self) -> object:
        """Stands for what is right here: another object as soon as that is something else."""
        return (self._lexicon.known, self._is_on, self.ignored)

    def marked(self) -> tuple[str, ...]:
        """The marked words as they stand, in order."""
        return tuple(cursor.selectedText() for cursor in self.cursors())

    def cursors(self) -> tuple[QTextCursor, ...]:
        """The places of the marks, in order."""
        # Copies: what stands in a selection goes with it.
        found = [QTextCursor(one.cursor) for one in self._field.extraSelections() if _is_mark(one)]
        return tuple(sorted(found, key=QTextCursor.selectionStart))

    def everywhere(self) -> tuple[list[Span], set[str]]:
        """Every wrong word of the whole field, seen or not, and the words nobody has judged yet."""
        wrong: list[Span] = []
        unasked: set[str] = set()
        block = self._field.document().firstBlock()
        while block.isValid():
            found = self._lexicon.judge(block.text(), ignored=self.ignored)
            wrong.extend(_span(block, word.start, len(word.text)) for word in found.wrong)
            unasked |= found.unasked
            block = block.next()
        return wrong, unasked

    def cursor(self, span: Span) -> QTextCursor:
        """A cursor that holds a place of the field."""
        made = QTextCursor(self._field.document())
        made.setPosition(span[0])
        made.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A new size or a move of the focus is worth another look. Lets everything pass."""
        if event.type() in _SEEN_ANEW and shiboken6.isValid(self._soon):
            self.look_soon()
        return super().eventFilter(watched, event)

    def _seen(self) -> list[tuple[QTextBlock, int, str]]:
        """What can be seen: block, where in it the text begins in characters, and the text."""
        field = self._field
        corner = QPoint(field.viewport().width() - 1, field.viewport().height() - 1)
        first = field.cursorForPosition(QPoint(0, 0)).position()
        last = field.cursorForPosition(corner).position()
        found = []
        block = field.document().findBlock(first)
        while block.isValid() and block.position() <= last:
            text = block.text()
            low = _edge(text, first - block.position() - MARGIN)
            high = _edge(text, last - block.position() + MARGIN)
            found.append((block, low, text[low:high]))
            block = block.next()
        return found

    def _word_being_typed(self, block: QTextBlock, offset: int, text: str) -> int:
        """Where the caret stands in this text while it has not left the word that was typed last; else -1."""
        caret = self._field.textCursor().position()
        if self._typed_at < 0 or not self._field.hasFocus() or not block.contains(caret):
            return -1
        if not block.contains(self._typed_at):
            self._typed_at = -1
            return -1
        at = place_in(block.text(), caret - block.position()) - offset
        typed = place_in(block.text(), self._typed_at - block.position()) - offset
        for word in words_of(text):
            if word.start <= at <= word.end and word.start <= typed <= word.end:
                return at
        self._typed_at = -1
        return -1

    def _show(self, wrong: list[QTextCursor]) -> None:
        others = [one for one in self._field.extraSelections() if not _is_mark(one)]
        if wrong or len(others) != len(self._field.extraSelections()):
            self._field.setExtraSelections([*others, *(_mark(cursor) for cursor in wrong)])

    def _on_contents_change(self, at: int, _removed: int, added: int) -> None:
        self._typed_at = at + added if self._field.hasFocus() else -1
        self.look_soon()


def _span(block: QTextBlock, start: int, length: int) -> Span:
    """Where so many characters of a block stand. Qt counts letters beyond the first plane twice."""
    text, at = block.text(), block.position()
    return at + units(text[:start]), at + units(text[: start + length])


def _mark(cursor: QTextCursor) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(theme.colour("danger"))
    look.setProperty(_MARK, True)
    made.cursor, made.format = cursor, look
    return made


def _is_mark(selection: QTextEdit.ExtraSelection) -> bool:
    return bool(selection.format.property(_MARK))


def _edge(text: str, at: int) -> int:
    """The nearest place at or before `at` that cuts no word; 0 or the end of the text where there is none."""
    if at >= len(text):
        return len(text)
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return max(at, 0)
