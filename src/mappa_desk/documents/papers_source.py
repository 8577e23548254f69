"""One snapshot of the papers before a meeting, made easy to look things up in, and what all of them share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mappa_desk.documents import action_words
from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.page_grid import CELL, MM
from mappa_desk.documents.papers import BoxRow, CellWords, Paper, RowWords, TableWords
from mappa_desk.documents.tagged_tables import Column, TableLook
from mappa_desk.documents.wordings import Wording, capital, sentence
from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import MinutesSnapshot, PreviousAction
from mappa_desk.domain.panel_days import DAY_MINUTES, clock_of, minutes_of
from mappa_desk.domain.preparation import PapersSnapshot

GUTTER = 3 * MM
FIRST_ROWS = 110.0
"""Points that a heading with the first rows of its table needs."""


class PapersSource(MinutesSource):
    """A projected snapshot with its wording. `paper` holds what minutes do not know."""

    def __init__(self, paper: PapersSnapshot, wording: Wording) -> None:
        self.paper = paper
        minutes = MinutesSnapshot(
            case=paper.case,
            meeting=paper.meeting,
            previous_meeting=paper.previous_meeting,
            items=paper.items,
            attendance=paper.attendance,
            decisions=paper.last_decisions,
            previous_actions=paper.open_actions,
            agencies=paper.agencies,
            form=paper.form,
            taken_on=paper.taken_on,
        )
        super().__init__(minutes, wording)

    @property
    def meeting_words(self) -> str:
        """ "Level 3 review meeting"."""
        meeting = self.paper.meeting
        kind = self.words(f"meeting_kind_of.{meeting.kind.value}")
        return self.words("paper.before.meeting", level=int(meeting.level), kind=kind)

    def title(self, name: str) -> str:
        """The title of one kind of paper: "Agenda for a Level 3 review meeting"."""
        return self.words(f"paper.{name}.title", meeting=self.meeting_words)


@dataclass(frozen=True, slots=True)
class Times:
    """When the items of an agenda begin and end, in minutes after midnight, and how long the plan is."""

    starts: tuple[int, ...]
    """One for each item; empty when the plan has no time of day or is shorter than its items."""
    whole: int


def times_of(meeting: Meeting, items: Sequence[AgendaItem]) -> Times:
    """The timetable of the items, one after the other. Items without a length take no time."""
    begins, whole = minutes_of(meeting.planned_at), sum(item.minutes for item in items)
    is_shorter = 0 < meeting.planned_minutes < whole
    if begins is None or not whole or is_shorter or begins + whole >= DAY_MINUTES:
        return Times((), whole)
    starts = []
    for item in items:
        starts.append(begins)
        begins += item.minutes
    return Times(tuple(starts), whole)


def day_words(source: PapersSource) -> str:
    """Day and planned times: "Thursday 12 November 2026, 10:00 to 11:25"."""
    meeting, words = source.paper.meeting, source.words
    day, begins = long_date(meeting.planned_on), minutes_of(meeting.planned_at)
    if begins is None:
        start = meeting.planned_at.strip()
        return words("paper.before.when_from", day=day, start=start) if start else day
    ends = begins + meeting.planned_minutes
    if not meeting.planned_minutes or ends >= DAY_MINUTES:
        return words("paper.before.when_from", day=day, start=clock_of(begins))
    return words("paper.before.when_to", day=day, start=clock_of(begins), end=clock_of(ends))


def need_rows(paper: Paper, height: float = FIRST_ROWS) -> None:
    """Begins a new page unless a heading with its first rows, about `height` points, has room on this one."""
    paper.need(height * paper.sheet.scale)


def compose_day(paper: Paper, source: PapersSource, more: Sequence[BoxRow] = ()) -> None:
    """The box under the title that says when and where; minutes never have one."""
    words, meeting = source.words, source.paper.meeting
    paper.place = words("paper.facts.when")
    where = meeting.place or words("paper.before.place_none")
    rows = [BoxRow(f"{words('paper.facts.place')}:", where, "place")]
    if meeting.chair:
        rows.append(BoxRow(f"{words('paper.facts.chair')}:", meeting.chair, "chair"))
    paper.box("", day_words(source), (*rows, *more), tag="H2")


def compose_in_full(paper: Paper, source: PapersSource, texts: Sequence[str]) -> None:
    """Texts of head and foot of which there is only the beginning on the page."""
    paper.place = source.words("paper.in_full")
    for text in texts:
        label = Span(source.words("paper.in_full") + ": ", bold=True)
        paper.paragraph([label, Span(text)], x=0.0, style=grid.NOTE)


def compose_facts(paper: Paper, source: PapersSource, facts: Iterable[tuple[str, str]]) -> None:
    """A table of two columns with row heads; a fact without words is left out."""
    rows = [
        RowWords((CellWords(label, bold=True), CellWords(words)), place=label)
        for label, words in facts
        if words.strip()
    ]
    if not rows:
        return
    columns = (
        Column("", 0.0, grid.LABEL_WIDTH),
        Column("", grid.TEXT_X, paper.sheet.full_width - grid.TEXT_X),
    )
    table = TableWords(columns, rows, False, source.words("paper.continued_below"))
    paper.table(table, TableLook(CELL, pad=2.6))


def compose_table(
    paper: Paper,
    source: PapersSource,
    heads: Sequence[tuple[str, float]],
    rows: Sequence[RowWords],
    look: TableLook,
) -> None:
    """A table whose columns have these heads and widths in millimetres."""
    columns, x = [], 0.0
    for place, (head, width) in enumerate(heads):
        gutter = 0.0 if place == len(heads) - 1 else GUTTER
        columns.append(Column(head, x * MM, width * MM - gutter))
        x += width
    paper.table(TableWords(columns, rows, True, source.words("paper.continued_below")), look)


def compose_own_actions(paper: Paper, source: PapersSource, agency: str) -> None:
    """The open actions of the agency that the paper is for; nothing when it has none."""
    words, actions = source.words, source.paper.open_actions
    if not actions:
        return
    need_rows(paper)
    with paper.section():
        heading = words("paper.before.own_actions", agency=source.agency(agency))
        paper.place = heading
        paper.heading(heading)
        rows = [_own_action(source, past) for past in actions]
        heads = [
            (words("paper.actions.number"), 20.0),
            (words("paper.list.what"), 78.0),
            (words("paper.actions.owner"), 38.0),
            (words("paper.actions.due"), 34.0),
        ]
        compose_table(paper, source, heads, rows, TableLook(CELL))


def _own_action(source: PapersSource, past: PreviousAction) -> RowWords:
    action, words = past.action, source.words
    what = [Span(sentence(action.text))]
    if action_words.flags(source, action):
        what.append(Span(words("paper.list.flag", flag=action_words.state(source, action)), bold=True))
    return RowWords(
        (
            CellWords(action.tag, bold=True),
            CellWords(what),
            CellWords(capital(action.owner_role) or source.agency(action.owner_agency)),
            CellWords(action_words.due_short(source, action.deadline)),
        ),
        place=f"{words('paper.actions.heading')}, {action.tag}",
    )
