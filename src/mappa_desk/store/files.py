"""Files of a vault's folder: private to their owner, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import BinaryIO

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

HEADER = "header"
DATABASE = "record.db"
ANCHOR = "anchor"
LOCK = "lock"
HOLDER = "holder"


def make_private_folder(folder: Path) -> None:
    """Makes `folder` and its parents; the folder itself is readable by its owner alone. Raises OSError."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    folder.chmod(PRIVATE_FOLDER)


def make_private_file(path: Path, content: bytes = b"") -> None:
    """Makes a file that must not exist yet, readable by its owner alone, synced. Raises OSError."""
    binary = getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        sync(file)


def replace_private_file(path: Path, content: bytes) -> None:
    """Replaces a file by way of a synced neighbour: readers see the old or the new. Raises OSError."""
    neighbour = path.with_name(path.name + ".new")
    with contextlib.suppress(FileNotFoundError):
        neighbour.unlink()
    make_private_file(neighbour, content)
    neighbour.replace(path)
    sync_folder(path.parent)


def sync(file: BinaryIO) -> None:
    """Makes what was written to an open file durable. Raises OSError."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Makes names in `folder` durable where the system can (Windows cannot open a folder for it)."""
    if os.name == "nt":  # pragma: no cover
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
