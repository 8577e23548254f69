"""The life of a meeting: planned, started, moved through, closed, adjourned, cancelled, not held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from mappa_desk.domain.agendas import AgendaItem, MeetingKind
from mappa_desk.domain.attendance import Attendance, Interval
from mappa_desk.domain.cases import Case, Level
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.identifiers import split_meeting_reference
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import HELD, Meeting, MeetingState, NextReview, PanelDay
from mappa_desk.domain.views import MeetingRow
from mappa_desk.services import timing
from mappa_desk.services.cases import find_case, start_case
from mappa_desk.services.due_dates import date_with_next_review
from mappa_desk.services.filing import (
    agenda_item,
    known_agency,
    required,
    writable_meeting,
)
from mappa_desk.services.handovers import hand_over_chair, hand_over_keys
from mappa_desk.services.meeting_record import held_before
from mappa_desk.services.people import name_at_keys
from mappa_desk.services.planning import expect_people, lay_agenda, seat_chair
from mappa_desk.services.sittings import adjourn, check_turn, close_meeting, in_state, resume
from mappa_desk.services.work import Work
from mappa_desk.store.queries import lists
from mappa_desk.store.work import UnitOfWork

__all__ = [
    "adjourn",
    "begin",
    "cancel",
    "close_meeting",
    "edit_meeting",
    "go_to_item",
    "hand_over_chair",
    "hand_over_keys",
    "list_meetings",
    "meeting_by_reference",
    "not_held",
    "plan_in",
    "plan_meeting",
    "resume",
    "set_next_review",
    "start_meeting",
    "start_now",
]

_NOT_YET_STARTED = (MeetingState.PLANNED,)
_FACTS_IN_WORDS = (
    "chair", "minutes_by", "place", "planned_at", "lead_officer", "brief_why", "brief_risk"
)  # fmt: skip
_REVIEW_IN_WORDS = ("at", "place", "invite", "none_because")
_LIFE = (
    "case_id", "number", "kind", "level", "template", "template_edition", "panel_day_id", "state",
    "started_at", "ended_at", "current_item", "next_review", "level_after", "adjourned_to", "ended_because",
)  # fmt: skip


def plan_meeting(
    work: Work,
    *,
    case_id: str,
    kind: MeetingKind,
    on: date,
    at: str = "",
    place: str = "",
    level: Level | None = None,
    minutes: int = 0,
    panel_day_id: str | None = None,
    panel: str = "",
) -> Outcome[Meeting]:
    """Plans the next meeting on a case: agenda from the template, people of last time or the core panel.

    `level` is the case's unless given, `at` a clock time "10:00", `minutes` the planned length, `panel` the
    name of a standing panel of the contact book that is invited too. Raises RuleError for Level 1 (it has no
    formal meeting) and a closed case, NotFound for a case, panel day or panel that is not there. Durable on
    return.
    """
    with work.writing() as uow:
        case = uow.get(Case, case_id)
        if panel_day_id is not None:
            uow.get(PanelDay, panel_day_id)
        meeting = plan_in(
            work, uow, case=case, kind=kind, on=on, at=at.strip(), place=place.strip(), level=level or
            case.level, minutes=minutes, panel_day_id=panel_day_id, panel=panel.strip(),
        )  # fmt: skip
        return Outcome(meeting, uow.changes)


def start_now(work: Work, *, level: Level, reference: str) -> Outcome[Meeting]:
    """Starts an urgent meeting at once; the case is opened when the reference is new.

    It is a review when the person was discussed before, else an initial meeting. Raises RuleError as
    `open_case`, `plan_meeting` and `start_meeting`. Durable on return.
    """
    with work.writing() as uow:
        case = find_case(uow, reference)
        if case is None:
            fresh = Case(
                id=work.new_id(),
                reference=reference.strip(),
                level=level,
                opened_on=work.today(),
                practice=work.vault.practice,
            )
            case = start_case(work, uow, fresh)
        met_before = any(one.state in HELD for one in uow.all(Meeting, case_id=case.id))
        kind = MeetingKind.REVIEW if met_before else MeetingKind.INITIAL
        planned = plan_in(work, uow, case=case, kind=kind, on=work.today(), level=level)
        return Outcome(begin(work, uow, planned), uow.changes)


def start_meeting(work: Work, *, meeting_id: str) -> Outcome[Meeting]:
    """Starts a planned meeting: the time is stamped, the first item is the current one.

    Those who were marked as here before count from now. Raises RuleError unless it is planned, while another
    meeting on the person runs, and once a later one was held. Durable on return.
    """
    with work.writing() as uow:
        meeting = in_state(uow, meeting_id, _NOT_YET_STARTED, "This meeting has started already.")
        return Outcome(begin(work, uow, meeting), uow.changes)


def go_to_item(work: Work, *, meeting_id: str, item: str) -> Outcome[Meeting]:
    """Makes an item the one that is talked about. It is no undo step. Raises NotFound, RuleError. Durable."""
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        agenda_item(uow, meeting_id, item)
        if meeting.current_item == item:
            return Outcome(meeting)
        moved = uow.save(replace(meeting, current_item=item))
        timing.begin(uow, moved)
        return Outcome(moved, uow.changes)


def cancel(work: Work, *, meeting_id: str, reason: str, decided_by: str = "") -> Outcome[Meeting]:
    """Cancels a planned or adjourned meeting. Raises RuleError without a reason. Durable on return."""
    return _call_off(work, meeting_id, MeetingState.CANCELLED, reason, decided_by)


def not_held(work: Work, *, meeting_id: str, reason: str, decided_by: str = "") -> Outcome[Meeting]:
    """Notes that a planned meeting was not held. Raises RuleError without a reason. Durable on return."""
    return _call_off(work, meeting_id, MeetingState.NOT_HELD, reason, decided_by)


def set_next_review(work: Work, *, meeting_id: str, review: NextReview | None) -> Outcome[Meeting]:
    """Sets or clears the next review. Actions due "next meeting" take its date until approval.

    Raises RuleError for a Level 1 review, a day before the meeting, or a date together with a reason for
    none. Durable on return.
    """
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        if review is not None:
            review = _checked_review(work, meeting, review)
        if review == meeting.next_review:
            return Outcome(meeting)
        kept = uow.save(replace(meeting, next_review=review))
        date_with_next_review(work, uow, kept)
        uow.step(meeting_id, "Next review")
        return Outcome(kept, uow.changes)


def edit_meeting(work: Work, *, meeting: Meeting) -> Outcome[Meeting]:
    """Saves the facts of a meeting: chair, minute taker, place, lead agency, sentences of the front sheet.

    Its life is not changed here: state, number, times, agenda, level and next review stay as they are kept.
    Raises RuleError, and StaleRevision when the meeting was changed meanwhile. Durable on return.
    """
    with work.writing() as uow:
        kept = writable_meeting(uow, meeting.id)
        for code in {meeting.chair_agency, meeting.lead_agency} - {""}:
            known_agency(uow, work, code)
        life: dict[str, Any] = {name: getattr(kept, name) for name in _LIFE}
        changed = replace(meeting, **_cleaned(meeting, _FACTS_IN_WORDS), **life)
        if replace(changed, revision=kept.revision) == kept:
            return Outcome(kept)
        saved = uow.save(changed)
        seat_chair(work, uow, saved)
        uow.step(meeting.id, "Facts of the meeting")
        return Outcome(saved, uow.changes)


def meeting_by_reference(work: Work, *, reference: str) -> Meeting:
    """The meeting "LAN-0417-M03". Raises NotFound with a sentence that names the reference."""
    typed = reference.strip()
    parts = split_meeting_reference(typed) or split_meeting_reference(typed.upper())
    if parts is None:
        raise NotFound(
            f"{typed} is not the reference of a meeting (such as LAN-0417-M03).", field="reference"
        )
    with work.reading() as reading:
        case = find_case(reading, parts[0])
        found = reading.all(Meeting, case_id=case.id, number=parts[1]) if case else ()
    if not found:
        raise NotFound(f"There is no meeting {typed}.", field="reference")
    return found[0]


def list_meetings(work: Work) -> tuple[MeetingRow, ...]:
    """Every meeting with its numbers, newest day first."""
    with work.reading() as reading:
        return lists.meeting_rows(reading, newest_first=True)


def plan_in(
    work: Work,
    uow: UnitOfWork,
    *,
    case: Case,
    kind: MeetingKind,
    on: date,
    level: Level,
    at: str = "",
    place: str = "",
    minutes: int = 0,
    panel_day_id: str | None = None,
    panel: str = "",
) -> Meeting:
    """Plans a meeting in this unit of work, as `plan_meeting`. Durable when the unit is left."""
    if level is Level.ONE:
        raise RuleError("Level 1 has no formal meeting; choose Level 2 or 3.", field="level")
    if case.closed_on is not None:
        raise RuleError(f"The case {case.reference} is closed; open it again first.", field="case")
    template = work.reference.agenda(kind, level)
    earlier = uow.all(Meeting, order_by="number", case_id=case.id)
    meeting = Meeting(
        id=work.new_id(),
        case_id=case.id,
        number=(earlier[-1].number if earlier else 0) + 1,
        kind=kind,
        level=level,
        category=case.category,
        planned_on=on,
        planned_at=at,
        planned_minutes=minutes or sum(item.minutes for item in template.items),
        place=place,
        template=template.code,
        template_edition=template.edition,
        panel_day_id=panel_day_id,
        lead_agency=case.lead_agency,
        lead_officer=case.lead_officer,
    )
    previous = held_before(uow, meeting)
    if previous is not None:
        meeting = replace(
            meeting,
            chair=previous.chair,
            chair_agency=previous.chair_agency,
            minutes_by=previous.minutes_by,
            place=place or previous.place,
        )
    kept = uow.save(meeting)
    lay_agenda(work, uow, kept, template)
    expect_people(work, uow, kept, previous, panel)
    return kept


def begin(work: Work, uow: UnitOfWork, meeting: Meeting) -> Meeting:
    """Begins a planned meeting in this unit of work: those marked as here are in from now on.

    Raises RuleError as `start_meeting`. Durable when the unit is left.
    """
    check_turn(uow, meeting)
    now = work.now()
    case = uow.get(Case, meeting.case_id)
    items = uow.all(AgendaItem, order_by="number", meeting_id=meeting.id)
    for row in uow.all(Attendance, meeting_id=meeting.id):
        if row.took_part and (row.is_in or not row.intervals):
            uow.save(replace(row, intervals=(Interval(now),)))
    started = uow.save(
        replace(
            meeting,
            state=MeetingState.RUNNING,
            started_at=now,
            current_item=meeting.current_item or (items[0].code if items else ""),
            minutes_by=meeting.minutes_by or name_at_keys(uow, work, with_role=True),
            category=meeting.category or case.category,
            lead_agency=meeting.lead_agency or case.lead_agency,
            lead_officer=meeting.lead_officer or case.lead_officer,
        )
    )
    timing.begin(uow, started)
    return started


def _call_off(
    work: Work, meeting_id: str, state: MeetingState, reason: str, decided_by: str
) -> Outcome[Meeting]:
    with work.writing() as uow:
        meeting = in_state(
            uow,
            meeting_id,
            (MeetingState.PLANNED, MeetingState.ADJOURNED),
            "Only a meeting that is planned or adjourned can be called off; close a running one instead.",
        )
        why = required(reason, "Why, and who decided?", field="reason")
        by = decided_by.strip()
        words = f"{why} (decided by {by})" if by else why
        return Outcome(uow.save(replace(meeting, state=state, ended_because=words)), uow.changes)


def _cleaned(held: Meeting | NextReview, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: check_text(getattr(held, name).strip(), field=name) for name in names}


def _checked_review(work: Work, meeting: Meeting, review: NextReview) -> NextReview:
    """The next review with its words cleaned. Raises RuleError as `set_next_review`."""
    checked = replace(review, **_cleaned(review, _REVIEW_IN_WORDS))
    if checked.none_because and checked.on is not None:
        raise RuleError("Either a date or a reason why there is no next review, not both.", field="on")
    if checked.level is Level.ONE:
        raise RuleError("Level 1 has no formal meeting; choose Level 2 or 3.", field="level")
    held_on = work.day_of(meeting.started_at) if meeting.started_at else meeting.planned_on
    if checked.on is not None and checked.on <= held_on:
        raise RuleError("The next review is to be after this meeting.", field="on")
    return checked
