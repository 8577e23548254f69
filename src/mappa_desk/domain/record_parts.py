"""A part of a record, as it is offered to be put right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPart:
    """One part of one meeting's record."""

    meeting_id: str
    reference: str
    """Of the meeting, "LAN-0417-M03"."""
    named: tuple[str, str]
    """Kind and id of its record."""
    place: str
    """Where it stands: "9.3", "Decision 2", "Front sheet"."""
    text: str
    is_sealed: bool
    can_move: bool
    """True for an entry of a record that still takes changes."""
    can_keep_words: bool
    """True for a paragraph of which some words may stay."""

    @property
    def key(self) -> str:
        """What leads to it: meeting, kind and id."""
        return "/".join((self.meeting_id, *self.named))
