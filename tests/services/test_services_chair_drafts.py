"""Drafts for the chair: made with gaps, registered, and leading from each line to its record."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pikepdf
import pytest
from meeting_room import Room

from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.errors import DiskFull, NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind, MinutesStatus
from mappa_desk.services import (
    areas,
    calendar,
    chair_drafts,
    chair_marks,
    contributions,
    gaps,
    handing_out,
    handouts,
    meetings,
    minutes,
)
from mappa_desk.services.chair_drafts import DraftForm

pytest.importorskip("mappa_desk.documents.chair_draft")


def _closed(room: Room) -> Meeting:
    meeting = room.running()
    for text in ("The landlord was told", "A visit was made on Tuesday"):
        contributions.keep_line(
            room.work, meeting_id=meeting.id, item="contributions", text=text, agency="pol"
        )
    return meetings.close_meeting(room.work, meeting_id=meeting.id).value


def test_a_draft_is_made_with_gaps_and_stands_in_the_register(room: Room, tmp_path: Path) -> None:
    meeting = _closed(room)
    found = gaps.gaps(room.work, meeting_id=meeting.id)
    made = chair_drafts.make_chair_draft(
        room.work,
        meeting_id=meeting.id,
        target=tmp_path,
        forms=(DraftForm.PDF, DraftForm.WORD),
        how="By secure e-mail",
    ).value
    assert made.draft.number == 1
    assert made.draft.gap_count == len(found) > 0
    assert made.draft.marks_by == calendar.add_working_days(room.work.today(), 5)
    assert [line.file_name.rsplit(".", 1)[1] for line in made.given] == ["pdf", "docx"]
    for line in made.given:
        data = (tmp_path / line.file_name).read_bytes()
        assert line.sha256 == hashlib.sha256(data).hexdigest()
        assert (line.document, line.version, line.status) == (
            DocumentKind.CHAIR_DRAFT, 0, MinutesStatus.DRAFT,
        )  # fmt: skip
        assert line.how == "By secure e-mail"
    with pikepdf.open(tmp_path / made.given[0].file_name) as pdf:
        assert len(pdf.pages) == made.given[0].pages
    assert handouts.register(room.work, meeting_id=meeting.id) == made.given
    with room.work.reading() as reading:
        assert minutes.latest_seal(reading, meeting.id) is None
        assert chair_drafts.newest_draft(reading, meeting.id) == made.draft


def test_every_entry_of_the_draft_is_reached_by_a_line(room: Room, tmp_path: Path) -> None:
    meeting = _closed(room)
    made = chair_drafts.make_chair_draft(room.work, meeting_id=meeting.id, target=tmp_path / "d.pdf").value
    reached = {line.record_id for line in made.draft.lines}
    view = room.look(meeting)
    assert {entry.id for entry in view.entries if entry.item} <= reached
    numbers = [line.line for line in made.draft.lines]
    assert numbers == sorted(numbers) and numbers[0] >= 1


def test_the_second_draft_has_the_next_number_and_never_replaces_the_first(
    room: Room, tmp_path: Path
) -> None:
    meeting = _closed(room)
    target = tmp_path / "draft.pdf"
    first = chair_drafts.make_chair_draft(room.work, meeting_id=meeting.id, target=target).value
    contributions.keep_line(room.work, meeting_id=meeting.id, item="contributions", text="More", agency="pol")
    day = date(2026, 12, 24)
    second = chair_drafts.make_chair_draft(
        room.work, meeting_id=meeting.id, target=target, marks_by=day
    ).value
    assert (first.draft.number, second.draft.number, second.draft.marks_by) == (1, 2, day)
    assert second.given[0].file_name == "draft-2.pdf"
    assert hashlib.sha256(target.read_bytes()).hexdigest() == first.given[0].sha256


def test_a_name_for_two_files_gets_both_endings(room: Room, tmp_path: Path) -> None:
    meeting = _closed(room)
    chair_drafts.make_chair_draft(
        room.work, meeting_id=meeting.id, target=tmp_path / "v1.2.docx", forms=tuple(DraftForm)
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["v1.2.docx", "v1.2.pdf"]


def test_the_draft_of_the_register_and_of_the_preview_are_the_same_kind(room: Room, tmp_path: Path) -> None:
    meeting = _closed(room)
    shown = handouts.render(room.work, meeting_id=meeting.id, kind=DocumentKind.CHAIR_DRAFT)
    given = handouts.write_document(
        room.work, meeting_id=meeting.id, kind=DocumentKind.CHAIR_DRAFT, target=tmp_path / "d.pdf"
    ).value
    assert given.sha256 == hashlib.sha256(shown.data).hexdigest()
    word = handouts.write_document(
        room.work, meeting_id=meeting.id, kind=DocumentKind.CHAIR_DRAFT, target=tmp_path / "d.docx"
    ).value
    assert (tmp_path / word.file_name).read_bytes()[:2] == b"PK"


def test_approved_minutes_have_no_more_drafts(room: Room, tmp_path: Path) -> None:
    meeting = room.running()
    room.finish(meeting)
    for call in (
        lambda: chair_drafts.make_chair_draft(room.work, meeting_id=meeting.id, target=tmp_path),
        lambda: handouts.render(room.work, meeting_id=meeting.id, kind=DocumentKind.CHAIR_DRAFT),
    ):
        with pytest.raises(RuleError, match="approved"):
            call()
    assert list(tmp_path.iterdir()) == []


def test_a_draft_that_cannot_be_placed_leaves_no_trace(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = _closed(room)
    with pytest.raises(RuleError, match="no folder"):
        chair_drafts.make_chair_draft(room.work, meeting_id=meeting.id, target=tmp_path / "no" / "d.pdf")
    calls = []

    def full(data: bytes, target: Path, *, token: str) -> Path:
        calls.append(target)
        if len(calls) == 2:
            raise DiskFull("The disk is full.")
        return kept(data, target, token=token)

    kept = handing_out.set_beside
    monkeypatch.setattr(handing_out, "set_beside", full)
    with pytest.raises(DiskFull):
        chair_drafts.make_chair_draft(
            room.work, meeting_id=meeting.id, target=tmp_path, forms=tuple(DraftForm)
        )
    assert list(tmp_path.iterdir()) == []
    assert handouts.register(room.work, meeting_id=meeting.id) == ()
    assert chair_marks.marks_view(room.work, meeting_id=meeting.id).drafts == ()


def test_the_area_says_how_long_the_chair_has(room: Room, tmp_path: Path) -> None:
    meeting = _closed(room)
    standard = next(one for one in areas.area_view(room.work).standards if one.id == "chair_marks_days")
    assert not standard.verified_by and standard.source == "Local rule, not confirmed"
    areas.save_standard(room.work, standard=replace(standard, value=3, unit="days"))
    made = chair_drafts.make_chair_draft(room.work, meeting_id=meeting.id, target=tmp_path).value
    assert made.draft.marks_by == room.work.today() + timedelta(days=3)


def test_the_chair_reads_the_closed_parts_and_no_unsanitised_intelligence(room: Room, tmp_path: Path) -> None:
    meeting = room.running()
    kept = {}
    for handling in (Handling.NORMAL, Handling.NAMED_RECIPIENTS, Handling.SANITISE):
        entry = contributions.keep_line(
            room.work, meeting_id=meeting.id, item="contributions", text=f"Said {handling}", agency="pol"
        ).value
        recipients = ("prob",) if handling is Handling.NAMED_RECIPIENTS else ()
        contributions.set_handling(room.work, entry_id=entry.id, handling=handling, recipients=recipients)
        kept[handling] = entry.id
    meetings.close_meeting(room.work, meeting_id=meeting.id)
    made = chair_drafts.make_chair_draft(room.work, meeting_id=meeting.id, target=tmp_path).value
    reached = {line.record_id for line in made.draft.lines}
    assert {kept[Handling.NORMAL], kept[Handling.NAMED_RECIPIENTS]} <= reached
    assert kept[Handling.SANITISE] not in reached


def test_a_meeting_that_is_not_there(room: Room, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        chair_drafts.make_chair_draft(room.work, meeting_id="f" * 32, target=tmp_path)
