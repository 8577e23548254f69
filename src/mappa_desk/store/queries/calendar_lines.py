"""Which actions were put into a calendar file, and when first: bare entries of the audit, one for each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from mappa_desk.store.reading import Reading
from mappa_desk.store.tables import AUDIT

KIND = "calendar line"
"""The kind under which the audit has them; the record is the action."""
VERB = "calendar line written"


def calendar_lines(reading: Reading) -> dict[str, datetime]:
    """The moment (aware) at which each action was first put into a calendar file, by the action's id."""
    first = func.min(AUDIT.c.at).label("first")
    query = select(AUDIT.c.record_id, first).where(AUDIT.c.kind == KIND).group_by(AUDIT.c.record_id)
    return {row.record_id: row.first for row in reading.connection.execute(query)}
