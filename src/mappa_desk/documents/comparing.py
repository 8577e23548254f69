"""Compares a file that was read back with what its parts said; names every deviation in plain words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher

from mappa_desk.documents.reading_back import Block, Outside, ReadBack
from mappa_desk.documents.telling import told_form
from mappa_desk.documents.told_words import TABLE_END, Told, ToldPart
from mappa_desk.documents.typefaces import CARRIER, REPLACEMENT

CUT = "…"
_STANDS_FOR = frozenset({CARRIER, REPLACEMENT})
_MOST = 12
"""Deviations of one sort that are told one by one."""
_MOST_COMPARED = 4_000_000
"""Pairs of a place in the file and one in the record; where more differ, the first are told alone."""
_SHOWN = 70
"""Characters of a text that a deviation quotes."""
_EXTRAS = {
    "images": "pictures",
    "links": "links",
    "actions": "actions that a reading program would carry out",
    "scripts": "scripts",
    "attachments": "files inside it",
    "fields": "fields to fill in",
    "layers": "layers that can be hidden",
    "other_annotations": "notes laid over the page",
}


def deviations(read: ReadBack, told: Told, *, copy: str = "", pages: int = 0) -> tuple[str, ...]:
    """What is in the file and should not be, what is missing, and what is otherwise not as it was said.

    `copy` is the mark of the recipient's copy, empty for the master; `pages` how many there should be, 0 for
    any number. Empty for a file that says exactly what it should.
    """
    return tuple(_Comparison(read, told, told_form(copy), pages).found())


def quoted(text: str) -> str:
    """The beginning of a text, in quotation marks."""
    shown = text if len(text) <= _SHOWN else text[:_SHOWN].rstrip() + CUT
    return f"“{shown}”"


@dataclass(frozen=True, slots=True)
class _Line:
    """A block as it was read, in the form that is compared."""

    tag: str
    text: str
    page: int


class _Comparison:
    def __init__(self, read: ReadBack, told: Told, copy: str, pages: int) -> None:
        self._read = read
        self._told = told
        self._copy = copy
        self._pages = pages
        self._lines = [_line(block) for block in read.blocks]
        self._lines = [line for line in self._lines if line.text or line.tag in ("TH", "TD")]
        self._too_long: list[str] = []

    def found(self) -> Iterator[str]:
        yield from self._facts()
        first = next((at for at, line in enumerate(self._lines) if line.tag == "H1"), 0)
        yield from self._first_page(self._lines[:first])
        yield from _Parts(self._lines[first:], self._told.parts, self._told.anywhere).found()
        yield from self._artifacts()
        yield from self._outside_and_hidden()
        yield from self._extras()

    def _facts(self) -> Iterator[str]:
        read, told = self._read, self._told
        if not _alike(read.title, told.title):
            yield f"The file calls itself {quoted(read.title)}, not {quoted(told.title)}."
        if not _alike(read.info.get("Author", ""), told.author):
            yield f"The file names {quoted(read.info.get('Author', ''))} as its author."
        for key in sorted(set(read.info) - _INFO):
            yield f"The file says of itself {quoted(f'{key} {read.info[key]}')}, which should not be there."
        known = {told_form(one) for one in (read.title, told.author, *read.info.values())}
        for text in read.metadata:
            if told_form(text) not in known and not _is_plain_metadata(text):
                yield f"The file’s metadata hold {quoted(text)}."
        if self._pages and read.pages != self._pages:
            yield f"The file has {read.pages} pages, not {self._pages}."
        if read.unreadable:
            yield f"{read.unreadable} characters of the file cannot be read back."

    def _first_page(self, lines: Sequence[_Line]) -> Iterator[str]:
        """Head and foot as they are read aloud once."""
        furniture = self._told.furniture
        waiting = [*furniture.lines, *([furniture.hint] if furniture.hint else [])]
        if self._copy:
            whole = f"{furniture.foot} · {self._copy}"
            joined = any(_fits(line.text, whole) and not _fits(line.text, furniture.foot) for line in lines)
            if joined:
                waiting[waiting.index(furniture.foot)] = whole
            else:
                waiting.append(self._copy)
        for line in lines:
            fitting = next((text for text in waiting if _fits(line.text, text)), None)
            if fitting is None:
                yield f"Head or foot of page 1 says {quoted(line.text)}, which should not be there."
                continue
            waiting.remove(fitting)
            if line.text != fitting:
                self._too_long.append(fitting)
        for text in waiting:
            yield f"Head or foot of page 1 lacks {quoted(text)}."

    def _artifacts(self) -> Iterator[str]:
        furniture, pages = self._told.furniture, self._read.pages
        foot = f"{furniture.foot} · {self._copy}" if self._copy else furniture.foot
        allowed = [*furniture.lines, foot, *sorted(self._told.again), furniture.tab, self._copy]
        whole = frozenset(allowed)
        by_page: dict[int, list[str]] = {}
        wrong = 0
        for outside in self._read.artifacts:
            text = told_form(outside.text)
            by_page.setdefault(outside.page, []).append(text)
            harmless = text in whole or text.isdigit() or not any(map(str.isalnum, text))
            if harmless or text == told_form(furniture.page(outside.page, pages)):
                continue
            if not any(_drawn_of(text, one) for one in allowed if one):
                wrong += 1
                if wrong <= _MOST:
                    yield f"The margin of page {outside.page} says {quoted(text)}, which should not be there."
        for page in range(2, pages + 1):
            for text in (furniture.marking, furniture.status, self._copy):
                if text and not any(_drawn_of(one, text) or text in one for one in by_page.get(page, ())):
                    yield f"Page {page} lacks {quoted(text)}."

    def _outside_and_hidden(self) -> Iterator[str]:
        for outside in self._read.loose[:_MOST]:
            yield _misplaced(outside)
        shown = list(self._told.pictures)
        for text in self._read.hidden[:_MOST]:
            if told_form(text) in shown:
                continue
            yield f"The file holds words that are not on its pages: {quoted(text)}."
        headings = [_spaceless(line.text) for line in self._lines if line.tag.startswith("H")]
        for title in map(told_form, self._read.outline):
            beginning = _spaceless(title).removesuffix(CUT)
            if not any(beginning in one for one in headings):
                yield f"The list of headings beside the pages says {quoted(title)}, which no page says."

    def _extras(self) -> Iterator[str]:
        for each in fields(self._read.extras):
            count: int = getattr(self._read.extras, each.name)
            said = len(self._told.pictures) if each.name == "images" else 0
            if count and not said:
                yield f"The file holds {_EXTRAS[each.name]} ({count}); documents of this program hold none."
            elif count != said:
                yield f"The file holds {_EXTRAS[each.name]} ({count}), not {said}."


_INFO = frozenset({"Title", "Author", "Creator", "Producer", "CreationDate", "ModDate"})


def _is_plain_metadata(text: str) -> bool:
    """True for what the packet of every document holds: names of schemas, dates, claims."""
    return text in _PACKET or text.startswith("http://") or _is_date(text)


_PACKET = frozenset(
    {
        "\ufeff", "W5M0MpCehiHzreSzNTczkc9d", "adobe:ns:meta/", "application/pdf", "x-default", "en-GB",
        "1", "2", "A", "Resource", "PDF/UA identification schema", "pdfuaid", "part", "Integer", "internal",
        "Part of the PDF/UA standard", "w", "MAPPA Desk",
    }
)  # fmt: skip


def _is_date(text: str) -> bool:
    return len(text) == 25 and text[:4].isdigit() and text.endswith("+00:00")


def _misplaced(outside: Outside) -> str:
    return f"Page {outside.page} holds {quoted(outside.text)}, which no screen reader would read."


def _line(block: Block) -> _Line:
    return _Line(block.tag, told_form(block.text), block.page)


def _fits(shown: str, text: str) -> bool:
    """True when `shown` is the text, or its beginning with an ellipsis."""
    return shown == text or (shown.endswith(CUT) and _begins(text, shown.removesuffix(CUT)))


def _begins(text: str, start: str) -> bool:
    return bool(start) and _tight(text).startswith(_tight(start))


def _drawn_of(shown: str, text: str) -> bool:
    """True when `shown` is the text as it is drawn in a margin, or the beginning of it.

    There nothing says what stands for a character that is not drawn: a box, or a mark without width.
    """
    drawn, meant = _tight(shown.removesuffix(CUT)), _tight(text)
    return 0 < len(drawn) <= len(meant) and all(
        one == other or one in _STANDS_FOR for one, other in zip(drawn, meant, strict=False)
    )


def _visible(text: str) -> str:
    """The text without control characters and halves of pairs, which an outline cannot hold."""
    if text.isprintable():
        return text.replace("\ufffd", "")
    shown = text.replace("\ufffd", "")
    return "".join(one for one in shown if unicodedata.category(one) not in ("Cc", "Cs", "Cn"))


def _alike(one: str, other: str) -> bool:
    """True for texts that differ in spaces and in characters that metadata cannot hold, if in anything."""
    return _spaceless(told_form(one)) == _spaceless(told_form(other))


def _spaceless(text: str) -> str:
    """The text as metadata and outline hold it, without any space of whatever width."""
    return "".join(_visible(text).split())


def _tight(text: str) -> str:
    return text.replace(" ", "")


class _Parts:
    """Compares what was read with what was said, part by part, in order."""

    def __init__(self, lines: Sequence[_Line], parts: Sequence[ToldPart], anywhere: frozenset[str]) -> None:
        self._lines = [line for line in lines if line.text not in anywhere or line.text == ""]
        self._parts = parts

    def found(self) -> Iterator[str]:
        lines, parts = self._folded(), [part for part in self._parts if part.tag != TABLE_END]
        if self._agree(lines, parts):
            return
        extra: list[str] = []
        missing: list[str] = []
        for here, there in self._unlike(lines, parts):
            extra += [_extra(line) for line in here]
            missing += [_missing(part) for part in there]
        yield from extra[:_MOST]
        yield from missing[:_MOST]
        more = max(0, len(extra) - _MOST) + max(0, len(missing) - _MOST)
        if more:
            yield f"And {more} more places where the file and the record differ."

    def _unlike(
        self, lines: Sequence[_Line], parts: Sequence[ToldPart]
    ) -> Iterator[tuple[Sequence[_Line], Sequence[ToldPart]]]:
        """The stretches that differ, between what is alike at both ends."""
        start, most = 0, min(len(lines), len(parts))
        while start < most and _same(lines[start], parts[start]):
            start += 1
        end = 0
        while end < most - start and _same(lines[-1 - end], parts[-1 - end]):
            end += 1
        lines, parts = lines[start : len(lines) - end], parts[start : len(parts) - end]
        if len(lines) * len(parts) > _MOST_COMPARED:
            yield lines[: _MOST + 1], parts[: _MOST + 1]
            return
        read = [(line.tag, _tight(line.text)) for line in lines]
        said = [(part.tag, _tight(part.text)) for part in parts]
        for kind, a, b, c, d in SequenceMatcher(None, said, read, autojunk=False).get_opcodes():
            if kind != "equal" and not self._agree(lines[c:d], parts[a:b]):
                yield lines[c:d], parts[a:b]

    @staticmethod
    def _agree(lines: Sequence[_Line], parts: Sequence[ToldPart]) -> bool:
        return len(lines) == len(parts) and all(map(_same, lines, parts))

    def _folded(self) -> list[_Line]:
        """The lines, with the rest of long cells brought back from below their table into the cell."""
        lines, at = list(self._lines), 0
        cells: list[tuple[int, ToldPart]] = []
        folded: list[_Line] = []
        note = ""
        for part in self._parts:
            if part.tag == TABLE_END:
                note = part.text
                at = _take_rests(lines, at, cells, folded, note)
                cells = []
            elif at < len(lines):
                if part.row or part.tag in ("TH", "TD"):
                    cells.append((len(folded), part))
                folded.append(lines[at])
                at += 1
        return [*folded, *lines[at:]]


def _take_rests(
    lines: Sequence[_Line], at: int, cells: Sequence[tuple[int, ToldPart]], folded: list[_Line], note: str
) -> int:
    """Joins the paragraphs below a table to the cells that they go on; gives the index behind them."""
    for place, part in cells:
        kept = folded[place].text
        if not note or not kept.endswith(note) or kept == part.text:
            continue
        text = kept.removesuffix(note).rstrip()
        while at < len(lines) and _tight(text) != _tight(part.text):
            label = lines[at]
            # A row whose first cell is empty has no name to stand before the rest.
            named = label.tag == "Lbl" and _begins(part.row, label.text)
            rest = at + 1 if named else at
            if (
                rest >= len(lines)
                or (part.row and not named)
                or not _begins(part.text, text + lines[rest].text)
            ):
                break
            text += " " + lines[rest].text
            at = rest + 1
        if _tight(text) == _tight(part.text):
            folded[place] = _Line(folded[place].tag, part.text, folded[place].page)
    return at


def _same(line: _Line, part: ToldPart) -> bool:
    if line.tag != part.tag:
        return False
    return line.text == part.text or (part.cut and _begins(part.text, line.text))


def _extra(line: _Line) -> str:
    if not line.text:
        return (
            f"Page {line.page} has an empty cell too many." if line.page else "A table has a cell too many."
        )
    return f"Page {line.page} says {quoted(line.text)}, which should not be there."


def _missing(part: ToldPart) -> str:
    if not part.text:
        return "A table lacks a cell."
    return f"Missing: {quoted(part.text)}."
