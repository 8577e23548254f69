"""Who has been heard in which round, and who has heard the statement."""

from __future__ import annotations

from datetime import timedelta

from domain_builders import STARTED, attendance, entry, item

from mappa_desk.domain.agendas import Round
from mappa_desk.domain.attendance import AttendanceState, Interval, Mode, RemoteCheck
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.hearing import (
    final_views,
    heard,
    remote_due,
    remote_missed,
    statement_due,
    statement_missed,
    unheard,
)
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


def test_those_from_elsewhere_are_asked_once_even_if_they_come_back() -> None:
    stays = (Interval(STARTED, STARTED + timedelta(minutes=5)), Interval(STARTED + timedelta(minutes=9)))
    here = (Interval(STARTED),)
    video = attendance("hsg", "B", id="b", mode=Mode.VIDEO, intervals=stays)
    telephone = attendance("pris", "C", id="c", mode=Mode.TELEPHONE, intervals=here)
    room = attendance("pol", "A", id="a", mode=Mode.ROOM, intervals=here)
    gone = attendance("hlth", "D", id="d", mode=Mode.VIDEO, intervals=stays[:1])
    never = attendance("educ", "E", id="e", mode=Mode.VIDEO, state=AttendanceState.NO_REPLY)
    people = (video, telephone, room, gone, never)
    asked = RemoteCheck(id="r", meeting_id="m3", attendance_id="b", at=STARTED, alone=True)
    assert remote_due(people, ()) == ("b", "c")
    assert remote_due(people, (asked,)) == ("c",)
    assert remote_missed(people, (asked,)) == ("c", "d")


def test_any_final_view_is_asked_of_the_unheard_first_and_of_those_who_came_alone() -> None:
    items = (item("level", 17, heard_in=Round.LEVEL),)
    room = (*ROOM, attendance("csc", "K", 6))
    rows = heard(items, room, (entry("level", agency="pol"), entry("level", agency="educ")))
    assert final_views(rows, room) == (("hsg", "csc"), ("pol",))
    assert final_views((), ()) == ((), ())
