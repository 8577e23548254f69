"""Tables that keep the record honest: revisions, audit, undo steps, digest keys and the vault's own line."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, Index, Integer
from sqlmodel import Field, SQLModel

from mappa_desk.store.tables.base import Moment, json_list, yes_no


class RevisionRow(SQLModel, table=True):
    """One state of one record as JSON; nothing in `body` says that it was removed. Append only."""

    __tablename__ = "revision"

    kind: str = Field(primary_key=True)
    record_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)
    by: str
    body: str | None


class AuditRow(SQLModel, table=True):
    """One link of the audit chain. Holds no case text. Append only."""

    __tablename__ = "audit"
    __table_args__ = (
        CheckConstraint("length(verb) BETWEEN 1 AND 40", name="verb_short"),
        CheckConstraint("length(digest) IN (0, 32)", name="digest_length"),
        CheckConstraint("length(prev) = 32", name="prev_length"),
        CheckConstraint("length(hash) = 32", name="hash_length"),
        Index("audit_record", "kind", "record_id", "revision"),
        Index("audit_case", "case_id"),
    )

    seq: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    at: datetime = Field(sa_type=Moment)
    by: str
    verb: str
    kind: str
    record_id: str
    revision: int
    case_id: str
    digest: bytes
    prev: bytes
    hash: bytes


class UndoStepRow(SQLModel, table=True):
    """What one undo takes back: the records of one unit of work, with their revisions before and after."""

    __tablename__ = "undo_step"
    __table_args__ = (
        *yes_no("undone"),
        *json_list("parts"),
        Index("undo_step_meeting", "meeting_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: str
    label: str
    at: datetime = Field(sa_type=Moment)
    by: str
    undone: bool
    parts: str


class DigestKeyRow(SQLModel, table=True):
    """The key of the audit digests of one case, destroyed with it; the empty case is the vault's own."""

    __tablename__ = "digest_key"
    __table_args__ = (CheckConstraint('length("key") = 32', name="key_length"),)

    case_id: str = Field(primary_key=True)
    key: bytes


class MetaRow(SQLModel, table=True):
    """The one line the vault keeps of itself. `commits` counts the writes, for the anchor."""

    __tablename__ = "meta"
    __table_args__ = (CheckConstraint("id = 1", name="one_line"),)

    id: int = Field(primary_key=True)
    vault_id: str
    created: datetime = Field(sa_type=Moment)
    commits: int


class SearchDocRow(SQLModel, table=True):
    """Which record a row of the full-text index stands for."""

    __tablename__ = "search_doc"
    __table_args__ = (Index("search_doc_record", "kind", "record_id", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    record_id: str
