"""The rows of a very large vault, made up by the number of their chunk. `big_vault.py` lays them down."""

from __future__ import annotations

import dataclasses
import itertools
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mappa_desk.domain.actions import (
    Acceptance,
    Action,
    ActionEvent,
    ActionEventKind,
    ActionState,
    Deadline,
    DeadlineKind,
)
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Case, Level
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.store.mapping import mapper
from mappa_desk.store.search_index import ACTIONS_FROM
from mappa_desk.store.tables.base import moment_text

PEOPLE, MEETINGS, CONTRIBUTIONS, ACTIONS = 35_000, 200_000, 1_000_000, 1_200_000
TODAY = date(2026, 11, 23)
CHUNK = 2_000
"""Meetings that are kept at once."""
_AGENCIES = "pol prob pris hsg hlth mh csc asc educ yot dwp vlo ap rsl"
AGENCIES = tuple(_AGENCIES.split())
LABELS = ("housing", "licence", "curfew", "victim", "travel", "health", "money", "online", "family", "work")
ITEMS = ("risk", "housing", "health", "licence", "victims", "disclosure", "plan", "review")
_SYLLABLES = "ba cor den el fin gar hal in jo ker lan mer nor os per"
SYLLABLES = tuple(_SYLLABLES.split())
COMMON = """
    the address with and to visit police licence confirm housing before officer check review plan send for of
    risk report contact agree hostel curfew health team letter week arrange key worker register victim board
    release appointment assess tenancy bail phone update share intelligence condition exclusion zone school
"""


@dataclasses.dataclass(frozen=True)
class Size:
    """How many of everything."""

    people: int
    meetings: int
    entries: int
    actions: int

    @classmethod
    def of(cls, share: float) -> Size:
        """The part of the whole that was asked for, one at least."""
        whole = (PEOPLE, MEETINGS, CONTRIBUTIONS, ACTIONS)
        return cls(*(max(1, round(number * share)) for number in whole))


class Template:
    """Rows of one kind: all columns of a record, of which some are filled in anew."""

    def __init__(self, record: Any, *changing: str) -> None:
        """The row of `record`; `changing` are the columns that `row` is given."""
        row = mapper(type(record)).to_row(record)
        names = [name for name in row if name not in changing]
        self._rest = tuple(_kept(row[name]) for name in names)
        columns = ", ".join(f'"{name}"' for name in (*changing, *names))
        holes = ", ".join("?" * len(row))
        self.insert = f'INSERT INTO "{record.KIND}" ({columns}) VALUES ({holes})'

    def row(self, *values: Any) -> tuple[Any, ...]:
        """One row."""
        return (*values, *self._rest)


def _kept(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment_text(value)
    return value.isoformat() if isinstance(value, date) else value


class Words:
    """Words of a language that nobody speaks, as frequent as words are."""

    def __init__(self, many: int = 30_000) -> None:
        dice = random.Random(1)
        made: dict[str, None] = dict.fromkeys(COMMON.split())
        while len(made) < many:
            made["".join(dice.choices(SYLLABLES, k=dice.randint(2, 5)))] = None
        self.all = list(made)
        self.weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(many)))

    def some(self, dice: random.Random, many: int) -> str:
        """So many words."""
        return " ".join(dice.choices(self.all, cum_weights=self.weights, k=many))


def an_id(dice: random.Random) -> str:
    """An id as the program makes them."""
    return f"{dice.getrandbits(128):032x}"


