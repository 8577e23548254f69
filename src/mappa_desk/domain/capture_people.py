"""Who is meant by a short code, a seat or a name on the capture line: speakers and owners of actions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.attendance import Attendance, AttendanceState
from mappa_desk.domain.people import Person

_PREFIX = re.compile(r"(?P<escape>\\+)?(?P<code>\w{1,20}): ")
_NAME = re.compile(
    r"(?P<name>[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,3}?)"
    r"(?=(?:\s+(?:by|in|within)\s[^:\n]{1,40})?:(?:\s|\Z))"
)
_TITLES = frozenset(
    (
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "rev",
        "sir",
        "dame",
        "pc",
        "dc",
        "ps",
        "ds",
        "di",
        "dci",
        "sgt",
    )
)
CHAIR = "chair"
_BEGINNING = 3
"""So many letters of an agency's name are enough, where no other agency's begins with them."""
_NEARNESS = ("here", "expected", "not here")
_APOSTROPHES = str.maketrans("’ʼ`", "'''")


def plain(words: str) -> str:
    """Words for comparing: small letters, one kind of apostrophe, as many characters as before."""
    said = words.translate(_APOSTROPHES)
    lowered = said.lower()
    if len(lowered) == len(said):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in said)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the agency's code, its one person where only one can be meant, and the words shown."""

    agency: str
    words: str
    attendance_id: str | None = None


@dataclass(frozen=True, slots=True)
class SpeakerPrefix:
    """A speaker found at the start of a line, and how many characters it takes with its space."""

    speaker: Speaker
    length: int
    escaped: bool = False
    """A backslash before it keeps it as text."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns an action. An agency without a name and a role stays a gap."""

    agency: str = ""
    name: str = ""
    role: str = ""
    attendance_id: str | None = None
    agency_name: str = ""

    @property
    def words(self) -> str:
        """ "Housing, move-on officer"; "Housing, who?" for an agency alone."""
        person = self.role or self.name
        if not self.agency_name:
            return person
        return f"{self.agency_name}, {person or 'who?'}"


@dataclass(frozen=True, slots=True)
class OwnerChoice:
    """A row of the completion list after "@": what is shown, and what is put after the mark."""

    words: str
    insert: str
    owner: Owner
    note: str = ""
    """How near they are: "here", "expected", "not here", "contact book"."""


def speaker_prefix(
    text: str, attendance: Iterable[Attendance], agencies: Iterable[Agency]
) -> SpeakerPrefix | None:
    """The speaker that `text` begins with: a code or a seat, a colon and a space.

    Only agencies on the list of this meeting count, so that "note: " and "12: " stay text; "10:30 left"
    does, since no space follows the colon.
    """
    found = _PREFIX.match(text)
    speaker = find_speaker(found["code"], attendance, agencies) if found else None
    if found is None or speaker is None:
        return None
    return SpeakerPrefix(speaker, found.end(), escaped=bool(found["escape"]))


def find_speaker(code: str, attendance: Iterable[Attendance], agencies: Iterable[Agency]) -> Speaker | None:
    """The speaker meant by a short code, an alias, a seat number or "chair"; None when nobody is.

    The first letters of an agency's name do too ("hou" for Housing): three, where they are its alone.
    """
    rows = tuple(attendance)
    named = {agency.code: agency for agency in agencies}
    wanted = code.lower()
    if wanted in (CHAIR, "0"):
        chair = next((row for row in rows if row.is_chair), None)
        return Speaker(chair.agency, "Chair", chair.id) if chair else None
    spoken = {word: agency.code for agency in named.values() for word in (agency.code, *agency.aliases)}
    spoken |= {str(row.seat): row.agency for row in rows if row.seat and row.agency}
    agency = spoken.get(wanted) or _begun(named.values()).get(wanted)
    here = [row for row in rows if row.agency == agency and not row.is_chair]
    if agency is None or not here:
        return None
    name = named[agency].name if agency in named else agency
    present = [row for row in here if _may_speak(row)]
    return Speaker(agency, name, present[0].id if len(present) == 1 else None)


def match_owner(
    text: str,
    start: int,
    *,
    attendance: Iterable[Attendance],
    agencies: Iterable[Agency],
    people: Iterable[Person] = (),
) -> tuple[Owner, int] | None:
    """The owner named at `text[start:]`, and where the name ends.

    An agency by code, alias or name; somebody on the list or in the contact book by full name, initial
    and family name, or by one name alone while only one person has it. The longest name wins, an agency
    before a person. A capitalised name that a colon ends ("@Jane Doe by fri: ...") is taken even when nobody
    has it. None when nothing fits.
    """
    rest = plain(text[start : start + 120])
    known = _known(tuple(attendance), tuple(agencies), tuple(people))
    for name in known:
        if rest.startswith(name) and (len(rest) == len(name) or rest[len(name)] in " \t\n:,;!"):
            return known[name], start + len(name)
    stranger = _NAME.match(text, start)
    if stranger and all(word[0].isupper() for word in stranger["name"].split()):
        return Owner(name=stranger["name"]), stranger.end()
    return None


