"""The clocks that run on a case: what is due by when, by which figure of the area, and what has run out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.areas import AreaStandard
from mappa_desk.domain.cases import Level
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.reviews import REVIEW_STANDARDS, after
from mappa_desk.domain.working_days import MOST_DAYS, IsHoliday, add_working_days, never

MINUTES_STANDARDS = {Level.TWO: "minutes_level_2", Level.THREE: "minutes_level_3"}
FIRST_STANDARDS = {Level.TWO: "first_meeting_level_2", Level.THREE: "first_meeting_level_3"}
REPORTS_STANDARD = "contributions_before_meeting"
AHEAD_STANDARD = "clocks_ahead"
DAYS_AHEAD = 7
"""How far ahead something counts as due soon where the area has no figure for it."""

MOST_AHEAD = 366


class ClockKind(StrEnum):
    """What a clock waits for."""

    MINUTES = "minutes"
    """Minutes of a closed meeting, until they are approved."""
    REVIEW = "review"
    FIRST_MEETING = "first_meeting"
    """The first meeting after a referral was accepted."""
    REPORTS = "reports"
    """Written reports for a meeting that is planned."""
    ACTIONS = "actions"
    """The open actions of one case that are overdue or due soon, by their own dates."""


class ClockStands(StrEnum):
    """How a clock stands on a day, the gravest first."""

    LATE = "late"
    WILL_BE_LATE = "will_be_late"
    """What it waits for is planned for a day after it runs out."""
    SOON = "soon"
    RUNNING = "running"
    NOT_KNOWN = "not_known"
    """It has no last day: a date or a figure is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMinutes:
    """A closed meeting whose minutes are not approved."""

    case_id: str
    case_reference: str
    meeting_id: str
    meeting_kind: MeetingKind
    level: Level
    met_on: date
    ended_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMeetings:
    """What the meetings of an open case at Level 2 or 3 come to; none of them is under way."""

    case_id: str
    case_reference: str
    level: Level
    referral_accepted_on: date | None = None
    last_on: date | None = None
    """Day of the last meeting that was held."""
    agreed_on: date | None = None
    """Day that the last meeting set for the next review."""
    leaves: bool = False
    """True when the last meeting said why there is to be no further review."""
    planned_on: date | None = None
    """Day of the next meeting that is planned."""
    planned_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsAwaited:
    """A planned meeting and how many of the agencies invited to it have sent no report."""

    case_id: str
    case_reference: str
    meeting_id: str
    meeting_kind: MeetingKind
    level: Level
    planned_on: date
    agencies: int
    awaited: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseActions:
    """The open actions of a case that are due up to some day: how many, and the earliest date."""

    case_id: str
    case_reference: str
    due: int
    overdue: int
    earliest_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningClock:
    """One clock. `due` is the last day in time; empty while a date or a figure is missing."""

    kind: ClockKind
    case_id: str
    case_reference: str
    meeting_id: str = ""
    """The meeting it is about: the one held for minutes, the one that is planned for the others."""
    meeting_kind: MeetingKind | None = None
    level: Level | None = None
    since: date | None = None
    """Day on which it began: of the meeting, or on which the referral was accepted."""
    due: date | None = None
    planned_on: date | None = None
    agreed_on: date | None = None
    standard: AreaStandard | None = None
    """The area's figure it goes by; none for actions, which have dates of their own."""
    count: int = 0
    """How many reports are awaited, or how many actions are due."""
    of: int = 0
    """How many agencies were invited, or how many of the actions are overdue."""

    @property
    def key(self) -> str:
        """Tells it from every other clock of the same day."""
        return f"{self.kind.value}:{self.meeting_id or self.case_id}"

    def stands(self, today: date, ahead: int = DAYS_AHEAD) -> ClockStands:
        """How it stands today; soon is up to `ahead` days from now."""
        if self.due is None:
            return ClockStands.NOT_KNOWN
        if self.due < today:
            return ClockStands.LATE
        waits_for_meeting = self.kind in (ClockKind.REVIEW, ClockKind.FIRST_MEETING)
        if waits_for_meeting and self.planned_on is not None and self.planned_on > self.due:
            return ClockStands.WILL_BE_LATE
        return ClockStands.SOON if (self.due - today).days <= ahead else ClockStands.RUNNING


@dataclass(frozen=True, slots=True, kw_only=True)
class ClocksView:
    """Every clock that runs, those that ran out first, and the figures they go by."""

    today: date
    ahead: int
    """Days from now up to which something counts as due soon."""
    clocks: tuple[RunningClock, ...]
    standards: tuple[AreaStandard, ...]
    """The figures that the clocks here go by, each once."""

    @property
    def late(self) -> int:
        """How many clocks have run out: what the one badge says."""
        return late(self.clocks, self.today)

    @property
    def unconfirmed(self) -> tuple[AreaStandard, ...]:
        """Those of the figures that nobody in the area has confirmed."""
        return tuple(standard for standard in self.standards if not standard.verified)


