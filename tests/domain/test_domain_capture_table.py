"""A table of lines as they are typed: owner, text, date or event, urgency and kind of each."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from capture_room import read

from mappa_desk.domain.capture import ChipKind
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.deadlines import EVENT_WORDS

LINES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("action_lines.toml").read_text(encoding="utf-8")
)["lines"]
HOLIDAYS = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)})
ACTIONS = [line for line in LINES if line.get("reads", "action") == "action"]


def said(line: dict[str, Any]) -> str:
    return line["say"]


@pytest.mark.parametrize("line", LINES, ids=said)
def test_a_line_reads_as_the_table_says(line: dict[str, Any]) -> None:
    kind = EntryKind(line["kind"]) if "kind" in line else None
    understood = read(line["say"], kind=kind, is_holiday=HOLIDAYS.__contains__)
    due = understood.deadline
    assert {
        "kind": understood.kind.value,
        "owner": understood.owner.words,
        "taken_by": understood.taken_by,
        "text": understood.text,
        "due": due.on.isoformat() if due.on else EVENT_WORDS.get(due.kind, ""),
        "urgent": understood.urgent,
    } == {
        "kind": line.get("reads", "action"),
        "owner": line["owner"],
        "taken_by": line.get("taken_by", ""),
        "text": line["text"],
        "due": line["due"],
        "urgent": line.get("urgent", False),
    }


@pytest.mark.parametrize("line", ACTIONS, ids=said)
def test_what_left_the_text_stands_in_a_chip(line: dict[str, Any]) -> None:
    kind = EntryKind(line["kind"]) if "kind" in line else None
    understood = read(line["say"], kind=kind, is_holiday=HOLIDAYS.__contains__)
    shown = {chip.kind for chip in understood.chips if not chip.missing}
    assert (ChipKind.OWNER in shown) is bool(line["owner"])
    assert (ChipKind.BEHALF in shown) is ("taken_by" in line)
    assert (ChipKind.DUE in shown) is bool(line["due"])
    assert (ChipKind.URGENT in shown) is line.get("urgent", False)


def test_the_table_is_long_enough() -> None:
    assert len({(line["say"], line.get("kind")) for line in ACTIONS}) >= 80
    assert len(LINES) == len({(line["say"], line.get("kind")) for line in LINES})
