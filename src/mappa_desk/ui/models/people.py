"""People at the side of the desk: who is here, how, and in which of the four rounds each agency was heard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import tzinfo

from PySide6.QtCore import QObject

from mappa_desk.domain.agendas import Round
from mappa_desk.domain.attendance import Attendance, AttendanceState, Mode, RemoteCheck
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.gaps_people import not_confirmed
from mappa_desk.domain.hearing import REMOTE, unheard
from mappa_desk.domain.views import DeskView
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_rows import RowsModel
from mappa_desk.ui.models.desk_words import tr

CHAIR_SEAT = 0
ROUND_ORDER = (Round.INFORMATION, Round.RISK, Round.PLAN, Round.LEVEL)
MODE_ICONS = {Mode.ROOM: "room", Mode.VIDEO: "video", Mode.TELEPHONE: "telephone"}
CELL_MARKS = {
    "spoke": ("tick", "done"),
    "report": ("document", "text"),
    "nothing": ("dash", "text"),
    "declined": ("padlock", "text"),
    "due": ("ring", "warning"),
    "missed": ("ring", "muted"),
    "later": ("", "muted"),
}
"""Icon and colour role of each state of a cell: heard in four ways, due now, not yet in a round that went
by, and a round that is still to come."""
CELL_LETTERS = {
    "spoke": "S", "report": "R", "nothing": "N", "declined": "D", "due": "", "missed": "", "later": "",
}  # fmt: skip
LEGEND = ("spoke", "report", "nothing", "declined", "due")
_CELL_WORDS = {
    "spoke": "spoke",
    "report": "written report",
    "nothing": "nothing to add",
    "declined": "declined",
    "due": "not yet",
    "missed": "not yet",
    "later": "still to come",
}


def cell_words(cell: str) -> str:
    """The state of a cell in words."""
    return tr(_CELL_WORDS[cell])


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One invited person; the first row of an agency carries its seat and what it was heard on."""

    key: str
    attendance: Attendance
    seat: int
    agency: str
    leads: bool
    """True for the first row of its agency."""
    cells: tuple[str, ...] = ()
    """State of the four rounds in order: spoke, report, nothing, declined, due, missed or later."""
    due_words: str = ""
    """Why the row wants attention: "in 10:40, statement due"."""
    state_words: str = ""
    absent: bool = False
    opens_absent: bool = False
    """True for the first of those who are not in the meeting."""

    @property
    def mode_icon(self) -> str:
        """Icon of how the person takes part, empty when not here."""
        mode = self.attendance.mode
        if not self.attendance.took_part:
            return ""
        return MODE_ICONS[mode] if mode else "person"

    @property
    def who(self) -> str:
        """Name and role."""
        return words.person(self.attendance)


def _due_words(view: DeskView, row: Attendance, zone: tzinfo | None) -> str:
    """What somebody who is in still has to hear or to be asked."""
    statement, remote = row.id in view.statement_due, row.id in view.remote_due
    if not statement:
        return tr("remote check due") if remote else ""
    if remote:
        return tr("statement, remote check due")
    came = words.clock(row.intervals[-1].in_at, zone) if row.intervals else ""
    return tr("in {at}, statement due").format(at=came) if came else tr("statement due")


def _remote_words(row: Attendance, checks: tuple[RemoteCheck, ...]) -> str:
    """What somebody who takes part from elsewhere said when asked, empty where nobody asked."""
    said = next((check for check in reversed(checks) if check.attendance_id == row.id), None)
    if said is None or row.mode not in REMOTE:
        return ""
    doubts = not_confirmed(said)
    return tr("not confirmed: {what}").format(what=", ".join(map(tr, doubts))) if doubts else tr("confirmed")


def _state_words(row: Attendance, zone: tzinfo | None, checks: tuple[RemoteCheck, ...] = ()) -> str:
    parts = [tr(words.ATTENDANCE[row.state])]
    if row.took_part and row.mode is not None:
        parts = [tr(words.MODES[row.mode])]
        if row.state is AttendanceState.DEPUTY:
            parts.insert(
                0, tr("deputy for {who}").format(who=row.deputy_for) if row.deputy_for else tr("deputy")
            )
        parts += filter(None, (_remote_words(row, checks),))
    if row.intervals and row.intervals[-1].out_at is not None:
        parts.append(tr("out {at}").format(at=words.clock(row.intervals[-1].out_at, zone)))
    if row.report_received:
        parts.append(tr("report in"))
    if row.observer:
        parts.append(tr("observer"))
    return ", ".join(parts)


def current_round(view: DeskView, item: str) -> Round | None:
    """The round that an item belongs to, None outside the four rounds."""
    return next((row.heard_in for row in view.items if row.code == item), None)


_CELLS = {
    EntryKind.CONTRIBUTION: "spoke",
    EntryKind.ISSUE: "spoke",
    EntryKind.WRITTEN_REPORT: "report",
    EntryKind.REFUSAL: "declined",
    EntryKind.NIL_RETURN: "nothing",
}


def _cells(view: DeskView, agency: str, item: str) -> tuple[str, ...]:
    how = next((dict(row.how) for row in view.heard if row.agency == agency), {})
    now, gone = current_round(view, item), _rounds_gone_by(view, item)
    silent = {column: "missed" if column in gone else "later" for column in ROUND_ORDER}
    if now is not None:
        silent[now] = "due"
    return tuple(
        _CELLS.get(how[column], "spoke") if column in how else silent[column] for column in ROUND_ORDER
    )


