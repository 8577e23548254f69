"""The full-text index inside the database: which words stand for which record.

It keeps no text of its own (contentless FTS5), follows every save, and can be rebuilt from the records.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.sql import text

from mappa_desk.domain.actions import Action
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case
from mappa_desk.domain.chasing import UrgentChange
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.identifiers import action_reference, meeting_reference
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.records import Record
from mappa_desk.store.mapping import mapper
from mappa_desk.store.tables import ROWS, SEARCH_DOC, table

INDEXED: tuple[type[Record], ...] = (Case, Meeting, Attendance, Entry, Decision, Action, UrgentChange)
_CASE = table(ROWS[Case])
_FIND_DOC = text("SELECT id FROM search_doc WHERE kind = :kind AND record_id = :id")
ACTIONS_FROM = 1 << 40
"""Documents of actions bear the place of their row and this; all others are numbered below it, as they come.

So what a word finds among a million actions is put in order without looking up a single one of them.
"""
_NEXT_DOC = text("SELECT coalesce(max(id), 0) + 1 FROM search_doc WHERE id < :actions_from").bindparams(
    actions_from=ACTIONS_FROM
)
_ACTION_DOC = text("SELECT :actions_from + rowid FROM action WHERE id = :id").bindparams(
    actions_from=ACTIONS_FROM
)
_MISPLACED = text(
    "SELECT count(*) FROM search_doc AS d LEFT JOIN action AS a ON a.id = d.record_id"
    " WHERE d.kind = 'action' AND d.id IS NOT :actions_from + a.rowid"
).bindparams(actions_from=ACTIONS_FROM)
_INSERT_DOC = insert(SEARCH_DOC)
_PUT = text("INSERT OR REPLACE INTO search_index (rowid, body) VALUES (:doc, :body)")
_DROP = text("DELETE FROM search_index WHERE rowid = :doc")


def put(connection: Connection, record: Record, *, new: bool = False) -> None:
    """Brings the index up to date with a record as it now stands."""
    body = _body(connection, record)
    if not body:
        drop(connection, record)
        return
    doc = None if new else connection.execute(_FIND_DOC, {"kind": record.KIND, "id": record.id}).scalar()
    if doc is None:
        numbered = (_ACTION_DOC, {"id": record.id}) if isinstance(record, Action) else (_NEXT_DOC, {})
        doc = connection.execute(*numbered).scalar()
        connection.execute(_INSERT_DOC, {"id": doc, "kind": record.KIND, "record_id": record.id})
    connection.execute(_PUT, {"doc": doc, "body": body})
    if isinstance(record, Case) and not new:
        _put_references(connection, record)


def drop(connection: Connection, record: Record) -> None:
    """Takes a record out of the index."""
    doc = connection.execute(_FIND_DOC, {"kind": record.KIND, "id": record.id}).scalar()
    if doc is not None:
        connection.execute(_DROP, {"doc": doc})
        connection.execute(delete(SEARCH_DOC).where(SEARCH_DOC.c.id == doc))


def rebuild(connection: Connection) -> int:
    """Makes the index anew from the records. Gives the number of records in it."""
    connection.execute(text("INSERT INTO search_index (search_index) VALUES ('delete-all')"))
    connection.execute(delete(SEARCH_DOC))
    for record_type in INDEXED:
        m = mapper(record_type)
        for row in connection.execute(select(*m.columns).order_by(text("rowid"))).all():
            put(connection, m.from_row(row), new=True)
    count = connection.execute(text("SELECT count(*) FROM search_doc")).scalar()
    return int(count or 0)


def differs(connection: Connection, before: Record, after: Record) -> bool:
    """True when two states of a record are found by different words."""
    return isinstance(before, INDEXED) and _body(connection, before) != _body(connection, after)


def fits(connection: Connection) -> bool:
    """True when the index has one row for each record it stands for, and those of actions lie as theirs do.

    Nothing compares the words themselves: whoever doubts them makes the index anew (ADR 0014).
    """
    rows = connection.execute(text("SELECT id FROM search_index_docsize ORDER BY id")).scalars()
    docs = connection.execute(select(SEARCH_DOC.c.id).order_by(SEARCH_DOC.c.id)).scalars()
    return list(rows) == list(docs) and not connection.execute(_MISPLACED).scalar()


def _put_references(connection: Connection, case: Case) -> None:
    """A case that changed its reference changes those of its meetings and actions."""
    for record_type in (Meeting, Action):
        m = mapper(record_type)
        for row in connection.execute(select(*m.columns).where(m.table.c.case_id == case.id)).all():
            put(connection, m.from_row(row))


def _body(connection: Connection, record: Record) -> str:  # noqa: PLR0911  one line per kind
    """The words that find a record; empty for one that is not to be found."""
    match record:
        case Case():
            return _joined(record.reference, record.name, *record.also_known_as, record.visor_reference)
        case Meeting():
            reference = meeting_reference(_case_reference(connection, record.case_id), record.number)
            return _joined(reference, record.place)
        case Attendance():
            return _joined(record.name, record.role, record.deputy_for)
        case Entry() if record.removed or record.entry_kind in (EntryKind.DECISION, EntryKind.ACTION):
            return ""
        case Entry():
            return _joined(record.text, record.outcome_reason)
        case Decision():
            dissent = (view.why for view in record.dissent)
            return _joined(
                record.heading,
                record.decided,
                record.because,
                record.also_considered,
                record.resolved,
                *dissent,
            )
        case Action() if not record.removed:
            reference = action_reference(_case_reference(connection, record.case_id), record.tag)
            return _joined(
                reference,
                record.text,
                record.purpose,
                record.owner_name,
                record.settled_note,
                record.source_number,
                *record.labels,
            )
        case UrgentChange() if not record.removed:
            return _joined(record.text, record.told_by)
        case _:
            return ""


def _joined(*texts: str) -> str:
    return "\n".join(part.replace("\0", " ") for part in texts if part)


def _case_reference(connection: Connection, case_id: str) -> str:
    return connection.execute(select(_CASE.c.reference).where(_CASE.c.id == case_id)).scalar() or ""
