"""What an area sets for itself."""

from datetime import date

from sqlalchemy import CheckConstraint

from mappa_desk.domain.cases import Level
from mappa_desk.store.tables.base import RecordRow, at_least, json_list, one_of, yes_no


class StandardRow(RecordRow, table=True):
    """One figure the area works to; `id` is its code."""

    __tablename__ = "standard"
    __table_args__ = (
        one_of("level", Level),
        CheckConstraint("value BETWEEN -1e300 AND 1e300", name="value_finite"),
    )

    title: str
    value: float
    unit: str
    level: int | None
    edition: str
    source: str
    verified_by: str
    verified_on: date | None


class FormRow(RecordRow, table=True):
    """How the area's documents are headed and worded; there is one."""

    __tablename__ = "form"
    __table_args__ = (
        *yes_no("front_sheet", "print_names", "verified"),
        *json_list("section_order"),
        at_least("curtain_minutes", 0),
        at_least("lock_minutes", 0),
    )

    area_name: str
    form_title: str
    form_edition: str
    approved_by_board_on: date | None
    departs_because: str
    statement_edition: str
    statement_text: str
    statement_short: str
    handling_text: str
    handling_short: str
    front_sheet: bool
    print_names: bool
    logo: str
    logo_says: str
    section_order: str
    curtain_minutes: int
    lock_minutes: int
    verified: bool
