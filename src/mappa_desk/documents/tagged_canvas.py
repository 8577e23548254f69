"""A reportlab canvas on which nothing can be left untagged.

It is always inside exactly one marked-content sequence: real content of one structure element, or an
artifact. Head and foot are drawn when the number of pages is known, so pages are held back until the canvas
is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from mappa_desk.documents.line_breaking import BOLD, QUIET, Line, Piece
from mappa_desk.documents.page_grid import INK, QUIET_INK, Colour, Style
from mappa_desk.documents.tagged_metadata import text_string
from mappa_desk.documents.tagged_structure import Bookmark, Element
from mappa_desk.documents.typefaces import faces

_ARTIFACT = "/Artifact BMC"
_ESCAPED = [chr(code) if 32 <= code < 127 else f"\\{code:03o}" for code in range(256)]
for _sign in "()\\":
    _ESCAPED[ord(_sign)] = "\\" + _sign

DrawPageFurniture = Callable[["TaggedCanvas", int, int], None]
"""Draws head and foot of a page; takes the canvas, the page's number from 1 and the number of pages."""


Room = tuple[float, float, float]
"""Left edge, baseline and width of a line, in points."""


@dataclass(frozen=True, slots=True)
class CopyPlace:
    """Where the mark of a recipient's copy goes on a page."""

    beside: Room
    under: Room
    """For a mark that is too long for the first."""
    size: float
    """Of the type, in points."""


