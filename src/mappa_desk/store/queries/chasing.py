"""What the morning's chase looks for, over all cases, by straight SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    exists,
    func,
    literal_column,
    select,
    text,
    type_coerce,
)

from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case
from mappa_desk.domain.chase_rules import SAFETY_LABELS
from mappa_desk.domain.chasing import Chase
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.identifiers import action_reference
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.domain.records import Record
from mappa_desk.domain.views import ActionRow
from mappa_desk.store.mapping import mapper
from mappa_desk.store.queries.actions import is_open
from mappa_desk.store.reading import Reading
from mappa_desk.store.tables import ROWS, table
from mappa_desk.store.tables.actions import KEPT, RANK, SETTLED, STILL_OPEN, UNDATED

R = TypeVar("R", bound=Record)
_ACTION = table(ROWS[Action])
_EVENT = table(ROWS[ActionEvent])
_CASE = table(ROWS[Case])
_AGENCY = table(ROWS[Agency])
_MEETING = table(ROWS[Meeting])
_ENTRY = table(ROWS[Entry])
_GIVEN = table(ROWS[DocumentGiven])
_HELD = ("running", "adjourned", "closed", "approved")
_OPEN = f"{KEPT} AND ({SETTLED}) = 0"
_SOONEST = f"ORDER BY {UNDATED}, due LIMIT :most"
_SAFE = " OR ".join(f"instr(labels, '\"{label}\"') > 0" for label in sorted(SAFETY_LABELS))
_NOW = (
    text(f"SELECT id FROM action WHERE {_OPEN} AND ({RANK}) = 0 {_SOONEST}").bindparams(most=0),
    text(
        f"SELECT id FROM action INDEXED BY action_due WHERE {STILL_OPEN} AND due >= :since AND due <= :until"
        " AND EXISTS (SELECT 1 FROM action_event given WHERE given.action_id = action.id"
        f" AND given.event_kind = 'made' AND given.at >= date(action.due, '-1 day')) {_SOONEST}"
    ).bindparams(since=date.min, until=date.min, most=0),
    text(
        f"SELECT id FROM action INDEXED BY action_tracker_label WHERE {_OPEN} AND labels <> '[]' AND "
        f"({_SAFE}) {_SOONEST}"
    ).bindparams(most=0),
)
"""What does not wait, three ways to find it: urgent, due at once, for safety. Each has an index to go by."""
_ONE_ASK = 500
"""How many ids are asked for at once."""
_LONGEST_GAP = 420
"""Days after which a review that a meeting once set is looked for no more: it was held or given up."""


@dataclass(frozen=True, slots=True)
class ReviewAhead:
    """A review that is to come: planned, or only set by the last meeting that was held."""

    case: Case
    meeting: Meeting
    on: date


def planned_meetings(reading: Reading, *, since: date, until: date) -> tuple[ReviewAhead, ...]:
    """The planned meetings of open cases from `since` to `until`, both inclusive, in time order."""
    query = _meetings().where(
        _MEETING.c.state == "planned", _MEETING.c.planned_on >= since, _MEETING.c.planned_on <= until
    )
    query = query.order_by(_MEETING.c.planned_on, _MEETING.c.planned_at, _MEETING.c.id)
    return tuple(
        ReviewAhead(case, meeting, meeting.planned_on)
        for case, meeting in _cases_and_meetings(reading, query)
    )


def reviews_ahead(reading: Reading, *, since: date, until: date) -> tuple[ReviewAhead, ...]:
    """The next review of each open case that falls into these days, in time order.

    A planned meeting; for a case without one that is still to come, the day that its last meeting set.
    """
    planned = _MEETING.alias()
    later = _MEETING.alias()
    set_on = type_coerce(func.json_extract(_MEETING.c.next_review, "$.on"), Date)
    query = _meetings().where(
        _MEETING.c.state.in_(_HELD),
        _MEETING.c.planned_on >= since - timedelta(days=_LONGEST_GAP),
        set_on >= since,
        set_on <= until,
        ~exists().where(
            planned.c.case_id == _MEETING.c.case_id,
            planned.c.state == "planned",
            planned.c.planned_on >= since,
        ),
        ~exists().where(
            later.c.case_id == _MEETING.c.case_id,
            later.c.number > _MEETING.c.number,
            later.c.state.in_(_HELD),
        ),
    )
    found: dict[str, ReviewAhead] = {}
    for ahead in planned_meetings(reading, since=since, until=until):
        found.setdefault(ahead.case.id, ahead)
    for case, meeting in _cases_and_meetings(reading, query):
        review = meeting.next_review
        assert review is not None and review.on is not None  # the query asks for its day
        found.setdefault(case.id, ReviewAhead(case, meeting, review.on))
    return tuple(sorted(found.values(), key=lambda one: (one.on, one.case.reference)))


def next_reviews(reading: Reading, case_ids: Iterable[str], *, since: date) -> dict[str, date]:
    """The day of the next review of each of these cases that has one to come, by the case's id.

    It is the day that `reviews_ahead` gives, for cases that are known and without reading their meetings.
    """
    held, later, found = _MEETING, _MEETING.alias(), dict[str, date]()
    set_on = type_coerce(func.json_extract(held.c.next_review, "$.on"), Date)
    for some in _in_parts(case_ids):
        last = select(held.c.case_id, set_on).where(
            held.c.case_id.in_(some),
            held.c.state.in_(_HELD),
            set_on >= since,
            ~exists().where(
                later.c.case_id == held.c.case_id,
                later.c.number > held.c.number,
                later.c.state.in_(_HELD),
            ),
        )
        planned = (
            select(held.c.case_id, func.min(held.c.planned_on))
            .where(held.c.case_id.in_(some), held.c.state == "planned", held.c.planned_on >= since)
            .group_by(held.c.case_id)
        )
        for query in (last, planned):  # a planned meeting goes before the day that the last one set
            for case_id, on in reading.connection.execute(query):
                found[case_id] = on
    return found


def open_of_cases(reading: Reading, case_ids: Sequence[str], *, on: date) -> tuple[ActionRow, ...]:
    """The open actions of these cases, those due first at the top, those without a date last."""
    found: list[ActionRow] = []
    for some in _in_parts(case_ids):
        query = _rows().where(is_open(_ACTION), _ACTION.c.case_id.in_(some))
        found += _action_rows(reading, _soonest_first(query), on)
    return tuple(found)


def rows_of(reading: Reading, action_ids: Sequence[str], *, on: date) -> dict[str, ActionRow]:
    """These actions by their ids, whatever their state."""
    found: dict[str, ActionRow] = {}
    for some in _in_parts(action_ids):
        rows = _action_rows(reading, _rows().where(_ACTION.c.id.in_(some)), on)
        found |= {row.action.id: row for row in rows}
    return found


def now_rows(reading: Reading, *, on: date, limit: int) -> tuple[ActionRow, ...]:
    """The open actions that do not wait for the minutes, as `chase_rules.is_do_now` says, soonest first.

    One that was due within a day of being given is looked for until it is a month overdue.
    """
    told = {
        "most": limit,
        "since": on - timedelta(days=31),
        "until": on + timedelta(days=1),
    }
    ids: list[str] = []
    for query in _NOW:
        names = query.compile().params
        ids += reading.connection.execute(query, {name: told[name] for name in names}).scalars()
    rows = sorted(
        rows_of(reading, ids, on=on).values(),
        key=lambda row: (row.action.deadline.on or date.max, row.action.tag, row.action.id),
    )
    return tuple(rows[:limit])


def overdue_count(reading: Reading, *, on: date) -> int:
    """How many open actions are overdue on the day `on`."""
    query = select(func.count()).select_from(_ACTION).where(is_open(_ACTION), _ACTION.c.due < on)
    return reading.connection.execute(query).scalar() or 0


def unowned_count(reading: Reading) -> int:
    """How many open actions no agency owns."""
    query = select(func.count()).select_from(_ACTION).where(is_open(_ACTION), _ACTION.c.owner_agency == "")
    return reading.connection.execute(query).scalar() or 0


def events_of(reading: Reading, action_ids: Sequence[str]) -> dict[str, tuple[ActionEvent, ...]]:
    """The histories of these actions, oldest first, by the action's id."""
    found: dict[str, list[ActionEvent]] = {}
    for event in _of(reading, ActionEvent, _EVENT.c.action_id, action_ids, _EVENT.c.at):
        found.setdefault(event.action_id, []).append(event)
    return {action_id: tuple(events) for action_id, events in found.items()}


