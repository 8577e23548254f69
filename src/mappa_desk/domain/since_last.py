"""What changed between two meetings: facts of the case, and actions that were settled meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mappa_desk.domain.actions import Action, ActionEvent, ActionState
from mappa_desk.domain.carry_over import SETTLING
from mappa_desk.domain.cases import Case
from mappa_desk.domain.chasing import UrgentChange
from mappa_desk.domain.views import CaseChange, PastAction

FACTS = ("whereabouts", "release_on", "addresses", "lead_agency", "lead_officer", "category")
"""Facts of a case whose change is told. The level has a history of its own."""


def case_changes(
    history: Iterable[tuple[datetime, Case]], present: Case, since: datetime
) -> tuple[CaseChange, ...]:
    """Facts that differ between the case as it stood at `since` and now, in the order of `FACTS`.

    `history` are the states of the case with the time at which each was kept, oldest first. Nothing where the
    case was not known then.
    """
    then = None
    for at, state in history:
        if at <= since:
            then = state
    if then is None:
        return ()
    return tuple(
        CaseChange(fact=fact, before=getattr(then, fact), after=getattr(present, fact))
        for fact in FACTS
        if getattr(then, fact) != getattr(present, fact)
    )


def settled_between(
    actions: Iterable[Action], events: Iterable[ActionEvent], *, since: datetime, shown: frozenset[str]
) -> tuple[PastAction, ...]:
    """Actions outside of `shown` (ids) that got their outcome after `since`, the first settled first."""
    found: list[tuple[datetime, PastAction]] = []
    told: dict[str, list[ActionEvent]] = {}
    for event in events:
        told.setdefault(event.action_id, []).append(event)
    for action in actions:
        history = tuple(told.get(action.id, ()))
        ends = [event.at for event in history if event.event_kind in SETTLING]
        if action.state is ActionState.OPEN or action.id in shown or not ends or ends[-1] <= since:
            continue
        past = PastAction(action=action, events=history, settled_here=False, overdue=False)
        found.append((ends[-1], past))
    return tuple(past for _at, past in sorted(found, key=lambda pair: (pair[0], pair[1].action.tag)))


def changes_since(changes: Iterable[UrgentChange], since: datetime | None) -> tuple[UrgentChange, ...]:
    """The urgent changes that were kept after the moment `since`, oldest day first; all of them for None."""
    kept = [one for one in changes if not one.removed and (since is None or one.at > since)]
    return tuple(sorted(kept, key=lambda one: (one.happened_on, one.at)))
