"""Actions that calendars hold from an earlier file and that are no more to be done by that day, or by them.

The audit has a bare entry for each action that was put into a calendar file, and the revisions of the action
tell what it was while it stood there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from mappa_desk.domain.action_filter import ActionFilter, fits
from mappa_desk.domain.actions import Action, ActionState
from mappa_desk.domain.cases import Case
from mappa_desk.domain.identifiers import action_reference
from mappa_desk.services.work import Work
from mappa_desk.store.kept import Revision
from mappa_desk.store.queries.calendar_lines import KIND, VERB, calendar_lines
from mappa_desk.store.work import Reading, UnitOfWork

CANCELLED_FOR = 100
"""Days for which each file cancels an entry: nobody knows which calendar took in which file."""


def note_lines(uow: UnitOfWork, action_ids: Iterable[str]) -> None:
    """Notes that these actions are in a calendar file; those that were in one before are noted already."""
    noted = calendar_lines(uow)
    for action_id in action_ids:
        if action_id not in noted:
            uow.note(VERB, KIND, action_id)


def ended_since(
    work: Work, reading: Reading, find: ActionFilter, *, besides: Collection[str]
) -> Iterator[tuple[Action, str, date]]:
    """The actions to be cancelled in a calendar of this filter, with their references and the days they had.

    What the filter asks of state and time is left aside: an action that is settled, or whose owner is another
    now, was there while it was open and fitted. `besides` are the ids of those that stand in the file.
    """
    lasting = _lasting(find)
    earliest = work.today() - timedelta(days=CANCELLED_FOR)
    for action_id, written in sorted(calendar_lines(reading).items()):
        if action_id in besides:
            continue
        past = reading.revisions(Action, action_id)
        bodies = [one.body for one in past if one.body is not None]
        case = reading.find(Case, bodies[-1].case_id)
        if case is None:
            continue

        def stands(action: Action, reference: str = case.reference) -> bool:
            is_dated = action.state is ActionState.OPEN and action.deadline.on is not None
            return is_dated and fits(lasting, action, case_reference=reference, redated=0, today=work.today())

        ended = _ended(past, stands)
        if ended is None or ended <= written or work.day_of(ended) < earliest:
            continue
        present = replace(bodies[-1], revision=past[-1].number)
        days = [one.deadline.on for one in bodies if one.deadline.on is not None]
        yield present, action_reference(case.reference, present.tag), days[-1]


def _ended(past: Iterable[Revision[Action]], stands: Callable[[Action], bool]) -> datetime | None:
    """The moment from which an action stands there no more; None while it does, and if it never did."""
    ended: datetime | None = None
    stood = False
    for one in past:
        if one.body is not None and stands(one.body):
            ended, stood = None, True
        elif stood and ended is None:
            ended = one.at
    return ended


def _lasting(find: ActionFilter) -> ActionFilter:
    """What a filter asks that does not pass with time: owners, cases, labels, words."""
    return replace(
        find,
        states=(),
        not_states=(),
        open_only=None,
        overdue=None,
        due_from=None,
        due_to=None,
        no_date=None,
        at_next_meeting=None,
        carried_at_least=0,
        carried_at_most=None,
        redated_at_least=0,
        redated_at_most=None,
        not_accepted=None,
        look="",
    )
