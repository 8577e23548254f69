"""Copies for many recipients: who may have one, what it holds, how it is numbered, named and protected."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from meeting_room import Room

from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.contacts import MayGet
from mappa_desk.domain.contributions import Entry, Handling
from mappa_desk.domain.errors import DiskFull, NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.services import closed_parts, contributions, handouts, roll_call
from mappa_desk.services.circulation import agree_circulation, propose_circulation
from mappa_desk.services.copies import (
    PreparedCopies,
    Recipient,
    issue_copies,
    issue_prepared,
    prepare_copies,
    recipients_of,
    refusal,
)
from mappa_desk.services.copy_passphrases import check_passphrase, suggested_passphrase
from mappa_desk.services.second_look import look
from mappa_desk.services.shape_drawing import Shape

OPEN_WORDS = "The keys of the hostel were handed over on Friday"
SHUT_WORDS = "The informant lives in the yellow house"
NAMES = ("Anwen", "Bilal", "Ceri", "Dafydd", "Eira", "Farah", "Gwyn", "Huw")
PASSPHRASE = "gravel tulip orbit canvas melt"


@pytest.fixture
def meeting(room: Room) -> Meeting:
    """Approved minutes with a closed part in which the police alone stayed, and words for probation only."""
    made = _named(room, room.running())
    rows = room.look(made).attendance
    police = next(row for row in rows if row.agency == "pol")
    contributions.keep_line(
        room.work, meeting_id=made.id, item="risk", text=OPEN_WORDS, agency="pol", attendance_id=police.id
    )
    closed_parts.begin_closed_part(room.work, meeting_id=made.id, stayed=(police.id,), reason="Intelligence")
    contributions.keep_line(
        room.work, meeting_id=made.id, item="risk", text=SHUT_WORDS, agency="pol", attendance_id=police.id
    )
    closed_parts.end_closed_part(room.work, meeting_id=made.id)
    named = contributions.keep_line(
        room.work, meeting_id=made.id, item="risk", text="For probation alone: the code word", agency="prob"
    ).value
    contributions.set_handling(
        room.work, entry_id=named.id, handling=Handling.NAMED_RECIPIENTS, recipients=("prob",)
    )
    room.act(made)
    room.finish(made)
    return made


def _named(room: Room, meeting: Meeting) -> Meeting:
    """Everybody who is there bears a name, the chair that of the agency's head."""
    for number, row in enumerate(room.look(meeting).attendance):
        name = row.name or f"{NAMES[number % len(NAMES)]} {'ABCDEFGHIJKLMNOP'[number]}."
        roll_call.edit_attendance(room.work, attendance=replace(row, name=name))
    return meeting


def _everybody(room: Room, meeting: Meeting) -> tuple[Recipient, ...]:
    return tuple(one for one in recipients_of(room.work, meeting_id=meeting.id) if one.documents)


def _of(room: Room, meeting: Meeting, agency: str) -> Recipient:
    return next(one for one in _everybody(room, meeting) if one.agency == agency)


def _issue(room: Room, meeting: Meeting, folder: Path, **more: object) -> tuple[DocumentGiven, ...]:
    told = {"kind": DocumentKind.MINUTES, "recipients": _everybody(room, meeting), "how": "By hand", **more}
    return issue_copies(room.work, meeting_id=meeting.id, folder=folder, **told).value  # type: ignore[arg-type]  # by name


def _prepare(room: Room, meeting: Meeting, folder: Path, **more: object) -> PreparedCopies:
    told = {"kind": DocumentKind.MINUTES, "recipients": _everybody(room, meeting), **more}
    return prepare_copies(room.work, meeting_id=meeting.id, folder=folder, **told)  # type: ignore[arg-type]  # by name


def _text(path: Path, passphrase: str = "") -> str:
    opening = ["-upw", passphrase] if passphrase else []
    done = subprocess.run(
        ["pdftotext", "-layout", *opening, str(path), "-"], capture_output=True, text=True, check=True
    )
    return " ".join(done.stdout.split())


