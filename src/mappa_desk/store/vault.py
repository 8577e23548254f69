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
from mappa_desk.domain.errors import (
    DiskGone,
    FileRefused,
    KnownStoreError,
    StoreBug,
    VaultDamaged,
    VaultReadOnly,
)
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
    sealed_copy,
    search_index,
    upgrading,
    verification,
)
from mappa_desk.store.header import UNDERSTOOD, Header
from mappa_desk.store.reading import Reading
from mappa_desk.store.slots import KeyCost
from mappa_desk.store.verification import Progress, Verification
from mappa_desk.store.work import UnitOfWork
from mappa_desk.store.writer import Writer

__all__ = ["UNDERSTOOD", "KeyCost", "Reading", "UnitOfWork", "Vault", "Verification"]


class Vault:
    """An open vault. May be used from any thread; units of work wait for each other, readers never wait."""

    def __init__(
        self,
        folder: Path,
        header_: Header,
        data_key: bytes,
        checked: opening.Checked,
        *,
        clock: Clock,
        reader: Engine,
        writer: Writer | None,
    ) -> None:
        """For `create` and `open`, which check everything first. Without a writer it is for reading only."""
        self.folder = folder
        self.practice = header_.practice
        self.read_only = writer is None
        self.faults = checked.faults
        """What is wrong with a vault that was opened for reading all the same, as plain sentences."""
        self._clock = clock
        self._header = header_
        self._data_key = data_key
        self._mark = checked.mark
        self._digest_keys: dict[str, bytes] = {}
        self._reader = reader
        self._writer = writer
        self._turn = threading.Lock()
        self._mine = threading.local()
        self._open = True
        self._purge_due = writer is not None and writer.purge_due()

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
        database = folder / files.DATABASE
        with contextlib.ExitStack() as undo, faults.named_files(), faults.named(folder):
            head = header.read(folder)
            head.check_recovery()
            writer = None
            if read_only:
                data_key = head.open(passphrase)
                mode = opening.reading_mode(folder)
                checked = opening.check(folder, head, data_key, mode=mode, strict=False)
                opening.refuse_older(checked.schema)
                reader = engine.reader(database, data_key, mode=mode)
            else:
                lock = opening.take_lock(folder, clock.now())
                undo.callback(lock.release)
                data_key = head.open(passphrase)
                checked = opening.check(folder, head, data_key, mode="ro", strict=True)
                if checked.schema != schema.head():
                    upgrading.bring_up_to_date(folder, data_key, checked.schema)
                writer = Writer(folder, data_key, opening.anchor_key(data_key), lock)
                reader = engine.reader(database, data_key, mode="rw")
            undo.pop_all()
            return cls(folder, head, data_key, checked, clock=clock, reader=reader, writer=writer)

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
            self._reader.connect() as connection,  # begins at the first read, ends by rolling back
            self._as_mine(Reading(connection)) as reading,
        ):
            yield reading

    @contextlib.contextmanager
    def writing(self, *, by: str) -> Iterator[UnitOfWork]:
        """One unit of work, by the person with the id `by`: durable on leaving, undone by any exception.

        Raises VaultReadOnly, DiskFull, DiskGone, VaultBusy or VaultDamaged, after which nothing of the unit
        is kept; StoreBug for a unit inside another.
        """
        if self._writer is None:
            raise VaultReadOnly("This vault is open for reading only.")
        if isinstance(getattr(self._mine, "reading", None), UnitOfWork):
            raise StoreBug("A unit of work was begun inside another.")
        with self._turn, faults.named(self.folder):
            self._must_be_open()
            keys = dict(self._digest_keys)
            with self._writer.transaction() as connection:
                at = self._clock.now().astimezone(UTC)
                unit = UnitOfWork(connection, by=by, at=at, mark=self._mark, keys=keys)
                with self._as_mine(unit):
                    yield unit
                    self._must_be_there()
                    mark = unit.finish()
            if mark is not None:
                self._mark = mark
                self._digest_keys = keys
                self._writer.follow(mark)
                self._purge_due = self._purge_due or unit.erased

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

    def seal_copy(self, words: bytes) -> bytes:
        """The bytes of a file outside the vault that holds `words`, under its key. Touches no drive."""
        return sealed_copy.seal(self._header, self._data_key, words)

    def open_copy(self, content: bytes) -> bytes:
        """What `seal_copy` sealed. Raises FileRefused for another vault's file, or one that was altered."""
        copy = sealed_copy.take_apart(content)
        if copy.vault_id != self._header.vault_id:
            raise FileRefused("These words were saved from another vault. Open them there.")
        return copy.opened_by_key(self._data_key)

    def checkpoint(self) -> None:
        """Moves the side file into the database and syncs the anchor; a reader may put off the first.

        After an erasure it writes the database anew (see `purge`) where there is room for it. Raises
        DiskFull or DiskGone.
        """
        if self._purge_due:
            with contextlib.suppress(KnownStoreError):
                self.purge()
        self._settle(purge=False)

    def purge(self) -> bool:
        """After an erasure: writes the database anew, so that no page of any file holds what was erased.

        True once that is done; False while somebody reads: then the next checkpoint does it, at the latest
        that of closing, and a vault that was never closed remembers it. Raises as `checkpoint`.
        """
        self._settle(purge=self._purge_due)
        return not self._purge_due

    def _settle(self, *, purge: bool) -> None:
        self._must_be_open()
        if self._writer is not None:
            with self._turn, faults.named(self.folder):
                if purge:
                    self._purge_due = not self._writer.purge()
                else:
                    self._writer.checkpoint()

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
                self._writer.close()

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

    def _must_be_there(self) -> None:
        """A database whose name has gone goes on taking commits that nobody will ever read again."""
        if not (self.folder / files.DATABASE).exists():
            raise DiskGone("The vault's files are gone from the drive, so this was not kept.")

    def _must_be_open(self) -> None:
        if not self._open:
            raise StoreBug("The vault is closed.")
