"""What a typed reason means, and which gaps an area may let block."""

from __future__ import annotations

import pytest
from domain_builders import action, attendance, entry, whole_view

from mappa_desk.domain.agendas import ItemState
from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.gaps_rules import AREA_RULES, area_blocks
from mappa_desk.domain.gaps_settling import likely_owners, likely_speakers, read_reason


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


def test_the_likeliest_speaker_is_the_one_before_then_the_one_after() -> None:
    here = tuple(attendance(code, f"{code} person", seat, state=AttendanceState.ATTENDED)
                 for seat, code in enumerate(("pol", "prob", "hsg", "hlth"), start=1))  # fmt: skip
    said = (
        entry("contributions", id="a", agency="hlth", position=10),
        entry("contributions", id="b", agency="hsg", position=20),
        entry("contributions", id="who", agency="", position=30),
        entry("contributions", id="c", agency="prob", position=40),
        entry("risk", id="d", agency="pol", position=50),
    )
    view = whole_view(attendance=lambda _rows: here, entries=lambda _entries: said)
    assert likely_speakers(view, "who") == ("hsg", "prob", "hlth", "pol")
    assert likely_speakers(view, "nothing") == ("pol", "prob", "hsg", "hlth")


def test_owners_of_the_action_s_agency_come_first() -> None:
    rows = (
        attendance("pol", "A. Officer", 1, state=AttendanceState.ATTENDED),
        attendance("hsg", "B. Officer", 2, state=AttendanceState.ATTENDED),
        attendance("hsg", "An Observer", 2, state=AttendanceState.ATTENDED, observer=True),
        attendance("prob", "C. Absent", 3, state=AttendanceState.APOLOGIES),
    )
    view = whole_view(attendance=lambda _rows: rows)
    assert [row.name for row in likely_owners(view, action(owner_agency="hsg"))] == [
        "B. Officer",
        "A. Officer",
    ]
