"""The life of a vault: made, opened, read beside a writer, refused to a second window, closed."""

from __future__ import annotations

import dataclasses
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy.util import LRUCache
from vault_help import PASSPHRASE, Desk, Ids, StepClock, a_case, lay_desk

from mappa_desk.domain.cases import Case
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import (
    DiskGone,
    StoreBug,
    VaultBusy,
    VaultDamaged,
    VaultExists,
    VaultReadOnly,
)
from mappa_desk.store import engine, files, key
from mappa_desk.store.key import KeyCost
from mappa_desk.store.vault import Reading, Vault

PAGE = 4096


def test_the_folder_and_its_files_are_their_owners_alone(desk: Desk) -> None:
    desk.keep()
    assert stat.S_IMODE(desk.vault.folder.stat().st_mode) == 0o700
    names = set()
    for path in desk.vault.folder.iterdir():
        names.add(path.name)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    assert {"header", "record.db", "record.db-wal", "anchor", "lock", "holder"} <= names


def test_what_was_kept_is_there_after_closing(
    desk: Desk, open_vault: Callable[..., Vault], folder: Path
) -> None:
    kept = desk.keep()
    desk.vault.close()
    desk.vault.close()
    assert not (folder / "record.db-wal").exists()
    assert not (folder / files.HOLDER).exists()
    with open_vault() as again:
        assert (again.practice, again.read_only, again.faults) == (True, False, ())
        with again.reading() as reading:
            assert reading.get(Entry, kept.id) == kept


def test_the_bare_driver_opens_the_record_with_the_raw_key_and_nothing_does_without(
    desk: Desk, folder: Path
) -> None:
    kept = desk.keep("He moved on Tuesday.")
    desk.vault.close()
    database = folder / files.DATABASE
    with closing(driver.connect(str(database))) as bare:
        bare.execute(f"PRAGMA key = \"x'{key.unwrap(folder, PASSPHRASE).hex()}'\"")
        assert bare.execute("SELECT text FROM entry WHERE id = ?", (kept.id,)).fetchall() == [
            ("He moved on Tuesday.",)
        ]
    with closing(driver.connect(str(database))) as bare, pytest.raises(driver.DatabaseError):
        bare.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    with closing(sqlite3.connect(database)) as stock, pytest.raises(sqlite3.DatabaseError):
        stock.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    assert not database.read_bytes().startswith(b"SQLite format 3")


def test_a_folder_that_holds_anything_is_refused(
    tmp_path: Path, make_vault: Callable[[], Vault], folder: Path
) -> None:
    make_vault().close()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(VaultExists):
        make_vault()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "holiday.jpg").write_bytes(b"")
    with pytest.raises(VaultExists):
        make_vault()
    assert [path.name for path in folder.iterdir()] == ["holiday.jpg"]
    (folder / "holiday.jpg").unlink()
    make_vault().close()


def test_the_shipped_cost_is_the_default(folder: Path, clock: StepClock, new_id: Ids) -> None:
    with Vault.create(folder, PASSPHRASE, clock=clock, new_id=new_id, practice=True) as vault:
        assert vault.practice
    assert f'"memory_kib":{KeyCost.shipped().memory_kib}' in (folder / files.HEADER).read_text()


def test_a_second_window_is_refused_and_told_since_when(
    vault: Vault, open_vault: Callable[..., Vault], folder: Path
) -> None:
    with pytest.raises(VaultBusy, match=r"since 14:05 on 22 November 2026"):
        open_vault()
    script = (
        "import sys; from datetime import datetime, UTC; from pathlib import Path\n"
        "from mappa_desk.domain.errors import VaultBusy; from mappa_desk.store.vault import Vault\n"
        "class Clock:\n    now = staticmethod(lambda: datetime.now(UTC))\n"
        "try: Vault.open(Path(sys.argv[1]), sys.argv[2], clock=Clock(), new_id=lambda: '')\n"
        "except VaultBusy as busy: print('busy')\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(folder), PASSPHRASE], capture_output=True, text=True, check=True
    )
    assert told.stdout == "busy\n"
    (folder / files.HOLDER).write_bytes(b"torn")
    with pytest.raises(VaultBusy, match=r"open\. Close it"):
        open_vault()
    vault.close()
    open_vault().close()


def test_a_lock_that_a_dead_process_left_is_taken_over(
    make_vault: Callable[[], Vault], open_vault: Callable[..., Vault], folder: Path
) -> None:
    make_vault().close()
    (folder / files.LOCK).write_bytes(b"")
    (folder / files.HOLDER).write_text('{"since": "2020-01-01T00:00:00+00:00", "process": 1}')
    open_vault().close()


def test_a_lock_that_cannot_be_signed_is_given_back(
    make_vault: Callable[[], Vault], open_vault: Callable[..., Vault], folder: Path
) -> None:
    make_vault().close()
    (folder / files.HOLDER).mkdir()
    with pytest.raises(DiskGone):
        open_vault()
    (folder / files.HOLDER).rmdir()
    open_vault().close()


