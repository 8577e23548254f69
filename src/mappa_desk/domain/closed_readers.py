"""Who may read what was said in a closed part: those who stayed, and nobody for whom it is not sure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.meetings import ClosedPart

REASONS = ("because", "also_considered", "dissent", "resolved")
"""Fields of a decision that may be told to some of those who heard it alone."""


@dataclass(frozen=True, slots=True)
class ToldInPart:
    """Words about an open record that were given in a closed part: why an issue ends without action, why an
    owner objects, the reasons of a decision, what an action is for."""

    record_id: str
    part_id: str
    name: str = ""
    """The field that holds them: a reason of a decision, what an action is for, a note of how it ended; empty
    for the other two."""


def agencies_inside(part: ClosedPart, attendance: Iterable[Attendance]) -> frozenset[str]:
    """Codes of the agencies that stayed whole: a copy for one that left somebody outside could reach them.

    `attendance` are the rows of the part's own meeting. A row that stayed and is marked since as one
    who did not come was somebody else's, and stands for nobody.
    """
    rows, stayed = tuple(attendance), frozenset(part.stayed)
    outside = {row.agency for row in rows if row.took_part and row.id not in stayed}
    inside = {row.agency for row in rows if row.took_part and row.id in stayed and row.agency}
    return frozenset(inside) - outside


def part_at(parts: Iterable[ClosedPart], at: datetime) -> ClosedPart | None:
    """The closed part that went on at a moment, None when there was none."""
    return next((part for part in parts if went_on(part, at)), None)


def went_on(part: ClosedPart, at: datetime) -> bool:
    """True when the part had begun at this moment and was not over."""
    return part.started_at <= at and (part.ended_at is None or at <= part.ended_at)
