"""Misspelt words in the paragraphs that are in sight: the editor has the caret's, this has the others."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mappa_desk.ui.widgets.spelling_marks import SpellingMarks
from mappa_desk.ui.widgets.write_up_draw import Span
from mappa_desk.ui.widgets.write_up_shape import ShapePage


class PageSpelling(QObject):
    """Looks whenever the marks of the editor do, and remembers what it found."""

    def __init__(self, page: ShapePage) -> None:
        super().__init__(page)
        self._page = page
        self._marks: SpellingMarks | None = None
        self._known: object = None
        self._found: dict[str, tuple[str, tuple[Span, ...]]] = {}

    def begin(self, _focused: bool = True) -> None:
        """The program's spelling watches the editor from its first key on, and this with it."""
        if self._marks is None:
            self._marks = self._page.editor().findChild(SpellingMarks)
            if self._marks is not None:
                self._marks.looked.connect(self.look)

    def look_soon(self) -> None:
        """Other words came in sight: the editor's marks say when the view rests."""
        self.begin()
        if self._marks is not None:
            self._marks.look_soon()

    def look(self) -> None:
        """Mark what is wrong in the paragraphs in sight."""
        page, marks = self._page, self._marks
        if marks is None:
            return
        if marks.known != self._known:
            self._known = marks.known
            self._found.clear()
        for row in page.in_sight():
            text = page.text_of(row.key)
            if row.key == page.edited or not row.editable or self._found.get(row.key, ("",))[0] == text:
                continue
            wrong, judged = marks.wrong_in(text)
            spans = tuple((word.start, word.end) for word in wrong)
            if judged:
                self._found[row.key] = (text, spans)
            page.set_wrong(row.key, spans)