def test_a_wrong_passphrase_gives_the_lock_back(
    make_vault: Callable[[], Vault], open_vault: Callable[..., Vault]
) -> None:
    make_vault().close()
    for _ in range(3):
        with pytest.raises(Exception, match="does not open"):
            open_vault("wrong")
    open_vault().close()


def test_a_reader_sees_one_picture_while_others_write(desk: Desk) -> None:
    desk.keep("before")
    with desk.vault.reading() as reading:
        assert len(reading.all(Entry)) == 1
        writer = threading.Thread(target=desk.keep, args=("beside",))
        writer.start()
        writer.join(10)
        assert not writer.is_alive()
        assert len(reading.all(Entry)) == 1
    with desk.vault.reading() as reading:
        assert len(reading.all(Entry)) == 2


def test_units_of_several_threads_wait_for_each_other(desk: Desk) -> None:
    threads = [
        threading.Thread(target=lambda: [desk.keep(position=number) for number in range(10)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with desk.vault.reading() as reading:
        assert len(reading.all(Entry)) == 40
    assert desk.vault.verify().sound


def test_reading_inside_a_unit_joins_it_and_a_unit_inside_a_unit_is_a_bug(desk: Desk) -> None:
    with desk.vault.writing(by="chair") as uow:
        kept = uow.save(desk.entry())
        with desk.vault.reading() as reading:
            assert reading.get(Entry, kept.id) == kept
        with pytest.raises(StoreBug), desk.vault.writing(by="chair"):
            pass
    with desk.vault.reading() as reading, desk.vault.reading() as same:
        assert same is reading
        assert len(reading.all(Entry)) == 1
        with desk.vault.writing(by="chair") as uow:
            uow.save(desk.entry())
        assert len(reading.all(Entry)) == 1


def test_a_unit_that_wrote_nothing_leaves_no_trace(desk: Desk, folder: Path) -> None:
    before = (folder / files.ANCHOR).read_bytes()
    with desk.vault.writing(by="chair") as uow:
        assert uow.all(Case) == (desk.case,)
        assert not uow.changes
    assert (folder / files.ANCHOR).read_bytes() == before


def test_a_closed_vault_says_so(desk: Desk) -> None:
    desk.vault.close()
    with pytest.raises(StoreBug), desk.vault.reading():
        pass
    with pytest.raises(StoreBug), desk.vault.writing(by="chair"):
        pass
    with pytest.raises(StoreBug):
        desk.vault.checkpoint()


def test_every_connection_has_the_pragmas_that_the_promises_rest_on(desk: Desk) -> None:
    both = {"temp_store": 2, "foreign_keys": 1, "trusted_schema": 0, "journal_mode": "wal"}

    def pragmas(reading: Reading, *names: str) -> dict[str, object]:
        return {name: reading.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}

    with desk.vault.reading() as reading:
        assert pragmas(reading, *both, "query_only") == {**both, "query_only": 1}
    with desk.vault.writing(by="chair") as uow:
        durable = {"synchronous": 2, "fullfsync": 1, "checkpoint_fullfsync": 1, "query_only": 0}
        assert pragmas(uow, *both, *durable) == {**both, **durable}


def test_reading_only_takes_no_lock_and_writes_nothing(
    desk: Desk, open_vault: Callable[..., Vault], folder: Path
) -> None:
    kept = desk.keep()
    with open_vault(read_only=True) as beside:
        assert beside.read_only
        with beside.reading() as reading:
            assert reading.get(Entry, kept.id) == kept
        with pytest.raises(VaultReadOnly), beside.writing(by="chair"):
            pass
        with pytest.raises(VaultReadOnly):
            beside.rebuild_index()
        with pytest.raises(VaultReadOnly), beside.reading() as reading:
            reading.connection.exec_driver_sql("DELETE FROM draft")
        beside.checkpoint()
        assert beside.verify().sound
    desk.keep("the writer goes on")
    desk.vault.close()
    before = (folder / files.DATABASE).read_bytes()
    with open_vault(read_only=True) as alone:
        assert alone.verify().sound
    assert (folder / files.DATABASE).read_bytes() == before


def test_a_checkpoint_empties_the_side_file(desk: Desk, folder: Path) -> None:
    desk.keep()
    assert (folder / "record.db-wal").stat().st_size > 0
    desk.vault.checkpoint()
    assert (folder / "record.db-wal").stat().st_size == 0
    desk.keep()


def test_a_checkpoint_beside_a_reader_waits_for_the_next(desk: Desk) -> None:
    desk.keep()
    with desk.vault.reading() as reading:
        before = len(reading.all(Entry))
        desk.vault.checkpoint()
        assert len(reading.all(Entry)) == before


def test_a_statement_can_be_stopped_from_another_thread(desk: Desk) -> None:
    slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(StoreBug, match="code 9"), desk.vault.reading() as reading:
        timer = threading.Timer(0.1, reading.interrupt)
        timer.start()
        try:
            reading.connection.exec_driver_sql(slow).fetchone()
        finally:
            timer.join()


def test_a_vault_whose_files_were_taken_away_says_so(desk: Desk, folder: Path, tmp_path: Path) -> None:
    desk.keep()
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(Exception, match="gone"):
        desk.keep()
    (tmp_path / "elsewhere").rename(folder)
    desk.keep()


def test_a_record_of_another_vault_is_not_taken(
    tmp_path: Path,
    new_id: Ids,
    make_vault: Callable[[], Vault],
    open_vault: Callable[..., Vault],
) -> None:
    with make_vault() as first:
        lay_desk(first, new_id)
        folder = first.folder
    data_key = key.unwrap(folder, PASSPHRASE)
    older = tmp_path / "older"
    shutil.copytree(folder, older)
    with closing(driver.connect(str(older / files.DATABASE), isolation_level=None)) as bare:
        bare.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        bare.execute("UPDATE meta SET vault_id = 'another'")
    shutil.copy(older / files.DATABASE, folder / files.DATABASE)
    with pytest.raises(VaultDamaged) as damaged:
        open_vault()
    assert damaged.value.where == "record.db"


def test_a_folder_may_have_any_name(tmp_path: Path, clock: StepClock, new_id: Ids) -> None:
    folder = tmp_path / "Ŵyn's vault #1 %41?mode=memory&x"
    with Vault.create(
        folder, PASSPHRASE, clock=clock, new_id=new_id, practice=True, cost=KeyCost.cheap()
    ) as vault:
        kept = lay_desk(vault, new_id).keep()
    assert (folder / files.DATABASE).stat().st_size > PAGE
    with Vault.open(folder, PASSPHRASE, clock=clock, new_id=new_id) as vault, vault.reading() as reading:
        assert reading.all(Entry) == (kept,)


def test_a_unit_that_waited_for_a_closing_vault_is_refused(desk: Desk) -> None:
    refused: list[BaseException] = []

    def wait() -> None:
        try:
            desk.keep("too late")
        except StoreBug as error:
            refused.append(error)

    with desk.vault._turn:
        waiting = threading.Thread(target=wait)
        waiting.start()
        desk.vault._open = False
    waiting.join(10)
    desk.vault._open = True
    assert len(refused) == 1


def test_an_audit_entry_holds_no_case_text(desk: Desk) -> None:
    desk.keep("Kingfisher spoke.")
    with desk.vault.writing(by="chair") as uow:
        uow.save(a_case(desk.new_id, reference="LAN-99", name="Kingfisher"))
    with desk.vault.reading() as reading:
        rows = reading.connection.exec_driver_sql("SELECT * FROM audit").fetchall()
        assert len(rows) == len(reading.audit()) == 4
        assert "kingfisher" not in repr(rows).lower()
        assert "LAN-99" not in repr(rows)
        assert (
            "kingfisher" in repr(reading.connection.exec_driver_sql("SELECT * FROM revision").all()).lower()
        )


def test_one_text_gives_another_digest_in_another_case(desk: Desk) -> None:
    digests = set()
    with desk.vault.writing(by="chair") as uow:
        for number in range(2):
            case = uow.save(a_case(desk.new_id, reference=f"LAN-{number}"))
            uow.save(dataclasses.replace(desk.meeting, id=desk.new_id(), case_id=case.id, revision=0))
        digests = {one.digest for one in uow.audit(4)}
        keys = uow.connection.exec_driver_sql("SELECT count(DISTINCT key) FROM digest_key").scalar()
    assert len(digests) == 4
    assert keys == 3


@pytest.mark.skipif(os.name == "nt", reason="a folder cannot be opened there")
def test_names_in_a_folder_are_synced(tmp_path: Path) -> None:
    files.sync_folder(tmp_path)
    with pytest.raises(OSError, match="nowhere"):
        files.sync_folder(tmp_path / "nowhere")


def test_what_is_made_ready_for_one_vault_serves_the_next(
    tmp_path: Path, clock: StepClock, new_id: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Statements are compiled once for a process; each engine still begins transactions of its own."""
    compiled: LRUCache[object, object] = LRUCache(1_000)
    monkeypatch.setattr(engine, "_compiled", compiled)
    held = []
    for name in ("one", "two"):
        told = {"clock": clock, "new_id": new_id}
        with Vault.create(tmp_path / name, PASSPHRASE, practice=True, cost=KeyCost.cheap(), **told) as vault:
            with vault.writing(by="chair") as uow:
                case = uow.save(a_case(new_id, reference=f"LAN-{name}"))
            with pytest.raises(ZeroDivisionError), vault.writing(by="chair") as uow:
                uow.save(a_case(new_id, reference="LAN-LOST"))
                raise ZeroDivisionError
            with vault.reading() as reading:
                assert reading.all(Case, closed_on=None) == (case,)
        held.append(len(compiled))
    assert held[0] == held[1] > 0
