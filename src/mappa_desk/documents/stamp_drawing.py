"""Draws the mark of a copy with the faces of the documents, to be added to the pages of a master."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from mappa_desk.documents.line_breaking import Line, Span, Typesetter
from mappa_desk.documents.page_grid import PAGE_HEIGHT, PAGE_WIDTH, Style
from mappa_desk.documents.publishing import one_at_a_time
from mappa_desk.documents.tagged_canvas import CopyPlace, TaggedCanvas
from mappa_desk.documents.tagged_structure import Element
from mappa_desk.documents.typefaces import faces
from mappa_desk.domain.errors import RuleError

FACE = "/Copy"
"""How the names of the mark's faces begin."""

_SEPARATOR = "·"
_FONT = re.compile(rb"^(/\S+) ([\d.]+) Tf$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SetMark:
    """The mark as one line, and where it stands in points."""

    line: Line
    x: float
    baseline: float
    dot: float | None
    """Left edge of the dot between the foot and the mark; None for a mark on a line of its own."""


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """The mark drawn: content for the pages, in faces that are named by `names`."""

    real: bytes
    """Content for the first page."""
    artifacts: Mapping[CopyPlace, bytes]
    """Content for any other page."""
    paragraph: Element
    marks: tuple[Element, ...]
    """The element of each content id of the first page, from the first new one."""
    names: Mapping[str, str]
    """Where `file` has a face, by the name that the content has for it, both with a slash."""
    letters: tuple[str, ...]
    """What it draws beyond ASCII, in order. Two marks with the same letters have the same faces."""
    file: Callable[[], bytes]
    """Gives a PDF file that holds the faces and nothing else of use."""


def set_mark(text: str, place: CopyPlace) -> SetMark:
    """The mark in one line: behind the foot where there is room, else in a line below.

    Raises RuleError when it is longer than the line below too.
    """
    typesetter = Typesetter(faces())
    boxes = typesetter.boxes([Span(text, quiet=True)])
    space = faces().regular.widths[32] * place.size / 1000
    gap = faces().regular.width(_SEPARATOR) * place.size / 1000 + 2 * space
    x, baseline, room = place.beside
    width = (sum(box.width for box in boxes) + (len(boxes) - 1) * faces().regular.widths[32]) / 1000
    needed = width * place.size
    if gap + needed <= room:
        dot: float | None = x + space
        x, room = x + gap, room - gap
    else:
        dot = None
        x, baseline, room = place.under
    if not boxes or needed > room:
        raise RuleError("This recipient is too long for the foot of a page: shorten it.", field="recipient")
    (line,) = typesetter.lines(boxes, place.size, room + 0.01)
    return SetMark(line, x, baseline, dot)


def draw_mark(text: str, places: Sequence[CopyPlace], *, first: int) -> DrawnMark:
    """Draws the mark as real text at the first place, and as page furniture at each.

    Content ids of the real text go on from `first`. Raises RuleError as `set_mark`.
    """
    turns = [places[0], *dict.fromkeys(places)]
    set_marks = [set_mark(text, place) for place in turns]
    paragraph = Element("P")
    target = BytesIO()
    with one_at_a_time:
        canvas = TaggedCanvas(
            target,
            furniture=_no_furniture,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            invariant=1,
            pageCompression=0,
            initialFontName=faces().regular.font.fontName,
        )
        canvas.page_marks[0] += [Element("P") for _ in range(first)]
        for number, (mark, place) in enumerate(zip(set_marks, turns, strict=True)):
            _draw(canvas, mark, Style(place.size, place.size), None if number else paragraph)
            canvas.showPage()
        codes = [code.encode() for code in canvas.codes]
    used = sorted({found[1].decode() for code in codes for found in _FONT.finditer(code)})
    ours = {theirs: f"{FACE}{chr(ord('A') + at)}" for at, theirs in enumerate(used)}
    real, *others = [_FONT.sub(lambda found: _renamed(found, ours), code) for code in codes]

    def file() -> bytes:
        with one_at_a_time:
            canvas.save()
        return target.getvalue()

    return DrawnMark(
        real=real,
        artifacts=dict(zip(turns[1:], others, strict=True)),
        paragraph=paragraph,
        marks=tuple(canvas.page_marks[0][first:]),
        names={name: theirs for theirs, name in ours.items()},
        letters=_letters(set_marks),
        file=file,
    )


def _letters(marks: Sequence[SetMark]) -> tuple[str, ...]:
    drawn = "".join(
        ("" if mark.dot is None else _SEPARATOR) + "".join(piece.drawn for piece in mark.line.pieces)
        for mark in marks
    )
    return tuple(dict.fromkeys(letter for letter in drawn if not letter.isascii()))


def _no_furniture(canvas: TaggedCanvas, page: int, pages: int) -> None:
    """The file holds faces; its pages are not read."""


def _renamed(found: re.Match[bytes], ours: Mapping[str, str]) -> bytes:
    return b"%s %s Tf" % (ours[found[1].decode()].encode(), found[2])


def _draw(canvas: TaggedCanvas, mark: SetMark, style: Style, paragraph: Element | None) -> None:
    """The dot is page furniture everywhere; the words are the paragraph's content where there is one."""
    if mark.dot is not None:
        typesetter = Typesetter(faces())
        boxes = typesetter.boxes([Span(_SEPARATOR, quiet=True)])
        canvas.begin_artifact("Pagination", "Footer")
        canvas.text(mark.dot, mark.baseline, style, typesetter.lines(boxes, style.size, PAGE_WIDTH))
    if paragraph is not None:
        canvas.begin(paragraph)
    else:
        canvas.begin_artifact("Pagination", "Footer")
    canvas.text(mark.x, mark.baseline, style, (mark.line,))
    canvas.end()
