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
        new_chair = required(to, "Who takes the chair? A name is needed.", field="to")
        _note(work, uow, meeting, HandoverOf.CHAIR, (meeting.chair, new_chair))
        name = new_chair.partition(",")[0].strip().casefold()
        agency = meeting.chair_agency
        for row in uow.all(Attendance, order_by=("seat", "name", "id"), meeting_id=meeting_id):
            takes_it = row.name.casefold() == name
            agency = row.agency if takes_it else agency
            if row.is_chair is not takes_it:
                uow.save(replace(row, is_chair=takes_it))
        kept = uow.save(replace(meeting, chair=new_chair, chair_agency=agency))
        seat_chair(work, uow, kept)
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
