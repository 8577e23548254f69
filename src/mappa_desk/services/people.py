"""People who may sit at the keys."""

from __future__ import annotations

from dataclasses import replace

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.people import Person
from mappa_desk.services.filing import required
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork


def keyholders(work: Work) -> tuple[Person, ...]:
    """Everybody who may say "this is me" after the passphrase, by name."""
    with work.reading() as reading:
        return reading.all(Person, order_by=("name", "id"), holds_keys=True)


def add_keyholder(work: Work, *, name: str, role: str = "", agency: str = "") -> Outcome[Person]:
    """Adds somebody who may sit at the keys, or gives the one of this name who is there already.

    The first one signs for themselves. Raises RuleError for an empty name. Durable on return.
    """
    kept = required(name, "Who is at the keys? A name is needed.", field="name")
    with work.reading() as reading:
        known = keyholder_named(reading, kept)
    if known is not None and known.agency == agency and known.role == role:
        return Outcome(known)
    fresh = Person(id=work.new_id(), name=kept, role=role.strip(), agency=agency, holds_keys=True)
    by = work if work.by else work.signed(fresh)
    with by.writing() as uow:
        person = uow.save(fresh if known is None else replace(known, role=role.strip(), agency=agency))
        return Outcome(person, uow.changes)


def keyholder_named(reading: Reading, name: str) -> Person | None:
    """The keyholder with this name, whatever the case of its letters; None when there is none."""
    wanted = name.strip().casefold()
    for person in reading.all(Person, order_by=("name", "id"), holds_keys=True):
        if person.name.casefold() == wanted:
            return person
    return None


def ensure_keyholder(work: Work, uow: UnitOfWork, name: str) -> Person:
    """The keyholder with this name, made in this unit of work when there is none."""
    known = keyholder_named(uow, name)
    if known is not None:
        return known
    kept = required(name, "Who takes the keys? A name is needed.", field="to")
    return uow.save(Person(id=work.new_id(), name=kept, holds_keys=True))


def name_at_keys(reading: Reading, work: Work, *, with_role: bool = False) -> str:
    """Name of the person at the keys, with the role if asked for; empty before anybody said so."""
    person = reading.find(Person, work.by) if work.by else None
    if person is None:
        return ""
    return f"{person.name}, {person.role}" if with_role and person.role else person.name
