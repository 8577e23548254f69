"""The contact book: who the people of the agencies are, how they are reached, who stands in for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime
from typing import TypeVar

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.capture_people import plain
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contact_book import (
    CHECK_MONTHS,
    BookChange,
    BookRow,
    BookStep,
    ContactBook,
    StepPart,
    entry_fault,
    is_old_check,
    known_by_name,
    name_key,
    panels_of,
    same_person,
    tidied,
    with_address,
)
from mappa_desk.domain.contact_merges import merged_into
from mappa_desk.domain.contacts import Contact, PersonMerge
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.people import Person
from mappa_desk.domain.records import Record
from mappa_desk.services.areas import area_standards
from mappa_desk.services.filing import area_agencies, known_agency
from mappa_desk.services.people import name_at_keys
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

CHECK_STANDARD = "contact_check_months"
_KINDS: dict[str, type[Person] | type[Contact]] = {Person.KIND: Person, Contact.KIND: Contact}
_CHANGED_SINCE = "This was changed again since, so it cannot be taken back by itself."

Part = TypeVar("Part", Person, Contact)


def contact_book(work: Work) -> ContactBook:
    """Everybody in the book, by agency in the area's order and by name; those who left are among them.

    Of two entries that were one person only the kept one is in it.
    """
    with work.reading() as reading:
        return book_of(work, reading)


def book_of(work: Work, reading: Reading) -> ContactBook:
    """The same inside a transaction."""
    agencies = area_agencies(reading, work)
    names = {agency.code: agency.name for agency in agencies}
    order = {agency.code: place for place, agency in enumerate(agencies)}
    gone = merged_into(reading.all(PersonMerge))
    also: dict[str, list[Person]] = {}
    for one, kept in gone.items():
        also.setdefault(kept, []).extend(reading.all(Person, id=one))
    people = {one.id: one for one in reading.all(Person) if one.id not in gone}
    contacts = {one.id: one for one in reading.all(Contact) if one.id in people}
    standard = next((one for one in area_standards(reading, work) if one.id == CHECK_STANDARD), None)
    months = int(standard.value) if standard is not None else CHECK_MONTHS
    today = work.today()

    def row(person: Person) -> BookRow:
        contact = contacts.get(person.id) or Contact(id=person.id)
        return BookRow(
            person=person,
            contact=contact,
            agency_name=names.get(person.agency, person.agency),
            deputies=tuple(people[one] for one in contact.deputies if one in people),
            old_check=is_old_check(contact, today, months),
            also=tuple(also.get(person.id, ())),
        )

    ordered = sorted(
        people.values(), key=lambda one: (order.get(one.agency, len(order)), name_key(one.name), one.id)
    )
    return ContactBook(
        rows=tuple(map(row, ordered)),
        panels=panels_of(people, contacts.values(), order),
        check_months=months,
        check_verified=standard is not None and standard.verified,
        today=today,
    )


def active_people(reading: Reading) -> tuple[Person, ...]:
    """Everybody in the book who has not left and is no doubled entry, by name."""
    gone = set(merged_into(reading.all(PersonMerge)))
    gone |= {contact.id for contact in reading.all(Contact, active=False)}
    return tuple(one for one in reading.all(Person, order_by=("name", "id")) if one.id not in gone)


def save_contact(work: Work, *, person: Person, contact: Contact) -> Outcome[BookStep]:
    """Keeps a person and what the book adds to them, both or neither; an empty id makes a new one.

    An address that changed has not been checked yet. Raises RuleError with one sentence and its field for a
    missing name, an unknown agency, an address of the wrong shape, a deputy who is the person themselves or
    is not known, or the name of somebody who is at this agency already; StaleRevision. Durable on return.
    """
    with work.writing() as uow:
        step = keep_contact(work, uow, person, contact)
        return Outcome(step, uow.changes)


def keep_contact(work: Work, uow: UnitOfWork, person: Person, contact: Contact) -> BookStep:
    """The same inside a transaction. Durable when the unit is left."""
    who, facts = tidied(person, contact)
    who = replace(who, id=who.id or work.new_id())
    facts = replace(facts, id=who.id, panels=_as_named_before(uow, facts.panels))
    _check(work, uow, who, facts)
    parts = (*save_part(uow, who), *save_part(uow, with_address(facts, uow.find(Contact, who.id))))
    return BookStep(label=f"Kept: {who.name}", person_id=who.id, parts=parts)


def address_checked(work: Work, *, person_id: str) -> Outcome[BookStep]:
    """Notes that the address was checked today, and by whom. RuleError without one. Durable on return."""
    with work.writing() as uow:
        person, contact = _held(uow, person_id)
        if not contact.address:
            raise RuleError(f"{person.name} has no address to check.", field="address")
        by = name_at_keys(uow, work)
        parts = save_part(uow, replace(contact, address_checked_on=work.today(), address_checked_by=by))
        return Outcome(
            BookStep(label=f"Address checked: {person.name}", person_id=person_id, parts=parts), uow.changes
        )


def set_active(work: Work, *, person_id: str, active: bool) -> Outcome[BookStep]:
    """Marks somebody as having left, or brings them back. The past keeps the name. Durable on return."""
    with work.writing() as uow:
        person, contact = _held(uow, person_id)
        label = f"Back: {person.name}" if active else f"Left: {person.name}"
        parts = save_part(uow, replace(contact, active=active))
        return Outcome(BookStep(label=label, person_id=person_id, parts=parts), uow.changes)


def take_back(work: Work, *, step: BookStep) -> Outcome[BookStep]:
    """Takes back one change of the book; what is given takes that back again.

    Raises RuleError when something of it was changed since: then nothing is taken back. Durable on return.
    """
    with work.writing() as uow:
        parts = tuple(_turn(uow, part) for part in reversed(step.parts))
        return Outcome(BookStep(label=step.label, person_id=step.person_id, parts=parts), uow.changes)


def contact_history(work: Work, *, person_id: str) -> tuple[BookChange, ...]:
    """What was changed of a person and their contact, newest first. Raises NotFound."""
    with work.reading() as reading:
        reading.get(Person, person_id)
        names = {one.id: one.name for one in reading.all(Person)}
        lines = [
            *_lines(reading, Person, person_id, names),
            *_lines(reading, Contact, person_id, names),
        ]
    together: dict[tuple[datetime, str], list[tuple[str, str, str]]] = {}
    for at, by, facts in lines:
        together.setdefault((at, by), []).extend(facts)
    ordered = sorted(together.items(), key=lambda pair: pair[0], reverse=True)
    return tuple(BookChange(at=at, by=by, facts=tuple(facts)) for (at, by), facts in ordered if facts)


def person_in_book(work: Work, uow: UnitOfWork, *, name: str, role: str, agency: str) -> Person:
    """The person of this name at this agency, put into the book when nobody is. Durable with the unit."""
    known = known_by_name(active_people(uow), name, agency)
    if known is not None:
        return known
    step = keep_contact(work, uow, Person(id="", name=name, role=role, agency=agency), Contact(id=""))
    return uow.get(Person, step.person_id)


def in_use(reading: Reading, record: Person | Contact, since: int) -> bool:
    """True when an entry that a meeting put into the book was changed since, or is on another list."""
    return record.revision != since or bool(reading.all(Attendance, person_id=record.id))


def deputies_for(book: ContactBook, row: Attendance) -> tuple[Person, ...]:
    """Who may sit in for somebody on a list: their own deputies in order, then the others of the agency."""
    people = [one.person for one in book.rows if one.contact.active]
    known = book.row(row.person_id) if row.person_id else None
    if known is None:
        person = known_by_name(people, row.name, row.agency)
        known = book.row(person.id) if person else None
    active = {one.id for one in people}
    own = [one for one in known.deputies if one.id in active] if known else []
    taken = {one.id for one in own} | {known.key if known else ""}
    return (*own, *(one for one in people if one.agency == row.agency and one.id not in taken))


def save_part(uow: UnitOfWork, record: Part) -> tuple[StepPart, ...]:
    """Saves one record of the book if it differs from what is kept; gives what changed, as a part of a step.

    One that was removed before is brought back.
    """
    kept = uow.find(type(record), record.id)
    if kept is not None and replace(record, revision=kept.revision) == kept:
        return ()
    number = record.revision
    if kept is None:
        past = uow.revisions(type(record), record.id)
        number = past[-1].number if past else 0
    saved = uow.save(replace(record, revision=number))
    return (StepPart(record.KIND, record.id, kept.revision if kept else 0, saved.revision),)


def _turn(uow: UnitOfWork, part: StepPart) -> StepPart:
    kind = _KINDS[part.kind]
    past = uow.revisions(kind, part.record_id)
    if not past or past[-1].number != part.after:
        raise RuleError(_CHANGED_SINCE)
    present: Record | None = uow.find(kind, part.record_id)
    wanted = past[part.before - 1].body if part.before else None
    if wanted is None:
        if isinstance(present, Person) and uow.all(Attendance, person_id=present.id):
            raise RuleError(f"{present.name} is on the list of a meeting; mark them as left instead.")
        if present is not None:
            uow.remove(present)
            return StepPart(part.kind, part.record_id, part.after, part.after + 1)
        return part
    saved = uow.save(replace(wanted, revision=part.after))
    return StepPart(part.kind, part.record_id, part.after if present else 0, saved.revision)


def _held(reading: Reading, person_id: str) -> tuple[Person, Contact]:
    person = reading.find(Person, person_id)
    if person is None:
        raise NotFound("The contact book does not hold this person.")
    return person, reading.find(Contact, person_id) or Contact(id=person_id)


def _check(work: Work, uow: UnitOfWork, person: Person, contact: Contact) -> None:
    """Raises RuleError as `save_contact`, for an entry whose words are tidy."""
    wrong, name = entry_fault(person, contact)
    if wrong:
        raise RuleError(wrong, field=name)
    check_text(person.name, field="name")
    check_text(contact.note, field="note")
    known_agency(uow, work, person.agency)
    for other in active_people(uow):
        if other.id != person.id and same_person(other.name, other.agency, person.name, person.agency):
            raise RuleError(f"{other.name} is in the contact book at this agency already.", field="name")
    if any(uow.find(Person, one) is None for one in contact.deputies):
        raise RuleError("One of the deputies is not in the contact book.", field="deputies")


def _as_named_before(reading: Reading, panels: Iterable[str]) -> tuple[str, ...]:
    """The panels, each written as it was when it was first named."""
    known = {plain(name): name for one in reversed(reading.all(Contact)) for name in one.panels}
    return tuple(known.get(plain(panel), panel) for panel in panels)


def _lines(
    reading: Reading, kind: type[Part], record_id: str, names: dict[str, str]
) -> list[tuple[datetime, str, list[tuple[str, str, str]]]]:
    found = []
    before: Record = Person(id=record_id, name="") if kind is Person else Contact(id=record_id)
    for revision in reading.revisions(kind, record_id):
        now = revision.body
        if now is None:
            continue
        facts = [
            (field.name, _words(getattr(before, field.name), names), _words(getattr(now, field.name), names))
            for field in fields(now)
            if field.name not in ("id", "revision")
            and getattr(before, field.name) != getattr(now, field.name)
        ]
        found.append((revision.at, names.get(revision.by, ""), facts))
        before = now
    return found


def _words(value: object, names: dict[str, str]) -> str:
    if isinstance(value, tuple):
        return ", ".join(names.get(str(one), str(one)) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
