"""The contact book as it is shown, and its plain rules: what an address looks like, when a check is old."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from mappa_desk.domain.capture_people import plain
from mappa_desk.domain.contacts import AddressKind, Contact, MayGet
from mappa_desk.domain.limits import clean
from mappa_desk.domain.people import Person

CHECK_MONTHS = 12
"""Months after which the check of an address is old, where the area says nothing (unverified default)."""
LINE_LIMIT = 300
NOTE_LIMIT = 2_000
"""Most characters of a name, a role, an address, a telephone number or a panel, and of a note."""
MAIL = (AddressKind.SECURE_MAIL, AddressKind.ORDINARY_MAIL)
_MAIL_SHAPE = re.compile(r"[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+")
_TITLES = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|prof|rev)\.?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRow:
    """One person of the contact book with what the book adds."""

    person: Person
    contact: Contact
    agency_name: str = ""
    deputies: tuple[Person, ...] = ()
    """In the order in which they are asked; those who left are among them."""
    old_check: bool = False
    """True when documents go to an address that was never checked, or too long ago."""
    also: tuple[Person, ...] = ()
    """Entries that were the same person and are found under this one."""

    @property
    def key(self) -> str:
        """Id of the person."""
        return self.person.id


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPanel:
    """A named group of people who sit together, case after case. Those who left are not in it."""

    name: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactBook:
    """Everybody in the contact book, by agency in the area's order and by name."""

    rows: tuple[BookRow, ...]
    panels: tuple[StandingPanel, ...]
    check_months: int = CHECK_MONTHS
    check_verified: bool = False
    today: date

    def row(self, person_id: str) -> BookRow | None:
        """The row of a person, None when the book does not hold them."""
        return next((row for row in self.rows if row.key == person_id), None)


@dataclass(frozen=True, slots=True)
class StepPart:
    """One record of a change: its kind and id, and its revision before (0 when it was new) and after."""

    kind: str
    record_id: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BookStep:
    """One change of the contact book, so that it can be taken back."""

    label: str
    """What it was, "Kept: Anna Example" say."""
    person_id: str = ""
    parts: tuple[StepPart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BookChange:
    """One line of a person's history: when, who did it, and which facts changed from what to what."""

    at: datetime
    by: str
    """Name of who did it, empty when nobody had said who they are."""
    facts: tuple[tuple[str, str, str], ...]
    """Name of the field, its words before and after."""


def address_fault(kind: AddressKind, address: str) -> str:
    """What is wrong with the shape of an address, in one sentence; empty when nothing is.

    Nobody is asked whether the address exists: nothing leaves the laptop.
    """
    if kind is AddressKind.NONE:
        return "Say what kind of address it is." if address else ""
    if not address:
        return "The address itself is missing."
    if kind in MAIL and _MAIL_SHAPE.fullmatch(address) is None:
        return "A mail address looks like name@agency.example."
    return ""


def entry_fault(person: Person, contact: Contact) -> tuple[str, str]:
    """What is wrong with an entry of the book by itself: one sentence and its field; empty when nothing is.

    Expects the words without blanks at their ends.
    """
    lines = [("name", person.name), ("role", person.role), ("address", contact.address)]
    lines += [("telephone", contact.telephone), *(("panels", panel) for panel in contact.panels)]
    long = next(((name, len(text)) for name, text in lines if len(text) > LINE_LIMIT), None)
    shape = address_fault(contact.address_kind, contact.address)
    kind = contact.address_kind is AddressKind.NONE
    found = (
        (not person.name, "Who is it? A name is needed.", "name"),
        (not person.agency, "Which agency is it?", "agency"),
        (
            long,
            f"This has {long[1]:,} characters; it may have {LINE_LIMIT:,}." if long else "",
            long and long[0],
        ),
        (
            len(contact.note) > NOTE_LIMIT,
            f"The note has {len(contact.note):,} characters; it may have {NOTE_LIMIT:,}.",
            "note",
        ),
        (shape, shape, "address_kind" if kind else "address"),
        (contact.id and contact.id in contact.deputies, "Nobody stands in for themselves.", "deputies"),
    )
    return next(((words, field or "") for wrong, words, field in found if wrong), ("", ""))


def tidied(person: Person, contact: Contact) -> tuple[Person, Contact]:
    """Both without blanks at the ends of their words, and without doubles."""
    return (
        replace(person, name=_one_line(person.name), role=_one_line(person.role)),
        replace(
            contact,
            address=_one_line(contact.address),
            telephone=_one_line(contact.telephone),
            deputies=tuple(dict.fromkeys(contact.deputies)),
            panels=without_blanks(contact.panels),
            may_get=tuple(one for one in MayGet if one in contact.may_get),
            note=clean(contact.note).strip(),
        ),
    )


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_old_check(contact: Contact, today: date, months: int = CHECK_MONTHS) -> bool:
    """True when there is an address, the person is active, and its check is missing or too old."""
    if not contact.address or not contact.active:
        return False
    checked = contact.address_checked_on
    return checked is None or months_later(checked, months) < today


def same_person(name: str, agency: str, other_name: str, other_agency: str) -> bool:
    """True for the same name at the same agency, whatever the case of letters, blanks and "Dr" before it."""
    return agency == other_agency and name_key(name) == name_key(other_name)


def name_key(name: str) -> str:
    """A name for comparing: "Dr  Anil Mehra" and "anil mehra" are one."""
    return _TITLES.sub("", " ".join(plain(name).split()))


def known_by_name(people: Iterable[Person], name: str, agency: str) -> Person | None:
    """The one person with this name at this agency; None when there is none, or more than one."""
    found = [one for one in people if same_person(one.name, one.agency, name, agency)]
    return found[0] if len(found) == 1 else None


def panels_of(
    people: Mapping[str, Person], contacts: Iterable[Contact], order: Mapping[str, int]
) -> tuple[StandingPanel, ...]:
    """The standing panels by name, each with its active people by agency (`order` of codes) and name."""
    seated: dict[str, list[Person]] = {}
    names: dict[str, str] = {}
    for contact in contacts:
        person = people.get(contact.id)
        if person is None or not contact.active:
            continue
        for panel in contact.panels:
            key = plain(panel)
            names.setdefault(key, panel)
            seated.setdefault(key, []).append(person)
    last = len(order)

    def place(person: Person) -> tuple[int, str, str]:
        return order.get(person.agency, last), plain(person.name), person.id

    return tuple(
        StandingPanel(name=names[key], people=tuple(sorted(seated[key], key=place))) for key in sorted(seated)
    )


def without_blanks(words: Iterable[str]) -> tuple[str, ...]:
    """The words without blanks at their ends, without empty ones and without doubles."""
    kept: dict[str, str] = {}
    for word in words:
        said = " ".join(word.split())
        if said:
            kept.setdefault(plain(said), said)
    return tuple(kept.values())


def with_address(contact: Contact, before: Contact | None) -> Contact:
    """The contact; an address that is another than before has not been checked yet."""
    if before is not None and (before.address, before.address_kind) == (
        contact.address,
        contact.address_kind,
    ):
        return contact
    return replace(contact, address_checked_on=None, address_checked_by="")
