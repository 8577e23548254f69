"""Who leaves, who stays and who is due between two cases of a day."""

from __future__ import annotations

from datetime import timedelta

from domain_builders import STARTED, attendance

from mappa_desk.domain.attendance import AttendanceState, Interval, Mode
from mappa_desk.domain.changeovers import in_at_the_end, movement, same_person

END = STARTED + timedelta(minutes=30)


def expected(agency: str, name: str, **changes):
    return attendance(
        agency, name, meeting_id="m4", **{"state": AttendanceState.EXPECTED, "mode": None, **changes}
    )


def names(movers) -> list[str]:
    return [one.name for one in movers]


def test_those_who_were_in_at_the_end_are_here_and_no_others() -> None:
    until_the_end = attendance("pol", "Dewi", intervals=(Interval(STARTED, END),))
    left_before = attendance("hsg", "Jan", intervals=(Interval(STARTED, END - timedelta(minutes=5)),))
    came_back = attendance(
        "prob",
        "Ruth",
        intervals=(
            Interval(STARTED, STARTED + timedelta(minutes=3)),
            Interval(END - timedelta(minutes=9), END),
        ),
    )
    never = attendance("hlth", "Siân", state=AttendanceState.APOLOGIES)
    marked_only = attendance("educ", "Elin")
    rows = (until_the_end, left_before, came_back, never, marked_only)
    assert in_at_the_end(rows, END) == (until_the_end, came_back)
    still_in = attendance("pol", "Mair", intervals=(Interval(STARTED),))
    assert in_at_the_end((*rows, still_in), None) == (still_in,)


def test_somebody_on_both_lists_stays_as_present_in_the_same_way() -> None:
    here = (attendance("pol", "Dewi", mode=Mode.VIDEO), attendance("hsg", "Jan", mode=Mode.TELEPHONE))
    dewi = expected("pol", "DEWI", role="sergeant", observer=True, intervals=(Interval(STARTED),))
    elin = expected("educ", "Elin")
    mair = expected("csc", "Mair", state=AttendanceState.NO_REPLY)
    sent_report = expected("hlth", "Siân", state=AttendanceState.APOLOGIES)
    found = movement(here, (dewi, elin, mair, sent_report))
    assert (names(found.leave), names(found.stay), names(found.due)) == (["Jan"], ["DEWI"], ["Elin", "Mair"])
    assert [one.no_reply for one in found.due] == [False, True]
    assert found.leave[0].mode is Mode.TELEPHONE
    (row,) = found.rows
    assert (row.id, row.state, row.mode, row.intervals) == (dewi.id, AttendanceState.ATTENDED, Mode.VIDEO, ())
    assert (row.role, row.observer) == ("sergeant", True)


def test_the_same_known_person_stays_under_another_spelling() -> None:
    here = (attendance("pol", "D. Prosser", person_id="p1"),)
    found = movement(here, (expected("pol", "Dewi Prosser", person_id="p1"),))
    assert names(found.stay) == ["Dewi Prosser"]
    assert not same_person(attendance("pol", "A"), attendance("pol", "B"))
    assert not same_person(attendance("pol", ""), attendance("pol", ""))
    assert not same_person(attendance("pol", "Ann"), attendance("hsg", "Ann"))


def test_who_sent_apologies_for_the_next_case_leaves_though_they_are_here() -> None:
    here = (attendance("pol", "Dewi"),)
    found = movement(here, (expected("pol", "Dewi", state=AttendanceState.APOLOGIES),))
    assert (names(found.leave), found.stay, found.due, found.rows) == (["Dewi"], (), (), ())


def test_a_deputy_stays_a_deputy_for_the_same_person() -> None:
    deputy = attendance(
        "pol", "Mair", role="sergeant", state=AttendanceState.DEPUTY, deputy_for="Dewi", mode=Mode.ROOM
    )
    (row,) = movement((deputy,), (expected("pol", "Dewi", role="inspector"),)).rows
    assert (row.name, row.role, row.deputy_for) == ("Mair", "sergeant", "Dewi")
    assert (row.state, row.mode) == (AttendanceState.DEPUTY, Mode.ROOM)
    known = attendance("pol", "Mair", state=AttendanceState.DEPUTY, deputy_for="D. Prosser", person_id="p1")
    (row,) = movement((known,), (expected("pol", "Dewi Prosser", person_id="p1"),)).rows
    assert (row.name, row.deputy_for) == ("Mair", "Dewi Prosser")
    unnamed = attendance("pol", "Mair", state=AttendanceState.DEPUTY, deputy_for="Inspector")
    assert movement((unnamed,), (expected("hsg", "Inspector"), expected("pol", "Elin"))).stay == ()


def test_a_deputy_who_is_on_the_next_list_is_there_as_it_says() -> None:
    deputy = attendance("pol", "Mair", state=AttendanceState.DEPUTY, deputy_for="Dewi")
    own = movement((deputy,), (expected("pol", "Dewi"), expected("pol", "Mair")))
    assert [(row.name, row.state, row.deputy_for) for row in own.rows] == [
        ("Mair", AttendanceState.ATTENDED, "")
    ]
    assert names(own.due) == ["Dewi"]
    told = movement((deputy,), (expected("pol", "Mair", deputy_for="Dewi"),))
    assert [(row.state, row.deputy_for) for row in told.rows] == [(AttendanceState.DEPUTY, "Dewi")]
    named = movement((attendance("pol", "Mair"),), (expected("pol", "Mair", deputy_for="Dewi"),))
    assert [(row.state, row.deputy_for) for row in named.rows] == [(AttendanceState.DEPUTY, "Dewi")]


def test_who_is_replaced_by_another_deputy_next_time_leaves() -> None:
    here = (attendance("pol", "Dewi", person_id="p1"),)
    listed = (expected("pol", "Zoe", deputy_for="Dewi", person_id="p1"),)
    found = movement(here, listed)
    assert (names(found.leave), names(found.due)) == (["Dewi"], ["Zoe"])


def test_who_was_marked_for_the_next_case_before_it_began_is_told_as_here() -> None:
    found = movement((), (expected("educ", "Elin", state=AttendanceState.ATTENDED), expected("hsg", "Jan")))
    assert [(one.name, one.is_here) for one in found.due] == [("Elin", True), ("Jan", False)]
    assert found.rows == ()
