"""What is checked before a vault counts as open, and how a new one is laid down."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from mappa_desk.domain.errors import VaultDamaged, VaultExists, VaultNewer, VaultReadOnly
from mappa_desk.store import anchor, audit, engine, faults, files, header, schema, upgrading
from mappa_desk.store.anchor import Mark
from mappa_desk.store.header import Header
from mappa_desk.store.lock import FolderLock
from mappa_desk.store.slots import KeyCost, make_slot, new_data_key, subkey
from mappa_desk.store.tables import AUDIT, META
from mappa_desk.store.tables.base import moment_text

_LOST = "The record is behind its anchor: changes that were saved are missing. Restore the newest backup."
_ALTERED = "The record of this vault was altered. Restore the newest backup."


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the checks of an opening give."""

    schema: str
    """The schema revision the database has."""
    mark: Mark
    """How far the record has come."""
    faults: tuple[str, ...]
    """What is wrong with it, where that does not keep it from being read."""


def anchor_key(data_key: bytes) -> bytes:
    """The key of the anchor's checksums."""
    return subkey(data_key, "mappa.anchor")


def lay_down(
    folder: Path,
    passphrase: str,
    *,
    vault_id: str,
    now: datetime,
    practice: bool,
    understood_no_recovery: str,
    cost: KeyCost,
) -> None:
    """Makes the files of a new vault, the header last: a folder without one is no vault.

    Raises RecoveryNotUnderstood, VaultExists, RuleError for an empty passphrase, DiskFull, VaultReadOnly
    or DiskGone; then what was made is taken away again.
    """
    header.check_recovery(practice=practice, understood=understood_no_recovery)
    data_key = new_data_key()
    slot = make_slot(data_key, passphrase, cost)
    head = Header(
        vault_id=vault_id,
        created=moment_text(now),
        practice=practice,
        understood_no_recovery=understood_no_recovery,
        slots=(slot,),
    )
    with faults.named_files():
        if folder.exists() and any(folder.iterdir()):
            raise VaultExists("This folder is not empty. Choose a new one for the vault.")
        files.make_private_folder(folder)
    database = folder / files.DATABASE
    try:
        with faults.named_files(), faults.named(folder):
            files.make_private_file(database)
            _make_database(database, data_key, vault_id, now)
            anchor.make(folder / files.ANCHOR, anchor_key(data_key), Mark(0, 0, audit.GENESIS))
            files.make_private_file(folder / files.HEADER, head.as_bytes(data_key))
            files.sync_folder(folder)
    except BaseException:
        for name in (
            files.HEADER,
            files.ANCHOR,
            files.DATABASE,
            f"{files.DATABASE}-wal",
            f"{files.DATABASE}-shm",
        ):
            with contextlib.suppress(OSError):
                (folder / name).unlink()
        raise


def take_lock(folder: Path, now: datetime) -> FolderLock:
    """The lock of a vault that is to be written, taken. Raises VaultReadOnly, VaultBusy and OSError."""
    if not writable(folder):
        raise faults.read_only()
    lock = FolderLock(folder)
    lock.take(now)
    return lock


def check(folder: Path, head: Header, data_key: bytes, *, mode: str, strict: bool) -> Checked:
    """Checks schema, anchor and the head of the chain over connections that cannot write.

    With `strict` a record that is altered or behind its anchor raises VaultDamaged; without it that is among
    the faults. Raises VaultDamaged for a file that is missing, cut or altered, VaultNewer for a schema of a
    later edition.
    """
    database = folder / files.DATABASE
    if not database.exists():
        raise VaultDamaged(
            "The record of this vault is missing. Restore the newest backup.", where=files.DATABASE
        )
    if database.stat().st_size == 0:
        raise faults.damaged_database()
    with _no_table_missing(), engine.reading(database, data_key, mode=mode) as connection:
        stored = _known_schema(connection)
        mark, found = _check_record(folder, head, data_key, connection)
    if found and strict:
        raise found[0]
    return Checked(schema=stored, mark=mark, faults=tuple(map(str, found)))


def refuse_older(stored: str) -> None:
    """Raises VaultReadOnly for a schema that has to be brought up to date before it can be read."""
    if stored != schema.head():
        raise VaultReadOnly(
            "This vault was written by an older edition. Open it for writing once to bring it up to date."
        )


def reading_mode(folder: Path) -> str:
    """How a reader connects: "immutable" where nothing can be written and no side file holds anything.

    Raises VaultReadOnly for a vault that was not closed on a drive that cannot be written.
    """
    if writable(folder):
        return "ro"
    side = folder / f"{files.DATABASE}-wal"
    if not side.exists() or side.stat().st_size == 0:
        return "immutable"
    if not (folder / f"{files.DATABASE}-shm").exists():
        raise VaultReadOnly(
            "This vault was not closed properly and its folder cannot be written."
            " Copy the folder to a drive that can be written and open it there."
        )
    return "ro"


def writable(folder: Path) -> bool:
    """True when files can be made in the folder."""
    effective = os.access in os.supports_effective_ids
    return os.access(folder, os.W_OK | os.X_OK, effective_ids=effective)


def _known_schema(connection: Connection) -> str:
    stored = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if stored is None:
        raise faults.damaged_database()
    if stored not in schema.KNOWN:
        raise VaultNewer(
            "This vault was written by a newer edition of the program. Nothing in it was touched."
        )
    return str(stored)


def _check_record(
    folder: Path, head: Header, data_key: bytes, connection: Connection
) -> tuple[Mark, list[VaultDamaged]]:
    """How far the record has come, and what is wrong with it."""
    found: list[VaultDamaged] = []
    meta = connection.execute(select(META)).first()
    if meta is None or meta.vault_id != head.vault_id:
        raise VaultDamaged(_ALTERED, where=files.DATABASE)
    last = connection.execute(select(AUDIT).order_by(AUDIT.c.seq.desc()).limit(2)).all()
    mark = Mark(meta.commits, last[0].seq if last else 0, last[0].hash if last else audit.GENESIS)
    before = last[1].hash if len(last) > 1 else audit.GENESIS
    if last and not (audit.holds(last[0]) and last[0].prev == before):
        found.append(VaultDamaged(_ALTERED, where=files.DATABASE))
    try:
        anchored = anchor.read(folder / files.ANCHOR, anchor_key(data_key))
    except VaultDamaged as error:
        found.append(error)
    else:
        query = select(AUDIT.c.hash).where(AUDIT.c.seq == anchored.seq)
        reached = anchored.seq == 0 or connection.execute(query).scalar() == anchored.head
        if mark.commit < anchored.commit or not reached:
            found.append(VaultDamaged(_LOST, where=files.DATABASE))
    return mark, found


@contextlib.contextmanager
def _no_table_missing() -> Iterator[None]:
    """A record without a table that every vault has was cut. Raises VaultDamaged."""
    try:
        yield
    except (DBAPIError, driver.Error) as error:
        if faults.code(error) == faults.ERROR:
            raise faults.damaged_database() from error
        raise


def _make_database(database: Path, data_key: bytes, vault_id: str, now: datetime) -> None:
    with contextlib.closing(engine.connect(database, data_key)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        made = schema.make(connection)
        connection.execute(
            "INSERT INTO meta (id, vault_id, created, commits) VALUES (1, ?, ?, 0)",
            (vault_id, moment_text(now.astimezone(UTC))),
        )
        connection.execute("COMMIT")
    if schema.head() != made:
        upgrading.migrate(database, data_key)
