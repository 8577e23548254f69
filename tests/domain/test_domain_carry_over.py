"""Nothing open ever drops: actions over many meetings, and each outcome an action takes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from domain_builders import STARTED, TODAY, action, event, meeting
from hypothesis import given
from hypothesis import strategies as st

from mappa_desk.domain.actions import (
    Action,
    ActionEvent,
    ActionEventKind,
    ActionState,
    Deadline,
    DeadlineKind,
)
from mappa_desk.domain.carry_over import (
    ANOTHER_OUTCOME,
    BY_UNDO,
    KEEPING,
    SETTLING,
    carried_count,
    events_that_stand,
    is_settled_at,
    made_at,
    outcome,
    past_actions,
    state_after,
)
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting

Kind = ActionEventKind
BEFORE = STARTED - timedelta(days=30)
AFTER = STARTED + timedelta(days=2)


def due(days: int) -> Deadline:
    return Deadline(kind=DeadlineKind.DATE, on=TODAY + timedelta(days=days))


def tags(actions: tuple[Action, ...], events: tuple[ActionEvent, ...] = (), **changes: object) -> list[str]:
    held = meeting(3, **changes)
    return [past.action.tag for past in past_actions(actions, events, meeting=held, today=TODAY)]


def test_overdue_ones_lead_and_undated_ones_end() -> None:
    found = past_actions(
        (
            action("M02-01", deadline=Deadline()),
            action("M02-02", deadline=due(5)),
            action("M01-09", deadline=due(-3)),
            action("M02-03", deadline=due(5)),
            action("M02-10", deadline=due(5)),
        ),
        (),
        meeting=meeting(3),
        today=TODAY,
    )
    assert [past.action.tag for past in found] == ["M01-09", "M02-02", "M02-03", "M02-10", "M02-01"]
    assert [past.overdue for past in found] == [True, False, False, False, False]


def test_what_this_or_a_later_meeting_made_is_not_from_before() -> None:
    assert tags((action("M03-01"), action("M04-01"), action("M02-01", removed=True))) == []
    assert made_at(action("M12-07")) == 12


def test_what_this_meeting_settles_stays_in_its_list() -> None:
    done = action("M02-01", state=ActionState.DONE)
    assert tags((done,), (event(done.id, Kind.DONE),)) == ["M02-01"]
    by_phone = event(done.id, Kind.DONE, at=AFTER, meeting_id=None)
    assert tags((done,), (by_phone,)) == ["M02-01"]
    long_ago = event(done.id, Kind.DONE, at=BEFORE, meeting_id="m2")
    assert tags((done,), (long_ago,)) == []
    assert tags((done,), (long_ago,), started_at=None) == []


def test_what_was_opened_again_comes_back() -> None:
    again = action("M02-01")
    settled = event(again.id, Kind.NOT_DONE, at=BEFORE, meeting_id="m2")
    here = event(again.id, Kind.REOPENED)
    since = event(again.id, Kind.REOPENED, at=AFTER, meeting_id=None)
    assert tags((again,), (settled, here)) == ["M02-01"]
    assert tags((again,), (settled, since)) == ["M02-01"]
    assert tags((again,), (settled, since), ended_at=STARTED + timedelta(hours=1)) == []


def test_a_new_date_does_not_move_the_row() -> None:
    late = action("M02-01", deadline=due(60))
    soon = action("M02-02", deadline=due(10))
    moved = event(
        late.id, Kind.CARRIED, due_before=TODAY - timedelta(days=1), due_after=TODAY + timedelta(days=60)
    )
    asked = event(soon.id, Kind.UPDATED, due_before=soon.deadline.on, due_after=soon.deadline.on)
    assert tags((soon, late), (moved, asked)) == ["M02-01", "M02-02"]


def test_an_outcome_counts_until_it_is_opened_again() -> None:
    done, again = event("a", Kind.DONE), event("a", Kind.REOPENED, at=AFTER)
    assert is_settled_at((done,), "m3")
    assert not is_settled_at((done,), "m2")
    assert not is_settled_at((again, done), "m3")
    assert not is_settled_at((event("a", Kind.UPDATED),), "m3")
    assert is_settled_at((event("a", Kind.CARRIED),), "m3")


def test_a_meeting_that_carries_twice_counts_once() -> None:
    events = (
        event("a", Kind.CARRIED),
        event("a", Kind.CARRIED, at=AFTER),
        event("a", Kind.CARRIED, meeting_id="m2"),
    )
    assert carried_count((*events, event("a", Kind.DONE))) == 2


@pytest.mark.parametrize(
    ("kind", "on", "state"),
    [
        (Kind.DONE, 15, ActionState.DONE),
        (Kind.DONE, 16, ActionState.DONE_LATE),
        (Kind.DONE_LATE, 1, ActionState.DONE_LATE),
        (Kind.OVERTAKEN, 1, ActionState.OVERTAKEN),
        (Kind.NOT_DONE, 16, ActionState.NOT_DONE),
        (Kind.WITHDRAWN, 1, ActionState.WITHDRAWN),
    ],
)
def test_an_outcome_settles(kind: ActionEventKind, on: int, state: ActionState) -> None:
    day = TODAY + timedelta(days=on)
    settled = outcome(action(), kind, on=day, note="Told by telephone.")
    assert (settled.state, settled.settled_on, settled.settled_note) == (state, day, "Told by telephone.")
    opened = outcome(settled, Kind.REOPENED, on=day, note="It was another address.")
    assert (opened.state, opened.settled_on, opened.settled_note) == (ActionState.OPEN, None, "")


def test_an_outcome_may_keep_it_open() -> None:
    held = action()
    carried = outcome(held, Kind.CARRIED, on=TODAY, note="The worker was away.", deadline=due(30))
    assert (carried.state, carried.carried, carried.deadline) == (ActionState.OPEN, 1, due(30))
    assert outcome(carried, Kind.CARRIED, on=TODAY, note="Away.", carried_here=True).carried == 1
    assert outcome(held, Kind.REDATED, on=TODAY, note="Asked for.", deadline=due(3)).deadline == due(3)
    assert outcome(held, Kind.TRANSFERRED, on=TODAY) == held


@pytest.mark.parametrize(
    "kind", [Kind.CARRIED, Kind.REDATED, Kind.OVERTAKEN, Kind.NOT_DONE, Kind.WITHDRAWN, Kind.REOPENED]
)
def test_what_was_not_simply_done_needs_a_reason(kind: ActionEventKind) -> None:
    with pytest.raises(RuleError, match="Say") as refused:
        outcome(action(), kind, on=TODAY, note=" ", deadline=due(1))
    assert refused.value.field == "note"


def test_refuses_what_the_state_does_not_take() -> None:
    settled = action(state=ActionState.DONE)
    with pytest.raises(RuleError, match="settled already"):
        outcome(settled, Kind.DONE, on=TODAY)
    with pytest.raises(RuleError, match="open already"):
        outcome(action(), Kind.REOPENED, on=TODAY, note="Why not.")
    with pytest.raises(RuleError, match="new date"):
        outcome(action(), Kind.REDATED, on=TODAY, note="Asked for.")


@dataclass
class Life:
    """A case over several meetings, kept the way the services keep it."""

    actions: dict[str, Action] = field(default_factory=dict)
    events: list[ActionEvent] = field(default_factory=list)

    def at(self, number: int) -> Meeting:
        begin = datetime(2026, 1, 1, 10, 0, tzinfo=UTC) + timedelta(weeks=8 * number)
        return meeting(number, planned_on=begin.date(), started_at=begin)

    def apply(self, act: Action, kind: ActionEventKind, held: Meeting, note: str) -> None:
        assert held.started_at is not None
        here = [e for e in self.events if e.action_id == act.id and e.meeting_id == held.id]
        changed = outcome(
            act,
            kind,
            on=held.planned_on,
            note=note,
            deadline=due(200) if kind is Kind.REDATED else None,
            carried_here=any(e.event_kind is Kind.CARRIED for e in here),
        )
        self.actions[act.id] = changed
        at = held.started_at + timedelta(seconds=len(self.events))
        self.events.append(event(act.id, kind, at=at, meeting_id=held.id, note=note))


OUTCOMES = st.sampled_from([*SETTLING, *KEEPING, Kind.UPDATED, Kind.REOPENED])
STEPS = st.lists(st.tuples(st.integers(0, 30), OUTCOMES), max_size=12)
MEETINGS = st.lists(st.tuples(st.integers(0, 3), STEPS), min_size=1, max_size=6)


@given(MEETINGS)
def test_over_any_history_every_open_action_comes_back(
    history: list[tuple[int, list[tuple[int, Kind]]]],
) -> None:
    life = Life()
    for number, (made, steps) in enumerate(history, start=1):
        held = life.at(number)
        assert held.started_at is not None
        open_before = {a.id for a in life.actions.values() if a.state is ActionState.OPEN}
        listed = past_actions(life.actions.values(), life.events, meeting=held, today=held.planned_on)
        assert {past.action.id for past in listed} == open_before
        order = [past.action.deadline.on or date.max for past in listed]
        assert order == sorted(order)
        for pick, kind in steps:
            pool = [past.action.id for past in listed]
            if pool:
                chosen = life.actions[pool[pick % len(pool)]]
                wants_open = kind is not Kind.REOPENED
                if wants_open == (chosen.state is ActionState.OPEN):
                    life.apply(chosen, kind, held, "Told at the meeting.")
        after = past_actions(life.actions.values(), life.events, meeting=held, today=held.planned_on)
        assert {past.action.id for past in after} == open_before
        for place in range(1, made + 1):
            new = action(f"M{number:02d}-{place:02d}", deadline=due(place * 7))
            life.actions[new.id] = new
            life.events.append(event(new.id, Kind.MADE, at=held.started_at, meeting_id=held.id))
        over = replace(held, ended_at=held.started_at + timedelta(hours=1))
        closed = past_actions(life.actions.values(), life.events, meeting=over, today=held.planned_on)
        assert {past.action.id for past in closed} == open_before
        for act in life.actions.values():
            told = [e for e in life.events if e.action_id == act.id]
            assert state_after(told) in (act.state, ActionState.DONE)
            assert (state_after(told) is ActionState.OPEN) == (act.state is ActionState.OPEN)
            assert carried_count(told) == act.carried


def test_what_was_taken_back_does_not_stand() -> None:
    def told(*kinds: Kind) -> tuple[ActionEvent, ...]:
        return tuple(
            event("a", kind, at=STARTED + timedelta(minutes=at)) for at, kind in enumerate(kinds, start=1)
        )

    def stand(*kinds: Kind) -> list[Kind]:
        before = event("a", Kind.DONE, at=BEFORE, meeting_id=None)
        after = event("a", Kind.UPDATED, at=AFTER, meeting_id="m4")
        found = events_that_stand((after, *reversed(told(*kinds)), before), "m3")
        return [one.event_kind for one in found]

    assert stand(Kind.CARRIED, Kind.REDATED) == [Kind.CARRIED, Kind.REDATED]
    assert stand(Kind.CARRIED, Kind.REDATED, Kind.REOPENED, Kind.DONE) == [Kind.DONE]
    assert stand(Kind.UPDATED, Kind.DONE, Kind.REOPENED) == [Kind.UPDATED]
    assert stand(Kind.REOPENED, Kind.DONE, Kind.REOPENED) == [Kind.REOPENED]
    assert stand(Kind.ACCEPTED) == [Kind.ACCEPTED]


def test_what_undo_settled_again_was_not_opened_by_the_meeting() -> None:
    def stand(*told: tuple[Kind, str | None, str]) -> list[Kind]:
        lines = [
            event("a", kind, at=STARTED + timedelta(minutes=at), meeting_id=where, note=note)
            for at, (kind, where, note) in enumerate(told, start=1)
        ]
        return [one.event_kind for one in events_that_stand(lines, "m3")]

    opened, undone = (Kind.REOPENED, "m3", "Why"), (Kind.REOPENED, "m3", BY_UNDO)
    again = (Kind.DONE, None, BY_UNDO)
    assert stand(opened, again) == []
    assert stand(opened, (Kind.DONE, None, "By telephone")) == [Kind.REOPENED]
    assert stand(opened, (Kind.CARRIED, "m3", ""), undone, again) == [Kind.REOPENED]
    assert stand((Kind.REOPENED, "m3", ANOTHER_OUTCOME), (Kind.NOT_DONE, "m3", ""), undone, again) == []
    later = (Kind.NOT_DONE, "m4", "")
    assert stand(opened, later, (Kind.REOPENED, "m4", BY_UNDO), again) == [Kind.REOPENED]
    assert stand(opened, (Kind.CARRIED, "m3", ""), undone, (Kind.UPDATED, None, "Rang"), again) == []


def test_what_came_in_settled_was_never_open_at_a_meeting_that_ran() -> None:
    came, later = STARTED + timedelta(minutes=5), STARTED + timedelta(minutes=9)
    old = action("M00-01", meeting_id=None, state=ActionState.DONE)
    made = event(old.id, Kind.MADE, at=came, meeting_id=None)
    at_once, since = (event(old.id, Kind.DONE, at=at, meeting_id=None) for at in (came, later))
    assert tags((old,), (made, at_once)) == []
    assert tags((old,), (made, since)) == ["M00-01"], "it was open and was done while the meeting ran"
    opened = replace(old, state=ActionState.OPEN)
    again = event(old.id, Kind.REOPENED, at=later, meeting_id=None)
    assert tags((opened,), (made, at_once, again)) == ["M00-01"]
