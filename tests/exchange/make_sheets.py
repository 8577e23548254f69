"""Makes the twelve awkward spreadsheets of `sheets/`, each with a habit of trackers as they are kept.

`python tests/exchange/make_sheets.py` makes them; those for .xls and .ods are turned by LibreOffice. With
`look` LibreOffice opens each workbook, and its cells are compared with the reader's. Everybody is made up.
What becomes of their rows stands beside them in sheets.toml, written by hand.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

FOLDER = Path(__file__).resolve().parent / "sheets"
Rows = Sequence[Sequence[Any]]
FRIDAY = date(2026, 11, 27)
JANUARY = date(2027, 1, 15)


def _book(name: str, fill: Callable[[Any, Any], None]) -> Path:
    path = FOLDER / name
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy", "in_memory": True}) as book:
        fill(book, book.add_format({"bold": True}))
    return path


def _write(sheet: Any, rows: Rows, first: int = 0) -> None:
    for at, row in enumerate(rows, start=first):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(at, column, cell)
            elif isinstance(cell, str):
                sheet.write_string(at, column, cell)
            elif cell is not None:
                sheet.write(at, column, cell)


def _simple(name: str, rows: Rows) -> Path:
    return _book(name, lambda book, _bold: _write(book.add_worksheet("Sheet1"), rows))


def plain() -> None:
    """Heads as in the template, real dates, one owner each."""
    _simple(
        "01-plain.xlsx",
        [
            ["Case", "Number", "Action", "Agency", "Owner", "Due", "State", "Update"],
            [
                "LAN-0417",
                1,
                "Visit the address with the landlord",
                "Police",
                "Priya Nair",
                FRIDAY,
                "Open",
                "",
            ],
            [
                "LAN-0417",
                2,
                "Check the curfew hours",
                "Probation",
                "Ruth Ansah",
                FRIDAY,
                "Open",
                "Called twice",
            ],
            ["LAN-0417", 3, "Send the housing form", "Housing", "Zuzanna Nowak", JANUARY, "", ""],
            [
                "LAN-0422",
                1,
                "Ask the ward for a discharge date",
                "Health",
                "Tom Reilly",
                FRIDAY,
                "In progress",
                "",
            ],
            [
                "LAN-0422",
                2,
                "Renew the exclusion map",
                "Police",
                "Priya Nair",
                date(2026, 11, 13),
                "Open",
                "",
            ],
            ["LAN-0428", 1, "Book the approved premises", "Probation", "Ruth Ansah", JANUARY, "Open", ""],
        ],
    )


def merged_heads() -> None:
    """A title over all columns, heads in two rows, the case merged over its actions."""

    def fill(book: Any, bold: Any) -> None:
        sheet = book.add_worksheet("Tracker")
        sheet.merge_range(0, 0, 0, 6, "MAPPA Level 2 and 3 action tracker, OFFICIAL-SENSITIVE", bold)
        for column, head in ((0, "MAPPA Ref"), (1, "Action\nNo."), (2, "Action Required"), (6, "Comments")):
            sheet.merge_range(2, column, 3, column, head, bold)
        sheet.merge_range(2, 3, 2, 4, "Responsible", bold)
        sheet.write(2, 5, "Target", bold)
        _write(sheet, [["", "", "", "Agency", "Officer", "Date"]], 3)
        sheet.merge_range(4, 0, 6, 0, "LAN-0417")
        _write(
            sheet,
            [
                [None, "1.1", "Confirm who holds the keys of the flat", "Housing", "Zuzanna Nowak", FRIDAY],
                [
                    None,
                    "1.2",
                    "Serve the prohibition on the club",
                    "Police",
                    "Priya Nair",
                    FRIDAY,
                    "Club told",
                ],
                [None, "1.3", "Fit the tag", "Probation", "Ruth Ansah and Tom Reilly", JANUARY],
            ],
            4,
        )
        sheet.merge_range(7, 0, 8, 0, "LAN-0422")
        _write(
            sheet,
            [
                [None, "2.1", "Write to the employer", "Police", "Priya Nair", FRIDAY],
                [None, "2.2", "Agree a contact with the family", "Probation", "Ruth Ansah", JANUARY],
            ],
            7,
        )

    _book("02-merged-heads.xlsx", fill)


def dates_as_text() -> None:
    """Dates typed as words: dd/mm/yy, ordinals, ASAP, next meeting, days that do not exist."""
    dates = [
        "27/11/26", "27.11.2026", "27th November 2026", "Friday 27 Nov 2026", "27-Nov-26",
        "2026-11-27 00:00:00",
        "next MAPPA meeting", "Before release", "TBC", "",
        "ASAP", "Ongoing", "31/02/27", "11/27/26", "13/11/26 27/11/26", "27 Nov", "Thursday 27 Nov 2026",
        "2 weeks", "when he is ready", "27/11/2062",
    ]  # fmt: skip
    rows: list[list[Any]] = [["Case Ref", "Date set", "Action agreed", "By whom", "By when"]]
    for at, words in enumerate(dates, start=1):
        rows.append(["LAN-0417", "09/11/2026", f"Step {at} of the plan", "Police - Priya Nair", words])
    _simple("03-dates-as-text.xlsx", rows)


def serials() -> None:
    """Kept as text with semicolons by a Western Windows, its dates the bare numbers of a spreadsheet."""
    lines = [
        "sep=;",
        "Case No;Action;Lead;Deadline;Date completed;Status",
        "LAN-0417;Visit the café on the corner;Police;46353;;Open",
        "LAN-0417;Write to Zoë’s school;Children’s social care;46402;;Open",
        "LAN-0422;“Safe” letter to the landlord;Housing;46339;46338;Complete",
        "LAN-0422;Check £20 top-up;Probation;46339;46345;Complete",
        "LAN-0428;Read the file;Prison;463;;Open",
    ]
    (FOLDER / "04-serials.csv").write_bytes("\r\n".join(lines).encode("cp1252"))


def several_owners() -> None:
    """Owners in every order, several in one cell, "all", nobody, an agency of another area."""
    owners = [
        ("Police", "DI Priya Nair"), ("", "Priya Nair (Police)"), ("", "Probation - Ruth Ansah"),
        ("", "Housing Dept: Zuzanna Nowak"), ("", "Duty sergeant, Police"), ("", "Nowak, Zuzanna"),
        ("", "Department for Work and Pensions"),
        ("", "Police / Probation"), ("", "Priya Nair & Ruth Ansah"),
        ("", "Priya Nair\nTom Reilly\nRuth Ansah"),
        ("Police/Housing", ""), ("", "All agencies"), ("", ""), ("", "TBC"), ("Border Force", "J. Unknown"),
        ("", "J. Unknown"), ("Housing", "Priya Nair"),
    ]  # fmt: skip
    rows: list[list[Any]] = [["Ref", "Action", "Agency", "Action owner", "Due date"]]
    rows += [
        ["LAN-0417", f"Task {at} of the list", *owner, FRIDAY] for at, owner in enumerate(owners, start=1)
    ]
    _turned(_simple("05-several-owners.xlsx", rows), "xls")


def bands() -> None:
    """A line with the case over its actions, lines with the agency, heads that come again, a total."""
    head = ["No", "Action", "Officer", "Target date", "RAG"]
    rows: Rows = [
        ["Action log, printed 20/11/2026"],
        head,
        ["LAN-0417 (GP), Level 3"],
        ["Police"],
        [1, "Visit weekly", "Priya Nair", FRIDAY, "Open"],
        [2, "Circulate the photograph", "Priya Nair", FRIDAY, "Open"],
        ["Housing"],
        [3, "End the tenancy", "Zuzanna Nowak", JANUARY, "Open"],
        [],
        ["LAN-0422 (MN), Level 2"],
        ["Health"],
        [1, "Review the medicine", "Tom Reilly", FRIDAY, "Open"],
        head,
        [2, "Copy the care plan", "Tom Reilly", FRIDAY, "Green"],
        ["LAN-0999 (XX), Level 2"],
        [1, "Check the bail", "Priya Nair", FRIDAY, "Open"],
        ["Kevin Nobody"],
        [1, "Call the hostel", "Ruth Ansah", FRIDAY, "Open"],
        ["Total: 7"],
    ]
    _turned(_simple("06-bands.xlsx", rows), "ods")


def states() -> None:
    """Colours, closed, percentages, dates within the state, carried forward."""
    then = date(2026, 11, 12)
    said: list[tuple[Any, Any, str]] = [
        ("Complete", then, "Visited"), ("Done 12/11/26", None, ""),
        ("Completed late", date(2026, 11, 20), ""),
        ("Outstanding", None, ""), ("c/f", None, ""), ("50%", None, ""), ("100%", then, ""),
        ("No longer required", then, "He moved away"), ("Withdrawn", then, "By the chair"),
        ("Not done", then, "No staff"),
        ("Closed", then, ""), ("Amber", None, ""), ("Complete", None, ""), ("Not done", then, ""),
        ("Waiting for Bob", None, ""), ("Complete", date(2027, 11, 12), ""), ("Open", then, ""),
    ]  # fmt: skip
    rows: list[list[Any]] = [["CASE REF.", "ACTION", "WHO", "DUE", "STATUS", "DATE COMPLETED", "COMMENTS"]]
    for at, (state, on, note) in enumerate(said, start=1):
        due = date(2026, 11, 13)
        rows.append(["LAN-0422", f"Job {at} from the log", "Police: Priya Nair", due, state, on, note])
    _simple("07-states.xlsx", rows)


def cases_by_other_names() -> None:
    """The case by its name, with blanks, by ViSOR, in brackets; unknown, closed, left blank below."""
    cases = ["LAN 0417", "lan0417", "LAN-0417 (GP)", "VS1234567", "Gareth Poole", "POOLE, Gareth", "",
             "LAN-0999", "LAN-0351", "Someone Else", "LAN-0422", ""]  # fmt: skip
    rows: list[list[Any]] = [["Nominal", "Surname etc", "What", "Who", "When"]]
    rows[0][0] = "Offender ref"
    rows += [
        [case, "", f"Point {at} agreed", "Probation: Ruth Ansah", FRIDAY] for at, case in enumerate(cases, 1)
    ]
    _simple("08-cases-by-other-names.xlsx", rows)


def several_sheets() -> None:
    """A cover, a hidden list, and the actions on a sheet that is named after the case."""

    def fill(book: Any, _bold: Any) -> None:
        _write(book.add_worksheet("Cover"), [["MAPPA"], ["Owner", "Jo Parry"], ["Status", "Draft"]])
        hidden = book.add_worksheet("Lists")
        _write(hidden, [["Action", "Owner", "Due", "Status"], *[["a", "b", "c", "Open"]] * 40])
        hidden.hide()
        rows: Rows = [
            ["Action point", "Person responsible", "Deadline", "Latest update", "Earlier update"],
            ["Search the room", "Prison, Amy Cole", FRIDAY, "Booked", "Asked"],
            ["Read the letters", "Prison, Amy Cole", FRIDAY, "", ""],
            ["Tell the victim liaison officer", "Probation, Ruth Ansah", "before release", "", ""],
        ]
        _write(book.add_worksheet("LAN-0428 actions"), rows, 2)

    _book("09-several-sheets.xlsx", fill)


def unicode_text() -> None:
    """Kept as "Unicode text": tabs, UTF-16, breaks within cells, cells that look like formulas."""
    rows = [
        ["Case reference", "Action", "Owner", "Due", "Notes"],
        ["LAN-0417", '=HYPERLINK("x")', "Police: Priya Nair", "27/11/2026", "'=1+1"],
        ["LAN-0417", '"Line one\nline two"', "Heddlu Gŵyr", "27/11/2026", ""],
        ["LAN-0422", "-2 visits a week", "Probation: Ruth Ansah", "15/01/2027", "@home"],
        ["LAN-0422", "+44 number to check", "Police: Łukasz Ządło", "15/01/2027", "“quoted” — dash"],
    ]
    text = "\r\n".join(
        "\t".join(cell.replace('=HYPERLINK("x")', '"=HYPERLINK(""x"")"') for cell in row) for row in rows
    )
    (FOLDER / "10-unicode-text.txt").write_bytes(b"\xff\xfe" + text.encode("utf-16-le"))


def reply() -> None:
    """What an agency sends back: numbers that are known, dates moved, another's action, one twice."""
    rows: Rows = [
        ["Reference", "What", "Due", "Status", "Done on / what happened", "Updated by", "Evidence"],
        [
            "LAN-0417-M01-01",
            "Confirm the licence address",
            FRIDAY,
            "Done",
            "Seen with the landlord",
            "R. Ansah",
            "Letter 20/11",
        ],
        ["LAN-0417-M01-02", "Tell the school", "", "", "The head is away until Monday", "R. Ansah", ""],
        ["LAN-0417-M01-03", "", date(2026, 12, 11), "Open", "The file is in the archive", "", ""],
        ["LAN-0417-M01-04", "Ring the bank", "", "Done", "", "", ""],
        ["LAN-0417-M01-05", "", "", "", "", "", ""],
        ["LAN-0417-M01-06", "Quite another task", "", "", "We did something", "", ""],
        ["LAN-0417-M09-01", "A task nobody knows", FRIDAY, "Open", "", "", ""],
        ["LAN-0417-M09-02", "", "", "Done", "", "", ""],
        ["LAN-0417-M01-02", "Tell the school", "", "", "She is back", "", ""],
    ]
    _simple("11-reply.xlsx", rows)