def timetable(size: Size) -> list[tuple[date, int, int, bool]]:
    """Day, case, number and whether it is the case's last one, of each meeting in the order of time."""
    dice = random.Random(2)
    held: list[tuple[date, int, int, bool]] = []
    for person in range(size.people):
        last = (person + 1) * size.meetings // size.people
        number = max(1, last - person * size.meetings // size.people)
        longest = 60 * number if dice.random() < 0.5 else 2_400
        first = TODAY - timedelta(days=60 * number + dice.randint(-60, max(0, longest - 60 * number)))
        for at in range(number):
            held.append((first + timedelta(days=at * 60), person, at + 1, at + 1 == number))
    held.sort()
    return held[: size.meetings]


class Maker:
    """Fills the tables chunk by chunk: what a chunk holds hangs on its number alone."""

    def __init__(self, size: Size) -> None:
        """Nothing is written yet."""
        self.size = size
        self.words = Words()
        self.meetings = timetable(size)
        dice = random.Random(3)
        self.case_ids = [an_id(dice) for _ in range(size.people)]
        self.references = [f"{dice.choice(('LAN', 'AVO', 'KEN', 'WMS'))}-{n:05d}" for n in range(size.people)]
        first, last = (self.words.all[at : at + 400] for at in (2_000, 3_000))
        self.staff = [
            (f"{dice.choice(first)} {dice.choice(last)}".title(), dice.choice(AGENCIES)) for _ in range(4_000)
        ]
        at = datetime(2026, 11, 1, 10, tzinfo=UTC)
        self.case = Template(
            Case(id="", revision=1, reference="", opened_on=TODAY), "id", "reference", "name", "level"
        )
        self.meeting = Template(
            Meeting(
                id="", revision=1, case_id="", number=1, kind=MeetingKind.REVIEW, level=Level.TWO,
                state=MeetingState.APPROVED, planned_on=TODAY, chair="A. Chair",
            ),
            "id", "case_id", "number", "planned_on", "started_at", "ended_at",
        )  # fmt: skip
        self.entry = Template(
            Entry(id="", revision=1, meeting_id="", position=0, text="", captured_at=at),
            "id", "meeting_id", "item", "position", "entry_kind", "agency", "text", "captured_at",
        )  # fmt: skip
        self.action = Template(
            Action(id="", revision=1, case_id="", meeting_id="", entry_id="", tag="", text=""),
            "id", "case_id", "meeting_id", "entry_id", "tag", "text", "purpose", "owner_name", "owner_role",
            "owner_agency", "deadline", "urgent", "state", "acceptance", "carried", "settled_on", "labels",
            "before_release", "look_on",
        )  # fmt: skip
        self.event = Template(
            ActionEvent(id="", revision=1, action_id="", at=at, event_kind=ActionEventKind.MADE),
            "id", "action_id", "meeting_id", "at", "event_kind", "note", "due_before", "due_after", "rung",
        )  # fmt: skip

    def people(self, connection: Any) -> None:
        """All cases at once."""
        dice = random.Random(4)
        names = self.words.all[500:4_000]
        connection.executemany(
            self.case.insert,
            [
                self.case.row(
                    case_id, reference, " ".join(dice.choices(names, k=2)).title(), dice.choice((2, 2, 3))
                )
                for case_id, reference in zip(self.case_ids, self.references, strict=True)
            ],
        )  # fmt: skip

    def chunk(self, connection: Any, number: int) -> int:
        """One chunk of meetings with what was said and undertaken. Gives how many meetings."""
        held = self.meetings[number * CHUNK : (number + 1) * CHUNK]
        dice = random.Random(100 + number)
        rows: dict[str, list[tuple[Any, ...]]] = {
            template.insert: [] for template in (self.meeting, self.entry, self.action, self.event)
        }
        bodies: list[tuple[str, str, str]] = []
        for at, meeting in enumerate(held, number * CHUNK):
            self._hold(dice, at, meeting, rows, bodies)
        places = {
            "entry": connection.execute(
                "SELECT coalesce(max(id), 0) FROM search_doc WHERE id < ?", (ACTIONS_FROM,)
            ),
            "action": connection.execute("SELECT ? + coalesce(max(rowid), 0) FROM action", (ACTIONS_FROM,)),
        }
        places = {kind: found.fetchone()[0] for kind, found in places.items()}
        for insert, some in rows.items():
            connection.executemany(insert, some)
        for kind, newest in places.items():
            own = [(record_id, body) for one, record_id, body in bodies if one == kind]
            connection.executemany(
                "INSERT INTO search_doc (id, kind, record_id) VALUES (?, ?, ?)",
                [(newest + place, kind, record_id) for place, (record_id, _) in enumerate(own, 1)],
            )
            connection.executemany(
                "INSERT INTO search_index (rowid, body) VALUES (?, ?)",
                [(newest + place, body) for place, (_, body) in enumerate(own, 1)],
            )
        return len(held)

    def _hold(
        self, dice: random.Random, at: int, held: tuple[date, int, int, bool], rows: Any, bodies: Any
    ) -> None:
        day, person, number, last = held
        meeting_id = an_id(dice)
        started = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
        start = moment_text(started)
        rows[self.meeting.insert].append(
            self.meeting.row(
                meeting_id, self.case_ids[person], number, day.isoformat(), start,
                moment_text(started + timedelta(hours=1)),
            )
        )  # fmt: skip
        for place in range(_share(self.size.entries, self.size.meetings, at)):
            text, entry_id = self.words.some(dice, 20), an_id(dice)
            rows[self.entry.insert].append(
                self.entry.row(
                    entry_id, meeting_id, dice.choice(ITEMS), place, EntryKind.CONTRIBUTION.value,
                    dice.choice(AGENCIES), text, start,
                )
            )  # fmt: skip
            bodies.append(("entry", entry_id, text))
        for place in range(1, _share(self.size.actions, self.size.meetings, at) + 1):
            self._undertake(dice, (meeting_id, held, started, place), rows, bodies, closed=not last)

    def _undertake(
        self, dice: random.Random, where: tuple[str, tuple[date, int, int, bool], datetime, int],
        rows: Any, bodies: Any, *, closed: bool,
    ) -> None:  # fmt: skip
        meeting_id, (day, person, number, _), started, place = where
        action_id, tag = an_id(dice), f"M{number:02d}-{place:02d}"
        text = self.words.some(dice, 10)
        purpose = self.words.some(dice, 5) if dice.random() < 0.5 else ""
        name, agency = dice.choice(self.staff)
        role = "" if dice.random() < 0.8 else "Duty sergeant"
        name = "" if role or dice.random() < 0.04 else name
        age = (TODAY - day).days
        open_ = dice.random() < (0.02 if closed else 0.7 if age < 200 else 0.15)
        state = ActionState.OPEN if open_ else dice.choices(tuple(ActionState)[1:], (80, 10, 5, 4, 1))[0]
        carried = min(6, int(dice.expovariate(1.2)))
        due = day + timedelta(days=dice.choice((3, 7, 14, 28, 42, 56, 60)) + 30 * carried)
        if open_ and due < TODAY and dice.random() < 0.7:
            due = TODAY + timedelta(days=dice.randint(0, 90))
        kind = dice.choices(tuple(DeadlineKind), (80, 12, 3, 5))[0]
        on = None if kind is DeadlineKind.NONE or dice.random() < 0.01 else due
        deadline = Deadline(kind=kind, on=on)
        labels = sorted(set(dice.choices(LABELS, k=2))) if dice.random() < 0.12 else []
        look_on = (TODAY + timedelta(days=30)).isoformat() if open_ and dice.random() < 0.1 else None
        rows[self.action.insert].append(
            self.action.row(
                action_id, self.case_ids[person], meeting_id, an_id(dice), tag, text, purpose, name, role,
                agency,
                f'{{"kind":"{deadline.kind}","on":{f"{chr(34)}{on}{chr(34)}" if on else "null"},"said":""}}',
                dice.random() < 0.02, state.value,
                dice.choice((Acceptance.ACCEPTED, Acceptance.ACCEPTED, Acceptance.NOT_READ_BACK)).value,
                carried, None if open_ else due.isoformat(), str(labels).replace("'", '"'),
                dice.random() < 0.04, look_on,
            )
        )  # fmt: skip
        reference = f"{self.references[person]}-{tag}"
        bodies.append(
            ("action", action_id, "\n".join(part for part in (reference, text, purpose, name) if part))
        )
        self._live(dice, rows, (action_id, meeting_id, started), (carried, state, on))

    def _live(
        self, dice: random.Random, rows: Any, who: tuple[str, str, datetime],
        what: tuple[int, ActionState, date | None],
    ) -> None:  # fmt: skip
        """The history of an action: made, accepted, moved as often as it was carried, settled."""
        action_id, meeting_id, started = who
        carried, state, on = what
        kinds = [ActionEventKind.MADE, ActionEventKind.ACCEPTED]
        kinds += [dice.choice((ActionEventKind.CARRIED, ActionEventKind.REDATED)) for _ in range(carried)]
        if state is not ActionState.OPEN:
            kinds.append(ActionEventKind(state.value))
        elif dice.random() < 0.2:
            kinds.append(ActionEventKind.CHASED)
        for step, kind in enumerate(kinds):
            moved = kind is ActionEventKind.REDATED and on is not None
            rows[self.event.insert].append(
                self.event.row(
                    an_id(dice), action_id, meeting_id if step < 2 else None,
                    moment_text(started + timedelta(days=step * 20, minutes=step)), kind.value,
                    "Not ready" if step > 1 else "",
                    (on - timedelta(days=step)).isoformat() if moved and on else None,
                    on.isoformat() if moved and on else None,
                    "reminder" if kind is ActionEventKind.CHASED else "",
                )
            )  # fmt: skip


def _share(whole: int, parts: int, at: int) -> int:
    """How many of `whole` fall to the part number `at` of `parts`."""
    return (at + 1) * whole // parts - at * whole // parts
