"""Decisions with their rationale, the options set aside, who disagreed and how that was resolved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from mappa_desk.domain.cases import Level
from mappa_desk.domain.records import Record


class DecisionKind(StrEnum):
    """What a decision is about; level and disclosure are asked of every meeting."""

    LEVEL = "level"
    DISCLOSURE = "disclosure"
    PROCEED = "proceed"
    """To go on without a needed agency."""
    PROPORTIONALITY = "proportionality"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissent:
    """A view against a decision, and why."""

    agency: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """One decision, numbered within its meeting. It stands in the record through its entry."""

    KIND: ClassVar[str] = "decision"

    meeting_id: str
    entry_id: str
    number: int
    decision_kind: DecisionKind = DecisionKind.OTHER
    heading: str = ""
    """A few words for the heading and the front sheet."""
    decided: str
    because: str = ""
    also_considered: str = ""
    dissent: tuple[Dissent, ...] = ()
    dissent_asked: bool = False
    """True once the chair asked for any other view; only then may "Nobody" be printed."""
    resolved: str = ""
    takes_effect: date | None = None
    level: Level | None = None
    """Only for a level decision."""
