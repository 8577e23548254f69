"""Everything the vault knows about one case, gathered as a case file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeVar

from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.attendance import Attendance, RemoteCheck
from mappa_desk.domain.cases import Case, Standing
from mappa_desk.domain.chair_drafts import ApprovalPaper, ChairDraft, ChairMark
from mappa_desk.domain.chasing import Chase, UrgentChange
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.copies import Breach, CopyEvent, MinutesRequest
from mappa_desk.domain.corrections import Correction, Erratum, MinutesConfirmation
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.form_returns import FormReturn
from mappa_desk.domain.meetings import ClosedPart, Handover, Meeting, PanelDay, StatementReading
from mappa_desk.domain.minutes import Approval, DocumentGiven, SealedMinutes
from mappa_desk.domain.people import Person
from mappa_desk.domain.put_right import Erasure
from mappa_desk.domain.records import Record
from mappa_desk.domain.reports import ReceivedReport
from mappa_desk.domain.system_copies import SystemCopy
from mappa_desk.domain.write_up import WriteUpTick
from mappa_desk.exchange.case_file_shapes import (
    RECORD_TYPES,
    ActionPart,
    CaseFile,
    Histories,
    Kept,
    MeetingPart,
)
from mappa_desk.services.blanking import blank
from mappa_desk.services.shared_words import sharing
from mappa_desk.services.transfers import moved_out
from mappa_desk.store.queries.removed import removed_records
from mappa_desk.store.work import Reading

Kind = TypeVar("Kind", bound=Record)
Lives = dict[str, dict[str, tuple[Kept[Any], ...]]]


def case_contents(reading: Reading, case: Case) -> CaseFile:
    """The case file of a case that the vault holds, in its one order."""
    meetings = reading.all(Meeting, order_by="number", case_id=case.id)
    gone = _gone(reading, meetings)
    bare = CaseFile(
        reference=case.reference,
        case=case,
        standings=reading.all(Standing, case_id=case.id),
        meetings=tuple(_meeting_part(reading, meeting) for meeting in meetings),
        actions=tuple(
            ActionPart(action=action, events=_events(reading, action, gone.moved))
            for action in reading.all(Action, case_id=case.id)
        ),
        urgent_changes=reading.all(UrgentChange, case_id=case.id),
        chases=reading.all(Chase, case_id=case.id),
        panel_days=_found(reading, PanelDay, {meeting.panel_day_id for meeting in meetings}),
        histories=Histories(),
    )
    lives = _lives(reading, bare)
    for kind, record_id in removed_records(reading, case_id=case.id):
        record_type = next(one for one in RECORD_TYPES if kind == one.KIND)
        lives.setdefault(kind, {})[record_id] = _life(reading, record_type, record_id)
    lives = _without_words_of(lives, gone.moved | gone.shared)
    people = _people(reading, lives, _named(bare))
    found: dict[str, Any] = dict(lives)
    return replace(bare, persons=people, histories=Histories(**found)).in_order()


@dataclass(frozen=True, slots=True)
class _Gone:
    """Ids of entries that were moved into other records, and of those that had words in common with them."""

    moved: frozenset[str]
    shared: frozenset[str]


def _gone(reading: Reading, meetings: tuple[Meeting, ...]) -> _Gone:
    moved: set[str] = set()
    shared: set[str] = set()
    for meeting in meetings:
        left = {trace.from_entry_id for trace in moved_out(reading, meeting.id)}
        moved |= left
        shared |= sharing(reading, meeting.id, left) if left else set()
    return _Gone(frozenset(moved), frozenset(shared - moved))


def _events(reading: Reading, action: Action, moved: frozenset[str]) -> tuple[ActionEvent, ...]:
    events = reading.all(ActionEvent, action_id=action.id)
    return tuple(map(blank, events)) if action.entry_id in moved else events


def _meeting_part(reading: Reading, meeting: Meeting) -> MeetingPart:
    held = {"meeting_id": meeting.id}
    return MeetingPart(
        meeting=meeting,
        items=reading.all(AgendaItem, **held),
        attendance=reading.all(Attendance, **held),
        entries=reading.all(Entry, **held),
        decisions=reading.all(Decision, **held),
        statements=reading.all(StatementReading, **held),
        closed_parts=reading.all(ClosedPart, **held),
        handovers=reading.all(Handover, **held),
        remote_checks=reading.all(RemoteCheck, **held),
        approvals=reading.all(Approval, **held),
        sealed=reading.all(SealedMinutes, **held),
        documents=reading.all(DocumentGiven, **held),
        write_up_ticks=reading.all(WriteUpTick, **held),
        received_reports=reading.all(ReceivedReport, **held),
        chair_drafts=reading.all(ChairDraft, **held),
        chair_marks=reading.all(ChairMark, **held),
        approval_papers=reading.all(ApprovalPaper, **held),
        corrections=reading.all(Correction, **held),
        errata=reading.all(Erratum, **held),
        confirmations=reading.all(MinutesConfirmation, **held),
        circulation=reading.all(CirculationLine, **held),
        system_copies=reading.all(SystemCopy, **held),
        erasures=reading.all(Erasure, **held),
        copy_events=reading.all(CopyEvent, **held),
        breaches=reading.all(Breach, **held),
        minutes_requests=reading.all(MinutesRequest, **held),
        form_returns=reading.all(FormReturn, **held),
    )


def _lives(reading: Reading, case_file: CaseFile) -> Lives:
    lives: Lives = {}
    for _, record in case_file.placed():
        lives.setdefault(record.KIND, {})[record.id] = _life(reading, type(record), record.id)
    return lives


def _life(reading: Reading, record_type: type[Record], record_id: str) -> tuple[Kept[Any], ...]:
    """The revisions of a record as they travel: the last without its body, which the file holds itself."""
    revisions = reading.revisions(record_type, record_id)
    return tuple(
        Kept(
            number=revision.number,
            at=revision.at,
            by=revision.by,
            body=None if revision is revisions[-1] else revision.body,
            removed=revision.body is None,
        )
        for revision in revisions
    )


def _without_words_of(lives: Lives, gone: frozenset[str]) -> Lives:
    """The histories without a word of entries that were moved into another person's record.

    What they had in common with others goes from the histories of those too.
    """
    if not gone:
        return lives

    def shown(kept: Kept[Any]) -> Kept[Any]:
        body = kept.body
        left = getattr(body, "id" if isinstance(body, Entry) else "entry_id", "") in gone
        return replace(kept, body=blank(body)) if left and body is not None else kept

    touched = {Entry.KIND, Action.KIND, Decision.KIND}
    return {
        kind: {one: tuple(map(shown, life)) for one, life in held.items()} if kind in touched else held
        for kind, held in lives.items()
    }


def _people(reading: Reading, lives: Lives, named: set[str | None]) -> tuple[Person, ...]:
    """Everybody who is named or acted, those who made these people's own records among them."""
    held = lives.setdefault(Person.KIND, {})
    wanted = named | _acting(lives)
    while True:
        people = _found(reading, Person, wanted)
        held.update({person.id: _life(reading, Person, person.id) for person in people})
        more = wanted | _acting({Person.KIND: held})
        if more == wanted:
            return people
        wanted = more


def _named(case_file: CaseFile) -> set[str | None]:
    return {row.person_id for part in case_file.meetings for row in part.attendance}


def _acting(lives: Lives) -> set[str | None]:
    """Ids of the people who made any of these revisions."""
    return {kept.by for held in lives.values() for life in held.values() for kept in life}


def _found(reading: Reading, record_type: type[Kind], ids: set[str | None]) -> tuple[Kind, ...]:
    """The records with these ids, each once, by id; ids that are empty or not held give none."""
    found = (reading.find(record_type, record_id) for record_id in sorted(one for one in ids if one))
    return tuple(record for record in found if record is not None)
