"""What the shorter papers of a meeting have in common: title, head and foot, facts, a table over the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.composing import Composer
from mappa_desk.documents.large_print import composer_for
from mappa_desk.documents.line_breaking import Span, Typesetter
from mappa_desk.documents.minutes import copy_words, dated, practice_words
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.page_furniture import Furniture, FurnitureWords
from mappa_desk.documents.page_grid import MINUTES_SHEET, MM, Sheet
from mappa_desk.documents.papers import CellWords, Paper, RowWords, TableWords
from mappa_desk.documents.publishing import publish
from mappa_desk.documents.rendering import CopyMark, Rendered
from mappa_desk.documents.tagged_tables import Column, TableLook
from mappa_desk.documents.typefaces import faces
from mappa_desk.documents.wordings import british_day
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.minutes import MinutesStatus

Parts = Callable[[Composer, Sequence[str]], None]
"""Puts the parts of a paper on it; the second argument is what head and foot have no room for."""
WIDE_SHEET = Sheet(text_x=0.0)
"""For a paper that is tables over the full width, with nothing in the margin column."""
_INSET = 2 * MM
_GUTTER = 2 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """Title, head and foot of a paper."""

    title: str
    head: str
    """Before the status: "Executive summary. "."""
    foot: Sequence[str] = ()
    """What the foot says after the reference."""
    handling: str
    """One sentence at the foot."""
    tab: bool = False
    """True for the tab "DRAFT" at the outer edge."""
    with_status: bool = True


def make_short(
    source: MinutesSource,
    words: PaperWords,
    parts: Parts,
    copy: CopyMark | None = None,
    *,
    sheet: Sheet = MINUTES_SHEET,
) -> Rendered:
    """The finished paper as PDF/UA-1 and PDF/A-2a. The same arguments give the same bytes."""
    large = source.facts.large
    composer = composer_for(Typesetter(faces()), large=large, sheet=MINUTES_SHEET if large else sheet)
    furniture = Furniture(_furniture(source, words, copy), composer.typesetter, composer.root)
    composer.logo(source.snapshot.form)
    composer.place = words.title
    composer.title(words.title)
    parts(composer, furniture.too_long)
    title = source.words("paper.title.document", title=words.title, reference=source.reference)
    author = source.snapshot.form.area_name
    return publish(composer, furniture, title=title, author=author, dated=dated(source.snapshot))


def compose_facts(paper: Paper, source: MinutesSource, facts: Sequence[tuple[str, str]]) -> None:
    """Adds a table of two columns: what it is, and what it says. Facts without words are left out."""
    rows = [
        RowWords((CellWords(label, bold=True), CellWords(value)), place=label)
        for label, value in facts
        if value
    ]
    room = paper.sheet.full_width - grid.TEXT_X
    columns = (Column("", 0.0, grid.LABEL_WIDTH), Column("", grid.TEXT_X, room))
    table = TableWords(columns, rows, False, source.words("paper.continued_below"))
    paper.table(table, TableLook(grid.CELL, pad=2.6))


def columns_of(heads: Sequence[tuple[str, float]]) -> list[Column]:
    """The columns of a table over the full width; each head with its width in millimetres."""
    columns, x = [], 0.0
    for place, (head, width) in enumerate(heads):
        right = _INSET if place == len(heads) - 1 else _GUTTER
        columns.append(Column(head, x * MM + _INSET, width * MM - _INSET - right))
        x += width
    return columns


def meeting_day(source: MinutesSource) -> str:
    """The day of the meeting in words, from what the edition holds: its start, else the day it tells of."""
    snapshot = source.snapshot
    if snapshot.meeting.started_at is not None:
        return long_date(british_day(snapshot.meeting.started_at))
    return long_date(snapshot.as_of or snapshot.meeting.planned_on)


def _furniture(source: MinutesSource, paper: PaperWords, copy: CopyMark | None) -> FurnitureWords:
    words, snapshot = source.words, source.snapshot
    status = [Span(paper.head, quiet=True)]
    if paper.with_status:
        more = words("paper.status_version", version=snapshot.version)
        status.append(Span(words(f"paper.status_{snapshot.status.value}"), bold=True, quiet=True))
        draft = snapshot.status is MinutesStatus.DRAFT
        status.append(Span(words("paper.status_draft_more") if draft else more, quiet=True))
    return FurnitureWords(
        place=words("paper.furniture"),
        marking=words("paper.marking"),
        reference=source.reference,
        practice=practice_words(source),
        status=status,
        foot=" · ".join([source.reference, *paper.foot, *copy_words(source, copy)]),
        handling=paper.handling,
        page=source.page_words,
        tab=words("paper.tab") if paper.tab else "",
        large=source.facts.large,
    )