def owner_choices(
    typed: str,
    *,
    attendance: Iterable[Attendance],
    agencies: Iterable[Agency],
    people: Iterable[Person] = (),
    most: int = 8,
) -> tuple[OwnerChoice, ...]:
    """What may complete after "@": those who are here first, then others on the list, agencies, the book.

    A row fits when one of its words, its code or its whole begins with `typed`.
    """
    rows, named, book = tuple(attendance), tuple(agencies), tuple(people)
    known = _known(rows, named, book)
    wanted = plain(typed).strip()
    choices: dict[tuple[str, str], OwnerChoice] = {}
    for insert, owner, note in _offers(rows, named, book):
        if len(choices) >= most:
            break
        shown = f"{owner.words} ({owner.name})" if owner.role and owner.name else owner.words
        keys = (insert, owner.agency, owner.agency_name, owner.name, owner.role)
        fits = any(_begins(plain(key), wanted) for key in keys)
        if fits and known.get(plain(insert)) == owner:
            choices.setdefault((owner.agency, owner.name), OwnerChoice(shown, insert, owner, note))
    return tuple(choices.values())


def _begins(key: str, wanted: str) -> bool:
    return key.startswith(wanted) or any(word.startswith(wanted) for word in key.split())


def _offers(
    rows: Sequence[Attendance], agencies: Sequence[Agency], people: Sequence[Person]
) -> Iterator[tuple[str, Owner, str]]:
    names = {agency.code: agency.name for agency in agencies}
    for row in sorted(rows, key=lambda row: _NEARNESS.index(nearness(row))):
        if _may_own(row):
            yield row.name, _of_row(row, names), nearness(row)
    for agency in agencies:
        if agency.active:
            yield agency.code, _of_agency(agency, rows), "agency"
    for person in people:
        yield person.name, _of_person(person, names), "contact book"


def nearness(row: Attendance) -> str:
    """How near somebody on the list is now: "here", "expected" or "not here"."""
    if row.took_part:
        return "here" if row.is_in or not row.intervals else "not here"
    return "expected" if row.state is AttendanceState.EXPECTED else "not here"


@lru_cache(maxsize=4)
def _known(
    rows: tuple[Attendance, ...], agencies: tuple[Agency, ...], people: tuple[Person, ...]
) -> Mapping[str, Owner]:
    """Owners by each way to spell them, the longest first. Kept for the next key: a book is hundreds long."""
    names = {agency.code: agency.name for agency in agencies}
    known: dict[str, Owner] = {}
    by_name: dict[str, set[Owner]] = {}
    listed = [(row.name, _of_row(row, names)) for row in rows if _may_own(row)]
    held = {(owner.agency, name.lower()) for name, owner in listed}
    book = [(person.name, _of_person(person, names)) for person in people]
    listed += [(name, owner) for name, owner in book if (owner.agency, name.lower()) not in held]
    for name, owner in listed:
        for spelling in _spellings(name):
            by_name.setdefault(spelling, set()).add(owner)
    known |= {name: next(iter(owners)) for name, owners in by_name.items() if len(owners) == 1}
    for row in rows:
        if row.is_chair:
            known[CHAIR] = _of_row(row, names)
    for agency in agencies:
        if agency.active:
            owner = _of_agency(agency, rows)
            for spelling in (agency.code, *agency.aliases, agency.name):
                known[plain(spelling)] = owner
    for begun, code in _begun(agencies).items():
        known.setdefault(begun, known[plain(code)])
    return {name: known[name] for name in sorted(known, key=len, reverse=True)}


def _begun(agencies: Iterable[Agency]) -> Mapping[str, str]:
    """Codes of agencies by the beginnings of their names' first words that are theirs alone."""
    found: dict[str, set[str]] = {}
    for agency in agencies:
        if agency.active:
            word = plain(agency.name).split(" ")[0].partition("'")[0]
            for length in range(_BEGINNING, len(word) + 1):
                found.setdefault(word[:length], set()).add(agency.code)
    return {begun: next(iter(codes)) for begun, codes in found.items() if len(codes) == 1}


def _spellings(name: str) -> Iterator[str]:
    words = plain(name).split()
    while len(words) > 1 and words[0].rstrip(".") in _TITLES:
        words = words[1:]
    if not words:
        return
    first, last = words[0], words[-1]
    yield from {plain(name).strip(), " ".join(words), last}
    if len(words) > 1:
        yield from {first, f"{first[0]} {last}", f"{first[0]}. {last}"}


def _of_row(row: Attendance, names: dict[str, str]) -> Owner:
    return Owner(row.agency, row.name, row.role, row.id, names.get(row.agency, row.agency))


def _of_person(person: Person, names: dict[str, str]) -> Owner:
    return Owner(person.agency, person.name, person.role, None, names.get(person.agency, person.agency))


def _of_agency(agency: Agency, rows: Sequence[Attendance]) -> Owner:
    """The one person of the agency who is here, or the agency alone."""
    here = [row for row in rows if row.agency == agency.code and _may_own(row) and not row.is_chair]
    present = [row for row in here if row.took_part] or [row for row in here if _may_speak(row)]
    if len(present) == 1:
        return _of_row(present[0], {agency.code: agency.name})
    return Owner(agency=agency.code, agency_name=agency.name)


def _may_speak(row: Attendance) -> bool:
    absent = row.state in (AttendanceState.APOLOGIES, AttendanceState.NO_REPLY)
    return not absent and not row.observer


def _may_own(row: Attendance) -> bool:
    return bool(row.name) and not row.observer
