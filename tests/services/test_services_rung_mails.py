"""Several drafts, each in its own words: written together or not at all."""

from __future__ import annotations

import email
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from meeting_room import Room

from mappa_desk.domain.errors import RuleError
from mappa_desk.services.hand_outs import MailAbout, MailDraft, write_mail_drafts

BY = date(2026, 11, 27)


def draft(target: Path, agency: str, message: str) -> MailDraft:
    return MailDraft(
        target=target,
        agency=agency,
        asks={MailAbout.REMINDER: (f"LAN-0417-M01-0{len(agency)}",)},
        reply_by=BY,
        to=(),
        message=message,
    )


def body_of(path: Path) -> str:
    message = email.message_from_bytes(path.read_bytes(), policy=SMTP)
    assert isinstance(message, EmailMessage) and not message.defects
    assert "To" not in message and message["X-Unsent"] == "1"
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_each_draft_has_its_own_words_and_files_of_one_name_do_not_meet(room: Room, tmp_path: Path) -> None:
    (tmp_path / "reminder.eml").write_text("an older one")
    wanted = [draft(tmp_path / "reminder.eml", code, f"Words for {code}.") for code in ("hsg", "prob")]
    given = write_mail_drafts(room.work, drafts=wanted).value
    assert [one.path.name for one in given] == ["reminder-2.eml", "reminder-3.eml"]
    first, second = (body_of(one.path) for one in given)
    assert "Words for hsg." in first and "Words for prob." not in first
    assert "Words for prob." in second and "LAN-0417-M01-04" in second
    assert (tmp_path / "reminder.eml").read_text() == "an older one"


def test_one_that_cannot_be_written_leaves_none(room: Room, tmp_path: Path) -> None:
    places = [tmp_path / "reminder.eml", tmp_path / "gone" / "reminder.eml"]
    with pytest.raises(RuleError, match="There is no folder"):
        write_mail_drafts(room.work, drafts=[draft(place, "hsg", "Words.") for place in places])
    with pytest.raises(RuleError) as refused:
        long = "x" * 50_001
        write_mail_drafts(
            room.work, drafts=[draft(tmp_path / f"{n}.eml", "hsg", long[: 9**n]) for n in (1, 6)]
        )
    assert refused.value.field == "message"
    assert list(tmp_path.iterdir()) == []
