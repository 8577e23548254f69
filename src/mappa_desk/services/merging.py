"""Two entries of the contact book made into one person, with a trace, and separated again.

Who acted stays as it was: revisions and the audit chain name whoever was at the keys. Sealed minutes keep
what they say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.contact_merges import MergeConflict, conflicts, merged_into, redirected, united
from mappa_desk.domain.contacts import Contact, PersonMerge
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.people import Person
from mappa_desk.domain.records import Record
from mappa_desk.services.contacts import save_part
from mappa_desk.services.filing import required
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

_POINTING: tuple[type[Attendance] | type[CirculationLine], ...] = (Attendance, CirculationLine)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """What would become of two entries, told before they are one."""

    keep: Person
    merge: Person
    conflicts: tuple[MergeConflict, ...]
    """Facts that both tell differently: the kept one's stay unless they are taken from the other."""
    meetings: tuple[str, ...]
    """References of meetings whose lists will lead to the kept person."""
    sealed: tuple[str, ...]
    """References of approved meetings, which stay as they are."""
    doubled: tuple[str, ...]
    """References of open meetings on whose list both stand; both lines stay there."""


@dataclass(frozen=True, slots=True)
class MergedPerson:
    """Somebody who is found under another entry, since when (UTC), by whom and why."""

    person: Person
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Separated:
    """What was taken apart again. `left` says in words what had changed since and stays as it is."""

    merge: PersonMerge
    lists: int
    left: tuple[str, ...] = ()


def plan_merge(work: Work, *, keep: str, merge: str) -> MergePlan:
    """What `merge_people` would do with two people by their ids, nothing done. Raises RuleError, NotFound."""
    with work.reading() as reading:
        kept, merged = _both(work, reading, keep, merge)
        found = [one for one in _pointing(reading, merge) if isinstance(one, Attendance)]
        here = {one.meeting_id for one in reading.all(Attendance, person_id=keep)}
        open_ = {one.meeting_id for one in found if not _is_sealed(reading, one)}
        return MergePlan(
            keep=kept[0],
            merge=merged[0],
            conflicts=conflicts(kept, merged),
            meetings=_references(reading, open_),
            sealed=_references(reading, {one.meeting_id for one in found} - open_),
            doubled=_references(reading, open_ & here),
        )


def merge_people(
    work: Work, *, keep: str, merge: str, reason: str, take: tuple[str, ...] = ()
) -> Outcome[PersonMerge]:
    """Makes one person of two entries, given by their ids; `take` names facts that come from the merged one.

    Lists of meetings and circulation lists that are not sealed, and lists of deputies, lead to the kept
    person from then on; the merged entry stays, without the keys and as one who left, and is found under the
    kept one. Raises RuleError without a reason, for one person given twice, for one merged already, and for
    the person at the keys; NotFound. Durable on return.
    """
    why = required(reason, "Why are they one person?", field="reason")
    with work.writing() as uow:
        kept, merged = _both(work, uow, keep, merge)
        line = uow.save(
            PersonMerge(id=work.new_id(), kept_person_id=keep, merged_person_id=merge, at=uow.at, reason=why)
        )
        person, contact = united(kept, merged, take)
        save_part(uow, person)
        save_part(uow, contact)
        save_part(uow, replace(merged[0], holds_keys=False))
        save_part(uow, replace(merged[1], active=False))
        for other in uow.all(Contact):
            if merge in other.deputies and other.id not in (keep, merge):
                save_part(uow, replace(other, deputies=redirected(other.deputies, merge, keep, of=other.id)))
        for record in _pointing(uow, merge):
            if not _is_sealed(uow, record):
                uow.save(replace(record, person_id=keep))
        uow.note("people merged", Person.KIND, keep)
        return Outcome(line, uow.changes)


def separate_people(work: Work, *, merged: str, reason: str) -> Outcome[Separated]:
    """Takes a merged person apart from the one who was kept, and leads lists back to them.

    What was changed since stays with the kept person and is named. Raises RuleError without a reason and for
    somebody who was not merged. Durable on return.
    """
    why = required(reason, "Why are they two people?", field="reason")
    with work.writing() as uow:
        lines = uow.all(PersonMerge, order_by="at", merged_person_id=merged)
        if not lines or lines[-1].kept_person_id == merged:
            raise RuleError("This person stands for themselves.", field="person")
        last = lines[-1]
        apart = uow.save(
            PersonMerge(
                id=work.new_id(), kept_person_id=merged, merged_person_id=merged, at=uow.at, reason=why
            )
        )
        left = tuple(_turned_back(uow, last))
        lists = 0
        for record in _led_to(uow, last):
            uow.save(replace(record, person_id=merged))
            lists += 1
        uow.note("people separated", Person.KIND, last.kept_person_id)
        return Outcome(Separated(merge=apart, lists=lists, left=left), uow.changes)


