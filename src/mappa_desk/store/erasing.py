"""Destroying words for good: in every revision, in the row, in the search index and in freed pages.

A revision is only ever rewritten here, and each one that is gets a link of its own in the audit chain, verb
`ERASED`, with the digest of what it holds from now on. Such a link alone may stand in for an earlier one.
The tables' guards are off for the length of one statement block inside the transaction. ADR 0033.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.sql import text

from mappa_desk.domain.errors import StoreBug
from mappa_desk.domain.put_right import Erasure
from mappa_desk.domain.records import Record
from mappa_desk.store import search_index
from mappa_desk.store.audit import Change
from mappa_desk.store.mapping import Mapper, mapper
from mappa_desk.store.tables import REVISION

R = TypeVar("R", bound=Record)
ERASED = "erased"
"""Verb of a link that vouches for what is left of a revision."""
NOT_ERASED = frozenset({Erasure.KIND})
"""What tells of an erasure is not itself erased."""
PURGE_DUE = "PRAGMA user_version = 1"
"""Kept with the erasure itself: freed pages may hold words until the database has been written anew."""
PURGED = "PRAGMA user_version = 0"

_REVISIONS = (
    select(REVISION)
    .where(REVISION.c.kind == bindparam("kind"), REVISION.c.record_id == bindparam("id"))
    .order_by(REVISION.c.number)
)
_REWRITE = (
    REVISION.update()
    .where(
        REVISION.c.kind == bindparam("of_kind"),
        REVISION.c.record_id == bindparam("of_id"),
        REVISION.c.number == bindparam("of_number"),
    )
    .values(body=bindparam("new_body"))
)
_GUARDS = text("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = :name")


def rewritten(
    connection: Connection, record_type: type[R], record_ids: Sequence[str], without: Callable[[R], R]
) -> tuple[list[Change], bool]:
    """Rewrites each revision that `without` changes, and the row where it is the newest of them.

    Gives the revisions as they are kept now, and whether the search index may hold words of theirs still.
    Raises StoreBug for a record that the vault never held, and for one that must not be erased.
    """
    m = mapper(record_type)
    if m.kind in NOT_ERASED:
        raise StoreBug("What tells of an erasure is kept.")
    changes: list[Change] = []
    rows: list[R] = []
    stale = False
    for record_id in record_ids:
        kept = connection.execute(_REVISIONS, {"kind": m.kind, "id": record_id}).all()
        if not kept:
            raise StoreBug("There is nothing of this record to erase.")
        for row in kept:
            before = None if row.body is None else m.from_json(row.body)
            after = None if before is None else _checked(before, without(before))
            if before is None or after is None or after == before:
                continue
            change = Change(m.kind, record_id, row.number, row.at, row.by, m.to_json(after))
            changes.append(change)
            stale = stale or search_index.differs(connection, before, after)
            if row is kept[-1]:
                rows.append(after)
    if changes:
        with _unguarded(connection, "revision", str(m.table.name)):
            connection.execute(_REWRITE, [_values(change) for change in changes])
            for record in rows:
                _put_row(connection, m, record)
    return changes, stale


def _checked(before: R, after: R) -> R:
    if (after.id, after.revision) != (before.id, before.revision):
        raise StoreBug("An erasure must leave a record its id and its revision.")
    return after


def _values(change: Change) -> dict[str, Any]:
    return {
        "of_kind": change.kind,
        "of_id": change.record_id,
        "of_number": change.number,
        "new_body": change.body,
    }


def _put_row(connection: Connection, m: Mapper[R], record: R) -> None:
    row = {**m.to_row(record), "kept_id": record.id, "kept_revision": record.revision}
    if connection.execute(m.update, row).rowcount != 1:
        raise StoreBug("The row of this record is not its newest revision.")


@contextlib.contextmanager
def _unguarded(connection: Connection, *tables: str) -> Iterator[None]:
    """The triggers of these tables are gone inside the block and there again after it, word for word."""
    guards = [row for name in tables for row in connection.execute(_GUARDS, {"name": name}).all()]
    for name, _ in guards:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    try:
        yield
    finally:
        for _, sql in guards:
            connection.exec_driver_sql(sql)
