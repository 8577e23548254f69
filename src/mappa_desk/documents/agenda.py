"""The agenda: when and where, what is talked about in which order, who is invited. No word of the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.minutes_front import person_words
from mappa_desk.documents.page_grid import CELL, CLOSE_CELL, Sheet
from mappa_desk.documents.paper_making import Parts, make_paper
from mappa_desk.documents.papers import BoxRow, CellWords, Paper, RowWords
from mappa_desk.documents.papers_source import (
    PapersSource,
    compose_day,
    compose_in_full,
    compose_own_actions,
    compose_table,
    times_of,
)
from mappa_desk.documents.rendering import Rendered
from mappa_desk.documents.tagged_tables import TableLook
from mappa_desk.documents.wordings import Wording, sentence
from mappa_desk.domain.panel_days import clock_of
from mappa_desk.domain.preparation import PapersSnapshot

WIDE_SHEET = Sheet(text_x=0.0)
"""One column over the full width, without a margin column."""
_ROOMY = TableLook(CELL, pad=3.2)
_CLOSE = TableLook(CLOSE_CELL, pad=1.6)


def render_agenda(
    snapshot: PapersSnapshot,
    *,
    wording: Mapping[str, str],
    agency: str = "",
    recipient: str = "",
    large: bool = False,
) -> Rendered:
    """The agenda as PDF/UA-1 and PDF/A-2a, a pure function of its arguments.

    `snapshot` is projected first. `agency` is the code of the agency whose copy it is and `recipient` the
    person's name there. Raises RuleError when the wording lacks a word.
    """
    source = PapersSource(snapshot, Wording(wording))
    whom = ", ".join(part for part in (source.agency(agency), recipient) if part)

    def made(look: TableLook) -> Rendered:
        parts = _parts(source, agency, look)
        return make_paper(source, "agenda", parts, sheet=WIDE_SHEET, whom=whom, large=large)

    roomy = made(_ROOMY)
    if roomy.pages == 1 or large:
        return roomy
    close = made(_CLOSE)
    return close if close.pages < roomy.pages else roomy


def _parts(source: PapersSource, agency: str, look: TableLook) -> Parts:
    def parts(paper: Paper, in_full: Sequence[str]) -> None:
        person = BoxRow(f"{source.words('paper.before.person')}:", person_words(source))
        compose_day(paper, source, (person,))
        compose_in_full(paper, source, in_full)
        _compose_items(paper, source, look)
        _compose_invited(paper, source)
        compose_own_actions(paper, source, agency)

    return parts


def _compose_items(paper: Paper, source: PapersSource, look: TableLook) -> None:
    words, items = source.words, source.paper.items
    paper.place = words("paper.agenda.items")
    if not items:
        paper.paragraph(words("paper.agenda.no_items"), x=0.0)
        return
    times = times_of(source.paper.meeting, items)
    heads = [
        (words("paper.agenda.number"), 14.0),
        (words("paper.agenda.item"), 116.0 if times.starts else 132),
    ]
    if times.starts:
        heads.append((words("paper.agenda.from"), 18.0))
    if times.whole:
        heads.append((words("paper.agenda.minutes"), 22.0))
    rows = []
    for place, item in enumerate(items):
        cells = [CellWords(str(item.number), bold=True), CellWords(item.title)]
        if times.starts:
            cells.append(CellWords(clock_of(times.starts[place]) if item.minutes else ""))
        if times.whole:
            cells.append(CellWords(str(item.minutes) if item.minutes else ""))
        rows.append(RowWords(cells, place=words("paper.agenda.item_place", number=item.number)))
    compose_table(paper, source, heads, rows, look)


def _compose_invited(paper: Paper, source: PapersSource) -> None:
    words = source.words
    paper.place = words("paper.agenda.invited")
    by_agency: dict[str, list[str]] = {}
    for row in source.paper.attendance:
        role = words("paper.agenda.observer", role=row.role) if row.observer else row.role
        roles = by_agency.setdefault(source.agency(row.agency), [])
        if role.strip() and role not in roles:
            roles.append(role)
    told = [
        words("paper.agenda.agency_roles", agency=agency, roles=words.listed(roles)) if roles else agency
        for agency, roles in by_agency.items()
        if agency
    ]
    label = Span(words("paper.agenda.invited") + ": ", bold=True)
    text = sentence("; ".join(told)) if told else words("paper.agenda.nobody")
    paper.paragraph([label, Span(text)], x=0.0, style=grid.NOTE)
