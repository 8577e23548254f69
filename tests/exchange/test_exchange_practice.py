"""The practice cases: what the authoring tool gives, whole, awkward enough and plainly marked."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest
from exchange_vaults import vault_work

from mappa_desk.domain.actions import ActionState
from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.cases import Level
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.exchange.case_file_shapes import CaseFile
from mappa_desk.exchange.case_files import read_case_file
from mappa_desk.services.case_files import export_case
from mappa_desk.services.practice import import_practice_cases

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = sorted((ROOT / "resources" / "practice").glob("*.json"))
DAY = re.compile(r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day (\d{1,2}) ([A-Z][a-z]+) (20\d\d)")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_practice", ROOT / "packaging" / "make_practice.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def cases() -> dict[str, CaseFile]:
    return {file.stem: read_case_file(file.read_bytes()) for file in COMMITTED}


def entries(cases: dict[str, CaseFile]) -> Iterator[str]:
    for case_file in cases.values():
        for part in case_file.meetings:
            for entry in part.entries:
                yield entry.text


def test_the_committed_case_files_are_what_the_tool_gives(tool: ModuleType, tmp_path: Path) -> None:
    made = tool.make_case_files(tmp_path)
    assert [file.name for file in made] == [file.name for file in COMMITTED]
    for file, committed in zip(made, COMMITTED, strict=True):
        assert file.read_bytes() == committed.read_bytes(), file.name


def test_every_practice_case_travels_into_a_vault_and_out_again_unchanged(tmp_path: Path) -> None:
    with vault_work(tmp_path / "vault") as work:
        assert {result.reference for result in import_practice_cases(work)} == {f.stem for f in COMMITTED}
        assert import_practice_cases(work) == ()
        assert work.vault.verify().sound
        for committed in COMMITTED:
            again = export_case(work, reference=committed.stem, target=tmp_path / committed.name)
            assert again.read_bytes() == committed.read_bytes()


def test_there_are_cases_meetings_and_actions_enough(cases: dict[str, CaseFile]) -> None:
    assert len(cases) >= 8
    assert {int(one.case.category or 0) for one in cases.values()} == {1, 2, 3, 4}
    levels = {standing.level for one in cases.values() for standing in one.standings}
    assert {Level.TWO, Level.THREE} <= levels
    states = Counter(part.meeting.state for one in cases.values() for part in one.meetings)
    assert states[MeetingState.APPROVED] >= 30
    assert states[MeetingState.CLOSED] == 1
    actions = [held.action for one in cases.values() for held in one.actions]
    assert len(actions) >= 110
    assert {action.state for action in actions} == set(ActionState)
    assert max(action.carried for action in actions) == 3


def test_every_approved_meeting_is_sealed(cases: dict[str, CaseFile]) -> None:
    for case_file in cases.values():
        for part in case_file.meetings:
            assert len(part.sealed) == len(part.approvals) == (part.meeting.state is MeetingState.APPROVED)


def test_the_awkward_things_are_there(cases: dict[str, CaseFile]) -> None:
    names = " ".join(one.case.name for one in cases.values())
    assert {"ŵ", "ŷ", "ł", "ś", "’"} <= set(names.lower())
    texts = " ".join(entries(cases))
    assert "&" in texts and "<b>" in texts and "@" in texts and "Subject: RE:" in texts
    assert any(one.case.date_of_birth is None for one in cases.values())
    assert any(len(one.case.addresses) == 3 for one in cases.values())
    parts = [part for one in cases.values() for part in one.meetings]
    left = [
        row
        for part in parts
        for row in part.attendance
        if row.state is AttendanceState.DEPUTY and row.intervals[-1].out_at != part.meeting.ended_at
    ]
    assert left
    assert any(entry.entry_kind is EntryKind.REFUSAL for part in parts for entry in part.entries)
    assert any(decision.dissent for part in parts for decision in part.decisions)
    assert any(part.closed_parts for part in parts)


def test_everything_is_marked_as_practice(cases: dict[str, CaseFile]) -> None:
    assert all(one.case.practice for one in cases.values())


@pytest.mark.parametrize("folder", ["packaging/practice", "resources/practice"])
def test_every_weekday_fits_its_date(folder: str) -> None:
    wrong = []
    for file in sorted((ROOT / folder).glob("*.toml")):
        for found in DAY.finditer(file.read_text(encoding="utf-8")):
            day = datetime.strptime(f"{found[2]} {found[3]} {found[4]}", "%d %B %Y")  # noqa: DTZ007
            if day.strftime("%A") != f"{found[1]}day":
                wrong.append(f"{file.name}: {found[0]}")
    assert wrong == []
