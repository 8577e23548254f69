"""Whole paragraphs of the write-up page chosen together, to be copied as plain text."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QTextCursor

from mappa_desk.ui.models.write_up import HEADINGS
from mappa_desk.ui.widgets.write_up_shape import ShapePage


class Choice:
    """From the paragraph with the caret to another one, up or down. Nothing in it can be deleted by a key."""

    def __init__(self, page: ShapePage) -> None:
        self._page = page
        self._anchor = self._head = -1

    @property
    def active(self) -> bool:
        """Whether more than the words of one paragraph is chosen."""
        return self._anchor >= 0

    @property
    def head(self) -> int:
        """Place of the end that moves."""
        return self._head

    def set(self, anchor: int, head: int) -> None:
        """Choose everything from one place to another; the same place twice chooses nothing."""
        last = len(self._page.paragraphs) - 1
        head = max(0, min(head, last))
        if anchor == head:
            self.clear(select=True)
            return
        self._anchor, self._head = anchor, head
        self._page.chosen = range(min(anchor, head), max(anchor, head) + 1)
        self._select_all()
        top = self._page.top_of(head)
        self._page.reveal(top, top + min(self._page.laid(head).height, self._page.viewport().height() // 2))
        self._page.viewport().update()

    def extend(self, by: int) -> None:
        """Move the end by so many paragraphs; begins with the one that has the caret."""
        at = self._head if self.active else self._page.place(self._page.edited)
        self.set(self._anchor if self.active else at, at + by)

    def all(self) -> None:
        """Choose the whole page."""
        last = len(self._page.paragraphs) - 1
        if last > 0:
            self.set(last, 0)

    def clear(self, *, select: bool = False) -> None:
        """Choose nothing; `select` leaves the words of the paragraph with the caret selected."""
        if not self.active:
            return
        self._anchor = self._head = -1
        self._page.chosen = range(0)
        if self._page.edited and not select:
            cursor = self._page.editor().textCursor()
            cursor.clearSelection()
            self._page.editor().setTextCursor(cursor)
        self._page.viewport().update()

    def _select_all(self) -> None:
        cursor = self._page.editor().textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        self._page.editor().setTextCursor(cursor)

    def text(self) -> str:
        """What is chosen as plain text, a paragraph to a line, headings with their number."""
        lines = []
        for place in self._page.chosen:
            row = self._page.paragraphs[place]
            if row.kind in HEADINGS:
                parts = (row.label, row.text, row.after)
            else:
                parts = (row.lead, row.after, self._page.text_of(row.key))
            lines.append(" ".join(part for part in parts if part))
        return "\n".join(lines)

    def copy(self) -> None:
        """Put it on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())
