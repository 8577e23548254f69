"""The clocks of a case: when each runs out, how it stands, and in what order they are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.areas import AreaStandard
from mappa_desk.domain.cases import Level
from mappa_desk.domain.clocks import (
    CaseActions,
    CaseMeetings,
    ClockKind,
    ClockRules,
    ClockStands,
    ClocksView,
    DraftMinutes,
    ReportsAwaited,
    figures,
    in_order,
    of_actions,
    soon_until,
)

MONDAY = date(2026, 11, 23)
CASE = CaseMeetings(case_id="c1", case_reference="LAN-0417", level=Level.TWO)


def figure(code: str, value: float, unit: str = "working days", **facts: object) -> AreaStandard:
    return AreaStandard(id=code, title=code, value=value, unit=unit, **facts)  # type: ignore[arg-type]  # by name


STANDARDS = (
    figure("minutes_level_2", 10),
    figure("minutes_level_3", 5),
    figure("first_meeting_level_2", 20),
    figure("first_meeting_level_3", 10),
    figure("review_level_2", 16, "weeks"),
    figure("review_level_3", 8, "weeks"),
    figure("contributions_before_meeting", 5),
    figure("clocks_ahead", 3, "days"),
)
RULES = ClockRules(STANDARDS)


def draft(level: Level = Level.TWO) -> DraftMinutes:
    return DraftMinutes(
        case_id="c1",
        case_reference="LAN-0417",
        meeting_id="m1",
        meeting_kind=MeetingKind.REVIEW,
        level=level,
        met_on=MONDAY,
        ended_on=MONDAY,
    )


def reports(on: date, awaited: int = 2) -> ReportsAwaited:
    return ReportsAwaited(
        case_id="c1",
        case_reference="LAN-0417",
        meeting_id="m2",
        meeting_kind=MeetingKind.REVIEW,
        level=Level.TWO,
        planned_on=on,
        agencies=6,
        awaited=awaited,
    )


@pytest.mark.parametrize(
    ("level", "due"), [(Level.TWO, date(2026, 12, 7)), (Level.THREE, date(2026, 11, 30))]
)
def test_minutes_are_due_by_the_level_of_their_meeting(level: Level, due: date) -> None:
    clock = RULES.minutes(draft(level))
    assert (clock.kind, clock.due, clock.since) == (ClockKind.MINUTES, due, MONDAY)
    assert clock.standard is not None and clock.standard.value == {Level.TWO: 10, Level.THREE: 5}[level]
    assert clock.key == "minutes:m1"


def test_a_bank_holiday_moves_the_last_day() -> None:
    on_holiday = ClockRules(STANDARDS, lambda day: day == date(2026, 12, 1))
    assert on_holiday.minutes(draft()).due == date(2026, 12, 8)
    assert on_holiday.reports(reports(date(2026, 12, 4))).due == date(2026, 11, 26)


def test_a_review_is_due_after_the_last_meeting_by_the_level_of_the_case() -> None:
    met = replace(CASE, last_on=MONDAY, agreed_on=date(2027, 1, 4))
    two, three = RULES.of_case(met), RULES.of_case(replace(met, level=Level.THREE))
    assert two is not None and three is not None
    assert (two.kind, two.due, two.agreed_on) == (
        ClockKind.REVIEW,
        MONDAY + timedelta(weeks=16),
        date(2027, 1, 4),
    )
    assert three.due == MONDAY + timedelta(weeks=8)
    assert RULES.of_case(replace(met, leaves=True)) is None


def test_a_first_meeting_is_due_after_the_referral_was_accepted() -> None:
    clock = RULES.of_case(replace(CASE, referral_accepted_on=MONDAY))
    assert clock is not None
    assert (clock.kind, clock.since, clock.due) == (ClockKind.FIRST_MEETING, MONDAY, date(2026, 12, 21))
    assert clock.key == "first_meeting:c1"


def test_a_referral_after_the_last_meeting_begins_anew_and_one_before_it_does_not() -> None:
    met = replace(CASE, last_on=MONDAY, leaves=True)
    anew = RULES.of_case(replace(met, referral_accepted_on=MONDAY + timedelta(days=1)))
    assert anew is not None and anew.kind is ClockKind.FIRST_MEETING and anew.agreed_on is None
    assert RULES.of_case(replace(met, referral_accepted_on=MONDAY)) is None
    going_on = RULES.of_case(replace(met, referral_accepted_on=MONDAY, leaves=False))
    assert going_on is not None and going_on.kind is ClockKind.REVIEW


def test_a_missing_referral_date_is_seen_as_a_clock_without_a_day() -> None:
    clock = RULES.of_case(CASE)
    assert clock is not None
    assert (clock.kind, clock.since, clock.due) == (ClockKind.FIRST_MEETING, None, None)
    assert clock.stands(MONDAY) is ClockStands.NOT_KNOWN


@pytest.mark.parametrize(
    "standards",
    [
        (),
        (figure("minutes_level_2", 10, "per cent"), figure("contributions_before_meeting", 10, "weeks")),
        (figure("minutes_level_2", 9e9, "weeks"), figure("contributions_before_meeting", 2, "weeks")),
        (figure("minutes_level_2", 95_700, "months"), figure("contributions_before_meeting", 2, "weeks")),
    ],
)
def test_a_figure_that_gives_no_day_leaves_the_clock_without_one(standards: tuple[AreaStandard, ...]) -> None:
    rules = ClockRules(standards)
    assert rules.minutes(draft()).due is None
    assert rules.reports(reports(MONDAY)).due is None
    assert rules.ahead == 7


def test_reports_are_due_so_many_working_days_before_the_meeting() -> None:
    clock = RULES.reports(reports(MONDAY + timedelta(days=14)))
    assert (clock.due, clock.planned_on) == (date(2026, 11, 30), date(2026, 12, 7))
    assert (clock.count, clock.of) == (2, 6)


def test_actions_run_out_with_the_earliest_of_them() -> None:
    clock = of_actions(
        CaseActions(case_id="c1", case_reference="LAN-0417", due=5, overdue=2, earliest_on=MONDAY)
    )
    assert (clock.kind, clock.due, clock.count, clock.of) == (ClockKind.ACTIONS, MONDAY, 5, 2)
    assert clock.standard is None


@pytest.mark.parametrize(
    ("days", "stands"),
    [(-1, ClockStands.LATE), (0, ClockStands.SOON), (3, ClockStands.SOON), (4, ClockStands.RUNNING)],
)
def test_how_a_clock_stands_turns_at_the_end_of_its_last_day(days: int, stands: ClockStands) -> None:
    clock = replace(RULES.minutes(draft()), due=MONDAY + timedelta(days=days))
    assert clock.stands(MONDAY, RULES.ahead) is stands


def test_a_meeting_planned_after_the_last_day_is_told_before_it_is_late() -> None:
    met = replace(CASE, last_on=MONDAY, planned_id="m9")
    last_day = MONDAY + timedelta(weeks=16)
    for planned, stands in (
        (last_day, ClockStands.RUNNING),
        (last_day + timedelta(1), ClockStands.WILL_BE_LATE),
    ):
        clock = RULES.of_case(replace(met, planned_on=planned))
        assert clock is not None and clock.stands(MONDAY) is stands
        assert (clock.meeting_id, clock.stands(last_day + timedelta(1))) == ("m9", ClockStands.LATE)
    before_meeting = RULES.reports(reports(MONDAY + timedelta(days=30)))
    assert before_meeting.stands(MONDAY) is ClockStands.RUNNING


def test_the_view_counts_what_ran_out_and_names_each_figure_once() -> None:
    met = replace(CASE, last_on=MONDAY)
    found = [RULES.minutes(draft()), RULES.minutes(replace(draft(), meeting_id="m7"))]
    found += [clock for case in (CASE, met) if (clock := RULES.of_case(case)) is not None]
    found.append(
        of_actions(CaseActions(case_id="c1", case_reference="LAN-0417", due=1, overdue=1, earliest_on=MONDAY))
    )
    today = MONDAY + timedelta(days=1)
    view = ClocksView(today=today, ahead=7, clocks=in_order(found), standards=figures(found))
    assert view.late == 1
    assert [standard.id for standard in view.standards] == [
        "minutes_level_2",
        "review_level_2",
        "first_meeting_level_2",
    ]
    assert view.unconfirmed == view.standards
    known = figure("minutes_level_2", 10, verified_by="Jo Parry", verified_on=MONDAY)
    assert replace(view, standards=(known, *view.standards[1:])).unconfirmed == view.standards[1:]
    assert (view.clocks[0].due, view.clocks[-1].due) == (MONDAY, None)


@given(st.permutations(range(8)))
def test_the_order_does_not_hang_on_how_they_were_found(places: list[int]) -> None:
    clocks = [
        replace(
            RULES.minutes(draft()),
            meeting_id=f"m{n}",
            case_reference=f"LAN-{n % 3}",
            due=None if n > 5 else MONDAY + timedelta(days=n // 2),
        )
        for n in range(8)
    ]
    assert in_order(clocks[place] for place in places) == in_order(clocks)


def test_soon_ends_so_many_days_from_now() -> None:
    assert soon_until(MONDAY, 7) == date(2026, 11, 30)


def test_a_figure_beyond_reason_stays_within_the_calendar() -> None:
    rules = ClockRules((figure("contributions_before_meeting", 9e9), figure("clocks_ahead", 9e9, "days")))
    due = rules.reports(reports(MONDAY)).due
    assert due is not None and due < MONDAY - timedelta(days=2000)
    assert soon_until(MONDAY, rules.ahead) == MONDAY + timedelta(days=366)
