"""A file against the register, and a code off the paper against the sealed minutes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest
from meeting_room import Room

from mappa_desk.domain.errors import FileRefused, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, SealedMinutes
from mappa_desk.domain.seals import ALPHABET
from mappa_desk.services import errata, handouts
from mappa_desk.services.errata import ErratumPoint
from mappa_desk.services.minutes import latest_seal
from mappa_desk.services.verifying import Known, Verdict, verify_code, verify_file


def write(room: Room, meeting: Meeting, target: Path, **more: object) -> DocumentGiven:
    told = {"kind": DocumentKind.MINUTES, **more}
    return handouts.write_document(room.work, meeting_id=meeting.id, target=target, **told).value  # type: ignore[arg-type]  # by name


def sealed(room: Room, meeting: Meeting) -> SealedMinutes:
    with room.work.reading() as reading:
        found = latest_seal(reading, meeting.id)
    assert found is not None
    return found


@pytest.fixture
def approved(room: Room) -> Meeting:
    """A meeting with sealed minutes."""
    meeting = room.running()
    room.finish(meeting)
    return meeting


def resaved(target: Path, to: Path, **saving: object) -> Path:
    """The same document as another program would save it."""
    with pikepdf.open(target) as pdf:
        pdf.save(to, **saving)
    return to


def plain(verdict: Verdict) -> bool:
    return bool(verdict.sentences) and all(one.endswith(".") for one in verdict.sentences)


def test_a_copy_is_known_by_its_bytes(room: Room, approved: Meeting, tmp_path: Path) -> None:
    given = write(room, approved, tmp_path / "a.pdf", recipient="Housing office")
    other = Path(shutil.copy(tmp_path / "a.pdf", tmp_path / "another name.bin"))
    verdict = verify_file(room.work, other)
    assert (verdict.state, verdict.is_known, verdict.given) == (Known.ISSUED, True, given)
    assert verdict.reference == "LAN-0417-M01"
    assert (verdict.version, verdict.superseded_by) == (1, 0)
    assert "written: minutes of LAN-0417-M01, version 1, given out on" in verdict.sentences[0]
    assert verdict.sentences[1:] == ("It is copy 1 of 1, for Housing office.", "It is the newest version.")
    assert plain(verdict)


def test_the_kind_is_named_in_words(room: Room, approved: Meeting, tmp_path: Path) -> None:
    write(room, approved, tmp_path / "a.pdf", kind=DocumentKind.AGENCY_COPY, agency="pol")
    write(room, approved, tmp_path / "b.pdf", annex=True)
    assert (
        "written: agency’s copy of the minutes of" in verify_file(room.work, tmp_path / "a.pdf").sentences[0]
    )
    assert "written: minutes, with annexes of" in verify_file(room.work, tmp_path / "b.pdf").sentences[0]


def test_a_draft_says_that_minutes_were_approved_since(room: Room, tmp_path: Path) -> None:
    meeting = room.running()
    write(room, meeting, tmp_path / "draft.pdf")
    assert "The minutes are not approved yet." in verify_file(room.work, tmp_path / "draft.pdf").sentences
    room.finish(meeting)
    verdict = verify_file(room.work, tmp_path / "draft.pdf")
    assert (verdict.is_known, verdict.superseded_by) == (True, 1)
    assert "The minutes were approved since; version 1 is the one that counts." in verdict.sentences


def test_a_file_that_was_changed_is_told_by_its_code(room: Room, approved: Meeting, tmp_path: Path) -> None:
    write(room, approved, tmp_path / "a.pdf")
    for saving in ({}, {"linearize": True}):
        verdict = verify_file(room.work, resaved(tmp_path / "a.pdf", tmp_path / "b.pdf", **saving))
        assert (verdict.state, verdict.is_known, verdict.version) == (Known.CHANGED, False, 1)
        assert "changed or saved anew" in verdict.sentences[0]
        assert plain(verdict)


def test_an_encrypted_copy_needs_no_passphrase_to_be_known(
    room: Room, approved: Meeting, tmp_path: Path
) -> None:
    write(room, approved, tmp_path / "a.pdf")
    closed = pikepdf.Encryption(user="long enough", owner="other", R=6)
    locked = resaved(tmp_path / "a.pdf", tmp_path / "b.pdf", encryption=closed)
    unknown = verify_file(room.work, locked)
    assert (unknown.state, unknown.sentences[1]) == (Known.LOCKED, "This PDF opens with a passphrase only.")
    wrong = verify_file(room.work, locked, "wrong")
    assert (wrong.state, wrong.sentences[1]) == (Known.LOCKED, "This passphrase does not open the PDF.")
    assert verify_file(room.work, locked, "long enough").state is Known.CHANGED


@pytest.mark.parametrize("data", [b"", b"nothing of ours", b"%PDF-1.7\nbroken"])
def test_what_is_not_of_this_vault_is_not_known(room: Room, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.pdf").write_bytes(data)
    verdict = verify_file(room.work, tmp_path / "x.pdf")
    assert (verdict.state, verdict.is_known, verdict.given) == (Known.UNKNOWN, False, None)
    assert plain(verdict)
    broken = "This PDF is broken and cannot be read."
    assert verdict.sentences[1] == (
        broken if data.startswith(b"%PDF") else "It bears no code of minutes that were sealed in this vault."
    )


def test_a_file_that_is_not_there_is_refused(room: Room, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="cannot be read"):
        verify_file(room.work, tmp_path / "none.pdf")


def test_a_code_is_known_however_it_is_typed(room: Room, approved: Meeting) -> None:
    code = sealed(room, approved).seal_code
    loose = code.lower().replace(" ", "-").replace("0", "o").replace("1", "l")
    for typed in (code, loose, code.replace(" ", ""), f"  {code.replace('1', 'I')} "):
        verdict = verify_code(room.work, typed)
        assert (verdict.state, verdict.version, verdict.reference) == (Known.SEALED, 1, "LAN-0417-M01")
        assert verdict.sealed_at == sealed(room, approved).sealed_at
        assert verdict.sentences[1] == "It is the newest version."


def test_a_wrong_code_is_told_plainly_and_no_more(room: Room, approved: Meeting) -> None:
    code = sealed(room, approved).seal_code
    near = code[:-1] + ("A" if code[-1] != "A" else "B")
    far = " ".join(ALPHABET[at : at + 4] for at in (0, 4, 8, 12))
    assert verify_code(room.work, near).sentences == verify_code(room.work, far).sentences
    assert not verify_code(room.work, near).is_known
    for no_code in ("", "7K2M", "7K2M 94QD XA6P 3TR!", "7K2M 94QD XA6P 3TRCC"):
        with pytest.raises(RuleError, match="sixteen letters and digits"):
            verify_code(room.work, no_code)


def test_what_was_superseded_since_is_told(room: Room, approved: Meeting, tmp_path: Path) -> None:
    write(room, approved, tmp_path / "first.pdf")
    code = sealed(room, approved).seal_code
    point = ErratumPoint(place="6.1", wrong="Monday", right="Tuesday", reason="The log says so")
    errata.issue_errata(room.work, meeting_id=approved.id, points=(point,), agreed_by="Siân Morris")
    for verdict in (verify_file(room.work, tmp_path / "first.pdf"), verify_code(room.work, code)):
        assert (verdict.is_known, verdict.version, verdict.superseded_by) == (True, 1, 2)
        assert "It was superseded since by version 2." in verdict.sentences
    write(room, approved, tmp_path / "second.pdf")
    assert verify_file(room.work, tmp_path / "second.pdf").superseded_by == 0
    assert verify_code(room.work, sealed(room, approved).seal_code).version == 2
    write(room, approved, tmp_path / "old.pdf", version=1)
    changed = verify_file(room.work, resaved(tmp_path / "old.pdf", tmp_path / "x.pdf"))
    assert (changed.state, changed.version, changed.superseded_by) == (Known.CHANGED, 1, 2)
