"""Owners as trackers hold them: an agency, a person, both in either order, several at once, "all"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mappa_desk.domain.action_import import OwnerSaid
from mappa_desk.domain.action_import_dates import quoted
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.capture_owners import free_owner
from mappa_desk.domain.capture_people import Owner, match_owner, plain
from mappa_desk.domain.people import Person

LOOKED_AT = 300
"""Characters of a cell among which owners are looked for."""
_BLANKS = re.compile(r"[^\S\n]+")
_NOBODY = frozenset(("", "-", "n/a", "na", "none", "tbc", "tba", "?", "unassigned", "not allocated"))
_EVERYBODY = frozenset(
    ("all", "all agencies", "everyone", "everybody", "all present", "all attendees", "panel", "mappa panel",
     "mappa", "the panel", "all partners", "all agencies present", "all members")
)  # fmt: skip
_STRONG = re.compile(r"\s*(?:\n|;|&|\+|\||(?<!\w)and(?!\w))\s*", re.IGNORECASE)
_WEAK = re.compile(r"\s*(?:,|/|\\)\s*")
_BRACKET = re.compile(r"(?P<outer>[^()]+?)\s*\((?P<inner>[^()]+)\)")
_JOINT = re.compile(r"\s+[-–—]\s+|\s*:\s+")
_TITLE = re.compile(
    r"(?:mr|mrs|ms|miss|mx|dr|prof|pc|dc|ds|di|dci|ps|sgt|insp|supt|cllr)\.?\s+", re.IGNORECASE
)
_TAIL = re.compile(
    r"\s+(?:services?|dept|department|team|council|constabulary|agency|the)\.?$", re.IGNORECASE
)


class Known:
    """Whom a row may name: the area's agencies and the people of the contact book."""

    def __init__(self, agencies: Iterable[Agency], people: Iterable[Person] = ()) -> None:
        self.agencies = tuple(agencies)
        self._codes: dict[str, str] = {}
        self._by_word: dict[str, list[Person]] = {}
        for one in self.agencies:
            for name in (one.code, one.name, *one.aliases):
                self._codes.setdefault(plain(name), one.code)
        for spelling, code in tuple(self._codes.items()):
            self._codes.setdefault(_TAIL.sub("", spelling), code)
        for person in people:
            for word in set(plain(person.name).split()):
                self._by_word.setdefault(word, []).append(person)

    def agency(self, words: str) -> str:
        """Code of the agency that words name by code, alias or name, "Police Service" too; else empty."""
        said = plain(" ".join(words.split())).strip(" .")
        return self._codes.get(said) or self._codes.get(_TAIL.sub("", said), "")

    def people(self, words: str) -> tuple[Person, ...]:
        """Those of the contact book who share a word of their name with these: a book is long."""
        found = {one.id: one for word in plain(words).split() for one in self._by_word.get(word, ())}
        return tuple(found.values())


def owner_said(owner: str, agency: str, role: str, known: Known) -> OwnerSaid:
    """Who owns an action by the three cells that may say so. Never raises."""
    code, doubts = _agency_cell(" ".join(agency[:LOOKED_AT].split()), known)
    said = _said(owner)
    if said in _EVERYBODY:
        doubts.append(f"{quoted(owner)} is no owner. Taken without a person.")
        owner = ""
    elif said in _NOBODY:
        owner = ""
    found, others = _owners(_BLANKS.sub(" ", owner[:LOOKED_AT]), known) if owner else (Owner(), ())
    if others:
        doubts.append(
            f"It names {1 + len(others)} owners; {_words(found, known)} is taken, "
            "the others stand in its history."
        )
    if code and not found.agency:
        found = Owner(agency=code, name=found.name, role=found.role)
    elif code and found.agency != code:
        doubts.append(f"The agency says {_name(code, known)}, the owner is of {_name(found.agency, known)}.")
    name, own_role = found.name, " ".join(role.split()) or found.role
    if agency and not code and not found.agency and _said(agency) not in _NOBODY | _EVERYBODY:
        own_role = own_role or " ".join(agency.split())
    if not (found.agency or name or own_role):
        doubts.append("It names no owner.")
    elif not found.agency and not doubts:
        doubts.append(f"Of which agency {quoted(name or own_role)} is, is not said.")
    return OwnerSaid(
        agency=found.agency, name=name, role=own_role, others=tuple(_words(one, known) for one in others),
        doubts=tuple(doubts),
    )  # fmt: skip


