"""What an order reaches: the records that hold the words, those that once had them, the minutes sealed so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from mappa_desk.domain.actions import Action
from mappa_desk.domain.chair_drafts import ChairMark
from mappa_desk.domain.chasing import UrgentChange
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.corrections import Correction, Erratum, MinutesConfirmation
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.erasures import ERASABLE, Parts, holds, is_destroyed
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import SealedMinutes
from mappa_desk.domain.records import Record
from mappa_desk.services.erased_past import came_from
from mappa_desk.services.meeting_record import view_of
from mappa_desk.services.minutes import opened
from mappa_desk.services.record_places import record_of_place
from mappa_desk.services.shared_words import sharing
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading

Named = tuple[str, str]
"""Kind and id of a record."""
_KINDS = {record_type.KIND: record_type for record_type in ERASABLE}
_WITH_RECORD = (EntryKind.ACTION, EntryKind.DECISION)
_QUOTE = 12
"""Characters of an erratum's words from which on they are looked for in the part."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Everything that one order reaches in the vault."""

    parts: Parts
    shared: tuple[Entry, ...] = ()
    """Entries that once had words in common with a part: they keep how they read now, not what they read."""
    came_from: tuple[str, ...] = ()
    """Ids of entries of other records that a part was moved out of: only their past is left."""
    sealed: tuple[SealedMinutes, ...] = ()
    """Every sealed version that holds a part, of this meeting and of later ones."""
    texts: tuple[str, ...] = ()
    """The words that go, to look for them elsewhere."""


def reach_of(work: Work, reading: Reading, meeting_id: str, named: Iterable[Named], left: str = "") -> Reach:
    """What an order reaches that names these records of one meeting.

    An entry takes its decision and its action with it, and they their entry; with each part goes what was
    marked, asked and put right about it, and what a later meeting said of that. Raises RuleError for a record
    of another meeting or of a kind that is not erased by itself, and for words left of more than one plain
    entry; NotFound.
    """
    meeting = reading.get(Meeting, meeting_id)
    parts = Parts(left=left)
    for kind, record_id in dict.fromkeys(named):
        parts = _with(parts, _record(reading, meeting, kind, record_id))
    parts = _about(work, reading, meeting_id, _grown(reading, parts))
    if left and not _is_one_plain_entry(reading, parts):
        raise RuleError("Words can only stay of one paragraph that is no action or decision.", field="left")
    return Reach(
        parts=parts,
        shared=_shared(reading, parts),
        came_from=came_from(reading, parts.entries),
        sealed=tuple(
            sealed
            for one in reading.all(Meeting, order_by="number", case_id=meeting.case_id)
            for sealed in reading.all(SealedMinutes, order_by="version", meeting_id=one.id)
            if not is_destroyed(sealed) and holds(opened(sealed), parts)
        ),
        texts=_texts(reading, parts),
    )


def _record(reading: Reading, meeting: Meeting, kind: str, record_id: str) -> Record:
    record_type = _KINDS.get(kind)
    if record_type is None:
        raise RuleError("A record of this kind is not erased by itself.", field="record")
    record = reading.find(record_type, record_id)
    if record is None:
        raise NotFound("The vault does not hold this part of the record.", field="record")
    of_case = isinstance(record, UrgentChange) or (isinstance(record, Action) and record.meeting_id is None)
    if isinstance(record, Action | UrgentChange) and of_case:
        if record.case_id != meeting.case_id:
            raise RuleError("This part belongs to another case. Open that case.", field="record")
    elif getattr(record, "meeting_id", record.id) != meeting.id:
        raise RuleError("This part belongs to another meeting. Open that meeting.", field="record")
    return record


_FIELDS: dict[type[Record], str] = {
    Entry: "entries",
    Decision: "decisions",
    Action: "actions",
    Meeting: "front_sheets",
    Correction: "corrections",
    Erratum: "errata",
    ChairMark: "marks",
    MinutesConfirmation: "confirmations",
    UrgentChange: "changes",
}


def _with(parts: Parts, record: Record) -> Parts:
    name = _FIELDS[type(record)]
    named: dict[str, Any] = {name: getattr(parts, name) | {record.id}}
    if isinstance(record, Decision | Action) and record.entry_id:
        named["entries"] = parts.entries | {record.entry_id}
    return replace(parts, **named)


