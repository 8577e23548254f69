"""Records of a case that were removed: only their revisions are left, and those travel with the case."""

from __future__ import annotations

from sqlalchemy import exists, select

from mappa_desk.store.reading import Reading
from mappa_desk.store.tables import AUDIT, REVISION


def removed_records(reading: Reading, *, case_id: str) -> tuple[tuple[str, str], ...]:
    """Kind and id of every record of the case whose last revision is its removal, in a steady order."""
    later = REVISION.alias("later")
    came_back = exists().where(
        later.c.kind == REVISION.c.kind,
        later.c.record_id == REVISION.c.record_id,
        later.c.number > REVISION.c.number,
    )
    query = (
        select(REVISION.c.kind, REVISION.c.record_id)
        .join(
            AUDIT,
            (AUDIT.c.kind == REVISION.c.kind)
            & (AUDIT.c.record_id == REVISION.c.record_id)
            & (AUDIT.c.revision == REVISION.c.number),
        )
        .where(AUDIT.c.case_id == case_id, REVISION.c.body.is_(None), ~came_back)
        .distinct()
        .order_by(REVISION.c.kind, REVISION.c.record_id)
    )
    return tuple((row.kind, row.record_id) for row in reading.connection.execute(query))
