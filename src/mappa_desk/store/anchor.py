"""The anchor: a small file outside the database that says how far the record had come.

SQLCipher does not see a write-ahead log that was cut or an old page put back. After each commit the
anchor takes the commit number and the head of the audit chain. A database that is behind its anchor has
lost acknowledged commits (ADR 0012). Two slots are written in turn, each with a keyed checksum, so that a
torn write leaves the other one and nobody can forge one without the data key.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
from dataclasses import dataclass
from pathlib import Path

from mappa_desk.domain.errors import VaultDamaged
from mappa_desk.store import files

_MAGIC = b"MDAN"
_BODY = struct.Struct(">4sQQ32s")
_MAC_BYTES = 32
_SLOT_BYTES = 512
"""A slot each in a sector of its own, so that a torn sector cannot take both."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the record had come: number of the commit, number and hash of the newest audit entry."""

    commit: int
    seq: int
    head: bytes


class Anchor:
    """The open anchor file of one vault. Used by one writer at a time."""

    def __init__(self, path: Path, key: bytes, *, sync: bool = False) -> None:
        """Opens the file for writing in place. `sync` asks for a disk sync with each mark. Raises OSError."""
        self._file = path.open("r+b", buffering=0)
        self._key = key
        self._sync = sync

    def set(self, mark: Mark) -> None:
        """Writes the mark into the slot that does not hold the newest one. Raises OSError."""
        self._file.seek(_SLOT_BYTES * (mark.commit % 2))
        self._file.write(_slot(mark, self._key))
        if self._sync:
            self.sync()

    def sync(self) -> None:
        """Makes the newest mark durable against a power cut. Raises OSError."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


def make(path: Path, key: bytes, mark: Mark) -> None:
    """Makes the anchor of a new vault, private and synced. Raises OSError."""
    files.make_private_file(path, _padded(mark, key) * 2)


def read(path: Path, key: bytes) -> Mark:
    """The newest mark of an anchor file. Raises VaultDamaged when it is missing or neither slot holds."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise VaultDamaged(
            "The anchor of this vault is missing, so it cannot be shown that nothing was lost.",
            where=files.ANCHOR,
        ) from error
    marks = [_parse(content[start : start + _SLOT_BYTES], key) for start in (0, _SLOT_BYTES)]
    whole = [mark for mark in marks if mark is not None]
    if not whole:
        raise VaultDamaged(
            "The anchor of this vault is damaged, so it cannot be shown that nothing was lost.",
            where=files.ANCHOR,
        )
    return max(whole, key=lambda mark: mark.commit)


def _slot(mark: Mark, key: bytes) -> bytes:
    body = _BODY.pack(_MAGIC, mark.commit, mark.seq, mark.head)
    return body + hashlib.blake2b(body, key=key, digest_size=_MAC_BYTES).digest()


def _padded(mark: Mark, key: bytes) -> bytes:
    return _slot(mark, key).ljust(_SLOT_BYTES, b"\0")


def _parse(slot: bytes, key: bytes) -> Mark | None:
    body, mac = slot[: _BODY.size], slot[_BODY.size : _BODY.size + _MAC_BYTES]
    expected = hashlib.blake2b(body, key=key, digest_size=_MAC_BYTES).digest()
    if not hmac.compare_digest(mac, expected):
        return None
    magic, commit, seq, head = _BODY.unpack(body)
    return Mark(commit, seq, head) if magic == _MAGIC else None
