"""What the morning's chase shows: who is to be asked, told or reminded today, and who has not answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from mappa_desk.domain.actions import ActionEvent
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.areas import AreaStandard
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.chase_rules import Standing
from mappa_desk.domain.chasing import Chase, ChaseKind, Rung
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.views import ActionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """One agency that is to be asked for updates in one case before a review."""

    case_id: str
    case_reference: str
    meeting_id: str
    """The meeting that the sheet is printed for: the planned review, else the last one that was held."""
    meeting_reference: str
    review_on: date
    call_on: date
    reply_by: date
    agency: str
    agency_name: str
    actions: tuple[ActionRow, ...]
    """Its open actions that were not asked for since the last meeting, earliest date first."""

    @property
    def key(self) -> str:
        """What names the line: case and agency."""
        return f"{self.case_id}:{self.agency}"

    @property
    def overdue(self) -> int:
        """How many of the actions are overdue."""
        return sum(row.overdue for row in self.actions)


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedLine:
    """An agency that was asked and owes an answer."""

    chase: Chase
    case_reference: str
    agency_name: str
    actions: tuple[ActionRow, ...]
    """Those of which no word came in since."""
    late: bool
    """True when the day for the answer has gone by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoNowLine:
    """One action that does not wait for the minutes."""

    row: ActionRow
    given_at: datetime | None
    """None where nothing is known of how it came."""
    told: ActionEvent | None = None
    """The last time its owner was told."""
    called_back: ActionEvent | None = None
    """The call back since then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderLine:
    """One overdue action and where it stands on the escalation ladder."""

    row: ActionRow
    days_over: int
    """Working days since it was due."""
    standing: Standing


class ReplyKind(StrEnum):
    """What there is to be done about somebody on the list of a meeting."""

    UNANSWERED = "unanswered"
    """The invitation has no answer."""
    REPORT = "report"
    """A written report is outstanding: nobody comes, or the day for reports has gone by."""
    DEPUTY = "deputy"
    """A deputy comes. Nothing is owed; the chair wants to know."""
    NOT_READ = "not_read"
    """A report was received and is not in the record yet."""


OWED = (ReplyKind.UNANSWERED, ReplyKind.REPORT)
"""Kinds of lines of people who owe something and can be asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyLine:
    """One person on the list of a planned meeting, and what there is to be done."""

    kind: ReplyKind
    case_id: str
    case_reference: str
    meeting: Meeting
    meeting_reference: str
    attendance: Attendance
    agency_name: str
    invited_on: date | None = None
    """When an invitation was last printed for the agency."""
    reply_by: date
    """The area's own day for answers, which may have gone by."""
    late: bool = False
    """True when it has."""
    asked: tuple[Chase, ...] = ()
    """How often they were asked again, oldest first."""

    @property
    def key(self) -> str:
        """What names the line."""
        return f"{self.kind.value}:{self.attendance.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDone:
    """What was done at once for several agencies: the last one can be taken back."""

    round_id: str
    chase_kind: ChaseKind
    at: datetime
    chases: tuple[Chase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseView:
    """The morning's chase, read in one transaction."""

    today: date
    calls: tuple[CallLine, ...]
    """Due today or earlier, the next review first."""
    do_now: tuple[DoNowLine, ...]
    """Those nobody was told of first, then those without a call back."""
    ladder: tuple[LadderLine, ...]
    """Overdue, those whose next rung is due first."""
    ladder_more: int
    """How many overdue actions there are beyond those listed."""
    replies: tuple[ReplyLine, ...]
    """Of planned meetings, the next one first."""
    awaited: tuple[AwaitedLine, ...]
    """Late ones first."""
    rungs: tuple[Rung, ...]
    agencies: tuple[Agency, ...]
    call_standard: AreaStandard
    """How long before a review agencies are called; unverified until the area confirms it."""
    unowned: int = 0
    """How many open actions of all cases no agency owns: nobody is asked about them."""
    last_round: RoundDone | None = None
    reviews: Mapping[str, date] = field(default_factory=dict)
    """The next review of each case whose actions stand here, by the case's id, where one is to come."""

    @property
    def to_do(self) -> int:
        """How many lines wait for a deed today: the badge."""
        replies = sum(
            line.kind is ReplyKind.NOT_READ or (line.kind in OWED and line.reply_by <= self.today)
            for line in self.replies
        )
        now = sum(line.told is None or line.called_back is None for line in self.do_now)
        return len(self.calls) + now + sum(line.standing.due for line in self.ladder) + replies
