"""Agenda templates and the items of one meeting that are made from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from mappa_desk.domain.cases import Level
from mappa_desk.domain.records import Record


class MeetingKind(StrEnum):
    """First meeting on a person, or a later one."""

    INITIAL = "initial"
    REVIEW = "review"


class Need(StrEnum):
    """What an item must leave on the record before approval."""

    STATEMENT = "statement"
    ATTENDANCE = "attendance"
    LAST_MINUTES = "last_minutes"
    """The minutes of the meeting before are confirmed, as presented or with changes."""
    ACTION_OUTCOMES = "action_outcomes"
    LEAD_AGENCY = "lead_agency"
    LEVEL_DECISION = "level_decision"
    DISCLOSURE_DECISION = "disclosure_decision"
    READ_BACK = "read_back"
    NEXT_REVIEW = "next_review"
    END = "end"
    """The meeting was closed, which leaves the time at which it ended."""


class Round(StrEnum):
    """The four rounds in which each agency is heard."""

    INFORMATION = "information"
    RISK = "risk"
    PLAN = "plan"
    LEVEL = "level"


class ItemState(StrEnum):
    """How an agenda item ended. `OPEN` blocks approval when the item holds no entry."""

    OPEN = "open"
    DISCUSSED = "discussed"
    NOTHING_TO_RECORD = "nothing_to_record"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTemplate:
    """One item of a template: words read aloud, private prompts, what must be recorded."""

    code: str
    number: int = 0
    """Number in the full agenda: the same item has the same number in every template, with gaps."""
    title: str
    short_title: str
    say: str = ""
    prompts: tuple[str, ...] = ()
    """For the chair only; in no edition."""
    record: tuple[str, ...] = ()
    """What must be recorded, in words."""
    needs: tuple[Need, ...] = ()
    settle_reasons: tuple[str, ...] = ()
    """Codes of reasons that may settle it empty; none means that it cannot be settled empty."""
    heard_in: Round | None = None
    group: str = ""
    """The heading it is grouped under, where the template groups; empty stands alone."""
    statutory: bool = False
    minutes: int = 0
    """Planned time in minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaTemplate:
    """An agenda for one kind of meeting at one level, with its edition and where it comes from."""

    code: str
    edition: str
    title: str
    kind: MeetingKind
    level: Level
    source: str
    verified: bool
    items: tuple[ItemTemplate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem(Record):
    """An item of one meeting: the template's item as it stood that day, and how it ended."""

    KIND: ClassVar[str] = "item"

    meeting_id: str
    number: int
    code: str
    title: str
    short_title: str
    say: str = ""
    prompts: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    settle_reasons: tuple[str, ...] = ()
    heard_in: Round | None = None
    group: str = ""
    statutory: bool = False
    minutes: int = 0
    state: ItemState = ItemState.OPEN
    reason: str = ""
    """Why it ended without an entry, in words."""
