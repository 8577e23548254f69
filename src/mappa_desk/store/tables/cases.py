"""Cases and the history of their standing."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from mappa_desk.domain.cases import Category, Level, Whereabouts
from mappa_desk.store.tables.base import RecordRow, json_list, one_of, yes_no


class CaseRow(RecordRow, table=True):
    """One person under MAPPA."""

    __tablename__ = "case"
    __table_args__ = (
        one_of("category", Category),
        one_of("level", Level),
        one_of("whereabouts", Whereabouts),
        *yes_no("practice"),
        *json_list("also_known_as", "addresses"),
        Index("case_reference", "reference"),
    )

    reference: str
    name: str
    also_known_as: str
    date_of_birth: date | None
    category: int | None
    level: int
    lead_agency: str
    lead_officer: str
    whereabouts: str
    addresses: str
    release_on: date | None
    visor_reference: str
    summary: str
    opened_on: date
    closed_on: date | None
    practice: bool
    referral_accepted_on: date | None


class StandingRow(RecordRow, table=True):
    """Category, level and lead agency from a day on."""

    __tablename__ = "standing"
    __table_args__ = (
        one_of("category", Category),
        one_of("level", Level),
        Index("standing_case", "case_id", "since"),
    )

    case_id: str = Field(foreign_key="case.id")
    since: date
    category: int | None
    level: int
    lead_agency: str
    meeting_id: str | None
    reason: str
