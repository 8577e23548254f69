"""What the pane of a reply asks and gives: where the reply came from, and what it says of each action."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReplyCard:
    """One action that a reply may speak of, in words."""

    action_id: str
    number: str
    text: str
    due: str
    tone: str = "muted"


@dataclass(frozen=True, slots=True)
class ReplySource:
    """Where a reply came from. `on` is as typed."""

    came_by: str
    told_by: str
    on: str


@dataclass(frozen=True, slots=True)
class ActionAnswer:
    """What was keyed of one action. `outcome` is empty for nothing said; `due` is as typed."""

    action_id: str
    outcome: str
    words: str
    due: str
    evidence: str

    @property
    def is_empty(self) -> bool:
        """True when nothing was said of it."""
        return not (self.outcome or self.words or self.due or self.evidence)