def doubles_and_blanks() -> None:
    """Blank rows, the same row twice, no words, errors, saved results of formulas, a ticked box."""

    def fill(book: Any, _bold: Any) -> None:
        sheet = book.add_worksheet("Sheet1")
        rows: Rows = [
            ["Case", "Nr", "Action", "Agency", "Due", "Completed?"],
            [],
            ["LAN-0417", 7, "Look at the camera", "Police", FRIDAY, False],
            ["LAN-0417", 7, "Look at the camera", "Police", FRIDAY, False],
            [],
            ["LAN-0417", None, "Look at the camera", "Police", FRIDAY, False],
            ["LAN-0417", 8, "", "Police", FRIDAY, False],
            ["LAN-0417", None, "", "Police", FRIDAY, False],
            ["LAN-0422", 9, "x" * 5_200, "Police", FRIDAY, False],
            ["LAN-0422", 10, "Note " + "y" * 2_100, "Police", FRIDAY, False],
        ]
        _write(sheet, rows, 3)
        _write(
            sheet,
            [["LAN-0422", 11, None, "Police", None, False], ["LAN-0422", 12, "Sign", None, None, True]],
            13,
        )
        sheet.write_formula(13, 2, '=CONCATENATE("Read ","the log")', None, "Read the log")
        sheet.write_formula(13, 4, "=DATE(2026,11,27)", book.add_format({"num_format": "dd/mm/yyyy"}), 46353)
        sheet.write_formula(14, 3, "=#REF!", None, "#REF!")
        sheet.write_formula(14, 4, "=#N/A", None, "#N/A")

    _book("12-doubles-and-blanks.xlsx", fill)


