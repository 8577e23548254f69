"""What the pane of a reply asks and gives: where the reply came from, and what it says of each action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mappa_desk.ui.models.desk_fields import Choice


@dataclass(frozen=True, slots=True)
class ReplyCard:
    """One action that a reply may speak of, in words."""

    action_id: str
    number: str
    text: str
    due: str
    tone: str = "muted"
    agency: str = ""
    """Code of the agency that has it, which a transfer begins with."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What the words of a field of days mean."""

    words: str
    warns: bool = False
    """True when there is something to be seen before it is kept."""


@dataclass(frozen=True, slots=True)
class CardOffers:
    """What every action of a reply is offered, and what the days typed for it mean."""

    outcomes: Sequence[Choice]
    agencies: Sequence[Choice]
    happened: Callable[[str], Meant]
    """Of the typed day of the reply."""
    due: Callable[[str, str], Meant]
    """Of an action's id and the typed new date."""
    settled: Callable[[str, str, str], Meant]
    """Of an action's id, what became of it, and the typed day on which it did."""


@dataclass(frozen=True, slots=True)
class ReplySource:
    """Where a reply came from. `on` is as typed: the day of what is done, where an action says no other."""

    came_by: str
    told_by: str
    on: str


@dataclass(frozen=True, slots=True)
class ActionAnswer:
    """What was keyed of one action. `outcome` is empty for nothing said; `due` and `on` are as typed."""

    action_id: str
    outcome: str
    words: str
    due: str
    evidence: str
    on: str = ""
    owner: tuple[str, str, str] = ("", "", "")
    """Who takes it over: agency, name and role."""

    @property
    def is_empty(self) -> bool:
        """True when nothing was said of it."""
        return not (self.outcome or self.words or self.due or self.evidence)
