"""What is left of records of which a part was destroyed by order: their place, and a sentence that says so.

The sentence stands where the part stood, in every revision, so that no number after it moves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from mappa_desk.domain.actions import Action, ActionEvent, Deadline
from mappa_desk.domain.chair_drafts import ApprovalPaper, ChairMark
from mappa_desk.domain.chasing import ActionImport, Chase, SavedFilter, UrgentChange
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.corrections import Correction, Erratum, MinutesConfirmation
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, MinutesSnapshot, SealedMinutes
from mappa_desk.domain.put_right import Erasure
from mappa_desk.domain.records import Record
from mappa_desk.domain.reports import ReceivedReport
from mappa_desk.domain.system_copies import SystemCopy
from mappa_desk.domain.write_up import WriteUpTick

GONE = "[This part was destroyed by order.]"
"""Stands in place of the words."""
ERASABLE: tuple[type[Record], ...] = (
    Entry, Decision, Action, Meeting, Correction, Erratum, ChairMark, MinutesConfirmation, UrgentChange,
)  # fmt: skip
"""Kinds that an order can name. Of a meeting it is the two sentences of the front sheet."""

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True, slots=True)
class Parts:
    """Ids of everything that one order reaches, by kind."""

    entries: frozenset[str] = frozenset()
    decisions: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()
    front_sheets: frozenset[str] = frozenset()
    """Ids of the meetings whose two sentences go."""
    corrections: frozenset[str] = frozenset()
    errata: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    confirmations: frozenset[str] = frozenset()
    """Ids of what later meetings said when they confirmed the minutes."""
    changes: frozenset[str] = frozenset()
    """Ids of changes that could not wait for a review."""
    left: str = ""
    """What may stay of the text of the one entry that was named."""

    @property
    def records(self) -> frozenset[str]:
        """Ids of the entries, decisions and actions."""
        return self.entries | self.decisions | self.actions


def erased(record: AnyRecord, left: str = "") -> AnyRecord:
    """A record of a kind that an order reaches, without its words. `left` is what may stay of an entry.

    Of a line of a register that says who holds a copy, only what was reckoned from the words goes: a short
    part could be guessed from it. Raises KeyError for any other kind.
    """
    if isinstance(record, Entry):
        return cast(AnyRecord, _entry(record, left))
    return replace(record, **_WITHOUT[type(record)](record))


def is_destroyed(minutes: SealedMinutes) -> bool:
    """True for a version that was destroyed by order: its seal went with it."""
    return not minutes.snapshot_json


def holds(snapshot: MinutesSnapshot, parts: Parts) -> bool:
    """True when sealed minutes hold any of the parts."""
    return without(snapshot, parts) != snapshot


def without(snapshot: MinutesSnapshot, parts: Parts) -> MinutesSnapshot:
    """A snapshot without the words of these parts; places and numbers stay."""
    previous, told = snapshot.previous_meeting, snapshot.confirmation
    return replace(
        snapshot,
        meeting=_front_sheet(snapshot.meeting, parts),
        previous_meeting=_front_sheet(previous, parts) if previous is not None else None,
        entries=tuple(
            _entry(one, parts.left) if one.id in parts.entries else one for one in snapshot.entries
        ),
        decisions=tuple(
            one
            for one in snapshot.decisions
            if one.id not in parts.decisions and one.entry_id not in _whole(parts)
        ),
        actions=tuple(
            one
            for one in snapshot.actions
            if one.id not in parts.actions and one.entry_id not in _whole(parts)
        ),
        previous_actions=tuple(
            one
            for one in snapshot.previous_actions
            if one.action.id not in parts.actions and one.action.entry_id not in _whole(parts)
        ),
        told_in_parts=tuple(one for one in snapshot.told_in_parts if one.record_id not in parts.records),
        errata=tuple(erased(one) if one.id in parts.errata else one for one in snapshot.errata),
        confirmation=erased(told) if told is not None and told.id in parts.confirmations else told,
    )


def next_version(
    snapshot: MinutesSnapshot, parts: Parts, version: int, erasures: tuple[Erasure, ...]
) -> MinutesSnapshot:
    """The sealed minutes that take the place of those that held the parts."""
    return replace(without(snapshot, parts), version=version, erasures=(*snapshot.erasures, *erasures))


def _whole(parts: Parts) -> frozenset[str]:
    """Entries of which nothing stays."""
    return frozenset() if parts.left else parts.entries


def _front_sheet(meeting: Meeting, parts: Parts) -> Meeting:
    return erased(meeting) if meeting.id in parts.front_sheets else meeting


def _entry(entry: Entry, left: str) -> Entry:
    if entry.went_elsewhere:
        return replace(entry, words="")
    if left:
        return replace(entry, text=left, words="", outcome_reason="")
    kind = EntryKind.ISSUE if entry.entry_kind is EntryKind.ISSUE else EntryKind.NOTE
    bare = replace(entry, text=GONE, words="", entry_kind=kind, agency="", attendance_id=None)
    return replace(bare, outcome_reason="", report_dated="")


def _always(**fields: object) -> Callable[[Any], dict[str, Any]]:
    return lambda record: dict(fields)


def _two_sentences(meeting: Meeting) -> dict[str, Any]:
    return {name: GONE if getattr(meeting, name) else "" for name in ("brief_why", "brief_risk")}


def _changes(told: MinutesConfirmation) -> dict[str, Any]:
    return {"changes": (GONE,) if told.changes else ()}


_WITHOUT: dict[type[Record], Callable[[Any], dict[str, Any]]] = {
    Decision: _always(
        heading="", decided=GONE, because="", also_considered="", dissent=(), resolved="", takes_effect=None,
        level=None,
    ),
    Action: _always(
        text=GONE, purpose="", owner_name="", owner_role="", owner_agency="", owner_attendance_id=None,
        on_behalf_taken_by="", deadline=Deadline(), objection="", settled_note="", removed=True, labels=(),
        source_number="",
    ),
    ActionEvent: _always(
        note="", told_by="", due_before=None, due_after=None, owner_before="", owner_after="", evidence=""
    ),
    Chase: _always(note="", sha256="", skipped_because=""),
    SavedFilter: _always(name=GONE, words=""),
    ActionImport: _always(file_name=GONE, sha256="", sheet="", columns=(), heads=()),
    UrgentChange: _always(text=GONE, told_by=""),
    Meeting: _two_sentences,
    Correction: _always(what=GONE, why=""),
    Erratum: _always(wrong=GONE, right=GONE, reason=GONE),
    ChairMark: _always(point=GONE, why=""),
    MinutesConfirmation: _changes,
    ReceivedReport: _always(file_name="", sha256="", characters=0, left_out=()),
    WriteUpTick: _always(words=""),
    ApprovalPaper: _always(content="", sha256="", size=0),
    SealedMinutes: _always(snapshot_json="", seal_code=""),
    DocumentGiven: _always(sha256="", seal_code=""),
    SystemCopy: _always(sha256=""),
}  # fmt: skip
