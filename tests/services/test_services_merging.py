"""Two entries of the contact book that are one person: made one with a trace, and taken apart again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from meeting_room import Room

from mappa_desk.domain.attendance import Attendance, AttendanceState
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.contacts import AddressKind, Contact, MayGet, PersonMerge
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.people import Person
from mappa_desk.services import contacts, merging, people, roll_call

WHY = "Spelt twice"


def add(room: Room, name: str, agency: str = "pol", role: str = "", **facts: object) -> str:
    """Somebody in the contact book; gives the id."""
    person = Person(id="", name=name, agency=agency, role=role)
    contact = Contact(id="", **facts)  # type: ignore[arg-type]  # by name
    return contacts.save_contact(room.work, person=person, contact=contact).value.person_id


def on_list(room: Room, meeting: Meeting, name: str, person_id: str) -> str:
    """A line of a meeting's list that leads to a person."""
    row = roll_call.add_person(room.work, meeting_id=meeting.id, agency="pol", name=name).value
    roll_call.mark(room.work, attendance_id=row.id, state=AttendanceState.APOLOGIES)
    with room.work.writing() as uow:
        uow.save(replace(uow.get(Attendance, row.id), person_id=person_id))
    return row.id


def leads_to(room: Room, row_id: str) -> str | None:
    """Whom a line of a list leads to."""
    with room.work.reading() as reading:
        return reading.get(Attendance, row_id).person_id


def merge(room: Room, keep: str, gone: str, *take: str) -> PersonMerge:
    """Makes one of two."""
    return merging.merge_people(room.work, keep=keep, merge=gone, reason=WHY, take=take).value


def names(room: Room) -> list[str]:
    """The names in the book."""
    return [row.person.name for row in contacts.contact_book(room.work).rows]


@pytest.fixture
def pair(room: Room) -> tuple[str, str]:
    """The same officer twice: once with an address, once with a telephone."""
    one = add(
        room, "Anna Hughes", role="Inspector", address="anna@example.police.uk", panels=("North",),
        address_kind=AddressKind.SECURE_MAIL, may_get=(MayGet.ACTIONS,), note="Mornings",
    )  # fmt: skip
    two = add(
        room, "Ana Hughes", role="DI", address="a.hughes@example.police.uk", telephone="01234",
        address_kind=AddressKind.SECURE_MAIL, panels=("South",), may_get=(MayGet.MINUTES,), note="Afternoons",
    )  # fmt: skip
    return one, two


def test_what_both_tell_is_united_and_what_differs_is_named_first(room: Room, pair: tuple[str, str]) -> None:
    one, two = pair
    deputy = add(room, "Bo Deputy", deputies=(two,))
    plan = merging.plan_merge(room.work, keep=one, merge=two)
    assert [conflict.field for conflict in plan.conflicts] == ["name", "role", "address"]
    assert plan.conflicts[1].kept == "Inspector" and plan.conflicts[1].merged == "DI"
    merge(room, one, two, "role")
    assert names(room).count("Ana Hughes") == 0
    row = contacts.contact_book(room.work).row(one)
    assert row is not None
    assert (row.person.name, row.person.role) == ("Anna Hughes", "DI")
    assert (row.contact.address, row.contact.telephone) == ("anna@example.police.uk", "01234")
    assert row.contact.panels == ("North", "South") and row.contact.note == "Mornings\nAfternoons"
    assert row.contact.may_get == (MayGet.MINUTES, MayGet.ACTIONS)
    assert [person.name for person in row.also] == ["Ana Hughes"]
    with room.work.reading() as reading:
        assert reading.get(Contact, deputy).deputies == (one,)
        assert not reading.get(Contact, two).active
        assert [person.id for person in contacts.active_people(reading) if "Hughes" in person.name] == [one]
        assert reading.audit(1)[0].verb == "people merged"
    (under,) = merging.merged_under(room.work, person_id=one)
    assert (under.person.id, under.by, under.reason) == (two, "Jo Parry", WHY)
    assert merging.merged_under(room.work, person_id=two) == ()


def test_lists_that_are_not_sealed_lead_to_the_kept_one(room: Room, pair: tuple[str, str]) -> None:
    one, two = pair
    done, open_ = room.running(room.case("LAN-0417")), room.running(room.case("LAN-0500"))
    sealed, led = on_list(room, done, "Ana Hughes", two), on_list(room, open_, "Ana Hughes", two)
    on_list(room, open_, "Anna Hughes", one)
    with room.work.writing() as uow:
        line = uow.save(
            CirculationLine(id=room.ids(), meeting_id=open_.id, position=9, name="Ana", person_id=two)
        )
    room.finish(done)
    plan = merging.plan_merge(room.work, keep=one, merge=two)
    assert (plan.meetings, plan.sealed, plan.doubled) == (
        ("LAN-0500-M01",), ("LAN-0417-M01",), ("LAN-0500-M01",),
    )  # fmt: skip
    merge(room, one, two)
    assert leads_to(room, led) == one and leads_to(room, sealed) == two
    with room.work.reading() as reading:
        assert reading.get(CirculationLine, line.id).person_id == one
        assert reading.revisions(Attendance, led)[-1].by == room.work.by
        assert reading.revisions(Person, two)[0].body is not None
    assert room.vault.verify().faults == ()


