"""The chair or the keys passed to somebody else in the middle of a meeting."""

from __future__ import annotations

from dataclasses import replace

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.meetings import Handover, HandoverOf, Meeting
from mappa_desk.domain.people import Person
from mappa_desk.services.filing import required, writable_meeting
from mappa_desk.services.people import ensure_keyholder, name_at_keys
from mappa_desk.services.planning import seat_chair
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork


def hand_over_chair(work: Work, *, meeting_id: str, to: str) -> Outcome[Meeting]:
    """Passes the chair to `to` ("name, role"), noted with its time. One undo step.

    The new chair's row on the list becomes the chair's when it is there. Raises RuleError. Durable on return.
    """
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        typed = required(to, "Who takes the chair? A name is needed.", field="to")
        rows = uow.all(Attendance, order_by=("seat", "name"), meeting_id=meeting_id)
        taker = _on_the_list(rows, typed)
        new_chair = _as_printed(taker, typed)
        _note(work, uow, meeting, HandoverOf.CHAIR, (meeting.chair, new_chair))
        for row in rows:
            if row.is_chair is not (taker is not None and row.id == taker.id):
                uow.save(replace(row, is_chair=not row.is_chair))
        agency = taker.agency if taker else ""
        kept = uow.save(replace(meeting, chair=new_chair, chair_agency=agency))
        seat_chair(work, uow, kept, since=work.now())
        uow.step(meeting_id, f"Chair handed to {new_chair}")
        return Outcome(kept, uow.changes)


def hand_over_keys(work: Work, *, meeting_id: str, to: str) -> Outcome[Person]:
    """Passes the keys to the keyholder named `to`, made when there is none; noted with its time.

    Gives the person: `work.signed(person)` is the work that the window goes on with. It is no undo step.
    Raises RuleError. Durable on return.
    """
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        person = ensure_keyholder(work, uow, to)
        _note(work, uow, meeting, HandoverOf.KEYS, (name_at_keys(uow, work), person.name))
        return Outcome(person, uow.changes)


def _on_the_list(rows: tuple[Attendance, ...], typed: str) -> Attendance | None:
    name = typed.partition(",")[0].strip().casefold()
    return next((row for row in rows if row.name.casefold() == name), None)


def _as_printed(taker: Attendance | None, typed: str) -> str:
    """ "Ann Lloyd, Head of service": the name as on the list, the role as typed or as on the list."""
    if taker is None:
        return typed
    role = typed.partition(",")[2].strip() or taker.role
    return f"{taker.name}, {role}" if role else taker.name


def _note(work: Work, uow: UnitOfWork, meeting: Meeting, of: HandoverOf, passed: tuple[str, str]) -> None:
    uow.save(
        Handover(
            id=work.new_id(),
            meeting_id=meeting.id,
            of=of,
            at=work.now(),
            from_whom=passed[0],
            to_whom=passed[1],
        )
    )
