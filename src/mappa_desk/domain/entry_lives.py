"""What became of one entry since it was typed: each state in words, oldest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mappa_desk.domain.contributions import PARKED, Entry, EntryKind, Handling, IssueOutcome

KIND_WORDS = {
    EntryKind.CONTRIBUTION: "contribution",
    EntryKind.WRITTEN_REPORT: "written report",
    EntryKind.NIL_RETURN: "nothing to add",
    EntryKind.REFUSAL: "declined to share",
    EntryKind.ISSUE: "issue",
    EntryKind.DECISION: "decision",
    EntryKind.ACTION: "action",
    EntryKind.NOTE: "note",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryState:
    """One state of an entry: when, by whom, what changed, and how it read then."""

    at: datetime
    by: str
    """Name of the person at the keys."""
    what: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLife:
    """An entry with its words as typed in the room and every state since. Stays in this vault."""

    entry: Entry
    states: tuple[EntryState, ...]
    came_from: str = ""
    """Reference of the meeting from whose record it was moved or copied here, "LAN-0417-M03"."""
    came_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """An entry that was moved out of a record. Nothing of its words is left there."""

    at: datetime
    by: str
    to: str
    """Reference of the meeting whose record holds it now."""
    reason: str
    now_id: str
    """Id of the entry there, by which it can be moved back."""


def what_changed(
    before: Entry | None, after: Entry, *, items: Mapping[str, str], agencies: Mapping[str, str]
) -> str:
    """What made one state out of the one before, in words; empty where only its place in the order changed.

    `items` are titles by code, `agencies` names by code.
    """
    if before is None:
        return "Kept"
    if before.removed is not after.removed:
        return "Removed" if after.removed else "Brought back"
    said: list[str] = []
    if before.entry_kind is not after.entry_kind:
        said.append(f"Turned into: {KIND_WORDS[after.entry_kind]}")
    elif before.text != after.text:
        said.append("Changed")
    if (before.agency, before.attendance_id) != (after.agency, after.attendance_id):
        said.append(f"Speaker: {agencies.get(after.agency, after.agency) or 'nobody'}")
    if before.item != after.item:
        said.append(f"Moved to {_place(after.item, items)}")
    if (before.handling, before.recipients) != (after.handling, after.recipients):
        lifted = after.handling is Handling.NORMAL
        said.append("Restriction lifted" if lifted else "Restricted")
    if before.outcome is not after.outcome and after.outcome is not None:
        said.append("Issue open" if after.outcome is IssueOutcome.OPEN else "Issue settled")
    return ". ".join(said)


def _place(code: str, items: Mapping[str, str]) -> str:
    return {"": "Unsorted", PARKED: "Parked"}.get(code) or items.get(code, code)
