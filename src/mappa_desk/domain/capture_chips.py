"""How a capture line reads, as a value: its parts, and the chips that say them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mappa_desk.domain.actions import Deadline
from mappa_desk.domain.calendar_words import distance, long_date
from mappa_desk.domain.capture_people import Owner
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.deadlines import EVENT_WORDS, UNKNOWN_WORDS

NOBODY = Owner()
UNDATED = Deadline()


class ChipKind(StrEnum):
    """What a chip under the line says. `Esc` puts the kind of the newest one among the suppressed."""

    SPEAKER = "speaker"
    KIND = "kind"
    OWNER = "owner"
    BEHALF = "behalf"
    DUE = "due"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Chip:
    """One understood part of the line: its kind, its span (end exclusive) and the words shown.

    A `missing` chip ("Owner?") has no span and cannot be suppressed.
    """

    kind: ChipKind
    start: int
    end: int
    words: str
    missing: bool = False
    spoken: str = ""
    """The same for the ear, with the date in full; the words where it is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """How a line reads."""

    words: str
    """The line as typed."""
    text: str
    """What is kept: the line without the parts that became chips."""
    kind: EntryKind
    agency: str = ""
    """Code of the speaker's agency, when the line itself names a speaker."""
    attendance_id: str | None = None
    """The speaker's row, when only one person can be meant."""
    owner: Owner = NOBODY
    taken_by: str = ""
    """Who, being present, takes the action for an absent owner and tells them."""
    deadline: Deadline = UNDATED
    urgent: bool = False
    chips: tuple[Chip, ...] = ()

    @property
    def newest(self) -> Chip | None:
        """The chip that `Esc` turns back into text: the one that ends last in the line."""
        shown = (chip for chip in self.chips if not chip.missing)
        return max(shown, key=lambda chip: (chip.end, chip.start), default=None)

    @property
    def described(self) -> str:
        """All chips in one description, for a screen reader."""
        return ". ".join(chip.spoken or chip.words for chip in self.chips)


def speak_deadline(deadline: Deadline, today: date) -> str:
    """A deadline for the ear: "Friday 27 November 2026, in 15 days"."""
    if deadline.on is None:
        return UNKNOWN_WORDS[deadline.kind]
    far = distance(deadline.on, today)
    ahead = deadline.on > today
    when = f"{long_date(deadline.on)}, {'in ' if ahead else ''}{far}"
    event = EVENT_WORDS.get(deadline.kind)
    return f"{event}, {when}" if event else when
