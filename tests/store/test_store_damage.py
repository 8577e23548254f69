"""Damage and forgery: every flipped page, cut, lost side file and page put back is found and named."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from vault_help import Desk, filled

from mappa_desk.domain.errors import VaultDamaged
from mappa_desk.domain.views import Draft
from mappa_desk.store import files
from mappa_desk.store.queries.search import find_text
from mappa_desk.store.tables import ROWS
from mappa_desk.store.vault import Vault

PAGE = 4096
Open = Callable[..., Vault]


def found_or_refused(open_vault: Open) -> str:
    """How the vault's state was noticed: "refused" at opening, "found" by verifying, or "" for neither."""
    try:
        vault = open_vault()
    except VaultDamaged:
        return "refused"
    with vault:
        found = vault.verify()
        assert not any("\n" in fault for fault in found.faults)
        return "" if found.sound else "found"


@pytest.fixture
def killed(desk: Desk, folder: Path, tmp_path: Path) -> Iterator[Path]:
    """The folder as a killed process leaves it: acknowledged entries in the side file alone."""
    desk.vault.checkpoint()
    filled(desk)
    left = tmp_path / "left"
    shutil.copytree(folder, left)
    desk.vault.close()
    shutil.rmtree(folder)
    left.rename(folder)
    (folder / "record.db-shm").unlink()
    yield folder


def test_the_side_file_of_a_killed_process_is_taken_up(killed: Path, open_vault: Open) -> None:
    with open_vault() as vault:
        assert vault.verify().sound
        with vault.reading() as reading:
            assert len(reading.drafts()) == 1


@pytest.mark.parametrize("kept", [None, 0, 0.25, 0.5, 0.9])
def test_a_side_file_that_was_deleted_or_cut_is_lost_commits(
    killed: Path, open_vault: Open, kept: float | None
) -> None:
    side = killed / "record.db-wal"
    whole = side.read_bytes()
    if kept is None:
        side.unlink()
    else:
        side.write_bytes(whole[: int(len(whole) * kept)])
    before = (killed / files.DATABASE).read_bytes()
    with pytest.raises(VaultDamaged, match="behind its anchor") as damaged:
        open_vault()
    assert damaged.value.where == "record.db"
    assert (killed / files.DATABASE).read_bytes() == before


def test_bits_flipped_in_the_side_file_are_lost_commits(
    killed: Path, open_vault: Open, tmp_path: Path
) -> None:
    whole = (killed / "record.db-wal").read_bytes()
    saved = tmp_path / "saved"
    shutil.copytree(killed, saved)
    places = random.Random(1).sample(range(len(whole)), 25)
    for place in places:
        shutil.rmtree(killed)
        shutil.copytree(saved, killed)
        (killed / "record.db-wal").write_bytes(
            whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :]
        )
        assert found_or_refused(open_vault) == "refused", place


def test_a_lost_draft_alone_is_noticed_too(
    desk: Desk, folder: Path, tmp_path: Path, open_vault: Open
) -> None:
    desk.vault.checkpoint()
    desk.vault.keep_draft(Draft(meeting_id=desk.meeting.id, place="line", text="half"))
    left = tmp_path / "left"
    shutil.copytree(folder, left)
    desk.vault.close()
    shutil.rmtree(folder)
    left.rename(folder)
    (folder / "record.db-wal").unlink()
    with pytest.raises(VaultDamaged, match="behind its anchor"):
        open_vault()


def test_a_bit_flipped_in_any_page_is_found(closed: Path, open_vault: Open, tmp_path: Path) -> None:
    database = closed / files.DATABASE
    whole = database.read_bytes()
    saved = tmp_path / "saved"
    shutil.copytree(closed, saved)
    chosen = random.Random(2)
    ways = set()
    for start in range(0, len(whole), PAGE):
        place = start + chosen.randrange(PAGE)
        database.write_bytes(
            whole[:place] + bytes([whole[place] ^ 1 << chosen.randrange(8)]) + whole[place + 1 :]
        )
        way = found_or_refused(open_vault)
        assert way, f"page {start // PAGE + 1}"
        ways.add(way)
        for path in saved.iterdir():
            shutil.copy(path, closed / path.name)
    assert ways == {"refused", "found"}
    assert found_or_refused(open_vault) == ""


