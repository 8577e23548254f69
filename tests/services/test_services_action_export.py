"""The tracker as a spreadsheet, and the sheet that is filled in to bring actions in."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from meeting_room import Room

from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.domain.action_import import RowDoing
from mappa_desk.domain.actions import Action, ActionEventKind
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.errors import RuleError
from mappa_desk.exchange.formula_guard import unguarded
from mappa_desk.services import (
    action_export,
    action_import,
    actions,
    areas,
    closed_parts,
    contributions,
    desk,
    putting,
    tracker,
)
from mappa_desk.services.action_columns import COLUMNS, template_columns
from mappa_desk.services.action_export import SheetShape, action_template, export_actions

HEADS = [column.head for column in COLUMNS]
NASTY = '=HYPERLINK("http://example.org")\nand “ring”, the hostel; it’s “closed”'


@pytest.fixture
def filled(room: Room) -> Room:
    """Three actions: one overdue with a nasty text, one to come, one done."""
    meeting = room.running()
    first = room.act(meeting, NASTY, due=room.work.today() - timedelta(days=2))
    room.act(meeting, "Visit the address", due=date(2027, 1, 23))
    done = room.act(meeting, "Ring the hostel")
    actions.review_action(
        room.work, action_id=done.id, meeting_id=None, outcome=ActionEventKind.DONE, note="Rang twice"
    )
    with room.work.writing() as uow:
        uow.save(
            replace(uow.get(type(first), first.id), labels=("hostel", "visit"), look_on=date(2026, 12, 1))
        )
    return room


def test_a_csv_holds_what_the_tracker_shows(filled: Room, tmp_path: Path) -> None:
    target = tmp_path / "actions.csv"
    given = export_actions(filled.work, find=ActionFilter(), target=target, shape="csv").value
    assert (given.path, given.rows, given.cut) == (target, 3, 0)
    rows = list(csv.DictReader(io.StringIO(target.read_bytes().decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == HEADS
    overdue = {head: unguarded(cell) for head, cell in rows[0].items()}
    assert overdue == {
        **dict.fromkeys(HEADS, ""),
        "Number": "LAN-0417-M01-01",
        "Case": "LAN-0417",
        "Action": NASTY,
        "Agency": "Probation",
        "Owner": "Ann Lloyd",
        "Role": "Probation practitioner",
        "Due": "2026-11-21",
        "State": "Open",
        "Overdue": "Yes",
        "Days left": "-2",
        "Accepted": "Not read back",
        "Priority": "Normal",
        "Labels": "hostel, visit",
        "Look again on": "2026-12-01",
        "Carried": "0",
        "Re-dated": "0",
        "Given at": "LAN-0417-M01",
    }
    assert rows[0]["Action"].startswith("'=")
    assert [(row["Number"], row["State"], row["What happened"]) for row in rows[1:]] == [
        ("LAN-0417-M01-02", "Open", ""),
        ("LAN-0417-M01-03", "Done", "Rang twice"),
    ]
    with filled.reopened().reading() as reading:
        assert "actions exported" in [entry.verb for entry in reading.audit()]


def test_an_xlsx_is_filtered_and_sorted_and_holds_text_as_it_was(filled: Room, tmp_path: Path) -> None:
    target = tmp_path / "Open.XLSX"
    find = ActionFilter(open_only=True)
    given = export_actions(filled.work, find=find, target=target, sort="due", descending=True).value
    (sheet,) = openpyxl.load_workbook(target).worksheets
    rows = [dict(zip(HEADS, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert given.rows == len(rows) == 2
    assert [row["Number"].value for row in rows] == ["LAN-0417-M01-02", "LAN-0417-M01-01"]
    assert (rows[1]["Action"].value, rows[1]["Action"].data_type) == (NASTY, "s")
    assert rows[0]["Due"].value == datetime(2027, 1, 23) and rows[0]["Due"].is_date  # noqa: DTZ001
    assert [row["Overdue"].value for row in rows] == ["No", "Yes"]
    later = export_actions(filled.work, find=find, target=target, on=date(2027, 2, 1))
    assert later.value.path == target
    (sheet,) = openpyxl.load_workbook(target).worksheets
    assert {row[HEADS.index("Overdue")].value for row in sheet.iter_rows(min_row=2)} == {"Yes"}


def test_where_a_sheet_cannot_go(filled: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = filled.work
    for target, shape in (
        (tmp_path / "a.csv", "xlsx"),
        (tmp_path / "none" / "a.csv", "csv"),
        (filled.folder / "a.csv", "csv"),
    ):
        with pytest.raises(RuleError):
            export_actions(work, find=ActionFilter(), target=target, shape=shape)
        with pytest.raises(RuleError):
            action_template(work, target=target, shape=shape)
        assert not target.exists()
    monkeypatch.setattr(action_export, "XLSX_ROWS", 2)
    with pytest.raises(RuleError, match="takes 2 rows and these are 3"):
        export_actions(work, find=ActionFilter(), target=tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []
    assert [
        row.action.text for row in tracker.first_rows(work, find=ActionFilter(words=("hostel", "closed")))
    ] == [NASTY]


def test_a_file_that_another_program_holds_stays_as_it_is(
    filled: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "actions.csv"
    target.write_text("kept", encoding="utf-8")
    monkeypatch.setattr(putting, "digest_of_standing", lambda _target: None)
    given = export_actions(filled.work, find=ActionFilter(), target=target, shape=SheetShape.CSV).value
    assert given.path == tmp_path / "actions-2.csv" and given.path.exists()
    assert target.read_text("utf-8") == "kept"


def test_the_empty_sheet(room: Room, tmp_path: Path) -> None:
    heads = [
        column.head for column in template_columns(room.work.reference.wording, room.work.reference.agencies)
    ]
    made = action_template(room.work, target=tmp_path / "in.xlsx").value
    sheet, about = openpyxl.load_workbook(made).worksheets
    assert [cell.value for cell in sheet[1]] == heads
    assert all(len(rule.formula1) <= 257 for rule in sheet.data_validations.dataValidation)
    assert [row[0].value for row in about.iter_rows(min_row=2)] == heads
    assert all(row[1].value for row in about.iter_rows(min_row=2))
    plain = action_template(room.work, target=tmp_path / "in.csv", shape="csv").value
    assert list(csv.reader(io.StringIO(plain.read_bytes().decode("utf-8-sig")))) == [heads]


@pytest.mark.parametrize("shape", list(SheetShape))
def test_an_exported_tracker_that_comes_back_changes_nothing(
    filled: Room, tmp_path: Path, shape: SheetShape
) -> None:
    target = tmp_path / f"actions.{shape}"
    export_actions(filled.work, find=ActionFilter(), target=target, shape=shape)
    plan = action_import.plan_import(filled.work, file=action_import.read_sheet(target))
    assert [(row.doing, row.said.action_number) for row in plan.rows] == [
        (RowDoing.SAME, f"LAN-0417-M01-0{number}") for number in (1, 2, 3)
    ]


def test_the_empty_sheet_filled_in_comes_in(filled: Room, tmp_path: Path) -> None:
    made = action_template(filled.work, target=tmp_path / "in.xlsx").value
    book = openpyxl.load_workbook(made)
    page = book.worksheets[0]
    heads = [cell.value for cell in page[1]]
    for row in (
        {"Case": "LAN-0417", "Action": "Book the room", "Agency": "Housing", "Owner": "Bo Hart",
         "Due": datetime(2027, 1, 8), "Priority": "Do now", "Labels": "room, hostel"},  # noqa: DTZ001
        {"Number": "LAN-0417-M01-02", "Action": "Visit the address", "State": "Done",
         "Done on": datetime(2026, 11, 20), "Update": "Visited", "Told by": "Ann Lloyd"},  # noqa: DTZ001
    ):  # fmt: skip
        page.append([row.get(head) for head in heads])
    book.save(made)
    plan = action_import.plan_import(filled.work, file=action_import.read_sheet(made))
    new, update = plan.rows
    assert (new.doing, new.case_reference, new.said.text) == (RowDoing.NEW, "LAN-0417", "Book the room")
    assert (new.said.owner.agency, new.said.owner.name, new.said.urgent) == ("hsg", "Bo Hart", True)
    assert (new.said.due.deadline.on, new.said.labels) == (date(2027, 1, 8), ("hostel", "room"))
    assert (update.doing, update.tag, update.outcome) == (RowDoing.UPDATE, "M01-02", ActionEventKind.DONE)


def test_a_spreadsheet_says_how_many_rows_not_everybody_may_have(filled: Room, tmp_path: Path) -> None:
    target = tmp_path / "actions.csv"
    assert not export_actions(filled.work, find=ActionFilter(), target=target, shape="csv").value.restricted
    with filled.work.reading() as reading:
        first, second, _third = reading.all(Action, order_by="tag")
    meeting_id = first.meeting_id or ""
    contributions.set_handling(
        filled.work, entry_id=first.entry_id or "", handling=Handling.NAMED_RECIPIENTS, recipients=("pol",)
    )
    stayed = desk.desk_view(filled.work, meeting_id=meeting_id).attendance[0].id
    closed_parts.begin_closed_part(filled.work, meeting_id=meeting_id, stayed=(stayed,))
    inside = filled.act(desk.desk_view(filled.work, meeting_id=meeting_id).meeting, "Say where the source is")
    given = export_actions(filled.work, find=ActionFilter(), target=target, shape="csv").value
    assert (given.rows, given.restricted) == (4, 2)
    kept = ActionFilter(words=("Visit the address",))
    assert export_actions(filled.work, find=kept, target=target, shape="csv").value.restricted == 0
    assert inside.id != second.id


def test_an_agency_with_a_quotation_mark_makes_no_formula_of_the_list(room: Room, tmp_path: Path) -> None:
    agencies = areas.area_view(room.work).agencies
    areas.save_agency(room.work, agency=replace(agencies[0], name='Police"&A1&"'))
    made = action_template(room.work, target=tmp_path / "in.xlsx").value
    rules = openpyxl.load_workbook(made).worksheets[0].data_validations.dataValidation
    assert all(rule.formula1.count('"') == 2 for rule in rules)
    assert agencies[1].name in rules[0].formula1
