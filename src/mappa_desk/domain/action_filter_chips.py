"""How a filter line reads, as a value: the filter, the chips that say it, what was not understood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mappa_desk.domain.action_filter import ActionFilter


class FilterPart(StrEnum):
    """What a chip under the filter line says."""

    STATE = "state"
    OVERDUE = "overdue"
    AGENCY = "agency"
    OWNER = "owner"
    CASE = "case"
    LABEL = "label"
    PRIORITY = "priority"
    DUE = "due"
    CARRIED = "carried"
    REDATED = "redated"
    ACCEPTANCE = "acceptance"
    LOOK = "look"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class FilterChip:
    """One understood part of the line: what it is about, its span (end exclusive) and the words shown."""

    part: FilterPart
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class ParsedFilter:
    """How a filter line reads."""

    words: str
    """The line as typed."""
    filter: ActionFilter
    chips: tuple[FilterChip, ...]
    leftovers: tuple[str, ...]
    """What looks like a mark and is none: it is looked for as text, or, without a letter, not at all."""

    @property
    def described(self) -> str:
        """All chips in one description, for a screen reader."""
        return ". ".join(chip.words for chip in self.chips)

    def without(self, chip: FilterChip) -> str:
        """The line with this chip's words taken out."""
        return " ".join(f"{self.words[: chip.start]} {self.words[chip.end :]}".split())


FILTER_MARKS = (
    ("is:open", "open ones; also settled, overdue, done, late, overtaken, not-done, withdrawn, unaccepted"),
    ("@health", "of an agency, by code or name"),
    ('owner:"Ann Lloyd"', "of a person or a role; owner:none for nobody"),
    ("case:LAN-0417", "of one case"),
    ("due:<7d", "due in less than seven days; also due:>23/1, due:fri, due:1/12..31/12, due:none"),
    ("by 30/11", "due up to that day, as on the capture line"),
    ("#housing", "with a label"),
    ("priority:urgent", "also release, normal"),
    ("carried:>2", "carried over more than twice; redated:>1 likewise"),
    ("look:now", "not put aside; look:later for those that are"),
    ("-@health", "a minus turns a mark or a word round"),
)
"""What can be typed, with an example and what it finds: for help, in this order."""
