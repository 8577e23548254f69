"""Approval and its seal, the frozen snapshot, and documents as they leave the program."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from meeting_room import Room

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.cases import Level
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.errors import DiskFull, NotFound, RuleError
from mappa_desk.domain.gaps import blocking
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.minutes import ApprovedHow, DocumentKind, MinutesStatus, SealedMinutes
from mappa_desk.domain.seals import seal_code
from mappa_desk.services import (
    actions,
    areas,
    closed_parts,
    contributions,
    gaps,
    handouts,
    meetings,
    minutes,
    roll_call,
)

CHAIR = {"approved_by": "Siân Morris", "how": ApprovedHow.MARKED_PAPER}


def _approve(room: Room, meeting: Meeting, **more: object) -> minutes.Approval:
    told = {**CHAIR, "on": room.work.today(), **more}
    return minutes.approve(room.work, meeting_id=meeting.id, **told).value  # type: ignore[arg-type]  # by name


def _sealed(room: Room, meeting: Meeting) -> SealedMinutes:
    with room.work.reading() as reading:
        found = minutes.latest_seal(reading, meeting.id)
    assert found is not None
    return found


def _write(room: Room, meeting: Meeting, target: Path, **more: object) -> handouts.DocumentGiven:
    told = {"kind": DocumentKind.MINUTES, **more}
    return handouts.write_document(room.work, meeting_id=meeting.id, target=target, **told).value  # type: ignore[arg-type]  # by name


def test_nothing_is_approved_blank_unless_it_is_said_why(room: Room) -> None:
    meeting = room.running()
    with pytest.raises(RuleError, match="Close the meeting"):
        _approve(room, meeting)
    meetings.close_meeting(room.work, meeting_id=meeting.id)
    missing = blocking(gaps.gaps(room.work, meeting_id=meeting.id))
    with pytest.raises(RuleError, match=f"{len(missing)} things are still missing") as refused:
        _approve(room, meeting)
    assert str(refused.value).count("\n") == 0 and missing[0].sentence in str(refused.value)
    assert room.view(meeting).meeting.state is MeetingState.CLOSED
    for more, sentence in (
        ({"approved_by": " "}, "Who approves"),
        ({"on": room.work.today() + timedelta(days=1)}, "still to come"),
        ({"on": room.work.today() - timedelta(days=1)}, "before the meeting"),
    ):
        with pytest.raises(RuleError, match=sentence):
            _approve(room, meeting, **more)
    approval = _approve(room, meeting, despite_gaps_because="Stopped by the fire alarm", reference="Email 3")
    assert approval.despite_gaps_because == "Stopped by the fire alarm"
    assert room.view(meeting).approval == approval
    assert minutes.snapshot(room.work, meeting_id=meeting.id).gap_count == len(missing)


def test_the_seal_holds_what_was_approved_whatever_comes_after(room: Room) -> None:
    case = room.case(name="Lee Morgan")
    meeting = room.running(case)
    action = room.act(meeting)
    draft = minutes.snapshot(room.work, meeting_id=meeting.id)
    assert (draft.status, draft.version, draft.approval) == (MinutesStatus.DRAFT, 0, None)
    approval = room.finish(meeting)
    assert approval.despite_gaps_because == ""
    sealed = _sealed(room, meeting)
    assert sealed.seal_code == seal_code(sealed.snapshot_json.encode())
    before = minutes.snapshot(room.work, meeting_id=meeting.id)
    assert (before.status, before.version, before.approval) == (MinutesStatus.APPROVED, 1, approval)
    assert before.meeting.state is MeetingState.APPROVED
    assert "prompts" in sealed.snapshot_json
    plain = json.loads(sealed.snapshot_json)
    assert {tuple(item["prompts"]) for item in plain["items"]} == {()}
    assert {entry["words"] for entry in plain["entries"]} == {""}
    form = areas.area_view(room.work).form
    areas.save_form(room.work, form=replace(form, area_name="Another area"))
    actions.review_action(
        room.work, action_id=action.id, meeting_id=None, outcome=actions.ActionEventKind.DONE
    )
    room.clock.go_on(days=40)
    assert minutes.snapshot(room.work, meeting_id=meeting.id) == before
    with pytest.raises(RuleError, match="approved"):
        _approve(room, meeting)
    forged = replace(sealed, snapshot_json=sealed.snapshot_json.replace("Lee Morgan", "Leo Morgan"))
    with pytest.raises(RuleError, match="seal code"):
        minutes.opened(forged)


def test_the_case_takes_the_level_of_the_decision(room: Room) -> None:
    case = room.case()
    meeting = room.running(case)
    meetings.edit_meeting(room.work, meeting=replace(room.look(meeting).meeting, lead_agency="pol"))
    room.act(meeting)
    room.finish(meeting, Level.TWO)
    seen = room.view(meeting)
    assert (seen.case.level, seen.case.lead_agency, seen.meeting.level_after) == (Level.TWO, "pol", Level.TWO)
    last = seen.standings[-1]
    assert (last.level, last.meeting_id, last.reason) == (
        Level.TWO,
        meeting.id,
        "The plan needs senior people",
    )
    assert last.since == meeting.planned_on


def test_approving_an_older_meeting_late_does_not_turn_the_case_back(room: Room) -> None:
    case = room.case()
    first = room.running(case)
    room.say_the_needed(first, Level.THREE)
    meetings.close_meeting(room.work, meeting_id=first.id)
    room.clock.go_on(days=30)
    second = room.running(case, MeetingKind.REVIEW)
    room.finish(second, Level.TWO)
    _approve(room, first)
    assert room.view(first).case.level is Level.TWO


def test_gaps_are_those_of_the_area(room: Room) -> None:
    meeting = room.running()
    contributions.keep_line(room.work, meeting_id=meeting.id, item="", text="Where does it go?", agency="pol")
    codes = {gap.code for gap in gaps.gaps(room.work, meeting_id=meeting.id)}
    assert {"unsorted", "next_review", "level_decision", "not_closed"} <= codes
    assert "long_entry" not in codes
    figure = next(one for one in areas.area_view(room.work).standards if one.id == "long_entry")
    areas.save_standard(room.work, standard=replace(figure, value=5))
    assert "long_entry" in {gap.code for gap in gaps.gaps(room.work, meeting_id=meeting.id)}


def test_a_document_is_written_whole_private_and_registered(room: Room, tmp_path: Path) -> None:
    meeting = room.running()
    room.act(meeting)
    draft = _write(room, meeting, tmp_path / "draft.pdf")
    assert (draft.status, draft.version, draft.seal_code) == (MinutesStatus.DRAFT, 0, "")
    room.finish(meeting)
    target = tmp_path / "minutes.pdf"
    given = _write(room, meeting, target, how="By hand")
    data = target.read_bytes()
    assert given.sha256 == hashlib.sha256(data).hexdigest()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert given.seal_code == _sealed(room, meeting).seal_code
    assert (given.file_name, given.version, given.how) == ("minutes.pdf", 1, "By hand")
    assert handouts.render(room.work, meeting_id=meeting.id, kind=DocumentKind.MINUTES).data == data
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == given.pages
    assert sorted(path.name for path in tmp_path.iterdir()) == ["draft.pdf", "minutes.pdf"]
    assert handouts.register(room.work, meeting_id=meeting.id) == (draft, given)
    again = _write(room, meeting, target)
    assert target.read_bytes() == data and again.file_name == "minutes.pdf"
    with room.work.reading() as reading:
        assert [entry.verb for entry in reading.audit()].count("document written") == 3


def test_copies_are_numbered_and_named(room: Room, tmp_path: Path) -> None:
    meeting = room.running()
    room.act(meeting)
    room.finish(meeting)
    first = _write(room, meeting, tmp_path / "1.pdf", agency="hsg", recipient="Housing", copies=12)
    second = _write(room, meeting, tmp_path / "2.pdf", agency="pol", recipient="Police", copies=12)
    slip = _write(
        room,
        meeting,
        tmp_path / "3.pdf",
        kind=DocumentKind.AGENCY_ACTIONS,
        agency="prob",
        recipient="Probation",
    )
    assert [(one.copy_number, one.copies, one.recipient) for one in (first, second, slip)] == [
        (1, 12, "Housing"),
        (2, 12, "Police"),
        (1, 1, "Probation"),
    ]
    assert (tmp_path / "1.pdf").read_bytes() != (tmp_path / "2.pdf").read_bytes()
    with pytest.raises(RuleError, match="which agency"):
        _write(room, meeting, tmp_path / "4.pdf", kind=DocumentKind.AGENCY_ACTIONS)
    with pytest.raises(NotFound):
        _write(room, meeting, tmp_path / "4.pdf", agency="xyz")
    assert not (tmp_path / "4.pdf").exists()


def test_what_is_restricted_reaches_only_those_it_is_for(room: Room) -> None:
    meeting = room.running()
    police = next(row for row in room.look(meeting).attendance if row.agency == "pol")
    closed_parts.begin_closed_part(room.work, meeting_id=meeting.id, stayed=(police.id,))
    contributions.keep_line(
        room.work, meeting_id=meeting.id, item="risk", text="Zebra in the closed part", agency="pol"
    )
    closed_parts.end_closed_part(room.work, meeting_id=meeting.id)
    source = contributions.keep_line(
        room.work, meeting_id=meeting.id, item="risk", text="Quagga from a source", agency="pol"
    ).value
    contributions.set_handling(room.work, entry_id=source.id, handling=Handling.SANITISE)

    def text(**more: object) -> str:
        told = {"kind": DocumentKind.MINUTES, **more}
        data = handouts.render(room.work, meeting_id=meeting.id, **told).data  # type: ignore[arg-type]  # by name
        return _text_of(data)

    assert "Zebra" not in text() and "Zebra" not in text(agency="hsg")
    assert "Zebra" in text(agency="pol") and "Zebra" in text(annex=True)
    assert "Quagga" not in text(annex=True)

    def said(**more: object) -> tuple[str, ...]:
        told = {"kind": DocumentKind.MINUTES, **more}
        found = handouts.left_out(room.work, meeting_id=meeting.id, **told)  # type: ignore[arg-type]  # by name
        return handouts.left_out_words(found)

    raw = "Left out: 1 entry, to be sanitised first."
    assert said(agency="hsg") == ("Left out: 1 entry, from a closed part.", raw)
    assert said(agency="pol") == said(annex=True) == (raw,)
    assert said(kind=DocumentKind.ACTIONS) == ()
    with pytest.raises(RuleError, match="own file"):
        text(agency="pol", annex=True)


def test_what_was_told_of_an_action_in_a_closed_part_is_left_out_in_words(room: Room) -> None:
    case = room.case()
    first = room.running(case)
    action = room.act(first)
    room.finish(first)
    room.clock.go_on(days=9)
    meeting = room.running(case, MeetingKind.REVIEW)
    police = next(row for row in room.look(meeting).attendance if row.agency == "pol")
    closed_parts.begin_closed_part(room.work, meeting_id=meeting.id, stayed=(police.id,))
    actions.review_action(
        room.work,
        action_id=action.id,
        meeting_id=meeting.id,
        outcome=actions.ActionEventKind.NOT_DONE,
        note="Zebra is watched",
    )
    for number in (1, 2):
        contributions.keep_line(
            room.work, meeting_id=meeting.id, item="risk", text=f"Number {number}", agency="pol"
        )
    room.act(meeting, "Watch the house")
    closed_parts.end_closed_part(room.work, meeting_id=meeting.id)
    told = {"meeting_id": meeting.id, "kind": DocumentKind.MINUTES}
    assert handouts.left_out_words(handouts.left_out(room.work, **told)) == (
        "Left out: 3 entries and 1 outcome’s words, from a closed part.",
    )
    assert "Zebra" not in _text_of(handouts.render(room.work, **told, agency="prob").data)
    assert "Zebra" in _text_of(handouts.render(room.work, **told, agency="pol").data)
    own = {"meeting_id": meeting.id, "kind": DocumentKind.AGENCY_ACTIONS, "agency": "prob"}
    assert handouts.left_out_words(handouts.left_out(room.work, **own)) == (
        "Left out: 1 action, from a closed part.",
    )


def test_places_that_cannot_be_written_are_said_in_one_sentence(room: Room, tmp_path: Path) -> None:
    meeting = room.running()
    inside = room.folder / "minutes.pdf"
    folder = tmp_path / "folder.pdf"
    folder.mkdir()
    for target, sentence in (
        (tmp_path / "nowhere" / "minutes.pdf", "There is no folder"),
        (folder, "is a folder"),
        (inside, "outside the vault"),
        (tmp_path / ("n" * 300 + ".pdf"), "shorter"),
        (tmp_path / "n\0.pdf", "shorter"),
    ):
        with pytest.raises(RuleError, match=sentence) as refused:
            _write(room, meeting, target)
        assert refused.value.field == "target"
    assert handouts.register(room.work, meeting_id=meeting.id) == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.pdf"]


def test_a_full_disk_leaves_neither_file_nor_line(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = room.running()
    handouts.render(room.work, meeting_id=meeting.id, kind=DocumentKind.MINUTES)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(DiskFull, match="disk is full"):
            _write(room, meeting, tmp_path / "minutes.pdf")
    assert not list(tmp_path.iterdir())
    assert handouts.register(room.work, meeting_id=meeting.id) == ()


def test_an_absent_agencys_report_and_apologies_reach_the_snapshot(room: Room) -> None:
    meeting = room.running()
    row = next(row for row in room.look(meeting).attendance if row.agency == "hlth")
    roll_call.mark(room.work, attendance_id=row.id, state=AttendanceState.APOLOGIES)
    roll_call.report(room.work, attendance_id=row.id, received=True, dated="19 November")
    kept = next(
        one for one in minutes.snapshot(room.work, meeting_id=meeting.id).attendance if one.id == row.id
    )
    assert (kept.state, kept.report_dated) == (AttendanceState.APOLOGIES, "19 November")
    assert isinstance(minutes.snapshot(room.work, meeting_id=meeting.id).form, AreaForm)


def _text_of(data: bytes) -> str:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()
