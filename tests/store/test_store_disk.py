"""What the disk does to a vault: no room, no right to write, no drive. Each has its name."""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from vault_help import PASSPHRASE, Desk, Ids, StepClock, lay_desk

from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import (
    DiskFull,
    DiskGone,
    StoreBug,
    VaultBusy,
    VaultDamaged,
    VaultReadOnly,
)
from mappa_desk.domain.views import Draft
from mappa_desk.store import faults, files, key
from mappa_desk.store.key import KeyCost
from mappa_desk.store.vault import Vault

NOBODY = 65534


@contextlib.contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """No file of this process may grow above `size` bytes: the system refuses as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextlib.contextmanager
def without_privilege() -> Iterator[None]:
    """Rights count inside the block even when the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody can reach (the usual temporary one is its owner's alone)."""
    made = Path(tempfile.mkdtemp(prefix="mappa-desk-test-"))
    made.chmod(0o755)
    yield made
    for path in [made, *made.rglob("*")]:
        path.chmod(0o755)
    shutil.rmtree(made)


@pytest.fixture
def unwritable(open_folder: Path, clock: StepClock, new_id: Ids) -> Iterator[Path]:
    """A closed vault in a folder that nobody may write to."""
    folder = open_folder / "vault"
    with Vault.create(
        folder, PASSPHRASE, clock=clock, new_id=new_id, practice=True, cost=KeyCost.cheap()
    ) as vault:
        lay_desk(vault, new_id).keep()
    forbid(folder)
    yield folder


def forbid(folder: Path) -> None:
    """Takes the right to write away from everybody who is not root."""
    for path in folder.iterdir():
        path.chmod(0o400)
        if os.geteuid() == 0:
            os.chown(path, NOBODY, NOBODY)
    folder.chmod(0o500)
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)


def test_a_full_disk_is_named_and_what_was_saved_before_stays(
    desk: Desk, open_vault: Callable[..., Vault], folder: Path
) -> None:
    kept = []
    limit = (folder / "record.db-wal").stat().st_size + 200_000
    with no_file_above(limit), pytest.raises(DiskFull, match="full"):
        for _ in range(1_000):
            kept.append(desk.keep("word " * 300))
    assert kept
    with desk.vault.reading() as reading:
        assert reading.all(Entry) == tuple(kept)
    with no_file_above(limit), pytest.raises(DiskFull):
        desk.vault.keep_draft(Draft(meeting_id=desk.meeting.id, place="line", text="word " * 9_000))
    kept.append(desk.keep("there is room again"))
    desk.vault.close()
    with open_vault() as again:
        assert again.verify().sound
        with again.reading() as reading:
            assert reading.all(Entry) == tuple(kept)
            assert reading.drafts() == ()
    assert not (folder / "probe").exists()


def test_a_database_that_may_not_grow_is_full(desk: Desk) -> None:
    kept = desk.keep()
    with pytest.raises(DiskFull), desk.vault.writing(by="chair") as uow:
        uow.connection.exec_driver_sql("PRAGMA max_page_count = 1")
        for number in range(50):
            uow.save(desk.entry("word " * 2_000, position=number))
    with desk.vault.writing(by="chair") as uow:
        uow.connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    with desk.vault.reading() as reading:
        assert reading.all(Entry) == (kept,)


def test_a_vault_is_not_half_made_on_a_full_disk(make_vault: Callable[[], Vault], folder: Path) -> None:
    with no_file_above(50_000), pytest.raises(DiskFull):
        make_vault()
    assert list(folder.iterdir()) == []
    make_vault().close()


def test_a_checkpoint_on_a_full_disk_loses_nothing(
    desk: Desk, open_vault: Callable[..., Vault], folder: Path
) -> None:
    desk.vault.checkpoint()
    kept = [desk.keep("word " * 2_000) for _ in range(20)]
    with no_file_above((folder / files.DATABASE).stat().st_size), pytest.raises(DiskFull):
        desk.vault.checkpoint()
    desk.vault.close()
    with open_vault() as again, again.reading() as reading:
        assert reading.all(Entry) == tuple(kept)


def test_a_folder_that_cannot_be_written_is_named_and_can_be_read(
    unwritable: Path, clock: StepClock, new_id: Ids
) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in unwritable.iterdir()}
    with without_privilege():
        with pytest.raises(VaultReadOnly, match="reading"):
            Vault.open(unwritable, PASSPHRASE, clock=clock, new_id=new_id)
        with Vault.open(unwritable, PASSPHRASE, clock=clock, new_id=new_id, read_only=True) as vault:
            assert vault.read_only
            assert vault.verify().sound
            with vault.reading() as reading:
                assert len(reading.all(Entry)) == 1
    assert {path.name: path.stat().st_mtime_ns for path in unwritable.iterdir()} == before


