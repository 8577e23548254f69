"""Words a vault knows by itself."""

from mappa_desk.store.tables.base import RecordRow, json_list, yes_no


class AbbreviationRow(RecordRow, table=True):
    """A short form and what it opens to; `id` is the short form."""

    __tablename__ = "abbreviation"
    __table_args__ = yes_no("active")

    opens_to: str
    active: bool


class StandardWordingRow(RecordRow, table=True):
    """A paragraph kept ready; `id` is its code."""

    __tablename__ = "standard_wording"
    __table_args__ = (*yes_no("active"), *json_list("items"))

    title: str
    text: str
    items: str
    active: bool


class OwnWordRow(RecordRow, table=True):
    """A word taken as right; `id` is the word."""

    __tablename__ = "own_word"
    __table_args__ = yes_no("active")

    active: bool
