"""The vault: a private folder with a header, an encrypted database, an anchor and a lock."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Engine

from mappa_desk.domain.clock import Clock
from mappa_desk.domain.errors import DiskGone, StoreBug, VaultDamaged, VaultReadOnly
from mappa_desk.domain.identifiers import NewId
from mappa_desk.domain.views import Draft
from mappa_desk.store import (
    anchor,
    engine,
    faults,
    files,
    header,
    opening,
    schema,
    search_index,
    upgrading,
    verification,
)
from mappa_desk.store.anchor import Anchor
from mappa_desk.store.header import UNDERSTOOD
from mappa_desk.store.key import KeyCost
from mappa_desk.store.lock import FolderLock
from mappa_desk.store.reading import Reading
from mappa_desk.store.verification import Progress, Verification
from mappa_desk.store.work import UnitOfWork

__all__ = ["UNDERSTOOD", "KeyCost", "Reading", "UnitOfWork", "Vault", "Verification"]

_OLDER = "This vault was written by an older edition. Open it for writing once to bring it up to date."


class Vault:
    """An open vault. May be used from any thread; units of work wait for each other, readers never wait."""

    def __init__(
        self,
        folder: Path,
        header_: header.Header,
        data_key: bytes,
        checked: opening.Checked,
        *,
        clock: Clock,
        new_id: NewId,
        reader: Engine,
        writer: Engine | None,
        lock: FolderLock | None,
    ) -> None:
        """For `create` and `open`, which check everything first."""
        self.folder = folder
        self.practice = header_.practice
        self.faults = checked.faults
        """What is wrong with a vault that was opened for reading all the same, as plain sentences."""
        self._clock = clock
        self._new_id = new_id
        self._data_key = data_key
        self._mark = checked.mark
        self._digest_keys: dict[str, bytes] = {}
        self._reader = reader
        self._writer = writer
        self._lock = lock
        self._turn = threading.Lock()
        self._mine = threading.local()
        self._open = True
        self._anchor: Anchor | None = None
        if writer is not None:
            self._anchor = Anchor(folder / files.ANCHOR, opening.anchor_key(data_key))

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str,
        *,
        clock: Clock,
        new_id: NewId,
        practice: bool,
        understood_no_recovery: str = "",
        cost: KeyCost | None = None,
    ) -> Self:
        """Makes a vault in a new or empty folder and opens it. Everything is durable on return.

        For real cases `understood_no_recovery` must be the exact words of `UNDERSTOOD`. Raises
        RecoveryNotUnderstood, VaultExists, RuleError for an empty passphrase, DiskFull, VaultReadOnly or
        DiskGone.
        """
        opening.lay_down(
            folder,
            passphrase,
            vault_id=new_id(),
            now=clock.now(),
            practice=practice,
            understood_no_recovery=understood_no_recovery,
            cost=cost or KeyCost.shipped(),
        )
        return cls.open(folder, passphrase, clock=clock, new_id=new_id)

    @classmethod
    def open(
        cls, folder: Path, passphrase: str, *, clock: Clock, new_id: NewId, read_only: bool = False
    ) -> Self:
        """Opens a vault after checking header, key, schema, anchor and the head of the audit chain.

        With `read_only` nothing is written, no lock is taken, and a vault whose anchor or chain is at fault
        opens all the same with `faults` saying what is wrong. Raises VaultMissing, WrongPassphrase,
        VaultDamaged, VaultNewer, VaultBusy, VaultReadOnly, RecoveryNotUnderstood, DiskFull or DiskGone;
        then nothing was changed.
        """
        with contextlib.ExitStack() as undo, faults.named_files(), faults.named(folder):
            head = header.read(folder)
            head.check_recovery()
            lock = None
            if not read_only:
                if not opening.writable(folder):
                    raise faults.read_only()
                lock = FolderLock(folder)
                lock.take(clock.now())
                undo.callback(lock.release)
            data_key = head.open(passphrase)
            mode = opening.reading_mode(folder) if read_only else "ro"
            stored = opening.check_database(folder, data_key, mode=mode)
            if stored != schema.head():
                if read_only:
                    raise VaultReadOnly(_OLDER)
                upgrading.bring_up_to_date(folder, data_key, stored)
            database = folder / files.DATABASE
            reader = engine.reader(database, data_key, mode=mode if read_only else "rw")
            undo.callback(reader.dispose)
            writer = None
            if not read_only:
                writer = engine.writer(database, data_key)
                undo.callback(writer.dispose)
            checked = opening.check_record(folder, head, data_key, writer or reader, strict=not read_only)
            vault = cls(
                folder, head, data_key, checked,
                clock=clock, new_id=new_id, reader=reader, writer=writer, lock=lock,
            )  # fmt: skip
            undo.pop_all()
            return vault

    @property
    def read_only(self) -> bool:
        """True when nothing can be written."""
        return self._writer is None

    @contextlib.contextmanager
    def reading(self) -> Iterator[Reading]:
        """One picture of the record for the length of the block; inside a unit of work, that unit's own.

        Raises VaultDamaged, DiskGone or another named error when the database cannot be read.
        """
        joined: Reading | None = getattr(self._mine, "reading", None)
        if joined is not None:
            yield joined
            return
        self._must_be_open()
        with (
            faults.named(self.folder),
            self._reader.connect() as connection,
            connection.begin(),
            self._as_mine(Reading(connection)) as reading,
        ):
            yield reading

    @contextlib.contextmanager
    def writing(self, *, by: str) -> Iterator[UnitOfWork]:
        """One unit of work, by the person with the id `by`: durable on leaving, undone by any exception.

        Raises VaultReadOnly, DiskFull, DiskGone, VaultBusy or VaultDamaged, after which nothing of the unit
        is kept; StoreBug for a unit inside another.
        """
        self._must_be_open()
        if self._writer is None:
            raise VaultReadOnly("This vault is open for reading only.")
        if isinstance(getattr(self._mine, "reading", None), UnitOfWork):
            raise StoreBug("A unit of work was begun inside another.")
        with self._turn, faults.named(self.folder):
            keys = dict(self._digest_keys)
            with self._writer.connect() as connection, connection.begin():
                at = self._clock.now().astimezone(UTC)
                unit = UnitOfWork(connection, by=by, at=at, mark=self._mark, keys=keys)
                with self._as_mine(unit):
                    yield unit
                    self._must_be_there()
                    mark = unit.finish()
            if mark is not None:
                self._mark = mark
                self._digest_keys = keys
                self._set_anchor()

    def keep_draft(self, draft: Draft) -> None:
        """Keeps a half-typed line durably. Raises as `writing` does."""
        with self._unit() as unit:
            unit.keep_draft(draft)

    def drop_draft(self, meeting_id: str, place: str) -> None:
        """Drops a half-typed line durably. Raises as `writing` does."""
        with self._unit() as unit:
            unit.drop_draft(meeting_id, place)

    def rebuild_index(self) -> int:
        """Makes the full-text index anew. Gives the number of records in it. Raises as `writing` does."""
        with self._unit() as unit:
            return search_index.rebuild(unit.connection)

    def verify(self, progress: Progress | None = None) -> Verification:
        """Checks pages, rows, every revision, the whole audit chain and the anchor, beside other work.

        `progress` is told the part, what is done and how much there is; giving back False stops the check.
        """
        with self.reading() as reading:
            try:
                anchored = anchor.read(self.folder / files.ANCHOR, opening.anchor_key(self._data_key))
            except VaultDamaged as error:
                return verification.verify(reading.connection, error, progress)
            return verification.verify(reading.connection, anchored, progress)

    def checkpoint(self) -> None:
        """Moves the side file into the database and syncs the anchor; a reader may put off the first.

        Raises DiskFull or DiskGone.
        """
        self._must_be_open()
        if self._writer is None:
            return
        with self._turn, faults.named(self.folder):
            connection: Any = self._writer.raw_connection()
            try:
                connection.driver_connection.execute("PRAGMA busy_timeout = 0")
                connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                connection.driver_connection.execute(f"PRAGMA busy_timeout = {engine.BUSY_MILLISECONDS}")
                connection.close()
            if self._anchor is not None:
                with contextlib.suppress(OSError):
                    self._anchor.sync()

    def close(self) -> None:
        """Checkpoints, closes every connection and gives the lock back. Closing twice does nothing."""
        if not self._open:
            return
        try:
            self.checkpoint()
        finally:
            self._open = False
            self._reader.dispose()
            if self._writer is not None:
                self._writer.dispose()
            if self._anchor is not None:
                self._anchor.close()
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def _unit(self) -> Iterator[UnitOfWork]:
        joined: Reading | None = getattr(self._mine, "reading", None)
        if isinstance(joined, UnitOfWork):
            yield joined
        else:
            with self.writing(by="") as unit:
                yield unit

    @contextlib.contextmanager
    def _as_mine(self, reading: Any) -> Iterator[Any]:
        before = getattr(self._mine, "reading", None)
        self._mine.reading = reading
        try:
            yield reading
        finally:
            self._mine.reading = before

    def _set_anchor(self) -> None:
        """The commit is durable already: an anchor that could not follow is behind, which is no damage."""
        if self._anchor is not None:
            with contextlib.suppress(OSError):
                self._anchor.set(self._mark)

    def _must_be_there(self) -> None:
        """A database whose name has gone goes on taking commits that nobody will ever read again."""
        if not (self.folder / files.DATABASE).exists():
            raise DiskGone("The vault's files are gone from the drive, so this was not kept.")

    def _must_be_open(self) -> None:
        if not self._open:
            raise StoreBug("The vault is closed.")
