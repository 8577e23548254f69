"""People who take part, and their agencies."""

from sqlalchemy import Index

from mappa_desk.domain.agencies import AgencyClass
from mappa_desk.store.tables.base import RecordRow, json_list, one_of, yes_no


class PersonRow(RecordRow, table=True):
    """A professional who may attend or sit at the keys."""

    __tablename__ = "person"
    __table_args__ = (*yes_no("holds_keys"), Index("person_agency", "agency", "name"))

    name: str
    role: str
    agency: str
    holds_keys: bool


class AgencyRow(RecordRow, table=True):
    """An agency as the area names it; `id` is its short code."""

    __tablename__ = "agency"
    __table_args__ = (one_of("agency_class", AgencyClass), *yes_no("active"), *json_list("aliases"))

    name: str
    agency_class: str
    aliases: str
    order: int
    active: bool
