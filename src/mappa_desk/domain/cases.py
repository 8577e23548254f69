"""The case: a person discussed, in one category, at one level, with one lead agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import ClassVar

from mappa_desk.domain.records import Record


class Category(IntEnum):
    """The one category that brings a person into MAPPA (a person is in one at a time)."""

    ONE = 1
    TWO = 2
    THREE = 3
    FOUR = 4


class Level(IntEnum):
    """Level of management. Level 1 has no formal meeting; Category 3 is never at Level 1."""

    ONE = 1
    TWO = 2
    THREE = 3


class Whereabouts(StrEnum):
    """Where the person lives at present."""

    COMMUNITY = "community"
    PRISON = "prison"
    HOSPITAL = "hospital"
    APPROVED_PREMISES = "approved_premises"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Record):
    """A person under MAPPA, known outside this desk by the reference alone."""

    KIND: ClassVar[str] = "case"

    reference: str
    name: str = ""
    also_known_as: tuple[str, ...] = ()
    date_of_birth: date | None = None
    category: Category | None = None
    level: Level = Level.TWO
    lead_agency: str = ""
    """Code of the agency with main statutory responsibility."""
    lead_officer: str = ""
    whereabouts: Whereabouts = Whereabouts.NOT_KNOWN
    addresses: tuple[str, ...] = ()
    release_on: date | None = None
    visor_reference: str = ""
    summary: str = ""
    opened_on: date
    closed_on: date | None = None
    practice: bool = False
    referral_accepted_on: date | None = None
    """The day on which the referral to Level 2 or 3 was accepted: the first meeting is due from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Record):
    """Category, level and lead agency from a day on: the history behind a case. Append only."""

    KIND: ClassVar[str] = "standing"

    case_id: str
    since: date
    category: Category | None = None
    level: Level
    lead_agency: str = ""
    meeting_id: str | None = None
    reason: str = ""
