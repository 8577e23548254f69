"""Keys and menu of spelling: the next misspelt word, its suggestions, and putting one in its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit

from mappa_desk.domain.contributions import FIELD_LIMIT
from mappa_desk.domain.spelling import plain
from mappa_desk.ui.spelling import Spelling
from mappa_desk.ui.widgets.spelling_marks import Span
from mappa_desk.ui.widgets.spelling_menu import SuggestionRows


class SuggestionList(QObject):
    """Opens suggestions when the user asks. What came too late, after more was typed, is dropped."""

    def __init__(self, spelling: Spelling) -> None:
        super().__init__(spelling)
        self._spelling = spelling
        self.menu: QMenu | None = None
        spelling.watched.connect(self._on_watched)

    def commands(self) -> dict[str, Callable[[], None]]:
        """What the key table calls them."""
        return {
            "next_misspelt": self.go_on,
            "suggestions": self.here,
            "spelling": self._spelling.switch,
        }

    def go_on(self) -> None:
        """Select the next misspelt word of the field that has the keyboard and offer its suggestions."""
        field = self._field()
        if field is None:
            return
        wrong = self._wrong_words(field, self.go_on)
        if wrong is None:
            return
        caret = field.textCursor()
        if caret.hasSelection():
            after = [span for span in wrong if span[0] >= caret.selectionEnd()]
        else:
            after = [span for span in wrong if span[1] >= caret.position()]
        span = next(iter(after or wrong), None)
        if span is None:
            self._say(self.tr("No misspelt word in this field."))
            return
        found = self._spelling.watch(field).cursor(span)
        field.setTextCursor(found)
        field.ensureCursorVisible()
        self._offer(field, found)

    def here(self) -> None:
        """Offer the suggestions for the word at the caret."""
        field = self._field()
        if field is None:
            return
        wrong = self._wrong_words(field, self.here)
        if wrong is None:
            return
        at = field.textCursor().position()
        span = next((span for span in wrong if span[0] <= at <= span[1]), None)
        if span is None:
            self._say(self.tr("No misspelt word at the caret."))
        else:
            self._offer(field, self._spelling.watch(field).cursor(span))

    def close(self) -> None:
        """Take the list away, as when the curtain closes."""
        if self.menu is not None and shiboken6.isValid(self.menu):
            self.menu.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field's own menu on a marked word begins with the suggestions."""
        if isinstance(event, QContextMenuEvent) and self._spelling.is_on:
            field = watched if isinstance(watched, QPlainTextEdit) else watched.parent()
            if isinstance(field, QPlainTextEdit) and self._open_on(field, watched, event):
                return True
        return super().eventFilter(watched, event)

    def _open_on(self, field: QPlainTextEdit, watched: QObject, event: QContextMenuEvent) -> bool:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        at = field.textCursor().position()
        if by_mouse:
            point = event.pos() if watched is not field else field.viewport().mapFrom(field, event.pos())
            at = field.cursorForPosition(point).position()
        marked = self._spelling.watch(field).cursors()
        found = next((one for one in marked if one.selectionStart() <= at <= one.selectionEnd()), None)
        if found is None:
            return False
        self._offer(field, found, with_own=True, at=event.globalPos() if by_mouse else None)
        return True

    def _on_watched(self, field: QPlainTextEdit) -> None:
        field.installEventFilter(self)
        field.viewport().installEventFilter(self)

    def _field(self) -> QPlainTextEdit | None:
        field = QApplication.focusWidget()
        if not self._spelling.is_on:
            self._say(self.tr("Spelling is off."))
        elif isinstance(field, QPlainTextEdit) and not field.isReadOnly():
            return field
        else:
            self._say(self.tr("No text field has the keyboard."))
        return None

    def _wrong_words(self, field: QPlainTextEdit, again: Callable[[], None]) -> list[Span] | None:
        """The wrong words of the whole field; None while some are judged, after which `again` is called."""
        wrong, unasked = self._spelling.watch(field).everywhere()
        if not unasked:
            return wrong

        def judged() -> None:
            if QApplication.focusWidget() is field:
                again()

        self._spelling.judge(unasked, judged)
        return None

    def _offer(
        self, field: QPlainTextEdit, word: QTextCursor, *, with_own: bool = False, at: QPoint | None = None
    ) -> None:
        text, revision = word.selectedText(), field.document().revision()

        def show(suggestions: tuple[str, ...]) -> None:
            stale = not shiboken6.isValid(field) or field.document().revision() != revision
            if stale or not field.hasFocus() or QApplication.activePopupWidget() is not None:
                return
            self._say(
                self.tr("Misspelt: {word}. {n} suggestions.").format(word=text, n=len(suggestions))
                if len(suggestions) != 1
                else self.tr("Misspelt: {word}. 1 suggestion.").format(word=text)
            )
            menu = field.createStandardContextMenu() if with_own else QMenu(field)
            menu.setAccessibleName(self.tr("Suggestions for {word}").format(word=text))
            rows = SuggestionRows(menu, suggestions)
            rows.chosen.connect(partial(self._replace, field, QTextCursor(word), text))
            rows.add_requested.connect(partial(self._spelling.add, plain(text)))
            rows.ignore_requested.connect(partial(self._ignore, field, text))
            menu.aboutToHide.connect(menu.deleteLater)
            self.menu = menu
            menu.popup(at if at is not None else _beside(field, word, menu))

        self._spelling.suggest(plain(text), show)

    def _replace(self, field: QPlainTextEdit, word: QTextCursor, text: str, better: str) -> None:
        grown = field.document().characterCount() - 1 + len(better) - len(text)
        if word.selectedText() == text and grown <= FIELD_LIMIT:
            word.insertText(better)

    def _ignore(self, field: QPlainTextEdit, text: str) -> None:
        marks = self._spelling.watch(field)
        marks.ignored |= {plain(text)}
        marks.look_soon()

    def _say(self, words: str) -> None:
        self._spelling.shell.announce(words)


def _beside(field: QPlainTextEdit, word: QTextCursor, menu: QMenu) -> QPoint:
    """Below the word, or above it where there is no room: the word stays in sight."""
    box = field.cursorRect(word)
    below = field.viewport().mapToGlobal(box.bottomLeft())
    height = menu.sizeHint().height()
    if below.y() + height <= field.screen().availableGeometry().bottom():
        return below
    return field.viewport().mapToGlobal(box.topLeft()) - QPoint(0, height)
