"""Makes a practice vault of thirty cases in the middle of their lives, for a morning's chase.

    python tests/journeys/thirty_cases.py FOLDER [--cases 30] [--seed 1]

All people are fictional. Each case has had one or two meetings; of their actions some are done, some are
re-dated, some are overdue; a review is planned, and not every agency has answered. Days count from today.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from mappa_desk.domain.actions import Acceptance, Action, ActionEventKind, ActionState, Deadline, DeadlineKind
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import Attendance, AttendanceState, Mode
from mappa_desk.domain.cases import Category, Level, Whereabouts
from mappa_desk.domain.contacts import AddressKind, Contact
from mappa_desk.domain.meetings import Meeting, NextReview
from mappa_desk.domain.minutes import ApprovedHow
from mappa_desk.domain.people import Person
from mappa_desk.services.actions import make_action, read_back, review_action
from mappa_desk.services.areas import seed_area
from mappa_desk.services.cases import open_case
from mappa_desk.services.meetings import (
    edit_meeting,
    go_to_item,
    plan_meeting,
    set_next_review,
    start_meeting,
)
from mappa_desk.services.minutes import approve
from mappa_desk.services.people import add_keyholder
from mappa_desk.services.reference import load_reference
from mappa_desk.services.roll_call import add_person, mark
from mappa_desk.services.scripts import ScriptClock, british_moment
from mappa_desk.services.sittings import close_meeting
from mappa_desk.services.statements import read_statement
from mappa_desk.services.work import Work
from mappa_desk.store.key import KeyCost
from mappa_desk.store.vault import Vault

PASSPHRASE = "practice makes a calm desk"
PEOPLE = (
    ("prob", "Ruth Ansah", "Probation practitioner"),
    ("pol", "Sgt Owen Price", "Offender manager"),
    ("hsg", "Carys Bevan-Jones", "Move-on officer"),
    ("hlth", "Dr Agnieszka Wójcik", "Clinical lead"),
    ("pris", "Tom Adeyemi", "Head of offender management"),
    ("csc", "Siân O’Rourke", "Team manager"),
)
TO_DO = (
    ("confirm the licence address with the landlord", "Accommodation"),
    ("send the summary of the August assessment", "Health"),
    ("check the telephone against the register", "Contact"),
    ("visit without notice before the review", "Supervision"),
    ("answer about the place in the hostel", "Accommodation"),
    ("write to the clinic about missed appointments", "Health"),
    ("tell the school’s safeguarding lead of the exclusion zone", "Victim safety"),
    ("give the date of the hearing", "Supervision"),
)
FIRST = ("Kit", "Ade", "Bronwen", "Jakub", "Leon", "Marek", "Nye", "Sam", "Tomos", "Wyn")
LAST = (
    "Marlow", "O’Dowd", "Kowalczyk", "Pritchard", "Hale & Sons",
    "Okoro", "Llewelyn", "Vane", "Ashby", "Łuczak",
)  # fmt: skip


def make(folder: Path, *, cases: int = 30, seed: int = 1, today: date | None = None) -> int:
    """Makes the vault in `folder`, which must not exist. Gives how many actions are open in it."""
    day, count = today or datetime.now(UTC).date(), iter(range(10**9))

    def new_id() -> str:
        return f"{seed:08x}{next(count):024x}"

    clock = ScriptClock(british_moment(day - timedelta(days=200), "09:00"))
    with Vault.create(
        folder, PASSPHRASE, clock=clock, new_id=new_id, practice=True, cost=KeyCost.cheap()
    ) as vault:
        work = Work(vault, clock, new_id, load_reference())
        seed_area(work)
        keys = add_keyholder(work, name="Petra Lowe", role="MAPPA co-ordinator", agency="prob").value
        work = work.signed(keys)
        _contacts(work)
        lives = [Life(work, clock, random.Random(f"{seed} {number}"), day, number) for number in range(cases)]
        happenings = [pair for life in lives for pair in life.happenings()]
        for on, happening in sorted(happenings, key=lambda pair: pair[0]):
            clock.put(british_moment(on, "09:00"))
            happening()
        with work.reading() as reading:
            return sum(action.state is ActionState.OPEN for action in reading.all(Action))


def _contacts(work: Work) -> None:
    with work.writing() as uow:
        for code, name, role in PEOPLE:
            person = uow.save(Person(id=work.new_id(), name=name, agency=code, role=role))
            address = f"{code}.panel@secure.example.invalid"
            uow.save(Contact(id=person.id, address=address, address_kind=AddressKind.SECURE_MAIL))


@dataclass
class Life:
    """One case, from its opening to the review that is planned."""

    work: Work
    clock: ScriptClock
    chance: random.Random
    day: date
    number: int
    case_id: str = ""

    def happenings(self) -> Iterator[tuple[date, Callable[[], None]]]:
        """What happens on which day."""
        first = self.day - timedelta(days=self.chance.randint(60, 120))
        yield first - timedelta(days=20), self.open
        yield first, partial(self.hold, first, MeetingKind.INITIAL)
        if self.number % 3 == 0:
            second = first + timedelta(days=40)
            yield second, partial(self.hold, second, MeetingKind.REVIEW)
        yield self.day - timedelta(days=12), self.plan_review

    def open(self) -> None:
        """Opens the case."""
        self.case_id = open_case(
            self.work,
            reference=f"LAN-{600 + self.number:04d}",
            name=f"{FIRST[self.number % 10]} {LAST[(self.number * 3) % 10]}",
            category=Category(1 + self.number % 3),
            level=Level.THREE if self.number % 5 == 0 else Level.TWO,
            lead_agency=("prob", "pol")[self.number % 2],
            whereabouts=Whereabouts.COMMUNITY,
        ).value.id

    def hold(self, on: date, kind: MeetingKind) -> None:
        """Holds a meeting from the roll to its approval, which comes on the same day."""
        work, chance = self.work, self.chance
        meeting = plan_meeting(work, case_id=self.case_id, kind=kind, on=on, at="10:00").value
        edit_meeting(work, meeting=replace(meeting, chair="Helen Marsh", chair_agency="prob"))
        self._take_the_roll(meeting)
        read_statement(work, meeting_id=meeting.id)
        self._review(meeting)
        go_to_item(work, meeting_id=meeting.id, item="risk")
        for _ in range(chance.randint(2, 5)):
            self._act(meeting, on)
        review = NextReview(on=on + timedelta(days=60), at="10:00")
        set_next_review(work, meeting_id=meeting.id, review=review)
        close_meeting(work, meeting_id=meeting.id)
        approve(
            work,
            meeting_id=meeting.id,
            approved_by="Helen Marsh",
            how=ApprovedHow.AT_DESK,
            on=on,
            despite_gaps_because="A practice case without words",
        )

    def plan_review(self) -> None:
        """Plans the review that comes; some of the invited have answered."""
        on = self.day + timedelta(days=self.chance.randint(2, 40))
        planned = plan_meeting(
            self.work, case_id=self.case_id, kind=MeetingKind.REVIEW, on=on, at="10:00"
        ).value
        with self.work.reading() as reading:
            invited = reading.all(Attendance, meeting_id=planned.id)
        for row in invited:
            if self.chance.random() < 0.2:
                mark(self.work, attendance_id=row.id, state=AttendanceState.APOLOGIES)

    def _take_the_roll(self, meeting: Meeting) -> None:
        with self.work.reading() as reading:
            there = {row.agency for row in reading.all(Attendance, meeting_id=meeting.id) if row.name}
        for code, name, role in PEOPLE:
            if code not in there:
                add_person(self.work, meeting_id=meeting.id, agency=code, name=name, role=role)
        start_meeting(self.work, meeting_id=meeting.id)
        with self.work.reading() as reading:
            rows = [row for row in reading.all(Attendance, meeting_id=meeting.id) if row.name]
        for row in rows:
            mark(self.work, attendance_id=row.id, state=AttendanceState.ATTENDED, mode=Mode.ROOM)

    def _act(self, meeting: Meeting, on: date) -> None:
        code, name, role = self.chance.choice(PEOPLE)
        text, purpose = self.chance.choice(TO_DO)
        due = on + timedelta(days=self.chance.randint(5, 110))
        action = make_action(
            self.work,
            meeting_id=meeting.id,
            item="risk",
            text=text,
            owner_agency=code,
            owner_name=name,
            owner_role=role,
            deadline=Deadline(kind=DeadlineKind.DATE, on=due),
            purpose=purpose,
            urgent=self.chance.random() < 0.08,
        ).value
        if self.chance.random() < 0.8:
            read_back(self.work, action_id=action.id, acceptance=Acceptance.ACCEPTED)

    def _review(self, meeting: Meeting) -> None:
        """Gives each action from before its outcome: most are done, the others carried to a later day."""
        with self.work.reading() as reading:
            held = reading.all(Action, case_id=self.case_id)
        later = Deadline(kind=DeadlineKind.DATE, on=meeting.planned_on + timedelta(days=20))
        for action in held:
            give = partial(review_action, self.work, action_id=action.id, meeting_id=meeting.id)
            if self.chance.random() < 0.6:
                give(outcome=ActionEventKind.DONE)
            else:
                give(outcome=ActionEventKind.CARRIED, note="The answer has not come", due=later)


def main() -> None:
    """Reads the command line and says what was made."""
    reads = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reads.add_argument("folder", type=Path)
    reads.add_argument("--cases", type=int, default=30)
    reads.add_argument("--seed", type=int, default=1)
    asked = reads.parse_args()
    left = make(asked.folder, cases=asked.cases, seed=asked.seed)
    print(f"{asked.cases} cases, {left} open actions, passphrase: {PASSPHRASE}")


if __name__ == "__main__":
    main()
