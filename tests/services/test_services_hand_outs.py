"""Calendars, drafts of e-mails and slips: references and numbers alone, and warnings about names."""

from __future__ import annotations

import email
import hashlib
from dataclasses import replace
from datetime import date, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import icalendar
import pytest
from meeting_room import Room

from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.domain.actions import Action, ActionEventKind, Channel, Deadline, DeadlineKind
from mappa_desk.domain.chasing import Chase, ChaseKind
from mappa_desk.domain.contacts import AddressKind, Contact, MayGet
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.domain.people import Person
from mappa_desk.services import action_calendars, actions, chasing, contacts, hand_outs, handouts, mail_drafts
from mappa_desk.services.cases import edit_case
from mappa_desk.services.hand_outs import MailAbout, name_warnings, write_calendar, write_mail_draft

NAME = "Wojciech Gęsiorowski"
PDF = b"%PDF-1.7 sheet"


@pytest.fixture
def held(room: Room) -> tuple[Room, Meeting]:
    """A running meeting of a case whose person has names, an address and a date of birth."""
    meeting = room.running()
    case = room.look(meeting).case
    edit_case(
        room.work,
        case=replace(
            case,
            name=NAME,
            also_known_as=("Wojtek Grace",),
            addresses=("12 Mill Lane\nLlandudno LL30 2AB",),
            date_of_birth=date(1984, 3, 9),
            visor_reference="V-99/1234",
        ),
        reason="test",
    )
    return room, meeting


def events(path: Path) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_a_calendar_follows_the_life_of_its_actions(held: tuple[Room, Meeting], tmp_path: Path) -> None:
    room, meeting = held
    first = room.act(meeting, f"Visit {NAME} at 12 Mill Lane", due=date(2026, 12, 29))
    second = room.act(meeting, "Ring the hostel", due=date(2026, 12, 4))
    undated = actions.make_action(
        room.work, meeting_id=meeting.id, item="plan", text="Write", owner_agency="hsg"
    ).value
    target = tmp_path / "actions.ics"
    given = write_calendar(room.work, target=target, find=ActionFilter()).value
    assert (given.path, given.actions, given.undated, given.settled, given.cancelled) == (target, 2, 1, 0, 0)
    ring, visit = events(target)
    assert (ring["SUMMARY"], visit["SUMMARY"]) == ("Action LAN-0417-M01-02", "Action LAN-0417-M01-01")
    # Two working days before 29 December lie beyond a bank holiday on Monday 28th, a weekend and Christmas.
    (alarm,) = visit.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(days=-6, hours=9)
    whole = target.read_text("utf-8")
    assert not any(word in whole for word in ("Visit", "Mill", "Wojciech", "Ann", "Probation", "hostel"))
    before = {event["UID"]: event["SEQUENCE"] for event in (ring, visit)}
    again = write_calendar(room.work, target=target, action_ids=[second.id, first.id]).value
    assert again.actions == 2 and {event["UID"]: event["SEQUENCE"] for event in events(target)} == before

    moved = replace(first, deadline=Deadline(kind=DeadlineKind.DATE, on=date(2027, 1, 8)))
    first = actions.revise_action(room.work, action=moved).value
    actions.review_action(room.work, action_id=second.id, meeting_id=None, outcome=ActionEventKind.DONE)
    given = write_calendar(room.work, target=target, find=ActionFilter()).value
    assert (given.actions, given.settled, given.undated) == (1, 1, 1)
    (visit,) = events(target)
    assert visit["DTSTART"].dt == date(2027, 1, 8) and visit["SEQUENCE"] > before[visit["UID"]]

    bare = replace(first, deadline=Deadline())
    actions.revise_action(room.work, action=bare)
    given = write_calendar(room.work, target=target, find=ActionFilter(), cancel=True).value
    assert (given.actions, given.cancelled, given.undated) == (0, 2, 1)
    struck = {event["UID"]: event for event in events(target)}
    assert set(struck) == set(before), undated.id
    for uid, event in struck.items():
        assert event["STATUS"] == "CANCELLED" and not event.walk("VALARM") and event["SEQUENCE"] > before[uid]
    assert struck[visit["UID"]]["DTSTART"].dt == date(2027, 1, 8)
    removed = room.act(meeting, "Write to the landlord", due=date(2026, 12, 11))
    with room.work.writing() as uow:
        uow.save(replace(uow.get(Action, removed.id), removed=True))
    find = ActionFilter(words=("landlord",))
    with pytest.raises(RuleError, match="None of these"):
        write_calendar(room.work, target=target, find=find)
    given = write_calendar(room.work, target=target, find=find, cancel=True).value
    assert (given.actions, given.cancelled, given.undated, given.settled) == (0, 1, 0, 0)
    assert events(target)[0]["STATUS"] == "CANCELLED"
    with room.reopened().reading() as reading:
        assert [entry.verb for entry in reading.audit()].count("calendar written") == 5


