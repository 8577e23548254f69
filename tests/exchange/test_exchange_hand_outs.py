"""Calendars and drafts of e-mails: read by other libraries, and with nothing in them but references."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.policy import SMTP

import icalendar
import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from mappa_desk.domain.limits import clean
from mappa_desk.exchange.calendar_file import CalendarLine, calendar_file
from mappa_desk.exchange.mail_draft import Attached, is_mail_address, mail_draft

MADE = datetime(2026, 11, 23, 10, 0, 5, 900, tzinfo=UTC)
LINE = CalendarLine(
    uid="action-0a@mappa-desk",
    reference="LAN-0417-M03-07",
    due=date(2026, 11, 30),
    sequence=3,
    alarm_on=date(2026, 11, 26),
)


def events(data: bytes) -> list[icalendar.Event]:
    """The events as one library reads them, compared with how another one does."""
    calendar = icalendar.Calendar.from_ical(data)
    assert (calendar["METHOD"], calendar["VERSION"]) == ("PUBLISH", "2.0")
    found = list(calendar.walk("VEVENT"))
    other = next(iter(vobject.readComponents(data.decode("utf-8"))))
    for one, two in zip(found, getattr(other, "vevent_list", []), strict=True):
        assert (one["UID"], one["SUMMARY"], str(one["SEQUENCE"])) == (
            two.uid.value, two.summary.value, two.sequence.value,
        )  # fmt: skip
        assert one["DTSTART"].dt == two.dtstart.value
        assert len(one.walk("VALARM")) == len(getattr(two, "valarm_list", []))
    return found


def test_an_action_is_a_whole_day_with_an_alarm_and_nothing_but_its_number() -> None:
    data = calendar_file([LINE], made_at=MADE)
    (event,) = events(data)
    assert event["DTSTART"].dt == date(2026, 11, 30) and event["DTEND"].dt == date(2026, 12, 1)
    assert (event["UID"], event["SUMMARY"], event["SEQUENCE"]) == (
        "action-0a@mappa-desk", "Action LAN-0417-M03-07", 3,
    )  # fmt: skip
    assert (event["STATUS"], event["TRANSP"], event["CLASS"]) == ("CONFIRMED", "TRANSPARENT", "PRIVATE")
    (alarm,) = event.walk("VALARM")
    assert datetime(2026, 11, 30) + alarm["TRIGGER"].dt == datetime(2026, 11, 26, 9)  # noqa: DTZ001 in no zone
    assert alarm["DESCRIPTION"] == "Action LAN-0417-M03-07"
    assert {name for name, _ in event.property_items()} == {
        "BEGIN", "END", "UID", "SUMMARY", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "TRANSP",
        "CLASS", "ACTION", "DESCRIPTION", "TRIGGER",
    }  # fmt: skip
    assert re.fullmatch(rb"(?:[^\r\n]{1,75}\r\n)+", data)


def test_a_later_file_differs_in_its_sequence_alone() -> None:
    first = calendar_file([LINE], made_at=MADE).splitlines()
    later = calendar_file([replace(LINE, sequence=4)], made_at=MADE + timedelta(days=1)).splitlines()
    changed = {
        (one.split(b":")[0], two.split(b":")[0]) for one, two in zip(first, later, strict=True) if one != two
    }
    assert changed == {(b"SEQUENCE", b"SEQUENCE"), (b"DTSTAMP", b"DTSTAMP")}


def test_a_cancelled_one_is_struck_out_and_rings_no_more() -> None:
    first, second, last = events(
        calendar_file(
            [
                replace(LINE, cancelled=True),
                replace(LINE, uid="b", alarm_on=None),
                replace(LINE, uid="c", due=date.max, alarm_on=date(9999, 12, 29)),
            ],
            made_at=MADE,
        )
    )
    assert (first["STATUS"], second["STATUS"]) == ("CANCELLED", "CONFIRMED")
    assert not first.walk("VALARM") and not second.walk("VALARM")
    assert "DTEND" not in last and last.walk("VALARM")
    assert events(calendar_file([], made_at=MADE)) == []


@given(st.text(max_size=90), st.integers(0, 999))
@example("000000000,," + "𐀀" * 8, 0)
@example("Ŵ" * 60, 7)
def test_any_reference_comes_back(reference: str, sequence: int) -> None:
    data = calendar_file([replace(LINE, reference=reference, sequence=sequence)], made_at=MADE)
    assert max(map(len, data.split(b"\r\n"))) <= 75 and b"\n" not in data.replace(b"\r\n", b"")
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert event["SEQUENCE"] == sequence and event["SUMMARY"] == f"Action {clean(reference)}"
    assert len(data.split(b"BEGIN:")) == 4


def read(data: bytes) -> email.message.EmailMessage:
    assert b"\n" not in data.replace(b"\r\n", b"")
    message = email.message_from_bytes(data, policy=SMTP)
    assert not message.defects
    return message


PDF = b"%PDF-1.7\n\x00\xff" * 99


def test_a_draft_is_unsent_and_carries_the_pdf() -> None:
    data = mail_draft(
        subject="Actions of Housing: reply by Fri 27 Nov 2026",
        body="Dear colleague,\n.\nFrom here ŵ – " + "long " * 300,
        to=["sp.oc@housing.example", "sp.oc@housing.example", "b@hsg.example"],
        attached=[Attached("LAN-0417-M03-call-hsg.pdf", PDF), Attached("ŵ b.pdf", b"%PDF-")],
    )
    message = read(data)
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "Actions of Housing: reply by Fri 27 Nov 2026"
    assert message["To"] == "sp.oc@housing.example, b@hsg.example"
    assert {"From", "Date", "Message-ID", "Bcc", "Cc"}.isdisjoint(message.keys())
    body = message.get_body(("plain",))
    assert body is not None
    assert (
        body.get_content().replace("\r\n", "\n")
        == "Dear colleague,\n.\nFrom here ŵ – " + ("long " * 300).rstrip() + "\n"
    )
    first, second = message.iter_attachments()
    assert (first.get_content_type(), first.get_filename(), first.get_content()) == (
        "application/pdf", "LAN-0417-M03-call-hsg.pdf", PDF,
    )  # fmt: skip
    assert second.get_filename() == "ŵ b.pdf"
    assert data == mail_draft(
        subject="Actions of Housing: reply by Fri 27 Nov 2026",
        body="Dear colleague,\n.\nFrom here ŵ – " + "long " * 300,
        to=["sp.oc@housing.example", "b@hsg.example"],
        attached=[Attached("LAN-0417-M03-call-hsg.pdf", PDF), Attached("ŵ b.pdf", b"%PDF-")],
    )


def test_a_draft_without_anything() -> None:
    message = read(mail_draft(subject="", body=""))
    assert "To" not in message and not list(message.iter_attachments())


@given(st.text(max_size=40), st.text(max_size=60))
def test_no_text_makes_a_header_of_its_own(subject: str, body: str) -> None:
    text = f"{subject}\r\nBcc: a@b.example\n\nX-More: 1"
    message = read(mail_draft(subject=text, body=body, to=["a@b.example"]))
    assert set(message.keys()) == {
        "X-Unsent", "Subject", "To", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("j.smith@housing.example.cjsm.net", True),
        ("a+b@c.example", True),
        ("a@b", True),
        ("", False),
        ("a", False),
        ("a b@c.example", False),
        ("A <a@b.example>", False),
        ("a@b.example, c@d.example", False),
        ("a@b.example\nBcc: c@d.example", False),
        ("a..b@c.example", False),
        ("a@b..example", False),
        (".a@b.example", False),
        ("ä@b.example", False),
        ("a@-b.example", False),
    ],
)
def test_what_is_an_address(address: str, good: bool) -> None:
    assert is_mail_address(address) is good
    if good:
        assert read(mail_draft(subject="x", body="", to=[address]))["To"] == address
    else:
        with pytest.raises(ValueError, match="1 of the addresses"):
            mail_draft(subject="x", body="", to=[address])
