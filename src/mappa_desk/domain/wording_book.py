"""All short forms and standard wordings of a vault: what came with the program and what the vault keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mappa_desk.domain.wording import Abbreviation, StandardWording


class Origin(StrEnum):
    """Where words come from."""

    SHIPPED = "shipped"
    """Came with the program and stands as it came, though it may be switched off."""
    CHANGED = "changed"
    """Came with the program and reads differently here."""
    OWN = "own"
    """Made in this vault; the only kind that can be deleted."""


@dataclass(frozen=True, slots=True)
class ListedAbbreviation:
    """A short form as the vault has it."""

    record: Abbreviation
    origin: Origin


@dataclass(frozen=True, slots=True)
class ListedWording:
    """A standard wording as the vault has it."""

    record: StandardWording
    origin: Origin


@dataclass(frozen=True, slots=True)
class WordingBook:
    """Everything, switched off or on: short forms by their letters, wordings as shipped and then by title."""

    abbreviations: tuple[ListedAbbreviation, ...] = ()
    wordings: tuple[ListedWording, ...] = ()
    codes: frozenset[str] = frozenset()
    """Codes of agencies: a code is never opened, even where a short form was made before it."""

    def forms(self) -> Mapping[str, str]:
        """What each short form that is switched on opens to."""
        return {
            listed.record.short: listed.record.opens_to
            for listed in self.abbreviations
            if listed.record.active and listed.record.short not in self.codes
        }

    def offered(self, item: str) -> tuple[StandardWording, ...]:
        """Wordings that are switched on: those of this item, those of any item, then the others."""
        on = [listed.record for listed in self.wordings if listed.record.active]
        return tuple(sorted(on, key=lambda wording: _rank(wording.items, item)))


def _rank(items: Iterable[str], item: str) -> int:
    return 0 if item in items else (2 if items else 1)
