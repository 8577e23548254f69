"""The undo steps that count now, asked for without reading all that a meeting has done."""

from __future__ import annotations

import json

from sqlalchemy import select

from mappa_desk.store.kept import StepPart, UndoStep
from mappa_desk.store.reading import Reading
from mappa_desk.store.tables import UNDO_STEP


def turning_point(reading: Reading, meeting_id: str) -> tuple[UndoStep | None, UndoStep | None]:
    """The step that undo would take back and the one that redo would do again; None where there is none.

    Redo takes the earliest of the undone steps at the end: a step done since closes the way to older ones.
    """
    query = select(UNDO_STEP).where(UNDO_STEP.c.meeting_id == meeting_id).order_by(UNDO_STEP.c.id.desc())
    undone = None
    with reading.connection.execute(query) as rows:
        for row in rows:
            parts = tuple(StepPart(*part) for part in json.loads(row.parts))
            step = UndoStep(row.id, row.meeting_id, row.label, row.at, row.by, row.undone, parts)
            if not step.undone:
                return step, undone
            undone = step
    return None, undone
