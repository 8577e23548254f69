"""A vault with a first meeting that was held and a review that is planned six weeks later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from desk_room import MORNING, PASSPHRASE, REFERENCE, SteadyClock, make_vault

from mappa_desk.domain.actions import ActionEventKind, Deadline, DeadlineKind
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.decisions import Dissent
from mappa_desk.services import actions, cases, decisions, meetings, people, roll_call
from mappa_desk.services.desk import desk_view
from mappa_desk.services.work import Work
from mappa_desk.store.vault import Vault
from mappa_desk.wiring import fresh_id

REVIEW_DAY = MORNING + timedelta(weeks=6)


def _act(work: Work, meeting_id: str, text: str, agency: str, days: int) -> str:
    due = Deadline(kind=DeadlineKind.DATE, on=MORNING.date() + timedelta(days=days))
    made = actions.make_action(
        work, meeting_id=meeting_id, item="plan", text=text, owner_agency=agency, owner_role="duty officer",
        deadline=due,
    )  # fmt: skip
    return made.value.id


def make_review(folder: Path) -> str:
    """A vault whose first meeting was held and closed, and a review that is planned six weeks later."""
    first = make_vault(folder)
    clock = SteadyClock()
    vault = Vault.open(folder, PASSPHRASE, clock=clock, new_id=fresh_id)
    work = Work(vault=vault, clock=clock, new_id=fresh_id, reference=REFERENCE)
    work = work.signed(people.keyholders(work)[0])
    meetings.start_meeting(work, meeting_id=first)
    moved = _act(work, first, "Confirm the address", "hsg", 10)
    _act(work, first, "Check the register", "pol", 60)
    settled = _act(work, first, "Send the dates", "pol", 12)
    decisions.take_decision(
        work, meeting_id=first, item="plan", decided="The zone stays", because="one map for all",
        dissent=(Dissent(agency="pol"),),
    )  # fmt: skip
    for days in (20, 30):
        kept = next(one for one in desk_view(work, meeting_id=first).actions if one.id == moved)
        due = Deadline(kind=DeadlineKind.DATE, on=MORNING.date() + timedelta(days=days))
        actions.revise_action(work, action=replace(kept, deadline=due))
    meetings.close_meeting(work, meeting_id=first)
    clock.at = MORNING + timedelta(days=25)
    actions.review_action(
        work, action_id=moved, meeting_id=None, outcome=ActionEventKind.UPDATED, note="Two in view.",
        told_by="Jan Wolk",
    )  # fmt: skip
    actions.review_action(work, action_id=settled, meeting_id=None, outcome=ActionEventKind.DONE)
    case = desk_view(work, meeting_id=first).case
    cases.edit_case(work, case=replace(case, release_on=date(2027, 1, 20), lead_agency="pol"))
    clock.at = REVIEW_DAY
    case_id = desk_view(work, meeting_id=first).case.id
    review = meetings.plan_meeting(
        work, case_id=case_id, kind=MeetingKind.REVIEW, on=REVIEW_DAY.date(), at="10:00"
    ).value
    for row in desk_view(work, meeting_id=review.id).attendance:
        roll_call.mark(work, attendance_id=row.id, state=AttendanceState.ATTENDED, mode=Mode.ROOM)
    vault.close()
    return review.id
