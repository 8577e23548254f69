"""One window at a time: a lock of the operating system in the vault's folder, and since when it is held."""

from __future__ import annotations

import contextlib
import json
import os
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from mappa_desk.domain.errors import VaultBusy
from mappa_desk.store import files


class FolderLock:
    """The lock of one vault. The system drops it when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        """For the vault in `folder`; takes nothing yet."""
        self._holder = folder / files.HOLDER
        self._lock = FileLock(folder / files.LOCK, timeout=0, mode=files.PRIVATE_FILE, thread_local=False)

    def take(self, now: datetime) -> None:
        """Takes the lock and notes since when. Raises VaultBusy, saying since when, and OSError."""
        try:
            self._lock.acquire()
        except Timeout as error:
            since = self._since()
            raise VaultBusy(
                f"Another window holds this vault open{_in_words(since)}. Close it there first.", since=since
            ) from error
        note = json.dumps({"since": now.isoformat(timespec="seconds"), "process": os.getpid()})
        try:
            files.replace_private_file(self._holder, note.encode("ascii"))
        except OSError:
            self._lock.release()
            raise

    def release(self) -> None:
        """Gives the lock back."""
        with contextlib.suppress(OSError):
            self._holder.unlink()
        self._lock.release()

    def _since(self) -> datetime | None:
        try:
            return datetime.fromisoformat(json.loads(self._holder.read_bytes())["since"])
        except (OSError, ValueError, KeyError, TypeError):
            return None


def _in_words(since: datetime | None) -> str:
    return f" since {since:%H:%M} on {since.day} {since:%B %Y}" if since is not None else ""
