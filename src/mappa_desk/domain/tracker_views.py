"""What the tracker shows: one line of it, the groups it falls into, how much there is."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from enum import StrEnum

from mappa_desk.domain.errors import DeskError
from mappa_desk.domain.views import ActionRow


class TrackerSort(StrEnum):
    """What the tracker is sorted by. What lacks a date or an owner comes last either way."""

    DUE = "due"
    """Open before settled, then by day: what is overdue leads."""
    NUMBER = "number"
    """Case, the meeting that made it, its place there."""
    OWNER = "owner"
    AGENCY = "agency"
    STATE = "state"
    CARRIED = "carried"
    PRIORITY = "priority"
    CASE = "case"


class TrackerGrouping(StrEnum):
    """What the tracker is grouped by."""

    NONE = ""
    AGENCY = "agency"
    OWNER = "owner"
    CASE = "case"
    DUE = "due"


class DueGroup(StrEnum):
    """The groups by due day, soonest first."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    """In one to seven days."""
    MONTH = "month"
    """In eight to thirty days."""
    LATER = "later"
    UNDATED = "undated"
    SETTLED = "settled"


_ENDS = ((-1, DueGroup.OVERDUE), (0, DueGroup.TODAY), (7, DueGroup.WEEK), (30, DueGroup.MONTH))


def due_group(days_left: int) -> DueGroup:
    """The group of an open action that is due in so many days, negative when its day is past."""
    return next((group for end, group in _ENDS if days_left <= end), DueGroup.LATER)


class TrackerStopped(DeskError):
    """A query of the tracker was stopped because its answer is no longer wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerRow(ActionRow):
    """One line of the tracker with what its columns and its side sheet show."""

    rowid: int
    """The action's place in the vault, as long as the vault is open; `id` is what lasts."""
    case_level: int
    redated: int
    """How often its day was moved."""
    rung: str
    """Code of the rung of the escalation ladder that it was chased by last; empty for none."""
    meeting_reference: str
    """The meeting that made it, "LAN-0417-M03"; empty for one that no meeting of this vault made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerGroup:
    """One group of the tracker: its rows stand one behind the other in the order."""

    key: str
    """The agency's code, the owner's name or role, the case's id, or a `DueGroup`."""
    title: str
    """The agency's name, the owner's words, the case's reference; empty for no agency, owner or day."""
    start: int
    """Place of its first row in the order."""
    count: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerOrder:
    """All rows that fit a filter, in their order. Groups are empty when none are asked for."""

    rowids: array[int] = field(default_factory=lambda: array("q"))
    groups: tuple[TrackerGroup, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerCounts:
    """How many actions there are, removed ones left out."""

    fitting: int
    overdue: int
    """Those that fit and are overdue."""
    everything: int

    @property
    def hidden(self) -> int:
        """How many the filter hides."""
        return self.everything - self.fitting
