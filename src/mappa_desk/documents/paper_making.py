"""From a projected snapshot to the finished paper: composer, head and foot, and the chair's band."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.composing import Composer
from mappa_desk.documents.large_print import LargeComposer
from mappa_desk.documents.line_breaking import Line, Span, Typesetter
from mappa_desk.documents.minutes import dated, practice_words
from mappa_desk.documents.page_furniture import Furniture, FurnitureWords
from mappa_desk.documents.page_grid import MM, PAGE_HEIGHT, PAGE_WIDTH, Colour, Sheet, Style, sheet_for
from mappa_desk.documents.papers import Paper
from mappa_desk.documents.papers_source import PapersSource
from mappa_desk.documents.publishing import publish
from mappa_desk.documents.rendering import Rendered
from mappa_desk.documents.tagged_canvas import TaggedCanvas
from mappa_desk.documents.typefaces import faces
from mappa_desk.domain.calendar_words import long_date

Parts = Callable[[Paper, Sequence[str]], None]
"""Puts the parts of a document on paper; the second argument is what head and foot have no room for."""

_BAND = 10 * MM
_BAND_TINT: Colour = (0xDC / 255, 0xE0 / 255, 0xE5 / 255)
"""Dark enough to be seen on a grey print; ink on it has 12.7 to 1."""
_BAND_STYLE = Style(11, 11)
_BAND_SPACING = 1.2


def make_paper(
    source: PapersSource,
    name: str,
    parts: Parts,
    *,
    sheet: Sheet,
    whom: str = "",
    band: str = "",
    large: bool = False,
    is_form: bool = False,
) -> Rendered:
    """The finished document of a kind, by the `name` of its words in the wording.

    `whom` says in the foot whom the copy is for; `band` is printed along the outer edge of every page;
    `large` gives large print, with the margin column whatever `sheet` says and every table told as a list;
    of a form the boxes stay where they are, in its own columns.
    """
    typesetter = Typesetter(faces())
    composer = Composer(typesetter, sheet_for(large=large, sheet=sheet))
    if large and not is_form:
        composer = LargeComposer(typesetter)
    words = _furniture_words(source, name, whom, band=band, large=large)
    furniture = (BandedFurniture if band else Furniture)(words, composer.typesetter, composer.root)
    composer.logo(source.paper.form)
    composer.place = source.title(name)
    composer.title(source.title(name))
    parts(composer, furniture.too_long)
    title = source.words("paper.title.document", title=source.title(name), reference=source.reference)
    author = source.paper.form.area_name
    return publish(composer, furniture, title=title, author=author, dated=dated(source.snapshot))


class BandedFurniture(Furniture):
    """Head and foot with a tinted band at the outer edge, so that a page cannot be taken for another's."""

    def draw_edge(self, canvas: TaggedCanvas, line: Line) -> None:
        """Draws the band with its word three times."""
        _draw_band(canvas, line)


def _draw_band(canvas: TaggedCanvas, line: Line) -> None:
    x = PAGE_WIDTH - _BAND
    length = line.width * _BAND_STYLE.size / 1000 + _BAND_SPACING * len(line.text)
    canvas.begin_artifact("Pagination")
    canvas.tint(x, 0, _BAND, PAGE_HEIGHT, _BAND_TINT)
    canvas.stroke([(x, 0), (x, PAGE_HEIGHT)], 0.75, grid.INK)
    for place in (1, 3, 5):
        top = PAGE_HEIGHT * (1 - place / 6) + length / 2
        canvas.turned_text(x + 3.6 * MM, top, _BAND_STYLE, line, _BAND_SPACING)
    canvas.end()


def _furniture_words(source: PapersSource, name: str, whom: str, *, band: str, large: bool) -> FurnitureWords:
    words = source.words
    day = long_date(source.paper.taken_on).partition(" ")[2]
    parts = [source.reference, words(f"paper.{name}.foot", day=day)]
    if whom:
        parts.append(words("paper.before.foot_for", whom=whom))
    return FurnitureWords(
        place=words("paper.furniture"),
        marking=words("paper.marking"),
        reference=source.reference,
        practice=practice_words(source),
        status=[Span(words(f"paper.{name}.head"), bold=True, quiet=True)],
        foot=" · ".join(parts),
        handling=words(f"paper.{name}.handling") or source.paper.form.handling_short,
        page=source.page_words,
        tab=band,
        large=large,
    )
