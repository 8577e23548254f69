"""From what was asked for to what is drawn: the snapshot, its seal, who the reader is, which copy it is."""

from __future__ import annotations

from dataclasses import dataclass

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.copies import MinutesRequest
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, MinutesSnapshot
from mappa_desk.services.chase_facts import answers_by, told_of, with_later_arrivals
from mappa_desk.services.drawing import Order
from mappa_desk.services.filing import agency_name, known_agency, meeting_attendance
from mappa_desk.services.minutes import snapshot_and_seal
from mappa_desk.services.whose_copy import check_agency_of, check_annex, check_asked, check_is_theirs
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for: a kind of document, and for whom."""

    meeting_id: str
    kind: DocumentKind
    agency: str = ""
    person: str = ""
    recipient: str = ""
    annex: bool = False
    version: int = 0
    left: tuple[str, ...] = ()
    large: bool = False
    copy_number: int = 0
    copies: int = 0
    request_id: str = ""


def order_of(work: Work, asked: Asked, *, marked: bool = False) -> Order:
    """What is to be drawn. With `marked` a copy with a name on it gets the next number, unless it has one."""
    agency, recipient, number = asked.agency, asked.recipient, asked.copy_number
    if asked.kind is DocumentKind.DO_NOW and (agency or recipient or asked.person):
        raise RuleError("The do-now list is the MAPPA office’s own and goes to nobody.", field="agency")
    with work.reading() as reading:
        row = meeting_attendance(reading, asked.meeting_id, asked.person) if asked.person else None
        agency = row.agency if row is not None else agency
        if agency:
            known_agency(reading, work, agency)
        frozen, seal = snapshot_and_seal(work, reading, asked.meeting_id, asked.kind, asked.version)
        if asked.kind in (DocumentKind.CALL_FOR_UPDATES, DocumentKind.DO_NOW):
            frozen = with_later_arrivals(reading, frozen)
        if row is not None and recipient:
            check_is_theirs(work, reading, frozen, row, recipient)
        elif recipient:
            row = _named(frozen, agency, recipient, asked.kind)
            if row is None and agency:
                check_agency_of(
                    work,
                    reading,
                    rows=frozen.attendance,
                    lines=frozen.circulation,
                    agency=agency,
                    recipient=recipient,
                )
        if asked.annex and not agency:
            check_annex(frozen, asked.kind, recipient, row)
        if row is not None:
            agency = agency or row.agency
            _check_was_there(row, asked.kind)
        if asked.kind is DocumentKind.ATTENDEE_COPY and row is None and not recipient:
            raise RuleError("Say who the copy is for: one who was there.", field="person")
        if row is not None and not recipient and number:
            recipient = row.name or row.role
        request = _request(reading, asked) if asked.kind is DocumentKind.COVERING_LETTER else None
        told = told_of(work, reading, frozen) if asked.kind is DocumentKind.DO_NOW else ()
        reply_by = answers_by(work, reading, frozen) if asked.kind is DocumentKind.CALL_FOR_UPDATES else None
        if request is not None:
            check_asked(request, recipient)
        named = recipient or (agency_name(reading, work, agency) if agency and number else "")
        if marked and named:
            number = _number(reading, frozen, asked, named)
    return Order(
        kind=asked.kind,
        snapshot=frozen,
        wording=work.reference.wording,
        seal=seal,
        agency=agency,
        person=row.id if row is not None else "",
        recipient=named,
        annex=asked.annex,
        left=asked.left,
        large=asked.large,
        copy_number=number if named else 0,
        copies=max(asked.copies, number) if named else 0,
        request=request,
        on=(request.replied_on or work.today()) if request is not None else None,
        reply_by=reply_by,
        do_now=told,
    )


def _number(reading: Reading, frozen: MinutesSnapshot, asked: Asked, named: str) -> int:
    """The number of a copy: the next one, or the one that was asked for unless somebody else has it."""
    earlier = reading.all(
        DocumentGiven, meeting_id=asked.meeting_id, document=asked.kind, version=frozen.version
    )
    if not asked.copy_number:
        return max((one.copy_number for one in earlier), default=0) + 1
    taken = (one for one in earlier if one.copy_number == asked.copy_number)
    if any(_plain(one.recipient) != _plain(named) for one in taken):
        raise RuleError(f"Copy {asked.copy_number} was given to somebody else.", field="copy_number")
    return asked.copy_number


def _request(reading: Reading, asked: Asked) -> MinutesRequest:
    """The request that a letter answers: the one that is named, else the only one for this meeting."""
    if asked.request_id:
        request = reading.get(MinutesRequest, asked.request_id)
        if request.meeting_id != asked.meeting_id:
            raise RuleError("This request is for the minutes of another meeting.", field="request_id")
        return request
    found = reading.all(MinutesRequest, meeting_id=asked.meeting_id)
    if not found:
        raise RuleError("Nobody is noted as having asked for these minutes.", field="request_id")
    if len(found) > 1:
        raise RuleError("Say which request the letter answers.", field="request_id")
    return found[0]


def _check_was_there(row: Attendance, kind: DocumentKind) -> None:
    if kind is DocumentKind.ATTENDEE_COPY and not row.took_part:
        raise RuleError(
            f"{row.name or row.role or 'This person'} is not recorded as having been there. "
            "Make the copy for the agency.",
            field="person",
        )


def _named(frozen: MinutesSnapshot, agency: str, recipient: str, kind: DocumentKind) -> Attendance | None:
    """The row of the agency's person who bears this name, None when none or several do.

    For the copy of one who was there any agency's will do; else a name without an agency stands for nobody.
    """
    if not agency and kind is not DocumentKind.ATTENDEE_COPY:
        return None
    name = _plain(recipient)
    found = [row for row in frozen.attendance if agency in ("", row.agency) and name == _plain(row.name)]
    return found[0] if len(found) == 1 else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
