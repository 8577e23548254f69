"""The circulation list of a meeting: proposed from the record and the contact book, agreed, kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.circulation_rules import GIVEN, CirculationRow, check_line, judged, proposed
from mappa_desk.domain.contact_book import ContactBook
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import ClosedPart, Meeting
from mappa_desk.services.contacts import book_of
from mappa_desk.services.filing import SEALED_OFF, area_agencies, known_agency, writable_meeting
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Circulation:
    """The circulation list of one meeting as the screen shows it."""

    rows: tuple[CirculationRow, ...]
    agreed: bool
    """True once somebody agreed to it; before, all of it is a proposal."""
    unlisted: tuple[CirculationRow, ...] = ()
    """Proposed since the list was agreed: people who came onto the meeting's list later."""
    fixed: str = ""
    """Why the list can no longer change, empty while it can."""


def circulation(work: Work, *, meeting_id: str) -> Circulation:
    """The list as it was agreed, else as it is proposed. Raises NotFound."""
    with work.reading() as reading:
        meeting = reading.get(Meeting, meeting_id)
        kept = lines_of(reading, meeting_id)
        facts = _facts(work, reading, meeting_id)
        offered = facts.proposed(work, meeting_id)
        fixed = SEALED_OFF.get(meeting.state, "")
        if not kept:
            return Circulation(rows=() if fixed else offered, agreed=False, fixed=fixed)
        rows = tuple(facts.judged(line, agreed=True) for line in kept)
    there = {one for line in kept for one in (line.person_id, line.attendance_id) if one}
    later = tuple(row for row in offered if not {row.line.person_id, row.line.attendance_id} & there)
    return Circulation(rows=rows, agreed=True, unlisted=() if fixed else later, fixed=fixed)


def propose_circulation(work: Work, *, meeting_id: str) -> tuple[CirculationRow, ...]:
    """The list as the record and the contact book propose it now, whatever was agreed. Raises NotFound."""
    with work.reading() as reading:
        reading.get(Meeting, meeting_id)
        return _facts(work, reading, meeting_id).proposed(work, meeting_id)


def look_again(
    work: Work, *, meeting_id: str, lines: Sequence[CirculationLine]
) -> tuple[CirculationRow, ...]:
    """These lines, kept or not, each with what is worth a second look at it now. Raises NotFound."""
    with work.reading() as reading:
        reading.get(Meeting, meeting_id)
        facts = _facts(work, reading, meeting_id)
    return tuple(facts.judged(line) for line in lines)


def agree_circulation(
    work: Work, *, meeting_id: str, lines: Sequence[CirculationLine]
) -> Outcome[tuple[CirculationLine, ...]]:
    """Keeps these lines, in this order, as the circulation list in place of the one before. One undo step.

    A line that nobody is to be given anything by stays on the list with its reason. Raises RuleError for a
    third party who gets something without a reason, for a line without a name, for somebody who stands on it
    twice, and once the minutes are approved; NotFound for an unknown agency. Durable on return.
    """
    with work.writing() as uow:
        writable_meeting(uow, meeting_id)
        facts = _facts(work, uow, meeting_id)
        wanted = tuple(
            _checked(work, uow, facts, replace(line, meeting_id=meeting_id, position=place))
            for place, line in enumerate(lines, start=1)
        )
        _check_doubles(wanted)
        before = {line.id: line for line in lines_of(uow, meeting_id)}
        kept = tuple(_keep(uow, line, before.pop(line.id, None)) for line in wanted)
        for line in before.values():
            uow.remove(line)
        if uow.changes:
            uow.step(meeting_id, "Circulation list")
        return Outcome(kept, uow.changes)


def lines_of(reading: Reading, meeting_id: str) -> tuple[CirculationLine, ...]:
    """The agreed lines of a meeting in their order; none before anybody agreed."""
    return reading.all(CirculationLine, order_by=("position", "id"), meeting_id=meeting_id)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the lines of one meeting are judged by, read once."""

    attendance: tuple[Attendance, ...]
    parts: tuple[ClosedPart, ...]
    agencies: tuple[Agency, ...]
    book: ContactBook

    def judged(self, line: CirculationLine, *, agreed: bool = False) -> CirculationRow:
        return judged(
            line,
            attendance=self.attendance,
            parts=self.parts,
            agencies=self.agencies,
            book=self.book,
            agreed=agreed,
        )

    def proposed(self, work: Work, meeting_id: str) -> tuple[CirculationRow, ...]:
        return proposed(
            meeting_id,
            attendance=self.attendance,
            parts=self.parts,
            agencies=self.agencies,
            book=self.book,
            new_id=work.new_id,
        )


def _facts(work: Work, reading: Reading, meeting_id: str) -> _Facts:
    return _Facts(
        reading.all(Attendance, meeting_id=meeting_id),
        reading.all(ClosedPart, meeting_id=meeting_id),
        area_agencies(reading, work),
        book_of(work, reading),
    )


def _checked(work: Work, uow: UnitOfWork, facts: _Facts, line: CirculationLine) -> CirculationLine:
    if line.agency:
        known_agency(uow, work, line.agency)
    held = uow.find(CirculationLine, line.id) if line.id else None
    elsewhere = held is not None and held.meeting_id != line.meeting_id
    checked = replace(
        line,
        id=work.new_id() if elsewhere or not line.id else line.id,
        name=check_text(line.name.strip(), field="name"),
        role=check_text(line.role.strip(), field="role"),
        why=check_text(line.why.strip(), field="why"),
        documents=tuple(one for one in GIVEN if one in line.documents),
    )
    check_line(checked, facts.judged(checked).looks)
    return checked


def _check_doubles(lines: Sequence[CirculationLine]) -> None:
    seen: set[str] = set()
    for line in lines:
        own = {one for one in (line.id, line.person_id, line.attendance_id) if one}
        if own & seen:
            raise RuleError(f"{line.name} stands on the list twice.", field="name")
        seen |= own


def _keep(uow: UnitOfWork, line: CirculationLine, before: CirculationLine | None) -> CirculationLine:
    if before is not None:
        wanted = replace(line, revision=before.revision)
        return before if wanted == before else uow.save(wanted)
    past = uow.revisions(CirculationLine, line.id)
    return uow.save(replace(line, revision=past[-1].number if past else 0))
