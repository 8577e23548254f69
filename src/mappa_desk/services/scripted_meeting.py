"""Holds a written meeting through the same services that the window calls, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from mappa_desk.domain.actions import Acceptance, Action, Deadline, DeadlineKind
from mappa_desk.domain.attendance import Attendance, AttendanceState
from mappa_desk.domain.cases import Case
from mappa_desk.domain.contributions import Handling, IssueOutcome
from mappa_desk.domain.errors import ReferenceFault
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services.actions import make_action, read_back, review_action
from mappa_desk.services.cases import case_by_reference
from mappa_desk.services.closed_parts import begin_closed_part, end_closed_part
from mappa_desk.services.confirmations import confirm_minutes
from mappa_desk.services.contributions import keep_line, set_handling, settle_issue
from mappa_desk.services.decisions import take_decision
from mappa_desk.services.invitations import take_off_list
from mappa_desk.services.items import settle_items
from mappa_desk.services.meetings import (
    close_meeting,
    edit_meeting,
    go_to_item,
    plan_meeting,
    set_next_review,
    start_meeting,
)
from mappa_desk.services.minutes import approve
from mappa_desk.services.roll_call import add_person, came_in, deputise, edit_attendance, mark, went_out
from mappa_desk.services.scripts import (
    CHAIR,
    Act,
    Decide,
    Invited,
    Review,
    Script,
    ScriptClock,
    Step,
    british_moment,
)
from mappa_desk.services.statements import read_statement
from mappa_desk.services.work import Work

PLANNED_BEFORE = timedelta(days=14)
"""How long before the day a written meeting is planned."""

Progress = Callable[[int, int], None]
"""Told how many steps are done, and of how many."""


@dataclass(slots=True)
class _Play:
    """Where a running performance stands."""

    work: Work
    clock: ScriptClock
    script: Script
    meeting: Meeting
    rows: dict[str, str] = field(default_factory=dict)
    """Attendance ids by the keys of the script."""
    entries: dict[str, str] = field(default_factory=dict)
    acts: list[tuple[Act, Action]] = field(default_factory=list)
    item: str = ""


def hold(work: Work, clock: ScriptClock, script: Script, *, progress: Progress | None = None) -> Meeting:
    """Plans, holds, closes and (where the script says so) approves a meeting; gives it as it stands.

    `clock` must be the clock of the vault of `work`. Raises ReferenceFault for a script that names what is
    not there, and whatever a service refuses. Each step is durable before the next.
    """
    play = plan(work, clock, script)
    for done, step in enumerate(script.steps):
        _carry_out(play, step)
        if progress is not None:
            progress(done + 1, len(script.steps))
    if script.approval is not None:
        approval = script.approval
        clock.put(british_moment(approval.on, approval.at))
        approve(
            work,
            meeting_id=play.meeting.id,
            approved_by=approval.by,
            how=approval.how,
            on=approval.on,
            reference=approval.reference,
            despite_gaps_because=approval.despite_gaps_because,
        )
    with work.reading() as reading:
        return reading.get(Meeting, play.meeting.id)


def plan(work: Work, clock: ScriptClock, script: Script) -> _Play:
    """Plans the meeting two weeks before its day, fills its list, takes the roll and starts it on time."""
    begins = british_moment(script.on, script.at)
    clock.put(begins - PLANNED_BEFORE)
    case = case_by_reference(work, reference=script.reference)
    planned = plan_meeting(
        work, case_id=case.id, kind=script.kind, on=script.on, at=script.at, place=script.place,
        level=script.level, minutes=script.minutes,
    ).value  # fmt: skip
    meeting = edit_meeting(
        work,
        meeting=replace(
            planned,
            chair=script.chair,
            chair_agency=script.chair_agency,
            minutes_by=script.minutes_by,
            lead_agency=script.lead_agency or case.lead_agency,
            lead_officer=script.lead_officer or case.lead_officer,
            brief_why=script.brief_why,
            brief_risk=script.brief_risk,
        ),
    ).value
    play = _Play(work=work, clock=clock, script=script, meeting=meeting)
    _invite(play)
    clock.put(begins - timedelta(minutes=2))
    for key, invited in script.people.items():
        _take_roll(play, key, invited)
    mark(work, attendance_id=play.rows[CHAIR], state=AttendanceState.ATTENDED)
    clock.put(begins)
    play.meeting = start_meeting(work, meeting_id=meeting.id).value
    return play


def _invite(play: _Play) -> None:
    """Makes the list of the meeting the script's, out of the people that planning put on it."""
    work = play.work
    with work.reading() as reading:
        rows = list(reading.all(Attendance, order_by=("seat", "id"), meeting_id=play.meeting.id))
    for key, invited in play.script.people.items():
        here = [row for row in rows if row.agency == invited.agency and not row.is_chair]
        known = [row for row in here if row.name == invited.name] or [row for row in here if not row.name]
        if known:
            rows.remove(known[0])
            play.rows[key] = known[0].id
        else:
            added = add_person(work, meeting_id=play.meeting.id, agency=invited.agency, name=invited.name)
            play.rows[key] = added.value.id
    for row in rows:
        if row.is_chair:
            play.rows[CHAIR] = row.id
        else:
            take_off_list(work, attendance_id=row.id)
    for key, invited in play.script.people.items():
        with work.reading() as reading:
            row = reading.get(Attendance, play.rows[key])
        named = replace(
            row,
            name=invited.name,
            role=invited.role,
            observer=invited.observer,
            paperwork_sent=True,
            report_received=bool(invited.report),
            report_dated=invited.report,
            absence_reason=invited.because,
        )
        edit_attendance(work, attendance=named)


