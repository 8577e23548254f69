"""The tracker at the command line: as a table, CSV and JSON, filtered, and written to files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import icalendar
import openpyxl
import pytest
from command_line import Call, Said

COLUMNS = ("Number", "Case", "Action", "Agency", "Owner", "Role", "Due")


def numbers(said: Said) -> list[str]:
    assert (said.code, said.err) == (0, "")
    return [row["reference"] for row in json.loads(said.out)]


def table(said: Said) -> list[dict[str, str]]:
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(said.out.removeprefix("\ufeff"), newline="")))


def test_the_tracker_as_a_table(on_vault: Call) -> None:
    said = on_vault("actions", "--case", "LAN-0417", "--open", "--on", "2026-11-12")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0].split() == ["No.", "What", "Owner", "Due", "State", "Carried"]
    assert len(lines) == 9
    assert lines[1].startswith("LAN-0417-M02-02") and "Wed 30 Sep 2026" in lines[1] and "Overdue" in lines[1]
    assert sum("Overdue" in line for line in lines) == 4


def test_the_tracker_as_json(on_vault: Call) -> None:
    said = on_vault("actions", "--overdue", "--agency", "hsg", "--on", "2026-11-12", "--format", "json")
    (row,) = json.loads(said.out)
    assert row["reference"] == "LAN-0417-M01-04"
    assert (row["state"], row["overdue"], row["carried"], row["days_left"]) == ("open", True, 1, -13)
    assert (row["meeting"], row["priority"], row["labels"], row["settled_on"]) == (
        "LAN-0417-M01", "normal", [], "",
    )  # fmt: skip


def test_the_tracker_as_csv(on_vault: Call) -> None:
    rows = table(on_vault("actions", "--format", "csv", "--on", "2026-11-12"))
    assert tuple(rows[0])[: len(COLUMNS)] == COLUMNS
    assert len(rows) == 114
    assert rows[0]["Overdue"] == "Yes" and rows[0]["Due"] < "2026-11-12"


def test_no_cell_of_the_csv_is_a_formula(tmp_path: Path, passphrase: Path, call: Call) -> None:
    plain = json.loads(
        (Path(__file__).parents[2] / "resources" / "practice" / "LAN-0405.json").read_text("utf-8")
    )
    formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", " =1"]
    for held, formula in zip(plain["actions"], formulas, strict=False):
        held["action"]["text"] = formula + " words"
    file = tmp_path / "formulas.json"
    file.write_text(json.dumps(plain), encoding="utf-8")
    desk_words = ("--vault", tmp_path / "fresh", "--passphrase-file", passphrase)
    assert call("init", *desk_words, "--no-recovery", "There is no recovery").code == 0
    imported = call("import", *desk_words, file)
    assert (imported.code, imported.err) == (0, "")
    rows = table(call("actions", *desk_words, "--format", "csv"))
    cells = [cell for row in rows for cell in row.values()]
    assert [
        cell for cell in cells if cell.lstrip(" ")[:1] in tuple("=+-@\t\r\n") and not cell[1:].isdigit()
    ] == []
    assert "'=1+1 words" in cells


@pytest.mark.parametrize("agency", ["educ", "edu", "Education", " EDUC "])
def test_an_agency_goes_by_code_other_code_or_name(on_vault: Call, agency: str) -> None:
    said = on_vault("actions", "--agency", agency, "--format", "json")
    assert {row["agency"] for row in json.loads(said.out)} == {"Education"}


def test_a_line_of_words_filters_as_the_options_do(on_vault: Call) -> None:
    day = ("--on", "2026-11-12", "--format", "json")
    by_options = on_vault("actions", "--overdue", "--agency", "hsg", "--case", "lan-0417", *day)
    by_words = on_vault("actions", "--filter", "overdue @housing case:LAN-0417", *day)
    both = on_vault(
        "actions", "--filter", "due:<today", "--open", "--agency", "hsg", "--case", "LAN-0417", *day
    )
    assert numbers(by_options) == numbers(by_words) == numbers(both) == ["LAN-0417-M01-04"]
    carried = json.loads(on_vault("actions", "--filter", "carried:>1 -is:open", *day).out)
    assert carried and all(row["carried"] > 1 and row["state"] != "open" for row in carried)
    assert numbers(on_vault("actions", "--filter", "is:open is:settled case:none", *day)) == []


def test_what_a_line_does_not_say_is_told(on_vault: Call) -> None:
    said = on_vault("actions", "--filter", "colour:red")
    assert (said.code, said.out) == (0, "No action fits.\n")
    assert said.err == "Not understood, so looked for as text: colour:red\n"


def test_the_tracker_is_written_to_files(on_vault: Call, tmp_path: Path) -> None:
    day = ("--on", "2026-11-12", "--filter", "is:open case:LAN-0417")
    for ending in ("csv", "xlsx"):
        said = on_vault("actions", *day, "--out", tmp_path / f"open.{ending}")
        assert (said.code, said.err) == (0, "")
        assert said.out == f"{tmp_path / 'open'}.{ending}: 8 actions\n"
    (sheet,) = openpyxl.load_workbook(tmp_path / "open.xlsx").worksheets
    rows = list(csv.reader(io.StringIO((tmp_path / "open.csv").read_bytes().decode("utf-8-sig"), newline="")))
    assert [row[0] for row in rows] == [cell.value for (cell,) in sheet.iter_rows(max_col=1)]
    said = on_vault("actions", *day, "--out", tmp_path / "open.ics")
    assert said.code == 0 and said.out.startswith(f"{tmp_path / 'open.ics'}: ")
    held = {
        str(event["SUMMARY"])
        for event in icalendar.Calendar.from_ical((tmp_path / "open.ics").read_bytes()).walk("VEVENT")
    }
    dated = {row[0] for row in rows[1:] if row[6]}
    assert held == {f"Action {number}" for number in dated}
    assert f"{len(held)} actions, {8 - len(held)} left out" in said.out
    said = on_vault("actions", "--case", "LAN-0417", "--cancelled", "--out", tmp_path / "open.ics")
    events = icalendar.Calendar.from_ical((tmp_path / "open.ics").read_bytes()).walk("VEVENT")
    gone = {str(event["SUMMARY"]) for event in events if event["STATUS"] == "CANCELLED"}
    assert gone and gone.isdisjoint(held) and f"{len(held)} actions, {len(gone)} cancelled" in said.out


def test_the_empty_sheet_is_written(on_vault: Call, tmp_path: Path) -> None:
    said = on_vault("actions", "--template", tmp_path / "in.xlsx")
    assert (said.code, said.out) == (0, f"{tmp_path / 'in.xlsx'}\n")
    assert openpyxl.load_workbook(tmp_path / "in.xlsx").worksheets[0]["C1"].value == "Action"


@pytest.mark.parametrize(
    "words",
    [
        ("--out", "actions.txt"),
        ("--template", "actions.ics"),
        ("--out", "none/actions.csv"),
        ("--cancelled", "--out", "actions.csv"),
        ("--filter", "case:none", "--out", "actions.ics"),
    ],
)
def test_what_cannot_be_written_is_said_in_a_sentence(
    on_vault: Call, tmp_path: Path, words: tuple[str, ...]
) -> None:
    said = on_vault("actions", *words[:-1], tmp_path / words[-1])
    assert (said.code, said.out) == (1, "")
    assert len(said.err.splitlines()) == 1 and said.err.endswith(".\n")


def test_rows_that_are_not_for_everybody_are_counted_beside_what_is_written(
    tmp_path: Path, passphrase: Path, call: Call
) -> None:
    file = Path(__file__).parents[2] / "resources" / "practice" / "LAN-0405.json"
    plain = json.loads(file.read_text("utf-8"))
    first, second = (held["action"] for held in plain["actions"][:2])
    entries = [entry for meeting in plain["meetings"] for entry in meeting["entries"]]
    for entry in entries:
        if entry["id"] in (first["entry_id"], second["entry_id"]):
            entry |= {"handling": "named_recipients", "recipients": ["pol"]}
    first["text"] = "Visit the address. " * 2_000
    held = tmp_path / "held.json"
    held.write_text(json.dumps(plain), encoding="utf-8")
    desk_words = ("--vault", tmp_path / "fresh", "--passphrase-file", passphrase)
    assert call("init", *desk_words, "--no-recovery", "There is no recovery").code == 0
    assert call("import", *desk_words, held).code == 0
    target = tmp_path / "all.csv"
    said = call("actions", *desk_words, "--out", target)
    assert said.out.endswith(
        " actions; 1 cell too long and cut; 2 rows with words that not every agency may have\n"
    )
    shown = call("actions", *desk_words, "--format", "csv")
    assert shown.err == "2 rows with words that not every agency may have\n"
    assert len(shown.out.splitlines()) == len(target.read_text("utf-8-sig").splitlines())
    assert call("actions", *desk_words, "--format", "json").err == shown.err
    calm = call("actions", *desk_words, "--filter", "case:none", "--format", "csv")
    assert (calm.code, calm.err) == (0, "")
