"""The running sheet, for the day the laptop fails: agenda, people and boxes to write in by hand.

It lies open on the table, so that it holds no word of the case. Boxes bear the numbers that the record will
give, so that the sheet can be keyed afterwards in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mappa_desk.documents import action_words
from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.agenda import WIDE_SHEET
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.minutes_front import person_words
from mappa_desk.documents.page_grid import CELL
from mappa_desk.documents.paper_making import make_paper
from mappa_desk.documents.papers import BoxRow, CellWords, Paper, RowWords
from mappa_desk.documents.papers_source import (
    PapersSource,
    compose_day,
    compose_in_full,
    compose_table,
    need_rows,
)
from mappa_desk.documents.rendering import Rendered
from mappa_desk.documents.tagged_tables import TableLook
from mappa_desk.documents.wordings import Wording
from mappa_desk.domain.actions import Action
from mappa_desk.domain.agendas import AgendaItem, Need
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.identifiers import action_tag
from mappa_desk.domain.preparation import PapersSnapshot

_LINE = TableLook(CELL, pad=4.0, least_height=30.0, ruled=False)
_ENTRY = TableLook(CELL, pad=4.0, least_height=42.0, ruled=False)
_PERSON = TableLook(CELL, pad=4.0, least_height=36.0, ruled=False)
_DECISION = TableLook(CELL, pad=4.0, least_height=100.0, ruled=False)
_ACTION = TableLook(CELL, pad=4.0, least_height=50.0, ruled=False)
_NUMBER_LARGE = 26.0
"""Width in millimetres of a column of numbers in large print."""
_WHOLE_TABLE = 190.0
"""Points that a heading with a table of two rows needs."""
MORE_PEOPLE = 6
"""Empty rows for those who were not expected."""
MOST_ENTRIES = 12
DECISIONS = 6
ACTIONS = 12
CLOSED_PARTS = 2
_HINTS = (
    (Need.STATEMENT, ("statement", "statement_again", "statement_declined")),
    (Need.LAST_MINUTES, ("last_minutes",)),
    (Need.LEAD_AGENCY, ("lead_agency",)),
    (Need.DISCLOSURE_DECISION, ("decision",)),
    (Need.LEVEL_DECISION, ("decision",)),
    (Need.NEXT_REVIEW, ("next_review", "next_invite")),
    (Need.END, ("end",)),
)
"""What the first boxes of an item ask for, by what the item must leave on the record."""


def render_running_sheet(
    snapshot: PapersSnapshot,
    *,
    wording: Mapping[str, str],
    agency: str = "",
    recipient: str = "",
    large: bool = False,
) -> Rendered:
    """The running sheet as PDF/UA-1 and PDF/A-2a, a pure function of its arguments, as `render_agenda`."""
    source = PapersSource(snapshot, Wording(wording))

    def parts(paper: Paper, in_full: Sequence[str]) -> None:
        person = BoxRow(f"{source.words('paper.before.person')}:", person_words(source))
        compose_day(paper, source, (person,))
        compose_in_full(paper, source, in_full)
        paper.paragraph(source.words("paper.running_sheet.how"), x=0.0, style=grid.BODY)
        _compose_frame(paper, source)
        _compose_people(paper, source)
        _compose_statement(paper, source)
        _compose_record(paper, source)
        _compose_closed_parts(paper, source)
        _compose_keyed(paper, source)
        _compose_decisions(paper, source)
        _compose_actions(paper, source)

    return make_paper(source, "running_sheet", parts, sheet=WIDE_SHEET, large=large, is_form=True)


def _boxes(label: str, *hints: str, count: int = 0, place: str = "") -> RowWords:
    """A row that begins with a label and goes on in boxes, with quiet words in them where there are any."""
    cells = [CellWords(label, bold=True)]
    cells += [CellWords([Span(hint, quiet=True)] if hint else "", box=True) for hint in hints]
    cells += [CellWords("", box=True)] * (count - len(hints))
    return RowWords(cells, place=place or label)


def _compose_frame(paper: Paper, source: PapersSource) -> None:
    """When it began and ended, and who chaired and kept the record, where that was not as planned."""
    words = source.words
    paper.place = words("paper.running_sheet.frame")
    heads = [
        (words("paper.running_sheet.what"), 46.0),
        (words("paper.running_sheet.write"), 124.0),
    ]
    rows = [_boxes(words(f"paper.running_sheet.{key}"), count=1) for key in ("began", "chair", "minutes_by")]
    compose_table(paper, source, heads, rows, _LINE)


def _compose_people(paper: Paper, source: PapersSource) -> None:
    words = source.words
    need_rows(paper, _WHOLE_TABLE)
    with paper.section():
        heading = words("paper.attendance.heading")
        paper.place = heading
        paper.heading(heading)
        paper.paragraph(words("paper.running_sheet.seats"), x=0.0, style=grid.NOTE, keep=True)
        expected = [
            RowWords(
                (
                    CellWords(str(row.seat), bold=True),
                    CellWords([Span(source.agency(row.agency), bold=True), Span("\n" + _name(source, row))]),
                    *[CellWords("", box=True)] * 4,
                ),
                place=f"{heading}, {row.seat}",
            )
            for row in source.paper.attendance
        ]
        more = [
            RowWords(
                (CellWords(words("paper.running_sheet.more")), *[CellWords("", box=True)] * 5),
                place=heading,
            )
            for _ in range(MORE_PEOPLE)
        ]
        heads = [
            (words("paper.running_book.seat"), 15.0),
            (words("paper.running_sheet.who"), 67.0),
            (words("paper.attendance.how"), 22.0),
            (words("paper.running_sheet.in"), 22.0),
            (words("paper.running_sheet.out"), 22.0),
            (words("paper.attendance.report"), 22.0),
        ]
        compose_table(paper, source, heads, [*expected, *more], _PERSON)


def _name(source: PapersSource, row: Attendance) -> str:
    words = source.words
    parts = [row.name, row.role]
    if row.is_chair:
        parts.append(words("paper.attendance.chair"))
    if row.observer:
        parts.append(words("paper.attendance.observer"))
    return ", ".join(part for part in parts if part)


def _compose_statement(paper: Paper, source: PapersSource) -> None:
    words, snapshot = source.words, source.paper
    if not snapshot.statement.strip():
        return
    need_rows(paper)
    with paper.section():
        paper.place = words("paper.before.statement")
        paper.heading(words("paper.before.statement"))
        paper.paragraph(snapshot.statement, x=0.0)
        if snapshot.form.statement_short.strip():
            late = Span(words("paper.running_book.late") + ": ", bold=True)
            paper.paragraph([late, Span(snapshot.form.statement_short)], x=0.0)


def _compose_record(paper: Paper, source: PapersSource) -> None:
    """One box for each entry, numbered within its item."""
    words = source.words
    heading = words("paper.running_sheet.record")
    need_rows(paper, _WHOLE_TABLE)
    with paper.section():
        paper.place = heading
        paper.heading(heading)
        paper.paragraph(words("paper.running_sheet.record_how"), x=0.0, style=grid.NOTE, keep=True)
        rows = []
        for item in source.paper.items:
            rows += _item_rows(source, item)
        if not rows:
            numbers = range(1, MOST_ENTRIES + 1)
            rows = [_boxes(words("paper.items.unsorted_label", number=n), count=2) for n in numbers]
        number = _NUMBER_LARGE if paper.sheet.is_large else 20.0
        heads = [
            (words("paper.actions.number"), number),
            (words("paper.running_sheet.said_by"), 24.0),
            (words("paper.running_sheet.said"), 146.0 - number),
        ]
        compose_table(paper, source, heads, rows, _ENTRY)


def _item_rows(source: PapersSource, item: AgendaItem) -> list[RowWords]:
    words = source.words
    title = f"{item.number}  {item.title}"
    place = words("paper.agenda.item_place", number=item.number)
    rows = [
        RowWords(
            (CellWords([Span(title, bold=True)]),),
            place=place,
            across=True,
            again=words("paper.continued", name=title),
        )
    ]
    hints = [key for need, keys in _HINTS if need in item.needs for key in keys]
    if Need.ACTION_OUTCOMES in item.needs:
        rows += [_outcome_row(source, past.action) for past in source.paper.open_actions]
    count = max(len(hints) + 1, min(MOST_ENTRIES, 2 + item.minutes // 2))
    for number in range(1, count + 1):
        hint = words(f"paper.running_sheet.hint_{hints[number - 1]}") if number <= len(hints) else ""
        label = words("paper.running_sheet.entry", item=item.number, place=number)
        rows.append(_boxes(label, "", hint, place=place))
    return rows


def _outcome_row(source: PapersSource, action: Action) -> RowWords:
    """The outcome of an action from before, known by its number alone."""
    due = action_words.due_short(source, action.deadline).replace("\n", ", ")
    hint = source.words("paper.running_sheet.outcome", due=due)
    return RowWords(
        (
            CellWords(action.tag, bold=True),
            CellWords(source.agency(action.owner_agency)),
            CellWords([Span(hint, quiet=True)], box=True),
        ),
        place=action.tag,
    )


def _compose_decisions(paper: Paper, source: PapersSource) -> None:
    words = source.words
    paper.page_break()
    with paper.section():
        heading = words("paper.running_sheet.decisions")
        paper.place = heading
        paper.heading(heading)
        heads = [
            (words("paper.actions.number"), 14.0),
            (words("paper.running_sheet.item"), 18.0),
            (words("paper.running_sheet.decided"), 84.0),
            (words("paper.running_sheet.disagreed"), 54.0),
        ]
        rows = [_boxes(str(number), count=3) for number in range(1, DECISIONS + 1)]
        compose_table(paper, source, heads, rows, _DECISION)


def _compose_actions(paper: Paper, source: PapersSource) -> None:
    words = source.words
    paper.page_break()
    with paper.section():
        heading = words("paper.actions.heading")
        paper.place = heading
        paper.heading(heading)
        number, accepted = (_NUMBER_LARGE, 27.0) if paper.sheet.is_large else (20.0, 16.0)
        heads = [
            (words("paper.actions.number"), number),
            (words("paper.running_sheet.item"), 17.0),
            (words("paper.actions.what"), 101.0 - number - accepted),
            (words("paper.actions.owner"), 30.0),
            (words("paper.actions.due"), 22.0),
            (words("paper.running_sheet.accepted"), accepted),
        ]
        meeting = source.paper.meeting.number
        rows = [_boxes(action_tag(meeting, place), count=5) for place in range(1, ACTIONS + 1)]
        compose_table(paper, source, heads, rows, _ACTION)


def _compose_closed_parts(paper: Paper, source: PapersSource) -> None:
    words = source.words
    need_rows(paper, _WHOLE_TABLE)
    with paper.section():
        heading = words("paper.running_sheet.closed")
        paper.place = heading
        paper.heading(heading)
        heads = [
            (words("paper.actions.number"), 14.0),
            (words("paper.running_sheet.in"), 24.0),
            (words("paper.running_sheet.out"), 24.0),
            (words("paper.running_sheet.stayed"), 44.0),
            (words("paper.front.why"), 64.0),
        ]
        rows = [_boxes(str(number), count=4) for number in range(1, CLOSED_PARTS + 1)]
        compose_table(paper, source, heads, rows, _LINE)


def _compose_keyed(paper: Paper, source: PapersSource) -> None:
    words = source.words
    need_rows(paper, _WHOLE_TABLE)
    with paper.section():
        heading = words("paper.running_sheet.afterwards")
        paper.place = heading
        paper.heading(heading)
        heads = [
            (words("paper.running_sheet.what"), 46.0),
            (words("paper.running_sheet.write"), 124.0),
        ]
        rows = [_boxes(words(f"paper.running_sheet.{key}"), count=1) for key in ("keyed", "destroyed")]
        compose_table(paper, source, heads, rows, _LINE)
