"""What keys, mouse and commands ask of the write-up page: its paragraphs, the caret's way through them, and
another shape of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QGuiApplication

from mappa_desk.domain.write_up_page import Paragraph, ParagraphKind
from mappa_desk.ui.widgets.write_up_caret import CaretPage
from mappa_desk.ui.widgets.write_up_draw import Looks
from mappa_desk.ui.widgets.write_up_editor import PageEditor


class ShapePage(CaretPage):
    """The page as those see it who move in it."""

    def text_of(self, key: str) -> str:
        """The words of a paragraph as they stand on the page; empty without such a paragraph."""
        place = self._page.place_of(key)
        return self._page.text_at(place) if place >= 0 else ""

    def editor(self) -> PageEditor:
        """The editor in place; hidden while the caret is nowhere."""
        return self._editor

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs as they were shown last."""
        return tuple(self._page.rows)

    def can_reshape(self) -> bool:
        """Whether the paragraph with the caret can be split and joined: it holds the words of an entry."""
        place = self._page.place_of(self.edited)
        row = self._page.rows[place] if place >= 0 else None
        return row is not None and row.kind is ParagraphKind.ENTRY and row.field in ("", "text")

    def place(self, key: str) -> int:
        """Place of a paragraph, -1 when there is none."""
        return self._page.place_of(key)

    def copy_resting(self) -> None:
        """Copy the read-only paragraph that was gone to."""
        QGuiApplication.clipboard().setText(self.text_of(self._resting))

    def set_wrong(self, key: str, ranges: Sequence[tuple[int, int]]) -> None:
        """Mark misspelt words of a paragraph without the editor."""
        old = self.looks.get(key, Looks())
        self._look(key, replace(old, wrong=tuple(ranges)))

    def in_sight(self) -> tuple[Paragraph, ...]:
        """The paragraphs of which something can be seen."""
        rows = self._page.rows
        if not rows:
            return ()
        first = self.places.at(self.verticalOffset())
        last = self.places.at(self.verticalOffset() + self.viewport().height())
        return tuple(rows[first : last + 1])

    def _look(self, key: str, looks: Looks) -> None:
        if looks == self.looks.get(key, Looks()):
            return
        self.looks[key] = looks
        if key == self.edited:
            self._apply_looks()
        self.viewport().update()

    # What the presenter's commands do

    def split(self) -> None:
        """Split the paragraph at the caret."""
        key, position = self.caret()
        if self.can_reshape():
            self.ask(self.split_wanted, key, position)

    def join(self, backwards: bool = True) -> None:
        """Join the paragraph with the one before, or the one behind."""
        if self.can_reshape():
            self.ask(self.join_wanted, self.edited, backwards)

    def move_paragraph(self, by: int) -> None:
        """Move the paragraph up (-1) or down (1)."""
        if self.edited:
            self.flush()
            self.move_wanted.emit(self.edited, by)

    def new_after(self) -> None:
        """Ask for a new paragraph behind this one."""
        if self.edited:
            self.ask(self.new_after_wanted, self.edited)
