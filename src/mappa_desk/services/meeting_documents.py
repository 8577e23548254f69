"""Reads the documents of one meeting as the window lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from mappa_desk.domain.cases import Case
from mappa_desk.domain.copies import Breach, CopyEvent, MinutesRequest
from mappa_desk.domain.copies_rules import recall_overdue
from mappa_desk.domain.document_views import (
    GROUPS,
    OFFERED,
    CopyLine,
    DocumentRow,
    Group,
    Hindrance,
    MeetingDocuments,
)
from mappa_desk.domain.editions import FROM_APPROVED
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, MinutesStatus, SealedMinutes
from mappa_desk.domain.reviews import after
from mappa_desk.services.after_minutes import copies_as_they_stand
from mappa_desk.services.areas import area_standards
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.filing import area_agencies
from mappa_desk.services.handing_out import NOT_WRITTEN
from mappa_desk.services.work import Work

_NOT_AFTER_SEAL = {
    DocumentKind.CHAIR_DRAFT: Hindrance.SEALED,
    DocumentKind.ACTIONS_NOW: Hindrance.LIST_INSTEAD,
}
REPLY = "minutes_request_reply"
"""The area's time to answer somebody who asks for minutes."""
_HELD = (MeetingState.RUNNING, MeetingState.ADJOURNED, MeetingState.CLOSED, MeetingState.APPROVED)


def meeting_documents(work: Work, *, meeting_id: str) -> MeetingDocuments:
    """The documents of a meeting as they stand now, read in one transaction. Raises NotFound."""
    with work.reading() as reading:
        meeting = reading.get(Meeting, meeting_id)
        case = reading.get(Case, meeting.case_id)
        lines = copies_as_they_stand(
            reading, reading.all(DocumentGiven, order_by="-at", meeting_id=meeting_id)
        )
        events = reading.all(CopyEvent, order_by="at", meeting_id=meeting_id)
        breaches = reading.all(Breach, order_by="-at", meeting_id=meeting_id)
        requests = reading.all(MinutesRequest, order_by="-at", meeting_id=meeting_id)
        seals = reading.all(SealedMinutes, order_by="version", meeting_id=meeting_id)
        agencies = area_agencies(reading, work)
        reply = next((one for one in area_standards(reading, work) if one.id == REPLY), None)
    today = work.today()
    copies = tuple(_lines(lines, events, today))
    version = seals[-1].version if seals else 0
    return MeetingDocuments(
        reference=meeting_reference(case.reference, meeting.number),
        meeting=meeting,
        case=case,
        status=MinutesStatus.APPROVED if version else MinutesStatus.DRAFT,
        version=version,
        seal_code=seals[-1].seal_code if seals else "",
        today=today,
        agencies=agencies,
        rows=tuple(_rows(meeting, version, copies)),
        copies=copies,
        breaches=breaches,
        requests=requests,
        reply_by=after(today, reply, is_bank_holiday) if reply is not None and reply.value else None,
    )


def _lines(lines: Sequence[DocumentGiven], events: Sequence[CopyEvent], today: date) -> Iterator[CopyLine]:
    """Every copy with what became of it; the line that takes another back is no copy of its own."""
    back = {_identity(given) for given in lines if given.how == NOT_WRITTEN}
    for given in lines:
        if given.how != NOT_WRITTEN:
            own = tuple(event for event in events if event.document_id == given.id)
            written = _identity(given) not in back
            late = written and recall_overdue(given, own, today)
            yield CopyLine(given=given, events=own, written=written, overdue=late)


def _identity(given: DocumentGiven) -> tuple[object, ...]:
    return given.document, given.version, given.copy_number, given.sha256


def _rows(meeting: Meeting, version: int, copies: tuple[CopyLine, ...]) -> Iterable[DocumentRow]:
    for group, kinds in GROUPS.items():
        for kind in kinds:
            if kind in OFFERED:
                yield DocumentRow(
                    kind=kind,
                    group=group,
                    hindrance=_hindrance(kind, group, meeting, version),
                    is_paper=group in (Group.BEFORE, Group.AT_THE_CLOSE),
                    copies=tuple(line for line in copies if line.given.document is kind and line.written),
                )


def _hindrance(kind: DocumentKind, group: Group, meeting: Meeting, version: int) -> Hindrance | None:
    if group is Group.BEFORE:
        return None
    if meeting.state not in _HELD:
        off = meeting.state in (MeetingState.CANCELLED, MeetingState.NOT_HELD)
        return Hindrance.NOT_HELD if off else Hindrance.NOT_STARTED
    if kind in FROM_APPROVED and not version:
        return Hindrance.NOT_APPROVED
    if kind in _NOT_AFTER_SEAL and version:
        return _NOT_AFTER_SEAL[kind]
    if kind is DocumentKind.ERRATUM and version < 2:
        return Hindrance.NO_ERRATUM
    return None
