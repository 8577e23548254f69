"""Contacts from a file: what its columns may become, what its rows say, and what taking them in would do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mappa_desk.domain.capture_people import plain
from mappa_desk.domain.contacts import AddressKind, Contact, MayGet
from mappa_desk.domain.people import Person


class Fact(StrEnum):
    """What a column of a file may become."""

    SKIP = ""
    NAME = "name"
    GIVEN = "given"
    """Joined with `FAMILY` where no column holds the whole name."""
    FAMILY = "family"
    ROLE = "role"
    AGENCY = "agency"
    ADDRESS = "address"
    ADDRESS_KIND = "address_kind"
    CHECKED_ON = "checked_on"
    TELEPHONE = "telephone"
    DEPUTIES = "deputies"
    PANELS = "panels"
    MAY_GET = "may_get"
    NOTE = "note"


_SYNONYMS: Mapping[Fact, str] = {
    Fact.NAME: "name|full name|contact|contact name|person|display name|fn",
    Fact.GIVEN: "first name|forename|given name|first|christian name",
    Fact.FAMILY: "last name|surname|family name|last",
    Fact.ROLE: "role|title|job title|job|post|position|rank|grade",
    Fact.AGENCY: "agency|organisation|organization|company|org|employer|service",
    Fact.ADDRESS: "address|secure address|e-mail|email|e-mail address|email address|mail|secure e-mail|"
    "secure email|e-mail 1 - value",
    Fact.ADDRESS_KIND: "kind of address|address kind|kind|address type|secure",
    Fact.CHECKED_ON: "checked on|checked|address checked|address checked on|last checked",
    Fact.TELEPHONE: "telephone|phone|tel|mobile|telephone number|phone number|business phone|mobile phone",
    Fact.DEPUTIES: "deputy|deputies|stand-in|substitute",
    Fact.PANELS: "panel|panels|standing panel|standing panels|meeting|group",
    Fact.MAY_GET: "may get|gets|documents|may be given|circulation",
    Fact.NOTE: "note|notes|comment|comments|remarks",
}
_FACT_OF = {word: fact for fact, words in _SYNONYMS.items() for word in words.split("|")}
_KINDS: Mapping[AddressKind, str] = {
    AddressKind.NONE: "none|no|n/a",
    AddressKind.SECURE_MAIL: "secure mail|secure|secure e-mail|secure email|secure_mail|yes|y",
    AddressKind.ORDINARY_MAIL: "ordinary mail|ordinary|e-mail|email|mail|ordinary_mail|not secure",
    AddressKind.BY_HAND: "by hand|hand|by_hand|in person",
    AddressKind.POST: "post|letter|tracked post|courier",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split("|")}
_GETS: Mapping[MayGet, str] = {
    MayGet.INVITATION: "invitation|invitations|invite",
    MayGet.MINUTES: "minutes|full minutes",
    MayGet.ACTIONS: "actions|action list|all actions",
    MayGet.AGENCY_ACTIONS: "agency-actions|agency actions|own actions|agency's actions|own agency's actions",
}
_GET_OF = {word: get for get, words in _GETS.items() for word in words.split("|")}
_PARTS = re.compile(r"[;|\n]")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def guessed(heads: Sequence[str]) -> tuple[Fact, ...]:
    """What each column most likely becomes, by its heading; a fact that is taken is not given twice."""
    found: list[Fact] = []
    for head in heads:
        fact = _FACT_OF.get(" ".join(plain(head).replace("_", " ").split()).strip(" :*"), Fact.SKIP)
        found.append(Fact.SKIP if fact in found else fact)
    return tuple(found)


def parts_of(text: str) -> tuple[str, ...]:
    """The words of a cell that holds several, parted by ";" or "|"."""
    return tuple(part.strip() for part in _PARTS.split(text) if part.strip())


def kind_said(text: str, address: str) -> AddressKind | None:
    """The kind of address that words name; without words what its shape says. None when it is unclear.

    A mail address of which nothing is said counts as ordinary: that it is secure is for somebody to say.
    """
    said = plain(text).strip()
    if said:
        return _KIND_OF.get(said)
    if not address:
        return AddressKind.NONE
    return AddressKind.ORDINARY_MAIL if "@" in address else AddressKind.POST


def may_get_said(text: str) -> tuple[MayGet, ...] | None:
    """What a cell says that somebody may get; None when a word is not understood."""
    words = [part for whole in parts_of(text) for part in whole.split(",")]
    found = [_GET_OF.get(" ".join(plain(word).split())) for word in words if word.strip()]
    return None if None in found else tuple(get for get in MayGet if get in found)


def day_said(text: str) -> date | None:
    """A day such as 2026-11-22 or 22/11/2026; None when it is none."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One row of a table, or one card: its number as the user counts, and its cells."""

    number: int
    cells: tuple[str, ...]
    fault: str = ""
    """Why it could not be read, in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFile:
    """A file of contacts as it was read. Nothing of it is in the vault."""

    name: str
    heads: tuple[str, ...]
    becomes: tuple[Fact, ...]
    """For each column what it most likely becomes."""
    rows: tuple[FileRow, ...]
    cards: bool = False
    """True for vCards, whose columns are made by the program."""
    encoding: str = ""
    delimiter: str = ""
    dropped: tuple[tuple[str, int], ...] = ()
    """Fields of cards that are not taken, "PHOTO" say, and how many there were."""


class Doing(StrEnum):
    """What taking in a row would do."""

    ADD = "add"
    CHANGE = "change"
    SAME = "same"
    """Everything it says is in the book already."""
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """What one row becomes."""

    number: int
    doing: Doing
    person: Person
    contact: Contact
    facts: tuple[tuple[str, str, str], ...] = ()
    """For a change: name of the field, its words in the book and in the file."""
    fault: str = ""
    remark: str = ""
    """What is not taken of a row that is, in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """The dry run of a file: every row with what it becomes."""

    rows: tuple[PlannedRow, ...] = field(default=())

    def count(self, doing: Doing) -> int:
        """How many rows do this."""
        return sum(row.doing is doing for row in self.rows)
