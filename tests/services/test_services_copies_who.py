"""Who may have a copy, under which name, and by which passphrase it opens."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from copies_room import (
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

from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.contacts import MayGet
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.services import handouts, roll_call
from mappa_desk.services.circulation import agree_circulation, propose_circulation
from mappa_desk.services.copies import (
    Recipient,
    recipients_of,
    refusal,
)
from mappa_desk.services.copy_passphrases import check_passphrase
from mappa_desk.services.plain_words import UNFIT, five_words, plain_words
from mappa_desk.services.shape_drawing import Shape


@pytest.fixture
def meeting(room: Room) -> Meeting:
    """Approved minutes with a closed part in which the police alone stayed, and words for probation only."""
    return approved(room)


def test_protected_copies_open_with_their_own_passphrase_alone(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """Two have a passphrase each, the others none; no passphrase is kept anywhere."""
    recipients = everybody(room, meeting)
    police, probation = of(room, meeting, "pol"), of(room, meeting, "prob")
    other = five_words()
    given = issue(
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
        assert SHUT_WORDS in text_of(tmp_path / line.file_name, PASSPHRASE)
    with room.work.reading() as reading:
        kept = repr(reading.audit()) + repr(reading.all(DocumentGiven))
    assert PASSPHRASE not in kept and other not in kept
    assert PASSPHRASE not in repr(prepare(room, meeting, tmp_path, passphrases={police.key: PASSPHRASE}))


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
    police = of(room, meeting, "pol")
    with pytest.raises(RuleError, match=sentence) as refused:
        issue(room, meeting, tmp_path, recipients=[police], passphrases={police.key: passphrase})
    assert passphrase.strip() not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_suggested_passphrases_are_strong_and_fresh() -> None:
    """Five words, each time others."""
    made = {five_words() for _ in range(3)}
    assert len(made) == 3
    assert all(check_passphrase(one) == one and len(one.split()) == 5 for one in made)


def test_who_is_not_on_the_list_gets_a_copy_for_a_reason_only(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """The reason stands in the register, and that there was one in the audit, without case text."""
    stranger = Recipient(name="Rhys Unlisted", agency="prob")
    told = {"meeting_id": meeting.id, "kind": DocumentKind.MINUTES}
    assert refusal(room.work, recipient=stranger, **told) == (  # type: ignore[arg-type]  # by name
        "Rhys Unlisted is not on the circulation list. Say why they get a copy."
    )
    with pytest.raises(RuleError, match="not on the circulation list"):
        issue(room, meeting, tmp_path, recipients=[of(room, meeting, "prob"), stranger])
    assert list(tmp_path.iterdir()) == []
    because = "Took over the case from the sergeant"
    (line,) = issue(room, meeting, tmp_path, recipients=[replace(stranger, because=because)])
    assert line.how == f"By hand. Despite the circulation list: {because}"
    assert SHUT_WORDS not in text_of(tmp_path / line.file_name)
    with room.work.reading() as reading:
        verbs = [entry.verb for entry in reading.audit()]
        assert "copy given despite the circulation list" in verbs
        assert because not in repr(reading.audit())


def test_nobody_gets_what_another_heard_under_their_own_name(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """The row that decides over closed parts also says whose name the copy bears."""
    police = of(room, meeting, "pol")
    (line,) = issue(room, meeting, tmp_path, recipients=[replace(police, name="Rhys Unlisted")])
    assert line.recipient == police.name
    assert "Rhys" not in text_of(tmp_path / line.file_name)


def test_a_caller_cannot_put_anybody_on_the_list(room: Room, meeting: Meeting, tmp_path: Path) -> None:
    """What a recipient says of themselves does not count: the list is asked again."""
    stranger = Recipient(name="Rhys Unlisted", agency="pol", documents=(MayGet.MINUTES,))
    with pytest.raises(RuleError, match="not on the circulation list"):
        issue(room, meeting, tmp_path, recipients=[stranger])


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
        issue(room, made, tmp_path, recipients=[listed["Olwen Third"]])
    for kind in (DocumentKind.MINUTES, DocumentKind.ACTIONS):
        with pytest.raises(RuleError, match="By the circulation list Huw Fourth does not get this"):
            issue(room, made, tmp_path, kind=kind, recipients=[listed["Huw Fourth"]])
    (line,) = issue(room, made, tmp_path, kind=DocumentKind.AGENCY_ACTIONS, recipients=[listed["Huw Fourth"]])
    assert line.agency == "hsg"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"recipients": ()}, "Choose at least one"),
        ({"recipients": [Recipient()]}, "name or an agency"),
        ({"recipients": [Recipient(name="A" * 51_000, because="x")]}, "takes 200 characters"),
        (
            {"recipients": [Recipient(name="Annwyl " * 28, agency="pol", because="x")]},
            "too long for the foot",
        ),
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
        issue(room, meeting, tmp_path, **more)
    assert list(tmp_path.iterdir()) == []
    assert not handouts.register(room.work, meeting_id=meeting.id)


def test_nobody_is_chosen_twice_and_no_row_of_another_meeting(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """A slip of the hand in the list of recipients."""
    police = of(room, meeting, "pol")
    with pytest.raises(RuleError, match="chosen twice"):
        issue(room, meeting, tmp_path, recipients=[police, police])
    with pytest.raises(NotFound):
        issue(room, meeting, tmp_path, recipients=[replace(police, attendance_id="f" * 32)])
    with pytest.raises(RuleError, match="no folder"):
        issue(room, meeting, tmp_path / "missing")
    with pytest.raises(RuleError, match="outside the vault"):
        issue(room, meeting, room.vault.folder)


def test_a_form_that_is_to_come_back_stays_open(room: Room, tmp_path: Path) -> None:
    """It is filled in and read back, which a passphrase would prevent."""
    made = named(room, room.planned())
    police = next(row for row in room.look(made).attendance if row.agency == "pol")
    to = Recipient(name=police.name, agency="pol", attendance_id=police.id)
    with pytest.raises(RuleError, match="come back filled"):
        issue(
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
    assert "Copy 1 of 1: Ann Lloyd" in text_of(target, PASSPHRASE)
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


def test_words_are_drawn_from_a_long_list_without_those_unfit() -> None:
    words = plain_words()
    assert len(words) > 5_000 and len(set(words)) == len(words)
    assert not UNFIT & set(words) and all(4 <= len(word) <= 8 for word in words)