class ClockRules:
    """Counts the last days by the area's figures. An unknown figure leaves a clock without a day."""

    def __init__(self, standards: Iterable[AreaStandard], is_holiday: IsHoliday = never) -> None:
        self._standards: Mapping[str, AreaStandard] = {standard.id: standard for standard in standards}
        self._is_holiday = is_holiday

    @property
    def ahead(self) -> int:
        """Days from now up to which something counts as due soon."""
        standard = self._standards.get(AHEAD_STANDARD)
        return min(int(standard.value), MOST_AHEAD) if standard is not None else DAYS_AHEAD

    def minutes(self, draft: DraftMinutes) -> RunningClock:
        """Minutes are due so long after the day on which the meeting ended, by its level."""
        standard = self._standards.get(MINUTES_STANDARDS.get(draft.level, ""))
        return RunningClock(
            kind=ClockKind.MINUTES,
            case_id=draft.case_id,
            case_reference=draft.case_reference,
            meeting_id=draft.meeting_id,
            meeting_kind=draft.meeting_kind,
            level=draft.level,
            since=draft.met_on,
            due=self._due(draft.ended_on, standard),
            standard=standard,
        )

    def of_case(self, case: CaseMeetings) -> RunningClock | None:
        """The clock of the first meeting after a referral, else that of the review.

        A referral accepted after the last meeting begins anew. A case that was never discussed and has no
        date of referral gets a clock without a day, so that the missing date is seen. None where the last
        meeting said that no review follows.
        """
        last, accepted = case.last_on, case.referral_accepted_on
        if last is None or (accepted is not None and accepted > last):
            standard = self._standards.get(FIRST_STANDARDS.get(case.level, ""))
            return self._before_meeting(case, ClockKind.FIRST_MEETING, accepted, standard)
        if case.leaves:
            return None
        standard = self._standards.get(REVIEW_STANDARDS.get(case.level, ""))
        return self._before_meeting(case, ClockKind.REVIEW, last, standard)

    def reports(self, awaited: ReportsAwaited) -> RunningClock:
        """Reports are due so many working days before the meeting."""
        standard = self._standards.get(REPORTS_STANDARD)
        due = None
        if standard is not None and standard.unit == "working days":
            days = min(int(standard.value), MOST_DAYS)
            due = add_working_days(awaited.planned_on, -days, self._is_holiday)
        return RunningClock(
            kind=ClockKind.REPORTS,
            case_id=awaited.case_id,
            case_reference=awaited.case_reference,
            meeting_id=awaited.meeting_id,
            meeting_kind=awaited.meeting_kind,
            level=awaited.level,
            due=due,
            planned_on=awaited.planned_on,
            standard=standard,
            count=awaited.awaited,
            of=awaited.agencies,
        )

    def _before_meeting(
        self, case: CaseMeetings, kind: ClockKind, since: date | None, standard: AreaStandard | None
    ) -> RunningClock:
        return RunningClock(
            kind=kind,
            case_id=case.case_id,
            case_reference=case.case_reference,
            meeting_id=case.planned_id,
            level=case.level,
            since=since,
            due=self._due(since, standard),
            planned_on=case.planned_on,
            agreed_on=case.agreed_on if kind is ClockKind.REVIEW else None,
            standard=standard,
        )

    def _due(self, since: date | None, standard: AreaStandard | None) -> date | None:
        if since is None or standard is None:
            return None
        try:
            return after(since, standard, self._is_holiday)
        except (RuleError, OverflowError, ValueError):  # no time, or a day outside the calendar
            return None


def of_actions(actions: CaseActions) -> RunningClock:
    """The clock of the actions of one case: it runs out with the earliest date among them."""
    return RunningClock(
        kind=ClockKind.ACTIONS,
        case_id=actions.case_id,
        case_reference=actions.case_reference,
        due=actions.earliest_on,
        count=actions.due,
        of=actions.overdue,
    )


def in_order(clocks: Iterable[RunningClock]) -> tuple[RunningClock, ...]:
    """The clocks with the earliest last day first, those of one day by case, those without a day last."""
    kinds = tuple(ClockKind)
    return tuple(
        sorted(
            clocks,
            key=lambda clock: (
                clock.due is None,
                clock.due or date.max,
                clock.case_reference,
                kinds.index(clock.kind),
                clock.key,
            ),
        )
    )


def late(clocks: Sequence[RunningClock], today: date) -> int:
    """How many of the clocks have run out."""
    return sum(clock.due is not None and clock.due < today for clock in clocks)


def figures(clocks: Sequence[RunningClock]) -> tuple[AreaStandard, ...]:
    """The figures that the clocks go by, each once, in the order of the kinds of clocks."""
    going_by: dict[str, AreaStandard] = {}
    for kind in ClockKind:
        of_kind = (clock.standard for clock in clocks if clock.kind is kind)
        going_by |= {standard.id: standard for standard in of_kind if standard is not None}
    return tuple(going_by.values())


def soon_until(today: date, ahead: int) -> date:
    """The last day that counts as soon."""
    return today + timedelta(days=ahead)
