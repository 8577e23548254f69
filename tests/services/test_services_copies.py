"""Copies for many recipients: what each holds, how it is numbered, named, registered and looked at."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from copies_room import (
    OPEN_WORDS,
    PASSPHRASE,
    SHUT_WORDS,
    approved,
    everybody,
    issue,
    named,
    of,
    prepare,
    text_of,
)
from meeting_room import Room

from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import DiskFull, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services import handouts
from mappa_desk.services.copies import (
    Recipient,
    issue_prepared,
)
from mappa_desk.services.second_look import look


@pytest.fixture
def meeting(room: Room) -> Meeting:
    """Approved minutes with a closed part in which the police alone stayed, and words for probation only."""
    return approved(room)


def test_each_gets_their_own_edition_and_readers_of_the_same_share_a_master(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """The closed part reaches the police alone, the words for probation nobody else; each copy one name."""
    prepared = prepare(room, meeting, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not handouts.register(room.work, meeting_id=meeting.id)
    given = issue_prepared(room.work, prepared).value
    recipients = everybody(room, meeting)
    assert len(given) == len(recipients) > 4
    assert prepared.masters == 3
    names = [line.recipient for line in given]
    for line in given:
        text = text_of(tmp_path / line.file_name)
        assert OPEN_WORDS in text
        assert (SHUT_WORDS in text) == (line.agency == "pol")
        assert ("the code word" in text) == (line.agency == "prob")
        marks = set(re.findall(r"Copy (\d+) of (\d+): (.+?) (?=Page|Keep)", text))
        assert marks == {(str(line.copy_number), str(len(given)), line.recipient)}
    assert [line.copy_number for line in given] == list(range(1, len(given) + 1))
    assert len(set(names)) == len(names)


def test_a_stamped_copy_is_registered_as_one_that_was_rendered(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """Seal, version, pages and the sum over the written bytes stand in its line, with the day of recall."""
    day = room.work.today() + timedelta(days=90)
    (line, *_others) = issue(room, meeting, tmp_path, recall_by=day)
    data = (tmp_path / line.file_name).read_bytes()
    alone = handouts.write_document(
        room.work, meeting_id=meeting.id, kind=DocumentKind.MINUTES, target=tmp_path / "alone.pdf",
        agency=line.agency, recipient=line.recipient, copy_number=line.copy_number, copies=line.copies,
    ).value  # fmt: skip
    assert (line.seal_code, line.version, line.status, line.pages, line.edition) == (
        alone.seal_code, alone.version, alone.status, alone.pages, alone.edition,
    )  # fmt: skip
    assert line.sha256 == hashlib.sha256(data).hexdigest()
    assert (line.recall_by, line.protected, line.how) == (day, False, "By hand")
    assert room.reopened().vault.verify().sound
    assert line in handouts.register(room.reopened(), meeting_id=meeting.id)


def test_file_names_tell_the_reference_and_nobodys_name(room: Room, meeting: Meeting, tmp_path: Path) -> None:
    """Neither a person nor an agency stands in the name of a file."""
    given = issue(room, meeting, tmp_path)
    assert given[2].file_name == "LAN-0417-M01-minutes-v1-copy-03.pdf"
    assert {path.name for path in tmp_path.iterdir()} == {line.file_name for line in given}
    (one,) = issue(
        room,
        meeting,
        tmp_path,
        kind=DocumentKind.ACTIONS,
        recipients=[of(room, meeting, "prob")],
        large=True,
    )
    assert one.file_name == "LAN-0417-M01-actions-v1-large-copy-01.pdf"


def test_numbers_go_on_and_no_copy_is_overwritten(room: Room, meeting: Meeting, tmp_path: Path) -> None:
    """A second lot has the next numbers; a file in its place is left as it is."""
    first = issue(room, meeting, tmp_path)
    before = {line.file_name: (tmp_path / line.file_name).read_bytes() for line in first}
    probation = of(room, meeting, "prob")
    (again,) = issue(room, meeting, tmp_path, recipients=[probation])
    assert again.copy_number == again.copies == len(first) + 1
    (tmp_path / "LAN-0417-M01-minutes-v1-copy-09.pdf").unlink(missing_ok=True)
    stands = tmp_path / f"LAN-0417-M01-minutes-v1-copy-{len(first) + 2:02d}.pdf"
    stands.write_bytes(before[first[0].file_name])
    (beside,) = issue(room, meeting, tmp_path, recipients=[probation])
    assert beside.file_name == stands.with_stem(f"{stands.stem}-2").name
    assert stands.read_bytes() == before[first[0].file_name]
    for name, data in before.items():
        assert (tmp_path / name).read_bytes() == data


def test_a_character_that_the_faces_lack_is_told_before_anything_is_written(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """The name and the character, while there is neither file nor line."""
    odd = Recipient(name="Li 漢", agency="pol", because="Asked by the chair")
    prepared = prepare(room, meeting, tmp_path, recipients=[odd])
    ((name, glyph),) = prepared.missing
    assert (name, glyph.code_point) == ("Li 漢", "U+6F22")
    assert list(tmp_path.iterdir()) == []
    assert not prepare(room, meeting, tmp_path).missing


def test_copies_that_were_overtaken_are_not_issued(room: Room, meeting: Meeting, tmp_path: Path) -> None:
    """Somebody else issued copies in between: the numbers are theirs."""
    prepared = prepare(room, meeting, tmp_path)
    (tmp_path / "theirs").mkdir()
    issue(room, meeting, tmp_path / "theirs", recipients=[of(room, meeting, "pol")])
    with pytest.raises(RuleError, match="issued since"):
        issue_prepared(room.work, prepared)
    assert [path.name for path in tmp_path.iterdir()] == ["theirs"]
    assert len(handouts.register(room.work, meeting_id=meeting.id)) == 1


def test_minutes_sealed_in_between_are_not_given_out_as_a_draft(room: Room, tmp_path: Path) -> None:
    """A draft that was made into copies and approved before they were written is made again."""
    made = named(room, room.running())
    prepared = prepare(room, made, tmp_path)
    assert {paper.given.file_name for paper in prepared.papers} >= {"LAN-0417-M01-minutes-draft-copy-01.pdf"}
    room.finish(made)
    with pytest.raises(RuleError, match="sealed since"):
        issue_prepared(room.work, prepared)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_neither_files_nor_lines(
    room: Room, meeting: Meeting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The third of many files does not fit: the first two are gone again."""
    flushed: list[int] = []
    real = os.fsync

    def full(handle: int) -> None:
        flushed.append(handle)
        if len(flushed) == 3:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        issue(room, meeting, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not handouts.register(room.work, meeting_id=meeting.id)


def test_lists_of_one_agency_hold_that_agencys_actions(room: Room, meeting: Meeting, tmp_path: Path) -> None:
    """Two agencies, two masters, each list its own."""
    given = issue(
        room, meeting, tmp_path, kind=DocumentKind.AGENCY_ACTIONS,
        recipients=[of(room, meeting, "prob"), of(room, meeting, "pol")],
    )  # fmt: skip
    texts = [text_of(tmp_path / line.file_name) for line in given]
    assert ["Visit the address" in text for text in texts] == [True, False]


def test_papers_before_a_meeting_go_out_without_numbers(room: Room, tmp_path: Path) -> None:
    """Each reader's own paper under a name of its own; a second lot overwrites none of the first."""
    made = named(room, room.planned())
    rows = room.look(made).attendance
    invited = [
        Recipient(name=row.name, agency=row.agency, attendance_id=row.id)
        for row in rows
        if row.agency in ("pol", "prob")
    ][:2]
    told = {"kind": DocumentKind.INVITATION, "recipients": invited}
    given = issue(room, made, tmp_path, passphrases={invited[0].key: PASSPHRASE}, **told)
    assert [line.file_name for line in given] == [
        "LAN-0417-M01-invitation-01.pdf", "LAN-0417-M01-invitation-02.pdf",
    ]  # fmt: skip
    assert {(line.copy_number, line.copies, line.version) for line in given} == {(0, 0, 0)}
    assert [line.protected for line in given] == [True, False]
    assert invited[0].name in text_of(tmp_path / given[0].file_name, PASSPHRASE)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(tmp_path / given[0].file_name)
    again = issue(room, made, tmp_path, **told)
    assert len({line.file_name for line in (*given, *again)}) == 2 * len(invited)
    assert issue(room, made, tmp_path, kind=DocumentKind.AGENDA, recipients=invited)[0].copy_number == 0


def test_the_second_look_agrees_with_every_copy_and_with_no_swapped_one(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """Open, protected, with a long name and with a letter that is missing; and a swap is told."""
    police, probation = of(room, meeting, "pol"), of(room, meeting, "prob")
    odd = Recipient(name="Llŷr Łukasz 漢", agency="hsg", because="Asked by the chair")
    long = Recipient(
        name="Detective Sergeant Alexandra Featherstonehaugh, Unit", agency="hsg", because="Asked"
    )
    recipients = [police, probation, odd, long]
    passphrases = {police.key: PASSPHRASE, odd.key: PASSPHRASE}
    prepared = prepare(room, meeting, tmp_path, recipients=recipients, passphrases=passphrases)
    for paper, recipient in zip(prepared.papers, recipients, strict=True):
        seen = look(
            room.work, target=paper.data, given=paper.given, person=recipient.attendance_id,
            passphrase=passphrases.get(recipient.key, ""),
        )  # fmt: skip
        assert seen.found == ()
        assert (seen.pages, seen.protected) == (paper.given.pages, recipient.key in passphrases)
    wrong = look(
        room.work, target=prepared.papers[1].data, given=prepared.papers[3].given,
    )  # fmt: skip
    assert not wrong.agrees


def test_what_is_ticked_is_left_out_of_every_copy_of_the_issue(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """The register says which parts; a later copy has them again."""
    with room.work.reading() as reading:
        entry = next(one for one in reading.all(Entry, meeting_id=meeting.id) if one.text == OPEN_WORDS)
    police, probation = of(room, meeting, "pol"), of(room, meeting, "prob")
    given = issue(room, meeting, tmp_path, recipients=[police, probation], left=(entry.id,))
    assert [line.parts_left_out for line in given] == [(entry.id,)] * 2
    for line in given:
        assert OPEN_WORDS not in text_of(tmp_path / line.file_name)
    (whole,) = issue(room, meeting, tmp_path, recipients=[police])
    assert OPEN_WORDS in text_of(tmp_path / whole.file_name)


def test_a_copy_that_names_its_reader_is_rendered_for_each(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """Attendee copies are one master each, and none names another's reader."""
    readers = [of(room, meeting, "pol"), of(room, meeting, "prob")]
    prepared = prepare(room, meeting, tmp_path, kind=DocumentKind.ATTENDEE_COPY, recipients=readers)
    assert prepared.masters == 2
    texts = [text_of(tmp_path / line.file_name) for line in issue_prepared(room.work, prepared).value]
    assert [SHUT_WORDS in text for text in texts] == [True, False]
    for number, (reader, text) in enumerate(zip(readers, texts, strict=True), start=1):
        assert f"Copy {number} of 2: {reader.name}" in text
        assert re.search(rf"{re.escape(reader.name)}, (Police|Probation)", text)
