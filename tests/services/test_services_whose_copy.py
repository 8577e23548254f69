"""A copy with one person's name and another's edition is refused, and no number is given to two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from copies_room import PASSPHRASE, SHUT_WORDS, approved, everybody, issue, named, text_of
from meeting_room import Room

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.services import minutes_requests, roll_call
from mappa_desk.services.copies import Recipient, refusal
from mappa_desk.services.handouts import register, write_document
from mappa_desk.services.second_look import look


@pytest.fixture
def meeting(room: Room) -> Meeting:
    """Approved minutes with a closed part in which the police alone stayed."""
    return approved(room)


def test_one_persons_edition_is_not_made_out_to_another(room: Room, meeting: Meeting, tmp_path: Path) -> None:
    police, housing = _of(room, meeting, "pol"), _of(room, meeting, "hsg")
    for kind in (DocumentKind.MINUTES, DocumentKind.ATTENDEE_COPY, DocumentKind.AGENCY_COPY):
        for name in (housing.name, "A Stranger"):
            with pytest.raises(RuleError, match="cannot be made out to"):
                _write(room, meeting, tmp_path, kind=kind, person=police.id, recipient=name)
    assert list(tmp_path.iterdir()) == []
    assert not register(room.work, meeting_id=meeting.id)
    told = {"person": police.id, "recipient": f"dr  {police.name.upper()}"}
    given = _write(room, meeting, tmp_path, **told)
    assert SHUT_WORDS in text_of(tmp_path / given.file_name)
    assert look(room.work, target=tmp_path / given.file_name, given=given, person=police.id).agrees


def test_an_agencys_edition_is_not_made_out_to_one_of_another(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    housing = _of(room, meeting, "hsg")
    for kind in (DocumentKind.MINUTES, DocumentKind.AGENCY_COPY, DocumentKind.AGENCY_SLIP):
        with pytest.raises(RuleError, match="is not of Police"):
            _write(room, meeting, tmp_path, kind=kind, agency="pol", recipient=housing.name)
    assert list(tmp_path.iterdir()) == []
    given = _write(room, meeting, tmp_path, agency="hsg", recipient=housing.name)
    assert SHUT_WORDS not in text_of(tmp_path / given.file_name)


def test_the_namesake_of_an_agency_that_the_list_knows_gets_that_agencys_edition(
    room: Room, tmp_path: Path
) -> None:
    meeting = room.running()
    for agency in ("pol", "hsg"):
        roll_call.add_person(room.work, meeting_id=meeting.id, agency=agency, name="Jo Smith")
    for agency in ("pol", "hsg"):
        given = _write(room, meeting, tmp_path, agency=agency, recipient="jo smith")
        assert (given.agency, given.recipient) == (agency, "jo smith")


def test_the_areas_own_file_is_not_made_out_to_one_who_was_not_told_all(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    for agency in ("hsg", "pol", "prob"):
        with pytest.raises(RuleError, match="was not told everything"):
            _write(room, meeting, tmp_path, annex=True, recipient=_of(room, meeting, agency).name)
    assert not register(room.work, meeting_id=meeting.id)
    given = _write(room, meeting, tmp_path, annex=True, recipient="Area file")
    assert SHUT_WORDS in text_of(tmp_path / given.file_name)


def test_a_letter_is_not_made_out_to_another_than_who_asked(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    asked = {"asked_by": "Ceri Lloyd", "organisation": "Lloyd and Rees", "asked_on": room.work.today()}
    minutes_requests.open_request(room.work, meeting_id=meeting.id, **asked)
    with pytest.raises(RuleError, match="answers Ceri Lloyd"):
        _write(room, meeting, tmp_path, kind=DocumentKind.COVERING_LETTER, recipient="Iolo Vaughan")
    for name in ("Ceri Lloyd", "ms ceri lloyd", "Lloyd and Rees", ""):
        assert _write(room, meeting, tmp_path, kind=DocumentKind.COVERING_LETTER, recipient=name)


def test_a_number_that_one_has_is_not_given_to_another(room: Room, meeting: Meeting, tmp_path: Path) -> None:
    first = _write(room, meeting, tmp_path, recipient="Housing office", copy_number=3)
    with pytest.raises(RuleError, match="Copy 3 was given to somebody else"):
        _write(room, meeting, tmp_path, recipient="Education", copy_number=3)
    again = _write(room, meeting, tmp_path, recipient="Housing office", copy_number=3)
    assert (first.copy_number, again.copy_number) == (3, 3)


def test_blanks_in_a_name_leave_no_copy_without_its_passphrase(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    one = Recipient(name=" Zed  Smith", agency="pol", because="The court asked")
    (given,) = issue(room, meeting, tmp_path, recipients=(one,), passphrases={one.key: PASSPHRASE})
    assert (given.recipient, given.protected) == ("Zed Smith", True)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(tmp_path / given.file_name)
    again = Recipient(name="Zed Smith ", agency="pol", because="The court asked")
    with pytest.raises(RuleError, match="chosen twice"):
        issue(room, meeting, tmp_path, recipients=(one, again))


def test_a_paper_for_one_agency_names_nobody_of_another(room: Room, tmp_path: Path) -> None:
    meeting = named(room, room.planned())
    housing = _of(room, meeting, "hsg")
    for kind in (DocumentKind.INVITATION, DocumentKind.AGENDA, DocumentKind.CONTRIBUTION_FORM):
        with pytest.raises(RuleError, match="is not of Police"):
            _write(room, meeting, tmp_path, kind=kind, agency="pol", recipient=housing.name)
        for name in (housing.name, "A Stranger"):
            assert _write(room, meeting, tmp_path, kind=kind, agency="hsg", recipient=name)
    other = Recipient(name=housing.name, agency="pol", because="Asked")
    with pytest.raises(RuleError, match="is not of Police"):
        issue(room, meeting, tmp_path, kind=DocumentKind.INVITATION, recipients=(other,))


def test_nobody_gets_a_copy_by_the_line_of_a_namesake(room: Room, meeting: Meeting) -> None:
    one = next(line for line in everybody(room, meeting) if line.attendance_id)
    asked = {"meeting_id": meeting.id, "kind": DocumentKind.MINUTES}
    assert not refusal(room.work, recipient=replace(one, attendance_id="", person_id=""), **asked)
    for other in (replace(one, attendance_id="another"), replace(one, attendance_id="another", person_id="")):
        assert "not on the circulation list" in refusal(room.work, recipient=other, **asked)


def _of(room: Room, meeting: Meeting, agency: str) -> Attendance:
    return next(row for row in room.look(meeting).attendance if row.agency == agency)


def _write(
    room: Room,
    meeting: Meeting,
    folder: Path,
    *,
    kind: DocumentKind = DocumentKind.MINUTES,
    **more: object,
) -> DocumentGiven:
    told: Mapping[str, object] = {"kind": kind, "target": folder / "copy.pdf", **more}
    return write_document(room.work, meeting_id=meeting.id, **told).value  # type: ignore[arg-type]  # by name
