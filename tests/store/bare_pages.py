"""Reads the pages of a vault's files with nothing of ours and nothing of the driver: the cipher alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
RESERVED = 80
"""Bytes at the end of a page: the initialisation vector and the page's checksum."""
SALT = 16
FRAME = 24
WAL_HEADER = 32


def pages(folder: Path, data_key: bytes) -> Iterator[bytes]:
    """Every page of the main file and of the side file in clear, freed ones too."""
    main = (folder / "record.db").read_bytes()
    for at in range(0, len(main), PAGE):
        yield _clear(main[at : at + PAGE], data_key, first=at == 0)
    side = folder / "record.db-wal"
    log = side.read_bytes() if side.exists() else b""
    for at in range(WAL_HEADER, len(log), FRAME + PAGE):
        number = int.from_bytes(log[at : at + 4])
        yield _clear(log[at + FRAME : at + FRAME + PAGE], data_key, first=number == 1)


def found(folder: Path, data_key: bytes, words: Iterable[str]) -> set[str]:
    """The words that can be read anywhere in the pages, in capitals or not."""
    clear = b"\0".join(pages(folder, data_key)).lower()
    return {word for word in words if word.lower().encode() in clear}


def _clear(page: bytes, data_key: bytes, *, first: bool) -> bytes:
    vector = page[PAGE - RESERVED : PAGE - RESERVED + 16]
    decryptor = Cipher(algorithms.AES(data_key), modes.CBC(vector)).decryptor()
    return decryptor.update(page[SALT if first else 0 : PAGE - RESERVED]) + decryptor.finalize()
