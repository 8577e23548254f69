"""Who may be given a copy of a document, who may not and why, and which parts may be left out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.copies_rules import CHAIR_ONLY, NEEDS, on_the_list
from mappa_desk.domain.editions import AS_MINUTES, LIVE_LISTS, OF_ONE_AGENCY
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.services.circulation import circulation
from mappa_desk.services.copies import Recipient, recipients_of
from mappa_desk.services.erasure_parts import parts_of_meeting
from mappa_desk.services.filing import area_agencies
from mappa_desk.services.work import Work

_NEEDS_AGENCY = OF_ONE_AGENCY | {DocumentKind.AGENCY_COPY}
_ONE_AN_AGENCY = frozenset({DocumentKind.CONTRIBUTION_FORM, *OF_ONE_AGENCY})
NOT_ON_LIST = "Not on the circulation list"
NOT_THIS = "By the circulation list they do not get this"
NOT_THERE = "Was not there: make the agency’s copy"
NO_AGENCY = "Of no agency that the area knows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who may be given a copy, or who may not."""

    recipient: Recipient
    agency_name: str
    role: str = ""
    refused: str = ""
    """Why they may not; empty when they may."""
    has: tuple[DocumentGiven, ...] = ()
    """What they were given of this kind and version already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the record that may be ticked to be left out."""

    record_id: str
    place: str
    speaker: str
    text: str
    restricted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Everything that is chosen from when copies of one kind are given out."""

    kind: DocumentKind
    people: tuple[Candidate, ...]
    parts: tuple[Part, ...]
    agreed: bool
    """False while the circulation list is a proposal."""
    agencies: tuple[Agency, ...]


def candidates(work: Work, *, meeting_id: str, kind: DocumentKind) -> Candidates:
    """Whom a kind of document may go to, and what may be left out of it. Raises NotFound."""
    with work.reading() as reading:
        rows = reading.all(Attendance, order_by=("seat", "name"), meeting_id=meeting_id)
        given = reading.all(DocumentGiven, order_by="at", meeting_id=meeting_id, document=kind)
        agencies = area_agencies(reading, work)
        entries = {one.id: one for one in reading.all(Entry, meeting_id=meeting_id, removed=False)}
    by_list = kind in NEEDS
    listed = _listed(work, meeting_id, kind, rows) if by_list else _invited(kind, rows)
    names = {agency.code: agency.name for agency in agencies}
    newest = max((one.version for one in given), default=0)
    people = tuple(
        replace(
            one,
            agency_name=names.get(one.recipient.agency, one.recipient.agency),
            has=tuple(line for line in given if line.version == newest and _is_for(line, one.recipient)),
        )
        for one in listed
    )
    return Candidates(
        kind=kind,
        people=people,
        parts=tuple(_parts(work, meeting_id, kind, entries, names)),
        agreed=not by_list or circulation(work, meeting_id=meeting_id).agreed,
        agencies=agencies,
    )


def _listed(
    work: Work, meeting_id: str, kind: DocumentKind, rows: tuple[Attendance, ...]
) -> Iterator[Candidate]:
    """Those of the circulation list, then those who came and are not on it."""
    by_id = {row.id: row for row in rows}
    seen: set[str] = set()
    for one in recipients_of(work, meeting_id=meeting_id):
        row = by_id.get(one.attendance_id)
        seen.add(one.attendance_id)
        yield Candidate(
            recipient=one,
            agency_name="",
            role=row.role if row is not None else "",
            refused=_why_not(kind, one, row),
        )
    for row in rows:
        if row.took_part and row.id not in seen:
            yield Candidate(recipient=_of_row(row), agency_name="", role=row.role, refused=NOT_ON_LIST)


def _why_not(kind: DocumentKind, one: Recipient, row: Attendance | None) -> str:
    if not on_the_list(kind, one.documents):
        return NOT_THIS
    if kind is DocumentKind.ATTENDEE_COPY and (row is None or not row.took_part):
        return NOT_THERE
    return NO_AGENCY if kind in _NEEDS_AGENCY and not one.agency else ""


def _invited(kind: DocumentKind, rows: Iterable[Attendance]) -> Iterator[Candidate]:
    """Those who are asked to come; nobody for what is for the chair, or for who asks."""
    if kind in CHAIR_ONLY or kind in (DocumentKind.EXECUTIVE_SUMMARY, DocumentKind.COVERING_LETTER):
        return
    seen: set[str] = set()
    for row in rows:
        if kind in _ONE_AN_AGENCY and row.agency in seen:
            continue
        seen.add(row.agency)
        yield Candidate(
            recipient=_of_row(row), agency_name="", role=row.role, refused="" if row.agency else NO_AGENCY
        )


def _of_row(row: Attendance) -> Recipient:
    return Recipient(
        name=row.name or row.role,
        agency=row.agency,
        attendance_id=row.id,
        person_id=row.person_id or "",
    )


def _is_for(given: DocumentGiven, one: Recipient) -> bool:
    return given.agency == one.agency and given.recipient.casefold() == one.name.casefold()


def _parts(
    work: Work, meeting_id: str, kind: DocumentKind, entries: dict[str, Entry], names: dict[str, str]
) -> Iterator[Part]:
    if kind not in AS_MINUTES | LIVE_LISTS:
        return
    for part in parts_of_meeting(work, meeting_id=meeting_id):
        entry = entries.get(part.named[1]) if part.named[0] == Entry.KIND else None
        if entry is not None and (kind in AS_MINUTES or entry.entry_kind is EntryKind.ACTION):
            yield Part(
                record_id=entry.id,
                place=part.place,
                speaker=names.get(entry.agency, entry.agency),
                text=entry.text,
                restricted=not entry.is_open,
            )
