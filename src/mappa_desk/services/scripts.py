"""A meeting written down in advance, for practice: who comes, what is said, decided and undertaken."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from mappa_desk.documents.wordings import british
from mappa_desk.domain.actions import ActionEventKind
from mappa_desk.domain.agendas import ItemState, MeetingKind
from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.cases import Level
from mappa_desk.domain.contributions import EntryKind, Handling
from mappa_desk.domain.decisions import DecisionKind, Dissent
from mappa_desk.domain.errors import ReferenceFault
from mappa_desk.domain.meetings import NextReview
from mappa_desk.domain.minutes import ApprovedHow

CHAIR = "chair"
"""The key of the chair among the people of a script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Somebody on the list, and how the invitation ends."""

    agency: str
    name: str
    role: str = ""
    state: AttendanceState = AttendanceState.ATTENDED
    mode: Mode = Mode.ROOM
    report: str = ""
    """Date of a written report, as written on it; empty when none came."""
    because: str = ""
    deputy: str = ""
    deputy_role: str = ""
    observer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    """A decision, as the chair words it."""

    decided: str
    because: str = ""
    heading: str = ""
    kind: DecisionKind = DecisionKind.OTHER
    dissent: tuple[Dissent, ...] = ()
    asked: bool = False
    also_considered: str = ""
    resolved: str = ""
    takes_effect: date | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An action: its owner by key or in words, its date or the event it hangs on, what the owner said."""

    text: str
    purpose: str = ""
    owner: str = ""
    owner_agency: str = ""
    owner_name: str = ""
    owner_role: str = ""
    due: date | None = None
    due_at: str = ""
    """"next_meeting" or "before_release" instead of a date."""
    urgent: bool = False
    on_behalf: str = ""
    objection: str = ""
    read_back: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What the meeting makes of an open action, named by its tag ("M02-03")."""

    tag: str
    outcome: ActionEventKind
    note: str = ""
    told_by: str = ""
    on: date | None = None
    """The day on which it was done, when that was not the day of the meeting."""
    due: date | None = None
    owner_agency: str = ""
    owner_name: str = ""
    owner_role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settle:
    """Items that end without an entry, with the code of a reason or a reason in words."""

    items: tuple[str, ...]
    reason: str
    state: ItemState = ItemState.NOTHING_TO_RECORD


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happens. Exactly what is filled in is done, in the order of the fields."""

    at: str = ""
    """Clock time "10:43"."""
    item: str = ""
    """Code of the item that is talked about from here on."""
    arrive: str = ""
    leave: str = ""
    mode: Mode | None = None
    statement: str = ""
    """"read" or "displayed"."""
    stay: tuple[str, ...] = ()
    """Keys of those who stay for a closed part that begins here."""
    because: str = ""
    open_doors: bool = False
    who: str = ""
    say: str = ""
    typed: str = ""
    kind: EntryKind = EntryKind.CONTRIBUTION
    handling: Handling = Handling.NORMAL
    recipients: tuple[str, ...] = ()
    report_dated: str = ""
    key: str = ""
    """Name of the entry, for a later step that settles it."""
    review: Review | None = None
    decide: Decide | None = None
    act: Act | None = None
    settles: str = ""
    """Key of the issue that this decision or action answers."""
    settle: Settle | None = None
    read_back: bool = False
    next_review: NextReview | None = None
    confirm: bool = False
    """The minutes of last time are confirmed, with `changes` where there are any."""
    changes: tuple[str, ...] = ()
    close: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve:
    """When, how and by whom the minutes are approved."""

    on: date
    by: str
    at: str = "16:00"
    how: ApprovedHow = ApprovedHow.AT_DESK
    reference: str = ""
    despite_gaps_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A whole meeting on one case."""

    # Refuses misspelt names, here and in everything below (pydantic hands it on).
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    reference: str
    kind: MeetingKind
    level: Level
    on: date
    at: str
    minutes: int = 0
    place: str = ""
    chair: str
    """Name and role, "Helen Adebayo, Head of area"."""
    chair_agency: str
    minutes_by: str
    lead_agency: str = ""
    lead_officer: str = ""
    brief_why: str = ""
    brief_risk: str = ""
    people: Mapping[str, Invited]
    steps: tuple[Step, ...]
    approval: Approve | None = None


def read_script(text: str) -> Script:
    """A script out of TOML. Raises ReferenceFault with one sentence that names the place of a mistake."""
    try:
        return script_of(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ReferenceFault(f"The script of the meeting cannot be read: {error}.") from error


def script_of(plain: Mapping[str, object]) -> Script:
    """The same out of plain tables and lists. Raises ReferenceFault."""
    try:
        return _adapter().validate_python(_stripped(dict(plain)))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise ReferenceFault(f"The script of the meeting is wrong at {place}: {first['msg']}.") from error


@cache
def _adapter() -> TypeAdapter[Script]:
    return TypeAdapter(Script)


def _stripped(value: object) -> object:
    """The same with blanks and line ends taken off both ends of every text."""
    if isinstance(value, dict):
        return {key: _stripped(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_stripped(inner) for inner in value]
    return value.strip() if isinstance(value, str) else value


def british_moment(day: date, clock: str) -> datetime:
    """A day and a clock time "10:43" as an aware moment on the clock of Great Britain."""
    as_utc = datetime.combine(day, time.fromisoformat(clock), UTC)
    summer = british(as_utc) - as_utc.replace(tzinfo=None)
    return as_utc.replace(tzinfo=timezone(summer))


@dataclass(slots=True)
class ScriptClock:
    """A clock that stands where the script puts it and moves on a little each time it is read."""

    moment: datetime
    tick: timedelta = field(default=timedelta(milliseconds=7))

    def now(self) -> datetime:
        """The next moment, aware."""
        self.moment += self.tick
        return self.moment

    def put(self, moment: datetime) -> None:
        """Moves the clock to a moment; never back, so that no record is older than the one before it."""
        self.moment = max(self.moment, moment)
