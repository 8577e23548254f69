"""What an order reaches: the records that hold the words, those that once had them, the minutes sealed so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from mappa_desk.domain.actions import Action
from mappa_desk.domain.chair_drafts import ChairMark
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.corrections import Correction, Erratum
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.erasures import ERASABLE, Parts, holds, is_destroyed
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import SealedMinutes
from mappa_desk.domain.records import Record
from mappa_desk.services.erased_past import came_from
from mappa_desk.services.minutes import opened
from mappa_desk.services.shared_words import sharing
from mappa_desk.store.work import Reading

Named = tuple[str, str]
"""Kind and id of a record."""
_KINDS = {record_type.KIND: record_type for record_type in ERASABLE}
_WITH_RECORD = (EntryKind.ACTION, EntryKind.DECISION)


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


def reach_of(reading: Reading, meeting_id: str, named: Iterable[Named], left: str = "") -> Reach:
    """What an order reaches that names these records of one meeting.

    An entry takes its decision and its action with it, and they their entry. Raises RuleError for a record of
    another meeting or of a kind that is not erased by itself, and for words left of more than one plain
    entry; NotFound.
    """
    meeting = reading.get(Meeting, meeting_id)
    parts = Parts(left=left)
    for kind, record_id in dict.fromkeys(named):
        parts = _with(parts, _record(reading, meeting, kind, record_id))
    parts = _grown(reading, parts)
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
    if getattr(record, "meeting_id", record.id) != meeting.id:
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
}


def _with(parts: Parts, record: Record) -> Parts:
    name = _FIELDS[type(record)]
    named: dict[str, Any] = {name: getattr(parts, name) | {record.id}}
    if isinstance(record, Decision | Action):
        named["entries"] = parts.entries | {record.entry_id}
    return replace(parts, **named)


def _grown(reading: Reading, parts: Parts) -> Parts:
    """The parts with what belongs to an entry: its records, what was marked and asked about it."""
    entries = {one for one in parts.entries if reading.find(Entry, one) is not None}
    decisions, actions = set(parts.decisions), set(parts.actions)
    for entry_id in entries:
        decisions |= {one.id for one in reading.all(Decision, entry_id=entry_id)}
        actions |= {one.id for one in reading.all(Action, entry_id=entry_id)}
    corrections, errata, marks = set(parts.corrections), set(parts.errata), set(parts.marks)
    for record_id in entries | decisions | actions:
        asked = reading.all(Correction, record_id=record_id)
        corrections |= {one.id for one in asked}
        errata |= {one.erratum_id for one in asked if one.erratum_id}
        marks |= {one.id for one in reading.all(ChairMark, record_id=record_id)}
    for correction_id in parts.corrections:
        erratum_id = reading.get(Correction, correction_id).erratum_id
        errata |= {erratum_id} if erratum_id else set()
    return replace(
        parts,
        entries=frozenset(entries),
        decisions=frozenset(decisions),
        actions=frozenset(actions),
        corrections=frozenset(corrections),
        errata=frozenset(errata),
        marks=frozenset(marks),
    )


def _is_one_plain_entry(reading: Reading, parts: Parts) -> bool:
    if len(parts.entries) != 1 or parts.front_sheets:
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
    return tuple(dict.fromkeys(text for text in texts if text))
