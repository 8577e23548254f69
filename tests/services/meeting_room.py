"""A practice vault with its services, a clock that can be told, and the shortest way to a running meeting."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mappa_desk.domain.actions import Acceptance, Action, Deadline, DeadlineKind
from mappa_desk.domain.agendas import ItemState, MeetingKind, Need
from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.cases import Case, Category, Level
from mappa_desk.domain.decisions import DecisionKind
from mappa_desk.domain.meetings import Meeting, NextReview
from mappa_desk.domain.minutes import Approval, ApprovedHow
from mappa_desk.domain.people import Person
from mappa_desk.domain.views import DeskView
from mappa_desk.services import (
    actions,
    areas,
    cases,
    contributions,
    decisions,
    desk,
    gaps,
    items,
    meetings,
    minutes,
    people,
    roll_call,
    statements,
)
from mappa_desk.services.reference import load_reference
from mappa_desk.services.work import Work
from mappa_desk.store.vault import KeyCost, Vault

PASSPHRASE = "five plain words for practice"
FIRST_DAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
REFERENCE = load_reference()


@dataclass
class Clock:
    """Goes on by one second each time it is read; can be put to any moment."""

    at: datetime = FIRST_DAY

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def put(self, day: date, hour: int = 10, minute: int = 0) -> None:
        """Puts the clock to a day and time, in UTC."""
        self.at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)

    def go_on(self, **span: float) -> None:
        """Lets time pass: `go_on(minutes=10)`."""
        self.at += timedelta(**span)


@dataclass
class Ids:
    """Ids that count up, so that a failure reads the same twice."""

    last: int = 0

    def __call__(self) -> str:
        self.last += 1
        return f"{self.last:032x}"


@dataclass
class Room:
    """One vault in a folder, the clock, and what the tests need most often."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    ids: Ids = field(default_factory=Ids)
    keeper: Person | None = None

    def __post_init__(self) -> None:
        told = {"clock": self.clock, "new_id": self.ids}
        if self.folder.exists():
            self.vault = Vault.open(self.folder, PASSPHRASE, **told)
        else:
            self.vault = Vault.create(self.folder, PASSPHRASE, **told, practice=True, cost=KeyCost.cheap())
        bare = Work(self.vault, self.clock, self.ids, REFERENCE)
        if self.keeper is None:
            self.keeper = people.add_keyholder(bare, name="Jo Parry", role="Co-ordinator").value
            areas.seed_area(bare.signed(self.keeper))
        self.work = bare.signed(self.keeper)
        self._second: Work | None = None
        self.laid_at = (self.clock.at, self.ids.last)
        self.ready: tuple[Room, Meeting] | None = None

    def copied(self, folder: Path, ready: tuple[Room, Meeting] | None = None) -> Room:
        """Another room with a copy of this one's vault, which is closed by now.

        `ready` is such a room after `running`, closed too: a first `running` in the copy is then a copy
        of it, since planning, marking and starting are most of the time of a test.
        """
        shutil.copytree(self.folder, folder)
        made = Room(folder, Clock(self.clock.at), Ids(self.ids.last), self.keeper)
        made.ready = ready
        return made

    def reopened(self) -> Work:
        """The same vault by a second connection that sees only what is on the disk."""
        if self._second is None:
            told = {"clock": self.clock, "new_id": self.ids}
            vault = Vault.open(self.folder, PASSPHRASE, **told, read_only=True)
            self._second = Work(vault, self.clock, self.ids, REFERENCE, self.work.by)
        return self._second

    def close(self) -> None:
        """Closes the vault and the second connection to it."""
        if self._second is not None:
            self._second.vault.close()
        self.vault.close()

    def look(self, meeting: Meeting) -> DeskView:
        """The desk."""
        return desk.desk_view(self.work, meeting_id=meeting.id)

    def view(self, meeting: Meeting) -> DeskView:
        """The desk, compared with what a second connection sees."""
        here = self.look(meeting)
        assert desk.desk_view(self.reopened(), meeting_id=meeting.id) == here
        return here

    def case(self, reference: str = "LAN-0417", **facts: object) -> Case:
        """A Level 3 case of Category 1 led by Probation."""
        told = {"category": Category.ONE, "level": Level.THREE, "lead_agency": "prob", **facts}
        return cases.open_case(self.work, reference=reference, **told).value  # type: ignore[arg-type]  # facts by name

    def planned(self, case: Case | None = None, kind: MeetingKind = MeetingKind.INITIAL) -> Meeting:
        """A meeting planned for today."""
        case = case or self.case()
        return meetings.plan_meeting(
            self.work, case_id=case.id, kind=kind, on=self.work.today(), at="10:00"
        ).value

    def running(self, case: Case | None = None, kind: MeetingKind = MeetingKind.INITIAL) -> Meeting:
        """A meeting that has started, everybody on the list in the room, the statement read."""
        plain = case is None and kind is MeetingKind.INITIAL
        if plain and self.ready is not None and self.laid_at == (self.clock.at, self.ids.last):
            return self._into(*self.ready)
        meeting = self.planned(case, kind)
        for row in self.look(meeting).attendance:
            roll_call.mark(self.work, attendance_id=row.id, state=AttendanceState.ATTENDED, mode=Mode.ROOM)
        started = meetings.start_meeting(self.work, meeting_id=meeting.id).value
        statements.read_statement(self.work, meeting_id=meeting.id)
        return started

    def _into(self, ready: Room, meeting: Meeting) -> Meeting:
        """Goes on in a copy of another room, at its hour."""
        self.close()
        shutil.rmtree(self.folder)
        shutil.copytree(ready.folder, self.folder)
        self.clock.at, self.ids.last = ready.clock.at, ready.ids.last
        self.__post_init__()
        return meeting

    def act(self, meeting: Meeting, text: str = "Visit the address", due: date | None = None) -> Action:
        """An action of Probation with an owner and a date."""
        deadline = Deadline(kind=DeadlineKind.DATE, on=due or self.work.today() + timedelta(days=5))
        made = actions.make_action(
            self.work,
            meeting_id=meeting.id,
            item="plan",
            text=text,
            owner_agency="prob",
            owner_name="Ann Lloyd",
            owner_role="Probation practitioner",
            deadline=deadline,
        )
        return made.value

    def finish(self, meeting: Meeting, level: Level = Level.THREE, *, weeks: int = 6) -> Approval:
        """Brings a running meeting to approval: everything said that has to be, closed, approved."""
        self.say_the_needed(meeting, level, weeks=weeks)
        meetings.close_meeting(self.work, meeting_id=meeting.id)
        left = [gap for gap in gaps.gaps(self.work, meeting_id=meeting.id) if gap.blocking]
        assert not left, left
        return minutes.approve(
            self.work,
            meeting_id=meeting.id,
            approved_by="Siân Morris",
            how=ApprovedHow.AT_DESK,
            on=self.work.today(),
        ).value

    def say_the_needed(self, meeting: Meeting, level: Level, *, weeks: int = 6) -> None:
        """Leaves in each item what it must hold."""
        seen = self.look(meeting)
        speaker = next(row for row in seen.attendance if row.agency == "pol")
        for kind, item, decided in (
            (DecisionKind.DISCLOSURE, "disclosure", "Nobody outside is told"),
            (DecisionKind.LEVEL, "level", f"Level {int(level)} from today"),
        ):
            decisions.take_decision(
                self.work,
                meeting_id=meeting.id,
                item=item,
                decided=decided,
                because="The plan needs senior people",
                kind=kind,
                dissent_asked=True,
                level=level if kind is DecisionKind.LEVEL else None,
            )
        for action in seen.actions:
            actions.read_back(self.work, action_id=action.id, acceptance=Acceptance.ACCEPTED)
        on = self.work.today() + timedelta(weeks=weeks)
        meetings.set_next_review(
            self.work, meeting_id=meeting.id, review=NextReview(on=on, at="10:00", level=level)
        )
        held = {entry.item for entry in self.look(meeting).entries}
        for item in seen.items:
            if item.code in held or set(item.needs) - {Need.LAST_MINUTES}:
                continue
            if item.settle_reasons:
                items.settle_items(
                    self.work,
                    meeting_id=meeting.id,
                    items=(item.code,),
                    state=ItemState.NOTHING_TO_RECORD,
                    reason=item.settle_reasons[0],
                )
            else:
                contributions.keep_line(
                    self.work,
                    meeting_id=meeting.id,
                    item=item.code,
                    text=f"Spoke to {item.short_title}",
                    agency="pol",
                    attendance_id=speaker.id,
                )
