"""Two entries of the contact book that are one: what stays, what is joined, and where each is found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from mappa_desk.domain.contact_merges import MergeConflict, conflicts, merged_into, redirected, united
from mappa_desk.domain.contacts import AddressKind, Contact, PersonMerge
from mappa_desk.domain.people import Person

AT = datetime(2026, 11, 22, 14, 10, tzinfo=UTC)


def line(kept: str, merged: str, hour: int) -> PersonMerge:
    """One line of the merges."""
    at = AT + timedelta(hours=hour)
    return PersonMerge(id=f"{hour}", kept_person_id=kept, merged_person_id=merged, at=at)


def test_the_newest_line_counts_and_a_chain_leads_to_its_end() -> None:
    lines = [line("a", "a", 3), line("b", "a", 1), line("c", "b", 2)]
    assert merged_into(lines) == {"b": "c"}
    assert merged_into(lines[1:]) == {"a": "c", "b": "c"}
    assert set(merged_into([line("b", "a", 1), line("a", "b", 2)])) == {"a", "b"}


def test_what_only_one_has_is_no_conflict_and_stays() -> None:
    one = (Person(id="1", name="Anna", role="DI"), Contact(id="1"))
    two = (Person(id="2", name="Anna", agency="pol"), Contact(id="2", telephone="01234", note="x"))
    assert conflicts(one, two) == ()
    person, contact = united(one, two)
    assert (person.role, person.agency, contact.telephone, contact.note) == ("DI", "pol", "01234", "x")


def test_the_kept_one_wins_unless_the_other_is_taken() -> None:
    mail = AddressKind.ORDINARY_MAIL
    one = (
        Person(id="1", name="Anna"),
        Contact(id="1", address="a@b.example", address_kind=mail, deputies=("2",)),
    )
    two = (
        Person(id="2", name="Ana"),
        Contact(id="2", address="c@d.example", address_kind=mail, deputies=("3", "1")),
    )
    assert MergeConflict("name", "Anna", "Ana") in conflicts(one, two)
    person, contact = united(one, two)
    assert (person.name, contact.address, contact.deputies) == ("Anna", "a@b.example", ("3",))
    person, contact = united(one, two, ("name", "address"))
    assert (person.name, contact.address) == ("Ana", "c@d.example")


def test_deputies_are_redirected_once_and_never_to_themselves() -> None:
    assert redirected(("2", "1", "3"), "2", "1") == ("1", "3")
    assert redirected(("2",), "2", "1", of="1") == ()
