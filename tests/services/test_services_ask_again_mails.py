"""Drafts for those who are asked again: whom each is addressed to, what it says, and what it does not."""

from __future__ import annotations

import email
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from meeting_room import Room

from mappa_desk.domain.actions import Channel
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import Attendance, AttendanceState
from mappa_desk.domain.chase_views import ReplyKind, ReplyLine
from mappa_desk.domain.contacts import AddressKind, Contact, MayGet
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.people import Person
from mappa_desk.services import chasing, contacts, meetings, roll_call
from mappa_desk.services.cases import edit_case
from mappa_desk.services.hand_outs import draft_chase_mails

NAME = "Wojciech Gęsiorowski"


def review_of(room: Room, reference: str, on: date) -> Meeting:
    """A planned review of a case whose person has a name."""
    case = room.case(reference)
    edit_case(room.work, case=replace(case, name=NAME), reason="test")
    return meetings.plan_meeting(room.work, case_id=case.id, kind=MeetingKind.REVIEW, on=on, at="10:00").value


def invite(room: Room, meeting: Meeting, agency: str, name: str) -> Attendance:
    return roll_call.add_person(room.work, meeting_id=meeting.id, agency=agency, name=name).value


def in_book(room: Room, agency: str, name: str, address: str, **facts: object) -> None:
    told = {"address_kind": AddressKind.SECURE_MAIL, **facts}
    contacts.save_contact(
        room.work,
        person=Person(id="", name=name, role="Officer", agency=agency),
        contact=Contact(id="", address=address, **told),
    )


def lines(room: Room, *rows: Attendance) -> list[ReplyLine]:
    wanted = {row.id for row in rows}
    return [one for one in chasing.chase_view(room.work).replies if one.attendance.id in wanted]


def read(path: Path) -> tuple[EmailMessage, str]:
    message = email.message_from_bytes(path.read_bytes(), policy=SMTP)
    assert isinstance(message, EmailMessage) and not message.defects and message["X-Unsent"] == "1"
    part = message.get_body(("plain",))
    assert part is not None and not list(message.iter_attachments())
    return message, str(part.get_content()).replace("\r\n", "\n")


def test_each_person_with_an_address_has_a_draft_and_the_rest_of_an_agency_one(
    room: Room, tmp_path: Path
) -> None:
    first = review_of(room, "LAN-0417", date(2027, 1, 4))
    second = review_of(room, "LAN-0500", date(2027, 1, 5))
    in_book(room, "hsg", "Nia Prosser", "nia@hsg.example.cjsm.net")
    in_book(room, "hsg", "Sam Ordinary", "sam@hsg.example", address_kind=AddressKind.ORDINARY_MAIL)
    in_book(room, "hsg", "Post Box", "box@hsg.example.cjsm.net", may_get=(MayGet.INVITATION,))
    nia, again = invite(room, first, "hsg", "Nia Prosser"), invite(room, second, "hsg", "Nia Prosser")
    sam, bert = invite(room, first, "hsg", "Sam Ordinary"), invite(room, second, "hsg", "Bert Vale")
    nurse = invite(room, first, "hlth", "Carys Nurse")
    roll_call.mark(room.work, attendance_id=again.id, state=AttendanceState.APOLOGIES)
    asked = lines(room, nia, again, sam, bert, nurse)
    assert len(asked) == 5 and {one.kind for one in asked} == {ReplyKind.UNANSWERED, ReplyKind.REPORT}
    done = chasing.ask_again(room.work, lines=asked, how=Channel.SECURE_MAIL, note="Second time").value
    assert {(one.how, one.note, one.round_id) for one in done.chases} == {
        (Channel.SECURE_MAIL, "Second time", done.round_id)
    }
    (tmp_path / "invitation-hsg.eml").write_text("an older one")
    given = draft_chase_mails(room.work, round_id=done.round_id, folder=tmp_path).value
    assert {(one.path.name, one.agency, one.to) for one in given} == {
        ("invitation-hlth.eml", "hlth", ()),
        ("invitation-hsg-2.eml", "hsg", ("nia@hsg.example.cjsm.net",)),
        ("invitation-hsg-3.eml", "hsg", ("box@hsg.example.cjsm.net",)),
    }
    by_address = {one.to: read(one.path) for one in given}
    whole = "\n".join(f"{message['Subject']}\n{body}" for message, body in by_address.values())
    assert not any(word in whole for word in (*NAME.split(), "Nia", "Sam", "Bert", "Carys"))
    both, body = by_address[("nia@hsg.example.cjsm.net",)]
    assert both["Subject"] == "Answers and reports for meetings, 2 references: first reply by Wed 23 Dec 2026"
    asks = "LAN-0417-M01, meets Mon 4 Jan 2027: by Wed 23 Dec 2026"
    owes = "LAN-0500-M01, meets Tue 5 Jan 2027: by Thu 24 Dec 2026"
    assert body == (
        "Dear colleague,\n\nNo answer to the invitation has come in. Who attends, or who comes as deputy?\n\n"
        f"For: Housing\n\n{asks}\n\nNo report has come in yet.\n\n{owes}\n\n"
        "Reply by the day beside each number, naming each by its number and nobody who is discussed there."
        "\n\nJo Parry, Co-ordinator\n"
    )
    nobody, body = by_address[()]
    assert nobody["Subject"] == "Answer to an invitation, LAN-0417-M01: reply by Wed 23 Dec 2026"
    assert "To" not in nobody and "Reply by Wednesday 23 December 2026, naming each by its number" in body
    chasing.take_back_round(room.work, round_id=done.round_id)
    assert all(one.asked == () for one in lines(room, nia, again, sam, bert, nurse))
    with pytest.raises(RuleError, match="taken back"):
        draft_chase_mails(room.work, round_id=done.round_id, folder=tmp_path)


def test_an_office_that_is_asked_instead_is_written_to_where_the_book_knows_it(
    room: Room, tmp_path: Path
) -> None:
    meeting = review_of(room, "LAN-0417", date(2027, 1, 4))
    in_book(room, "hsg", "Duty desk", "duty@hsg.example.cjsm.net")
    in_book(room, "hsg", "Nia Prosser", "nia@hsg.example.cjsm.net", may_get=(MayGet.INVITATION,))
    rows = [invite(room, meeting, "hsg", name) for name in ("Nia Prosser", "Bert Vale")]
    for whom, to in (("duty DESK", ("duty@hsg.example.cjsm.net",)), ("The manager", ())):
        done = chasing.ask_again(room.work, lines=lines(room, *rows), to_whom=whom).value
        (one,) = draft_chase_mails(
            room.work, round_id=done.round_id, folder=tmp_path, message=f"About {NAME}."
        ).value
        assert one.to == to and one.warnings == ("This text holds a name of the person, LAN-0417.",)
        assert whom not in read(one.path)[1]
    done = chasing.ask_again(room.work, lines=lines(room, *rows)).value
    roll_call.deputise(room.work, attendance_id=rows[0].id, name="Ola Nowak")
    given = draft_chase_mails(room.work, round_id=done.round_id, folder=tmp_path).value
    assert [one.to for one in given] == [("nia@hsg.example.cjsm.net",)], "she was asked, whoever comes"