def merged_under(work: Work, *, person_id: str) -> tuple[MergedPerson, ...]:
    """Who is found under this person, oldest merge first."""
    with work.reading() as reading:
        lines = reading.all(PersonMerge, order_by="at")
        under = merged_into(lines)
        newest = {one.merged_person_id: one for one in lines}
        found = []
        for merged, kept in under.items():
            person = reading.find(Person, merged) if kept == person_id else None
            if person is not None:
                line = newest[merged]
                found.append(MergedPerson(person, line.at, _by(reading, line), line.reason))
        return tuple(sorted(found, key=lambda one: one.at))


def _both(
    work: Work, reading: Reading, keep: str, merge: str
) -> tuple[tuple[Person, Contact], tuple[Person, Contact]]:
    if keep == merge:
        raise RuleError("Choose two different people.", field="merge")
    away = merged_into(reading.all(PersonMerge))
    for one in (keep, merge):
        if one in away:
            raise RuleError("One of the two is found under somebody else already.", field="merge")
    if merge == work.by:
        raise RuleError(
            "You are at the keys as the person who would go. Keep this one, or change who is at the keys.",
            field="merge",
        )
    kept, merged = reading.get(Person, keep), reading.get(Person, merge)
    return (
        (kept, reading.find(Contact, keep) or Contact(id=keep)),
        (merged, reading.find(Contact, merge) or Contact(id=merge)),
    )


def _pointing(reading: Reading, person_id: str) -> Iterator[Attendance | CirculationLine]:
    for record_type in _POINTING:
        yield from reading.all(record_type, person_id=person_id)


def _is_sealed(reading: Reading, record: Attendance | CirculationLine) -> bool:
    return reading.get(Meeting, record.meeting_id).state is MeetingState.APPROVED


def _references(reading: Reading, meeting_ids: set[str]) -> tuple[str, ...]:
    found = []
    for one in meeting_ids:
        meeting = reading.get(Meeting, one)
        found.append(meeting_reference(reading.get(Case, meeting.case_id).reference, meeting.number))
    return tuple(sorted(found))


def _led_to(uow: UnitOfWork, line: PersonMerge) -> list[Attendance | CirculationLine]:
    """The open lists that the merge led from one person to the other and that still lead there."""
    found: list[Attendance | CirculationLine] = []
    for record in _pointing(uow, line.kept_person_id):
        past = uow.revisions(type(record), record.id)
        was = next((row.number for row in past if row.at == line.at), 0)
        before = past[was - 2].body if was > 1 else None
        if before is not None and before.person_id == line.merged_person_id and not _is_sealed(uow, record):
            found.append(record)
    return found


def _turned_back(uow: UnitOfWork, line: PersonMerge) -> Iterator[str]:
    """Brings the entries of the book back to what they were; gives in words what has changed since."""
    kept, merged = line.kept_person_id, line.merged_person_id
    others = [one.id for one in uow.all(Contact) if one.id not in (kept, merged)]
    parts: list[tuple[type[Person] | type[Contact], str]] = [(Person, kept), (Contact, kept)]
    parts += [(Person, merged), (Contact, merged), *((Contact, one) for one in others)]
    for record_type, record_id in parts:
        past = uow.revisions(record_type, record_id)
        made = next((row for row in past if row.at == line.at), None)
        if made is None:
            continue
        before: Record | None = past[made.number - 2].body if made.number > 1 else None
        if made is not past[-1]:
            name = uow.get(Person, record_id).name
            yield f"{name} was changed since and stays as it is now."
        elif before is not None:
            uow.save(replace(before, revision=made.number))
        else:
            uow.save(Contact(id=record_id, revision=made.number))


def _by(reading: Reading, line: PersonMerge) -> str:
    by = reading.revisions(PersonMerge, line.id)[0].by
    person = reading.find(Person, by) if by else None
    return person.name if person is not None else ""
