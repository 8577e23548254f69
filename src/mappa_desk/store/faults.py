"""Turns faults of the driver and the disk into errors with a name and a plain sentence."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy.exc import DBAPIError

from mappa_desk.domain.errors import (
    DiskFull,
    DiskGone,
    KnownStoreError,
    StoreBug,
    VaultBusy,
    VaultDamaged,
    VaultReadOnly,
)
from mappa_desk.store import files

ERROR, BUSY, LOCKED, READ_ONLY, INTERRUPTED, IO_ERROR, CORRUPT = 1, 5, 6, 8, 9, 10, 11
FULL, CANNOT_OPEN, NOT_A_DATABASE = 13, 14, 26
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
_PROBE_BYTES = 64 * 1024
SEALED = "These minutes are approved and sealed. A correction is a new version with its reason."


@contextlib.contextmanager
def named(folder: Path) -> Iterator[None]:
    """Gives every fault of the database inside the block its name.

    Raises KnownStoreError for a cause that has a name, StoreBug for any other database error. Errors
    of other kinds pass through untouched.
    """
    try:
        yield
    except (DBAPIError, driver.Error) as error:
        raise of_database(error, folder) from error


@contextlib.contextmanager
def named_files() -> Iterator[None]:
    """Gives every fault of the file system inside the block its name. Raises KnownStoreError."""
    try:
        yield
    except OSError as error:
        raise of_disk(error) from error


def code(error: Exception) -> int:
    """SQLite's primary result code of a database error, 0 when there is none."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    return int(getattr(origin, "sqlite_errorcode", 0) or 0) & 0xFF


def of_database(error: Exception, folder: Path) -> Exception:
    """The error to raise for a fault of the database in `folder`."""
    number = code(error)
    if number in (CORRUPT, NOT_A_DATABASE):
        return damaged_database()
    if number == FULL:
        return disk_full()
    if number in (IO_ERROR, CANNOT_OPEN):
        return _probe(folder)
    if number == READ_ONLY:
        return read_only()
    if number in (BUSY, LOCKED):
        return VaultBusy("Another program holds the vault's database. Close it and try again.")
    return StoreBug(f"The database refused a statement (code {number}).")


def of_disk(error: OSError) -> KnownStoreError:
    """The error to raise for a fault of the file system."""
    if error.errno in _NO_ROOM:
        return disk_full()
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only()
    return DiskGone("The vault's drive does not answer. Nothing was changed.")


def disk_full() -> DiskFull:
    """The error for a disk without room."""
    return DiskFull("The disk is full, so this was not kept. Make room and try again.")


def read_only() -> VaultReadOnly:
    """The error for a folder that cannot be written."""
    return VaultReadOnly("The vault's folder cannot be written. It can be opened for reading only.")


def damaged_database() -> VaultDamaged:
    """The error for a database that is cut or altered."""
    return VaultDamaged(
        "The record of this vault is damaged. Nothing was changed; restore the newest backup.",
        where=files.DATABASE,
    )


def _probe(folder: Path) -> KnownStoreError:
    """Finds out why the disk failed, by writing a small file as far out as the record reaches."""
    database = folder / files.DATABASE
    try:
        size = database.stat().st_size
        with contextlib.suppress(FileNotFoundError):
            size = max(size, database.with_name(database.name + "-wal").stat().st_size)
        probe = folder / "probe"
        try:
            descriptor = os.open(probe, os.O_RDWR | os.O_CREAT | os.O_TRUNC, files.PRIVATE_FILE)
            try:
                os.lseek(descriptor, size, os.SEEK_SET)
                if os.write(descriptor, b"\0" * _PROBE_BYTES) < _PROBE_BYTES:
                    return disk_full()
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        finally:
            probe.unlink(missing_ok=True)
    except FileNotFoundError:
        if folder.exists():
            return VaultDamaged("The record of this vault is missing.", where=files.DATABASE)
        return DiskGone("The vault's drive does not answer. Nothing was changed.")
    except OSError as error:
        return of_disk(error)
    return DiskGone("The vault's drive failed to read or to write. Nothing was changed.")
