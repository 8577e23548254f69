"""Where a find stands now: the meeting whose record holds it, or an action's row in the tracker."""

from __future__ import annotations

from dataclasses import dataclass

from mappa_desk.domain.actions import Action
from mappa_desk.domain.carry_over import past_actions
from mappa_desk.domain.cases import Case
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.errors import NotFound
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.views import Hit
from mappa_desk.services.cases import find_case
from mappa_desk.services.work import Work
from mappa_desk.store.queries.actions import events_of_case
from mappa_desk.store.queries.places import place_of_action
from mappa_desk.store.work import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Of an action its record, its row in the tracker and the running meeting that lists it; of anything
    else its meeting, with the entry that stands for it, or its case."""

    case_id: str = ""
    meeting: Meeting | None = None
    """Of an action the running meeting on whose list it stands, None when there is none."""
    entry_id: str = ""
    action: Action | None = None
    row: int = 0


def whereabouts(work: Work, *, hit: Hit) -> Whereabouts:
    """Where to go for a find, as the record stands now. Raises NotFound for what is gone since."""
    with work.reading() as reading:
        if hit.record_kind == Action.KIND:
            return _of_action(work, reading, hit.record_id)
        if hit.meeting_id:
            meeting = reading.get(Meeting, hit.meeting_id)
            return Whereabouts(case_id=meeting.case_id, meeting=meeting, entry_id=_entry(reading, hit))
        case = find_case(reading, hit.case_reference)
        if case is None:
            raise NotFound(f"There is no case {hit.case_reference}.", field="reference")
        return Whereabouts(case_id=case.id)


def _entry(reading: Reading, hit: Hit) -> str:
    if hit.record_kind == Entry.KIND:
        return hit.record_id
    return reading.get(Decision, hit.record_id).entry_id if hit.record_kind == Decision.KIND else ""


def _of_action(work: Work, reading: Reading, action_id: str) -> Whereabouts:
    action = reading.get(Action, action_id)
    if action.removed:
        raise NotFound(f"Action {action.tag} was removed.", field="action")
    running = reading.all(Meeting, case_id=action.case_id, state=MeetingState.RUNNING)
    listing = next((meeting for meeting in running if _lists(work, reading, meeting, action)), None)
    return Whereabouts(
        case_id=action.case_id, meeting=listing, action=action, row=place_of_action(reading, action_id)
    )


def _lists(work: Work, reading: Reading, meeting: Meeting, action: Action) -> bool:
    """Whether an action stands on the list of a meeting: made by it, or open when it began."""
    if action.meeting_id == meeting.id:
        return True
    events = events_of_case(reading, action.case_id)
    return bool(past_actions((action,), events, meeting=meeting, today=work.today()))


def running_desk(work: Work) -> tuple[str, str]:
    """Id and reference of the meeting that runs, "LAN-0417-M03"; both empty when none does."""
    with work.reading() as reading:
        running = reading.all(Meeting, order_by="started_at", state=MeetingState.RUNNING)
        if not running:
            return "", ""
        case = reading.get(Case, running[-1].case_id)
    return running[-1].id, meeting_reference(case.reference, running[-1].number)


def case_shown(work: Work, *, case_id: str = "", meeting_id: str = "") -> str:
    """Reference of a case, by its id or that of a meeting of it; empty when there is none."""
    with work.reading() as reading:
        meeting = reading.find(Meeting, meeting_id) if meeting_id else None
        case = reading.find(Case, meeting.case_id if meeting is not None else case_id)
    return case.reference if case is not None else ""
