"""The process that reads a spreadsheet for its cells: bytes in, plain values out, nothing else.

No formula is worked out and no macro is run: a cell is what the program that saved the file has put there.
"""

from __future__ import annotations

import codecs
from typing import IO, Any

from mappa_desk.exchange.confined import serve_one
from mappa_desk.exchange.sheet_reader_cells import read_book, sample_book
from mappa_desk.exchange.sheet_reader_text import read_text

MOST_BYTES = 20 * 1024 * 1024
"""Bytes of a file that is read at all."""
BOOKS = ("xlsx", "xlsm", "xlsb", "xls", "ods")
TEXTS = ("csv", "tsv", "txt")


def serve(file: IO[bytes], answer: IO[bytes]) -> None:
    """Read one file from a pipe (a line that names its kind, then its bytes) and answer with JSON."""
    serve_one(file, answer, most_bytes=MOST_BYTES, warm_up=_warm_up, read=read)


def read(kind: str, data: bytes) -> dict[str, Any]:
    """The sheets of a file as plain JSON values. Raises FileRefused with one plain sentence."""
    return read_book(kind, data) if kind in BOOKS else read_text(data)


def _warm_up() -> None:
    for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "ascii"):
        codecs.lookup(name)
    read_book("xlsx", sample_book())  # so that whatever a date needs is loaded
    read_text(b"a;b\n1;2\n")
