"""A whole small case file, consistent in itself, to be written, read and broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind, Deadline, DeadlineKind
from mappa_desk.domain.agendas import AgendaItem, MeetingKind
from mappa_desk.domain.attendance import Attendance, AttendanceState, Interval, Mode
from mappa_desk.domain.cases import Case, Category, Level, Standing
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.decisions import Decision, Dissent
from mappa_desk.domain.meetings import ClosedPart, Handover, HandoverOf, Meeting, StatementReading
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, MinutesStatus
from mappa_desk.domain.people import Person
from mappa_desk.exchange.case_file_shapes import ActionPart, CaseFile, Histories, Kept, MeetingPart

START = datetime(2026, 8, 6, 9, 0, tzinfo=UTC)


def record_id(number: int) -> str:
    """A made-up id of 32 hexadecimal characters."""
    return f"{number:032x}"


def with_histories(case_file: CaseFile, by: str) -> CaseFile:
    """The file with two revisions of every record, the first a plain copy."""
    lives: dict[str, dict[str, tuple[Kept[Any], ...]]] = {}
    for _, record in case_file.placed():
        first = Kept(number=1, at=START, by=by, body=replace(record, revision=1))
        last = Kept(number=2, at=START + timedelta(minutes=1), by=by)
        lives.setdefault(record.KIND, {})[record.id] = (first, last)
    gone = Entry(
        id=record_id(900), revision=1, meeting_id=record_id(2), position=9, text="x", captured_at=START
    )
    lives["entry"][gone.id] = (
        Kept(number=1, at=START, by=by, body=gone),
        Kept(number=2, at=START, by=by, removed=True),
    )
    return replace(case_file, histories=Histories(**lives))


def make_case_file(text: str = "Dafydd ŵŷ & O'Neill <b>Łódź</b>, a@b.example") -> CaseFile:
    """One case with one meeting that holds one of everything."""
    case_id, meeting_id, row, entry, item = (record_id(n) for n in range(1, 6))
    held = {"revision": 2, "meeting_id": meeting_id}
    meeting = Meeting(
        id=meeting_id,
        revision=2,
        case_id=case_id,
        number=1,
        kind=MeetingKind.INITIAL,
        level=Level.TWO,
        category=Category.TWO,
        planned_on=date(2026, 8, 6),
        started_at=START,
        current_item="open",
    )
    part = MeetingPart(
        meeting=meeting,
        items=(AgendaItem(id=item, number=1, code="open", title="Open", short_title="Open", **held),),
        attendance=(
            Attendance(
                id=row,
                seat=1,
                agency="pol",
                name="Zażółć Gęśla",
                person_id=record_id(12),
                state=AttendanceState.ATTENDED,
                mode=Mode.ROOM,
                intervals=(Interval(START, START + timedelta(seconds=1, microseconds=5)), Interval(START)),
                **held,
            ),
        ),
        entries=(
            Entry(
                id=entry,
                item="open",
                position=-1024,
                entry_kind=EntryKind.DECISION,
                agency="pol",
                attendance_id=row,
                text=text,
                captured_at=START,
                closed_part_id=record_id(8),
                **held,
            ),
        ),
        decisions=(
            Decision(
                id=record_id(6),
                entry_id=entry,
                number=1,
                decided="Stay",
                dissent=(Dissent(agency="hsg", why="no"),),
                **held,
            ),
        ),
        statements=(StatementReading(id=record_id(7), at=START, edition="later", heard_by=(row,), **held),),
        closed_parts=(ClosedPart(id=record_id(8), started_at=START, stayed=(row,), **held),),
        handovers=(
            Handover(id=record_id(9), of=HandoverOf.KEYS, at=START, from_whom="a", to_whom="b", **held),
        ),
        documents=(
            DocumentGiven(
                id=record_id(13),
                document=DocumentKind.ACTIONS,
                edition="full",
                version=0,
                status=MinutesStatus.DRAFT,
                file_name="a.pdf",
                at=START,
                **held,
            ),
        ),
    )
    action = Action(
        id=record_id(10),
        revision=2,
        case_id=case_id,
        meeting_id=meeting_id,
        entry_id=entry,
        tag="M01-01",
        text="Do",
        owner_agency="pol",
        owner_attendance_id=row,
        deadline=Deadline(kind=DeadlineKind.DATE, on=date(2026, 9, 1)),
    )
    event = ActionEvent(
        id=record_id(11), revision=2, action_id=action.id, at=START, event_kind=ActionEventKind.MADE
    )
    bare = CaseFile(
        reference="LAN-0001",
        case=Case(
            id=case_id, revision=2, reference="LAN-0001", name="Siân O'Neill", opened_on=date(2026, 8, 1)
        ),
        standings=(
            Standing(id=record_id(14), revision=2, case_id=case_id, since=date(2026, 8, 1), level=Level.TWO),
        ),
        meetings=(part,),
        actions=(ActionPart(action=action, events=(event,)),),
        persons=(Person(id=record_id(12), revision=2, name="Gęśla", holds_keys=True),),
        histories=Histories(),
    )
    return with_histories(bare, by=record_id(12))
