"""The approval with its paper: any file up to 5 MB, kept as it is and written out again byte for byte."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from meeting_room import Room

from mappa_desk.domain.editions import project
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.minutes import ApprovedHow, DocumentKind
from mappa_desk.services import approvals, meetings, minutes

HOSTILE = b"From: chair\r\nContent-Type: text/html\r\n\r\n<script>x()</script>\x00\xff\xfe"


def _closed(room: Room) -> Meeting:
    meeting = room.running()
    return meetings.close_meeting(room.work, meeting_id=meeting.id).value


def _approve(room: Room, meeting: Meeting, paper: Path | None) -> minutes.Approval:
    return minutes.approve(
        room.work,
        meeting_id=meeting.id,
        approved_by="Siân Morris",
        how=ApprovedHow.EMAIL,
        on=room.work.today(),
        reference="E-mail of today",
        despite_gaps_because="Agreed with the chair",
        paper=paper,
    ).value


def test_the_paper_is_kept_with_the_approval_and_comes_out_again(room: Room, tmp_path: Path) -> None:
    meeting = _closed(room)
    source = tmp_path / "Approved – Siân.eml"
    source.write_bytes(HOSTILE)
    approval = _approve(room, meeting, source)
    source.unlink()
    kept = approvals.approval_paper(room.reopened(), meeting_id=meeting.id)
    assert kept is not None
    assert (kept.file_name, kept.size, kept.version) == (source.name, len(HOSTILE), approval.version)
    assert kept.sha256 == hashlib.sha256(HOSTILE).hexdigest()
    out = tmp_path / "out"
    out.mkdir()
    first = approvals.save_paper(room.work, meeting_id=meeting.id, target=out / kept.file_name)
    second = approvals.save_paper(room.work, meeting_id=meeting.id, target=out / kept.file_name)
    assert first != second
    assert first.read_bytes() == second.read_bytes() == HOSTILE
    assert not os.access(first, os.X_OK)
    with room.work.reading() as reading:
        verbs = [entry.verb for entry in reading.audit() if entry.record_id == meeting.id]
    assert verbs.count("approval paper written") == 2


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: path.write_bytes(b"x" * (approvals.MOST_BYTES + 1)), "more than 5 MB"),
        (lambda path: path.write_bytes(b""), "empty"),
        (lambda path: path.mkdir(), "not a folder"),
        (lambda path: None, "not there"),
    ],
)
def test_a_paper_that_cannot_be_kept_stops_the_approval(
    room: Room, tmp_path: Path, make: object, sentence: str
) -> None:
    meeting = _closed(room)
    path = tmp_path / "paper.pdf"
    make(path)  # type: ignore[operator]  # one of the lambdas above
    with pytest.raises(RuleError, match=sentence) as refused:
        _approve(room, meeting, path)
    assert refused.value.field == "paper"
    assert room.view(meeting).meeting.state is MeetingState.CLOSED
    assert approvals.approval_paper(room.work, meeting_id=meeting.id) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="There are no named pipes here.")
def test_a_pipe_does_not_hang_the_approval(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(RuleError, match="not a folder or a device"):
        approvals.read_paper(pipe)


def test_the_largest_paper_is_kept_whole(room: Room, tmp_path: Path) -> None:
    meeting = _closed(room)
    path = tmp_path / "scan.jpg"
    data = os.urandom(4096) * (approvals.MOST_BYTES // 4096)
    path.write_bytes(data)
    _approve(room, meeting, path)
    out = approvals.save_paper(room.work, meeting_id=meeting.id, target=tmp_path / "again.jpg")
    assert out.read_bytes() == data


def test_a_refused_approval_keeps_no_paper(room: Room, tmp_path: Path) -> None:
    meeting = _closed(room)
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(RuleError, match="still missing"):
        minutes.approve(
            room.work,
            meeting_id=meeting.id,
            approved_by="Siân Morris",
            how=ApprovedHow.MARKED_PAPER,
            on=room.work.today(),
            paper=path,
        )
    assert approvals.approval_paper(room.work, meeting_id=meeting.id) is None


def test_there_is_nothing_to_save_without_a_paper(room: Room, tmp_path: Path) -> None:
    meeting = room.running()
    room.finish(meeting)
    with pytest.raises(NotFound, match="No paper"):
        approvals.save_paper(room.work, meeting_id=meeting.id, target=tmp_path / "x")
    with pytest.raises(NotFound, match="No paper"):
        approvals.save_paper(room.work, meeting_id=meeting.id, target=room.folder / "x")


def test_the_reason_for_approving_with_gaps_is_kept_and_in_no_document(room: Room) -> None:
    meeting = _closed(room)
    approval = _approve(room, meeting, None)
    assert approval.despite_gaps_because == "Agreed with the chair"
    frozen = minutes.snapshot(room.work, meeting_id=meeting.id)
    for annex in (False, True):
        shown = project(frozen, DocumentKind.MINUTES, annex=annex)
        assert shown.approval is not None and not shown.approval.despite_gaps_because
