"""The owner of an action as a line names it: somebody known, a role in brackets, somebody on behalf.

`@hsg`, `@Jane Doe`, `@pol (duty sergeant)`, `@(Jane Doe)`, `@prob on behalf of hsg`. A person in brackets is
taken as written, whether anybody knows them or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.capture_people import Owner, OwnerChoice, match_owner, nearness, plain
from mappa_desk.domain.people import Person

_BRACKET = re.compile(r"(?P<gap>[ \t]*)(?P<escape>\\+)?\((?P<who>[^()\n]{1,60})\)(?=[\s:,;!]|\Z)")
_BEHALF = re.compile(r"[ \t]+(?P<escape>\\+)?(?:on behalf of|obo)[ \t]+@?(?=[^\W\d_]|\()", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(administrator|advis[eo]r|clerk|clinician|co-?ordinator|consultant|director|doctor|duty|head|inspector|"
    r"lead|liaison|manager|nurse|officer|practitioner|psychologist|psychiatrist|rep|representative|sergeant|"
    r"solicitor|specialist|supervisor|team|warden|worker)\b",
    re.IGNORECASE,
)
"""A word that only stands in a role, so that "Duty Sergeant" is no name."""
_OPENING = re.compile(r"\s*(?:!+\s*)?@")
_BEHALF_TYPED = re.compile(r"[ \t](?:on behalf of|obo)[ \t]+@?", re.IGNORECASE)
_LONGEST = 40
"""No name that is looked up is longer."""
FREE_WORDS = 2
"""Somebody nobody knows is offered while no more words than these stand behind the mark."""


@dataclass(frozen=True, slots=True)
class OwnerPhrase:
    """An owner found in a line: where the name ends, and who took it on their behalf."""

    owner: Owner
    end: int
    taken_by: str = ""
    """Who, being on the list, takes it for the owner and tells them: "Ruth Ansah, Probation"."""
    taker_end: int = 0
    """Where the words of the one who takes it end; the words from there to `end` name the owner."""
    escape: int | None = None
    """Place of a backslash behind the owner that kept a bracket or "on behalf of" as text."""


def read_owner(
    text: str,
    start: int,
    *,
    attendance: Iterable[Attendance],
    agencies: Iterable[Agency],
    people: Iterable[Person] = (),
    with_behalf: bool = True,
) -> OwnerPhrase | None:
    """The owner whose name begins at `text[start]`, behind the mark; None when nobody can be meant.

    `with_behalf` False leaves "on behalf of ..." in the text. Never raises.
    """
    room = (tuple(attendance), tuple(agencies), tuple(people))
    found = _named(text, start, *room)
    if found is None or not with_behalf or found.escape is not None:
        return found
    mark = _BEHALF.match(text, found.end)
    if mark is None:
        return found
    if mark["escape"]:
        return replace(found, escape=mark.end("escape") - 1)
    owner = _named(text, mark.end(), *room)
    if owner is None or not _may_take(found.owner, room[0]):
        return found
    return replace(owner, taken_by=taker_words(found.owner), taker_end=found.end)


def taker_words(owner: Owner) -> str:
    """Who takes an action on behalf of an absent owner, as it is kept: "Ruth Ansah, Probation"."""
    return ", ".join(part for part in (owner.name or owner.role, owner.agency_name) if part)


def free_owner(words: str, agency: Agency | None = None) -> Owner:
    """An owner taken as written: a name when it reads like one, else a role."""
    said = " ".join(words.split())
    name, role = (said, "") if _reads_like_name(said) else ("", said)
    if agency is None:
        return Owner(name=name, role=role)
    return Owner(agency=agency.code, name=name, role=role, agency_name=agency.name)


def free_choice(typed: str) -> OwnerChoice | None:
    """The last row of the completion list: the words behind the mark as they stand; None when too many."""
    said = " ".join(typed.split())
    if not said or len(said.split()) > FREE_WORDS or any(mark in said for mark in "()\\:!@"):
        return None
    return OwnerChoice(said, f"({said})", free_owner(said), note="not on the list")


def in_reach(attendance: Iterable[Attendance]) -> frozenset[str]:
    """Ids of the rows of those who are here now or still expected."""
    return frozenset(row.id for row in attendance if nearness(row) != "not here")


def _named(
    text: str,
    start: int,
    attendance: tuple[Attendance, ...],
    agencies: tuple[Agency, ...],
    people: tuple[Person, ...],
) -> OwnerPhrase | None:
    if text[start : start + 1] == "(":
        bracket = _BRACKET.match(text, start)
        said = bracket["who"].strip() if bracket else ""
        if bracket is None or not said[:1].isalpha():
            return None
        return OwnerPhrase(free_owner(said), bracket.end())
    found = match_owner(text, start, attendance=attendance, agencies=agencies, people=people)
    if found is None:
        return None
    owner, end = found
    agency = _agency_named(text[start:end], agencies)
    bracket = _BRACKET.match(text, end) if agency else None
    if agency is None or bracket is None or not bracket["gap"] or not bracket["who"].strip()[:1].isalpha():
        return OwnerPhrase(owner, end)
    if bracket["escape"]:
        return OwnerPhrase(owner, end, escape=bracket.end("escape") - 1)
    return OwnerPhrase(free_owner(bracket["who"], agency), bracket.end())


def _may_take(owner: Owner, attendance: tuple[Attendance, ...]) -> bool:
    """True for one person on the list who is here, or still expected."""
    row = next((row for row in attendance if row.id == owner.attendance_id), None)
    return row is not None and nearness(row) != "not here"


def _agency_named(words: str, agencies: tuple[Agency, ...]) -> Agency | None:
    """The agency that words name by code, alias or name; a person's name names none."""
    said = plain(words)
    for agency in agencies:
        if agency.active and said in {plain(one) for one in (agency.code, *agency.aliases, agency.name)}:
            return agency
    return None


def _reads_like_name(said: str) -> bool:
    words = said.split()
    capital = bool(words) and words[0][0].isupper() and words[-1][0].isupper()
    return capital and _ROLE.search(said) is None


@dataclass(frozen=True, slots=True)
class Beginning:
    """An owner that is being typed: where its words begin in the line, and what stands of them so far."""

    start: int
    typed: str


def owner_beginning(text: str, caret: int, from_place: int = 0) -> Beginning | None:
    """The owner that is being typed right before `caret`; None where the caret is not in an owner.

    `from_place` is where the line's own words begin, behind a speaker's code. Behind "on behalf of" it is the
    one on whose behalf the action is taken.
    """
    mark = _OPENING.match(text, from_place)
    if mark is None or caret < mark.end() or text[caret : caret + 1].strip():
        return None
    start = mark.end()
    behalf = _BEHALF_TYPED.search(text, start, caret)
    if behalf is not None:
        start = behalf.end()
    typed = text[start:caret]
    wrong = len(typed) > _LONGEST or typed[:1].isspace() or not set(typed).isdisjoint("\n:(!\\")
    return None if wrong else Beginning(start, typed)
