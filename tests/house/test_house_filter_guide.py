"""The guide's table of the filter line: each example in it is understood."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from mappa_desk.domain.action_filter_words import parse_filter
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.reference import load_reference

PAGE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "between-meetings.md"


def test_every_example_of_the_guide_is_understood() -> None:
    table = PAGE.read_text("utf-8").partition("### Find by one line")[2].partition("\n### ")[0]
    rows = [line.split("|")[1:3] for line in table.splitlines() if line.startswith("| `")]
    examples = [example for row in rows for cell in row for example in re.findall("`([^`]+)`", cell)]
    assert len(examples) > 30
    for line in examples:
        found = parse_filter(
            line, today=date(2026, 11, 23), agencies=load_reference().agencies, is_holiday=is_bank_holiday
        )
        assert not found.leftovers and not found.filter.is_empty, line
        assert line in ("hostel visit", "-@health -hostel") or not (
            found.filter.words or found.filter.not_words
        ), line
