"""What a typed reason means, and which gaps an area may let block."""

from __future__ import annotations

import pytest

from mappa_desk.domain.agendas import ItemState
from mappa_desk.domain.gaps_rules import AREA_RULES, area_blocks
from mappa_desk.domain.gaps_settling import read_reason


@pytest.mark.parametrize(
    ("typed", "state", "reason"),
    [
        ("  nothing   new ", ItemState.NOTHING_TO_RECORD, "nothing new"),
        ("n/a: no victim is known", ItemState.NOT_APPLICABLE, "no victim is known"),
        ("Not applicable, because no victim is known", ItemState.NOT_APPLICABLE, "no victim is known"),
        ("not applicable", ItemState.NOT_APPLICABLE, ""),
        ("nature of the offence unchanged", ItemState.NOTHING_TO_RECORD, "nature of the offence unchanged"),
    ],
)
def test_a_reason_says_whether_the_item_applies(typed: str, state: ItemState, reason: str) -> None:
    assert read_reason(typed) == (state, reason)


def test_an_area_rules_only_what_it_may() -> None:
    assert area_blocks({"front_sheet_blocks": 1, "attendance_blocks": 0, "long_entry": 3}) == {
        "front_sheet": True,
        "attendance": False,
    }
    assert not {"owner", "due", "speaker", "dissent", "decision_reason", "statement"} & AREA_RULES.keys()
