"""The life of an action: what stands, what was taken back, how often it moved, and what folds away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from domain_builders import STARTED, TODAY, action, event, meeting, past, whole_view

from mappa_desk.domain.action_lives import (
    BY_UNDO,
    RELEASE_MOVED,
    TAKEN_BACK,
    LifeLine,
    around,
    changed_fields,
    doings_that_stand,
    last_doing,
    lines_that_stand,
    own_note,
    prompts_chair,
    redated_count,
    rung_code,
    taking_back,
    tidy_label,
)
from mappa_desk.domain.actions import (
    Acceptance,
    ActionEvent,
    ActionEventKind,
    ActionState,
    Deadline,
    Priority,
)
from mappa_desk.domain.carry_over import is_folded, open_at_end, past_actions, will_carry
from mappa_desk.domain.chasing import ChangeKind, Rung, UrgentChange
from mappa_desk.domain.day_of_meeting import as_on_the_day, since_the_meeting
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.gaps import GapFigures, find_gaps
from mappa_desk.domain.since_last import changes_since
from mappa_desk.domain.views import PastAction

Kind = ActionEventKind
HOUR = timedelta(hours=1)
DAYS = (TODAY, TODAY + timedelta(days=5), TODAY + timedelta(days=9))


def said(hours: int, kind: Kind = Kind.UPDATED, note: str = "Rang", **changes: object) -> ActionEvent:
    """A line that was kept between meetings so many hours after the start."""
    found = event("a", kind, at=STARTED + hours * HOUR, meeting_id=None, note=note)
    return replace(found, **changes)  # type: ignore[arg-type]  # by name


def redated(
    hours: int, before: date | None, after: date | None, note: str = "Ill", **more: object
) -> ActionEvent:
    return said(hours, Kind.REDATED, note, due_before=before, due_after=after, **more)


def test_a_line_that_takes_back_goes_with_the_doing_before_it() -> None:
    made = event("a", Kind.MADE)
    done, moved = said(2, Kind.DONE), redated(2, DAYS[0], DAYS[1], "")
    back = (said(3, Kind.REDATED, TAKEN_BACK), said(3, Kind.REOPENED, TAKEN_BACK))
    again = said(4)
    stand = doings_that_stand((again, *back, moved, done, made))
    assert [[one.event_kind for one in doing] for doing in stand] == [[Kind.MADE], [Kind.UPDATED]]
    assert lines_that_stand((made, done, moved, *back)) == (made,)
    at_a_meeting = replace(done, meeting_id="m3")
    assert lines_that_stand((at_a_meeting, *back)) == (at_a_meeting,)
    assert lines_that_stand(back) == ()
    assert LifeLine(event=back[0]).takes_back and not LifeLine(event=made).takes_back
    assert [own_note(note) for note in (TAKEN_BACK, "Rang")] == [f"{TAKEN_BACK}.", "Rang"]


@pytest.mark.parametrize(
    ("doing", "can"),
    [
        ((), False),
        ((said(1),), True),
        ((said(1, note="", told_by="Ann"),), True),
        ((said(1, note="", evidence="Letter"),), True),
        ((said(1, note=""),), False),
        ((said(1, Kind.DONE, note=""),), True),
        ((said(1, Kind.CARRIED),), False),
        ((said(1, Kind.MADE),), False),
        ((said(1, Kind.REOPENED, BY_UNDO),), False),
        ((redated(1, *DAYS[:2], RELEASE_MOVED),), False),
        ((said(1, meeting_id="m3"),), False),
        ((said(1), said(2, note=TAKEN_BACK)), False),
    ],
)
def test_what_was_kept_on_purpose_between_meetings_can_be_taken_back(
    doing: tuple[ActionEvent, ...], can: bool
) -> None:
    assert bool(last_doing(doing)) is can


def test_each_line_knows_what_it_changed_and_what_takes_it_back() -> None:
    kinds = (Kind.DONE, Kind.REOPENED, Kind.ACCEPTED, Kind.TRANSFERRED, Kind.MARKED, Kind.CHASED)
    back = [taking_back(said(1, kind), ActionState.NOT_DONE) for kind in kinds]
    assert back == [
        Kind.REOPENED, Kind.NOT_DONE, Kind.ACCEPTANCE_UNDONE, Kind.TRANSFERRED, Kind.MARKED, Kind.CHASED
    ]  # fmt: skip
    assert changed_fields((said(1, Kind.DONE), redated(1, *DAYS[:2]))) == (
        "state", "settled_on", "settled_note", "deadline"
    )  # fmt: skip
    first = action()
    second = replace(first, state=ActionState.DONE)
    third = replace(second, urgent=True)
    states = [(STARTED + at * HOUR, state) for at, state in enumerate((first, second, third))]
    assert around(states, STARTED + HOUR, ("state",)) == (first, second)
    assert around(states, STARTED + 2 * HOUR, ("state",)) is None
    assert around(states, STARTED, ("state",)) is None


def test_a_day_that_moved_counts_unless_it_was_taken_back() -> None:
    first, second, third = DAYS
    assert redated_count((redated(1, first, second), redated(2, second, third))) == 2
    assert redated_count((redated(1, first, second), redated(2, second, first, TAKEN_BACK))) == 0
    assert redated_count((redated(1, None, first), redated(2, first, None), redated(3, first, first))) == 0
    assert redated_count((redated(1, first, second, BY_UNDO), said(2))) == 0
    at_meeting = redated(1, first, second, meeting_id="m3")
    opened = said(2, Kind.REOPENED, BY_UNDO, meeting_id="m3")
    assert redated_count((at_meeting, opened)) == 0
    assert redated_count((at_meeting, opened, replace(at_meeting, at=STARTED + 3 * HOUR))) == 1
    assert redated_count((at_meeting, replace(opened, meeting_id="m4"), said(5, Kind.REOPENED))) == 1


def test_the_third_carry_prompts_and_the_ladder_begins_anew_with_a_new_date() -> None:
    assert [prompts_chair(action(carried=count), 3) for count in (1, 2, 5)] == [False, True, True]
    assert not prompts_chair(action(carried=2, state=ActionState.DONE), 3)
    climbed = (said(1, Kind.CHASED, rung="reminder"), said(2, Kind.CHASED, rung="spoc"), said(3, Kind.CHASED))
    assert rung_code(action(), climbed) == "spoc"
    assert rung_code(action(state=ActionState.DONE), climbed) == ""
    assert rung_code(action(), (*climbed, redated(4, *DAYS[:2]))) == ""
    assert rung_code(action(), (*climbed[:2], said(5, Kind.CHASED, TAKEN_BACK, rung="spoc"))) == "reminder"


def test_a_label_is_one_word() -> None:
    assert [tidy_label(typed) for typed in ("#Housing", " key  Worker ", "tŷ-2")] == [
        "housing", "key-worker", "tŷ-2"
    ]  # fmt: skip
    for typed in ("", "#", "a,b", "-x", "x" * 41):
        with pytest.raises(RuleError):
            tidy_label(typed)


def test_priority_is_said_and_not_counted() -> None:
    assert action(urgent=True, before_release=True).priority is Priority.URGENT
    assert action(before_release=True).priority is Priority.BEFORE_RELEASE


def test_what_came_in_later_is_not_in_the_list_of_a_meeting_that_was_over() -> None:
    outside = action("M00-01", meeting_id=None)
    over = meeting(3, ended_at=STARTED + HOUR)

    def listed(*told: ActionEvent) -> list[str]:
        events = [replace(one, action_id=outside.id) for one in told]
        found = past_actions((outside,), events, meeting=over, today=TODAY)
        return [past.action.tag for past in found]

    assert listed(said(2, Kind.MADE)) == []
    assert listed(said(2, Kind.MADE), said(3, Kind.CARRIED, meeting_id="m3")) == ["M00-01"]
    assert listed(said(0, Kind.MADE)) == ["M00-01"]
    assert listed() == ["M00-01"]
    running = past_actions((outside,), (), meeting=meeting(3), today=TODAY)
    assert [past.left_open for past in running] == [True]


def test_an_action_that_was_settled_only_since_was_left_open() -> None:
    over, since = meeting(3, ended_at=STARTED + HOUR), said(2, Kind.DONE)
    done = action("M02-01", state=ActionState.DONE)
    assert open_at_end(done, (since,), over)
    assert not open_at_end(done, (replace(since, meeting_id="m3"),), over)
    assert not open_at_end(done, (), over)
    assert not open_at_end(done, (since,), meeting(3))


@pytest.mark.parametrize(
    ("changes", "folded"),
    [
        ({}, True),
        ({"look_on": None}, False),
        ({"look_on": TODAY}, False),
        ({"deadline": Deadline(on=TODAY - timedelta(days=1))}, False),
        ({"state": ActionState.DONE}, False),
        ({"removed": True}, False),
    ],
)
def test_an_action_folds_until_its_day_unless_it_is_overdue(changes: dict[str, object], folded: bool) -> None:
    far = action("M02-01", **{"look_on": TODAY + timedelta(days=1), **changes})
    assert is_folded(far, TODAY) is folded
    if not far.removed and far.state is ActionState.OPEN:
        (past,) = past_actions((far,), (), meeting=meeting(3), today=TODAY)
        assert past.folded is folded
        kept = (event(far.id, Kind.CARRIED),)
        assert not past_actions((far,), kept, meeting=meeting(3), today=TODAY)[0].folded


def test_minutes_tell_their_own_day() -> None:
    over = meeting(3, ended_at=STARTED + HOUR)
    was = action("M03-01", acceptance=Acceptance.ACCEPTED)
    moved = replace(was, deadline=Deadline(on=TODAY + timedelta(days=40)), text="Better words")
    now = replace(moved, state=ActionState.DONE, settled_on=TODAY, carried=1)
    states: list[tuple[datetime, object]] = [
        (STARTED, was), (STARTED + 2 * HOUR, moved), (STARTED + 3 * HOUR, now)
    ]  # fmt: skip
    lines = (
        event("a", Kind.MADE),
        redated(2, was.deadline.on, moved.deadline.on),
        said(3, Kind.DONE),
        said(3, Kind.CARRIED, meeting_id="m4"),
        said(4, Kind.UPDATED, meeting_id="m3"),
        said(5, Kind.REDATED, RELEASE_MOVED),
    )
    since = since_the_meeting(lines, over)
    assert [one.event_kind for one in since] == [Kind.REDATED, Kind.DONE, Kind.CARRIED, Kind.UPDATED]
    assert since_the_meeting(lines, meeting(3)) == ()
    kept = [(one.at, one) for one in since]
    assert as_on_the_day(now, kept, states, over) == replace(was, text="Better words")  # type: ignore[arg-type]  # states
    assert as_on_the_day(now, kept, (), over) == now
    assert as_on_the_day(now, (), states, over) is now  # type: ignore[arg-type]  # states
    late = replace(now, state=ActionState.NOT_DONE)
    put_right = (*kept, (STARTED + 4 * HOUR, said(4, Kind.NOT_DONE, meeting_id="m3")))
    found = as_on_the_day(late, put_right, [*states, (STARTED + 4 * HOUR, late)], over)  # type: ignore[arg-type, list-item]  # states
    assert (found.state, found.deadline) == (ActionState.NOT_DONE, was.deadline)


def test_an_owner_whom_the_meeting_named_is_told_though_a_reply_had_named_him_before() -> None:
    over = meeting(3, ended_at=STARTED + HOUR)
    was = action("M02-01", owner_name="Ola Nowak", owner_agency="hsg")
    now = replace(was, owner_name="Cai Rees", owner_agency="pol")
    states = [(STARTED, was), (STARTED + 2 * HOUR, now)]
    by_telephone, late = said(2, Kind.TRANSFERRED), said(3, Kind.TRANSFERRED, meeting_id="m3")
    kept = [(one.at, one) for one in (by_telephone, late)]
    assert as_on_the_day(now, kept[:1], states, over) == was
    assert as_on_the_day(now, kept, states, over) == now
    moved = replace(was, deadline=Deadline(on=DAYS[2]))
    days = [(STARTED, was), (STARTED + 2 * HOUR, moved)]
    lines = [(one.at, one) for one in (said(2, Kind.REDATED), said(3, Kind.REDATED, meeting_id="m3"))]
    assert as_on_the_day(moved, lines, days, over) == moved
    again = [*lines, (STARTED + 4 * HOUR, said(4, Kind.CARRIED, meeting_id="m4"))]
    carried = replace(moved, carried=1)
    assert as_on_the_day(carried, again, [*days, (STARTED + 4 * HOUR, carried)], over) == moved


def test_urgent_changes_since_the_last_meeting_come_in_the_order_of_their_days() -> None:
    def change(at: int, days_ago: int, **more: object) -> UrgentChange:
        return UrgentChange(
            id=f"{at}", case_id="c1", change_kind=ChangeKind.ARREST, text="Arrested",
            happened_on=TODAY - timedelta(days=days_ago), at=STARTED + at * HOUR, **more,  # type: ignore[arg-type]  # by name
        )  # fmt: skip

    every = (change(0, 5), change(1, 1), change(2, 3), change(3, 2, removed=True))
    assert [one.id for one in changes_since(every, STARTED)] == ["2", "1"]
    assert [one.id for one in changes_since(every, None)] == ["0", "2", "1"]


def test_what_was_settled_only_since_the_meeting_is_worth_a_look() -> None:
    since = replace(past(state=ActionState.DONE), left_open=True)

    def codes(one: PastAction) -> list[tuple[str, bool]]:
        found = find_gaps(whole_view(past_actions=(one,)), GapFigures())
        return [(gap.code, gap.blocking) for gap in found if gap.code.startswith("outcome")]

    assert codes(since) == [("outcome_since", False)]
    assert codes(replace(since, settled_here=True)) == []
    assert codes(replace(since, left_open=False)) == []
    assert codes(replace(since, action=replace(since.action, removed=True))) == []


def test_what_carries_over_is_all_that_is_open_soonest_first() -> None:
    own = (action("M03-01", deadline=Deadline()), action("M03-02", state=ActionState.DONE))
    before = (past(), replace(past(), action=action("M01-01", removed=True)))
    assert [one.tag for one in will_carry(own, before)] == ["M02-03", "M03-01"]


def test_a_round_of_chasing_is_taken_back_by_its_own_line() -> None:
    asked, told = said(1, Kind.CHASED, chase_id="c1"), said(2)
    back = said(3, Kind.CHASED, TAKEN_BACK, chase_id="c1")
    assert lines_that_stand((asked, told, back)) == (told,)
    assert lines_that_stand((asked, told, replace(back, event_kind=Kind.TOLD))) == (asked,)
    assert lines_that_stand((asked, told, replace(back, chase_id="c2"))) == (asked,)


def test_a_rung_is_verified_once_somebody_has_confirmed_it() -> None:
    rung = Rung(id="reminder", position=1, title="Reminder", to_whom="the owner", days=2, wording="{numbers}")
    assert not rung.verified and not replace(rung, verified_on=TODAY).verified
    assert replace(rung, verified_on=TODAY, verified_by="Siân Morris").verified
