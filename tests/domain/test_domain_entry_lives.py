"""What became of an entry, state by state, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from domain_builders import entry

from mappa_desk.domain.contributions import PARKED, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.entry_lives import what_changed

WAS = replace(entry("risk"), agency="pol")
NAMES = {"items": {"risk": "Risk", "plan": "Plan"}, "agencies": {"pol": "Police", "hsg": "Housing"}}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, ""),
        ({"position": 7}, ""),
        ({"text": "Other"}, "Changed"),
        ({"text": "Other", "entry_kind": EntryKind.ACTION}, "Turned into: action"),
        ({"agency": "hsg"}, "Speaker: Housing"),
        ({"attendance_id": "x"}, "Speaker: Police"),
        ({"agency": "zzz"}, "Speaker: zzz"),
        ({"agency": ""}, "Speaker: nobody"),
        ({"item": "plan"}, "Moved to Plan"),
        ({"item": "gone"}, "Moved to gone"),
        ({"item": ""}, "Moved to Unsorted"),
        ({"item": PARKED}, "Moved to Parked"),
        ({"handling": Handling.SANITISE}, "Restricted"),
        ({"outcome": IssueOutcome.OPEN}, "Issue open"),
        ({"outcome": IssueOutcome.ACTION}, "Issue settled"),
        ({"removed": True, "text": "Other"}, "Removed"),
        ({"text": "Other", "item": "plan", "agency": "hsg"}, "Changed. Speaker: Housing. Moved to Plan"),
    ],
)
def test_what_made_one_state_out_of_another(changed: dict[str, object], words: str) -> None:
    assert what_changed(WAS, replace(WAS, **changed), **NAMES) == words  # type: ignore[arg-type]  # by name


def test_the_first_state_the_way_back_and_a_lifted_restriction() -> None:
    assert what_changed(None, WAS, **NAMES) == "Kept"
    assert what_changed(replace(WAS, removed=True), WAS, **NAMES) == "Brought back"
    held = replace(WAS, handling=Handling.NAMED_RECIPIENTS, recipients=("pol",))
    assert what_changed(held, WAS, **NAMES) == "Restriction lifted"
    assert what_changed(replace(WAS, outcome=IssueOutcome.OPEN), WAS, **NAMES) == ""


def test_only_an_empty_entry_in_the_bin_went_elsewhere() -> None:
    assert not WAS.went_elsewhere
    assert not replace(WAS, removed=True).went_elsewhere
    assert replace(WAS, removed=True, text="").went_elsewhere
