"""The chair's own book: the agenda with what to say, what to ask, what was decided and what is still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.book_actions import compose_book_actions
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.minutes_front import person_words
from mappa_desk.documents.page_grid import CELL
from mappa_desk.documents.paper_making import make_paper
from mappa_desk.documents.papers import BoxRow, CellWords, Paper, RowWords
from mappa_desk.documents.papers_source import (
    PapersSource,
    compose_day,
    compose_facts,
    compose_in_full,
    compose_table,
    need_rows,
    times_of,
)
from mappa_desk.documents.rendering import Rendered
from mappa_desk.documents.tagged_tables import TableLook
from mappa_desk.documents.wordings import Wording, british_day, capital, sentence
from mappa_desk.domain.agendas import AgendaItem, Need
from mappa_desk.domain.attendance import Attendance, AttendanceState
from mappa_desk.domain.calendar_words import long_date, short_date
from mappa_desk.domain.cases import Category, Whereabouts
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.panel_days import clock_of
from mappa_desk.domain.preparation import PapersSnapshot

_TICK_BOX = "☐"
_SEATS = TableLook(CELL, pad=4.0)


def render_running_book(
    snapshot: PapersSnapshot,
    *,
    wording: Mapping[str, str],
    agency: str = "",
    recipient: str = "",
    large: bool = False,
) -> Rendered:
    """The running book as PDF/UA-1 and PDF/A-2a with "Chair only" along the edge of every page.

    A pure function of its arguments, as `render_agenda`.
    """
    source = PapersSource(snapshot, Wording(wording))

    def parts(paper: Paper, in_full: Sequence[str]) -> None:
        minutes_by = BoxRow(f"{source.words('paper.facts.minutes_by')}:", snapshot.meeting.minutes_by)
        compose_day(paper, source, (minutes_by,) if snapshot.meeting.minutes_by else ())
        compose_in_full(paper, source, in_full)
        _compose_case(paper, source)
        _compose_seats(paper, source)
        _compose_last_time(paper, source)
        _compose_items(paper, source)

    band = source.words("paper.running_book.band")
    return make_paper(source, "running_book", parts, sheet=grid.MINUTES_SHEET, band=band, large=large)


def _compose_case(paper: Paper, source: PapersSource) -> None:
    words, case, meeting = source.words, source.paper.case, source.paper.meeting
    lead = source.agency(meeting.lead_agency or case.lead_agency)
    officer = meeting.lead_officer or case.lead_officer
    with paper.section():
        paper.place = words("paper.running_book.case")
        paper.heading(words("paper.running_book.case"))
        compose_facts(
            paper,
            source,
            (
                (words("paper.before.person"), person_words(source)),
                (words("paper.invitation.visor"), case.visor_reference),
                (words("paper.facts.category"), _category(source, meeting.category or case.category)),
                (words("paper.facts.level"), str(int(meeting.level))),
                (words("paper.facts.lead_agency"), ", ".join(part for part in (lead, officer) if part)),
                (words("paper.facts.whereabouts"), _whereabouts(source)),
                (words("paper.facts.previous"), _previous(source)),
            ),
        )
        paper.place = words("paper.running_book.summary")
        paper.labelled(words("paper.running_book.summary"), case.summary)


def _category(source: PapersSource, category: Category | None) -> str:
    if category is None:
        return source.words("paper.not_recorded")
    number = int(category)
    return source.words(
        "paper.facts.category_words", number=number, about=source.words(f"category_about.{number}")
    )


def _whereabouts(source: PapersSource) -> str:
    case, words = source.paper.case, source.words
    where = words(f"whereabouts.{case.whereabouts.value}")
    if case.release_on is None:
        return "" if case.whereabouts is Whereabouts.NOT_KNOWN else where
    key = "released" if case.release_on <= source.paper.taken_on else "release"
    return words(f"paper.facts.{key}", where=where, day=long_date(case.release_on))


def _previous(source: PapersSource) -> str:
    previous = source.paper.previous_meeting
    if previous is None:
        return source.words("paper.facts.previous_none")
    met = british_day(previous.started_at) if previous.started_at else previous.planned_on
    reference = meeting_reference(source.paper.case.reference, previous.number)
    return source.words("paper.facts.previous_words", day=long_date(met), reference=reference)


def _compose_seats(paper: Paper, source: PapersSource) -> None:
    words = source.words
    need_rows(paper)
    with paper.section():
        paper.place = words("paper.running_book.seats")
        paper.heading(words("paper.running_book.seats"))
        if not source.paper.attendance:
            paper.paragraph(words("paper.agenda.nobody"))
            return
        paper.paragraph(words("paper.running_book.seats_intro"), x=0.0, style=grid.NOTE, keep=True)
        rows = [
            RowWords(
                (
                    CellWords(str(row.seat), bold=True),
                    CellWords(source.agency(row.agency)),
                    CellWords(_person(source, row)),
                    CellWords(_answer(source, row)),
                    CellWords(_report(source, row), tick=row.report_received),
                ),
                place=f"{words('paper.running_book.seats')}, {row.seat}",
            )
            for row in source.paper.attendance
        ]
        heads = [
            (words("paper.running_book.seat"), 14.0),
            (words("paper.attendance.agency"), 34.0),
            (words("paper.attendance.person"), 62.0),
            (words("paper.attendance.answer"), 33.0),
            (words("paper.attendance.report"), 27.0),
        ]
        compose_table(paper, source, heads, rows, _SEATS)


def _person(source: PapersSource, row: Attendance) -> str:
    words = source.words
    parts = [row.name, row.role]
    if row.is_chair:
        parts.append(words("paper.attendance.chair"))
    if row.observer:
        parts.append(words("paper.attendance.observer"))
    if row.deputy_for:
        parts.append(words("paper.attendance.deputy_for", name=row.deputy_for))
    return ", ".join(part for part in parts if part) or words("paper.not_recorded")


def _answer(source: PapersSource, row: Attendance) -> str:
    words = source.words
    if row.state is AttendanceState.EXPECTED:
        answer = words(
            "paper.running_book.paperwork" if row.paperwork_sent else "paper.running_book.expected"
        )
    else:
        answer = words(f"attendance.{row.state.value}")
    if row.absence_reason:
        return words("paper.attendance.absent_reason", answer=answer, reason=row.absence_reason)
    return answer


def _report(source: PapersSource, row: Attendance) -> str:
    if not row.report_received:
        return source.words("paper.attendance.report_none")
    key = "report_dated" if row.report_dated else "report_received"
    return source.words(f"paper.attendance.{key}", dated=row.report_dated)


def _compose_last_time(paper: Paper, source: PapersSource) -> None:
    words, snapshot = source.words, source.paper
    previous = snapshot.previous_meeting
    need_rows(paper)
    with paper.section():
        paper.place = words("paper.running_book.last_time")
        paper.heading(words("paper.running_book.last_time"))
        if snapshot.standings:
            _compose_standings(paper, source)
        if previous is None:
            paper.paragraph(words("paper.running_book.no_last_time"))
            return
        paper.place = words("paper.running_book.last_time")
        paper.labelled(words("paper.running_book.why_then"), previous.brief_why)
        paper.labelled(words("paper.running_book.risk_then"), previous.brief_risk)
        if not snapshot.last_decisions:
            paper.paragraph(words("paper.running_book.no_decisions"))
        for decision in snapshot.last_decisions:
            _compose_decision(paper, source, decision)


def _compose_standings(paper: Paper, source: PapersSource) -> None:
    words = source.words
    rows = [
        RowWords(
            (
                CellWords(short_date(standing.since), bold=True),
                CellWords(words(f"category_short.{int(standing.category)}") if standing.category else ""),
                CellWords(str(int(standing.level))),
                CellWords(source.agency(standing.lead_agency)),
                CellWords(standing.reason),
            ),
            place=f"{words('paper.running_book.last_time')}, {short_date(standing.since)}",
        )
        for standing in source.paper.standings
    ]
    heads = [
        (words("paper.running_book.since"), 32.0),
        (words("paper.facts.category"), 26.0),
        (words("paper.facts.level"), 14.0),
        (words("paper.facts.lead_agency"), 34.0),
        (words("paper.front.why"), 64.0),
    ]
    compose_table(paper, source, heads, rows, _SEATS)


def _compose_decision(paper: Paper, source: PapersSource, decision: Decision) -> None:
    words = source.words
    number = words("paper.decision.heading_bare", number=decision.number)
    paper.place = number
    spans = [Span(sentence(decision.decided))]
    if decision.id in source.paper.restricted:
        spans.insert(0, Span(words("paper.running_book.restricted") + " ", bold=True))
    for key, text in (("because", decision.because), ("also_considered", decision.also_considered)):
        if text:
            spans += [Span("\n" + words(f"paper.decision.{key}") + " ", bold=True), Span(sentence(text))]
    for view in decision.dissent:
        against = source.agency(view.agency)
        said = words("paper.decision.dissent_bare", agency=against)
        if view.why:
            said = words("paper.decision.dissent", agency=against, why=sentence(view.why))
        spans += [Span("\n" + words("paper.decision.disagreed") + " ", bold=True), Span(said)]
    if decision.resolved:
        spans += [
            Span("\n" + words("paper.decision.resolved") + " ", bold=True),
            Span(sentence(decision.resolved)),
        ]
    if decision.takes_effect:
        day = words("paper.decision.takes_effect_words", day=long_date(decision.takes_effect))
        spans += [Span("\n" + words("paper.decision.takes_effect") + " ", bold=True), Span(day)]
    paper.labelled(number, spans, strong=True)


def _compose_items(paper: Paper, source: PapersSource) -> None:
    snapshot, words = source.paper, source.words
    starts = times_of(snapshot.meeting, snapshot.items).starts
    if not any(Need.ACTION_OUTCOMES in item.needs for item in snapshot.items) and snapshot.open_actions:
        need_rows(paper)
        with paper.section():
            paper.heading(words("paper.running_book.open_actions"))
            compose_book_actions(paper, source)
    for place, item in enumerate(snapshot.items):
        need_rows(paper, _height(item))
        with paper.section():
            _compose_item(paper, source, item, starts[place] if starts else None)


def _compose_item(paper: Paper, source: PapersSource, item: AgendaItem, begins: int | None) -> None:
    words = source.words
    number = str(item.number)
    paper.place = words("paper.agenda.item_place", number=number)
    paper.heading(item.title, number=number)
    about = _about(source, item, begins)
    if about:
        paper.paragraph([Span(about, quiet=True)], style=grid.NOTE, keep=True)
    if item.say.strip():
        paper.box("", words("paper.running_book.say"), (BoxRow("", item.say, "say"),), tag="H3")
    if Need.STATEMENT in item.needs:
        _compose_statement(paper, source)
    for prompt in item.prompts:
        paper.labelled(_TICK_BOX, prompt)
    if Need.ACTION_OUTCOMES in item.needs:
        compose_book_actions(paper, source)
    if item.record:
        paper.labelled(words("paper.running_book.record"), [Span("\n".join(item.record), quiet=True)])


def _height(item: AgendaItem) -> float:
    """About how many points an item takes, at most half a page: a chair turns the page between items."""
    lines = 4 + len(item.say) // 66 + len(item.prompts) * 1.35 + len(item.record)
    return min(70 + lines * grid.BODY.leading, grid.PAGE_DEPTH / 2)


def _about(source: PapersSource, item: AgendaItem, begins: int | None) -> str:
    words = source.words
    parts = []
    if item.minutes:
        length = words.counted("paper.running_book.minutes", item.minutes)
        if begins is None:
            parts.append(capital(length))
        else:
            end = clock_of(begins + item.minutes)
            parts.append(words("paper.running_book.from_to", start=clock_of(begins), end=end, length=length))
    if item.statutory:
        parts.append(words("paper.running_book.statutory"))
    if item.heard_in is not None:
        parts.append(words("paper.running_book.hear", round=words(f"round.{item.heard_in.value}").lower()))
    return " ".join(sentence(part) for part in parts)


def _compose_statement(paper: Paper, source: PapersSource) -> None:
    words, snapshot = source.words, source.paper
    if snapshot.statement.strip():
        rows = [BoxRow("", snapshot.statement, "statement")]
        paper.box("", words("paper.before.statement"), rows, tag="H3")
    if snapshot.form.statement_short.strip():
        rows = [BoxRow("", snapshot.form.statement_short, "statement_short")]
        paper.box("", words("paper.running_book.late"), rows, tag="H3")
