"""The level a meeting leaves a case at, leaving MAPPA, and the gaps about what comes next."""

from __future__ import annotations

from typing import Any

import pytest
from domain_builders import decision, entry, first, met, past, plus, whole_view

from mappa_desk.domain.actions import ActionState, Deadline, DeadlineKind
from mappa_desk.domain.agendas import Need
from mappa_desk.domain.cases import Category, Level
from mappa_desk.domain.decisions import DecisionKind
from mappa_desk.domain.gaps import find_gaps
from mappa_desk.domain.levels import leaves_mappa, level_after, level_decision
from mappa_desk.domain.meetings import NextReview
from mappa_desk.domain.views import DeskView

ENDS = NextReview(none_because="The licence has ended and the risk is managed.")


def ending(
    level: Level | None, category: Category, review: NextReview | None = ENDS, **more: Any
) -> DeskView:
    """A whole record whose last action is settled, with this level decision and this review."""
    changes = {
        "decisions": first(level=level),
        "meeting": met(category=category, next_review=review),
        "actions": first(state=ActionState.DONE),
        **more,
    }
    return whole_view(**changes)


def codes(view: DeskView) -> list[tuple[str, bool]]:
    return [(gap.code, gap.blocking) for gap in find_gaps(view)]


def test_category_three_leaves_mappa_without_a_gap() -> None:
    view = ending(None, Category.THREE)
    assert leaves_mappa(view)
    assert level_after(view) is None
    assert codes(view) == []


@pytest.mark.parametrize(
    ("view", "found"),
    [
        (ending(None, Category.THREE, None), ["level_missing", "next_review"]),
        (ending(None, Category.THREE, NextReview(none_because=" ")), ["level_missing", "next_review"]),
        (ending(None, Category.TWO), ["level_missing", "next_review_none"]),
    ],
)
def test_without_its_reason_or_in_another_category_a_level_is_missing(
    view: DeskView, found: list[str]
) -> None:
    assert not leaves_mappa(view)
    assert level_after(view) is Level.THREE
    assert [gap.code for gap in find_gaps(view)] == found


def test_category_three_is_told_how_to_leave() -> None:
    gap = find_gaps(ending(None, Category.THREE, None))[0]
    assert gap.sentence == "Decision 2 names no level. If the person leaves MAPPA, say why no review follows."


def test_level_one_ends_formal_meetings() -> None:
    view = ending(Level.ONE, Category.ONE)
    assert not leaves_mappa(view)
    assert level_after(view) is Level.ONE
    assert codes(view) == []


def test_staying_at_a_level_without_a_review_is_worth_a_look() -> None:
    gap = find_gaps(ending(Level.TWO, Category.ONE))[0]
    assert (gap.code, gap.blocking) == ("next_review_none", False)
    assert gap.sentence == "The case stays at Level 2 and has no next review."


def test_level_one_with_a_review_is_worth_a_look() -> None:
    dated = NextReview(on=whole_view().meeting.planned_on.replace(month=12))
    assert codes(ending(Level.ONE, Category.ONE, dated)) == [("next_review_level", False)]


def test_what_stays_open_when_meetings_end_is_said() -> None:
    still = past(settled_here=True)
    here = {"deadline": Deadline(kind=DeadlineKind.NEXT_MEETING)}
    one = ending(Level.ONE, Category.ONE, past_actions=(still,))
    two = ending(None, Category.THREE, actions=first(**here), past_actions=(still,))
    assert [gap.sentence for gap in find_gaps(one)] == [
        "One action is still open, and no later meeting will ask after it."
    ]
    assert [gap.sentence for gap in find_gaps(two)] == [
        "Action 1 is due at the next meeting, and there is none.",
        "2 actions are still open, and no later meeting will ask after them.",
    ]


def test_the_last_level_decision_counts() -> None:
    second = entry("level", id="second", position=950)
    held = {"entries": plus(second)}
    for level, after in ((Level.TWO, Level.TWO), (None, Level.THREE)):
        later = decision("second", 3, decision_kind=DecisionKind.LEVEL, level=level)
        view = whole_view(**held, decisions=lambda had, later=later: (later, *had))
        assert level_decision(view.decisions) == later
        assert level_after(view) is after
    left = whole_view(
        **held, decisions=lambda had: (later, *had), meeting=met(category=Category.THREE, next_review=ENDS)
    )
    assert level_after(left) is None
    bare = whole_view(decisions=())
    assert level_decision(bare.decisions) is None
    assert level_after(bare) is Level.THREE


def test_an_agenda_that_asks_for_no_review_lacks_none() -> None:
    view = ending(
        Level.TWO,
        Category.ONE,
        None,
        items=lambda items: tuple(one for one in items if Need.NEXT_REVIEW not in one.needs),
    )
    assert codes(view) == []


def test_category_three_is_never_at_level_one() -> None:
    gap = find_gaps(ending(Level.ONE, Category.THREE))[0]
    assert (gap.code, gap.blocking) == ("level_category", True)
    said = "Decision 2 puts Category 3 at Level 1. The person stays at Level 2 or 3, or leaves MAPPA."
    assert gap.sentence == said
