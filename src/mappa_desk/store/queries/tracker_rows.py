"""The rows of one page of the tracker, with what their histories tell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, literal_column, select, text

from mappa_desk.domain.action_lives import redated_count
from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind, ActionState
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.carry_over import made_at
from mappa_desk.domain.cases import Case
from mappa_desk.domain.chase_rules import present_rung
from mappa_desk.domain.identifiers import action_reference, meeting_reference
from mappa_desk.domain.tracker_views import TrackerRow
from mappa_desk.store.mapping import mapper
from mappa_desk.store.reading import Reading
from mappa_desk.store.tables import ROWS, table

_ACTION = table(ROWS[Action])
_CASE = table(ROWS[Case])
_AGENCY = table(ROWS[Agency])
_ROWID: ColumnElement[int] = literal_column("action.rowid")
_PAGE = (
    select(*mapper(Action).columns, _ROWID, _CASE.c.reference, _CASE.c.level, _AGENCY.c.name)
    .join(_CASE, _CASE.c.id == _ACTION.c.case_id)
    .outerjoin(_AGENCY, _AGENCY.c.id == _ACTION.c.owner_agency)
    .where(_ROWID.in_(bindparam("rowids", expanding=True)), _ACTION.c.removed == literal_column("0"))
)
_RESTRICTED = text(
    "SELECT count(*) FROM json_each(:rowids) AS wanted JOIN action AS a ON a.rowid = wanted.value"
    " JOIN entry AS e ON e.id = a.entry_id WHERE e.closed_part_id IS NOT NULL OR e.handling <> 'normal'"
)
EVENT_COLUMNS = "at, meeting_id, event_kind, note, due_before, due_after, rung, chase_id"
"""What `event_of` needs to know of a line."""


def rows_at(reading: Reading, rowids: Sequence[int], *, today: date) -> tuple[TrackerRow, ...]:
    """The rows with these places in the vault, in this order. Those that are gone are left out."""
    m = mapper(Action)
    found = {
        rowid: (m.from_row(values), reference, level, agency_name or "")
        for *values, rowid, reference, level, agency_name in map(
            tuple, reading.connection.execute(_PAGE, {"rowids": list(rowids)})
        )
    }
    pasts = _pasts(reading, [action.id for action, *_ in found.values()])
    return tuple(
        _row(rowid, found[rowid], today, pasts.get(found[rowid][0].id, ()))
        for rowid in rowids
        if rowid in found
    )


def restricted(reading: Reading, rowids: Sequence[int]) -> int:
    """How many of these actions were made in a closed part, or with an entry that not everybody may have."""
    told = {"rowids": json.dumps(list(rowids))}
    return int(reading.connection.execute(_RESTRICTED, told).scalar() or 0)


def event_of(line: Iterable[Any]) -> ActionEvent:
    """A line of a history by its `EVENT_COLUMNS`; what else is kept of it is left empty."""
    at, meeting_id, kind, note, before, after, rung, chase_id = line
    return ActionEvent(
        id="",
        action_id="",
        at=datetime.fromisoformat(at),
        meeting_id=meeting_id,
        event_kind=ActionEventKind(kind),
        note=note,
        due_before=date.fromisoformat(before) if before else None,
        due_after=date.fromisoformat(after) if after else None,
        rung=rung,
        chase_id=chase_id,
    )


def _row(
    rowid: int, found: tuple[Action, str, int, str], today: date, past: Sequence[ActionEvent]
) -> TrackerRow:
    action, reference, level, agency_name = found
    is_open = action.state is ActionState.OPEN
    due = action.deadline.on if is_open else None
    chased = present_rung(past) if is_open else None
    return TrackerRow(
        action=action,
        case_reference=reference,
        reference=action_reference(reference, action.tag),
        agency_name=agency_name,
        overdue=due is not None and due < today,
        days_left=None if due is None else (due - today).days,
        rowid=rowid,
        case_level=level,
        redated=redated_count(past),
        rung=chased.rung if chased is not None else "",
        meeting_reference=meeting_reference(reference, made_at(action)) if action.meeting_id else "",
    )


def _pasts(reading: Reading, action_ids: Sequence[str]) -> dict[str, list[ActionEvent]]:
    """The history of each action, oldest first."""
    holes = ", ".join("?" * len(action_ids))
    pasts: dict[str, list[ActionEvent]] = {}
    for action_id, *line in reading.connection.exec_driver_sql(
        f"SELECT action_id, {EVENT_COLUMNS} FROM action_event WHERE action_id IN ({holes})"
        " ORDER BY action_id, at, rowid",
        tuple(action_ids),
    ):
        pasts.setdefault(action_id, []).append(event_of(line))
    return pasts
