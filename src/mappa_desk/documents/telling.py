"""Keeps what is said while a document is composed, in the form in which texts are compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from mappa_desk.documents.line_breaking import Span, normal_form
from mappa_desk.documents.page_furniture import FurnitureWords
from mappa_desk.documents.papers import BoxRow, TableWords, Words, spans_of
from mappa_desk.documents.told_words import TABLE_END, Told, ToldFurniture, ToldPart

_drawing: ContextVar[bool] = ContextVar("drawing", default=True)


@contextmanager
def without_drawing() -> Iterator[None]:
    """Documents that are made inside are told and not drawn: no data, no pages, no missing glyphs."""
    token = _drawing.set(False)
    try:
        yield
    finally:
        _drawing.reset(token)


def is_drawing() -> bool:
    """False inside `without_drawing`."""
    return _drawing.get()


def told_form(text: str) -> str:
    """The form in which texts are compared: composed (NFC), one plain space for every run of spaces and line
    ends of any kind, none at the ends, half a surrogate pair as the replacement
    character. Characters that cannot be seen stay."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(part for part in normal_form(whole).replace("\u00a0", " ").split(" ") if part)


class TellingPaper:
    """Takes the same calls as a `Paper` and keeps what each part says, in order."""

    def __init__(self) -> None:
        self.parts: list[ToldPart] = []
        self.again: set[str] = set()
        self.anywhere: set[str] = set()
        self.pictures: list[str] = []
        """What each picture shows, in words: the area's logo, or none."""

    def title(self, text: str) -> None:
        """The title."""
        self._add("H1", text)

    def heading(self, text: str, *, number: str = "") -> None:
        """A heading with its number."""
        self._heading("H2", text, number)

    def item_in_group(self, text: str, *, number: str = "") -> None:
        """A heading within a section."""
        self._heading("H3", text, number)

    def speaker(self, name: str, more: str, again: str, *, tag: str) -> None:
        """The heading over what one agency says."""
        self._add(tag, f"{name} {more}")
        self.again.add(told_form(again))

    def paragraph(self, words: Words) -> None:
        """Paragraphs."""
        for spans in spans_of(words):
            self._add("P", _text(spans))

    def labelled(self, label: str, words: Words, *, note: str = "") -> None:
        """A label with its paragraphs; nothing where there are no words."""
        texts = [_text(spans) for spans in spans_of(words)]
        texts += [note] if told_form(note) else []
        if texts:
            self._add("Lbl", label, cut=True)
            for text in texts:
                self._add("P", text)

    def box(self, number: str, title: str, rows: Sequence[BoxRow], *, tag: str) -> None:
        """A box: its heading and its rows."""
        self._heading(tag, title, number)
        for row in rows:
            for place, spans in enumerate(spans_of(row.words)):
                named = [Span(row.label + " "), *spans] if place == 0 and row.label else spans
                self._add("P", _text(named))

    def table(self, table: TableWords) -> None:
        """Heads and cells, empty ones too."""
        if table.with_head:
            for column in table.columns:
                head = told_form(column.head)
                self.parts.append(ToldPart("TH", head))
                self.again.add(head)
        for row in table.rows:
            first = spans_of(row.cells[0].words)[:1]
            name = told_form("".join(map(_text, first)))
            if row.across:
                name = told_form(" ".join(map(_text, spans_of(row.cells[0].words))))
                self.parts.append(ToldPart("TH", name, cut=True))
                self.again.add(told_form(row.again))
                continue
            for number, cell in enumerate(row.cells):
                text = told_form("\n".join(map(_text, spans_of(cell.words))))
                self.parts.append(ToldPart("TD" if number else "TH", text, row=name))
        self.parts.append(ToldPart(TABLE_END, told_form(table.continues)))

    def _heading(self, tag: str, text: str, number: str) -> None:
        if normal_form(text).strip(" "):
            self._add(tag, f"{number} {text}")

    def _add(self, tag: str, text: str, *, cut: bool = False) -> None:
        told = told_form(text)
        if told:
            self.parts.append(ToldPart(tag, told, cut))


def _text(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)


def told_by(paper: TellingPaper, words: FurnitureWords, *, title: str, author: str) -> Told:
    """What a finished document says, with its head and foot and what the file says of itself."""
    status = _text(words.status)
    practice = _text(words.practice)
    lines = (words.marking, words.reference, practice, status, words.foot, words.handling)
    return Told(
        parts=tuple(paper.parts),
        again=frozenset(paper.again),
        anywhere=frozenset(paper.anywhere),
        furniture=ToldFurniture(
            lines=tuple(line for line in map(told_form, lines) if line),
            marking=told_form(words.marking),
            foot=told_form(words.foot),
            status=told_form(status),
            page=words.page,
            tab=told_form(words.tab),
            hint=told_form(words.hint),
        ),
        title=title,
        author=author,
        pictures=tuple(map(told_form, paper.pictures)),
    )
