"""The bare notes of the audit chain about one record ("printed", "exported"), found by its index."""

from __future__ import annotations

from sqlalchemy import select

from mappa_desk.store.audit import entry_of
from mappa_desk.store.kept import AuditEntry
from mappa_desk.store.reading import Reading
from mappa_desk.store.tables import AUDIT


def notes_about(reading: Reading, kind: str, record_id: str) -> tuple[AuditEntry, ...]:
    """The notes about a record, oldest first; what was saved of it is not among them."""
    query = select(AUDIT).where(AUDIT.c.kind == kind, AUDIT.c.record_id == record_id, AUDIT.c.revision == 0)
    return tuple(entry_of(row) for row in reading.connection.execute(query.order_by(AUDIT.c.seq)))
