"""Who has been heard, on what, and who has heard the statement."""

from __future__ import annotations

from collections.abc import Iterable

from mappa_desk.domain.agendas import AgendaItem, Round
from mappa_desk.domain.attendance import Attendance, AttendanceState, Mode, RemoteCheck
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.meetings import StatementReading
from mappa_desk.domain.views import Heard

TELLING = (
    EntryKind.CONTRIBUTION,
    EntryKind.ISSUE,
    EntryKind.WRITTEN_REPORT,
    EntryKind.REFUSAL,
    EntryKind.NIL_RETURN,
)
"""Kinds of entry by which an agency is heard, the most telling first."""
REMOTE = frozenset({Mode.VIDEO, Mode.TELEPHONE})
"""How somebody takes part from elsewhere."""
_HERE = frozenset({AttendanceState.EXPECTED, AttendanceState.ATTENDED, AttendanceState.DEPUTY})


def heard(
    items: Iterable[AgendaItem], attendance: Iterable[Attendance], entries: Iterable[Entry]
) -> tuple[Heard, ...]:
    """One row for each agency on the list, in order of seat: the rounds in which it was heard.

    An agency is heard in a round by an entry of its own in an item of that round: it spoke, raised an
    issue, sent a report, declined or had nothing to add. Notes, decisions, actions and removed entries
    do not count. The chair and observers have no row of their own.
    """
    rounds = {item.code: item.heard_in for item in items if item.heard_in is not None}
    told: dict[str, dict[Round, EntryKind]] = {agency: {} for agency in _agencies(attendance)}
    for entry in entries:
        round_of_item = rounds.get(entry.item)
        cells = told.get(entry.agency)
        if entry.removed or round_of_item is None or cells is None or entry.entry_kind not in TELLING:
            continue
        kinds = (cells.get(round_of_item, EntryKind.NIL_RETURN), entry.entry_kind)
        cells[round_of_item] = min(kinds, key=TELLING.index)
    return tuple(
        Heard(agency=agency, rounds=frozenset(cells), how=tuple((r, cells[r]) for r in Round if r in cells))
        for agency, cells in told.items()
    )


def unheard(rows: Iterable[Heard], attendance: Iterable[Attendance], in_round: Round) -> tuple[str, ...]:
    """Codes of the agencies that are here, or still expected, and not yet heard in a round.

    An agency that sent apologies or did not answer is not waited for.
    """
    here = {row.agency for row in attendance if row.state in _HERE and _has_voice(row)}
    return tuple(row.agency for row in rows if row.agency in here and in_round not in row.rounds)


def final_views(
    rows: Iterable[Heard], attendance: Iterable[Attendance]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whom to ask "any final view?" before the level is decided: the unheard of that round, then the others.

    Codes of the agencies that take part, in order of seat. Who is still expected is not asked.
    """
    rows, attendance = tuple(rows), tuple(attendance)
    came = {row.agency for row in attendance if row.took_part and _has_voice(row)}
    silent = tuple(code for code in unheard(rows, attendance, Round.LEVEL) if code in came)
    return silent, tuple(row.agency for row in rows if row.agency in came and row.agency not in silent)


def remote_due(attendance: Iterable[Attendance], checks: Iterable[RemoteCheck]) -> tuple[str, ...]:
    """Ids of the rows of those who are in from elsewhere and were not asked yet. Asked once is enough."""
    asked = {check.attendance_id for check in checks}
    return tuple(row.id for row in attendance if row.is_in and row.mode in REMOTE and row.id not in asked)


def remote_missed(attendance: Iterable[Attendance], checks: Iterable[RemoteCheck]) -> tuple[str, ...]:
    """Ids of the rows of those who took part from elsewhere and were never asked."""
    asked = {check.attendance_id for check in checks}
    return tuple(row.id for row in attendance if row.took_part and row.mode in REMOTE and row.id not in asked)


def statement_due(attendance: Iterable[Attendance], readings: Iterable[StatementReading]) -> tuple[str, ...]:
    """Ids of the attendance rows of those in the room who have not heard the statement."""
    informed = _informed(readings)
    return tuple(row.id for row in attendance if row.is_in and row.id not in informed)


def statement_missed(
    attendance: Iterable[Attendance], readings: Iterable[StatementReading]
) -> tuple[str, ...]:
    """Ids of the attendance rows of those who took part and never heard the statement."""
    informed = _informed(readings)
    return tuple(row.id for row in attendance if row.took_part and row.id not in informed)


def _informed(readings: Iterable[StatementReading]) -> set[str]:
    """Somebody who declined has heard it."""
    return {row_id for reading in readings for row_id in (*reading.heard_by, *reading.declined_by)}


def _agencies(attendance: Iterable[Attendance]) -> tuple[str, ...]:
    rows = sorted((row for row in attendance if _has_voice(row)), key=lambda row: row.seat)
    return tuple(dict.fromkeys(row.agency for row in rows))


def _has_voice(row: Attendance) -> bool:
    return bool(row.agency) and not row.observer and not row.is_chair
