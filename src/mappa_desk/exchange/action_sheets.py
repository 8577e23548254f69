"""Writes tables of actions for spreadsheets: CSV and .xlsx, of which no cell can run.

In an .xlsx every text is written as text. A CSV has no such thing, so a text that a spreadsheet might take
for a formula has an apostrophe before it (`formula_guard`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from mappa_desk.domain.limits import clean
from mappa_desk.exchange.formula_guard import guarded

Cell = str | int | date | None
"""Text, a whole number, a day, or nothing."""

CELL_LIMIT = 32_000
"""Most characters of a cell, counted as spreadsheets do (UTF-16): beyond 32,767 the rest spills over."""
XLSX_ROWS = 100_000
"""Most rows of an .xlsx that is written: it is made in memory, never in a scratch file."""
CUT_MARK = " … (cut: the whole text is in the vault)"

_SPLIT = re.compile(r"(?<=_)(?=x[0-9a-fA-F]{1,3}_)|(?<=\A<)(?=r>)")
"""Where a text is written in two runs: LibreOffice reads "_xa_" as a line break, the library writes what
begins with "<r>" as it stands."""
_NO_CHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_FIRST_DAY = date(1900, 3, 1)
"""Before it the spreadsheets do not agree on the calendar, so an earlier day is written as text."""
_DAY_FORMAT = "ddd d mmm yyyy"
_A4 = 9
_LINE_HEIGHT = 15.0
_TALLEST = 405.0
"""Points of a line, and the most that a row can have."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its head, its width in characters, what is written in it."""

    head: str
    width: int = 12
    about: str = ""
    """What goes there, for the sheet of explanations of a template."""
    choices: tuple[str, ...] = ()
    """What may be chosen there; other words may be typed too."""
    days: bool = False
    """Holds days, also where it is still empty."""


@dataclass(slots=True)
class SheetCount:
    """How much was written: rows, and cells that were too long for a spreadsheet."""

    rows: int = 0
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written: what it is called, how it is marked in print, when it was made."""

    title: str
    marking: str
    columns: Sequence[SheetColumn]
    made_at: datetime
    printed: int = 0
    """How many of the first columns are printed, 0 for all."""


def csv_table(sheet: Sheet, rows: Iterable[Sequence[Cell]]) -> tuple[bytes, SheetCount]:
    """A CSV file as Excel and LibreOffice open it: UTF-8 with a mark at its head, commas, text in quotes.

    Days are written as 2026-11-30, which every spreadsheet reads as that day.
    """
    count = SheetCount()
    held = io.BytesIO()
    with io.TextIOWrapper(held, encoding="utf-8-sig", newline="", write_through=True) as text:
        writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
        writer.writerow([column.head for column in sheet.columns])
        for row in _fitting(rows, count):
            writer.writerow([_csv_cell(cell) for cell in row])
        return held.getvalue(), count


def xlsx_table(
    sheet: Sheet, rows: Iterable[Sequence[Cell]], *, explained: bool = False
) -> tuple[bytes, SheetCount]:
    """An .xlsx file: text as text, days as days, a head that stays in sight, the marking on each page.

    `explained` adds a second sheet that says what goes into each column. Nothing is written to the disk.
    Raises ValueError for more than `XLSX_ROWS` rows.
    """
    count = SheetCount()
    held = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties({"title": sheet.title, "created": sheet.made_at.replace(tzinfo=None)})
        page = _page(book, sheet)
        styles = {
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "run": book.add_format(),
            "number": book.add_format({"valign": "top"}),
            "day": book.add_format({"num_format": _DAY_FORMAT, "align": "left", "valign": "top"}),
        }
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, column.width, styles["day"] if column.days else None)
        for number, row in enumerate(_fitting(rows, count), start=1):
            if number > XLSX_ROWS:
                raise ValueError(f"more than {XLSX_ROWS} rows")
            page.set_row(number, _height(row, sheet.columns))
            for at, cell in enumerate(row):
                _write(page, number, at, cell, styles)
        if sheet.printed:
            page.print_area(0, 0, count.rows, sheet.printed - 1)
        if count.rows:
            page.autofilter(0, 0, count.rows, len(sheet.columns) - 1)
        if explained:
            _add_choices(page, sheet.columns)
            _add_explanations(book, sheet.columns, styles["text"])
    return held.getvalue(), count


def _fitting(rows: Iterable[Sequence[Cell]], count: SheetCount) -> Iterator[list[Cell]]:
    """The rows with texts that a spreadsheet can hold, counted."""
    for row in rows:
        count.rows += 1
        cells: list[Cell] = []
        for cell in row:
            text = (
                _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", clean(cell)) if isinstance(cell, str) else ""
            )
            units = text.encode("utf-16-le") if len(text) * 2 > CELL_LIMIT else b""
            if len(units) > 2 * CELL_LIMIT:
                text = units[: 2 * CELL_LIMIT].decode("utf-16-le", errors="ignore") + CUT_MARK
                count.cut += 1
            cells.append(text if isinstance(cell, str) else cell)
        yield cells


def _csv_cell(cell: Cell) -> str | int:
    if isinstance(cell, int):
        return cell
    if isinstance(cell, date):
        return cell.isoformat()
    return guarded(cell or "")


def _write(page: Any, row: int, column: int, cell: Cell, styles: dict[str, Any]) -> None:
    if isinstance(cell, str) and cell:
        first, *rest = _SPLIT.split(cell)
        if rest:
            runs = (run for part in rest for run in (styles["run"], part))
            page.write_rich_string(row, column, first, *runs, styles["text"])
        else:
            page.write_string(row, column, cell, styles["text"])
    elif isinstance(cell, int):
        page.write_number(row, column, cell, styles["number"])
    elif isinstance(cell, date):
        if cell >= _FIRST_DAY:
            page.write_datetime(row, column, cell, styles["day"])
        else:
            page.write_string(row, column, cell.isoformat(), styles["text"])


def _height(row: Sequence[Cell], columns: Sequence[SheetColumn]) -> float:
    """Height of a row in points. It is written, since not every program works it out when it opens a file."""
    lines = 1
    for cell, column in zip(row, columns, strict=True):
        if isinstance(cell, str):
            fits = max(1, column.width - 4)
            lines = max(lines, sum(1 + len(line) // fits for line in cell.split("\n")))
    return min(lines * _LINE_HEIGHT, _TALLEST)


def _page(book: Any, sheet: Sheet) -> Any:
    page = book.add_worksheet("Actions")
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for at, column in enumerate(sheet.columns):
        page.write_string(0, at, column.head, head)
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    marking = sheet.marking.replace("&", "&&")
    page.set_header(f"&C&B{marking}")
    page.set_footer(f"&C&B{marking}&R&P / &N")
    return page


def _add_choices(page: Any, columns: Sequence[SheetColumn]) -> None:
    for at, column in enumerate(columns):
        if column.choices:
            rule = {
                "validate": "list",
                "source": list(column.choices),
                "error_type": "information",
                "show_error": False,
            }
            page.data_validation(1, at, 2_000, at, rule)


def _add_explanations(book: Any, columns: Sequence[SheetColumn], wrapped: Any) -> None:
    page = book.add_worksheet("What goes where")
    bold = book.add_format({"bold": True, "bottom": 1})
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, "Column", bold)
    page.write_string(0, 1, "What goes there", bold)
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    for row, column in enumerate(columns, start=1):
        page.set_row(row, _height((column.head, column.about), (SheetColumn("", 16), SheetColumn("", 90))))
        page.write_string(row, 0, column.head, wrapped)
        page.write_string(row, 1, column.about, wrapped)
