"""Spreadsheets in a process of their own: cells out, nothing is run, one sentence for the rest."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from mappa_desk.domain.errors import FileRefused
from mappa_desk.exchange import sheet_reader_cells
from mappa_desk.exchange.action_sheets import guarded
from mappa_desk.exchange.sheet_reader import read
from mappa_desk.exchange.sheet_reader_process import read_sheets

SHEETS = Path(__file__).parent / "sheets"
ODD = '{"sheets": [{"name": "a", "first": 1, "hidden": 0, "rows": [[["x"]]]}], "noted": []}'


def workbook(fill: object) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        fill(book)  # type: ignore[operator]  # a function of the book
    return held.getvalue()


def program(folder: Path, body: str) -> tuple[str, ...]:
    file = folder / "reader.py"
    file.write_text(body, encoding="utf-8")
    return (sys.executable, str(file))


def test_the_process_gives_the_cells_of_every_kind_of_file() -> None:
    book = read_sheets(SHEETS / "02-merged-heads.xlsx")
    assert book.sheets[0].rows[4][0] == book.sheets[0].rows[6][0] == "LAN-0417", "merged over three rows"
    assert book.sheets[0].rows[4][5] == date(2026, 11, 27) and book.sheets[0].first == 1
    old = read_sheets(SHEETS / "05-several-owners.xls")
    assert old.sheets[0].rows[10][3] == "Priya Nair\nTom Reilly\nRuth Ansah"
    text = read_sheets(SHEETS / "04-serials.csv")
    assert (text.sheets[0].first, text.sheets[0].rows[2][1]) == (2, "Write to Zoë’s school")


def test_other_kinds_and_endings_read_the_same_cells() -> None:
    assert read("ods", (SHEETS / "06-bands.ods").read_bytes())["sheets"][0]["rows"][4][3] == ["2026-11-27"]
    sheets = read("xlsx", (SHEETS / "09-several-sheets.xlsx").read_bytes())["sheets"]
    assert [(one["name"], one["hidden"], one["first"]) for one in sheets] == [
        ("Cover", False, 1), ("Lists", True, 1), ("LAN-0428 actions", False, 3),
    ]  # fmt: skip
    saved = read("xlsm", (SHEETS / "12-doubles-and-blanks.xlsx").read_bytes())
    assert saved["noted"] == ["Its macros were neither read nor run."]
    rows = saved["sheets"][0]["rows"]
    assert rows[-2][2:5] == ["Read the log", "Police", ["2026-11-27"]] and rows[-1][3:] == ["", "", "Yes"]
    assert read("tsv", b"a\tb\n1\t2\n")["sheets"][0]["rows"] == [["a", "b"], ["1", "2"]]


def test_rows_behind_a_quotation_mark_that_is_not_closed_are_told_of() -> None:
    rows = ["Case,Action,Due", 'L-1,"Visit, she said,1/2/27', "L-2,Ring,2/2/27", "L-3,Ask,3/2/27"]
    told = "Row {} holds whole rows in one cell: look for a quotation mark that is not closed."
    assert read("csv", "\r\n".join(rows).encode())["noted"] == [told.format(2)]
    assert read("csv", "\r\n".join(["sep=,", *rows]).encode())["noted"] == [told.format(3)]
    fine = 'Case,Action,Due\r\nL-1,"Visit,\nring, and go",1/2/27\r\nL-2,"a\nb",2/2/27\r\n'
    assert read("csv", fine.encode())["noted"] == []
    assert read("csv", b'Case,Action\r\nL-1,"Visit,\r\nL-2,ring')["noted"] == []


def test_a_guarded_cell_comes_back_as_it_was_typed() -> None:
    payloads = ["=1+1", "+44", "-2 visits", "@home", "＝1", "'=1", "plain", "it's"]
    text = "a\n" + "\n".join(f'"{guarded(one)}"' for one in payloads)
    assert [row[0] for row in read("csv", text.encode())["sheets"][0]["rows"][1:]] == payloads


@pytest.mark.parametrize(
    ("kind", "data", "sentence"),
    [
        ("xlsx", b"", "could not be read"),
        ("xlsx", b"PK\x03\x04 nothing", "could not be read"),
        ("xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "could not be read"),
        (
            "xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "with a password",
        ),
        ("csv", b"\x89PNG\0\0\0", "no text"),
        ("csv", b"a,b\n" * 20_001, "more than 20,000 rows"),
        ("csv", b"a," * 101 + b"b\n", "more than 100 columns"),
        ("csv", b'a,"' + b"x" * 140_000 + b'"\n', "cannot be read"),
    ],
    ids=["empty", "no-zip", "broken-xls", "locked", "picture", "rows", "columns", "cell"],
)
def test_what_cannot_be_read_is_said_in_one_sentence(kind: str, data: bytes, sentence: str) -> None:
    with pytest.raises(FileRefused, match=sentence):
        read(kind, data)


def test_books_that_are_too_large_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = workbook(lambda book: book.add_worksheet().write_row(0, 0, ["a"] * 101))
    with pytest.raises(FileRefused, match="more than 100 columns"):
        read("xlsx", wide)
    monkeypatch.setattr(sheet_reader_cells, "ROWS_LIMIT", 3)
    with pytest.raises(FileRefused, match="more than 3 rows"):
        read("xlsx", (SHEETS / "01-plain.xlsx").read_bytes())
    monkeypatch.setattr(sheet_reader_cells, "ROWS_LIMIT", 300)
    monkeypatch.setattr(sheet_reader_cells, "CELLS_LIMIT", 3)
    with pytest.raises(FileRefused, match="more than 3 cells"):
        read("xlsx", (SHEETS / "01-plain.xlsx").read_bytes())
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", bytes(170 * 1024 * 1024))
    with pytest.raises(FileRefused, match="unpacks to too much"):
        read("xlsx", held.getvalue())


def test_the_parent_refuses_what_is_no_spreadsheet(tmp_path: Path) -> None:
    for name, data, sentence in (
        ("a.pdf", b"x", "Only .xlsx"),
        ("gone.csv", None, "cannot be opened"),
        ("empty.csv", b"\n\n", "nothing in"),
    ):  # fmt: skip
        if data is not None:
            (tmp_path / name).write_bytes(data)
        with pytest.raises(FileRefused, match=sentence):
            read_sheets(tmp_path / name)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("print('{}')", "was stopped"),
        ("print('[1]')", "was stopped"),
        ("import os; os.abort()", "was stopped"),
        (f"print({ODD!r})", "was stopped"),
        ("import time; time.sleep(9)", "in 0 seconds"),
    ],
)  # fmt: skip
def test_a_reader_that_fails_is_one_sentence(tmp_path: Path, body: str, sentence: str) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"a,b\n")
    with pytest.raises(FileRefused, match=sentence):
        read_sheets(file, command=program(tmp_path, body), wait=0.4)


def test_a_sheet_that_claims_a_million_empty_rows_ends_soon(tmp_path: Path) -> None:
    """A cell in the last place of a sheet makes a table that no memory holds: the process bears it."""
    file = tmp_path / "far.xlsx"
    file.write_bytes(workbook(lambda book: _far(book.add_worksheet())))
    with pytest.raises(FileRefused):
        read_sheets(file)


def _far(sheet: object) -> None:
    sheet.write_string(0, 0, "Action")  # type: ignore[attr-defined]  # a sheet of XlsxWriter
    sheet.write_string(1_048_575, 16_383, "x")  # type: ignore[attr-defined]  # a sheet of XlsxWriter


def test_mutated_files_are_read_or_refused() -> None:
    chance = random.Random(6)
    for name in ("01-plain.xlsx", "05-several-owners.xls", "06-bands.ods", "10-unicode-text.txt"):
        whole = (SHEETS / name).read_bytes()
        for _ in range(25):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 12)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            try:
                found = read(name[-4:].strip("."), bytes(data[: chance.choice((len(data), len(data) // 2))]))
            except FileRefused:
                continue
            assert set(json.loads(json.dumps(found))) == {"sheets", "noted"}


def test_the_reader_can_open_and_start_nothing(tmp_path: Path) -> None:
    body = (
        "import sys\nfrom mappa_desk.exchange import sheet_reader as reader\n"
        "from mappa_desk.exchange.confined import give_up_everything\n"
        "give_up_everything(reader._warm_up)\nrefused = 0\n"
        "for attempt in (lambda: open('/etc/hostname'), lambda: __import__('os').system('echo')):\n"
        "    try:\n        attempt()\n    except OSError:\n        refused += 1\n"
        "found = reader.read('xlsx', reader.sample_book())\n"
        'sys.stdout.write(f\'{refused} {found["sheets"][0]["rows"]}\')\n'
    )
    done = subprocess.run(program(tmp_path, body), capture_output=True, cwd=tmp_path, check=False)
    assert done.stdout == b"2 [[['2026-11-27']]]", done.stderr[-500:]
