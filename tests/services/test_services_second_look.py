"""The second look: the written file is opened again and must say what its edition may hold, and no more."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from meeting_room import Room

from mappa_desk.documents.reading_back import read_back
from mappa_desk.documents.rendering import CopyMark
from mappa_desk.documents.stamping import stamp
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, MinutesStatus
from mappa_desk.services import contributions, errata, handouts, minutes_requests, roll_call
from mappa_desk.services.errata import ErratumPoint
from mappa_desk.services.other_shapes import write_minutes_as
from mappa_desk.services.second_look import expected, look

SECRET = "The neighbour told the police about the car"
KINDS = [DocumentKind.MINUTES, DocumentKind.ACTIONS, DocumentKind.AGENCY_ACTIONS]


def write(room: Room, meeting: Meeting, target: Path, **more: object) -> DocumentGiven:
    told = {"kind": DocumentKind.MINUTES, **more}
    return handouts.write_document(room.work, meeting_id=meeting.id, target=target, **told).value  # type: ignore[arg-type]  # by name


def held(room: Room) -> Meeting:
    """A running meeting with an action, and an entry that only Probation may have."""
    meeting = room.running()
    room.act(meeting)
    kept = contributions.keep_line(
        room.work, meeting_id=meeting.id, item="risk", text=SECRET, agency="pol"
    ).value
    contributions.set_handling(
        room.work, entry_id=kept.id, handling=Handling.NAMED_RECIPIENTS, recipients=("prob",)
    )
    return meeting


@pytest.mark.parametrize("kind", KINDS)
def test_a_written_copy_agrees_and_is_described(room: Room, tmp_path: Path, kind: DocumentKind) -> None:
    meeting = held(room)
    target = tmp_path / "copy.pdf"
    given = write(room, meeting, target, kind=kind, agency="prob", recipient="Housing office")
    seen = look(room.work, target=target, given=given)
    assert seen.found == ()
    assert seen.agrees
    assert (seen.who, seen.edition, seen.version) == ("Housing office", kind.value, 0)
    assert (seen.status, seen.pages) == (MinutesStatus.DRAFT, given.pages)
    assert (seen.copy_number, seen.copies, seen.protected) == (1, 1, False)


def test_approved_minutes_agree_with_their_version(room: Room, tmp_path: Path) -> None:
    meeting = held(room)
    room.finish(meeting)
    given = write(room, meeting, tmp_path / "minutes.pdf")
    seen = look(room.work, target=tmp_path / "minutes.pdf", given=given)
    assert (seen.found, seen.version, seen.status) == ((), 1, MinutesStatus.APPROVED)
    draft = look(room.work, target=tmp_path / "minutes.pdf", given=replace(given, version=1, pages=99))
    assert draft.found == (f"The file has {given.pages} pages, not 99.",)


def test_the_copy_of_another_agency_is_found_out(room: Room, tmp_path: Path) -> None:
    meeting = held(room)
    full = write(room, meeting, tmp_path / "full.pdf", agency="prob", copy_number=1)
    told = look(room.work, target=tmp_path / "full.pdf", given=full)
    assert told.found == ()
    wrong = look(room.work, target=tmp_path / "full.pdf", given=replace(full, agency="pol"))
    assert not wrong.agrees
    assert any(SECRET in one and "should not be there" in one for one in wrong.found)


def test_a_mark_for_somebody_else_is_found_out(room: Room, tmp_path: Path) -> None:
    meeting = held(room)
    given = write(room, meeting, tmp_path / "a.pdf", recipient="Housing office")
    for wrong in (replace(given, recipient="Education"), replace(given, copy_number=4, copies=4)):
        assert any("lacks" in one for one in look(room.work, target=tmp_path / "a.pdf", given=wrong).found)


def test_another_file_under_the_same_line_is_found_out(room: Room, tmp_path: Path) -> None:
    meeting = held(room)
    given = write(room, meeting, tmp_path / "a.pdf")
    other = write(room, meeting, tmp_path / "b.pdf", kind=DocumentKind.ACTIONS)
    assert other.sha256 != given.sha256
    found = look(room.work, target=tmp_path / "b.pdf", given=given).found
    assert "The file is not the one that the register names: its bytes differ." in found
    assert len(found) > 3


def test_a_stamped_and_protected_copy_agrees(room: Room) -> None:
    meeting = held(room)
    wording, mark = room.work.reference.wording, CopyMark(2, 3, "Ann Lloyd")
    master = handouts.render(room.work, meeting_id=meeting.id, kind=DocumentKind.MINUTES)
    given = DocumentGiven(
        id="x",
        meeting_id=meeting.id,
        document=DocumentKind.MINUTES,
        edition="minutes",
        version=0,
        status=MinutesStatus.DRAFT,
        recipient="Ann Lloyd",
        copy_number=2,
        copies=3,
        pages=master.pages,
        protected=True,
        file_name="LAN-0417-M01-minutes-2.pdf",
        at=room.clock.now(),
    )
    closed = stamp(master.data, mark, wording=wording, passphrase="enough of it")
    seen = look(room.work, target=closed, given=given, passphrase="enough of it")
    assert (seen.found, seen.protected) == ((), True)
    assert look(room.work, target=closed, given=given).found == ("This PDF opens with a passphrase only.",)
    open_one = stamp(master.data, mark, wording=wording)
    left_open = look(room.work, target=open_one, given=given).found
    assert left_open == (
        "The file should open with a passphrase only (AES-256, revision 6); it is protected not at all.",
    )
    same = expected(room.work, given=given)
    assert look(room.work, target=open_one, given=replace(given, protected=False), expectation=same).agrees


def test_names_of_people_in_title_or_file_name_are_found(room: Room, tmp_path: Path) -> None:
    meeting = held(room)
    given = write(room, meeting, tmp_path / "ann-lloyd.pdf", recipient="Ann Lloyd")
    seen = look(room.work, target=tmp_path / "ann-lloyd.pdf", given=given)
    assert seen.found == ("The name of the file names “Ann Lloyd”.",)
    with pikepdf.open(tmp_path / "ann-lloyd.pdf") as pdf:
        pdf.docinfo.Subject = pikepdf.String("for Ann Lloyd")
        changed = BytesIO()
        pdf.save(changed)
    line = replace(given, sha256="", file_name="")
    found = look(room.work, target=changed.getvalue(), given=line).found
    assert "The file names “Ann Lloyd” in what it says of itself." in found


def test_the_name_of_an_agency_is_nobodys_name(room: Room, tmp_path: Path) -> None:
    meeting = held(room)
    roll_call.add_person(room.work, meeting_id=meeting.id, agency="prob", name="Probation")
    target = tmp_path / "probation-actions.pdf"
    given = write(room, meeting, target, kind=DocumentKind.AGENCY_ACTIONS, agency="prob")
    seen = look(room.work, target=target, given=given)
    assert "Probation" in read_back(target).title
    assert seen.found == ()


def test_what_cannot_be_opened_is_said_and_raises_nothing(room: Room, tmp_path: Path) -> None:
    meeting = held(room)
    given = write(room, meeting, tmp_path / "a.pdf")
    assert look(room.work, target=b"nothing", given=given).found == ("This file is no PDF.",)
    gone = look(room.work, target=tmp_path / "none.pdf", given=given)
    assert (gone.pages, len(gone.found)) == (0, 1)


def test_the_chairs_draft_agrees_with_the_draft_that_was_made(room: Room, tmp_path: Path) -> None:
    meeting = held(room)
    for number in (1, 2):
        target = tmp_path / f"draft-{number}.pdf"
        given = write(room, meeting, target, kind=DocumentKind.CHAIR_DRAFT)
        assert look(room.work, target=target, given=given).found == ()
    first = tmp_path / "draft-1.pdf"
    assert any(
        "draft 1" in one for one in look(room.work, target=first, given=replace(given, sha256="")).found
    )


@pytest.mark.parametrize("shape", ["docx", "txt", "html"])
def test_other_shapes_are_what_the_record_gives(room: Room, tmp_path: Path, shape: str) -> None:
    meeting = held(room)
    target = tmp_path / f"minutes.{shape}"
    told = {"meeting_id": meeting.id, "shape": shape, "target": target}
    given = write_minutes_as(room.work, agency="pol", recipient="Housing office", **told).value
    assert look(room.work, target=target, given=given).found == ()
    for wrong in (replace(given, recipient="Education"), replace(given, agency="prob")):
        found = look(room.work, target=target, given=wrong).found
        assert found == ("The file is not what the record gives for this copy.",)
    target.write_bytes(target.read_bytes() + b" ")
    assert len(look(room.work, target=target, given=given).found) == 2


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(
    ("kind", "agency"),
    [
        (DocumentKind.ACTIONS_NOW, ""),
        (DocumentKind.AGENCY_SLIP, "prob"),
        (DocumentKind.AGENCY_COPY, "prob"),
        (DocumentKind.AGENDA, ""),
        (DocumentKind.INVITATION, "prob"),
        (DocumentKind.CONTRIBUTION_FORM, "prob"),
        (DocumentKind.RUNNING_BOOK, ""),
        (DocumentKind.RUNNING_SHEET, ""),
    ],
)
def test_every_other_kind_agrees(
    room: Room, tmp_path: Path, kind: DocumentKind, agency: str, large: bool
) -> None:
    meeting = held(room)
    given = write(room, meeting, tmp_path / "a.pdf", kind=kind, agency=agency, large=large)
    assert look(room.work, target=tmp_path / "a.pdf", given=given).found == ()


def test_what_is_made_of_approved_minutes_agrees(room: Room, tmp_path: Path) -> None:
    meeting = held(room)
    room.finish(meeting)
    point = ErratumPoint(place="6.1", wrong="Monday", right="Tuesday", reason="The log says so")
    errata.issue_errata(room.work, meeting_id=meeting.id, points=(point,), agreed_by="Siân Morris")
    minutes_requests.open_request(
        room.work, meeting_id=meeting.id, asked_by="J. Reed", asked_on=room.work.today()
    )
    kinds = (DocumentKind.EXECUTIVE_SUMMARY, DocumentKind.COVERING_LETTER, DocumentKind.ERRATUM)
    for kind in kinds:
        for large in (False, True):
            target = tmp_path / f"{kind.value}-{large}.pdf"
            given = write(room, meeting, target, kind=kind, large=large, recipient="J. Reed")
            assert look(room.work, target=target, given=given).found == (), kind
    old = write(room, meeting, tmp_path / "old.pdf", version=1)
    seen = look(room.work, target=tmp_path / "old.pdf", given=old)
    assert (seen.found, seen.status, seen.version) == ((), MinutesStatus.SUPERSEDED, 1)