def test_each_gets_their_own_edition_and_readers_of_the_same_share_a_master(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """The closed part reaches the police alone, the words for probation nobody else; each copy one name."""
    prepared = _prepare(room, meeting, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not handouts.register(room.work, meeting_id=meeting.id)
    given = issue_prepared(room.work, prepared).value
    recipients = _everybody(room, meeting)
    assert len(given) == len(recipients) > 4
    assert prepared.masters == 3
    names = [line.recipient for line in given]
    for line in given:
        text = _text(tmp_path / line.file_name)
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
    (line, *_others) = _issue(room, meeting, tmp_path, recall_by=day)
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
    given = _issue(room, meeting, tmp_path)
    assert given[2].file_name == "LAN-0417-M01-minutes-v1-copy-03.pdf"
    assert {path.name for path in tmp_path.iterdir()} == {line.file_name for line in given}
    (one,) = _issue(
        room,
        meeting,
        tmp_path,
        kind=DocumentKind.ACTIONS,
        recipients=[_of(room, meeting, "prob")],
        large=True,
    )
    assert one.file_name == "LAN-0417-M01-actions-v1-large-copy-01.pdf"


def test_numbers_go_on_and_no_copy_is_overwritten(room: Room, meeting: Meeting, tmp_path: Path) -> None:
    """A second lot has the next numbers; a file in its place is left as it is."""
    first = _issue(room, meeting, tmp_path)
    before = {line.file_name: (tmp_path / line.file_name).read_bytes() for line in first}
    probation = _of(room, meeting, "prob")
    (again,) = _issue(room, meeting, tmp_path, recipients=[probation])
    assert again.copy_number == again.copies == len(first) + 1
    (tmp_path / "LAN-0417-M01-minutes-v1-copy-09.pdf").unlink(missing_ok=True)
    stands = tmp_path / f"LAN-0417-M01-minutes-v1-copy-{len(first) + 2:02d}.pdf"
    stands.write_bytes(before[first[0].file_name])
    (beside,) = _issue(room, meeting, tmp_path, recipients=[probation])
    assert beside.file_name == stands.with_stem(f"{stands.stem}-2").name
    assert stands.read_bytes() == before[first[0].file_name]
    for name, data in before.items():
        assert (tmp_path / name).read_bytes() == data


def test_protected_copies_open_with_their_own_passphrase_alone(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """Two have a passphrase each, the others none; no passphrase is kept anywhere."""
    recipients = _everybody(room, meeting)
    police, probation = _of(room, meeting, "pol"), _of(room, meeting, "prob")
    other = suggested_passphrase()
    given = _issue(
        room, meeting, tmp_path, recipients=recipients,
        passphrases={police.key: PASSPHRASE, probation.key: other},
    )  # fmt: skip
    for line, recipient in zip(given, recipients, strict=True):
        data = (tmp_path / line.file_name).read_bytes()
        assert line.protected == (recipient in (police, probation))
        assert PASSPHRASE not in repr(line) and PASSPHRASE not in line.file_name
        if recipient is not police:
            continue
        for wrong in ("", other):
            with pytest.raises(pikepdf.PasswordError):
                pikepdf.open(BytesIO(data), password=wrong)
        assert SHUT_WORDS in _text(tmp_path / line.file_name, PASSPHRASE)
    with room.work.reading() as reading:
        kept = repr(reading.audit()) + repr(reading.all(DocumentGiven))
    assert PASSPHRASE not in kept and other not in kept
    assert PASSPHRASE not in repr(_prepare(room, meeting, tmp_path, passphrases={police.key: PASSPHRASE}))


@pytest.mark.parametrize(
    ("passphrase", "sentence"),
    [
        ("short", "at least 12"),
        ("password1234", "guessed quickly"),
        (f" {PASSPHRASE}", "no blank at its ends"),
        (f"{PASSPHRASE}\x07", "control characters"),
        (PASSPHRASE * 6, "at most 127"),
    ],
)
def test_a_weak_passphrase_is_refused_and_not_repeated(
    room: Room, meeting: Meeting, tmp_path: Path, passphrase: str, sentence: str
) -> None:
    """One plain sentence, and nothing is written."""
    police = _of(room, meeting, "pol")
    with pytest.raises(RuleError, match=sentence) as refused:
        _issue(room, meeting, tmp_path, recipients=[police], passphrases={police.key: passphrase})
    assert passphrase.strip() not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_suggested_passphrases_are_strong_and_fresh() -> None:
    """Five words, each time others."""
    made = {suggested_passphrase() for _ in range(3)}
    assert len(made) == 3
    assert all(check_passphrase(one) == one and len(one.split()) == 5 for one in made)


def test_who_is_not_on_the_list_gets_a_copy_for_a_reason_only(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """The reason stands in the register, and that there was one in the audit, without case text."""
    stranger = Recipient(name="Rhys Unlisted", agency="pol")
    told = {"meeting_id": meeting.id, "kind": DocumentKind.MINUTES}
    assert refusal(room.work, recipient=stranger, **told) == (  # type: ignore[arg-type]  # by name
        "Rhys Unlisted is not on the circulation list. Say why they get a copy."
    )
    with pytest.raises(RuleError, match="not on the circulation list"):
        _issue(room, meeting, tmp_path, recipients=[_of(room, meeting, "prob"), stranger])
    assert list(tmp_path.iterdir()) == []
    because = "Took over the case from the sergeant"
    (line,) = _issue(room, meeting, tmp_path, recipients=[replace(stranger, because=because)])
    assert line.how == f"By hand. Despite the circulation list: {because}"
    assert SHUT_WORDS not in _text(tmp_path / line.file_name) or line.agency == "pol"
    with room.work.reading() as reading:
        verbs = [entry.verb for entry in reading.audit()]
        assert "copy given despite the circulation list" in verbs
        assert because not in repr(reading.audit())


def test_nobody_gets_what_another_heard_under_their_own_name(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """The row that decides over closed parts also says whose name the copy bears."""
    police = _of(room, meeting, "pol")
    (line,) = _issue(room, meeting, tmp_path, recipients=[replace(police, name="Rhys Unlisted")])
    assert line.recipient == police.name
    assert "Rhys" not in _text(tmp_path / line.file_name)


def test_a_caller_cannot_put_anybody_on_the_list(room: Room, meeting: Meeting, tmp_path: Path) -> None:
    """What a recipient says of themselves does not count: the list is asked again."""
    stranger = Recipient(name="Rhys Unlisted", agency="pol", documents=(MayGet.MINUTES,))
    with pytest.raises(RuleError, match="not on the circulation list"):
        _issue(room, meeting, tmp_path, recipients=[stranger])


def test_the_agreed_list_says_who_gets_what(room: Room, tmp_path: Path) -> None:
    """An observer gets nothing; who gets their agency's actions gets neither minutes nor the whole list."""
    made = room.running()
    for name, observer in (("Olwen Third", True), ("Huw Fourth", False)):
        row = roll_call.add_person(
            room.work, meeting_id=made.id, agency="hsg", name=name, observer=observer
        ).value
        roll_call.mark(room.work, attendance_id=row.id, state=AttendanceState.ATTENDED, mode=Mode.ROOM)
    lines = [
        replace(row.line, documents=(MayGet.AGENCY_ACTIONS,), why="Does the work")
        if row.line.name == "Huw Fourth"
        else row.line
        for row in propose_circulation(room.work, meeting_id=made.id)
    ]
    agree_circulation(room.work, meeting_id=made.id, lines=lines)
    listed = {one.name: one for one in recipients_of(room.work, meeting_id=made.id)}
    with pytest.raises(RuleError, match="By the circulation list Olwen Third does not get this"):
        _issue(room, made, tmp_path, recipients=[listed["Olwen Third"]])
    for kind in (DocumentKind.MINUTES, DocumentKind.ACTIONS):
        with pytest.raises(RuleError, match="By the circulation list Huw Fourth does not get this"):
            _issue(room, made, tmp_path, kind=kind, recipients=[listed["Huw Fourth"]])
    (line,) = _issue(
        room, made, tmp_path, kind=DocumentKind.AGENCY_ACTIONS, recipients=[listed["Huw Fourth"]]
    )
    assert line.agency == "hsg"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"recipients": ()}, "Choose at least one"),
        ({"recipients": [Recipient()]}, "name or an agency"),
        ({"recipients": [Recipient(name="A" * 51_000, because="x")]}, "a field takes"),
        ({"recipients": [Recipient(name="Ann " * 60, agency="pol", because="x")]}, "too long for the foot"),
        ({"passphrases": {"nobody": PASSPHRASE}}, "belongs to nobody"),
        ({"kind": DocumentKind.CHAIR_DRAFT}, "chair alone"),
        ({"recall_by": date(2020, 1, 1)}, "over already"),
        ({"recipients": [Recipient(name="Ann", agency="nowhere", because="x")]}, "no agency with the code"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(
    room: Room, meeting: Meeting, tmp_path: Path, more: dict[str, object], sentence: str
) -> None:
    """Neither a file nor a line."""
    with pytest.raises(RuleError, match=sentence):
        _issue(room, meeting, tmp_path, **more)
    assert list(tmp_path.iterdir()) == []
    assert not handouts.register(room.work, meeting_id=meeting.id)


def test_nobody_is_chosen_twice_and_no_row_of_another_meeting(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """A slip of the hand in the list of recipients."""
    police = _of(room, meeting, "pol")
    with pytest.raises(RuleError, match="chosen twice"):
        _issue(room, meeting, tmp_path, recipients=[police, police])
    with pytest.raises(NotFound):
        _issue(room, meeting, tmp_path, recipients=[replace(police, attendance_id="f" * 32)])
    with pytest.raises(RuleError, match="no folder"):
        _issue(room, meeting, tmp_path / "missing")
    with pytest.raises(RuleError, match="outside the vault"):
        _issue(room, meeting, room.vault.folder)


def test_a_character_that_the_faces_lack_is_told_before_anything_is_written(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """The name and the character, while there is neither file nor line."""
    odd = Recipient(name="Li 漢", agency="pol", because="Asked by the chair")
    prepared = _prepare(room, meeting, tmp_path, recipients=[odd])
    ((name, glyph),) = prepared.missing
    assert (name, glyph.code_point) == ("Li 漢", "U+6F22")
    assert list(tmp_path.iterdir()) == []
    assert not _prepare(room, meeting, tmp_path).missing


def test_copies_that_were_overtaken_are_not_issued(room: Room, meeting: Meeting, tmp_path: Path) -> None:
    """Somebody else issued copies in between: the numbers are theirs."""
    prepared = _prepare(room, meeting, tmp_path)
    (tmp_path / "theirs").mkdir()
    _issue(room, meeting, tmp_path / "theirs", recipients=[_of(room, meeting, "pol")])
    with pytest.raises(RuleError, match="issued since"):
        issue_prepared(room.work, prepared)
    assert [path.name for path in tmp_path.iterdir()] == ["theirs"]
    assert len(handouts.register(room.work, meeting_id=meeting.id)) == 1


def test_minutes_sealed_in_between_are_not_given_out_as_a_draft(room: Room, tmp_path: Path) -> None:
    """A draft that was made into copies and approved before they were written is made again."""
    made = _named(room, room.running())
    prepared = _prepare(room, made, tmp_path)
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
        _issue(room, meeting, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not handouts.register(room.work, meeting_id=meeting.id)


def test_lists_of_one_agency_hold_that_agencys_actions(room: Room, meeting: Meeting, tmp_path: Path) -> None:
    """Two agencies, two masters, each list its own."""
    given = _issue(
        room, meeting, tmp_path, kind=DocumentKind.AGENCY_ACTIONS,
        recipients=[_of(room, meeting, "prob"), _of(room, meeting, "pol")],
    )  # fmt: skip
    texts = [_text(tmp_path / line.file_name) for line in given]
    assert ["Visit the address" in text for text in texts] == [True, False]


def test_papers_before_a_meeting_go_out_without_numbers(room: Room, tmp_path: Path) -> None:
    """Each reader's own paper under a name of its own; a second lot overwrites none of the first."""
    made = _named(room, room.planned())
    rows = room.look(made).attendance
    invited = [
        Recipient(name=row.name, agency=row.agency, attendance_id=row.id)
        for row in rows
        if row.agency in ("pol", "prob")
    ][:2]
    told = {"kind": DocumentKind.INVITATION, "recipients": invited}
    given = _issue(room, made, tmp_path, passphrases={invited[0].key: PASSPHRASE}, **told)
    assert [line.file_name for line in given] == [
        "LAN-0417-M01-invitation-01.pdf", "LAN-0417-M01-invitation-02.pdf",
    ]  # fmt: skip
    assert {(line.copy_number, line.copies, line.version) for line in given} == {(0, 0, 0)}
    assert [line.protected for line in given] == [True, False]
    assert invited[0].name in _text(tmp_path / given[0].file_name, PASSPHRASE)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(tmp_path / given[0].file_name)
    again = _issue(room, made, tmp_path, **told)
    assert len({line.file_name for line in (*given, *again)}) == 2 * len(invited)
    assert _issue(room, made, tmp_path, kind=DocumentKind.AGENDA, recipients=invited)[0].copy_number == 0


def test_a_form_that_is_to_come_back_stays_open(room: Room, tmp_path: Path) -> None:
    """It is filled in and read back, which a passphrase would prevent."""
    made = _named(room, room.planned())
    police = next(row for row in room.look(made).attendance if row.agency == "pol")
    to = Recipient(name=police.name, agency="pol", attendance_id=police.id)
    with pytest.raises(RuleError, match="come back filled"):
        _issue(
            room, made, tmp_path, kind=DocumentKind.CONTRIBUTION_FORM, recipients=[to],
            passphrases={to.key: PASSPHRASE},
        )  # fmt: skip


def test_one_copy_is_protected_on_its_own_too(room: Room, meeting: Meeting, tmp_path: Path) -> None:
    """Written under a name that was chosen, marked, numbered and encrypted."""
    target = tmp_path / "copy.pdf"
    told = {"meeting_id": meeting.id, "kind": DocumentKind.MINUTES, "agency": "pol"}
    line = handouts.write_document(
        room.work, **told, recipient="Ann Lloyd", target=target, passphrase=PASSPHRASE
    ).value  # type: ignore[arg-type]  # by name
    assert (line.protected, line.copy_number) == (True, 1)
    assert "Copy 1 of 1: Ann Lloyd" in _text(target, PASSPHRASE)
    assert line.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    for more, sentence in (
        ({}, "say who it is for"),
        ({"recipient": "Ann Lloyd", "passphrase": "short"}, "at least 12"),
        ({"recipient": "Ann Lloyd", "shape": Shape.WORD, "target": tmp_path / "c.docx"}, "Only a PDF"),
        ({"recipient": "Ann Lloyd", "kind": DocumentKind.AGENDA}, "Only a numbered copy"),
    ):
        asked = {**told, "target": tmp_path / "other.pdf", "passphrase": PASSPHRASE, **more}
        with pytest.raises(RuleError, match=sentence):
            handouts.write_document(room.work, **asked)  # type: ignore[arg-type]  # by name
    assert [path.name for path in tmp_path.iterdir()] == ["copy.pdf"]


def test_the_second_look_agrees_with_every_copy_and_with_no_swapped_one(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """Open, protected, with a long name and with a letter that is missing; and a swap is told."""
    police, probation = _of(room, meeting, "pol"), _of(room, meeting, "prob")
    odd = Recipient(name="Llŷr Łukasz 漢", agency="hsg", because="Asked by the chair")
    long = Recipient(
        name="Detective Sergeant Alexandra Featherstonehaugh, Unit", agency="hsg", because="Asked"
    )
    recipients = [police, probation, odd, long]
    passphrases = {police.key: PASSPHRASE, odd.key: PASSPHRASE}
    prepared = _prepare(room, meeting, tmp_path, recipients=recipients, passphrases=passphrases)
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
    police, probation = _of(room, meeting, "pol"), _of(room, meeting, "prob")
    given = _issue(room, meeting, tmp_path, recipients=[police, probation], left=(entry.id,))
    assert [line.parts_left_out for line in given] == [(entry.id,)] * 2
    for line in given:
        assert OPEN_WORDS not in _text(tmp_path / line.file_name)
    (whole,) = _issue(room, meeting, tmp_path, recipients=[police])
    assert OPEN_WORDS in _text(tmp_path / whole.file_name)