def test_the_driver_prints_nothing_of_its_own(
    closed: Path, open_vault: Open, capfd: pytest.CaptureFixture[str]
) -> None:
    database = closed / files.DATABASE
    whole = database.read_bytes()
    for place in (100, len(whole) // 2):
        database.write_bytes(whole[:place] + b"\0\1\2" + whole[place + 3 :])
        assert found_or_refused(open_vault)
    assert capfd.readouterr() == ("", "")


def test_a_cut_or_lengthened_record_is_found(closed: Path, open_vault: Open) -> None:
    database = closed / files.DATABASE
    whole = database.read_bytes()
    lengths = [0, 1, 100, PAGE - 1, PAGE, PAGE + 1, len(whole) // 2, len(whole) - PAGE, len(whole) - 1]
    for length in lengths:
        database.write_bytes(whole[:length])
        assert found_or_refused(open_vault), length
    database.write_bytes(whole)
    assert found_or_refused(open_vault) == ""


def contents(open_vault: Open) -> list[object]:
    """Everything a reader can be shown."""
    with open_vault(read_only=True) as vault, vault.reading() as reading:
        rows: list[object] = [reading.all(record_type) for record_type in ROWS]
        found = {
            hit.record_id for word in ("Later", "Line", "word", "LAN") for hit in find_text(reading, word)
        }
        return [*rows, reading.drafts(), reading.audit(), sorted(found)]


def test_an_old_page_put_back_is_found(desk: Desk, folder: Path, tmp_path: Path, open_vault: Open) -> None:
    filled(desk)
    desk.vault.close()
    database = folder / files.DATABASE
    old = database.read_bytes()
    with open_vault() as vault:
        later = Desk(vault, desk.new_id, desk.case, desk.meeting)
        for number in range(3):
            later.keep(f"Later {number}", position=100 + number)
        with vault.writing(by="chair") as uow:
            uow.save(replace(desk.case, summary="Changed later"))
    new = database.read_bytes()
    saved = tmp_path / "saved"
    shutil.copytree(folder, saved)
    whole = contents(open_vault)
    tried = missed = 0
    for start in range(0, min(len(old), len(new)), PAGE):
        if old[start : start + PAGE] == new[start : start + PAGE]:
            continue
        database.write_bytes(new[:start] + old[start : start + PAGE] + new[start + PAGE :])
        way = found_or_refused(open_vault)
        missed += not way
        if not way:
            with open_vault() as vault:
                vault.rebuild_index()
            assert contents(open_vault) == whole, f"page {start // PAGE + 1}"
        tried += 1
        for path in saved.iterdir():
            shutil.copy(path, folder / path.name)
    assert tried >= 8
    assert missed < tried // 2


def test_an_old_record_put_back_is_behind_its_anchor(desk: Desk, folder: Path, open_vault: Open) -> None:
    filled(desk)
    desk.vault.close()
    database = folder / files.DATABASE
    old = database.read_bytes()
    with open_vault() as vault:
        Desk(vault, desk.new_id, desk.case, desk.meeting).keep("Later")
    database.write_bytes(old)
    with pytest.raises(VaultDamaged, match="behind its anchor"):
        open_vault()


def test_a_missing_part_is_named(closed: Path, open_vault: Open, tmp_path: Path) -> None:
    for name in (files.HEADER, files.DATABASE, files.ANCHOR):
        (closed / name).rename(tmp_path / name)
        with pytest.raises(VaultDamaged) as damaged:
            open_vault()
        assert damaged.value.where == name
        (tmp_path / name).rename(closed / name)
    open_vault().close()


def test_a_damaged_anchor_still_lets_the_record_be_read(closed: Path, open_vault: Open) -> None:
    (closed / files.ANCHOR).write_bytes(b"")
    with pytest.raises(VaultDamaged):
        open_vault()
    with open_vault(read_only=True) as vault:
        assert len(vault.faults) == 1
        assert "anchor" in vault.faults[0]
        with vault.reading() as reading:
            assert len(reading.drafts()) == 1
        found = vault.verify()
        assert any("anchor" in fault for fault in found.faults)


def test_no_word_of_the_record_is_in_any_file(desk: Desk, folder: Path, tmp_path: Path) -> None:
    word = "Kingfisher"
    with desk.vault.writing(by=word) as uow:
        uow.save(replace(desk.case, name=word, summary=word, also_known_as=(word,)))
        uow.save(desk.entry(word * 40))
        uow.keep_draft(Draft(meeting_id=desk.meeting.id, place=word, text=word))
        uow.step(desk.meeting.id, word)
    assert words_in(folder, word) == []
    desk.vault.checkpoint()
    assert words_in(folder, word) == []
    desk.vault.close()
    assert words_in(folder, word) == []
    with closing(sqlite3.connect(tmp_path / "plain.db")) as plain:
        plain.execute("CREATE TABLE t (x)")
        plain.execute("INSERT INTO t VALUES (?)", (word,))
        plain.commit()
    assert words_in(tmp_path, word) == ["plain.db"]


def words_in(folder: Path, word: str) -> list[str]:
    """Names of the files below the folder that hold the word, however it is encoded or capitalised."""
    forms = [form.encode(code) for form in (word.lower(), word.upper()) for code in ("utf-8", "utf-16-le")]
    return sorted(
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(form.lower() in path.read_bytes().lower() for form in forms)
    )
