"""Who may still hold words that were destroyed in the vault: copies, case files, backups, other records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from mappa_desk.domain.actions import Action
from mappa_desk.domain.cases import Case
from mappa_desk.domain.chair_drafts import ApprovalPaper
from mappa_desk.domain.chasing import UrgentChange
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.linked import EntryTrace, TraceKind
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.domain.people import Person
from mappa_desk.domain.system_copies import SystemCopy
from mappa_desk.services.erasure_reach import Reach
from mappa_desk.services.work import Work
from mappa_desk.store import files
from mappa_desk.store.queries.notes import notes_about
from mappa_desk.store.queries.same_words import records_with
from mappa_desk.store.tables import RECORD_TYPES
from mappa_desk.store.work import Reading

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DOCUMENTS = {
    DocumentKind.AGENDA: "Agenda",
    DocumentKind.RUNNING_BOOK: "Chair’s running book",
    DocumentKind.RUNNING_SHEET: "Running sheet",
    DocumentKind.INVITATION: "Invitation",
    DocumentKind.CONTRIBUTION_FORM: "Contribution form",
    DocumentKind.MINUTES: "Minutes",
    DocumentKind.CHAIR_DRAFT: "Draft for the chair",
    DocumentKind.ATTENDEE_COPY: "Attendee’s copy of the minutes",
    DocumentKind.AGENCY_COPY: "Agency’s copy of the minutes",
    DocumentKind.EXECUTIVE_SUMMARY: "Executive summary",
    DocumentKind.COVERING_LETTER: "Covering letter",
    DocumentKind.ACTIONS: "Actions",
    DocumentKind.ACTIONS_NOW: "Actions now",
    DocumentKind.AGENCY_ACTIONS: "Actions of one agency",
    DocumentKind.AGENCY_SLIP: "Agency slip",
    DocumentKind.CALL_FOR_UPDATES: "Call for updates",
    DocumentKind.DO_NOW: "Do-now list",
    DocumentKind.ERRATUM: "Erratum",
}
_SHORTEST = 12
"""Characters of a text that is looked for elsewhere: shorter ones stand everywhere."""
_EXPORTED = "exported"
_PAPER_OUT = "approval paper written"
_TABLE_OUT = "actions exported"
_MAIL_OUT = "mail drafted"


@dataclass(frozen=True, slots=True)
class SameWords:
    """A record that holds the same words of its own; it was not part of the order."""

    kind: str
    record_id: str
    place: str
    """Reference of its meeting or case; empty where it belongs to none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MayHold:
    """Everything outside the record, or beside it, that may still hold the words."""

    copies: tuple[DocumentGiven, ...] = ()
    """Documents given out while the part stood in them, oldest first."""
    system_copies: tuple[SystemCopy, ...] = ()
    """Blocks put into the case systems of agencies."""
    case_files: tuple[tuple[datetime, str], ...] = ()
    """When the case was exported as a case file, and by whom."""
    tables: tuple[tuple[datetime, str], ...] = ()
    """When actions were written as a spreadsheet, and by whom; empty for a part that is no action."""
    mails: tuple[tuple[datetime, str], ...] = ()
    """When e-mails with papers about actions were drafted, and by whom; empty likewise."""
    backups: tuple[Path, ...] = ()
    """Copies of the whole record beside it, from before an update of the program."""
    papers: tuple[str, ...] = ()
    """Names of files that are kept beside the approval."""
    papers_out: int = 0
    """How often such a file was written out again."""
    elsewhere: tuple[str, ...] = ()
    """References of meetings into which the entry was copied."""
    same_words: tuple[SameWords, ...] = ()

    def sentences(self) -> tuple[str, ...]:
        """The whole answer in plain sentences. None of them holds a word of the part."""
        told = [_copy_words(one) for one in self.copies]
        told += [
            f"Block {one.block} of {one.blocks} was put into {one.system or 'a case system'}"
            f" on {_day(one.entered_on)}{f', {one.reference}' if one.reference else ''}."
            for one in self.system_copies
        ]
        told += [
            f"The case was exported as a case file on {_day(at)}{f' by {by}' if by else ''}."
            for at, by in self.case_files
        ]
        told += [
            f"Actions were written as a spreadsheet on {_day(at)}{f' by {by}' if by else ''}, maybe this one."
            for at, by in self.tables
        ]
        told += [
            f"An e-mail was drafted on {_day(at)}{f' by {by}' if by else ''}; its papers may hold it."
            for at, by in self.mails
        ]
        told += [
            f"{path.name} lies beside the vault: a copy of everything from before an update."
            for path in self.backups
        ]
        told += [f"{name} is kept beside the approval and may show it." for name in self.papers]
        if self.papers_out:
            told.append(f"The paper of the approval was written out {_times(self.papers_out)}.")
        told += [f"A copy of the entry stands in {place}." for place in self.elsewhere]
        told += [
            f"The same words stand in another place of the record ({_kind_words(one.kind)}"
            f"{f', {one.place}' if one.place else ''})."
            for one in self.same_words
        ]
        told.append(
            "Backups of the vault’s folder from before today, words saved elsewhere when the disk failed,"
            " and pictures of pages are not known to the program."
        )
        return tuple(told)


