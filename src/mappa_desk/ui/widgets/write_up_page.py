"""The minutes as one continuous page that can be written in anywhere: one editor, always over the paragraph
that has the caret.

Positions are Python's indexes of a paragraph's text. Nothing typed is dropped: what was changed elsewhere
while somebody types stands beside it until one of the two is taken (`conflict`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from mappa_desk.domain.write_up_page import Paragraph
from mappa_desk.ui.models.write_up import Arrival
from mappa_desk.ui.widgets.write_up_choice import Choice
from mappa_desk.ui.widgets.write_up_draw import Looks
from mappa_desk.ui.widgets.write_up_mouse import PageMouse
from mappa_desk.ui.widgets.write_up_rows import lay
from mappa_desk.ui.widgets.write_up_shape import ShapePage
from mappa_desk.ui.widgets.write_up_spelling import PageSpelling
from mappa_desk.ui.widgets.write_up_walk import Walk


class Placed(Protocol):
    """A mark: where it begins and ends."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class WriteUpPage(ShapePage):
    """The page. It keeps nothing itself: it says what was typed and what is wanted."""

    _spelling: PageSpelling | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: dict[str, tuple[Placed, ...]] = {}
        self.choice = Choice(self)
        self.walk = Walk(self, self.choice)
        self._mouse = PageMouse(self, self.choice, self.walk.forget_x, self.click_mark)
        self._editor.add_key_hook(self.walk.on_key)
        self._editor.mouse.connect(self._mouse.from_editor)
        self._spelling = PageSpelling(self)
        self._editor.focus_moved.connect(self._spelling.begin)

    # What the presenter sets

    def show(self, paragraphs: Sequence[Paragraph] | None = None) -> None:
        """Show these paragraphs. Caret, selection, typing, its undo and the place of the page stay.

        Without paragraphs the widget itself is shown, as any other.
        """
        if paragraphs is None:
            super().show()
            return
        anchor = self.anchor()
        fresh, conflicts = self._merged(list(paragraphs))
        shape = [row.key for row in fresh] != [row.key for row in self._page.rows]
        lost = self._page.place_of(self.edited) if self.edited else -1
        taken = self._page.set_rows(fresh)
        if shape:
            self.choice.clear()
        self.places.take(taken)
        place = self._page.place_of(self.edited) if self.edited else -1
        if place >= 0 and fresh[place].editable:
            self._refresh(place)
        elif self.edited:
            self._reopen_near(min(lost, len(fresh) - 1))
        if not self._page.place_of(self._resting) >= 0:
            self._resting = ""
        self.settle(anchor)
        self.rest()
        for key in conflicts:
            self.conflict.emit(key)

    def go_to(self, key: str, position: int = 0, end: int | None = None, *, release: bool = True) -> bool:
        """Put the caret there, or select as far as `end`; never takes the keyboard. False without such a key.

        Keys that waited for this are typed now, unless `release` is False: they wait for more.
        """
        place = self._page.place_of(key)
        if place >= 0:
            if self._page.rows[place].editable:
                self.open(place, position, end)
            else:
                self.rest_on(place)
        if release:
            self.release_keys()
        return place >= 0

    def set_marks(self, key: str, marks: Sequence[Placed]) -> None:
        """Wavy lines under parts of a paragraph; one of no length marks the whole in the margin."""
        self._marks[key] = tuple(marks)
        spans = tuple((mark.start, mark.end) for mark in marks if mark.end > mark.start)
        old = self.looks.get(key, Looks())
        whole = any(mark.end <= mark.start for mark in marks)
        self._look(key, replace(old, marks=spans, whole=whole))

    def set_found(self, key: str, ranges: Sequence[tuple[int, int]]) -> None:
        """Tint what was looked for."""
        old = self.looks.get(key, Looks())
        self._look(key, replace(old, found=tuple(ranges)))

    def places_changed(self) -> None:
        """Other words are in sight."""
        super().places_changed()
        if self._spelling is not None:
            self._spelling.look_soon()

    def clear_found(self) -> None:
        """Take every tint off."""
        for key in [key for key, looks in self.looks.items() if looks.found]:
            self.set_found(key, ())

    def replace_range(self, key: str, start: int, end: int, text: str) -> bool:
        """Put a text in place of a part, as one step of the typing's undo. False where nobody can type."""
        place = self._page.place_of(key)
        if place < 0 or not self._page.rows[place].editable:
            return False
        if key != self.edited:
            self.open(place, end)
        self._editor.replace(start, end, text)
        return True

    def restore(self, key: str, text: str) -> None:
        """Put a text that was typed earlier and never kept back on the page, as typed and not kept."""
        place = self._page.place_of(key)
        if place < 0:
            return
        self._page.typings.typed(self._page.rows[place], text)
        if key == self.edited:
            self._editor.put(text)
        else:
            self._relay_one(place)

    def kept(self, key: str, text: str) -> None:
        """This text of the paragraph is on the disk."""
        self._page.typings.kept(key, text)

    def theirs(self, key: str) -> Paragraph | None:
        """The paragraph as it was changed elsewhere while it was typed in; None without a conflict."""
        return self._page.typings.theirs(key)

    def take_theirs(self, key: str) -> None:
        """Settle a conflict: what was typed goes."""
        place = self._page.place_of(key)
        if place < 0:
            return
        self._page.typings.drop(key)
        if key == self.edited:
            self._editor.put(self._page.rows[place].text)
        else:
            self._relay_one(place)

    def keep_mine(self, key: str) -> None:
        """Settle a conflict: what was typed stays, to be kept over the other text."""
        self._page.typings.keep_mine(key)
        self._handed.pop(key, None)

    # What arrives

    def _merged(self, fresh: list[Paragraph]) -> tuple[list[Paragraph], list[str]]:
        """The new paragraphs with whatever is typed and not kept among them, and the keys in conflict."""
        typings, conflicts = self._page.typings, []
        composing = self._editor.composing and bool(self.edited)
        known = {row.key: row for row in fresh}
        for key in typings.keys():  # noqa: SIM118 (a copy: it changes meanwhile)
            if key in known:
                arrival = typings.arrive(known[key], composing=composing and key == self.edited)
                if arrival is Arrival.CONFLICT:
                    conflicts.append(key)
                continue
            if typings.is_reshaped(key) or self._handed.get(key) == self.text_of(key):
                typings.drop(key)
                continue
            at = self._page.place_of(key)
            before = next((row.key for row in reversed(self._page.rows[:at]) if row.key in known), "")
            where = next((n + 1 for n, row in enumerate(fresh) if row.key == before), 0)
            fresh.insert(where, self._page.rows[at])
            conflicts.append(key)
        return fresh, conflicts

    def _refresh(self, place: int) -> None:
        """The paragraph with the caret may have another text, label or lead."""
        row, text = self._page.rows[place], self._page.text_at(place)
        if text != self._editor.toPlainText() and not self._editor.composing:
            self._moving = True
            self._editor.put(text)
            self._moving = False
            self._apply_looks()
        by = lay(row, "", self.places.sheet, first=place == 0, rows=1).by
        self._editor.set_measure(by)
        self.places.edit(row.key, self._editor.rows)
        self._editor.setAccessibleName(self._page.name_of(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys while the caret is nowhere: walking, scrolling, copying; whatever types is told."""
        if not self.walk.on_resting_key(event, self._resting):
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Puts the caret where it was clicked."""
        self._mouse.press(event.position().toPoint(), event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Selects."""
        self._mouse.move(event.position().toPoint(), event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends selecting."""
        self._mouse.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Selects a word."""
        self._mouse.double(event.position().toPoint(), event)

    def click_mark(self, key: str, position: int) -> None:
        """Say which mark was clicked, if one stands there."""
        for at, mark in enumerate(self._marks.get(key, ())):
            if mark.start <= position < max(mark.end, mark.start + 1) and mark.end > mark.start:
                self.mark_clicked.emit(key, at)
                return
