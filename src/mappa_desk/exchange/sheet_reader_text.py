"""Cells of a table kept as text: its encoding and its delimiter are found out, a cell is text and no more."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Any

from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.limits import clean
from mappa_desk.exchange.contact_tables import decoded
from mappa_desk.exchange.formula_guard import unguarded
from mappa_desk.exchange.sheet_reader_cells import CELL_LIMIT, COLUMNS_LIMIT, ROWS_LIMIT

_DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 40


def read_text(data: bytes) -> dict[str, Any]:
    """The one sheet of a table kept as text. Raises FileRefused with one plain sentence."""
    text, _encoding = decoded(data)
    told, _, rest = text.partition("\n")
    delimiter = _told(told)
    if delimiter:
        text = rest
    between = delimiter or _found(text)
    records = _records(text, between, ROWS_LIMIT + 1)
    if len(records) > ROWS_LIMIT:
        raise FileRefused(f"This table has more than {ROWS_LIMIT:,} rows.")
    rows = [[_cell(cell) for cell in record] for record in records]
    width = max((at + 1 for row in rows for at, cell in enumerate(row) if cell), default=0)
    if width > COLUMNS_LIMIT:
        raise FileRefused(f"This table has more than {COLUMNS_LIMIT} columns.")
    filled = [[*row, *[""] * (width - len(row))][:width] for row in rows]
    return {
        "sheets": [{"name": "", "first": 1 + bool(delimiter), "hidden": False, "rows": filled}],
        "noted": _run_together(records, between, width, first=1 + bool(delimiter)),
    }


def _run_together(records: list[list[str]], delimiter: str, width: int, *, first: int) -> list[str]:
    """What is to be said of a cell that holds whole rows, as behind a quotation mark that is never closed."""
    for number, record in enumerate(records, start=first):
        lines = (line for cell in record for line in cell.splitlines()[1:])
        if width > 2 and any(line.count(delimiter) >= width - 1 for line in lines):
            return [
                f"Row {number} holds whole rows in one cell: look for a quotation mark that is not closed."
            ]
    return []


def _told(line: str) -> str:
    """Some spreadsheets write "sep=;" in the first line."""
    said = line.strip().strip('"')
    return said[4:] if said.lower().startswith("sep=") and len(said) == 5 else ""


def _found(text: str) -> str:
    """The delimiter by which most of the first rows have the same number of cells, the most cells first."""
    best, found = (0, 0), ","
    for delimiter in _DELIMITERS:
        counts = Counter(len(cells) for cells in _records(text, delimiter, _LOOKED_AT) if cells)
        width, often = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=(1, 0))
        score = (often * (width > 1), width)
        if score > best:
            best, found = score, delimiter
    return found


def _records(text: str, delimiter: str, most: int) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found: list[list[str]] = []
    try:
        for cells in reader:
            found.append(cells)
            if len(found) >= most:
                break
    except csv.Error:
        raise FileRefused(f"Row {len(found) + 1} of this table cannot be read.") from None
    return found


def _cell(text: str) -> str:
    """The text of a cell without blanks at its ends, and without the apostrophe of a guarded one."""
    return unguarded(clean(text).strip()[:CELL_LIMIT])