def _rounds_gone_by(view: DeskView, item: str) -> frozenset[Round]:
    """Rounds of which every item stands before this one."""
    at = next((row.number for row in view.items if row.code == item), None)
    if at is None:
        return frozenset()
    last: dict[Round, int] = {}
    for row in view.items:
        if row.heard_in is not None:
            last[row.heard_in] = max(row.number, last.get(row.heard_in, row.number))
    return frozenset(column for column, number in last.items() if number < at)


def seat_order(row: Attendance) -> tuple[bool, bool, int, bool]:
    """Present first, then absent; seats in order; the chair last; an agency's people together."""
    absent = row.state in (AttendanceState.APOLOGIES, AttendanceState.NO_REPLY)
    return (absent, row.seat == CHAIR_SEAT or row.is_chair, row.seat, row.observer)


def people_rows(view: DeskView, *, item: str, zone: tzinfo | None) -> tuple[PersonRow, ...]:
    """Rows of everybody on the list of one meeting, as the roll stands."""
    rows: list[PersonRow] = []
    led: set[tuple[str, bool]] = set()
    for person in sorted(view.attendance, key=seat_order):
        absent = person.state in (AttendanceState.APOLOGIES, AttendanceState.NO_REPLY)
        chair = person.is_chair or person.seat == CHAIR_SEAT
        lead_key = ("chair" if chair else person.agency, absent)
        leads = lead_key not in led
        led.add(lead_key)
        name = words.agency_name(person.agency, view.agencies)
        due = _due_words(view, person, zone)
        rows.append(
            PersonRow(
                key=person.id,
                attendance=person,
                seat=person.seat,
                agency=tr("Chair ({agency})").format(agency=name) if chair else name,
                leads=leads,
                cells=_cells(view, person.agency, item) if leads and not chair and not absent else (),
                due_words=due,
                state_words=_state_words(person, zone, view.remote_checks),
                absent=absent,
                opens_absent=absent and not any(row.absent for row in rows),
            )
        )
    return tuple(rows)


def in_held_order(rows: tuple[PersonRow, ...], held: dict[str, tuple[int, bool]]) -> tuple[PersonRow, ...]:
    """The rows where they stood; whoever is new stands last of the present or of the absent."""

    def place(row: PersonRow) -> tuple[bool, int]:
        at, among_absent = held.get(row.key, (len(held), row.absent))
        return among_absent, at

    found = sorted(rows, key=place)
    first = next((row.key for row in found if place(row)[0]), "")
    return tuple(
        row if row.opens_absent == (row.key == first) else replace(row, opens_absent=row.key == first)
        for row in found
    )


def cell_said(row: PersonRow, column: int) -> str:
    """One cell in words, "Housing, risk: not yet"; `column` counts the rounds from 1."""
    if not 1 <= column <= len(row.cells):
        return row.agency
    name = tr(words.LONG_ROUNDS[ROUND_ORDER[column - 1]])
    return f"{row.agency}, {name}: {cell_words(row.cells[column - 1])}"


def unheard_names(view: DeskView, item: str) -> tuple[str, ...]:
    """Names of the agencies not yet heard in this item's round; empty outside the four rounds."""
    now = current_round(view, item)
    if now is None:
        return ()
    codes = unheard(view.heard, view.attendance, now)
    return tuple(words.agency_name(code, view.agencies) for code in codes)


def people_summary(view: DeskView) -> str:
    """How many agencies and people are here."""
    here = [row for row in view.attendance if row.took_part]
    agencies = len({row.agency for row in here})
    return f"{words.counted(agencies, 'agency', 'agencies')}, {words.counted(len(here), 'person', 'people')}"


class PeopleModel(RowsModel[PersonRow]):
    """The people of a meeting as a list.

    While the keyboard is in the list nobody moves, so that it is gone down with single letters; whoever is
    absent, or came after all, goes to their place once the keyboard has left.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sorted: tuple[PersonRow, ...] = ()
        self._held: dict[str, tuple[int, bool]] = {}
        """Place of each row, and whether it stands among the absent, while the order is held."""

    def set_rows(self, rows: tuple[PersonRow, ...]) -> None:
        """Show these rows, which come in their order; a held order stays."""
        self._sorted = rows
        super().set_rows(in_held_order(rows, self._held) if self._held else rows)

    def hold(self) -> None:
        """Nobody moves from now on."""
        if not self._held:
            absent = next((at for at, row in enumerate(self.rows) if row.opens_absent), len(self.rows))
            self._held = {row.key: (at, at >= absent) for at, row in enumerate(self.rows)}

    def let_go(self) -> None:
        """Everybody goes to their place."""
        if self._held:
            self._held = {}
            super().set_rows(self._sorted)

    def words(self, row: PersonRow) -> str:
        """Seat, agency, person, state, and the four rounds in words."""
        heard = [
            f"{tr(words.ROUNDS[column])} {cell_words(cell)}"
            for column, cell in zip(ROUND_ORDER, row.cells, strict=False)
            if cell != "later"
        ]
        parts = [str(row.seat), row.agency, row.who, row.state_words, row.due_words, *heard]
        return ", ".join(part for part in parts if part)

    def tip(self, row: PersonRow) -> str:
        """Who it is and how they take part."""
        return f"{row.who}, {row.state_words}"
