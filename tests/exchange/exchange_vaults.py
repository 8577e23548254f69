"""Small vaults to bring cases into and out of."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.cases import Case, Category, Level
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services.actions import make_action
from mappa_desk.services.areas import seed_area
from mappa_desk.services.cases import open_case
from mappa_desk.services.contributions import keep_line, revise_entry
from mappa_desk.services.decisions import take_decision
from mappa_desk.services.invitations import take_off_list
from mappa_desk.services.meetings import plan_meeting, start_meeting
from mappa_desk.services.people import add_keyholder
from mappa_desk.services.reference import load_reference
from mappa_desk.services.roll_call import add_person, mark
from mappa_desk.services.scripts import ScriptClock, british_moment
from mappa_desk.services.undo import undo
from mappa_desk.services.work import Work
from mappa_desk.store.key import KeyCost
from mappa_desk.store.vault import UNDERSTOOD, Vault

_REFERENCE = load_reference()
_IDS = itertools.count(1)


@contextmanager
def vault_work(folder: Path, *, practice: bool = True) -> Iterator[Work]:
    """The work of a fresh vault with the shipped agencies, nobody at the keys."""
    clock = ScriptClock(british_moment(date(2026, 6, 1), "09:00"))
    vault = Vault.create(
        folder,
        "a b c",
        clock=clock,
        new_id=lambda: f"{next(_IDS):032x}",
        practice=practice,
        understood_no_recovery=UNDERSTOOD,
        cost=KeyCost.cheap(),
    )
    with vault:
        work = Work(vault, clock, lambda: f"{next(_IDS):032x}", _REFERENCE)
        seed_area(work)
        yield work


def live_case(work: Work, reference: str, text: str = "The first line") -> Case:
    """A case with a running meeting that has a bit of everything, a changed line and a removed row."""
    person = add_keyholder(work, name="Minute Taker").value
    signed = work.signed(person)
    case = open_case(
        signed, reference=reference, category=Category.TWO, level=Level.TWO, lead_agency="prob"
    ).value
    meeting = plan_meeting(
        signed, case_id=case.id, kind=MeetingKind.INITIAL, on=date(2026, 6, 2), at="10:00"
    ).value
    start_meeting(signed, meeting_id=meeting.id)
    row = add_person(signed, meeting_id=meeting.id, agency="pol", name="Siân O’Neill").value
    mark(signed, attendance_id=row.id, state=AttendanceState.ATTENDED)
    entry = keep_line(
        signed, meeting_id=meeting.id, item="contributions", text="x", attendance_id=row.id
    ).value
    revise_entry(signed, entry_id=entry.id, revision=entry.revision, text=f"{text} .")
    take_decision(signed, meeting_id=meeting.id, item="plan", decided=f"{text} -", because=text)
    make_action(signed, meeting_id=meeting.id, item="plan", text=f"{text} +", owner_attendance_id=row.id)
    keep_line(signed, meeting_id=meeting.id, item="plan", text="taken back")
    undo(signed, meeting_id=meeting.id)
    extra = add_person(signed, meeting_id=meeting.id, agency="fire", name="Not Needed").value
    take_off_list(signed, attendance_id=extra.id)
    return case


def with_summary(work: Work, case: Case, summary: str) -> None:
    """Changes the case past its services, as another vault would have."""
    with work.writing() as uow:
        kept = uow.get(Case, case.id)
        uow.save(replace(kept, summary=summary))


def meetings_of(work: Work, case_id: str) -> tuple[Meeting, ...]:
    """The meetings of a case."""
    with work.reading() as reading:
        return reading.all(Meeting, case_id=case_id)
