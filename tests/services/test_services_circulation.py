"""The circulation list: proposed, looked at twice, agreed, undone, in the minutes and sealed with them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from meeting_room import Room

from mappa_desk.domain.agencies import Agency, AgencyClass
from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.circulation_rules import Came, CirculationRow, Look, changed, from_book
from mappa_desk.domain.contacts import AddressKind, Contact, MayGet
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.people import Person
from mappa_desk.services import areas, closed_parts, minutes, roll_call, undo
from mappa_desk.services.circulation import agree_circulation, circulation, look_again, propose_circulation
from mappa_desk.services.contacts import address_checked, contact_book, save_contact, set_active


def put(room: Room, name: str, agency: str, **facts: object) -> str:
    person = Person(id="", name=name, agency=agency)
    contact = Contact(id="", **facts)  # type: ignore[arg-type]  # facts by name
    return save_contact(room.work, person=person, contact=contact).value.person_id


def came(room: Room, meeting: Meeting, name: str, agency: str, *, observer: bool = False) -> str:
    row = roll_call.add_person(
        room.work, meeting_id=meeting.id, agency=agency, name=name, observer=observer
    ).value
    roll_call.mark(room.work, attendance_id=row.id, state=AttendanceState.ATTENDED)
    return row.id


def by_name(rows: tuple[CirculationRow, ...]) -> dict[str, CirculationRow]:
    return {row.line.name: row for row in rows}


def test_those_who_came_and_those_who_were_invited_are_proposed_for_the_minutes(room: Room) -> None:
    meeting = room.running()
    came(room, meeting, "Here", "hsg")
    away = roll_call.add_person(room.work, meeting_id=meeting.id, agency="dwp", name="Away").value
    roll_call.mark(room.work, attendance_id=away.id, state=AttendanceState.APOLOGIES)
    rows = by_name(propose_circulation(room.work, meeting_id=meeting.id))
    assert (rows["Here"].came, rows["Here"].line.documents) == (Came.ATTENDED, (MayGet.MINUTES,))
    assert (rows["Away"].came, rows["Away"].line.documents) == (Came.ABSENT, (MayGet.MINUTES,))
    assert rows["Here"].looks == (Look.NOT_IN_BOOK,)
    listed = circulation(room.work, meeting_id=meeting.id)
    assert not listed.agreed and set(by_name(listed.rows)) == set(rows)
    with pytest.raises(NotFound):
        circulation(room.work, meeting_id="nowhere")


def test_the_contact_book_says_what_they_get_and_adds_who_is_not_invited(room: Room) -> None:
    put(room, "Here", "hsg", may_get=(MayGet.INVITATION, MayGet.AGENCY_ACTIONS))
    put(room, "Desk", "hsg", may_get=(MayGet.ACTIONS,))
    put(room, "Nothing", "hsg", may_get=(MayGet.INVITATION,))
    put(room, "Uninvited", "hsg", may_get=(MayGet.MINUTES,))
    put(room, "Elsewhere", "fire", may_get=(MayGet.MINUTES,))
    gone = put(room, "Gone", "hsg", may_get=(MayGet.MINUTES,))
    set_active(room.work, person_id=gone, active=False)
    meeting = room.running()
    came(room, meeting, "here", "hsg")
    rows = by_name(propose_circulation(room.work, meeting_id=meeting.id))
    assert rows["here"].line.documents == (MayGet.AGENCY_ACTIONS,)
    assert (rows["Desk"].came, rows["Desk"].line.documents) == (Came.CONTACT, (MayGet.ACTIONS,))
    assert not {"Nothing", "Uninvited", "Elsewhere", "Gone", "Here"} & set(rows)


def test_what_is_worth_a_second_look(room: Room) -> None:
    areas.save_agency(
        room.work,
        agency=Agency(id="press", name="A newspaper", agency_class=AgencyClass.THIRD_PARTY, order=99),
    )
    plain = put(room, "Plain", "hsg", address="p@a.invalid", address_kind=AddressKind.ORDINARY_MAIL)
    safe = put(room, "Safe", "hsg", address="s@a.invalid", address_kind=AddressKind.SECURE_MAIL)
    address_checked(room.work, person_id=safe)
    put(room, "Bare", "hsg")
    gone = put(room, "Gone", "hsg")
    meeting = room.running()
    ids = {name: came(room, meeting, name, "hsg") for name in ("Plain", "Safe", "Bare", "Gone")}
    set_active(room.work, person_id=gone, active=False)
    came(room, meeting, "Looker", "hsg", observer=True)
    came(room, meeting, "Paper", "press")
    closed_parts.begin_closed_part(room.work, meeting_id=meeting.id, stayed=(ids["Safe"],))
    closed_parts.end_closed_part(room.work, meeting_id=meeting.id)
    rows = by_name(propose_circulation(room.work, meeting_id=meeting.id))
    assert rows["Safe"].looks == ()
    assert rows["Plain"].line.person_id == plain
    assert rows["Plain"].looks == (Look.NOT_SECURE, Look.OLD_CHECK, Look.OUT_OF_CLOSED_PART)
    assert rows["Bare"].looks == (Look.NO_ADDRESS, Look.OUT_OF_CLOSED_PART)
    assert Look.LEFT in rows["Gone"].looks and rows["Gone"].line.documents == ()
    assert Look.OBSERVER in rows["Looker"].looks and rows["Looker"].line.documents == ()
    assert Look.THIRD_PARTY in rows["Paper"].looks and rows["Paper"].line.documents == ()
    assert rows["Paper"].line.why == "Third party"


def test_a_third_party_gets_something_only_with_a_reason(room: Room) -> None:
    areas.save_agency(
        room.work,
        agency=Agency(id="press", name="A newspaper", agency_class=AgencyClass.THIRD_PARTY, order=99),
    )
    meeting = room.running()
    came(room, meeting, "Paper", "press")
    lines = tuple(row.line for row in propose_circulation(room.work, meeting_id=meeting.id))
    paper = next(line for line in lines if line.name == "Paper")
    ticked = replace(paper, documents=(MayGet.ACTIONS,), why=" ")
    with pytest.raises(RuleError) as refused:
        agree_circulation(room.work, meeting_id=meeting.id, lines=(ticked,))
    assert refused.value.field == "why"
    assert not circulation(room.reopened(), meeting_id=meeting.id).agreed
    reason = replace(ticked, why="Agreed by the chair")
    kept = agree_circulation(room.work, meeting_id=meeting.id, lines=(reason,)).value
    assert (kept[0].documents, kept[0].why) == ((MayGet.ACTIONS,), "Agreed by the chair")


def test_the_agreed_list_stands_changes_and_is_undone_as_one_step(room: Room) -> None:
    meeting = room.running()
    came(room, meeting, "First", "hsg")
    came(room, meeting, "Second", "dwp")
    lines = tuple(
        row.line
        for row in propose_circulation(room.work, meeting_id=meeting.id)
        if row.line.name in ("First", "Second")
    )
    agree_circulation(room.work, meeting_id=meeting.id, lines=lines)
    kept = circulation(room.reopened(), meeting_id=meeting.id)
    assert kept.agreed and [row.line.name for row in kept.rows] == ["First", "Second"]
    turned = tuple(row.line for row in reversed(kept.rows))
    agree_circulation(room.work, meeting_id=meeting.id, lines=turned[:1])
    came(room, meeting, "Late", "mh")
    now = circulation(room.reopened(), meeting_id=meeting.id)
    assert [row.line.name for row in now.rows] == ["Second"]
    assert {"First", "Late"} <= set(by_name(now.unlisted))
    for _times in range(3):
        undo.undo(room.work, meeting_id=meeting.id)
    assert [row.line.name for row in circulation(room.work, meeting_id=meeting.id).rows] == [
        "First",
        "Second",
    ]
    undo.undo(room.work, meeting_id=meeting.id)
    assert not circulation(room.reopened(), meeting_id=meeting.id).agreed
    undo.redo(room.work, meeting_id=meeting.id)
    assert circulation(room.reopened(), meeting_id=meeting.id).agreed


def test_the_same_list_again_changes_nothing_and_doubles_are_refused(room: Room) -> None:
    meeting = room.running()
    came(room, meeting, "First", "hsg")
    lines = tuple(row.line for row in propose_circulation(room.work, meeting_id=meeting.id))
    kept = agree_circulation(room.work, meeting_id=meeting.id, lines=lines).value
    assert not agree_circulation(room.work, meeting_id=meeting.id, lines=kept).changes
    with pytest.raises(RuleError, match="twice"):
        agree_circulation(room.work, meeting_id=meeting.id, lines=(*kept, replace(kept[0], id="")))
    with pytest.raises(RuleError) as refused:
        agree_circulation(room.work, meeting_id=meeting.id, lines=(replace(kept[0], name=" "),))
    assert refused.value.field == "name"
    with pytest.raises(NotFound):
        agree_circulation(room.work, meeting_id=meeting.id, lines=(replace(kept[0], agency="nowhere"),))


def test_somebody_of_the_book_is_added_unticked_and_looked_at(room: Room) -> None:
    key = put(room, "Uninvited", "hsg", may_get=(MayGet.MINUTES,))
    meeting = room.running()
    entry = contact_book(room.work).row(key)
    assert entry is not None
    line = from_book(meeting.id, entry, "0" * 32)
    assert (line.documents, line.person_id, line.attendance_id) == ((), key, None)
    plain = look_again(room.work, meeting_id=meeting.id, lines=(line,))[0]
    assert Look.NOT_INVITED not in plain.looks
    ticked = changed(plain, (MayGet.MINUTES,), "Asked for by the chair")
    assert Look.NOT_INVITED in ticked.looks
    assert look_again(room.work, meeting_id=meeting.id, lines=(ticked.line,))[0].looks == ticked.looks
    assert changed(ticked, (), "").looks == plain.looks
    agree_circulation(room.work, meeting_id=meeting.id, lines=(ticked.line,))
    assert (
        by_name(circulation(room.reopened(), meeting_id=meeting.id).rows)["Uninvited"].looks == ticked.looks
    )


def test_it_is_in_the_minutes_and_sealed_with_them(room: Room) -> None:
    meeting = room.running()
    away = roll_call.add_person(room.work, meeting_id=meeting.id, agency="hsg", name="First").value
    roll_call.mark(room.work, attendance_id=away.id, state=AttendanceState.APOLOGIES)
    lines = tuple(row.line for row in propose_circulation(room.work, meeting_id=meeting.id))
    kept = agree_circulation(room.work, meeting_id=meeting.id, lines=lines).value
    assert minutes.snapshot(room.work, meeting_id=meeting.id).circulation == kept
    room.finish(meeting)
    assert minutes.snapshot(room.work, meeting_id=meeting.id).circulation == kept
    with pytest.raises(RuleError):
        agree_circulation(room.work, meeting_id=meeting.id, lines=())
    sealed = circulation(room.reopened(), meeting_id=meeting.id)
    assert sealed.fixed and sealed.agreed and sealed.unlisted == ()


def test_a_line_of_another_meeting_is_copied_and_stays_there(room: Room) -> None:
    first, second = room.running(room.case("LAN-0500")), room.running(room.case("LAN-0600"))
    line = CirculationLine(
        id="", meeting_id=first.id, position=1, name="Pat", agency="pol", documents=(MayGet.MINUTES,)
    )
    (kept,) = agree_circulation(room.work, meeting_id=first.id, lines=[line]).value
    (copied,) = agree_circulation(room.work, meeting_id=second.id, lines=[replace(kept, name="Kim")]).value
    assert copied.id != kept.id and copied.meeting_id == second.id
    with room.work.reading() as reading:
        assert reading.all(CirculationLine, meeting_id=first.id) == (kept,)