def may_hold(work: Work, reading: Reading, meeting_id: str, reach: Reach, *, papers_go: bool) -> MayHold:
    """Who may still hold what an order reaches; asked before or after the words are destroyed."""
    meeting = reading.get(Meeting, meeting_id)
    since = _since(reading, reach)
    destroyed = {(one.meeting_id, one.version) for one in reach.sealed}
    meetings = dict.fromkeys([meeting_id, *(one.meeting_id for one in reach.sealed)])
    lines = [one for each in meetings for one in reading.all(DocumentGiven, order_by="at", meeting_id=each)]
    blocks = [one for each in meetings for one in reading.all(SystemCopy, order_by="at", meeting_id=each)]
    about = (
        *notes_about(reading, Case.KIND, meeting.case_id),
        *notes_about(reading, Meeting.KIND, meeting_id),
    )
    notes = [one for one in about if one.verb in (_EXPORTED, _PAPER_OUT) and one.at >= since]
    papers = () if papers_go else reading.all(ApprovalPaper, meeting_id=meeting_id)
    return MayHold(
        copies=tuple(
            one
            for one in lines
            if one.at >= since and (not one.version or (one.meeting_id, one.version) in destroyed)
        ),
        system_copies=tuple(
            one
            for one in blocks
            if one.at >= since and (not one.version or (one.meeting_id, one.version) in destroyed)
        ),
        case_files=tuple((one.at, _name(reading, one.by)) for one in notes if one.verb == _EXPORTED),
        tables=_written(reading, reach, _TABLE_OUT, since),
        mails=_written(reading, reach, _MAIL_OUT, since),
        backups=tuple(sorted(work.vault.folder.glob(f"{files.DATABASE}.before-*"))),
        papers=tuple(one.file_name for one in papers if one.content),
        papers_out=sum(one.verb == _PAPER_OUT for one in notes),
        elsewhere=_copied_to(reading, reach.parts.entries),
        same_words=_same_words(reading, reach),
    )


def _since(reading: Reading, reach: Reach) -> datetime:
    """When the first of the parts came into the record: no older copy can hold it."""
    moments = [reading.revisions(Entry, one)[0].at for one in reach.parts.entries]
    moments += [reading.revisions(Meeting, one)[0].at for one in reach.parts.front_sheets]
    moments += [reading.revisions(Action, one)[0].at for one in reach.parts.actions]
    moments += [reading.revisions(UrgentChange, one)[0].at for one in reach.parts.changes]
    return min(moments, default=datetime.min.replace(tzinfo=UTC))


def _written(reading: Reading, reach: Reach, verb: str, since: datetime) -> tuple[tuple[datetime, str], ...]:
    """When files that may hold an action were written, and by whom, the same day told once."""
    if not reach.parts.actions:
        return ()
    notes = [one for one in notes_about(reading, "", "") if one.verb == verb and one.at >= since]
    first = {(one.at.date(), one.by): one for one in reversed(notes)}
    return tuple((one.at, _name(reading, one.by)) for one in reversed(first.values()))


def _copied_to(reading: Reading, entry_ids: frozenset[str]) -> tuple[str, ...]:
    found = []
    for entry_id in sorted(entry_ids):
        for trace in reading.all(EntryTrace, order_by="at", trace_kind=TraceKind.COPIED):
            if entry_id == trace.from_entry_id:
                found.append(_reference(reading, trace.to_meeting_id))
            elif entry_id == trace.to_entry_id:
                found.append(_reference(reading, trace.from_meeting_id))
    return tuple(dict.fromkeys(one for one in found if one))


def _same_words(reading: Reading, reach: Reach) -> tuple[SameWords, ...]:
    """Records that hold one of the whole texts themselves, without those that the order reaches."""
    parts = reach.parts
    own = parts.records | parts.front_sheets | parts.corrections | parts.errata | parts.marks
    own |= parts.confirmations
    own |= {one.id for one in reach.shared} | set(reach.came_from) | {one.id for one in reach.sealed}
    found: dict[tuple[str, str], SameWords] = {}
    for words in reach.texts:
        if len(words) < _SHORTEST:
            continue
        for kind, record_id in records_with(reading, words):
            if record_id not in own:
                found[kind, record_id] = SameWords(kind, record_id, _place(reading, kind, record_id))
    return tuple(found[key] for key in sorted(found))


def _place(reading: Reading, kind: str, record_id: str) -> str:
    """Reference of the meeting that a record belongs to, by its newest state."""
    bodies = [one.body for one in reading.revisions(RECORD_TYPES[kind], record_id) if one.body is not None]
    return _reference(reading, str(getattr(bodies[-1], "meeting_id", "") or ""))


def _reference(reading: Reading, meeting_id: str) -> str:
    meeting = reading.find(Meeting, meeting_id)
    case = reading.find(Case, meeting.case_id) if meeting is not None else None
    return meeting_reference(case.reference, meeting.number) if case and meeting else ""


def _name(reading: Reading, person_id: str) -> str:
    person = reading.find(Person, person_id) if person_id else None
    return person.name if person is not None else ""


def _copy_words(one: DocumentGiven) -> str:
    what = _DOCUMENTS[one.document]
    if one.document is not DocumentKind.CHAIR_DRAFT:
        what += f", version {one.version}," if one.version else ", not approved yet,"
    whom = one.recipient or one.agency or "somebody not named"
    number = f", copy {one.copy_number} of {one.copies}" if one.copy_number else ""
    return f"{what} went to {whom} on {_day(one.at)}{number}."


def _day(on: date) -> str:
    """Fri 27 Nov 2026, as days stand in the window."""
    return f"{_DAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]} {on.year}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _kind_words(kind: str) -> str:
    return kind.replace("_", " ")
