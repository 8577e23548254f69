"""Turns user text into lines: plain text in, nothing read as markup, every character kept.

reportlab's own Paragraph reads markup, needs quadratic time on an unbroken run and draws nothing for a
character that the font lacks; so the documents set their text with this module instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from mappa_desk.documents.rendering import MissingGlyph
from mappa_desk.documents.typefaces import CARRIER, REPLACEMENT, Face, Faces, is_invisible

_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_SPACES = str.maketrans(
    dict.fromkeys(
        "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029\u1680\u2000\u2001\u2002\u2003"
        "\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u205f\u3000",
        " ",
    )
)
BOLD = 1
QUIET = 2
MIXED = -1


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one manner."""

    text: str
    bold: bool = False
    quiet: bool = False
    """In the second ink."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one manner that are drawn one after the other."""

    manner: int
    """Sum of BOLD and QUIET."""
    drawn: str
    actual: str | None = None
    """The text that `drawn` stands for, where that is not what is drawn."""


@dataclass(frozen=True, slots=True)
class Box:
    """What is never parted: a word, or a stretch of a run too long for its line."""

    width: int
    """In thousandths of the size."""
    manner: int = MIXED
    word: str = ""
    """The word, where it is of one manner and drawn as it is."""
    mixed: tuple[Piece, ...] = ()
    """The pieces of any other box, whose manner is MIXED."""
    joined: bool = False
    """True when the next box follows without a space."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What is drawn, piece by piece."""
        return self.mixed or (Piece(self.manner, self.word),)


@dataclass(frozen=True, slots=True)
class Line:
    """One line. A space that was broken at stands at its end, so that the lines together are the text."""

    pieces: tuple[Piece, ...]
    end: int
    """Index of the first box that is not in it."""
    width: float = 0.0
    """In thousandths of the size, without that space."""

    @property
    def text(self) -> str:
        """The text that a reader or a copy of the line gives."""
        return "".join(piece.drawn if piece.actual is None else piece.actual for piece in self.pieces)


def typed_lines(text: str) -> list[str]:
    """The text cut at every line end, whatever character ends the line; empty lines stay."""
    return _LINE_ENDS.split(text)


def normal_form(text: str) -> str:
    """The form in which text is printed: composed (NFC), each breaking space or line end a plain space."""
    return unicodedata.normalize("NFC", text).translate(_SPACES)


