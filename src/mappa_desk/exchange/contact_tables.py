"""Reads and writes tables of contacts: CSV in any order of columns, whatever the delimiter and the encoding.

A cell is text and nothing else: what looks like a formula stays as it is typed and is never worked out.
A file that is written marks such cells with an apostrophe, so that no spreadsheet works them out either.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence

from mappa_desk.domain.contact_import import ContactFile, FileRow, guessed
from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.limits import clean
from mappa_desk.exchange.formula_guard import guarded, unguarded

SIZE_LIMIT = 5 * 1024 * 1024
ROWS_LIMIT = 5_000
COLUMNS_LIMIT = 60
CELL_LIMIT = 2_000
"""Most bytes of a file, rows, columns and characters of a cell."""

_DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_table(name: str, data: bytes) -> ContactFile:
    """A table of contacts, its first row the headings. Raises FileRefused with one plain sentence."""
    text, encoding = decoded(data)
    told, _, rest = text.partition("\n")
    delimiter = _told_delimiter(told)
    text = rest if delimiter else text
    delimiter = delimiter or _delimiter(text)
    records = _records(text, delimiter)
    if not records:
        raise FileRefused("This file holds no rows.")
    heads = tuple(_cell(head) for head in records[0][1])
    if len(heads) > COLUMNS_LIMIT:
        raise FileRefused(f"This table has {len(heads)} columns; {COLUMNS_LIMIT} can be read.")
    rows = tuple(
        _row(number, cells, len(heads)) for number, cells in records[1:] if any(map(str.strip, cells))
    )
    if not rows:
        raise FileRefused("This file holds headings and no rows.")
    return ContactFile(
        name=name,
        heads=heads,
        becomes=guessed(heads),
        rows=rows,
        encoding=encoding,
        delimiter=delimiter,
    )


def write_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file as spreadsheets open it: UTF-8 with a mark at its head, commas, line ends of Windows."""
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([[guarded(cell) for cell in row] for row in rows])
    return held.getvalue().encode("utf-8-sig")


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding: UTF-8, UTF-16 or that of Western Windows.

    Raises FileRefused for what is no text or too much.
    """
    if len(data) > SIZE_LIMIT:
        raise FileRefused(f"This file is larger than {SIZE_LIMIT // 1024 // 1024} MB.")
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, encoding
    raise FileRefused("This file is no text that can be read: save it as CSV (UTF-8).")


def _encodings(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return (encoding,)
    start = data[:400]
    if len(start) > 3 and start[1::2].count(0) > len(start) // 4:
        return ("utf-16-le",)
    if len(start) > 3 and start[::2].count(0) > len(start) // 4:
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


def _told_delimiter(line: str) -> str:
    """Some spreadsheets write "sep=;" in the first line."""
    said = line.strip().strip('"')
    return said[4:] if said.lower().startswith("sep=") and len(said) == 5 else ""


def _delimiter(text: str) -> str:
    """The delimiter by which most of the first rows have the same number of cells, the most cells first."""
    best, found = (0, 0), ","
    for delimiter in _DELIMITERS:
        counts = Counter(len(cells) for _number, cells in _records(text, delimiter, most=_LOOKED_AT) if cells)
        width, often = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=(1, 0))
        score = (often * (width > 1), width)
        if score > best:
            best, found = score, delimiter
    return found


def _records(text: str, delimiter: str, *, most: int = 0) -> list[tuple[int, list[str]]]:
    """The records with their numbers, the headings being 1, as a spreadsheet counts its rows."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(reader, start=1):
            if cells or found:
                found.append((number, cells))
            if most and len(found) >= most:
                break
            if len(found) > ROWS_LIMIT + 1:
                raise FileRefused(f"This table has more than {ROWS_LIMIT:,} rows.")
    except csv.Error:
        raise FileRefused(f"Row {len(found) + 1} of this table cannot be read.") from None
    return found


def _row(number: int, cells: Sequence[str], width: int) -> FileRow:
    read = tuple(map(_cell, cells))
    fault = ""
    if any(cell for cell in read[width:]):
        fault = f"It has {len(read)} cells; the headings are {width}."
    elif any(len(cell) > CELL_LIMIT for cell in read):
        fault = f"A cell has more than {CELL_LIMIT:,} characters."
    read = tuple(cell[:CELL_LIMIT] for cell in read[:width])
    return FileRow(number=number, cells=(*read, *[""] * (width - len(read))), fault=fault)


def _cell(text: str) -> str:
    """The text of a cell without blanks at its ends, and without the apostrophe of a guarded one."""
    return unguarded(clean(text).strip())