def last_held(reading: Reading, case_ids: Sequence[str]) -> dict[str, Meeting]:
    """The last meeting that was held of each of these cases, by the case's id."""
    held = (
        meeting
        for meeting in _of(reading, Meeting, _MEETING.c.case_id, case_ids, _MEETING.c.number)
        if meeting.state.value in _HELD
    )
    return {meeting.case_id: meeting for meeting in held}


def chases_of_cases(reading: Reading, case_ids: Sequence[str]) -> tuple[Chase, ...]:
    """Everything that these cases' agencies were asked, oldest first."""
    chases = table(ROWS[Chase])
    return tuple(_of(reading, Chase, chases.c.case_id, case_ids, chases.c.at))


def chases_since(reading: Reading, since: date) -> tuple[Chase, ...]:
    """Everything that was asked since a day, oldest first, lines that take back among it."""
    chases = table(ROWS[Chase])
    m = mapper(Chase)
    query = select(*m.columns).where(func.date(chases.c.at) >= since).order_by(chases.c.at, chases.c.id)
    return tuple(m.from_row(row) for row in reading.connection.execute(query))


def attendance_of(reading: Reading, meeting_ids: Sequence[str]) -> dict[str, tuple[Attendance, ...]]:
    """The lists of these meetings by the meeting's id, in seats."""
    rows = table(ROWS[Attendance])
    found: dict[str, list[Attendance]] = {}
    for row in _of(reading, Attendance, rows.c.meeting_id, meeting_ids, rows.c.seat):
        found.setdefault(row.meeting_id, []).append(row)
    return {meeting_id: tuple(listed) for meeting_id, listed in found.items()}