def test_a_vault_cannot_be_made_where_nothing_can_be_written(
    unwritable: Path, clock: StepClock, new_id: Ids
) -> None:
    with without_privilege(), pytest.raises(VaultReadOnly):
        Vault.create(
            unwritable / "inner", PASSPHRASE, clock=clock, new_id=new_id, practice=True, cost=KeyCost.cheap()
        )


@pytest.mark.parametrize("shared_memory", [True, False])
def test_a_vault_that_was_not_closed_is_read_where_nothing_can_be_written(
    open_folder: Path, desk: Desk, clock: StepClock, new_id: Ids, shared_memory: bool
) -> None:
    kept = desk.keep()
    left = open_folder / "left"
    shutil.copytree(desk.vault.folder, left)
    if not shared_memory:
        (left / "record.db-shm").unlink()
    forbid(left)
    with without_privilege():
        if shared_memory:
            with Vault.open(left, PASSPHRASE, clock=clock, new_id=new_id, read_only=True) as vault:
                assert vault.faults == ()
                with vault.reading() as reading:
                    assert reading.all(Entry) == (kept,)
        else:
            with pytest.raises(VaultReadOnly, match="Copy the folder"):
                Vault.open(left, PASSPHRASE, clock=clock, new_id=new_id, read_only=True)


def test_a_drive_that_fails_to_read_is_gone_not_full(desk: Desk, folder: Path) -> None:
    connection = driver.connect(str(folder / files.DATABASE), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.unwrap(folder, PASSPHRASE).hex()}'\"")
    with no_file_above(10_000), pytest.raises(driver.OperationalError) as failed:
        connection.execute("CREATE TABLE planted AS SELECT zeroblob(900000)")
    connection.close()
    assert faults.code(failed.value) == faults.IO_ERROR
    assert isinstance(faults.of_database(failed.value, folder), DiskGone)
    with no_file_above(10_000):
        assert isinstance(faults.of_database(failed.value, folder), DiskFull)
    (folder / files.DATABASE).rename(folder / "away")
    assert isinstance(faults.of_database(failed.value, folder), VaultDamaged)
    assert isinstance(faults.of_database(failed.value, folder / "nowhere"), DiskGone)
    (folder / "away").rename(folder / files.DATABASE)


@pytest.mark.parametrize(
    ("number", "named"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EFBIG, DiskFull),
        (errno.EACCES, VaultReadOnly),
        (errno.EROFS, VaultReadOnly),
        (errno.EIO, DiskGone),
        (errno.ENODEV, DiskGone),
    ],
)
def test_each_fault_of_the_file_system_has_a_name(number: int, named: type[Exception]) -> None:
    with pytest.raises(named), faults.named_files():
        raise OSError(number, os.strerror(number))


def test_a_database_that_somebody_else_writes_to_is_busy(desk: Desk, folder: Path) -> None:
    other = driver.connect(str(folder / files.DATABASE), isolation_level=None)
    other.execute(f"PRAGMA key = \"x'{key.unwrap(folder, PASSPHRASE).hex()}'\"")
    other.execute("BEGIN IMMEDIATE")
    with desk.vault.reading() as reading:
        assert reading.all(Entry) == ()
    busy = driver.connect(str(folder / files.DATABASE), isolation_level=None, timeout=0)
    busy.execute(f"PRAGMA key = \"x'{key.unwrap(folder, PASSPHRASE).hex()}'\"")
    with pytest.raises(VaultBusy), faults.named(folder):
        busy.execute("BEGIN IMMEDIATE")
    busy.close()
    other.execute("ROLLBACK")
    other.close()
    desk.keep()


def test_a_database_error_without_a_code_is_a_bug(folder: Path) -> None:
    with pytest.raises(StoreBug), faults.named(folder):
        raise driver.InterfaceError


def test_an_anchor_that_cannot_follow_is_behind_and_no_damage(
    desk: Desk, open_vault: Callable[..., Vault], folder: Path
) -> None:
    behind = (folder / files.ANCHOR).read_bytes()
    kept = desk.keep()
    desk.vault.close()
    (folder / files.ANCHOR).write_bytes(behind)
    with open_vault() as again:
        assert again.verify().sound
        with again.reading() as reading:
            assert reading.all(Entry) == (kept,)
        with again.writing(by="chair") as uow:
            uow.note("printed")
    assert (folder / files.ANCHOR).read_bytes() != behind