def _grown(reading: Reading, parts: Parts) -> Parts:
    """The parts with the records that belong to an entry."""
    entries = {one for one in parts.entries if reading.find(Entry, one) is not None}
    decisions, actions = set(parts.decisions), set(parts.actions)
    for entry_id in entries:
        decisions |= {one.id for one in reading.all(Decision, entry_id=entry_id)}
        actions |= {one.id for one in reading.all(Action, entry_id=entry_id)}
    return replace(
        parts, entries=frozenset(entries), decisions=frozenset(decisions), actions=frozenset(actions)
    )


def _about(work: Work, reading: Reading, meeting_id: str, parts: Parts) -> Parts:
    """The parts with what was marked and asked about them, and put right where they stand."""
    reached = parts.records | parts.front_sheets
    marks = {one.id for each in reached for one in reading.all(ChairMark, record_id=each)} | parts.marks
    errata = set(parts.errata) | _errata_at(work, reading, meeting_id, parts)
    corrections = set(parts.corrections)
    for asked in reading.all(Correction, meeting_id=meeting_id):
        if asked.record_id in reached or (asked.erratum_id and asked.erratum_id in errata):
            corrections.add(asked.id)
        if asked.id in corrections and asked.erratum_id:
            errata.add(asked.erratum_id)
    grown = replace(
        parts, corrections=frozenset(corrections), errata=frozenset(errata), marks=frozenset(marks)
    )
    told = parts.confirmations | _confirmations_of(reading, meeting_id, corrections)
    return replace(grown, confirmations=told)


def _errata_at(work: Work, reading: Reading, meeting_id: str, parts: Parts) -> set[str]:
    """Errata whose place is that of a part, or that quote words of it."""
    errata = reading.all(Erratum, meeting_id=meeting_id)
    view = view_of(work, reading, meeting_id) if errata else None
    texts = _texts(reading, parts)
    return {
        one.id
        for one in errata
        if (view is not None and record_of_place(view, one.place)[1] in parts.records)
        or any(len(said) >= _QUOTE and said in text for said in (one.wrong, one.right) for text in texts)
    }


def _confirmations_of(reading: Reading, meeting_id: str, corrections: Iterable[str]) -> frozenset[str]:
    """What later meetings said that quotes one of these corrections."""
    said = {what for one in corrections for what in _once_asked(reading, one)}
    return frozenset(
        one.id
        for one in reading.all(MinutesConfirmation, confirmed_meeting_id=meeting_id)
        for revision in reading.revisions(MinutesConfirmation, one.id)
        if revision.body is not None
        and any(what in change for what in said for change in revision.body.changes)
    )


def _once_asked(reading: Reading, correction_id: str) -> Iterable[str]:
    bodies = (one.body for one in reading.revisions(Correction, correction_id))
    return [one.what for one in bodies if one is not None and one.what]


def _is_one_plain_entry(reading: Reading, parts: Parts) -> bool:
    if len(parts.entries) != 1 or parts.front_sheets or parts.changes:
        return False
    (entry_id,) = parts.entries
    return reading.get(Entry, entry_id).entry_kind not in _WITH_RECORD


def _shared(reading: Reading, parts: Parts) -> tuple[Entry, ...]:
    by_meeting: dict[str, set[str]] = {}
    for entry_id in parts.entries:
        by_meeting.setdefault(reading.get(Entry, entry_id).meeting_id, set()).add(entry_id)
    found = {one for meeting_id, ids in by_meeting.items() for one in sharing(reading, meeting_id, ids)}
    return tuple(reading.get(Entry, one) for one in sorted(found - parts.entries))


def _texts(reading: Reading, parts: Parts) -> tuple[str, ...]:
    """The texts that go, as they stand now: long enough to be looked for."""
    texts = [reading.get(Entry, one).text for one in sorted(parts.entries)]
    for decision_id in sorted(parts.decisions):
        decision = reading.get(Decision, decision_id)
        texts += [decision.decided, decision.because, decision.also_considered, decision.resolved]
    for action_id in sorted(parts.actions):
        action = reading.get(Action, action_id)
        texts += [action.text, action.purpose]
    for meeting_id in sorted(parts.front_sheets):
        meeting = reading.get(Meeting, meeting_id)
        texts += [meeting.brief_why, meeting.brief_risk]
    for erratum_id in sorted(parts.errata):
        erratum = reading.get(Erratum, erratum_id)
        texts += [erratum.wrong, erratum.right]
    texts += [reading.get(UrgentChange, one).text for one in sorted(parts.changes)]
    texts += [reading.get(Correction, one).what for one in sorted(parts.corrections)]
    return tuple(dict.fromkeys(text for text in texts if text))