def _agency_cell(words: str, known: Known) -> tuple[str, list[str]]:
    if _said(words) in _NOBODY:
        return "", []
    if _said(words) in _EVERYBODY:
        return "", [f"{quoted(words)} is no agency. Taken without one."]
    whole = known.agency(words) or known.agency(words.partition("(")[0])
    if whole:
        return whole, []
    named = [code for part in _parts(words) if (code := known.agency(part))]
    if not named:
        return "", [f"The area has no agency {quoted(words)}."]
    if len(named) == 1:
        return named[0], []
    return named[0], [f"It names {len(named)} agencies; {_name(named[0], known)} is taken."]


def _owners(words: str, known: Known) -> tuple[Owner, tuple[Owner, ...]]:
    """The first owner and the others."""
    whole = _one(words, known, taken_as_written=False)
    if whole is not None:
        return whole, ()
    found: list[Owner] = []
    for part in (part for part in _STRONG.split(words) if part):
        found.extend(_weakly(part, known))
    if not found:
        return Owner(), ()
    return found[0], tuple(found[1:])


def _weakly(words: str, known: Known) -> list[Owner]:
    """The owners within words with commas or strokes: "Police/PC Jones" is one, "A Lee, B May" two."""
    parts = [part for part in _WEAK.split(words) if part]
    if len(parts) == 2:
        codes = [known.agency(part) for part in parts]
        if bool(codes[0]) != bool(codes[1]):
            return [_within(codes[0] or codes[1], parts[1] if codes[0] else parts[0], known)]
        if "," in words and not any(codes) and all(len(part.split()) == 1 for part in parts):
            turned = f"{parts[1]} {parts[0]}"
            return [_one(turned, known) or Owner()]
    return [owner for part in parts if (owner := _one(part, known)) is not None]


def _one(words: str, known: Known, *, taken_as_written: bool = True) -> Owner | None:
    """The one owner whom words name; None where nobody is known who may not stand as written."""
    code = known.agency(words)
    if code:
        return Owner(agency=code)
    somebody = _person(words, known)
    if somebody is not None:
        return somebody
    found = match_owner(words, 0, attendance=(), agencies=known.agencies)
    if found is not None and found[1] == len(words):
        return found[0]
    bracket = _BRACKET.fullmatch(words.strip())
    pair = (bracket["outer"], bracket["inner"]) if bracket else tuple(_JOINT.split(words, maxsplit=1))
    if len(pair) == 2:
        for agency, person in (pair, pair[::-1]):
            code = known.agency(agency)
            if code and not _WEAK.search(person) and not _STRONG.search(person):
                return _within(code, person, known)
    if (
        found is not None
        and found[0].agency
        and not found[0].name
        and not _STRONG.search(words)
        and not _WEAK.search(words)
    ):
        rest = words[found[1] :].strip()
        named = _within(found[0].agency, rest, known)
        return named if named.name else Owner(agency=named.agency, role=" ".join(words.split()))
    return free_owner(words) if taken_as_written else None


def _within(code: str, person: str, known: Known) -> Owner:
    """Somebody of an agency, by name where they are known."""
    found = _person(person, known)
    if found is not None and found.agency == code:
        return found
    named = free_owner(person)
    return Owner(agency=code, name=named.name, role=named.role)


def _person(words: str, known: Known) -> Owner | None:
    """The one person of the contact book whom words name, their rank before the name left out."""
    bare = _TITLE.sub("", words.strip(), count=1)
    found = match_owner(bare, 0, attendance=(), agencies=(), people=known.people(bare))
    return found[0] if found is not None and found[1] == len(bare) else None


def _parts(words: str) -> list[str]:
    return [part for strong in _STRONG.split(words) for part in _WEAK.split(strong) if part]


def _said(words: str) -> str:
    return " ".join(words.lower().split()).strip(" .")


def _name(code: str, known: Known) -> str:
    return next((one.name for one in known.agencies if one.code == code), code)


def _words(owner: Owner, known: Known) -> str:
    person = owner.name or owner.role
    return ", ".join(part for part in (_name(owner.agency, known) if owner.agency else "", person) if part)
