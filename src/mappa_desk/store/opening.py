"""What is checked before a vault counts as open, and how a new one is laid down."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from mappa_desk.domain.errors import VaultDamaged, VaultExists, VaultNewer, VaultReadOnly
from mappa_desk.store import anchor, audit, engine, faults, files, header, schema, upgrading
from mappa_desk.store.anchor import Mark
from mappa_desk.store.header import Header
from mappa_desk.store.key import KeyCost, make_slot, new_data_key, subkey
from mappa_desk.store.tables import AUDIT, META
from mappa_desk.store.tables.base import moment_text

_LOST = "The record is behind its anchor: changes that were saved are missing. Restore the newest backup."
_ALTERED = "The record of this vault was altered. Restore the newest backup."


@dataclass(frozen=True, slots=True)
class Checked:
    """How far the record has come, and faults that reading alone may pass over."""

    mark: Mark
    faults: tuple[str, ...] = ()


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


def check_database(folder: Path, data_key: bytes, *, mode: str) -> str:
    """The schema revision of the database, found without touching it.

    Raises VaultDamaged when the file is missing, cut or altered, VaultNewer for a schema of a later edition.
    """
    database = folder / files.DATABASE
    if not database.exists():
        raise VaultDamaged(
            "The record of this vault is missing. Restore the newest backup.", where=files.DATABASE
        )
    if database.stat().st_size == 0:
        raise faults.damaged_database()
    with (
        _no_table_missing(),
        contextlib.closing(engine.connect(database, data_key, mode=mode)) as connection,
    ):
        revision = schema.stored(connection)
    if revision not in schema.KNOWN:
        raise VaultNewer(
            "This vault was written by a newer edition of the program. Nothing in it was touched."
        )
    return revision


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


def check_record(folder: Path, header_: Header, data_key: bytes, opened: Engine, *, strict: bool) -> Checked:
    """Checks that the database belongs to the header and reaches its anchor, and the head of the chain.

    With `strict` a fault raises VaultDamaged; without it faults are given back, for reading what is left.
    """
    found: list[VaultDamaged] = []
    with _no_table_missing(), opened.connect() as connection:
        meta = connection.execute(select(META)).first()
        last = connection.execute(select(AUDIT).order_by(AUDIT.c.seq.desc()).limit(2)).all()
        if meta is None or meta.vault_id != header_.vault_id:
            raise VaultDamaged(_ALTERED, where=files.DATABASE)
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
    if found and strict:
        raise found[0]
    return Checked(mark, tuple(str(fault) for fault in found))


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
        schema.make(connection)
        connection.execute(
            "INSERT INTO meta (id, vault_id, created, commits) VALUES (1, ?, ?, 0)",
            (vault_id, moment_text(now.astimezone(UTC))),
        )
        connection.execute("COMMIT")
    if schema.head() != schema.KNOWN[0]:
        upgrading.migrate(database, data_key)
