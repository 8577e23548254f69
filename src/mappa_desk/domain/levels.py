"""The level that a meeting leaves a case at, and the one way out of MAPPA that a meeting itself decides."""

from __future__ import annotations

from collections.abc import Iterable

from mappa_desk.domain.cases import Category, Level
from mappa_desk.domain.decisions import Decision, DecisionKind
from mappa_desk.domain.meetings import NextReview
from mappa_desk.domain.views import DeskView


def level_decision(decisions: Iterable[Decision]) -> Decision | None:
    """The level decision that counts: the last one that was taken."""
    found = [decision for decision in decisions if decision.decision_kind is DecisionKind.LEVEL]
    return max(found, key=lambda decision: decision.number, default=None)


def leaves_mappa(view: DeskView) -> bool:
    """True when a meeting on a Category 3 person decides for no level and says why there is no next review.

    A person of another category who needs no formal meetings goes to Level 1. In Category 3 there is no
    Level 1 (Lancashire MAPPA Annual Report 2021/22), so leaving Level 2 or 3 is leaving MAPPA.
    """
    decision = level_decision(view.decisions)
    category = view.meeting.category or view.case.category
    if category is not Category.THREE or decision is None or decision.level is not None:
        return False
    return has_no_review(view.meeting.next_review)


def level_after(view: DeskView) -> Level | None:
    """The level the meeting leaves the case at: the last that was decided, else its own.

    None when the person leaves MAPPA.
    """
    if leaves_mappa(view):
        return None
    named = level_decision(decision for decision in view.decisions if decision.level is not None)
    return view.meeting.level if named is None else named.level


def has_no_review(review: NextReview | None) -> bool:
    """True when it was said why there is no next review."""
    return review is not None and review.on is None and bool(review.none_because.strip())
