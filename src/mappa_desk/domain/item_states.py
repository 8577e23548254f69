"""How each agenda item stands: what was settled by hand, and what has closed itself since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mappa_desk.domain.actions import Acceptance, ActionState
from mappa_desk.domain.agendas import AgendaItem, ItemState, Need
from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.decisions import DecisionKind
from mappa_desk.domain.hearing import statement_missed
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.views import DeskView


def as_they_stand(view: DeskView) -> tuple[AgendaItem, ...]:
    """The items with their true state.

    One that holds entries is discussed, whatever it was settled as; so is one whose needs are met once the
    meeting has started. The item that is being talked about stays open while the meeting runs.
    """
    held = {entry.item for entry in view.entries}
    running = view.meeting.state is MeetingState.RUNNING
    talked_about = view.meeting.current_item if running else ""
    started = view.meeting.started_at is not None
    return tuple(
        replace(item, state=ItemState.DISCUSSED, reason="")
        if item.code != talked_about and (item.code in held or (started and needs_met(view, item)))
        else item
        for item in view.items
    )


def closes_itself(item: AgendaItem, entries: Iterable[Entry]) -> bool:
    """True for an item that asks nothing: it holds an entry, or what it needs is kept elsewhere.

    An item that needs the roll, the outcomes, a decision or a date is judged by those, not by its entries.
    The minutes of last meeting may be settled in words too, so that need alone does not close it.
    """
    asks = any(need is not Need.LAST_MINUTES for need in item.needs)
    return asks or any(entry.item == item.code and not entry.removed for entry in entries)


def needs_met(view: DeskView, item: AgendaItem) -> bool:
    """True for an open item that asks for something, when all of it is on the record."""
    return item.state is ItemState.OPEN and bool(item.needs) and all(_has(view, need) for need in item.needs)


def _has(view: DeskView, need: Need) -> bool:
    states = {row.state for row in view.attendance}
    stamps = {action.acceptance for action in view.actions}
    review = view.meeting.next_review
    kinds = {decision.decision_kind for decision in view.decisions}
    met: dict[Need, bool] = {
        Need.STATEMENT: bool(view.statements) and not statement_missed(view.attendance, view.statements),
        Need.ATTENDANCE: bool(states) and AttendanceState.EXPECTED not in states,
        Need.LAST_MINUTES: view.confirmation is not None,
        Need.ACTION_OUTCOMES: all(
            past.settled_here or past.action.state is not ActionState.OPEN for past in view.past_actions
        ),
        Need.LEAD_AGENCY: bool(view.meeting.lead_agency or view.case.lead_agency),
        Need.LEVEL_DECISION: DecisionKind.LEVEL in kinds,
        Need.DISCLOSURE_DECISION: DecisionKind.DISCLOSURE in kinds,
        Need.READ_BACK: bool(stamps) and Acceptance.NOT_READ_BACK not in stamps,
        Need.NEXT_REVIEW: review is not None and bool(review.on or review.none_because.strip()),
        Need.END: view.meeting.ended_at is not None,
    }
    return met[need]
