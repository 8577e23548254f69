"""How agenda items stand: by hand, by what they hold, by what they ask for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from domain_builders import first, met, of, past, plus, whole_view, with_one, without

from mappa_desk.domain.actions import Acceptance, ActionState
from mappa_desk.domain.agendas import ItemState
from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.item_states import as_they_stand, needs_met
from mappa_desk.domain.meetings import MeetingState, NextReview
from mappa_desk.domain.views import DeskView


def states(view: DeskView) -> dict[str, ItemState]:
    return {item.code: item.state for item in as_they_stand(view)}


def open_ones(view: DeskView) -> set[str]:
    return {code for code, state in states(view).items() if state is ItemState.OPEN}


def test_a_whole_record_leaves_no_item_open() -> None:
    assert open_ones(whole_view()) == set()


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("statement", {"statements": ()}),
        ("statement", {"statements": first(heard_by=("chair",))}),
        ("opening", {"attendance": with_one("pol1", state=AttendanceState.EXPECTED)}),
        ("opening", {"attendance": ()}),
        ("last_actions", {"past_actions": (past(),)}),
        ("identification", {"meeting": met(lead_agency="")}),
        ("level", {"decisions": lambda held: held[1:], "entries": without("level-entry")}),
        ("disclosure", {"decisions": lambda held: held[:1], "entries": without("disclosure-entry")}),
        ("read_back", {"actions": first(acceptance=Acceptance.NOT_READ_BACK)}),
        ("read_back", {"actions": ()}),
        ("next_review", {"meeting": met(next_review=None)}),
        ("next_review", {"meeting": met(next_review=NextReview(none_because=" "))}),
        ("close", {"meeting": met(ended_at=None)}),
    ],
)
def test_an_item_stays_open_until_it_has_what_it_asks_for(code: str, changes: dict[str, Any]) -> None:
    assert code in open_ones(whole_view(**changes))


def test_what_was_settled_since_counts() -> None:
    settled = (past(settled_here=True), past(state=ActionState.DONE))
    reason = NextReview(none_because="Level 1")
    view = whole_view(past_actions=settled, meeting=met(next_review=reason, lead_agency=""))
    assert open_ones(view) == {"identification"}
    assert open_ones(replace(view, case=replace(view.case, lead_agency="pol"))) == set()


def test_entries_speak_louder_than_what_was_settled_by_hand() -> None:
    by_hand = {"state": ItemState.NOTHING_TO_RECORD, "reason": "None identified."}
    held = whole_view(items=of("victims", **by_hand))
    item = next(one for one in as_they_stand(held) if one.code == "victims")
    assert (item.state, item.reason) == (ItemState.DISCUSSED, "")
    empty = whole_view(items=of("victims", **by_hand), entries=without("victims-entry"))
    assert states(empty)["victims"] is ItemState.NOTHING_TO_RECORD
    asked = whole_view(items=of("read_back", **by_hand))
    assert states(asked)["read_back"] is ItemState.NOTHING_TO_RECORD
    assert not needs_met(asked, next(one for one in asked.items if one.code == "read_back"))


def test_the_item_that_is_talked_about_is_open_while_the_meeting_runs() -> None:
    running = whole_view(meeting=met(state=MeetingState.RUNNING, current_item="victims"))
    assert open_ones(running) == {"victims"}
    adjourned = whole_view(meeting=met(state=MeetingState.ADJOURNED, current_item="victims"))
    assert open_ones(adjourned) == set()


def test_before_the_start_only_entries_close_an_item() -> None:
    planned = whole_view(meeting=met(state=MeetingState.PLANNED, started_at=None, ended_at=None))
    assert {"opening", "statement", "last_actions", "identification"} <= open_ones(planned)
    assert "victims" not in open_ones(planned)


def test_an_item_without_needs_is_never_met_by_itself() -> None:
    bare = whole_view(entries=without("victims-entry"), attendance=plus())
    assert not needs_met(bare, next(one for one in bare.items if one.code == "victims"))