def _take_roll(play: _Play, key: str, invited: Invited) -> None:
    row = play.rows[key]
    if invited.state is AttendanceState.DEPUTY:
        deputise(
            play.work, attendance_id=row, name=invited.deputy, role=invited.deputy_role, mode=invited.mode
        )
    elif invited.state is not AttendanceState.EXPECTED:
        mode = invited.mode if invited.state is AttendanceState.ATTENDED else None
        mark(play.work, attendance_id=row, state=invited.state, mode=mode)


def _carry_out(play: _Play, step: Step) -> None:
    if step.at:
        play.clock.put(british_moment(play.script.on, step.at))
    else:
        play.clock.put(play.clock.moment + timedelta(seconds=20))
    if step.item and step.item != play.item:
        play.item = step.item
        go_to_item(play.work, meeting_id=play.meeting.id, item=step.item)
    _move_people(play, step)
    if step.say:
        _say(play, step)
    if step.review is not None:
        _review(play, step.review)
    if step.decide is not None:
        _decide(play, step.decide, step.settles)
    if step.act is not None:
        _act(play, step.act, step.settles)
    if step.read_back:
        _read_back(play)
    _wind_up(play, step)


def _move_people(play: _Play, step: Step) -> None:
    work, meeting_id = play.work, play.meeting.id
    if step.arrive:
        came_in(work, attendance_id=_row(play, step.arrive), mode=step.mode)
    if step.leave:
        went_out(work, attendance_id=_row(play, step.leave))
    if step.statement:
        read_statement(work, meeting_id=meeting_id, how=step.statement)
    if step.stay:
        stayed = tuple(_row(play, key) for key in step.stay)
        begin_closed_part(work, meeting_id=meeting_id, stayed=stayed, reason=step.because)
    if step.open_doors:
        end_closed_part(work, meeting_id=meeting_id)


def _wind_up(play: _Play, step: Step) -> None:
    work, meeting_id = play.work, play.meeting.id
    if step.settle is not None:
        settle = step.settle
        settle_items(
            work, meeting_id=meeting_id, items=settle.items, state=settle.state, reason=settle.reason
        )
    if step.next_review is not None:
        set_next_review(work, meeting_id=meeting_id, review=step.next_review)
    if step.confirm:
        confirm_minutes(
            work, meeting_id=meeting_id, as_presented=not step.changes, changes=step.changes
        )  # fmt: skip
    if step.close:
        close_meeting(work, meeting_id=meeting_id)


