"""Random lives of cases, told beside the program by a small model that knows what each meeting must show."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from meeting_room import Room

from mappa_desk.domain.actions import (
    Action,
    ActionEventKind,
    ActionState,
    Channel,
    Deadline,
    DeadlineKind,
)
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Case
from mappa_desk.domain.chasing import ChangeKind
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import ApprovedHow, MinutesSnapshot
from mappa_desk.services import (
    action_lives,
    actions,
    contributions,
    gaps,
    meetings,
    minutes,
    undo,
    urgent_changes,
)
from mappa_desk.services.action_history import owner_words

Kind = ActionEventKind
CLOSING = (Kind.DONE, Kind.OVERTAKEN, Kind.NOT_DONE, Kind.WITHDRAWN)
OWNERS = (("prob", "Ann Lloyd"), ("hsg", "Ola Nowak"), ("pol", "Cai Rees"))


@dataclass(frozen=True)
class Told:
    """How one action stands, by what was done to it and by nothing else."""

    tag: str
    made: int
    """Number of the meeting that made it, 0 for one that came in."""
    state: ActionState = ActionState.OPEN
    due: date | None = None
    owner: str = ""
    carried: int = 0
    removed: bool = False

    @property
    def is_open(self) -> bool:
        """True when the next meeting has to ask after it."""
        return self.state is ActionState.OPEN and not self.removed


Picture = dict[str, Told]


@dataclass
class Held:
    """One meeting of the model: what it must list, and how everything stood when it was over."""

    meeting: Meeting
    asked: frozenset[str]
    """Ids of the actions that were open when it began."""
    day: Picture = field(default_factory=dict)
    over: bool = False
    approved: bool = False


class History:
    """One case that is lived through at random."""

    def __init__(self, room: Room, seed: int) -> None:
        self.room, self.work, self.dice = room, room.work, random.Random(seed)
        self.case: Case = room.case(f"LAN-{seed:05d}")
        self.now: Picture = {}
        self.held: list[Held] = []
        self.undoable: dict[str, list[Told]] = {}
        """For each action what it was before each doing between meetings that can still be taken back."""
        self.unsure: set[str] = set()
        """Actions of which undo or the bin may have left a line that can be taken back."""
        self.spoken: set[str] = set()
        """Actions that the last meeting gave an outcome."""
        self.checks = 0

    # The steps

    def step(self) -> None:
        """One step drawn at random of those that are possible now."""
        doing: list[Callable[[], None]] = [self.reply, self.reply, self.take_back, self.mark, self.come_in]
        last = self.held[-1] if self.held else None
        if last is None or last.over:
            doing += [self.begin] * 3 + [self.change]
        if last is not None and not last.over:
            doing += [self.act] * 3 + [self.review] * 4 + [self.close] * 2 + [self.undo, self.bin]
        if last is not None and last.over and not last.approved:
            doing += [self.review, self.approve]
        self.room.clock.go_on(days=self.dice.randrange(4), minutes=5)
        self.dice.choice(doing)()

    def begin(self) -> None:
        """The next meeting begins; before and after it must list exactly what is open."""
        meeting = self.room.planned(self.case, MeetingKind.REVIEW if self.held else MeetingKind.INITIAL)
        wanted = frozenset(key for key, told in self.now.items() if told.is_open)
        self.check_listed(meeting, wanted)
        meetings.start_meeting(self.work, meeting_id=meeting.id)
        self.check_listed(meeting, wanted)
        self.held.append(Held(meeting, wanted))
        self.spoken = set()

    def change(self) -> None:
        """Something that cannot wait brings an earlier meeting, which lists what is open."""
        change = urgent_changes.add_change(
            self.work,
            case_id=self.case.id,
            change_kind=ChangeKind.ARREST,
            happened_on=self.work.today(),
            text="Arrested",
        ).value
        arranged = {"change_id": change.id, "on": self.work.today()}
        meeting = urgent_changes.arrange_meeting(self.work, **arranged).value  # type: ignore[arg-type]  # by name
        self.check_listed(meeting, frozenset(key for key, told in self.now.items() if told.is_open))
        if self.held:
            assert change.id in {one.id for one in self.room.look(meeting).urgent_changes}
        urgent_changes.put_meeting_back(self.work, change_id=change.id)

    def act(self) -> None:
        """The running meeting makes an action, with or without a date."""
        meeting = self.held[-1].meeting
        agency, name = self.dice.choice(OWNERS)
        due = self._some_day()
        made = actions.make_action(
            self.work, meeting_id=meeting.id, item="plan", text="Visit the address", owner_agency=agency,
            owner_name=name, deadline=_dated(due),
        ).value  # fmt: skip
        self.now[made.id] = Told(made.tag, meeting.number, due=due, owner=owner_words(made))

    def come_in(self) -> None:
        """An action comes in that no meeting made."""
        agency, name = self.dice.choice(OWNERS)
        due = self._some_day()
        bare = Action(
            id=self.room.ids(), case_id=self.case.id, meeting_id=None, entry_id=None, tag="",
            text="Fit a lock", owner_agency=agency, owner_name=name, deadline=_dated(due),
        )  # fmt: skip
        with self.work.writing() as uow:
            kept = action_lives.came_in(self.work, uow, bare)
        self.now[kept.id] = Told(kept.tag, 0, due=due, owner=owner_words(kept))
        last = self.held[-1] if self.held else None
        if last is not None and not last.over:
            last.asked |= {kept.id}

    def review(self) -> None:
        """The last meeting gives an action from before its one outcome, be it in the write-up."""
        last = self.held[-1]
        pool = [key for key in sorted(last.asked - self.spoken) if not self.now[key].removed]
        if not pool:
            return
        key = self.dice.choice(pool)
        before, then = self.now[key], last.day.get(key)
        outcome = self.dice.choice((*CLOSING, Kind.CARRIED, Kind.CARRIED, Kind.REDATED, Kind.TRANSFERRED))
        given = self._given(outcome)
        actions.review_action(
            self.work, action_id=key, meeting_id=last.meeting.id, outcome=outcome, note="A reason", **given
        )
        late = before.due is not None and before.due < self.work.today()
        self.now[key] = _after(replace(before, state=ActionState.OPEN), outcome, given, late=late)
        if last.over and then is not None:
            last.day[key] = _after(replace(then, state=ActionState.OPEN), outcome, given, late=late)
        self.undoable.pop(key, None)
        self.spoken.add(key)

    def reply(self) -> None:
        """An agency tells of an action between meetings, or while one goes on."""
        pool = sorted(key for key, told in self.now.items() if not told.removed)
        if not pool:
            return
        key = self.dice.choice(pool)
        before = self.now[key]
        choices = (
            (Kind.UPDATED, Kind.REDATED, Kind.TRANSFERRED, *CLOSING) if before.is_open else (Kind.REOPENED,)
        )
        outcome = self.dice.choice(choices)
        given = self._given(outcome)
        action_lives.record_reply(
            self.work, action_id=key, came_by=Channel.TELEPHONE, told_by="Ola", note="A reason",
            outcome=outcome, **given,  # type: ignore[arg-type]  # by name
        )  # fmt: skip
        late = before.due is not None and before.due < self.work.today()
        self.now[key] = _after(before, outcome, given, late=late)
        self.undoable.setdefault(key, []).append(before)

    def mark(self) -> None:
        """Somebody hides an action for a while: it must be listed none the less."""
        pool = sorted(key for key, told in self.now.items() if told.is_open)
        if not pool:
            return
        key = self.dice.choice(pool)
        look = self.work.today() + timedelta(days=self.dice.randrange(60))
        marked = action_lives.mark_action(
            self.work, action_ids=(key,), labels_add=(self.dice.choice(("lock", "visit")),), look_on=look
        )
        if marked.changes:
            self.undoable.setdefault(key, []).append(self.now[key])

    def take_back(self) -> None:
        """The last line of an action is taken back, where there is one, and else refused."""
        pool = sorted(key for key, told in self.now.items() if not told.removed)
        if not pool:
            return
        key = self.dice.choice(pool)
        if self.undoable.get(key):
            action_lives.take_back(self.work, action_ids=(key,))
            self.now[key] = self.undoable[key].pop()
            return
        if key in self.unsure:
            return
        try:
            action_lives.take_back(self.work, action_ids=(key,))
        except RuleError:
            return
        raise AssertionError("Something was taken back that was not kept between meetings.")

    def undo(self) -> None:
        """Undo and redo in the running meeting; the model reads what came of it."""
        for turn in self.dice.choice(((undo.undo,), (undo.undo, undo.redo))):
            try:
                turn(self.work, meeting_id=self.held[-1].meeting.id)
            except RuleError:
                break
        self._read()

    def bin(self) -> None:
        """An action of the running meeting goes to the bin, or comes back."""
        own = [key for key, told in self.now.items() if told.made == self.held[-1].meeting.number]
        if not own:
            return
        with self.work.reading() as reading:
            action = reading.get(Action, self.dice.choice(sorted(own)))
        there = self.now[action.id].removed
        entry_id = action.entry_id or ""
        try:
            if there:
                contributions.bring_back(self.work, entry_id=entry_id)
            elif self.dice.random() < 0.5:
                contributions.change_kind(self.work, entry_id=entry_id, kind=EntryKind.NOTE)
            else:
                contributions.remove_entry(self.work, entry_id=entry_id)
        except RuleError:
            pass
        self._read()

    def close(self) -> None:
        """The meeting is over: its minutes tell this moment from now on."""
        last = self.held[-1]
        meetings.close_meeting(self.work, meeting_id=last.meeting.id)
        last.over = True
        own = {key for key, told in self.now.items() if told.made == last.meeting.number and not told.removed}
        last.day = {key: told for key, told in self.now.items() if key in own | last.asked}
        self.check_minutes(last)

    def approve(self) -> None:
        """The chair approves the minutes, with a reason where an outcome is missing."""
        last = self.held[-1]
        asked = {
            gap.record_id for gap in gaps.gaps(self.work, meeting_id=last.meeting.id) if gap.code == "outcome"
        }
        open_ = {key for key in last.asked if self.now[key].is_open}
        assert open_ - self.spoken <= asked <= open_, last.meeting.tag
        minutes.approve(
            self.work,
            meeting_id=last.meeting.id,
            approved_by="Siân Morris",
            how=ApprovedHow.AT_DESK,
            on=self.work.today(),
            despite_gaps_because="Only to go on",
        )
        last.approved = True
        self.check_minutes(last)

    # The checks

    def check_listed(self, meeting: Meeting, wanted: frozenset[str]) -> None:
        """No open action is missing from a meeting's list before it says anything; no closed one is in it."""
        listed = [past.action.id for past in self.room.look(meeting).past_actions]
        assert len(listed) == len(set(listed))
        assert set(listed) == wanted, (meeting.tag, self._tags(wanted), self._tags(listed))
        self.checks += 1

    def check_minutes(self, held: Held) -> MinutesSnapshot:
        """The minutes of a meeting tell how things stood when it was over, whatever came in since."""
        snapshot = minutes.snapshot(self.work, meeting_id=held.meeting.id)
        own = {one.id: one for one in snapshot.actions}
        past = {one.action.id: one.action for one in snapshot.previous_actions}
        assert set(past) == held.asked, (held.meeting.tag, self._tags(held.asked), self._tags(past))
        for key, told in held.day.items():
            found = {**own, **past}[key]
            stands = (found.tag, found.state, found.deadline.on, owner_words(found), found.carried)
            wanted = (told.tag, told.state, told.due, told.owner, told.carried)
            assert stands == wanted, (held.meeting.tag, stands, wanted)
        self.checks += 1
        return snapshot

    def finish(self) -> None:
        """Every meeting's minutes still tell their own day, and the next meeting lists what is open."""
        if self.held and not self.held[-1].over:
            self.close()
        for held in self.held:
            self.check_minutes(held)
        self.check_listed(
            self.room.planned(self.case, MeetingKind.REVIEW),
            frozenset(key for key, told in self.now.items() if told.is_open),
        )

    # Odds and ends

    def _read(self) -> None:
        """After undo the model takes over how things stand in the record; histories start anew."""
        with self.work.reading() as reading:
            for key, told in self.now.items():
                found = reading.get(Action, key)
                now = replace(
                    told,
                    state=found.state,
                    due=found.deadline.on,
                    owner=owner_words(found),
                    carried=found.carried,
                    removed=found.removed,
                )
                self.now[key] = now
        seen = self.room.look(self.held[-1].meeting)
        self.spoken = {past.action.id for past in seen.past_actions if past.settled_here}
        self.undoable = {}
        self.unsure = {*self.now}

    def _given(self, outcome: ActionEventKind) -> dict[str, object]:
        if outcome is Kind.TRANSFERRED:
            agency, name = self.dice.choice(OWNERS)
            return {"owner_agency": agency, "owner_name": name}
        if outcome is Kind.REDATED or (outcome is Kind.CARRIED and self.dice.random() < 0.5):
            return {"due": _dated(self.work.today() + timedelta(days=self.dice.randrange(1, 40)))}
        return {}

    def _some_day(self) -> date | None:
        days = self.dice.randrange(-3, 30)
        return self.work.today() + timedelta(days=days) if days else None

    def _tags(self, keys: object) -> list[str]:
        return sorted(self.now[key].tag for key in keys)  # type: ignore[attr-defined]  # any ids


def _dated(day: date | None) -> Deadline:
    return Deadline(kind=DeadlineKind.DATE, on=day) if day else Deadline()


def _after(before: Told, outcome: ActionEventKind, given: dict[str, object], *, late: bool) -> Told:
    """What an outcome makes of an action, said once more without the program."""
    if outcome is Kind.DONE:
        return replace(before, state=ActionState.DONE_LATE if late else ActionState.DONE)
    if outcome in CLOSING:
        return replace(before, state=ActionState(outcome.value))
    if outcome is Kind.REOPENED:
        return replace(before, state=ActionState.OPEN)
    due = given.get("due")
    after = replace(before, due=due.on) if isinstance(due, Deadline) else before
    if outcome is Kind.TRANSFERRED:
        after = replace(after, owner=f"{given['owner_name']}, {given['owner_agency']}")
    return replace(after, carried=after.carried + 1) if outcome is Kind.CARRIED else after


def live(room: Room, seed: int, steps: int) -> History:
    """One history from its first day to its last check. Raises AssertionError with what differs."""
    history = History(room, seed)
    for _ in range(steps):
        history.step()
    history.finish()
    return history
