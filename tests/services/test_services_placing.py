"""A document and its line in the register: no copy without a line, and no copy lost under another."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from meeting_room import Room

from mappa_desk.domain.errors import DiskFull, DiskGone, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.services import contributions, handing_out, handouts, placing

OLD = b"what stood there before"


def _write(room: Room, meeting: Meeting, target: Path, **more: object) -> DocumentGiven:
    told = {"kind": DocumentKind.MINUTES, **more}
    return handouts.write_document(room.work, meeting_id=meeting.id, target=target, **told).value  # type: ignore[arg-type]  # by name


def _say(room: Room, meeting: Meeting) -> None:
    contributions.keep_line(
        room.work, meeting_id=meeting.id, item="risk", text="Seen at the market", agency="pol"
    )


def test_a_register_that_fails_leaves_the_old_file_as_it_was(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = room.running()
    target = tmp_path / "minutes.pdf"
    target.write_bytes(OLD)

    def refuse(*_: object) -> None:
        raise DiskFull("The disk has no room.")

    monkeypatch.setattr("mappa_desk.store.work.UnitOfWork.finish", refuse)
    with pytest.raises(DiskFull):
        _write(room, meeting, target)
    with pytest.raises(DiskFull):
        _write(room, meeting, tmp_path / "fresh.pdf")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"minutes.pdf": OLD}
    assert handouts.register(room.work, meeting_id=meeting.id) == ()


def test_a_folder_that_refuses_the_rename_is_found_out_before_the_register(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = room.running()

    def refuse(path: Path, to: Path) -> Path:
        raise PermissionError(errno.EPERM, "names in this folder cannot be changed")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        with pytest.raises(RuleError, match="cannot be written") as refused:
            _write(room, meeting, tmp_path / "minutes.pdf")
    assert refused.value.field == "target"
    assert list(tmp_path.iterdir()) == []
    assert handouts.register(room.work, meeting_id=meeting.id) == ()


def test_a_rename_that_fails_in_the_last_moment_is_taken_back_in_the_register(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = room.running()
    target = tmp_path / "minutes.pdf"
    target.write_bytes(OLD)
    really = Path.replace

    def gone(path: Path, to: Path) -> Path:
        if Path(to) == target:
            raise OSError(errno.EIO, "the drive was pulled out")
        return really(path, to)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", gone)
        with pytest.raises(DiskGone, match="document was not written"):
            _write(room, meeting, target, recipient="Housing", agency="hsg")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"minutes.pdf": OLD}
    said, taken_back = handouts.register(room.work, meeting_id=meeting.id)
    assert (taken_back.file_name, taken_back.pages) == ("minutes.pdf (not written)", 0)
    assert taken_back.how == handing_out.NOT_WRITTEN
    assert (taken_back.copy_number, taken_back.sha256) == (said.copy_number, said.sha256) != (0, "")
    again = _write(room, meeting, target, recipient="Housing", agency="hsg")
    assert (again.copy_number, again.file_name) == (2, "minutes.pdf")


def test_a_real_folder_at_the_last_moment_refuses_the_rename(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = room.running()
    target = tmp_path / "minutes.pdf"
    finish = type(room.vault).writing

    def and_then_a_folder_stands_there(vault: object, *, by: str) -> object:
        target.mkdir(exist_ok=True)
        return finish(vault, by=by)  # type: ignore[arg-type]  # the vault of the room

    monkeypatch.setattr(type(room.vault), "writing", and_then_a_folder_stands_there)
    with pytest.raises(DiskGone):
        _write(room, meeting, target)
    assert [path.name for path in tmp_path.iterdir()] == ["minutes.pdf"]
    assert target.is_dir()
    names = [one.file_name for one in handouts.register(room.work, meeting_id=meeting.id)]
    assert names == ["minutes.pdf", "minutes.pdf (not written)"]


def test_a_drive_that_stops_after_the_rename_leaves_file_and_line(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = room.running()
    really = os.open

    def gone(path: str | Path, flags: int, *more: int, **named: int) -> int:
        if Path(path) == tmp_path:
            raise OSError(errno.EIO, "no answer")
        return really(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", gone)
    with pytest.raises(DiskGone, match="look whether it is there"):
        _write(room, meeting, tmp_path / "minutes.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["minutes.pdf"]
    assert [one.file_name for one in handouts.register(room.work, meeting_id=meeting.id)] == ["minutes.pdf"]


def test_a_file_that_is_held_open_elsewhere_gets_a_number(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = room.running()
    target = tmp_path / "minutes.pdf"
    target.write_bytes(OLD)
    (tmp_path / "minutes-2.pdf").write_bytes(b"there already")
    really = os.open

    def held(path: str | Path, flags: int, *more: int, **named: int) -> int:
        if Path(path) == target:
            raise PermissionError(errno.EACCES, "used by another process")
        return really(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", held)
    given = _write(room, meeting, target)
    assert given.file_name == "minutes-3.pdf"
    assert target.read_bytes() == OLD
    assert (tmp_path / "minutes-3.pdf").read_bytes().startswith(b"%PDF")


def test_a_registered_copy_is_not_replaced_by_another(room: Room, tmp_path: Path) -> None:
    meeting = room.running()
    target = tmp_path / "minutes.pdf"
    target.write_bytes(OLD)
    first = _write(room, meeting, target)
    assert first.file_name == "minutes.pdf"
    assert _write(room, meeting, target).file_name == "minutes.pdf"
    kept = target.read_bytes()
    _say(room, meeting)
    other = _write(room, meeting, target)
    assert (other.file_name, target.read_bytes()) == ("minutes-2.pdf", kept)
    assert other.sha256 != first.sha256
    assert (tmp_path / "minutes-2.pdf").read_bytes() != kept


def test_a_folder_that_is_not_there_is_said_and_made(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    wanted = tmp_path / "Calls" / "November"
    assert placing.missing_under(tmp_path, private=vault) is None
    assert placing.missing_under(wanted, private=vault) == tmp_path
    placing.make_folder(wanted)
    assert placing.missing_under(wanted, private=vault) is None
    (tmp_path / "a.pdf").write_bytes(OLD)
    for place, said in (
        (vault / "inside", "vault’s own folder"),
        (tmp_path / "a.pdf", "is a file"),
        (tmp_path / "a.pdf" / "below", "is a file"),
        (tmp_path / "a\0b", "cannot have this name"),
        (tmp_path / ("n" * 300), "cannot have this name"),
    ):
        with pytest.raises(RuleError, match=said) as refused:
            placing.missing_under(place, private=vault)
        assert refused.value.field == "folder"
    with pytest.raises(RuleError, match="cannot have this name"):
        placing.make_folder(tmp_path / ("n" * 300))
