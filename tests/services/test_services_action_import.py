"""Actions from spreadsheets: tried out first, taken in as one change, taken back as one, replies too."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from meeting_room import Room

from mappa_desk.domain.action_import import ImportPlan, SheetFile, Verdict
from mappa_desk.domain.actions import Action
from mappa_desk.domain.people import Person
from mappa_desk.exchange import sheet_reader, sheet_reader_process
from mappa_desk.services import action_import, cases

SHEETS = Path(__file__).resolve().parents[1] / "exchange" / "sheets"
EXPECTED = tomllib.loads((SHEETS / "sheets.toml").read_text("utf-8"))
BOOK = (
    ("Priya Nair", "Detective inspector", "pol"), ("Ruth Ansah", "Probation practitioner", "prob"),
    ("Zuzanna Nowak", "Move-on officer", "hsg"), ("Tom Reilly", "Ward manager", "hlth"),
    ("Amy Cole", "Security governor", "pris"),
)  # fmt: skip
TASKS = (
    "Confirm the licence address", "Tell the school", "Find the old file", "Ring the bank", "Copy the keys",
    "Write to the club",
)  # fmt: skip


def read(name: str) -> SheetFile:
    """A spreadsheet read in this process; that the other process reads the same is tested with the reader."""
    path = SHEETS / name
    answer = sheet_reader.read(path.suffix[1:], path.read_bytes())
    return sheet_reader_process._checked(answer, name, name)


@pytest.fixture
def tracked(room: Room) -> Room:
    """A room with four cases, six actions of a meeting, and a contact book."""
    meeting = room.running()
    case = cases.case_by_reference(room.work, reference="LAN-0417")
    cases.edit_case(room.work, case=replace(case, name="Gareth Poole", visor_reference="VS1234567"))
    room.case("LAN-0422", name="Marek Nowicki")
    room.case("LAN-0428", name="Dean Ashworth", release_on=date(2027, 1, 18))
    closed = room.case("LAN-0351")
    cases.edit_case(room.work, case=replace(closed, closed_on=date(2026, 6, 1)), reason="Moved")
    for text in TASKS:
        room.act(meeting, text, date(2026, 11, 27))
    with room.work.writing() as uow:
        for name, role, agency in BOOK:
            uow.save(Person(id=room.work.new_id(), name=name, role=role, agency=agency))
    return room


def tried(room: Room, name: str, **wishes: object) -> ImportPlan:
    return action_import.plan_import(room.work, file=read(name), **wishes)  # type: ignore[arg-type]  # by name


def counts(plan: ImportPlan) -> list[int]:
    return [plan.count(verdict) for verdict in Verdict]


def test_twelve_spreadsheets_come_out_as_written_beside_them(tracked: Room) -> None:
    with tracked.work.reading() as reading:
        before = reading.all(Action)
    found = {name: counts(tried(tracked, name)) for name in EXPECTED}
    assert found == {name: told["rows"] for name, told in EXPECTED.items()}
    with tracked.work.reading() as reading:
        assert reading.all(Action) == before
