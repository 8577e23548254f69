"""Reads the morning's chase: calls due, what does not wait, the ladder, invitations, answers owed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from mappa_desk.domain.actions import ActionEvent
from mappa_desk.domain.areas import AreaStandard
from mappa_desk.domain.attendance import Attendance, AttendanceState
from mappa_desk.domain.chase_rules import (
    answered_since,
    asked_in,
    given_at,
    in_order,
    is_taken_back,
    standing_chases,
    standing_of,
    told_and_back,
)
from mappa_desk.domain.chase_views import (
    AwaitedLine,
    CallLine,
    ChaseView,
    DoNowLine,
    LadderLine,
    ReplyKind,
    ReplyLine,
    RoundDone,
)
from mappa_desk.domain.chasing import Chase, ChaseKind
from mappa_desk.domain.errors import NotFound
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.reviews import after
from mappa_desk.domain.views import ActionRow
from mappa_desk.services.areas import area_standards
from mappa_desk.services.calendar import is_bank_holiday, working_days_between
from mappa_desk.services.chase_facts import CALL_STANDARD, REPLY_STANDARD, answers_due, before
from mappa_desk.services.filing import area_agencies
from mappa_desk.services.ladder import all_rungs
from mappa_desk.services.work import Work
from mappa_desk.store.queries import chasing as queries
from mappa_desk.store.queries.actions import open_rows
from mappa_desk.store.queries.chasing import ReviewAhead
from mappa_desk.store.work import Reading

MOST = 500
"""Lines of one list that are read; what is beyond is counted."""
_NOT_COMING = (AttendanceState.APOLOGIES, AttendanceState.NO_REPLY)
_AHEAD = timedelta(days=60)
"""How far ahead invitations are looked at."""
_BEHIND = timedelta(days=120)
"""How far back answers that are owed are looked for."""


def chase_view(work: Work, *, limit: int = MOST) -> ChaseView:
    """Everything that waits to be asked, told or read today, over all cases, read in one transaction.

    `limit` is how many lines of overdue and of do-now actions are read, those due first.
    """
    with work.reading() as reading:
        return _Morning(work, reading).view(limit)


def call_lines(
    work: Work, reading: Reading, case_id: str | None = None, *, early: bool = False
) -> tuple[CallLine, ...]:
    """The agencies to be called, inside a transaction; of one case, and with `early` before its day too."""
    return tuple(_Morning(work, reading).calls(case_id, early=early))


class _Morning:
    """One reading of everything."""

    def __init__(self, work: Work, reading: Reading) -> None:
        self._work, self._reading, self._today = work, reading, work.today()
        self._agencies = area_agencies(reading, work)
        self._names = {one.code: one.name for one in self._agencies}
        self._standards = {one.id: one for one in area_standards(reading, work)}
        self._rungs = in_order(all_rungs(reading, work))
        self._days_over: dict[date, int] = {}
        self._histories: dict[str, tuple[ActionEvent, ...]] = {}

    def view(self, limit: int) -> ChaseView:
        recent = queries.chases_since(self._reading, self._today - _BEHIND)
        calls, do_now, ladder = tuple(self.calls()), self._do_now(limit), self._ladder(limit)
        awaited = self._awaited(standing_chases(recent))
        rows = (*(line.row for line in do_now), *(line.row for line in ladder))
        asked = (*(line.actions for line in calls), *(line.actions for line in awaited))
        cases = {row.action.case_id for some in (rows, *asked) for row in some}
        return ChaseView(
            today=self._today,
            calls=calls,
            do_now=do_now,
            ladder=ladder,
            ladder_more=queries.overdue_count(self._reading, on=self._today) - len(ladder),
            replies=tuple(self._replies(standing_chases(recent))),
            awaited=awaited,
            rungs=self._rungs,
            agencies=self._agencies,
            call_standard=self._standard(CALL_STANDARD),
            unowned=queries.unowned_count(self._reading),
            last_round=last_round(recent),
            reviews=queries.next_reviews(self._reading, cases, since=self._today),
        )

    def calls(self, case_id: str | None = None, *, early: bool = False) -> Iterator[CallLine]:
        """One line for each case and agency whose call is due."""
        standard = self._standard(CALL_STANDARD)
        latest = after(self._today, standard, is_bank_holiday)
        until = self._today + timedelta(days=730) if early else latest
        ahead = [
            one
            for one in queries.reviews_ahead(self._reading, since=self._today, until=until)
            if case_id in (None, one.case.id)
        ]
        ids = [one.case.id for one in ahead]
        rows: dict[str, list[ActionRow]] = {}
        for row in queries.open_of_cases(self._reading, ids, on=self._today):
            rows.setdefault(row.action.case_id, []).append(row)
        called = self._called(ids)
        for one in ahead:
            waiting = [
                row
                for row in rows.get(one.case.id, ())
                if called.get(row.action.id) != row.action.owner_agency
            ]
            yield from self._calls_of(one, waiting)

    def _calls_of(self, ahead: ReviewAhead, rows: Iterable[ActionRow]) -> Iterator[CallLine]:
        by_agency: dict[str, list[ActionRow]] = {}
        for row in rows:
            if row.action.owner_agency:
                by_agency.setdefault(row.action.owner_agency, []).append(row)
        order = {one.code: place for place, one in enumerate(self._agencies)}
        for code in sorted(by_agency, key=lambda one: (order.get(one, len(order)), one)):
            yield CallLine(
                case_id=ahead.case.id,
                case_reference=ahead.case.reference,
                meeting_id=ahead.meeting.id,
                meeting_reference=meeting_reference(ahead.case.reference, ahead.meeting.number),
                review_on=ahead.on,
                call_on=before(ahead.on, self._standard(CALL_STANDARD)),
                reply_by=self._reply_by(ahead.on),
                agency=code,
                agency_name=self._names.get(code, code),
                actions=tuple(by_agency[code]),
            )

    def _called(self, case_ids: list[str]) -> dict[str, str]:
        """The agency that was asked last for each action since the last meeting of its case, by its id."""
        held = queries.last_held(self._reading, case_ids)
        since = []
        for chase in standing_chases(queries.chases_of_cases(self._reading, case_ids)):
            last = held.get(chase.case_id)
            began = last.started_at if last is not None else None
            if chase.chase_kind is ChaseKind.CALL and (began is None or chase.at > began):
                since.append(chase)
        return {action_id: chase.agency for action_id, chase in self._last_asked(since).items()}

    def _last_asked(self, chases: Iterable[Chase]) -> dict[str, Chase]:
        """The last of these chases for each action, by the action's id, where the action's history has it."""
        every = tuple(chases)
        ids = {action_id for chase in every for action_id in chase.action_ids}
        self._histories |= queries.events_of(
            self._reading, [one for one in ids if one not in self._histories]
        )
        stand = {one: asked_in(self._histories.get(one, ())) for one in ids}
        return {one: chase for chase in every for one in chase.action_ids if chase.id in stand[one]}

    def _do_now(self, limit: int) -> tuple[DoNowLine, ...]:
        rows = queries.now_rows(self._reading, on=self._today, limit=limit)
        histories = queries.events_of(self._reading, [row.action.id for row in rows])
        lines = [do_now_line(row, histories.get(row.action.id, ())) for row in rows]
        return tuple(sorted(lines, key=lambda line: (line.told is not None, line.called_back is not None)))

    def _ladder(self, limit: int) -> tuple[LadderLine, ...]:
        rows = open_rows(self._reading, on=self._today, overdue_only=True, limit=limit)
        histories = queries.events_of(self._reading, [row.action.id for row in rows])
        lines = [self._ladder_line(row, histories.get(row.action.id, ())) for row in rows]
        return tuple(
            sorted(lines, key=lambda line: (not line.standing.due, line.standing.next_on or date.max))
        )

    def _ladder_line(self, row: ActionRow, events: Iterable[ActionEvent]) -> LadderLine:
        due = row.action.deadline.on or self._today
        standing = standing_of(
            row.action,
            events,
            self._rungs,
            today=self._today,
            day_of=self._work.day_of,
            is_holiday=is_bank_holiday,
        )
        if due not in self._days_over:
            self._days_over[due] = working_days_between(due, self._today)
        return LadderLine(row=row, days_over=self._days_over[due], standing=standing)

    def _replies(self, chases: Iterable[Chase]) -> Iterator[ReplyLine]:
        planned = queries.planned_meetings(self._reading, since=self._today, until=self._today + _AHEAD)
        ids = [one.meeting.id for one in planned]
        listed = queries.attendance_of(self._reading, ids)
        read_in = queries.reported(self._reading, ids)
        invited: dict[tuple[str, str], date] = {}
        for given in queries.invitations(self._reading, ids):
            invited[given.meeting_id, given.agency] = self._work.day_of(given.at)
        asked: dict[str, list[Chase]] = {}
        for chase in chases:
            if chase.chase_kind in (ChaseKind.INVITATION, ChaseKind.REPORT) and chase.attendance_id:
                asked.setdefault(chase.attendance_id, []).append(chase)
        for one in planned:
            reply_by = before(one.meeting.planned_on, self._standard(REPLY_STANDARD))
            late = reply_by < self._today
            for row in listed.get(one.meeting.id, ()):
                kind = _reply_kind(row, late=late, in_record=(one.meeting.id, row.agency) in read_in)
                if kind is not None:
                    yield ReplyLine(
                        kind=kind,
                        case_id=one.case.id,
                        case_reference=one.case.reference,
                        meeting=one.meeting,
                        meeting_reference=meeting_reference(one.case.reference, one.meeting.number),
                        attendance=row,
                        agency_name=self._names.get(row.agency, row.agency),
                        invited_on=invited.get((one.meeting.id, row.agency)),
                        reply_by=reply_by,
                        late=late,
                        asked=tuple(asked.get(row.id, ())),
                    )

    def _awaited(self, chases: Iterable[Chase]) -> tuple[AwaitedLine, ...]:
        """What was asked and not answered; of one action the last time that it was asked for."""
        asks = (chase for chase in chases if chase.chase_kind in (ChaseKind.CALL, ChaseKind.RUNG))
        last = self._last_asked(asks)
        rows = queries.rows_of(self._reading, list(last), on=self._today)
        waiting: dict[str, list[ActionRow]] = {}
        for action_id, row in rows.items():
            chase = last[action_id]
            is_owed = row.action.state.value == "open" and not row.action.removed
            if is_owed and not answered_since(self._histories.get(action_id, ()), chase.at):
                waiting.setdefault(chase.id, []).append(row)
        asked = {chase.id: chase for chase in last.values()}
        lines = [self._awaited_line(asked[chase_id], tuple(owed)) for chase_id, owed in waiting.items()]
        return tuple(sorted(lines, key=lambda line: (line.chase.reply_by or date.max, line.chase.at)))

    def _awaited_line(self, chase: Chase, rows: tuple[ActionRow, ...]) -> AwaitedLine:
        return AwaitedLine(
            chase=chase,
            case_reference=rows[0].case_reference,
            agency_name=self._names.get(chase.agency, chase.agency),
            actions=rows,
            late=chase.reply_by is not None and chase.reply_by < self._today,
        )

    def _reply_by(self, meets_on: date) -> date:
        return answers_due(meets_on, self._standard(REPLY_STANDARD), self._today)

    def _standard(self, code: str) -> AreaStandard:
        try:
            return self._standards[code]
        except KeyError:
            raise NotFound(f"The area has no figure {code}.", field="standard") from None


def _reply_kind(row: Attendance, *, late: bool, in_record: bool) -> ReplyKind | None:
    if row.is_chair or row.observer:
        return None
    if row.report_received:
        return None if in_record else ReplyKind.NOT_READ
    if row.state is AttendanceState.EXPECTED:
        return ReplyKind.UNANSWERED
    if not in_record and (late or row.state in _NOT_COMING):
        return ReplyKind.REPORT
    return ReplyKind.DEPUTY if row.state is AttendanceState.DEPUTY else None


def do_now_line(row: ActionRow, events: Iterable[ActionEvent]) -> DoNowLine:
    """An action with when it was given, when its owner was told, and the call back since."""
    history = tuple(events)
    told, back = told_and_back(history)
    return DoNowLine(row=row, given_at=given_at(history), told=told, called_back=back)


def last_round(chases: Iterable[Chase]) -> RoundDone | None:
    """The last round that stands, None when there is none. `chases` are oldest first, take-backs included."""
    every = tuple(chases)
    gone = {chase.round_id for chase in every if is_taken_back(chase)}
    last = next((chase for chase in reversed(every) if chase.round_id not in gone), None)
    if last is None:
        return None
    rounds = tuple(chase for chase in every if chase.round_id == last.round_id)
    return RoundDone(round_id=last.round_id, chase_kind=last.chase_kind, at=rounds[0].at, chases=rounds)
