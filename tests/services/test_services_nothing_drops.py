"""Whatever is done over several meetings, an action that is open is on the list of the next one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from meeting_room import Room

from mappa_desk.domain.actions import Action, ActionEventKind, ActionState
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Case
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.services import actions, contributions, gaps, meetings, minutes, undo

RUNNING, PLANNED, ADJOURNED = MeetingState.RUNNING, MeetingState.PLANNED, MeetingState.ADJOURNED
OUTCOMES = (
    ActionEventKind.DONE,
    ActionEventKind.CARRIED,
    ActionEventKind.REDATED,
    ActionEventKind.NOT_DONE,
    ActionEventKind.REOPENED,
    ActionEventKind.TRANSFERRED,
    ActionEventKind.UPDATED,
)


class History:
    """One case that is lived through. Each step that the rules refuse is passed over, as a user would."""

    def __init__(self, room: Room) -> None:
        self.room, self.work = room, room.work
        self.case: Case = room.case()

    def meetings(self) -> list[Meeting]:
        with self.work.reading() as reading:
            return list(reading.all(Meeting, order_by="number", case_id=self.case.id))

    def actions(self) -> list[Action]:
        with self.work.reading() as reading:
            return list(reading.all(Action, order_by="tag", case_id=self.case.id))

    def plan(self, _: int) -> None:
        self.room.planned(self.case, MeetingKind.REVIEW)

    def start(self, pick: int) -> None:
        meetings.start_meeting(self.work, meeting_id=self._one(pick, PLANNED).id)

    def urgent(self, _: int) -> None:
        meetings.start_now(self.work, level=self.case.level, reference=self.case.reference)

    def adjourn(self, pick: int) -> None:
        meetings.adjourn(self.work, meeting_id=self._one(pick, RUNNING).id, to=None, reason="Fire alarm")

    def resume(self, pick: int) -> None:
        meetings.resume(self.work, meeting_id=self._one(pick, ADJOURNED).id)

    def close(self, pick: int) -> None:
        meetings.close_meeting(self.work, meeting_id=self._one(pick, RUNNING, ADJOURNED).id)

    def call_off(self, pick: int) -> None:
        meetings.cancel(self.work, meeting_id=self._one(pick, PLANNED, ADJOURNED).id, reason="No chair")

    def approve(self, pick: int) -> None:
        minutes.approve(
            self.work,
            meeting_id=self._one(pick, MeetingState.CLOSED).id,
            approved_by="Siân Morris",
            how=minutes.ApprovedHow.AT_DESK,
            on=self.work.today(),
            despite_gaps_because="Only to go on",
        )

    def act(self, pick: int) -> None:
        self.room.act(self._one(pick, RUNNING, MeetingState.CLOSED))

    def review(self, pick: int) -> None:
        self._review(pick, self._one(pick // 7, RUNNING, MeetingState.CLOSED).id)

    def ring(self, pick: int) -> None:
        self._review(pick, None)

    def undo(self, pick: int) -> None:
        undo.undo(self.work, meeting_id=self._one(pick, RUNNING, MeetingState.CLOSED).id)

    def redo(self, pick: int) -> None:
        undo.redo(self.work, meeting_id=self._one(pick, RUNNING, MeetingState.CLOSED).id)

    def turn(self, pick: int) -> None:
        kind = (EntryKind.ACTION, EntryKind.NOTE)[pick % 2]
        contributions.change_kind(self.work, entry_id=self._action(pick).entry_id, kind=kind)

    def bin(self, pick: int) -> None:
        entry_id = self._action(pick).entry_id
        (contributions.bring_back if pick % 3 else contributions.remove_entry)(self.work, entry_id=entry_id)

    def wait(self, pick: int) -> None:
        self.room.clock.go_on(days=1 + pick % 20)

    def _one(self, pick: int, *states: MeetingState) -> Meeting:
        found = [one for one in self.meetings() if one.state in states]
        if not found:
            raise RuleError("There is no such meeting.")
        return found[pick % len(found)]

    def _action(self, pick: int) -> Action:
        found = self.actions()
        if not found:
            raise RuleError("There is no action.")
        return found[pick % len(found)]

    def _review(self, pick: int, meeting_id: str | None) -> None:
        actions.review_action(
            self.work,
            action_id=self._action(pick).id,
            meeting_id=meeting_id,
            outcome=OUTCOMES[pick % len(OUTCOMES)],
            note="A reason",
            owner_agency="hsg",
            owner_name="Ola Nowak",
        )

    def check(self) -> None:
        """The next meeting lists every open action made before it, and says so until it has an outcome."""
        room, held = self.room, self.meetings()
        last = max((one.number for one in held if one.started_at is not None), default=0)
        running = [one for one in held if one.state is RUNNING]
        if not running and not any(one.state is PLANNED and one.number > last for one in held):
            self.plan(0)
            held = self.meetings()
        ahead = running or [one for one in held if one.state is PLANNED and one.number > last]
        open_ = {a.id: a for a in self.actions() if a.state is ActionState.OPEN and not a.removed}
        for meeting in ahead:
            seen = room.look(meeting)
            listed = {past.action.id: past for past in seen.past_actions}
            own = {action.id for action in seen.actions}
            assert set(open_) <= set(listed) | own, meeting.tag
            asked = {
                gap.record_id for gap in gaps.gaps(self.work, meeting_id=meeting.id) if gap.code == "outcome"
            }
            unsettled = {i for i, past in listed.items() if i in open_ and not past.settled_here}
            assert asked == unsettled


STEPS: tuple[Callable[[History, int], None], ...] = (
    History.plan,
    History.start,
    History.urgent,
    History.adjourn,
    History.resume,
    History.close,
    History.call_off,
    History.approve,
    History.act,
    History.act,
    History.review,
    History.review,
    History.ring,
    History.undo,
    History.redo,
    History.turn,
    History.bin,
    History.wait,
)


@pytest.mark.campaign
@settings(max_examples=10)
@given(st.data())
def test_no_open_action_is_ever_lost(laid_room: Room, shelf: Path, data: st.DataObject) -> None:
    room = laid_room.copied(Path(tempfile.mkdtemp(dir=shelf)) / "vault")
    try:
        life = History(room)
        steps = st.tuples(st.sampled_from(STEPS), st.integers(0, 41))
        for step, pick in data.draw(st.lists(steps, min_size=8, max_size=40)):
            try:
                step(life, pick)
            except RuleError:
                continue
            life.check()
    finally:
        room.close()
