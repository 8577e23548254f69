"""Opens exported actions with LibreOffice and compares every cell.

    .venv/bin/python tests/exchange/action_sheets_campaign.py

Forty payloads stand in each of the columns, random texts behind them, days and numbers in between. The .xlsx
is opened as it is; the CSV once as a double click opens it, with numbers looked for, and once with quoted
fields as text. In all three no cell may be a formula and every text, day and number must be the one that was
written. Exits with 1 when a cell differs. It needs LibreOffice Calc (`soffice` on the path); a quarter of a
minute. Random texts end in a letter: a CSV cannot say that "0." is text and no number.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
from formula_payloads import PAYLOADS

from mappa_desk.exchange.action_sheets import Cell, Sheet, csv_table, xlsx_table
from mappa_desk.exchange.formula_guard import guarded
from mappa_desk.services.action_columns import COLUMNS

MADE = Sheet("Actions", "OFFICIAL-SENSITIVE", COLUMNS, datetime(2026, 11, 23, 10, tzinfo=UTC))
AS_TEXT = "--infilter=CSV:44,34,76,1,,0,true,false"
AS_SHOWN = "--infilter=CSV:44,34,76,1,,0,false,true"
LETTERS = "ab e1 =+-@'\"\t\n,;|<>&_x00ŵęß😀‘’…−\u061c\ufe0f\u3164"


def rows(seed: int, randomly: int) -> list[list[Cell]]:
    """Each payload in each column, then random texts with a day and a number in between."""
    chance = random.Random(seed)
    made: list[list[Cell]] = [[payload] * len(COLUMNS) for payload in PAYLOADS]
    for number in range(randomly):
        row: list[Cell] = [
            "".join(chance.choices(LETTERS, k=chance.randrange(1, 40))).strip(" ") + " z" for _ in COLUMNS
        ]
        row[6] = date(2026, 1, 1) + timedelta(days=number)
        row[10] = chance.randrange(-999, 999)
        row[20] = ("long words " * 3_200)[: 32_000 - number] if number < 2 else row[20]
        made.append(row)
    return made


def opened(file: Path, *options: str) -> list[list[openpyxl.cell.Cell]]:
    """The cells of a file as LibreOffice has them, below the heads."""
    out = file.parent / f"out-{hash(options)}"
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", *options, "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run([*command, "--outdir", str(out), str(file)], check=True, capture_output=True, timeout=300)
    book = openpyxl.load_workbook(out / f"{file.stem}.xlsx")
    return [list(row) for row in book.worksheets[0].iter_rows(min_row=2, max_col=len(COLUMNS))]


def differing(
    found: Sequence[Sequence[openpyxl.cell.Cell]], wanted: Sequence[Sequence[Cell]], *, csv: bool
) -> tuple[int, int, list[str]]:
    """How many cells are formulas, how many are equal, and what differs."""
    formulas, equal, wrong = 0, 0, []
    if len(found) != len(wanted):
        wrong.append(f"{len(found)} rows for {len(wanted)}")
    for number, (cells, row) in enumerate(zip(found, wanted, strict=False), start=2):
        for cell, value in zip(cells, row, strict=True):
            formulas += cell.data_type == "f"
            is_day = isinstance(cell.value, datetime)
            read = cell.value.date() if is_day else cell.value
            read = read.replace("\r\n", "\n") if isinstance(read, str) else read
            said = guarded(value) if csv and isinstance(value, str) else value
            alike = (said, str(said)) if csv and not isinstance(value, str) else (said,)
            if read in alike:
                equal += 1
            else:
                wrong.append(f"row {number}, {cell.column_letter}: {said!r:.90} is {cell.value!r:.90}")
    return formulas, equal, wrong


def main() -> int:
    """Runs the campaign; gives the exit code."""
    wanted = rows(seed=6, randomly=400)
    bad = 0
    with tempfile.TemporaryDirectory(prefix="mappa-desk-sheets-") as name:
        folder = Path(name)
        (folder / "actions.csv").write_bytes(csv_table(MADE, wanted)[0])
        (folder / "sheet.xlsx").write_bytes(xlsx_table(MADE, wanted)[0])
        for file, options, what in (
            ("sheet.xlsx", (), ".xlsx"),
            ("actions.csv", (AS_TEXT,), ".csv, quoted fields as text"),
            ("actions.csv", (AS_SHOWN,), ".csv, numbers looked for"),
        ):
            found = opened(folder / file, *options)
            formulas, equal, wrong = differing(found, wanted, csv=file.endswith("csv"))
            print(f"{what}: {equal:,} cells equal, {len(wrong)} differ, {formulas} formulas")
            for sentence in wrong[:10]:
                print(f"  {sentence}")
            bad += formulas + len(wrong)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
