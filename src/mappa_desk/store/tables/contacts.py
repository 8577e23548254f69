"""The contact book, and two of its entries that were one person."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from mappa_desk.domain.contacts import AddressKind
from mappa_desk.store.tables.base import Moment, RecordRow, json_list, one_of, yes_no


class ContactRow(RecordRow, table=True):
    """What the contact book adds to a person; `id` is the person's."""

    __tablename__ = "contact"
    __table_args__ = (
        one_of("address_kind", AddressKind),
        *yes_no("active"),
        *json_list("deputies", "panels", "may_get"),
    )

    address: str
    address_kind: str
    address_checked_on: date | None
    address_checked_by: str
    telephone: str
    deputies: str
    panels: str
    may_get: str
    note: str
    active: bool


class PersonMergeRow(RecordRow, table=True):
    """Two entries were one person. Append only."""

    __tablename__ = "person_merge"
    __table_args__ = (Index("person_merge_merged", "merged_person_id"),)

    kept_person_id: str
    merged_person_id: str
    at: datetime = Field(sa_type=Moment)
    reason: str