def test_where_no_calendar_is_written(
    held: tuple[Room, Meeting], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, meeting = held
    gone = room.act(meeting, "Ring")
    with room.work.writing() as uow:
        uow.save(replace(uow.get(Action, gone.id), removed=True))
    for target, find, ids in (
        (tmp_path / "a.txt", ActionFilter(), ()),
        (room.folder / "a.ics", ActionFilter(), ()),
        (tmp_path / "a.ics", ActionFilter(), ()),
        (tmp_path / "a.ics", None, (gone.id,)),
    ):
        with pytest.raises(RuleError):
            write_calendar(room.work, target=target, find=find, action_ids=ids)
    early = room.act(meeting, "Ring", due=date(1, 1, 1))
    given = write_calendar(room.work, target=tmp_path / "early.ics", action_ids=[early.id]).value
    assert given.actions == 1 and not events(given.path)[0].walk("VALARM")
    monkeypatch.setattr(action_calendars, "MOST_LINES", 1)
    with pytest.raises(RuleError, match="takes 1 actions and these are 2"):
        write_calendar(room.work, target=tmp_path / "a.ics", action_ids=["x", "y"])
    assert [path.name for path in tmp_path.iterdir()] == ["early.ics"]


def test_names_of_the_case_are_found_in_free_text(held: tuple[Room, Meeting]) -> None:
    room, meeting = held
    told = {
        "Nothing about LAN-0417-M01-02; ring Ann Lloyd of Probation by grace of God": (),
        "Gesiorowski's visit": ("a name of the person",),
        "WOJTEK rang": ("a name of the person",),
        "Ask Grace": ("a name of the person",),
        "at 12 mill lane": ("an address",),
        "born 9 March 1984": ("the date of birth",),
        "09/03/84": ("the date of birth",),
        "see V-99/1234": ("the ViSOR reference",),
        "LL30 2AB": ("a postcode",),
        "Wojciech, Mill Lane": ("a name of the person", "an address"),
    }
    for text, wanted in told.items():
        found = name_warnings(room.work, case_id=meeting.case_id, text=text)
        assert found == tuple(f"This text holds {what}, LAN-0417." for what in wanted), text
    bare = room.case("LAN-0500")
    assert name_warnings(room.work, case_id=bare.id, text="Anybody, 9 March 1984") == ()
    with pytest.raises(NotFound):
        name_warnings(room.work, case_id="none", text="x")


def test_another_case_s_person_is_found_by_the_full_name(held: tuple[Room, Meeting]) -> None:
    room, meeting = held
    other = room.case("LAN-0500")
    edit_case(room.work, case=replace(other, name="Ade O’Dowd", also_known_as=("Will",)), reason="test")
    told = {
        "as ade\n o'dowd said": ("LAN-0500",),
        "Ade will answer": (),
        f"{NAME} and Wojtek Grace": (),
    }
    for text, wanted in told.items():
        found = hand_outs.full_names_of_others(room.work, text=text, besides=[meeting.case_id])
        assert found == wanted, text
    assert hand_outs.full_names_of_others(room.work, text="wojtek grace", besides=[]) == ("LAN-0417",)


def colleague(room: Room, name: str, address: str, **facts: object) -> None:
    told = {"address_kind": AddressKind.SECURE_MAIL, "may_get": (MayGet.AGENCY_ACTIONS,), **facts}
    contacts.save_contact(
        room.work,
        person=Person(id="", name=name, role="Single point of contact", agency="hsg"),
        contact=Contact(id="", address=address, **told),
    )


def read(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=SMTP)
    assert not message.defects and message["X-Unsent"] == "1"
    assert isinstance(message, EmailMessage)
    return message


def body_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_a_draft_is_addressed_to_those_who_may_get_it(held: tuple[Room, Meeting], tmp_path: Path) -> None:
    room, meeting = held
    colleague(room, "Zoe Hart", "zoe.hart@hsg.example.cjsm.net")
    colleague(room, "Ben Hart", "ben@hsg.example", address_kind=AddressKind.ORDINARY_MAIL)
    colleague(room, "Cai Hart", "cai@hsg.example.cjsm.net", may_get=())
    colleague(room, "Dan Hart", "dan@hsg.example.cjsm.net", active=False)
    colleague(room, "Eve Hart", "1 High Street", address_kind=AddressKind.POST)
    choices = hand_outs.mail_choices(room.work, agency="hsg")
    assert [(one.name, one.secure, one.may_get) for one in choices] == [
        ("Zoe Hart", True, True), ("Ben Hart", False, True), ("Cai Hart", True, False),
    ]  # fmt: skip
    paper = tmp_path / "sheet.pdf"
    paper.write_bytes(PDF)
    given = write_mail_draft(
        room.work,
        target=tmp_path / "draft.eml",
        about=MailAbout.UPDATES,
        agency="hsg",
        numbers=["LAN-0417-M01-01"],
        reply_by=date(2026, 11, 27),
        message="Gęsiorowski has moved.",
        attached=[paper],
        case_ids=[meeting.case_id],
    ).value
    assert given.warnings == ("This text holds a name of the person, LAN-0417.",)
    assert (given.to, given.attached) == (("zoe.hart@hsg.example.cjsm.net",), ("sheet.pdf",))
    message = read(given.path)
    assert message["Subject"] == "Updates on actions, LAN-0417-M01-01: reply by Fri 27 Nov 2026"
    assert message["To"] == "zoe.hart@hsg.example.cjsm.net"
    body = body_of(message)
    assert (
        "LAN-0417-M01-01" in body and "Friday 27 November 2026" in body and "Jo Parry, Co-ordinator" in body
    )
    assert "For: Housing" in body and "Gęsiorowski has moved." in body
    (attachment,) = message.iter_attachments()
    assert (attachment.get_filename(), attachment.get_content()) == ("sheet.pdf", PDF)
    again = write_mail_draft(
        room.work, target=tmp_path / "draft.eml", about=MailAbout.ACTIONS, agency="", to=[" a@b.example ", ""]
    ).value
    assert again.path.name == "draft-2.eml" and read(again.path)["To"] == "a@b.example"
    assert read(again.path)["Subject"] == "Actions"
    nobody = write_mail_draft(
        room.work,
        target=tmp_path / "draft.eml",
        about=MailAbout.REPORT,
        agency="pol",
        numbers=["A-M01", "B-M01"],
    ).value
    assert (
        "To" not in read(nobody.path) and read(nobody.path)["Subject"] == "Report for a meeting, 2 references"
    )


def test_a_reminder_says_nothing_twice(held: tuple[Room, Meeting], tmp_path: Path) -> None:
    room, _ = held

    def said(words: str) -> str:
        given = write_mail_draft(
            room.work,
            target=tmp_path / "reminder.eml",
            about=MailAbout.REMINDER,
            agency="hsg",
            numbers=["LAN-0417-M01-01", "LAN-0417-M01-02"],
            reply_by=date(2026, 11, 27),
            message=words,
        ).value
        return body_of(read(given.path)).replace("\r\n", "\n")

    whole = "Past: LAN-0417-M01-01 and LAN-0417-M01-02, for Housing. Answer by Friday 27 November 2026."
    assert said(whole) == f"Dear colleague,\n\n{whole}\n\nJo Parry, Co-ordinator\n"
    short = said("Past its day.")
    assert short.count("LAN-0417-M01-02") == short.count("Friday 27 November 2026") == 1
    assert "For: Housing" in short and "no outcome is on record" not in short
    assert "no outcome is on record" in said("")


def test_what_no_draft_takes(
    held: tuple[Room, Meeting], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, _ = held
    paper = tmp_path / "sheet.pdf"
    paper.write_bytes(PDF)
    monkeypatch.setattr(mail_drafts, "MOST_ATTACHED", len(PDF) * 2 - 1)
    for told, field in (
        ({"target": tmp_path / "a.txt"}, "target"),
        ({"target": room.folder / "a.eml"}, "target"),
        ({"to": ["Jo <jo@b.example>"]}, "to"),
        ({"to": ["a@b.example\nBcc: c@d.example"]}, "to"),
        ({"attached": [tmp_path / "none.pdf"]}, "attached"),
        ({"attached": [paper, paper]}, "attached"),
        ({"message": "x" * 50_001}, "message"),
    ):
        facts = {"target": tmp_path / "a.eml", "about": MailAbout.ACTIONS, "agency": "hsg", **told}
        with pytest.raises(RuleError) as refused:
            write_mail_draft(room.work, **facts)
        assert refused.value.field == field
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.pdf"]


def chase(room: Room, meeting: Meeting, agency: str, **facts: object) -> Chase:
    told = {"chase_kind": ChaseKind.CALL, "how": Channel.SECURE_MAIL, "at": room.work.now(), **facts}
    return Chase(
        id=room.work.new_id(),
        case_id=meeting.case_id,
        meeting_id=meeting.id,
        round_id="round",
        agency=agency,
        **told,
    )


def test_a_round_has_one_draft_for_each_agency(held: tuple[Room, Meeting], tmp_path: Path) -> None:
    room, meeting = held
    first, second = room.act(meeting, f"Visit {NAME}"), room.act(meeting, "Ring")
    other = room.planned(room.case("LAN-0500"))
    (tmp_path / "LAN-0417-M01-call-prob.pdf").write_bytes(PDF)
    sheet = {"file_name": "LAN-0417-M01-call-prob.pdf", "sha256": hashlib.sha256(PDF).hexdigest()}
    with room.work.writing() as uow:
        for one in (
            chase(
                room, meeting, "prob", action_ids=(first.id, second.id), reply_by=date(2026, 12, 4), **sheet
            ),
            chase(room, other, "prob", action_ids=("gone",), reply_by=date(2026, 12, 2)),
            chase(room, other, "hsg", chase_kind=ChaseKind.INVITATION),
            replace(chase(room, meeting, "pol", chase_kind=ChaseKind.DO_NOW), meeting_id=None),
        ):
            uow.save(one)
    given = hand_outs.draft_chase_mails(
        room.work,
        round_id="round",
        folder=tmp_path,
        to={"prob": ["sp@prob.example"]},
        message=f"About {NAME}.",
    ).value
    assert [(one.path.name, one.to, one.attached) for one in given] == [
        ("invitation-hsg.eml", (), ()),
        ("do-now-pol.eml", (), ()),
        ("call-prob.eml", ("sp@prob.example",), ("LAN-0417-M01-call-prob.pdf",)),
    ]
    assert [bool(one.warnings) for one in given] == [False, True, True]
    invited, urgent, called = (read(one.path) for one in given)
    assert invited["Subject"] == "Answer to an invitation, LAN-0500-M01"
    assert urgent["Subject"] == "Actions to do now, LAN-0417"
    assert called["Subject"] == "Updates on actions, 2 references: first reply by Wed 2 Dec 2026"
    assert "LAN-0417-M01-01: by Fri 4 Dec 2026" in body_of(called), "each number has the day of its review"
    assert "Reply by the day beside each number" in body_of(called)
    (tmp_path / "LAN-0417-M01-call-prob.pdf").write_bytes(b"another")
    with pytest.raises(RuleError, match="not in this folder as it was written"):
        hand_outs.draft_chase_mails(room.work, round_id="round", folder=tmp_path)
    (tmp_path / "LAN-0417-M01-call-prob.pdf").unlink()
    with pytest.raises(RuleError, match="not in this folder"):
        hand_outs.draft_chase_mails(room.work, round_id="round", folder=tmp_path)
    with pytest.raises(NotFound):
        hand_outs.draft_chase_mails(room.work, round_id="other", folder=tmp_path)
    chasing.take_back_round(room.work, round_id="round")
    with pytest.raises(RuleError, match="taken back"):
        hand_outs.draft_chase_mails(room.work, round_id="round", folder=tmp_path)
    assert len(list(tmp_path.glob("*.eml"))) == 3


def test_slips_go_with_a_draft_each(held: tuple[Room, Meeting], tmp_path: Path) -> None:
    room, meeting = held
    room.act(meeting, "Visit")
    given = hand_outs.draft_slip_mails(
        room.work, meeting_id=meeting.id, agencies=["prob", "prob"], folder=tmp_path
    ).value
    (one,) = given
    assert one.attached == ("LAN-0417-M01-agency-slip-prob.pdf",)
    (attachment,) = read(one.path).iter_attachments()
    assert attachment.get_content() == (tmp_path / one.attached[0]).read_bytes()
    (line,) = handouts.register(room.work, meeting_id=meeting.id)
    assert (line.document, line.agency) == (DocumentKind.AGENCY_SLIP, "prob")
    with pytest.raises(RuleError):
        hand_outs.draft_slip_mails(room.work, meeting_id=meeting.id, agencies=[], folder=tmp_path)
