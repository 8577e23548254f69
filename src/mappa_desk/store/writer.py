"""The writing half of an open vault: its connection, the anchor behind it, the lock around both."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from mappa_desk.store import engine, erasing, files
from mappa_desk.store.anchor import Anchor, Mark
from mappa_desk.store.lock import FolderLock


class Writer:
    """Owns everything a vault needs for writing. Used by one thread at a time."""

    def __init__(self, folder: Path, data_key: bytes, anchor_key: bytes, lock: FolderLock) -> None:
        """Takes over a lock that is held. Raises the driver's errors and OSError."""
        self._engine = engine.writer(folder / files.DATABASE, data_key)
        self._anchor = Anchor(folder / files.ANCHOR, anchor_key)
        self._lock = lock

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: committed durably on leaving, rolled back by any exception."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    def follow(self, mark: Mark) -> None:
        """Sets the anchor to what was committed.

        The commit is durable already: an anchor that could not follow is behind, which is no damage.
        """
        with contextlib.suppress(OSError):
            self._anchor.set(mark)

    def checkpoint(self) -> None:
        """Moves the side file into the database, unless a reader is in the way, and syncs the anchor."""
        with self._raw() as raw:
            _empty_side_file(raw)
        with contextlib.suppress(OSError):
            self._anchor.sync()

    def purge_due(self) -> bool:
        """True while freed pages may hold words that were erased."""
        with self._raw() as raw:
            return bool(raw.execute("PRAGMA user_version").fetchone()[0])

    def purge(self) -> bool:
        """Writes the database anew without its freed pages and empties the side file.

        Gives False when a reader was in the way: then it is still due. Takes room and memory for the record
        once more. Raises the driver's errors.
        """
        with self._raw() as raw:
            raw.execute("VACUUM")
            if not _empty_side_file(raw):
                return False
            raw.execute(erasing.PURGED)
        self.checkpoint()
        return True

    @contextlib.contextmanager
    def _raw(self) -> Iterator[Any]:
        """The driver's connection, which does not wait for readers inside the block."""
        connection: Any = self._engine.raw_connection()
        try:
            connection.driver_connection.execute("PRAGMA busy_timeout = 0")
            yield connection.driver_connection
        finally:
            connection.driver_connection.execute(f"PRAGMA busy_timeout = {engine.BUSY_MILLISECONDS}")
            connection.close()

    def close(self) -> None:
        """Closes connection and anchor and gives the lock back."""
        self._engine.dispose()
        self._anchor.close()
        self._lock.release()


def _empty_side_file(raw: Any) -> bool:
    """True when the side file is empty now; a reader may be in the way."""
    return not raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
