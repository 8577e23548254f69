"""Whom a copy of the minutes may be for: those who came, then the others on the circulation list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.contacts import MayGet

LINE = "line:"
"""Before the id of a line of the circulation list whose person is not on the list of the meeting."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("preview_readers", text)


def readers(
    names: Mapping[str, str],
    people: Sequence[Attendance],
    lines: Sequence[CirculationLine],
) -> tuple[tuple[str, str], ...]:
    """Key and words of each reader; `names` are agencies by code, `lines` the agreed list, if any.

    Somebody who came and is not to get minutes is offered all the same, and said to be off the list.
    """
    given = {line.attendance_id for line in lines if MayGet.MINUTES in line.documents}
    offered = []
    for row in people:
        words = f"{names.get(row.agency, row.agency)}: {row.name or row.role}"
        off = _tr("{who} (not on the circulation list)").format(who=words)
        if row.took_part:
            offered.append((row.id, off if lines and row.id not in given else words))
        elif row.id in given:
            offered.append((row.id, words))
    offered += [
        (f"{LINE}{line.id}", f"{names.get(line.agency, line.agency)}: {line.name}")
        for line in lines
        if line.attendance_id is None and MayGet.MINUTES in line.documents
    ]
    return tuple(offered)


def line_of(key: str, lines: Iterable[CirculationLine]) -> CirculationLine | None:
    """The line of the circulation list that a reader's key names; None for any other."""
    return next((line for line in lines if key == f"{LINE}{line.id}"), None)
