"""The undo steps that count now, asked for without reading all that a meeting has done."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import delete, select, update

from mappa_desk.store.kept import StepPart, UndoStep
from mappa_desk.store.reading import Reading
from mappa_desk.store.tables import UNDO_STEP
from mappa_desk.store.work import UnitOfWork


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


def forget_in_steps(uow: UnitOfWork, meeting_id: str, gone: Collection[tuple[str, str]]) -> None:
    """Takes records, by kind and id, out of the undo steps of a meeting; a step that is left empty goes.

    For what has left the record of the meeting for good: undo must never bring it back there. To be called
    in a unit that saves something too.
    """
    query = select(UNDO_STEP.c.id, UNDO_STEP.c.parts).where(UNDO_STEP.c.meeting_id == meeting_id)
    for step_id, parts in uow.connection.execute(query).all():
        had = json.loads(parts)
        left = [part for part in had if (part[0], part[1]) not in gone]
        here = UNDO_STEP.c.id == step_id
        if not left:
            uow.connection.execute(delete(UNDO_STEP).where(here))
        elif len(left) < len(had):
            uow.connection.execute(update(UNDO_STEP).where(here).values(parts=json.dumps(left)))
