"""Reading the record: one transaction, one picture, frozen values out."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.sql import text

from mappa_desk.domain.errors import NotFound, StoreBug
from mappa_desk.domain.records import Record
from mappa_desk.domain.timing import ItemTime
from mappa_desk.domain.views import Draft
from mappa_desk.store.audit import entry_of
from mappa_desk.store.kept import AuditEntry, Revision, StepPart, UndoStep
from mappa_desk.store.mapping import Mapper, mapper
from mappa_desk.store.tables import AUDIT, DRAFT, ITEM_TIME, REVISION, UNDO_STEP

R = TypeVar("R", bound=Record)


class Reading:
    """A picture of the whole record as of its first read. Valid inside its `with` block alone."""

    def __init__(self, connection: Connection) -> None:
        """Reads through a connection whose transaction the vault begins and ends."""
        self.connection = connection

    def get(self, record_type: type[R], record_id: str) -> R:
        """The record with this id. Raises NotFound."""
        found = self.find(record_type, record_id)
        if found is None:
            raise NotFound(f"The vault holds no {record_type.KIND.replace('_', ' ')} with this id.")
        return found

    def find(self, record_type: type[R], record_id: str) -> R | None:
        """The record with this id, or None."""
        m = mapper(record_type)
        row = self.connection.execute(m.by_id, {"id": record_id}).first()
        return None if row is None else m.from_row(row)

    def all(
        self, record_type: type[R], *, order_by: str | tuple[str, ...] = "", **equals: Any
    ) -> tuple[R, ...]:
        """The records whose columns equal the values given, None meaning empty.

        `order_by` names a column or several, each with a minus before it for the highest first; without
        it the order is that of the first save. Raises StoreBug for a column that the record does not have.
        """
        m = mapper(record_type)
        names = (order_by,) if isinstance(order_by, str) else order_by
        for name in (*equals, *(name.removeprefix("-") for name in names if name)):
            if name not in m.fields:
                raise StoreBug(f"{record_type.__name__} has no {name}.")
        query = select(*m.columns)
        for name, value in equals.items():
            column = m.table.c[name]
            query = query.where(column.is_(None) if value is None else column == m.column_value(name, value))
        for name in names:
            if name:
                column = m.table.c[name.removeprefix("-")]
                query = query.order_by(column.desc() if name.startswith("-") else column)
        query = query.order_by(text("rowid"))
        return tuple(map(m.from_row, self.connection.execute(query)))

    def revisions(self, record_type: type[R], record_id: str) -> tuple[Revision[R], ...]:
        """Every state the record has had, oldest first; an empty body says that it was removed."""
        m = mapper(record_type)
        query = (
            select(REVISION)
            .where(REVISION.c.kind == m.kind, REVISION.c.record_id == record_id)
            .order_by(REVISION.c.number)
        )
        return tuple(_revision(m, row) for row in self.connection.execute(query))

    def draft(self, meeting_id: str, place: str) -> Draft | None:
        """The half-typed line of one field of a meeting, or None."""
        query = select(DRAFT).where(DRAFT.c.meeting_id == meeting_id, DRAFT.c.place == place)
        row = self.connection.execute(query).first()
        return None if row is None else Draft(**row._mapping)

    def drafts(self) -> tuple[Draft, ...]:
        """Every half-typed line in the vault."""
        query = select(DRAFT).order_by(DRAFT.c.meeting_id, DRAFT.c.place)
        return tuple(Draft(**row._mapping) for row in self.connection.execute(query))

    def times(self, meeting_id: str) -> tuple[ItemTime, ...]:
        """How long the items of a meeting took, and its pauses, oldest first. Working papers."""
        query = select(ITEM_TIME).where(ITEM_TIME.c.meeting_id == meeting_id)
        query = query.order_by(ITEM_TIME.c.began_at, text("rowid"))
        return tuple(ItemTime(**row._mapping) for row in self.connection.execute(query))

    def steps(self, meeting_id: str) -> tuple[UndoStep, ...]:
        """The undo steps of a meeting, oldest first, those that are undone among them."""
        query = select(UNDO_STEP).where(UNDO_STEP.c.meeting_id == meeting_id).order_by(UNDO_STEP.c.id)
        return tuple(_step(row) for row in self.connection.execute(query))

    def audit(self, limit: int | None = None) -> tuple[AuditEntry, ...]:
        """The audit chain, oldest first; with a limit its newest entries, still oldest first."""
        query = select(AUDIT).order_by(AUDIT.c.seq.desc())
        if limit is not None:
            query = query.limit(limit)
        return tuple(reversed([entry_of(row) for row in self.connection.execute(query)]))

    def interrupt(self) -> None:
        """Stops the statement that is running; may be called from another thread."""
        driver_connection: Any = self.connection.connection.driver_connection
        driver_connection.interrupt()


def _revision(m: Mapper[R], row: Any) -> Revision[R]:
    body = None if row.body is None else m.from_json(row.body)
    return Revision(row.number, row.at, row.by, body)


def _step(row: Any) -> UndoStep:
    parts = tuple(StepPart(*part) for part in json.loads(row.parts))
    return UndoStep(row.id, row.meeting_id, row.label, row.at, row.by, row.undone, parts)
