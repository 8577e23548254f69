"""The invitation of one agency: when, where, whom it is about, what is asked, and by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.page_grid import CELL
from mappa_desk.documents.paper_making import make_paper
from mappa_desk.documents.papers import CellWords, Paper, RowWords
from mappa_desk.documents.papers_source import (
    PapersSource,
    compose_day,
    compose_facts,
    compose_in_full,
    compose_own_actions,
    compose_table,
    need_rows,
)
from mappa_desk.documents.rendering import Rendered
from mappa_desk.documents.tagged_tables import TableLook
from mappa_desk.documents.wordings import Wording, british_day
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.panel_days import AgencySheet, clock_of
from mappa_desk.domain.preparation import PapersSnapshot


def render_invitation(
    snapshot: PapersSnapshot,
    *,
    wording: Mapping[str, str],
    agency: str = "",
    recipient: str = "",
    large: bool = False,
) -> Rendered:
    """The invitation as PDF/UA-1 and PDF/A-2a, a pure function of its arguments, as `render_agenda`."""
    source = PapersSource(snapshot, Wording(wording))

    def parts(paper: Paper, in_full: Sequence[str]) -> None:
        _compose_to(paper, source, agency, recipient)
        compose_day(paper, source)
        compose_in_full(paper, source, in_full)
        _compose_person(paper, source)
        _compose_asked(paper, source)
        compose_own_actions(paper, source, agency)
        _compose_day(paper, source)
        _compose_statement(paper, source)

    whom = source.agency(agency)
    return make_paper(source, "invitation", parts, sheet=grid.MINUTES_SHEET, whom=whom, large=large)


def _compose_to(paper: Paper, source: PapersSource, agency: str, recipient: str) -> None:
    words = source.words
    people = (
        [recipient]
        if recipient
        else [", ".join(part for part in (row.name, row.role) if part) for row in source.paper.attendance]
    )
    name = source.agency(agency)
    listed = words.listed([one for one in people if one])
    to = words("paper.invitation.to_person", agency=name, people=listed) if listed else name
    paper.place = words("paper.invitation.to")
    paper.labelled(words("paper.invitation.to"), to, strong=True)
    if source.paper.form.area_name.strip():
        sender = words("paper.invitation.from_words", area=source.paper.form.area_name)
        paper.labelled(words("paper.invitation.sender"), sender, strong=True)


def _compose_person(paper: Paper, source: PapersSource) -> None:
    words, case = source.words, source.paper.case
    need_rows(paper)
    with paper.section():
        paper.place = words("paper.invitation.person")
        paper.heading(words("paper.invitation.person"))
        is_named = source.paper.form.print_names and bool(case.name)
        names = words.listed(case.also_known_as)
        lead = ", ".join(part for part in (source.agency(case.lead_agency), case.lead_officer) if part)
        compose_facts(
            paper,
            source,
            (
                (words("paper.facts.reference"), case.reference),
                (words(f"paper.invitation.{'name' if is_named else 'initials'}"), case.name),
                (words("paper.invitation.other_names"), names),
                (words("paper.invitation.born"), _born(source)),
                (words("paper.invitation.visor"), case.visor_reference),
                (words("paper.facts.lead_agency"), lead),
                (words("paper.front.why"), _why(source)),
            ),
        )
        if not is_named:
            paper.paragraph(words("paper.invitation.not_named"))


def _born(source: PapersSource) -> str:
    born = source.paper.case.date_of_birth
    return long_date(born).partition(" ")[2] if born else ""


def _why(source: PapersSource) -> str:
    words, paper = source.words, source.paper
    if paper.meeting.kind is MeetingKind.INITIAL:
        return words("paper.invitation.why_initial", level=int(paper.meeting.level))
    previous = paper.previous_meeting
    if previous is None:
        return words("paper.invitation.why_review", level=int(paper.meeting.level))
    met = british_day(previous.started_at) if previous.started_at else previous.planned_on
    return words("paper.invitation.why_since", level=int(paper.meeting.level), day=long_date(met))


def _compose_asked(paper: Paper, source: PapersSource) -> None:
    words, snapshot = source.words, source.paper
    need_rows(paper)
    with paper.section():
        paper.place = words("paper.invitation.asked")
        paper.heading(words("paper.invitation.asked"))
        form = "_form" if snapshot.ask_for else ""
        answer = words(f"paper.invitation.answer_soon{form}")
        if snapshot.reply_by is not None:
            answer = words(f"paper.invitation.answer_by{form}", day=long_date(snapshot.reply_by))
        paper.paragraph([Span(answer, bold=True)], keep=True)
        asked = [*snapshot.ask_for] or [words("paper.invitation.ask_who")]
        if snapshot.open_actions:
            asked.append(words("paper.invitation.ask_actions"))
        for place, line in enumerate(asked, start=1):
            paper.labelled(str(place), line)


def _compose_day(paper: Paper, source: PapersSource) -> None:
    """The agency's own times on a panel day, other cases by reference alone."""
    words = source.words
    for sheet in source.paper.day:
        need_rows(paper)
        with paper.section():
            heading = words("paper.invitation.day", day=long_date(source.paper.meeting.planned_on))
            paper.place = heading
            paper.heading(heading)
            rows = [
                RowWords(
                    (
                        CellWords(clock_of(slot.at) or words("paper.invitation.no_time"), bold=True),
                        CellWords(clock_of(slot.ends)),
                        CellWords(slot.reference),
                    ),
                    place=slot.reference,
                )
                for slot in sheet.slots
            ]
            heads = [
                (words("paper.invitation.from"), 28.0),
                (words("paper.invitation.until"), 28.0),
                (words("paper.facts.reference"), 114.0),
            ]
            compose_table(paper, source, heads, rows, TableLook(CELL, pad=3.2))
            free = _gaps(source, sheet)
            if free:
                paper.paragraph(free, x=0.0, style=grid.NOTE)


def _gaps(source: PapersSource, sheet: AgencySheet) -> str:
    words = source.words
    gaps = [
        words("paper.invitation.gap", start=clock_of(gap.begins), end=clock_of(gap.ends))
        for gap in sheet.gaps
    ]
    return words("paper.invitation.gaps", gaps=words.listed(gaps)) if gaps else ""


def _compose_statement(paper: Paper, source: PapersSource) -> None:
    if not source.paper.statement.strip():
        return
    need_rows(paper)
    with paper.section():
        paper.place = source.words("paper.before.statement")
        paper.heading(source.words("paper.before.statement"))
        paper.paragraph(source.words("paper.invitation.statement_intro"), keep=True)
        paper.paragraph(source.paper.statement)
