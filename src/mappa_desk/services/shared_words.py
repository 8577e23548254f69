"""Entries that had words in common: halves of one that was split, parts of one that was joined.

When one of them goes into another person's record, what the others once read must not tell it here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from mappa_desk.domain.actions import Action
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.decisions import Decision
from mappa_desk.services.blanking import blank
from mappa_desk.store.queries.steps import forget_in_steps
from mappa_desk.store.work import Reading, UnitOfWork


def sharing(reading: Reading, meeting_id: str, entry_ids: Collection[str]) -> frozenset[str]:
    """Ids of the other entries of a meeting that ever had words in common with these, directly or not."""
    found = set(entry_ids)
    groups = _groups(reading, meeting_id)
    while more := {one for group in groups if group & found for one in group} - found:
        found |= more
    return frozenset(found - set(entry_ids))


def forget_shared(uow: UnitOfWork, entry: Entry) -> Entry:
    """Takes what an entry had in common with others out of them, before it goes into another record.

    They keep how they read now; undo leads no further back than here, and what lies in the bin and reads as
    the entry does is emptied. Gives the entry with words of its own. Durable when the unit is left.
    """
    others = [uow.get(Entry, one) for one in sorted(sharing(uow, entry.meeting_id, (entry.id,)))]
    gone: set[tuple[str, str]] = set()
    for other in others:
        gone |= {(Entry.KIND, other.id), *_forget_records(uow, other)}
        if other.removed and other.text and other.text in entry.text:
            uow.save(replace(blank(other), removed=True))
        elif other.words == entry.words and other.words != other.text:
            uow.save(replace(other, words=other.text))
        uow.drop_draft(other.meeting_id, f"entry:{other.id}")
    forget_in_steps(uow, entry.meeting_id, gone)
    halves = any(other.words == entry.words for other in others)
    return replace(entry, words=entry.text) if halves else entry


def _forget_records(uow: UnitOfWork, entry: Entry) -> set[tuple[str, str]]:
    """Empties the action and the decision that an entry once was. Gives kinds and ids of those it is, too."""
    found: set[tuple[str, str]] = set()
    for action in uow.all(Action, entry_id=entry.id):
        found.add((Action.KIND, action.id))
        if action.removed:
            uow.save(replace(blank(action), removed=True))
    for decision in uow.all(Decision, entry_id=entry.id):
        found.add((Decision.KIND, decision.id))
        if entry.entry_kind is not EntryKind.DECISION:
            uow.save(blank(decision))
    return found


def _groups(reading: Reading, meeting_id: str) -> list[set[str]]:
    """The entries whose texts changed at one moment, one of them at least that was there before.

    A split and a join are that. Texts that a new kind gave to several entries at once are not in common.
    """
    at: dict[datetime, dict[str, bool]] = {}
    for entry in reading.all(Entry, meeting_id=meeting_id):
        before: Entry | None = None
        for revision in reading.revisions(Entry, entry.id):
            body = revision.body
            if body is None:
                continue
            if before is None or (body.text != before.text and body.entry_kind is before.entry_kind):
                at.setdefault(revision.at, {})[entry.id] = before is not None
            before = body
    return [set(changed) for changed in at.values() if len(changed) > 1 and any(changed.values())]
