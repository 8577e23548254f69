"""The writing half of an open vault: its connection, the anchor behind it, the lock around both."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from mappa_desk.store import engine, files
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
        connection: Any = self._engine.raw_connection()
        try:
            connection.driver_connection.execute("PRAGMA busy_timeout = 0")
            connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.driver_connection.execute(f"PRAGMA busy_timeout = {engine.BUSY_MILLISECONDS}")
            connection.close()
        with contextlib.suppress(OSError):
            self._anchor.sync()

    def close(self) -> None:
        """Closes connection and anchor and gives the lock back."""
        self._engine.dispose()
        self._anchor.close()
        self._lock.release()