class Typesetter:
    """Breaks the text of one document into lines and remembers which characters could not be drawn."""

    def __init__(self, faces: Faces) -> None:
        self.faces = faces
        self.place = ""
        """Where the text that is being set stands, for the list of missing characters."""
        self._missing: dict[tuple[str, str], None] = {}
        self._known_boxes: tuple[dict[str, Box], ...] = ({}, {}, {}, {})
        """By manner, then by word: a word that comes again is not measured again."""

    @property
    def missing(self) -> tuple[MissingGlyph, ...]:
        """The characters that were replaced so far, with their places."""
        return tuple(
            MissingGlyph(character, f"U+{ord(character):04X}", place) for character, place in self._missing
        )

    def boxes(self, spans: Sequence[Span]) -> list[Box]:
        """The words of one paragraph, measured. Spans that meet without a space share a box."""
        boxes: list[Box] = []
        glued = False
        for span in spans:
            text = normal_form(span.text)
            if not text:
                continue
            manner = (BOLD if span.bold else 0) + (QUIET if span.quiet else 0)
            plain = self._face(manner).known.issuperset(text)
            known = self._known_boxes[manner]
            for word in text.split(" "):
                if not word:
                    glued = False
                    continue
                box = known.get(word) or self._box(word, manner, plain=plain)
                if glued:
                    before = boxes.pop()
                    box = Box(before.width + box.width, mixed=before.pieces + box.pieces)
                    glued = False
                boxes.append(box)
            glued = text[-1] != " "
        return boxes

    def lines(self, boxes: list[Box], size: float, width: float) -> list[Line]:
        """Lines of at most `width` points at `size`. Boxes too wide for a line are parted, in `boxes` too."""
        limit = width * 1000 / size
        if max((box.width for box in boxes), default=0) > limit:
            boxes[:] = [part for box in boxes for part in self._parted(box, limit)]
        space = self.faces.regular.widths[32]
        lines: list[Line] = []
        start, used, gap = 0, 0, 0
        for place, box in enumerate(boxes):
            reach = used + gap + box.width
            if reach > limit and place > start:
                lines.append(_line(boxes, start, place, used))
                start, used = place, box.width
            else:
                used = reach
            gap = 0 if box.joined else space
        if start < len(boxes):
            lines.append(_line(boxes, start, len(boxes), used))
        return lines

    def _face(self, manner: int) -> Face:
        return self.faces.bold if manner & BOLD else self.faces.regular

    def _box(self, word: str, manner: int, *, plain: bool) -> Box:
        if not plain:
            return self._box_with_gaps(word, manner)
        box = Box(self._face(manner).width(word), manner, word)
        self._known_boxes[manner][word] = box
        return box

    def _box_with_gaps(self, word: str, manner: int) -> Box:
        """A word of which some characters are invisible or missing: those become pieces of their own."""
        face = self._face(manner)
        pieces: list[Piece] = []
        plain: list[str] = []
        for character in word:
            if character in face.known:
                plain.append(character)
                continue
            if plain:
                pieces.append(Piece(manner, "".join(plain)))
                plain.clear()
            if is_invisible(character):
                drawn = CARRIER
            else:
                drawn = REPLACEMENT
                self._missing.setdefault((character, self.place))
            pieces.append(Piece(manner, drawn, character))
        if plain:
            pieces.append(Piece(manner, "".join(plain)))
        return Box(sum(face.width(piece.drawn) for piece in pieces), mixed=tuple(pieces))

    def _parted(self, box: Box, limit: float) -> Iterator[Box]:
        if box.width <= limit:
            yield box
            return
        pieces: list[Piece] = []
        used = 0
        for piece in box.pieces:
            widths = self._face(piece.manner).widths
            start = 0
            for place, character in enumerate(piece.drawn):
                width = widths[ord(character)]
                if used + width > limit and (pieces or place > start):
                    yield Box(used, mixed=(*pieces, *_part(piece, start, place)), joined=True)
                    pieces, used, start = [], 0, place
                used += width
            pieces.extend(_part(piece, start, len(piece.drawn)))
        yield Box(used, mixed=tuple(pieces), joined=box.joined)


def _part(piece: Piece, start: int, end: int) -> tuple[Piece, ...]:
    if start == end:
        return ()
    return (Piece(piece.manner, piece.drawn[start:end], piece.actual),)


def _line(boxes: Sequence[Box], start: int, end: int, width: float) -> Line:
    """Joins the pieces of boxes: neighbours of one kind become one piece."""
    inside = boxes[start:end]
    manner = inside[0].manner
    words = [box.word for box in inside if box.manner == manner]
    more = end < len(boxes)
    if manner != MIXED and len(words) == len(inside):
        text = " ".join(words)
        return Line((Piece(manner, text + " " if more else text),), end, width)
    drawn: list[Piece] = []
    for place, box in enumerate(inside):
        drawn += box.pieces
        if not box.joined and (more or place + 1 < len(inside)):
            drawn.append(Piece(drawn[-1].manner, " "))
    pieces = []
    for (one, replaced), group in groupby(drawn, _kind):
        alike = list(group)
        text = "".join([piece.drawn for piece in alike])
        actual = "".join([piece.actual or "" for piece in alike]) if replaced else None
        pieces.append(Piece(one, text, actual))
    return Line(tuple(pieces), end, width)


def _kind(piece: Piece) -> tuple[int, bool]:
    return piece.manner, piece.actual is not None
