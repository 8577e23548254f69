"""Gaps about what comes next: the next review, or the end of formal meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mappa_desk.domain.actions import ActionState
from mappa_desk.domain.agendas import Need
from mappa_desk.domain.cases import Level
from mappa_desk.domain.gaps_places import Places
from mappa_desk.domain.levels import has_no_review, level_after
from mappa_desk.domain.views import DeskView, Gap


def review_gaps(view: DeskView, places: Places, due_on: date | None) -> Iterator[Gap]:
    """A next review that is missing, at a wrong time, or against the level that was decided.

    `due_on` is the last day by the area's own standard. Nothing where no item asks for a next review.
    """
    if not places.needs(Need.NEXT_REVIEW):
        return
    item = places.holding(Need.NEXT_REVIEW)
    review, level = view.meeting.next_review, level_after(view)
    formal = level not in (None, Level.ONE)
    if has_no_review(review):
        if formal:
            sentence = f"The case stays at Level {level:d} and has no next review."
            yield places.of_meeting("next_review_none", sentence, False, item)
        else:
            yield from _left_open(view, places, item)
    elif review is None or review.on is None:
        sentence = "The next review has no date, and no reason why there is none."
        yield places.of_meeting("next_review", sentence, True, item)
    elif review.on <= view.meeting.planned_on:
        sentence = "The next review is not after this meeting."
        yield places.of_meeting("next_review_day", sentence, True, item)
    elif not formal:
        sentence = "Level 1 has no formal meetings, and a next review is set."
        yield places.of_meeting("next_review_level", sentence, False, item)
    elif due_on is not None and review.on > due_on:
        sentence = "The next review is later than the area’s own limit."
        yield places.of_meeting("next_review_late", sentence, False, item)


def _left_open(view: DeskView, places: Places, item: str) -> Iterator[Gap]:
    """No later meeting asks after an action that is still open."""
    past = [past.action for past in view.past_actions]
    still = [a for a in (*past, *view.actions) if a.state is ActionState.OPEN and not a.removed]
    if still:
        sentence = "One action is still open, and no later meeting will ask after it."
        if len(still) > 1:
            sentence = f"{len(still)} actions are still open, and no later meeting will ask after them."
        yield places.of_meeting("left_open", sentence, False, item)
