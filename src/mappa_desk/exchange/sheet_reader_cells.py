"""Cells of .xlsx, .xls and .ods files as plain values, merged ones repeated downwards."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.limits import clean

ROWS_LIMIT = 20_000
COLUMNS_LIMIT = 100
CELL_LIMIT = 33_000
CELLS_LIMIT = 400_000
SHEETS_LIMIT = 60
UNPACKED_LIMIT = 160 * 1024 * 1024
"""Most rows and columns of a sheet, characters of a cell, cells and sheets of a file, bytes once unpacked."""

_LOCKED = "This spreadsheet is protected with a password. Open it in its own program and save it without one."
_DAMAGED = "This spreadsheet could not be read: it is damaged, or not what its name says."
_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_book(kind: str, data: bytes) -> dict[str, Any]:
    """The sheets of a workbook. A formula is the result that was saved. Raises FileRefused."""
    if data.startswith(b"PK"):
        _check_unpacked(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            _sheet(book.get_sheet_by_name(found.name), found.visible is not SheetVisibleEnum.Visible)
            for found in book.sheets_metadata[:SHEETS_LIMIT]
            if found.typ is SheetTypeEnum.WorkSheet
        ]
    except PasswordError:
        raise FileRefused(_LOCKED) from None
    except CalamineError:
        locked = data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data
        raise FileRefused(_LOCKED if locked else _DAMAGED) from None
    if sum(len(row) for sheet in sheets for row in sheet["rows"]) > CELLS_LIMIT:
        raise FileRefused(f"This file has more than {CELLS_LIMIT:,} cells. Save the one sheet by itself.")
    noted = ["Its macros were neither read nor run."] if kind == "xlsm" else []
    return {"sheets": sheets, "noted": noted}


def _sheet(sheet: CalamineSheet, is_hidden: bool) -> dict[str, Any]:
    top, left = sheet.start or (0, 0)
    if sheet.height > ROWS_LIMIT:
        raise FileRefused(f"The sheet “{clean(sheet.name)[:60]}” has more than {ROWS_LIMIT:,} rows.")
    rows = [[_cell(value) for value in row] for row in sheet.to_python()]
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        _repeat(rows, (first - top, last - top), column - left)
    width = max((at + 1 for row in rows for at, cell in enumerate(row) if cell != ""), default=0)
    if width > COLUMNS_LIMIT:
        raise FileRefused(f"The sheet “{clean(sheet.name)[:60]}” has more than {COLUMNS_LIMIT} columns.")
    return {
        "name": clean(sheet.name)[:100],
        "first": top + 1,
        "hidden": is_hidden,
        "rows": [row[:width] for row in rows],
    }


def _repeat(rows: list[list[Any]], span: tuple[int, int], column: int) -> None:
    """A cell that is merged over several rows says the same of each of them."""
    first, last = span
    if not (0 <= first < len(rows) and 0 <= column < len(rows[first])):
        return
    for row in rows[first + 1 : last + 1]:
        row[column] = rows[first][column]


def _cell(value: object) -> Any:
    """Text as it stands, a number, or a day as ["2026-11-27"]."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return [value.date().isoformat()]
    if isinstance(value, date):
        return [value.isoformat()]
    if isinstance(value, int | float):
        return value if abs(value) < 1e15 else str(value)
    said = clean(str(value)).strip()[:CELL_LIMIT]
    return "" if said in _ERRORS else said


def _check_unpacked(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts: Sequence[zipfile.ZipInfo] = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise FileRefused(_DAMAGED) from None
    if len(parts) > 5_000 or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise FileRefused("This spreadsheet unpacks to too much; it is not read.")


def sample_book() -> bytes:
    """A workbook of one cell that holds a day."""
    held = io.BytesIO()
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    of = "http://schemas.openxmlformats.org"
    relation = f"{of}/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{of}/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{of}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{relation}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{of}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{relation}/worksheet" Target="worksheets/s.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        "</styleSheet>",
        "xl/worksheets/s.xml": f'<worksheet {main}><sheetData><row r="1"><c r="A1" s="1"><v>46353</v></c>'
        "</row></sheetData></worksheet>",
    }
    with zipfile.ZipFile(held, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return held.getvalue()
