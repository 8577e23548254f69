"""The contact book: kept, checked, left, brought back, taken back, and its history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from meeting_room import Room

from mappa_desk.domain.contact_book import BookRow, BookStep
from mappa_desk.domain.contacts import AddressKind, Contact, MayGet
from mappa_desk.domain.errors import NotFound, RuleError, StaleRevision
from mappa_desk.domain.people import Person
from mappa_desk.services.contacts import (
    address_checked,
    contact_book,
    contact_history,
    save_contact,
    set_active,
    take_back,
)


def put(room: Room, name: str, agency: str = "pol", **facts: object) -> BookStep:
    role = str(facts.pop("role", ""))
    person = Person(id="", name=name, role=role, agency=agency)
    return save_contact(room.work, person=person, contact=Contact(id="", **facts)).value  # type: ignore[arg-type]  # facts by name


def row(room: Room, name: str) -> BookRow | None:
    """As a second connection finds it on the disk."""
    return next((one for one in contact_book(room.reopened()).rows if one.person.name == name), None)


def there(room: Room, name: str) -> BookRow:
    found = row(room, name)
    assert found is not None
    return found


def test_somebody_is_kept_with_what_the_book_adds(room: Room) -> None:
    deputy = put(room, "Ruth Ansah", "prob").person_id
    put(
        room,
        "  Anna   Wójcik ",
        role="Inspector",
        address="anna@police.example.invalid",
        address_kind=AddressKind.SECURE_MAIL,
        deputies=(deputy, deputy),
        panels=("Level 2  North", "level 2 north"),
        may_get=(MayGet.MINUTES, MayGet.INVITATION),
    )
    kept = there(room, "Anna Wójcik")
    assert (kept.person.role, kept.agency_name) == ("Inspector", "Police")
    assert [one.name for one in kept.deputies] == ["Ruth Ansah"]
    assert kept.contact.panels == ("Level 2 North",)
    assert kept.contact.may_get == (MayGet.INVITATION, MayGet.MINUTES)
    assert kept.old_check
    assert [one.person.name for one in contact_book(room.work).rows][-2:] == ["Ruth Ansah", "Jo Parry"]


@pytest.mark.parametrize(
    ("person", "contact", "field"),
    [
        (Person(id="", name="  ", agency="pol"), Contact(id=""), "name"),
        (Person(id="", name="Jan", agency=""), Contact(id=""), "agency"),
        (Person(id="", name="Jan", agency="nowhere"), Contact(id=""), "agency"),
        (Person(id="", name="J" * 301, agency="pol"), Contact(id=""), "name"),
        (Person(id="", name="Jan", agency="pol"), Contact(id="", address="a@b.invalid"), "address_kind"),
        (
            Person(id="", name="Jan", agency="pol"),
            Contact(id="", address="a b@c.invalid", address_kind=AddressKind.SECURE_MAIL),
            "address",
        ),
        (
            Person(id="", name="Jan", agency="pol"),
            Contact(id="", address_kind=AddressKind.POST),
            "address",
        ),
        (Person(id="", name="Jan", agency="pol"), Contact(id="", deputies=("0" * 32,)), "deputies"),
        (Person(id="", name="Jan", agency="pol"), Contact(id="", note="n " * 1_001), "note"),
    ],
)
def test_bad_input_is_refused_in_one_sentence_and_keeps_nothing(
    room: Room, person: Person, contact: Contact, field: str
) -> None:
    before = contact_book(room.reopened())
    with pytest.raises(RuleError) as refused:
        save_contact(room.work, person=person, contact=contact)
    assert refused.value.field == field
    assert str(refused.value).endswith((".", "?"))
    assert contact_book(room.reopened()) == before


def test_nobody_is_in_the_book_twice_at_one_agency(room: Room) -> None:
    put(room, "Anil Mehra", "hlth")
    with pytest.raises(RuleError, match="already"):
        put(room, "Dr anil  mehra", "hlth")
    put(room, "Anil Mehra", "mh")
    assert len([one for one in contact_book(room.work).rows if one.person.name == "Anil Mehra"]) == 2


def test_a_check_is_stamped_grows_old_and_goes_with_another_address(room: Room) -> None:
    key = put(room, "Jan", address="jan@a.invalid", address_kind=AddressKind.SECURE_MAIL).person_id
    address_checked(room.work, person_id=key)
    kept = there(room, "Jan")
    assert not kept.old_check
    assert (kept.contact.address_checked_on, kept.contact.address_checked_by) == (
        date(2026, 11, 23),
        "Jo Parry",
    )
    room.clock.put(date(2027, 11, 23))
    assert not there(room, "Jan").old_check
    room.clock.put(date(2027, 11, 24))
    assert there(room, "Jan").old_check
    save_contact(room.work, person=kept.person, contact=replace(kept.contact, address="jan@b.invalid"))
    assert there(room, "Jan").contact.address_checked_on is None
    bare = put(room, "Bare").person_id
    with pytest.raises(RuleError):
        address_checked(room.work, person_id=bare)
    with pytest.raises(NotFound):
        address_checked(room.work, person_id="nobody")


def test_somebody_who_left_is_on_no_panel_and_comes_back(room: Room) -> None:
    key = put(room, "Jan", panels=("North",)).person_id
    assert [(one.name, len(one.people)) for one in contact_book(room.work).panels] == [("North", 1)]
    set_active(room.work, person_id=key, active=False)
    assert contact_book(room.work).panels == ()
    assert not there(room, "Jan").contact.active
    set_active(room.work, person_id=key, active=True)
    assert there(room, "Jan").contact.active


def test_each_change_can_be_taken_back_and_that_too(room: Room) -> None:
    made = put(room, "Jan", telephone="01632 960001")
    gone = take_back(room.work, step=made).value
    assert row(room, "Jan") is None
    again = take_back(room.work, step=gone).value
    assert there(room, "Jan").contact.telephone == "01632 960001"
    kept = there(room, "Jan")
    changed = save_contact(
        room.work, person=replace(kept.person, role="Sergeant"), contact=replace(kept.contact, telephone="")
    ).value
    with pytest.raises(RuleError, match="changed again"):
        take_back(room.work, step=again)
    take_back(room.work, step=changed)
    assert (there(room, "Jan").person.role, there(room, "Jan").contact.telephone) == ("", "01632 960001")


def test_a_save_from_an_older_picture_is_refused(room: Room) -> None:
    put(room, "Jan")
    old = there(room, "Jan")
    save_contact(room.work, person=old.person, contact=replace(old.contact, telephone="1"))
    with pytest.raises(StaleRevision):
        save_contact(room.work, person=old.person, contact=replace(old.contact, telephone="2"))
    assert there(room, "Jan").contact.telephone == "1"


def test_nothing_changed_writes_nothing(room: Room) -> None:
    put(room, "Jan")
    kept = there(room, "Jan")
    outcome = save_contact(room.work, person=kept.person, contact=kept.contact)
    assert not outcome.changes and outcome.value.parts == ()


def test_the_history_says_who_changed_what(room: Room) -> None:
    key = put(room, "Jan", telephone="1").person_id
    kept = there(room, "Jan")
    save_contact(room.work, person=kept.person, contact=replace(kept.contact, telephone="2"))
    set_active(room.work, person_id=key, active=False)
    lines = contact_history(room.work, person_id=key)
    assert [line.facts for line in lines[:2]] == [
        (("active", "yes", "no"),),
        (("telephone", "1", "2"),),
    ]
    assert {line.by for line in lines} == {"Jo Parry"}
    with pytest.raises(NotFound):
        contact_history(room.work, person_id="nobody")
