"""Who was told of an action that does not wait for the minutes, and the call back: facts for its paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from mappa_desk.domain.actions import Action, ActionEvent, Channel
from mappa_desk.domain.chase_rules import DayOf, given_at, is_do_now, told_and_back
from mappa_desk.domain.minutes import MinutesSnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class DoNowFacts:
    """What is known of one action that does not wait."""

    action_id: str
    given_at: datetime | None = None
    told_at: datetime | None = None
    told_how: Channel = Channel.NOT_SAID
    told_whom: str = ""
    back_at: datetime | None = None


def do_now_facts(action: Action, events: Iterable[ActionEvent]) -> DoNowFacts:
    """When an action was given, when its owner was last told of it, and the call back since then."""
    history = tuple(events)
    told, back = told_and_back(history)
    return DoNowFacts(
        action_id=action.id,
        given_at=given_at(history),
        told_at=told.at if told is not None else None,
        told_how=told.came_by if told is not None else Channel.NOT_SAID,
        told_whom=told.told_by if told is not None else "",
        back_at=back.at if back is not None else None,
    )


def facts_of(
    snapshot: MinutesSnapshot, histories: Mapping[str, tuple[ActionEvent, ...]], day_of: DayOf
) -> tuple[DoNowFacts, ...]:
    """What is known of the open actions of a snapshot that do not wait for its minutes.

    Those of this meeting and of earlier ones; `snapshot` is not projected yet, as labels are printed nowhere.
    `histories` are by the action's id.
    """
    found = []
    for action in (*snapshot.actions, *(past.action for past in snapshot.previous_actions)):
        history = histories.get(action.id, ())
        given = given_at(history)
        if is_do_now(action, day_of(given) if given is not None else snapshot.taken_on):
            found.append(do_now_facts(action, history))
    return tuple(found)
