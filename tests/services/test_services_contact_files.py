"""Contacts from files: tried out first, taken in as one change, written and read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from meeting_room import Room

from mappa_desk.domain.contact_book import BookRow
from mappa_desk.domain.contact_import import ContactFile, Doing, Fact
from mappa_desk.domain.contacts import AddressKind, Contact, MayGet
from mappa_desk.domain.errors import DeskError, FileRefused, RuleError, StaleRevision
from mappa_desk.domain.people import Person
from mappa_desk.services.contact_files import (
    contact_file,
    import_contacts,
    plan_import,
    read_contact_file,
    write_contacts,
)
from mappa_desk.services.contacts import contact_book, save_contact, set_active, take_back
from mappa_desk.services.practice import fill_contact_book

HEADS = "Name,Role,Agency,E-mail,Kind,Checked,Phone,Deputy,Panels,May get"
FULL = (
    f"{HEADS}\n"
    "Anna Wójcik,Inspector,Police,anna@police.example.invalid,secure,2026-11-01,01632 960001,Ben Price,"
    "Level 2 North; Level 3,minutes; invitation\n"
    "Ben Price,Sergeant,POL,,,,,,,\n"
)


def table(text: str) -> ContactFile:
    return contact_file("people.csv", text.encode())


def rows(room: Room) -> dict[str, BookRow]:
    """As a second connection finds them on the disk."""
    return {row.person.name: row for row in contact_book(room.reopened()).rows}


def test_a_dry_run_keeps_nothing_and_the_import_is_one_change(room: Room) -> None:
    before = rows(room)
    plan = plan_import(room.work, file=table(FULL))
    assert [row.doing for row in plan.rows] == [Doing.ADD, Doing.ADD]
    assert rows(room) == before
    step = import_contacts(room.work, plan=plan).value
    anna = rows(room)["Anna Wójcik"]
    assert (anna.person.agency, anna.person.role) == ("pol", "Inspector")
    assert anna.contact.address_kind is AddressKind.SECURE_MAIL
    assert anna.contact.address_checked_on == date(2026, 11, 1)
    assert [one.name for one in anna.deputies] == ["Ben Price"]
    assert anna.contact.panels == ("Level 2 North", "Level 3")
    assert anna.contact.may_get == (MayGet.INVITATION, MayGet.MINUTES)
    take_back(room.work, step=step)
    assert rows(room) == before


def test_somebody_who_is_there_is_shown_what_changes_and_nothing_is_emptied(room: Room) -> None:
    import_contacts(room.work, plan=plan_import(room.work, file=table(FULL)))
    fresh = "Name,Agency,Role,Phone\nanna wójcik,Police,Chief inspector,\nBen Price,Police,Sergeant,\n"
    plan = plan_import(room.work, file=table(fresh))
    assert [row.doing for row in plan.rows] == [Doing.CHANGE, Doing.SAME]
    assert plan.rows[0].facts == (("role", "Inspector", "Chief inspector"),)
    step = import_contacts(room.work, plan=plan).value
    anna = rows(room)["Anna Wójcik"]
    assert anna.person.role == "Chief inspector" and anna.contact.telephone == "01632 960001"
    take_back(room.work, step=step)
    assert rows(room)["Anna Wójcik"].person.role == "Inspector"


def test_another_address_has_not_been_checked(room: Room) -> None:
    import_contacts(room.work, plan=plan_import(room.work, file=table(FULL)))
    plan = plan_import(
        room.work, file=table("Name,Agency,E-mail\nAnna Wójcik,pol,new@police.example.invalid\n")
    )
    import_contacts(room.work, plan=plan)
    contact = rows(room)["Anna Wójcik"].contact
    assert (contact.address_kind, contact.address_checked_on) == (AddressKind.ORDINARY_MAIL, None)


def test_bad_rows_are_named_and_the_good_ones_are_taken_only_when_asked(room: Room) -> None:
    text = (
        f"{HEADS}\n,,Police,,,,,,,\nGood,,Police,,,,,Nobody Known,,\nA,,Nowhere,,,,,,,\n"
        "B,,Police,not an address,secure,,,,,\nC,,Police,,,soon,,,,\nD,,Police,,,,,,,keys\n"
        "E,,Police,x@y.invalid,pigeon,,,,,\ngood,,Police,,,,,,,\nF,,,,,,,,,\n"
    )
    plan = plan_import(room.work, file=table(text))
    assert {row.number for row in plan.rows if row.doing is Doing.BAD} == {2, 4, 5, 6, 7, 8, 9, 10}
    assert all(row.fault.endswith((".", "?")) for row in plan.rows if row.doing is Doing.BAD)
    assert "Nobody Known" in plan.rows[1].remark
    before = rows(room)
    with pytest.raises(RuleError, match="8 rows"):
        import_contacts(room.work, plan=plan)
    assert rows(room) == before
    import_contacts(room.work, plan=plan, good_only=True)
    assert set(rows(room)) - set(before) == {"Good"}


def test_the_columns_and_the_agency_can_be_chosen(room: Room) -> None:
    file = table("Who,Where,Ext\nAnna,Leeds,123\n")
    assert file.becomes == (Fact.SKIP, Fact.SKIP, Fact.SKIP)
    plan = plan_import(room.work, file=file, becomes=(Fact.NAME, Fact.NOTE, Fact.TELEPHONE), agency="hsg")
    assert (plan.rows[0].person.agency, plan.rows[0].contact.note) == ("hsg", "Leeds")
    assert plan.rows[0].doing is Doing.ADD


def test_what_somebody_changed_since_the_dry_run_is_not_overwritten(room: Room) -> None:
    import_contacts(room.work, plan=plan_import(room.work, file=table(FULL)))
    plan = plan_import(room.work, file=table("Name,Agency,Role\nAnna Wójcik,pol,Chief\nNew,pol,x\n"))
    anna = rows(room)["Anna Wójcik"]
    save_contact(room.work, person=replace(anna.person, role="Other"), contact=anna.contact)
    with pytest.raises(StaleRevision):
        import_contacts(room.work, plan=plan)
    assert rows(room)["Anna Wójcik"].person.role == "Other" and "New" not in rows(room)


def test_nothing_to_take_in_is_said(room: Room) -> None:
    import_contacts(room.work, plan=plan_import(room.work, file=table(FULL)))
    with pytest.raises(RuleError, match="nothing to take in"):
        import_contacts(room.work, plan=plan_import(room.work, file=table(FULL)))


def test_what_is_written_comes_back_the_same(room: Room, tmp_path: Path) -> None:
    import_contacts(room.work, plan=plan_import(room.work, file=table(FULL)))
    odd = Person(id="", name="=cmd|'/c calc'!A1", role="+44 desk", agency="csc")
    save_contact(room.work, person=odd, contact=Contact(id="", telephone="+44 1632 960005", note="a,b\n=c"))
    gone = save_contact(room.work, person=Person(id="", name="Gone", agency="hsg"), contact=Contact(id=""))
    set_active(room.work, person_id=gone.value.person_id, active=False)
    target = tmp_path / "people.csv"
    write_contacts(room.work, target=target)
    assert b"Gone" not in target.read_bytes() and list(tmp_path.iterdir()) == [target]
    plan = plan_import(room.work, file=read_contact_file(target), agency="prob")
    assert {row.doing for row in plan.rows if row.person.name != "Jo Parry"} == {Doing.SAME}
    with pytest.raises(DeskError):
        write_contacts(room.work, target=tmp_path / "nowhere" / "people.csv")


def test_cards_and_tables_are_told_apart_by_what_they_hold(room: Room, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Anna\nORG:Police\nPHOTO;ENCODING=b:AAAA\nEND:VCARD\n"
    file = contact_file("odd.csv", card.encode("utf-8-sig"))
    assert file.cards and file.dropped == (("PHOTO", 1),)
    assert plan_import(room.work, file=file).rows[0].doing is Doing.ADD
    with pytest.raises(FileRefused):
        read_contact_file(tmp_path / "not there.csv")


def test_the_practice_people_are_fictional_marked_and_brought_in_once(room: Room) -> None:
    fill_contact_book(room.work)
    book = contact_book(room.reopened())
    brought = [row for row in book.rows if row.person.name != "Jo Parry"]
    assert len(brought) > 20
    for row in brought:
        assert row.contact.note.startswith("Practice")
        assert "@" not in row.contact.address or row.contact.address.endswith(".example.invalid")
    assert {panel.name for panel in book.panels} == {"Level 2 North", "Level 3"}
    assert any(row.old_check for row in brought) and any(row.deputies for row in brought)
    fill_contact_book(room.work)
    assert contact_book(room.reopened()) == book


def test_the_table_never_takes_the_place_of_the_record(room: Room) -> None:
    before = (room.folder / "record.db").stat().st_ino
    with pytest.raises(RuleError):
        write_contacts(room.work, target=room.folder / "record.db")
    assert (room.folder / "record.db").stat().st_ino == before
    assert not list(room.folder.glob(".*"))
