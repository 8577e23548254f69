"""Has a spreadsheet read in a process of its own and takes the answer in our own types. Calls wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from mappa_desk.domain.action_import import Cell, Sheet, SheetFile
from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.limits import clean
from mappa_desk.exchange.reading_process import WAIT, Stops, answer_of, bytes_of, one_line, reader_command

READER = "sheet-reader"
"""The argument by which this program runs as the reader."""
MOST_BYTES = 20 * 1024 * 1024
KINDS = ("xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt")
"""Endings of files that are read."""

_OTHERS = "Only .xlsx, .xls, .ods and .csv files are read. Save this one as one of them."
_ENDED = "This spreadsheet could not be read: reading it was stopped. Save the one sheet as CSV and try that."
_SLOW = "This spreadsheet could not be read in {seconds:.0f} seconds. Save the one sheet as CSV and try that."


def read_sheets(path: Path, *, command: Sequence[str] = (), wait: float = WAIT) -> SheetFile:
    """Reads a spreadsheet in a process of its own.

    `wait` is in seconds. Raises FileRefused with one plain sentence: for another kind of file, one that is
    too large, damaged, protected or empty, and for whatever ends the reader.
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise FileRefused(_OTHERS)
    data = bytes_of(path, MOST_BYTES)
    stops = Stops(ended=_ENDED, slow=_SLOW)
    answer = answer_of(command or reader_command(READER), kind, data, wait=wait, stops=stops)
    return _checked(answer, path.name, sha256(data).hexdigest())


def _checked(answer: dict[str, Any], name: str, digest: str) -> SheetFile:
    """The answer in our own types. What the reader says is not believed further than its shape."""
    try:
        sheets = tuple(
            Sheet(
                name=one_line(sheet["name"]),
                rows=tuple(tuple(map(_cell, row)) for row in sheet["rows"]),
                first=int(sheet["first"]),
                hidden=bool(sheet["hidden"]),
            )
            for sheet in answer["sheets"]
        )
        noted = tuple(map(one_line, answer["noted"]))
    except (KeyError, TypeError, ValueError, IndexError):
        raise FileRefused(_ENDED) from None
    if not any(cell != "" for sheet in sheets for row in sheet.rows for cell in row):
        raise FileRefused("There is nothing in this spreadsheet.")
    return SheetFile(name=one_line(name), sha256=digest, sheets=sheets, noted=noted)


def _cell(value: Any) -> Cell:
    if isinstance(value, list):
        return date.fromisoformat(value[0])
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return clean(str(value))
