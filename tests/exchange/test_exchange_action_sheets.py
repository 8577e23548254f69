"""Tables of actions for spreadsheets: what is written is what is read, and no cell can run."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pytest
from formula_payloads import PAYLOADS
from hypothesis import example, given
from hypothesis import strategies as st

from mappa_desk.domain.limits import clean
from mappa_desk.exchange import action_sheets
from mappa_desk.exchange.action_sheets import (
    CELL_LIMIT,
    CUT_MARK,
    Cell,
    Sheet,
    SheetColumn,
    csv_table,
    xlsx_table,
)
from mappa_desk.exchange.contact_tables import write_table
from mappa_desk.exchange.formula_guard import guarded, is_risky, unguarded

MADE = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
WIDE = Sheet("Actions", "OFFICIAL-SENSITIVE & more", [SheetColumn(f"Column {at}") for at in range(23)], MADE)
SHORT = Sheet(
    "Actions",
    "OFFICIAL-SENSITIVE",
    [SheetColumn("Text", 40), SheetColumn("Day", days=True), SheetColumn("Number")],
    MADE,
)


def csv_rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def xlsx_rows(data: bytes) -> list[tuple[openpyxl.cell.Cell, ...]]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            assert not re.search(rb"<f[ >]|<hyperlink|externalLink", packed.read(name)), name
    return list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows())


def test_there_are_forty_payloads() -> None:
    assert len(set(PAYLOADS)) == 40


def test_no_payload_runs_from_any_column() -> None:
    """Each payload in each column: in the CSV it is marked or harmless, in the .xlsx it is text as it was."""
    rows: list[list[Cell]] = [[payload] * len(WIDE.columns) for payload in PAYLOADS]
    written, _ = csv_table(WIDE, rows)
    read = csv_rows(written)[1:]
    assert len(read) == len(PAYLOADS)
    for payload, cells in zip(PAYLOADS, read, strict=True):
        assert [unguarded(cell) for cell in cells] == [payload] * len(WIDE.columns)
        for cell in cells:
            bare = cell.lstrip(" \u00a0\u200b\ufeff\u202e")
            assert not bare.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"))
    made, count = xlsx_table(WIDE, rows)
    sheet = xlsx_rows(made)[1:]
    assert count.rows == len(sheet) == len(PAYLOADS)
    for payload, row in zip(PAYLOADS, sheet, strict=True):
        assert [(cell.value, cell.data_type) for cell in row] == [(payload, "s")] * len(WIDE.columns)


BEFORE = (
    "\u00a0", "\u3000", "\u2009", "\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\u2066",
    "\u061c", "\u180e", "\u206a", "\ufff9", "\ufe0f", "\u0301", "\u034f", "\u115f", "\u3164", "\uffa0",
    "\u2800", "\U000e0020", "\U000e0100", "\U0001d173", "'", "’", "\u200b \u00ad",
)  # fmt: skip
"""Characters that nobody sees, and quotes, before a sign."""


@pytest.mark.parametrize("sign", "=+-@＝＋－＠﹦﹢﹣﹫⁼₊\u2212")
def test_a_sign_behind_what_nobody_sees_is_marked_in_both_tables(sign: str) -> None:
    texts = [f"{before}{sign}1+1" for before in ("", "\t", "\r\n", *BEFORE)]
    assert [text for text in texts if not is_risky(text)] == []
    lines = csv_rows(csv_table(SHORT, [(text, None, 1) for text in texts])[0])[1:]
    assert [line[0] for line in lines] == [f"'{clean(text)}" for text in texts]
    book = csv_rows(write_table(("Name", "Note"), [(text, "plain") for text in texts]))[1:]
    assert [line[0] for line in book] == [f"'{text}" for text in texts]


@pytest.mark.parametrize(
    "text", ["", "a=1", "9-5", "x\n=1", "Ring – today", "“=1”", "\u200b", "\u0301", "£-5"]
)
def test_what_begins_otherwise_is_left_alone(text: str) -> None:
    assert guarded(text) == text


@given(st.text(st.sampled_from("'=+-@\t\r\n \u200b\ufeff＝ab1") | st.characters(), max_size=12))
@example("'")
@example("")
def test_the_apostrophe_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not is_risky(guarded(text)) or guarded(text).startswith("'")


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=()), max_size=30),
            st.none() | st.dates(),
            st.none() | st.integers(-(10**6), 10**6),
        ),
        max_size=4,
    )
)
@example([("_x000D_ \ufffe\x0b\ud800", date(1899, 12, 31), 0), ("", None, None)])
@example([(text, None, None) for text in ("<r>", "<r><t>x</t></r>", "_xa_", "a_x0_b_xff_", "<r>a_x0_</r>")])
def test_every_cell_comes_back(rows: list[tuple[str, date | None, int | None]]) -> None:
    kept = [
        (re.sub("[\ufdd0-\ufdef\ufffe\uffff]", "\ufffd", clean(text)), day, number)
        for text, day, number in rows
    ]
    written, _ = csv_table(SHORT, rows)
    assert [
        (unguarded(text), date.fromisoformat(day) if day else None, int(number) if number else None)
        for text, day, number in csv_rows(written)[1:]
    ] == kept
    made, _ = xlsx_table(SHORT, rows)
    read = [[cell.value for cell in row] for row in xlsx_rows(made)[1:]]
    wanted: list[list[object]] = []
    for text, day, number in kept:
        early = day is not None and day < date(1900, 3, 1)
        moment = datetime(day.year, day.month, day.day) if day else None  # noqa: DTZ001 as spreadsheets keep days
        wanted.append([text or None, day.isoformat() if early and day else moment, number])
    assert [row for row in read if any(cell is not None for cell in row)] == [
        row for row in wanted if any(cell is not None for cell in row)
    ]


def test_days_are_days_and_numbers_are_numbers() -> None:
    made, _ = xlsx_table(SHORT, [("Visit", date(2026, 11, 30), -13)])
    text, day, number = xlsx_rows(made)[1]
    assert (text.data_type, day.is_date, number.data_type) == ("s", True, "n")
    assert day.number_format == "ddd d mmm yyyy"
    assert csv_rows(csv_table(SHORT, [("Visit", date(2026, 11, 30), -13)])[0])[1] == [
        "Visit",
        "2026-11-30",
        "-13",
    ]


def test_the_head_stays_in_sight_and_each_page_is_marked() -> None:
    made, _ = xlsx_table(replace(WIDE, printed=9), [["x"] * 23])
    book = openpyxl.load_workbook(io.BytesIO(made))
    (page,) = book.worksheets
    assert (page.freeze_panes, page.auto_filter.ref) == ("B2", "A1:W2")
    assert page.print_title_rows == "$1:$1" and page.page_setup.orientation == "landscape"
    assert "OFFICIAL-SENSITIVE && more" in page.oddHeader.center.text
    assert "OFFICIAL-SENSITIVE" in page.oddFooter.center.text
    assert book.properties.title == "Actions" and book.properties.created == MADE.replace(tzinfo=None)
    assert not book.properties.creator
    assert page.print_area == "'Actions'!$A$1:$I$2"
    assert made == xlsx_table(replace(WIDE, printed=9), [["x"] * 23])[0], "the same rows give the same bytes"


@pytest.mark.parametrize("letter", ["a", "\U0001f600", "="])
def test_what_no_cell_can_hold_is_cut_and_counted(letter: str) -> None:
    long, fits = letter * (CELL_LIMIT + 5), letter * (CELL_LIMIT // len(letter.encode("utf-16-le")) * 2)
    for write in (csv_table, xlsx_table):
        data, count = write(SHORT, [(long, None, 1), (fits, None, 2)])
        assert (count.rows, count.cut) == (2, 1)
        texts = (
            [row[0] for row in csv_rows(data)]
            if write is csv_table
            else [row[0].value for row in xlsx_rows(data)]
        )
        assert texts[1].endswith(CUT_MARK) and unguarded(texts[2]) == fits
        assert max(len(text.encode("utf-16-le")) // 2 for text in texts) <= 32_767


def test_an_xlsx_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(action_sheets, "XLSX_ROWS", 2)
    xlsx_table(SHORT, [("x", None, 1)] * 2)
    with pytest.raises(ValueError, match="more than 2 rows"):
        xlsx_table(SHORT, [("x", None, 1)] * 3)


def test_an_empty_sheet_says_what_goes_where() -> None:
    columns = [
        SheetColumn("Case", 14, "Reference of the case."),
        SheetColumn("State", 14, "Open where it is left empty.", ("Open", "Done")),
        SheetColumn("Due", 17, "A day.", days=True),
    ]
    made, count = xlsx_table(Sheet("Empty", "OFFICIAL-SENSITIVE", columns, MADE), (), explained=True)
    assert count.rows == 0
    first, second = openpyxl.load_workbook(io.BytesIO(made)).worksheets
    assert [cell.value for cell in first[1]] == ["Case", "State", "Due"] and first.max_row == 1
    (rule,) = first.data_validations.dataValidation
    assert (rule.formula1, rule.showErrorMessage) == ('"Open,Done"', False)
    assert (
        first.column_dimensions["C"].number_format == "ddd d mmm yyyy" or first.column_dimensions["C"]._style
    )
    assert [[cell.value for cell in row] for row in second.iter_rows()][1:] == [
        ["Case", "Reference of the case."],
        ["State", "Open where it is left empty."],
        ["Due", "A day."],
    ]