def reported(reading: Reading, meeting_ids: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Meeting and agency of each written report that stands in the record."""
    found: set[tuple[str, str]] = set()
    for some in _in_parts(meeting_ids):
        query = select(_ENTRY.c.meeting_id, _ENTRY.c.agency).where(
            _ENTRY.c.meeting_id.in_(some),
            _ENTRY.c.entry_kind == EntryKind.WRITTEN_REPORT.value,
            _ENTRY.c.removed == literal_column("0"),
        )
        found |= {(meeting_id, agency) for meeting_id, agency in reading.connection.execute(query)}
    return frozenset(found)


def invitations(reading: Reading, meeting_ids: Sequence[str]) -> tuple[DocumentGiven, ...]:
    """The invitations to these meetings that were given out, oldest first."""
    every = _of(reading, DocumentGiven, _GIVEN.c.meeting_id, meeting_ids, _GIVEN.c.at)
    return tuple(given for given in every if given.document is DocumentKind.INVITATION)


def _meetings() -> Select[Any]:
    return (
        select(*mapper(Meeting).columns, *mapper(Case).columns)
        .join(_CASE, _CASE.c.id == _MEETING.c.case_id)
        .where(_CASE.c.closed_on.is_(None))
    )


def _cases_and_meetings(reading: Reading, query: Select[Any]) -> Iterator[tuple[Case, Meeting]]:
    meetings, cases = mapper(Meeting), mapper(Case)
    width = len(meetings.columns)
    for values in reading.connection.execute(query):
        yield cases.from_row(values[width:]), meetings.from_row(values[:width])


def _rows() -> Select[Any]:
    return (
        select(*mapper(Action).columns, _CASE.c.reference, _AGENCY.c.name)
        .join(_CASE, _CASE.c.id == _ACTION.c.case_id)
        .outerjoin(_AGENCY, _AGENCY.c.id == _ACTION.c.owner_agency)
    )


def _soonest_first(query: Select[Any]) -> Select[Any]:
    return query.order_by(_ACTION.c.due.is_(None), _ACTION.c.due, _ACTION.c.tag, _ACTION.c.id)


def _action_rows(reading: Reading, query: Select[Any], on: date) -> tuple[ActionRow, ...]:
    m = mapper(Action)
    found = []
    for *values, reference, agency_name in reading.connection.execute(query):
        action = m.from_row(values)
        due = action.deadline.on
        left = (due - on).days if due is not None and action.state.value == "open" else None
        found.append(
            ActionRow(
                action=action,
                case_reference=reference,
                reference=action_reference(reference, action.tag),
                agency_name=agency_name or action.owner_agency,
                overdue=left is not None and left < 0,
                days_left=left,
            )
        )
    return tuple(found)


def _of(
    reading: Reading,
    record_type: type[R],
    column: ColumnElement[Any],
    ids: Sequence[str],
    order: ColumnElement[Any],
) -> Iterator[R]:
    m = mapper(record_type)
    for some in _in_parts(ids):
        query = select(*m.columns).where(column.in_(some)).order_by(order, m.table.c.id)
        for row in reading.connection.execute(query):
            yield m.from_row(row)


def _in_parts(ids: Iterable[str]) -> Iterator[list[str]]:
    every = list(dict.fromkeys(ids))
    for at in range(0, len(every), _ONE_ASK):
        yield every[at : at + _ONE_ASK]
