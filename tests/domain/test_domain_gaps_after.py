"""Gaps about marks, corrections and the minutes of last time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from domain_builders import entry, item, whole_view

from mappa_desk.domain.agendas import ItemState, Need
from mappa_desk.domain.chair_drafts import ChairMark, MarkState
from mappa_desk.domain.corrections import Correction, CorrectionState, MinutesConfirmation
from mappa_desk.domain.gaps import GapFigures, find_gaps
from mappa_desk.domain.item_states import closes_itself, needs_met
from mappa_desk.domain.views import DeskView, Gap

AT = datetime(2026, 11, 12, 12, tzinfo=UTC)
LAST = item("last_minutes", 4, needs=(Need.LAST_MINUTES,), settle_reasons=("minutes_not_seen",))


def _mark(**changes: Any) -> ChairMark:
    told = {"id": "k1", "meeting_id": "m3", "line": 1_130, "point": "Who is J Smith?", "noted_at": AT}
    return ChairMark(**{**told, **changes})


def _asked(**changes: Any) -> Correction:
    told = {
        "id": "c1", "meeting_id": "m3", "asked_by": "A Rees", "asked_on": AT.date(), "what": "Not so",
        "noted_at": AT,
    }  # fmt: skip
    return Correction(**{**told, **changes})


def _found(view: DeskView, *codes: str, **figures: Any) -> list[Gap]:
    return [gap for gap in find_gaps(view, GapFigures(**figures)) if gap.code in codes]


def _with(**changes: Any) -> DeskView:
    return replace(whole_view(), **changes)


def test_an_open_mark_is_named_by_its_line_and_never_by_its_words() -> None:
    (gap,) = _found(_with(chair_marks=(_mark(),)), "chair_mark")
    assert gap.sentence == "The chair’s mark at line 1,130 is not worked off."
    assert (gap.blocking, gap.record_id) == (False, "k1")
    (bare,) = _found(_with(chair_marks=(_mark(line=0),)), "chair_mark", marks_block=True)
    assert bare.sentence == "The chair’s mark is not worked off." and bare.blocking


@pytest.mark.parametrize("state", [MarkState.DONE, MarkState.NOT_TAKEN])
def test_a_mark_that_was_worked_off_is_no_gap(state: MarkState) -> None:
    view = _with(chair_marks=(_mark(state=state), _mark(id="k2", removed=True)))
    assert _found(view, "chair_mark", marks_block=True) == []


def test_a_mark_leads_to_the_record_of_its_line() -> None:
    view = whole_view()
    decision = view.decisions[0]
    placed = next(one for one in view.entries if one.id == decision.entry_id)
    for kind, record_id in (("entry", placed.id), ("decision", decision.id)):
        marks = (_mark(record_kind=kind, record_id=record_id),)
        (gap,) = _found(replace(view, chair_marks=marks), "chair_mark")
        assert (gap.item, gap.record_kind, gap.record_id) == (placed.item, kind, record_id)


@pytest.mark.parametrize("state", list(CorrectionState))
def test_only_an_open_correction_is_a_gap_and_it_never_blocks(state: CorrectionState) -> None:
    found = _found(_with(corrections=(_asked(state=state, place="9.3"),)), "correction")
    assert len(found) == (state is CorrectionState.OPEN)
    for gap in found:
        assert gap.sentence == "A correction asked for at 9.3 is open: taken, or not and why?"
        assert not gap.blocking


def _review(**changes: Any) -> DeskView:
    base = whole_view()
    previous = base.previous_meeting or replace(base.meeting, id="m2", number=2)
    return replace(
        base, **{"items": (*base.items, LAST), "previous_meeting": previous, "last_version": 1, **changes}
    )


CONFIRMED = MinutesConfirmation(
    id="x", meeting_id="m3", confirmed_meeting_id="m2", version=1, as_presented=True, at=AT
)


def test_the_item_closes_by_the_confirmation_and_blocks_while_it_is_bare() -> None:
    bare = _review()
    assert [(gap.code, gap.blocking) for gap in _found(bare, "item_open", "last_minutes")] == [
        ("item_open", True)
    ]
    assert not closes_itself(LAST, bare.entries) and not needs_met(bare, LAST)
    done = _review(confirmation=CONFIRMED)
    assert _found(done, "item_open", "last_minutes") == []
    assert needs_met(done, LAST)


def test_words_or_a_reason_leave_it_worth_a_look() -> None:
    base = whole_view()
    settled = replace(LAST, state=ItemState.NOTHING_TO_RECORD, reason="Not seen")
    for view in (
        _review(items=(*base.items, settled)),
        _review(entries=(*base.entries, entry("last_minutes", text="Not seen"))),
    ):
        (gap,) = _found(view, "item_open", "last_minutes")
        assert (gap.code, gap.blocking, gap.item) == ("last_minutes", False, "last_minutes")
        assert gap.sentence.startswith("The minutes of M02 are not confirmed")


def test_nothing_is_asked_where_there_are_no_approved_minutes() -> None:
    settled = replace(LAST, state=ItemState.NOTHING_TO_RECORD, reason="Not seen")
    items = (*whole_view().items, settled)
    assert _found(_review(items=items, last_version=0), "last_minutes") == []
    assert _found(_review(items=items, previous_meeting=None), "last_minutes") == []
    assert _found(_review(items=whole_view().items), "last_minutes") == []
