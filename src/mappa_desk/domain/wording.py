"""Words a vault knows by itself: abbreviations, standard paragraphs and the dictionary's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mappa_desk.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation(Record):
    """A short form typed on the capture line and what it opens to. `id` is the short form, lower case."""

    KIND: ClassVar[str] = "abbreviation"

    opens_to: str
    active: bool = True
    """False switches a shipped one off."""

    @property
    def short(self) -> str:
        """The characters that are typed."""
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardWording(Record):
    """A paragraph kept ready, with blanks to fill in square brackets. `id` is its code."""

    KIND: ClassVar[str] = "standard_wording"

    title: str
    text: str
    items: tuple[str, ...] = ()
    """Codes of the agenda items at which it is offered first; none means everywhere."""
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWord(Record):
    """A word that the spelling of this vault takes as right. `id` is the word as it is written."""

    KIND: ClassVar[str] = "own_word"

    active: bool = True

    @property
    def word(self) -> str:
        """The word as it is written."""
        return self.id
