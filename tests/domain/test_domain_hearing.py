"""Who has been heard in which round, and who has heard the statement."""

from __future__ import annotations

from datetime import timedelta

from domain_builders import STARTED, attendance, entry, item

from mappa_desk.domain.agendas import Round
from mappa_desk.domain.attendance import AttendanceState, Interval
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.hearing import heard, statement_due, statement_missed, unheard
from mappa_desk.domain.meetings import StatementReading

ITEMS = (
    item("contributions", 9, heard_in=Round.INFORMATION),
    item("risk", 12, heard_in=Round.RISK),
    item("records", 18),
)
ROOM = (
    attendance("prob", "Helen Marsh", 0, is_chair=True),
    attendance("hsg", "J Smith", 2),
    attendance("pol", "Alun Pritchard", 1),
    attendance("lay", "Observer", 3, observer=True),
    attendance("educ", "", 4, state=AttendanceState.APOLOGIES),
    attendance("hlth", "Jane Doe", 5, state=AttendanceState.EXPECTED),
)


def test_rows_follow_the_seats_and_leave_out_chair_and_observers() -> None:
    assert [row.agency for row in heard(ITEMS, ROOM, ())] == ["pol", "hsg", "educ", "hlth"]


def test_an_agency_is_heard_by_what_it_gave() -> None:
    entries = (
        entry("contributions", agency="pol", entry_kind=EntryKind.NIL_RETURN),
        entry("contributions", agency="pol", entry_kind=EntryKind.CONTRIBUTION),
        entry("contributions", agency="pol", entry_kind=EntryKind.WRITTEN_REPORT),
        entry("risk", agency="hsg", entry_kind=EntryKind.REFUSAL),
        entry("contributions", agency="educ", entry_kind=EntryKind.WRITTEN_REPORT),
        entry("records", agency="hsg"),
        entry("contributions", agency="hsg", entry_kind=EntryKind.NOTE),
        entry("contributions", agency="hsg", removed=True),
        entry("contributions", agency="fire"),
        entry("", agency="hlth"),
    )
    rows = {row.agency: row for row in heard(ITEMS, ROOM, entries)}
    assert rows["pol"].rounds == {Round.INFORMATION}
    assert rows["pol"].how == ((Round.INFORMATION, EntryKind.CONTRIBUTION),)
    assert rows["hsg"].how == ((Round.RISK, EntryKind.REFUSAL),)
    assert rows["educ"].how == ((Round.INFORMATION, EntryKind.WRITTEN_REPORT),)
    assert not rows["hlth"].rounds
    assert unheard(rows.values(), ROOM, Round.INFORMATION) == ("hsg", "hlth")
    assert unheard(rows.values(), ROOM, Round.RISK) == ("pol", "hlth")


def reading(*heard_by: str, declined_by: tuple[str, ...] = ()) -> StatementReading:
    return StatementReading(
        id="s", meeting_id="m3", at=STARTED, edition="later", heard_by=heard_by, declined_by=declined_by
    )


def test_the_statement_is_due_for_those_who_come_in_later() -> None:
    here = (Interval(STARTED),)
    there = attendance("pol", "A", id="a", intervals=here)
    late = attendance("hsg", "B", id="b", intervals=here)
    gone = attendance("hlth", "C", id="c", intervals=(Interval(STARTED, STARTED + timedelta(minutes=5)),))
    never = attendance("educ", "D", id="d", state=AttendanceState.NO_REPLY)
    room = (there, late, gone, never)
    assert statement_due(room, ()) == ("a", "b")
    assert statement_due(room, (reading("a", "c"),)) == ("b",)
    assert statement_missed(room, (reading("a"),)) == ("b", "c")
    assert statement_missed(room, (reading("a"), reading("b", declined_by=("c",)))) == ()