class TaggedCanvas(Canvas):  # type: ignore[misc] # reportlab has no types
    """Draws text and rules. `furniture` is called once for each page when the canvas is saved."""

    def __init__(self, filename: Any, *, furniture: DrawPageFurniture, **options: Any) -> None:
        self.page_marks: list[list[Element]] = []
        """For each page the element of each marked-content id."""
        self.bookmarks: list[Bookmark] = []
        self._furniture = furniture
        self._pages: list[list[str]] = []
        self._pictures: list[list[str]] = []
        """For each page the names of the pictures on it."""
        self._opened = ""
        self._tables: dict[Any, tuple[str, dict[int, str]]] = {}
        """By font its first subset's name, and the escaped code of each character in that subset."""
        self._element: Element | None = None
        super().__init__(filename, **options)
        self._begin_page()

    @property
    def page_count(self) -> int:
        """Pages that are finished."""
        return len(self._pages)

    @property
    def codes(self) -> tuple[str, ...]:
        """The content of each finished page, without head and foot."""
        return tuple("\n".join(code) for code in self._pages)

    def begin(self, element: Element) -> None:
        """What is drawn from here to `end` is content of the element."""
        self._element = element
        self._mark(element, "")

    def begin_artifact(self, kind: str = "Pagination", subtype: str = "") -> None:
        """What is drawn from here to `end` is page furniture of that type, such as a repeated heading."""
        self._element = None
        self._open(f"/Artifact <</Type /{kind}{f' /Subtype /{subtype}' if subtype else ''}>> BDC")

    def end(self) -> None:
        """Ends the content; what follows is an artifact until `begin` is called again."""
        self._element = None
        self._open(_ARTIFACT)

    def copy_place(self, place: CopyPlace) -> None:
        """Notes in the content where a copy's mark goes (a marked-content point, ISO 32000-1, 14.6).

        It stands on a line of its own, and no text that is drawn can hold a line end; so `stamping` finds
        it without reading the text.
        """
        beside, under = (" ".join(f"{value:.2f}" for value in room) for room in (place.beside, place.under))
        self._code.append(f"/CopyMark <</At [{beside}] /Under [{under}] /Size {place.size:g}>> DP")

    def bookmark(self, depth: int, title: str, top: float) -> None:
        """Adds a line to the outline that leads to this page at `top` points from its foot."""
        self.bookmarks.append(Bookmark(depth, title, self._page, top))

    def text(self, x: float, baseline: float, style: Style, lines: Sequence[Line]) -> None:
        """Draws lines of text, the first on `baseline`, each `style.leading` below the one before."""
        plain: list[tuple[Piece, ...]] = []
        for number, line in enumerate(lines):
            if self._element is None or all(piece.actual is None for piece in line.pieces):
                plain.append(line.pieces)
                continue
            self._show(x, baseline - (number - len(plain)) * style.leading, style, plain)
            plain = []
            self._show_with_spans(x, baseline - number * style.leading, style, line, self._element)
        self._show(x, baseline - (len(lines) - len(plain)) * style.leading, style, plain)

    def _show_with_spans(self, x: float, baseline: float, style: Style, line: Line, element: Element) -> None:
        """A line of which some pieces stand for another text: each of those is an element of its own."""
        for piece in line.pieces:
            if piece.actual is not None:
                span = Element("Span", element, actual=piece.actual)
                self._mark(span, f" /ActualText {text_string(piece.actual)}")
            self._show(x, baseline, style, [(piece,)])
            if piece.actual is not None:
                self._mark(element, "")
            face = faces().bold if piece.manner & BOLD else faces().regular
            x += face.width(piece.drawn) * style.size / 1000

    def _show(self, x: float, baseline: float, style: Style, lines: Sequence[Sequence[Piece]]) -> None:
        if not lines:
            return
        out = self._code
        out.append(f"BT 1 0 0 1 {x:.2f} {baseline:.2f} Tm {style.leading:g} TL")
        font, manner = "", -1
        for number, pieces in enumerate(lines):
            if number:
                out.append("T*")
            for piece in pieces:
                if piece.manner != manner:
                    manner = piece.manner
                    out.append(_colour(QUIET_INK if manner & QUIET else INK, "rg"))
                for name, codes in self._codes_of(piece):
                    if name != font:
                        font = name
                        out.append(f"{name} {style.size:g} Tf")
                    out.append(f"({codes}) Tj")
        out.append("ET")

    def _codes_of(self, piece: Piece) -> list[tuple[str, str]]:
        """The names of the subset fonts that draw a piece, each with its escaped codes."""
        font = (faces().bold if piece.manner & BOLD else faces().regular).font
        first, table = self._tables.setdefault(font, ("", {}))
        if first and table.keys() >= set(map(ord, piece.drawn)):
            return [(first, piece.drawn.translate(table))]
        parts = [
            (font.getSubsetInternalName(subset, self._doc), _escaped(codes))
            for subset, codes in font.splitString(piece.drawn, self._doc)
        ]
        first = font.getSubsetInternalName(0, self._doc)
        for character in set(piece.drawn):
            ((subset, codes),) = font.splitString(character, self._doc)
            if subset == 0:
                table[ord(character)] = _escaped(codes)
        self._tables[font] = (first, table)
        return parts

    def rule(
        self, x: float, y: float, width: float, weight: float, colour: Colour, *, dashed: bool = False
    ) -> None:
        """Draws a horizontal rule of `weight` points."""
        path = f"{_colour(colour, 'RG')} {weight:g} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S"
        self._code.append(f"[5 4] 0 d {path} [] 0 d" if dashed else path)

    def stroke(self, points: Sequence[tuple[float, float]], weight: float, colour: Colour) -> None:
        """Draws an open line through points."""
        path = " ".join(f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(points))
        self._code.append(f"{_colour(colour, 'RG')} {weight:g} w {path} S")

    def tint(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fills a rectangle."""
        self._code.append(f"{_colour(colour, 'rg')} {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def picture(
        self, element: Element, picture: Image.Image, place: tuple[float, float, float, float]
    ) -> None:
        """Draws a picture as content of a figure. `place` is left, lower, right and upper edge."""
        left, lower, right, upper = place
        element.attributes = {"O": "/Layout", "Placement": "/Block", "BBox": place}
        self.begin(element)
        self.drawImage(ImageReader(picture), left, lower, right - left, upper - lower)
        self.end()

    def turned_text(self, x: float, y: float, style: Style, line: Line, spacing: float) -> None:
        """Draws one line that reads downwards, letterspaced by `spacing` points."""
        self._code.append(f"q 0 -1 1 0 {x:.2f} {y:.2f} cm {spacing:g} Tc")
        self.text(0, 0, style, (line,))
        self._code.append("Q")

    def showPage(self) -> None:  # reportlab's name
        """Ends the page. It is held back until the number of pages is known."""
        self._close()
        self._pages.append(self._code)
        self._pictures.append(list(self._formsinuse))
        self._restartAccumulators()
        self.init_graphics_state()
        self._begin_page()

    def save(self) -> None:
        """Draws head and foot of each page and writes the file."""
        self.page_marks.pop()
        for number, code in enumerate(self._pages, start=1):
            self._page = number - 1
            self._code = code
            self._formsinuse = self._pictures[number - 1]
            self._opened = ""
            self._open(_ARTIFACT)
            self._furniture(self, number, len(self._pages))
            self._close()
            super().showPage()
        self._doc.SaveToFile(self._filename, self)

    def _begin_page(self) -> None:
        self._page = len(self._pages)
        self.page_marks.append([])
        self._open(_ARTIFACT)

    def _mark(self, element: Element, properties: str) -> None:
        """Opens the next piece of content of an element; the one before it falls away when it is empty."""
        marks = self.page_marks[self._page]
        element.kids.append((self._page, len(marks)))
        self._open(f"/{element.tag} <</MCID {len(marks)}{properties}>> BDC")
        marks.append(element)

    def _open(self, sequence: str) -> None:
        self._close()
        self._code.append(sequence)
        self._opened = sequence

    def _close(self) -> None:
        if self._opened and self._code and self._code[-1] == self._opened == _ARTIFACT:
            self._code.pop()
        elif self._opened:
            self._code.append("EMC")
        self._opened = ""


def _escaped(codes: bytes) -> str:
    return "".join(map(_ESCAPED.__getitem__, codes))


def _colour(colour: Colour, operator: str) -> str:
    return f"{colour[0]:.3f} {colour[1]:.3f} {colour[2]:.3f} {operator}"
