"""What papers of the chase tell beside the record: the day for answers, who was told and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mappa_desk.domain.actions import Action, ActionState
from mappa_desk.domain.areas import AreaStandard
from mappa_desk.domain.carry_over import made_at
from mappa_desk.domain.chase_rules import review_of
from mappa_desk.domain.do_now import DoNowFacts, facts_of
from mappa_desk.domain.errors import NotFound
from mappa_desk.domain.minutes import MinutesSnapshot
from mappa_desk.domain.reviews import after
from mappa_desk.services.areas import area_standards
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.minutes import previous_action
from mappa_desk.services.work import Work
from mappa_desk.store.queries import chasing as queries
from mappa_desk.store.work import Reading

CALL_STANDARD = "call_before_review"
"""Code of the area's figure: how long before a review agencies are called for updates."""
REPLY_STANDARD = "contributions_before_meeting"
"""Code of the area's figure: how long before a meeting answers are to be back."""


def figure(reading: Reading, work: Work, code: str) -> AreaStandard:
    """A figure of the area. Raises NotFound for one that it does not have."""
    found = next((one for one in area_standards(reading, work) if one.id == code), None)
    if found is None:
        raise NotFound(f"The area has no figure {code}.", field="standard")
    return found


def before(day: date, standard: AreaStandard) -> date:
    """The day that lies the standard's time before `day`."""
    return after(day, replace(standard, value=-standard.value), is_bank_holiday)


def answers_due(meets_on: date, standard: AreaStandard, today: date) -> date:
    """The area's day for answers before a meeting; the next working day where that has gone by.

    Never after the day of the meeting.
    """
    day = before(meets_on, standard)
    if day < today:
        day = after(today, replace(standard, value=1, unit="working days"), is_bank_holiday)
    return min(day, meets_on)


def answers_by(work: Work, reading: Reading, snapshot: MinutesSnapshot) -> date | None:
    """The day for answers of a call that is printed now; None where no review is set or it has gone by."""
    review = review_of(snapshot.meeting)
    if review is None or review < work.today():
        return None
    return answers_due(review, figure(reading, work, REPLY_STANDARD), work.today())


def with_later_arrivals(reading: Reading, snapshot: MinutesSnapshot) -> MinutesSnapshot:
    """The snapshot with the open actions that came in after its meeting, or were opened again after it.

    They are no part of that meeting's record, and still they are asked for before the next one.
    """
    listed = {action.id for action in snapshot.actions}
    listed |= {past.action.id for past in snapshot.previous_actions}
    still_open = reading.all(
        Action, order_by="tag", case_id=snapshot.case.id, state=ActionState.OPEN, removed=False
    )
    later = tuple(
        previous_action(reading, action)
        for action in still_open
        if action.id not in listed and made_at(action) < snapshot.meeting.number
    )
    return replace(snapshot, previous_actions=(*snapshot.previous_actions, *later))


def told_of(work: Work, reading: Reading, snapshot: MinutesSnapshot) -> tuple[DoNowFacts, ...]:
    """Who was told of the actions of a snapshot that do not wait, and when."""
    actions = (*snapshot.actions, *(past.action for past in snapshot.previous_actions))
    histories = queries.events_of(reading, [action.id for action in actions])
    return facts_of(snapshot, histories, work.day_of)
