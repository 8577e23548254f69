"""What a planned meeting starts with: its agenda from the area's template and the people to expect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.agendas import AgendaItem, AgendaTemplate
from mappa_desk.domain.attendance import Attendance, AttendanceState, Interval
from mappa_desk.domain.capture_people import plain
from mappa_desk.domain.contact_book import known_by_name, same_person
from mappa_desk.domain.contacts import Contact
from mappa_desk.domain.errors import NotFound
from mappa_desk.domain.meetings import Meeting, StatementReading
from mappa_desk.domain.people import Person
from mappa_desk.services.contacts import active_people, book_of
from mappa_desk.services.filing import area_agencies
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

_UNKNOWN_PERSON_ROLE = "Representative"
_Expected = tuple[str, str, str, str | None]
"""Agency, name, role and id in the contact book of somebody who is expected."""


def lay_agenda(work: Work, uow: UnitOfWork, meeting: Meeting, template: AgendaTemplate) -> None:
    """Copies the template's items into the meeting, as they stand today, with the template's numbers."""
    numbered = any(item.number for item in template.items)
    for place, item in enumerate(template.items, start=1):
        uow.save(
            AgendaItem(
                id=work.new_id(),
                meeting_id=meeting.id,
                number=item.number if numbered else place,
                code=item.code,
                title=item.title,
                short_title=item.short_title,
                say=item.say,
                prompts=item.prompts,
                record=item.record,
                needs=item.needs,
                settle_reasons=item.settle_reasons,
                heard_in=item.heard_in,
                group=item.group,
                statutory=item.statutory,
                minutes=item.minutes,
            )
        )


def expect_people(
    work: Work, uow: UnitOfWork, meeting: Meeting, previous: Meeting | None, panel: str = ""
) -> None:
    """Puts the people of last time on the list, and those of a standing panel where one is named.

    Without either it is the core panel and the lead agency, in their order. Of somebody who left only the
    agency and the role are asked for again. Raises NotFound for a panel that there is not.
    """
    agencies = area_agencies(uow, work)
    rows = _people_of(uow, previous) if previous else ()
    rows = (*rows, *_panel_people(work, uow, panel, rows)) if panel else rows
    here = {row[0] for row in rows}
    wanted = (meeting.lead_agency,) if here else (*work.reference.core_panel, meeting.lead_agency)
    if panel or not rows:
        core = (one for one in agencies if one.active and one.code in wanted and one.code not in here)
        rows = (*rows, *((agency.code, "", _UNKNOWN_PERSON_ROLE, None) for agency in core))
    seats = fixed_seats(agencies, (row[0] for row in rows))
    for agency, name, role, person_id in rows:
        uow.save(
            Attendance(
                id=work.new_id(),
                meeting_id=meeting.id,
                seat=seats[agency],
                agency=agency,
                name=name,
                role=role,
                person_id=person_id,
            )
        )
    seat_chair(work, uow, meeting)


def _panel_people(
    work: Work, reading: Reading, panel: str, there: Iterable[_Expected]
) -> tuple[_Expected, ...]:
    """Those of a standing panel who are not on the list yet."""
    wanted = next((one for one in book_of(work, reading).panels if plain(one.name) == plain(panel)), None)
    if wanted is None:
        raise NotFound(f"There is no standing panel “{panel}”.", field="panel")
    rows = tuple(there)
    known = {row[3] for row in rows if row[3]}
    return tuple(
        (one.agency, one.name, one.role, one.id)
        for one in wanted.people
        if one.id not in known and not any(same_person(one.name, one.agency, row[1], row[0]) for row in rows)
    )


def fixed_seats(agencies: Iterable[Agency], codes: Iterable[str]) -> dict[str, int]:
    """Seat numbers from 1 for the agencies with these codes, in the area's order."""
    order = {agency.code: place for place, agency in enumerate(agencies)}
    wanted = sorted(set(codes), key=lambda code: (order.get(code, len(order)), code))
    return {code: seat for seat, code in enumerate(wanted, start=1)}


def seat_chair(work: Work, uow: UnitOfWork, meeting: Meeting, *, since: datetime | None = None) -> None:
    """Keeps the chair's row on the list true to the meeting: one row, on seat 0 when it is made here.

    A chair who is named once the meeting has started took part: from the start, or from `since` after a
    handover, and heard the statement that was first read in that time.
    """
    if not meeting.chair:
        return
    rows = uow.all(Attendance, order_by=("seat", "name"), meeting_id=meeting.id, is_chair=True)
    name, _, role = meeting.chair.partition(",")
    known_role = rows[0].role if rows else ""
    wanted = (name.strip(), role.strip() or known_role, meeting.chair_agency)
    if rows:
        if (rows[0].name, rows[0].role, rows[0].agency) != wanted:
            uow.save(replace(rows[0], name=wanted[0], role=wanted[1], agency=wanted[2]))
        return
    came = since or meeting.started_at
    made = uow.save(
        Attendance(
            id=work.new_id(),
            meeting_id=meeting.id,
            seat=0,
            agency=wanted[2],
            name=wanted[0],
            role=wanted[1],
            is_chair=True,
            state=AttendanceState.ATTENDED if came else AttendanceState.EXPECTED,
            intervals=(Interval(came, meeting.ended_at),) if came else (),
        )
    )
    for reading in uow.all(StatementReading, order_by="at", meeting_id=meeting.id):
        if came is not None and reading.at >= came:
            uow.save(replace(reading, heard_by=(*reading.heard_by, made.id)))
            break


def _people_of(reading: Reading, meeting: Meeting) -> tuple[_Expected, ...]:
    rows = reading.all(Attendance, order_by=("seat", "name"), meeting_id=meeting.id)
    invited = (invited_person(reading, row) for row in rows if not row.is_chair and not row.observer)
    active = active_people(reading)
    left = {contact.id for contact in reading.all(Contact, active=False)}
    return tuple(_expected_again(row, active, left) for row in invited)


def _expected_again(row: Attendance, active: tuple[Person, ...], left: set[str]) -> _Expected:
    """Whom to expect in place of a row of last time: the same person, unless they left."""
    if row.person_id in left:
        return row.agency, "", row.role or _UNKNOWN_PERSON_ROLE, None
    known = row.person_id or getattr(known_by_name(active, row.name, row.agency), "id", None)
    return row.agency, row.name, row.role, known


def invited_person(reading: Reading, row: Attendance) -> Attendance:
    """The row with the person who was invited, where a deputy sits in."""
    if not row.deputy_for:
        return row
    past = [revision.body for revision in reading.revisions(Attendance, row.id)]
    before = [body for body in past if body is not None and not body.deputy_for]
    if not before:
        return replace(row, name=row.deputy_for, role="", person_id=None, deputy_for="")
    invited = before[-1]
    return replace(row, name=invited.name, role=invited.role, person_id=invited.person_id, deputy_for="")