def _turned(path: Path, ending: str) -> None:
    """Turns a file into another shape with LibreOffice and takes the first one away."""
    with tempfile.TemporaryDirectory() as home:
        where = [f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", ending]
        subprocess.run(
            ["soffice", *where, "--outdir", str(FOLDER), str(path)], check=True, capture_output=True
        )
    path.unlink()


def look() -> None:
    """Has LibreOffice open each spreadsheet and says which cells it reads otherwise than the reader."""
    from mappa_desk.exchange.sheet_reader import read  # making them needs no program

    with tempfile.TemporaryDirectory() as home:
        for path in sorted(FOLDER.glob("*.[xo]*")):
            where = [f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "ods"]
            subprocess.run(["soffice", *where, "--outdir", home, str(path)], check=True, capture_output=True)
            ours = read(path.suffix[1:], path.read_bytes())["sheets"]
            theirs = read("ods", (Path(home) / f"{path.stem}.ods").read_bytes())["sheets"]
            cells = other = 0
            for one, two in zip(ours, theirs, strict=True):
                for row, again in zip(one["rows"], two["rows"], strict=True):
                    for mine, its in zip(row, again, strict=False):
                        cells += 1
                        other += its not in (
                            mine,
                            {"No": 0, "Yes": 1}.get(str(mine)),
                            "",
                        )  # a merged cell is repeated by the reader alone
            print(f"{path.name}: {cells} cells, {other} otherwise")


if __name__ == "__main__":
    if sys.argv[1:] == ["look"]:
        look()
        sys.exit()
    FOLDER.mkdir(exist_ok=True)
    for make in (
        plain, merged_heads, dates_as_text, serials, several_owners, bands, states, cases_by_other_names,
        several_sheets, unicode_text, reply, doubles_and_blanks,
    ):  # fmt: skip
        make()
        print(make.__name__, file=sys.stderr)
