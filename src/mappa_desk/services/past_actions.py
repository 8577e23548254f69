"""What a review is told beside the actions from before, and those that it says are not yet due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mappa_desk.domain.action_lives import rung_code
from mappa_desk.domain.actions import Action, ActionEventKind, ActionState
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.deadlines import is_overdue
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.views import DeskView
from mappa_desk.services.action_lives import carried_prompt
from mappa_desk.services.action_reviews import Review, give_outcome
from mappa_desk.services.filing import writable_meeting
from mappa_desk.services.ladder import all_rungs
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading

NOT_YET_DUE = "Not yet due"
"""The reason of an action that is carried over before its day has come."""


def with_ladder(work: Work, reading: Reading, view: DeskView) -> DeskView:
    """The view with the rung of the ladder on which each action from before stands, and the area's figure
    for how often one is carried before the chair asks."""
    codes = {past.action.id: rung_code(past.action, past.events) for past in view.past_actions}
    titles = {rung.id: rung.title for rung in all_rungs(reading, work)} if any(codes.values()) else {}
    return replace(
        view,
        carried_prompt=carried_prompt(work, reading),
        past_actions=tuple(
            replace(past, rung=titles.get(code, code)) if (code := codes[past.action.id]) else past
            for past in view.past_actions
        ),
    )


def not_yet_due(work: Work, *, meeting_id: str, action_ids: Sequence[str]) -> Outcome[tuple[Action, ...]]:
    """Says of open actions from before, all or none, that they are not yet due: each is carried over so.

    One undo step. Raises RuleError for one that is settled, overdue, or not of this case; NotFound. Durable
    on return.
    """
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        kept = []
        for action_id in dict.fromkeys(action_ids):
            action = uow.get(Action, action_id)
            if action.removed or action.case_id != meeting.case_id or action.meeting_id == meeting.id:
                raise RuleError("This action is not one from before.", field="action")
            if action.state is not ActionState.OPEN or is_overdue(action, work.today()):
                raise RuleError(f"Say of action {action.tag} what became of it.", field="outcome")
            review = Review(
                meeting=meeting, outcome=ActionEventKind.CARRIED, note=NOT_YET_DUE, on=work.today()
            )
            kept.append(give_outcome(work, uow, action, review))
        if kept:
            said = kept[0].tag if len(kept) == 1 else f"{len(kept)} actions"
            uow.step(meeting.id, f"{said}: not yet due")
        return Outcome(tuple(kept), uow.changes)