def test_separated_again_everything_is_as_it_was(room: Room, pair: tuple[str, str]) -> None:
    one, two = pair
    meeting = room.running()
    led, mine = on_list(room, meeting, "Ana Hughes", two), on_list(room, meeting, "Anna Hughes", one)
    deputy = add(room, "Bo Deputy", deputies=(two,))
    with room.work.reading() as reading:
        before = [reading.get(Contact, each) for each in (one, two, deputy)]
    merge(room, one, two, "name", "address", "telephone", "agency")
    late = on_list(room, meeting, "Late", one)
    done = merging.separate_people(room.work, merged=two, reason="Two sisters").value
    assert (done.lists, done.left) == (1, ())
    assert [leads_to(room, row) for row in (led, mine, late)] == [two, one, one]
    with room.work.reading() as reading:
        after = [reading.get(Contact, each) for each in (one, two, deputy)]
    assert [replace(each, revision=0) for each in after] == [replace(each, revision=0) for each in before]
    assert sorted(name for name in names(room) if "Hughes" in name) == ["Ana Hughes", "Anna Hughes"]
    with pytest.raises(RuleError, match="stands for themselves"):
        merging.separate_people(room.work, merged=two, reason="Again")
    merge(room, two, one)
    assert [
        row.person.id for row in contacts.contact_book(room.work).rows if "Hughes" in row.person.name
    ] == [two]


def test_what_was_changed_since_stays_and_is_named(room: Room, pair: tuple[str, str]) -> None:
    one, two = pair
    merge(room, one, two)
    row = contacts.contact_book(room.work).row(one)
    assert row is not None
    contacts.save_contact(room.work, person=row.person, contact=replace(row.contact, telephone="999"))
    done = merging.separate_people(room.work, merged=two, reason="Two sisters").value
    assert done.left == ("Anna Hughes was changed since and stays as it is now.",)
    with room.work.reading() as reading:
        assert reading.get(Contact, one).telephone == "999"


def test_somebody_without_an_entry_can_be_merged_and_one_at_the_keys_keeps_them(room: Room) -> None:
    keeper = people.add_keyholder(room.work, name="Joe Parry").value
    other = people.add_keyholder(room.work, name="J. Parry", role="Chair").value
    merge(room, keeper.id, other.id)
    assert {one.name for one in people.keyholders(room.work)} == {"Jo Parry", "Joe Parry"}
    with room.work.reading() as reading:
        assert reading.get(Person, keeper.id).role == "Chair"
    merging.separate_people(room.work, merged=other.id, reason="Two")
    assert {one.name for one in people.keyholders(room.work)} == {"Jo Parry", "Joe Parry", "J. Parry"}
    with room.work.reading() as reading:
        assert reading.get(Contact, other.id).active


def test_a_chain_of_merges_leads_to_the_last(room: Room) -> None:
    ids = [add(room, f"Name {letter}", telephone=letter) for letter in "ABC"]
    merge(room, ids[1], ids[0])
    merge(room, ids[2], ids[1])
    assert [one.person.id for one in merging.merged_under(room.work, person_id=ids[2])] == ids[:2]
    with room.work.reading() as reading:
        reading.get(Contact, ids[2])
    assert [row.person.id for row in contacts.contact_book(room.work).rows if "Name" in row.person.name] == [
        ids[2]
    ]


def test_what_cannot_be_merged_is_refused_in_one_sentence(room: Room, pair: tuple[str, str]) -> None:
    one, two = pair
    three = add(room, "Cy Third", address_checked_on=date(2026, 1, 1))
    for keep, gone, reason, words in (
        (one, one, WHY, "two different"),
        (one, two, " ", "Why are they one"),
        (one, room.work.by, WHY, "at the keys"),
    ):
        with pytest.raises(RuleError, match=words):
            merging.merge_people(room.work, keep=keep, merge=gone, reason=reason)
    with pytest.raises(NotFound):
        merging.merge_people(room.work, keep=one, merge="f" * 32, reason=WHY)
    merge(room, one, two)
    for keep, gone in ((three, two), (two, three)):
        with pytest.raises(RuleError, match="somebody else already"):
            merge(room, keep, gone)
    with pytest.raises(RuleError, match="Why are they two"):
        merging.separate_people(room.work, merged=two, reason="")
    with pytest.raises(RuleError, match="stands for themselves"):
        merging.separate_people(room.work, merged=three, reason=WHY)
