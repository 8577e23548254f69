"""What can be done with an action from the tracker, which questions each doing asks, and the answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mappa_desk.domain.actions import Acceptance, ActionState, Channel, Priority
from mappa_desk.domain.actions import ActionEventKind as Kind
from mappa_desk.ui.models import tracker_words as words
from mappa_desk.ui.models.tracker_words import tr


class Doing(StrEnum):
    """What is done with one action, or with several at once."""

    REPLY = "reply"
    SETTLE = "settle"
    REDATE = "redate"
    TRANSFER = "transfer"
    ACCEPT = "accept"
    MARKS = "marks"
    RUNG = "rung"
    FILTER = "filter"
    """Not of an action: the filter is kept by a name."""


FIELDS = (
    "name", "outcome", "due", "agency", "owner", "role", "rung", "skipped", "channel", "told", "note",
    "evidence", "day", "labels", "priority", "look",
)  # fmt: skip
"""Every question of the form, in its order."""
_REPLY = ("outcome", "note", "told", "channel", "evidence", "day")
ASKED: dict[Doing, tuple[str, ...]] = {
    Doing.REPLY: _REPLY,
    Doing.SETTLE: _REPLY,
    Doing.REDATE: ("due", "note", "told", "channel"),
    Doing.TRANSFER: ("agency", "owner", "role", "note", "told", "channel"),
    Doing.ACCEPT: ("outcome", "told", "note", "channel", "evidence"),
    Doing.MARKS: ("labels", "priority", "look"),
    Doing.RUNG: ("rung", "skipped", "channel", "told"),
    Doing.FILTER: ("name",),
}
"""The questions of each doing."""
_TITLES = {
    Doing.REPLY: "Record a reply",
    Doing.SETTLE: "Record its outcome",
    Doing.REDATE: "Give it a new date",
    Doing.TRANSFER: "Transfer it",
    Doing.ACCEPT: "Record the owner’s answer",
    Doing.MARKS: "Labels, priority and when to look again",
    Doing.RUNG: "Move up a rung",
    Doing.FILTER: "Keep this filter by name",
}
_LABELS: dict[str, str] = {
    "name": "Name",
    "outcome": "How it stands",
    "due": "New day",
    "agency": "Agency",
    "owner": "Name",
    "role": "Role",
    "rung": "Rung",
    "skipped": "Why the rungs below are left out",
    "channel": "How word came",
    "told": "Told by",
    "note": "Note",
    "evidence": "What shows it",
    "day": "On",
    "labels": "Labels",
    "priority": "Priority",
    "look": "Look again on",
}
_OTHER_LABELS: dict[tuple[Doing, str], str] = {
    (Doing.REDATE, "note"): "Why it moves",
    (Doing.TRANSFER, "note"): "Why it changes hands",
    (Doing.ACCEPT, "outcome"): "What the owner says",
    (Doing.ACCEPT, "told"): "Who says so, where it is not the owner",
    (Doing.ACCEPT, "note"): "Why the owner objects",
    (Doing.RUNG, "channel"): "How",
    (Doing.RUNG, "told"): "To whom",
}
OPEN_OUTCOMES = (Kind.UPDATED, Kind.DONE, Kind.OVERTAKEN, Kind.NOT_DONE, Kind.WITHDRAWN)
SETTLED_OUTCOMES = (Kind.UPDATED, Kind.REOPENED)
_OUTCOMES = {
    Kind.UPDATED: "Still open: an update",
    Kind.DONE: "Done",
    Kind.OVERTAKEN: "Overtaken by events",
    Kind.NOT_DONE: "Not done by the agency",
    Kind.WITHDRAWN: "Withdrawn by decision",
    Kind.REOPENED: "Open it again",
}
ANSWERS = (Acceptance.ACCEPTED, Acceptance.ON_BEHALF, Acceptance.OBJECTED)
_ANSWER_WORDS = {
    Acceptance.ACCEPTED: "Accepts it",
    Acceptance.ON_BEHALF: "Somebody accepts it on their behalf",
    Acceptance.OBJECTED: "Objects",
}
CHANNELS = tuple(one for one in Channel if one not in (Channel.MEETING, Channel.SPREADSHEET))


def title(doing: Doing) -> str:
    """What is being done."""
    return tr(_TITLES[doing])


def label(doing: Doing, field: str) -> str:
    """The question of a field, as this doing asks it."""
    return tr(_OTHER_LABELS.get((doing, field), _LABELS[field]))


def outcomes(doing: Doing, state: ActionState) -> tuple[tuple[str, str], ...]:
    """What can be chosen as outcome: value and words."""
    if doing is Doing.ACCEPT:
        return tuple((one.value, tr(_ANSWER_WORDS[one])) for one in ANSWERS)
    kinds = OPEN_OUTCOMES if state is ActionState.OPEN else SETTLED_OUTCOMES
    if state is not ActionState.OPEN:
        return tuple(
            (one.value, tr("An update") if one is Kind.UPDATED else tr(_OUTCOMES[one])) for one in kinds
        )
    return tuple((one.value, tr(_OUTCOMES[one])) for one in kinds)


def channels() -> tuple[tuple[str, str], ...]:
    """How word can come between meetings: value and words."""
    return tuple((one.value, words.channel(one)) for one in CHANNELS)


def priorities(*, unchanged: bool) -> tuple[tuple[str, str], ...]:
    """The priorities, most urgent first; for several actions the first leaves each as it is."""
    first = (("", tr("As it is")),) if unchanged else ()
    return (*first, *((one.value, words.priority(one)) for one in Priority))


@dataclass(frozen=True, slots=True, kw_only=True)
class DoingAnswers:
    """What was typed and chosen, as it stands in the fields."""

    name: str = ""
    outcome: str = ""
    due: str = ""
    agency: str = ""
    owner: str = ""
    role: str = ""
    rung: str = ""
    skipped: str = ""
    channel: str = Channel.NOT_SAID.value
    told: str = ""
    note: str = ""
    evidence: str = ""
    day: str = ""
    labels: str = ""
    priority: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a doing offers and begins with."""

    doing: Doing
    about: str = ""
    """For several actions, how many."""
    outcomes: tuple[tuple[str, str], ...] = ()
    agencies: tuple[tuple[str, str], ...] = ()
    rungs: tuple[tuple[str, str], ...] = ()
    channels: tuple[tuple[str, str], ...] = ()
    priorities: tuple[tuple[str, str], ...] = ()
    begin: DoingAnswers = DoingAnswers()
    focus: str = ""
    """Field that the keyboard goes to; empty for the first."""