def _say(play: _Play, step: Step) -> None:
    row = _row(play, step.who) if step.who else None
    entry = keep_line(
        play.work,
        meeting_id=play.meeting.id,
        item=play.item,
        text=step.say,
        words=step.typed or None,
        kind=step.kind,
        attendance_id=row,
        report_dated=step.report_dated,
    ).value
    if step.handling is not Handling.NORMAL:
        set_handling(play.work, entry_id=entry.id, handling=step.handling, recipients=step.recipients)
    if step.key:
        play.entries[step.key] = entry.id


def _review(play: _Play, review: Review) -> None:
    action = action_by_tag(play.work, play.meeting.case_id, review.tag)
    due = Deadline(kind=DeadlineKind.DATE, on=review.due) if review.due else None
    review_action(
        play.work, action_id=action.id, meeting_id=play.meeting.id, outcome=review.outcome, note=review.note,
        told_by=review.told_by, on=review.on, due=due, owner_agency=review.owner_agency,
        owner_name=review.owner_name, owner_role=review.owner_role,
    )  # fmt: skip


def action_by_tag(work: Work, case_id: str, tag: str) -> Action:
    """The action with this tag in this case. Raises ReferenceFault when there is none."""
    with work.reading() as reading:
        found = reading.all(Action, case_id=case_id, tag=tag)
        if not found:
            case = reading.get(Case, case_id)
            raise ReferenceFault(f"The script names {case.reference}-{tag}, and there is no such action.")
    return found[0]


def _decide(play: _Play, decide: Decide, settles: str) -> None:
    decision = take_decision(
        play.work,
        meeting_id=play.meeting.id,
        item=play.item,
        decided=decide.decided,
        because=decide.because,
        heading=decide.heading,
        kind=decide.kind,
        dissent=decide.dissent,
        dissent_asked=decide.asked,
        also_considered=decide.also_considered,
        resolved=decide.resolved,
        takes_effect=decide.takes_effect,
        level=decide.level,
    ).value
    if settles:
        _settle(play, settles, IssueOutcome.DECISION, decision.entry_id)


def _act(play: _Play, act: Act, settles: str) -> None:
    kind = DeadlineKind(act.due_at) if act.due_at else DeadlineKind.DATE if act.due else DeadlineKind.NONE
    action = make_action(
        play.work,
        meeting_id=play.meeting.id,
        item=play.item,
        text=act.text,
        owner_agency=act.owner_agency,
        owner_name=act.owner_name,
        owner_role=act.owner_role,
        owner_attendance_id=_row(play, act.owner) if act.owner else None,
        deadline=Deadline(kind=kind, on=act.due),
        purpose=act.purpose,
        urgent=act.urgent,
    ).value
    play.acts.append((act, action))
    if settles:
        _settle(play, settles, IssueOutcome.ACTION, action.entry_id or "")


def _settle(play: _Play, key: str, outcome: IssueOutcome, by_entry_id: str) -> None:
    if key not in play.entries:
        raise ReferenceFault(f"The script settles {key}, and no entry has that key.")
    settle_issue(play.work, entry_id=play.entries[key], outcome=outcome, by_entry_id=by_entry_id)


def _read_back(play: _Play) -> None:
    for act, action in play.acts:
        if not act.read_back:
            continue
        play.clock.put(play.clock.moment + timedelta(seconds=5))
        if act.objection:
            accepted = Acceptance.OBJECTED
        else:
            accepted = Acceptance.ON_BEHALF if act.on_behalf else Acceptance.ACCEPTED
        read_back(
            play.work, action_id=action.id, acceptance=accepted, by=act.on_behalf, objection=act.objection
        )
    play.acts.clear()


def _row(play: _Play, key: str) -> str:
    if key not in play.rows:
        raise ReferenceFault(f"The script names {key}, who is not on the list.")
    return play.rows[key]
