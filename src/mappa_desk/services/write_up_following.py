"""Follows a change on the page that is written up: reads what was touched and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.changes import Changes
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.hearing import heard
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.records import Record
from mappa_desk.domain.views import DeskView
from mappa_desk.domain.write_up import WriteUpTick
from mappa_desk.domain.write_up_page import FRONT, Paragraph
from mappa_desk.domain.write_up_parts import GapsByPlace, part_of
from mappa_desk.services.gaps import gaps_of
from mappa_desk.services.undo import undo_words
from mappa_desk.services.work import Work
from mappa_desk.services.write_up_reading import WriteUpView, assembled
from mappa_desk.store.work import Reading

_KINDS = frozenset(record.KIND for record in (Entry, Decision, Action, ActionEvent, Meeting, WriteUpTick))
_WITH_RECORD = (EntryKind.ACTION, EntryKind.DECISION)
_MOST = 200
"""So many touched records are not read one by one."""

R = TypeVar("R", bound=Record)


def followed(work: Work, reading: Reading, page: WriteUpView, changes: Changes) -> WriteUpView | None:
    """The page after a change, None where more changed than words, order and ticks.

    What the change does not concern is the same object as before.
    """
    if len(changes.touched) > _MOST or any(kind not in _KINDS for kind, _ in changes.touched):
        return None
    view = _view_after(reading, page.view, changes)
    if view is None:
        return None
    can_undo, can_redo, undo_step = undo_words(reading, view.meeting)
    view = replace(view, can_undo=can_undo, can_redo=can_redo, undo_step=undo_step)
    gaps = gaps_of(work, reading, view)
    ticks = page.ticks
    if changes.of(WriteUpTick.KIND):
        ticks = reading.all(WriteUpTick, meeting_id=view.meeting.id, active=True)
    changed = {*ticks} ^ {*page.ticks}
    ticked = {tick.record_id for tick in changed}
    moved = {*changes.of(Entry.KIND), *ticked}
    moved |= {one.entry_id or "" for one in _owned(view) if (one.KIND, one.id) in changes.touched}
    counted, parts = GapsByPlace(view, gaps).differing(GapsByPlace(page.view, page.gaps))
    moved |= counted | {one.entry_id or "" for one in _owned(view) if one.id in counted}
    parts |= {row.item for row in page.paragraphs if row.key in {tick.words for tick in changed}}
    kept = _unchanged(page, view, moved, parts)
    return assembled(
        work, view, gaps, ticks, page.context, before=page, kept=kept, touched=changes.of(Entry.KIND)
    )


def _view_after(reading: Reading, view: DeskView, changes: Changes) -> DeskView | None:
    """The view with the touched records, None where one with a record of its own came, went or answers."""
    meeting = _meeting_after(reading, view, changes)
    every = _entries_after(reading, view, changes)
    decisions = _same_after(reading, Decision, view.decisions, changes)
    actions = _same_after(reading, Action, view.actions, changes)
    if meeting is None or every is None or decisions is None or actions is None:
        return None
    entries = tuple(entry for entry in every if not entry.removed)
    if {entry.item for entry in entries} != {entry.item for entry in view.entries}:
        return None  # an item was settled or opened by it
    return replace(
        view,
        meeting=meeting,
        entries=entries,
        decisions=decisions,
        actions=actions,
        binned=tuple(entry for entry in every if entry.removed),
        heard=heard(view.items, view.attendance, entries),
    )


def _meeting_after(reading: Reading, view: DeskView, changes: Changes) -> Meeting | None:
    """The meeting, when no more than the front sheet's sentences changed."""
    if not changes.of(Meeting.KIND):
        return view.meeting
    now = reading.find(Meeting, view.meeting.id)
    if now is None or changes.of(Meeting.KIND) != {view.meeting.id}:
        return None
    words = {"brief_why": now.brief_why, "brief_risk": now.brief_risk, "revision": now.revision}
    return now if replace(view.meeting, **words) == now else None  # type: ignore[arg-type]  # by name


def _entries_after(reading: Reading, view: DeskView, changes: Changes) -> tuple[Entry, ...] | None:
    """The entries in order, those in the bin too; None when one answers an issue or came from elsewhere.

    A decision or an action that goes or comes takes a record with it, which is read with the whole.
    """
    held = {entry.id: entry for entry in (*view.entries, *view.binned)}
    for entry_id in changes.of(Entry.KIND):
        now, was = reading.find(Entry, entry_id), held.pop(entry_id, None)
        if now is None or now.meeting_id != view.meeting.id:
            return None
        if now.settles_issue_id or (was is not None and was.settles_issue_id):
            return None
        stays = was is not None and was.removed is now.removed and was.entry_kind is now.entry_kind
        if now.entry_kind in _WITH_RECORD and not stays:
            return None
        if not now.went_elsewhere:
            held[entry_id] = now
    return tuple(sorted(held.values(), key=lambda entry: (entry.position, entry.captured_at, entry.id)))


def _same_after(
    reading: Reading, kind: type[R], held: tuple[R, ...], changes: Changes
) -> tuple[R, ...] | None:
    """The records of one kind with those that were touched read anew; None when one came or went."""
    touched = changes.of(kind.KIND)
    if not touched:
        return held
    if not touched <= {record.id for record in held}:
        return None
    now = {record_id: reading.find(kind, record_id) for record_id in touched}
    if any(record is None or getattr(record, "removed", False) for record in now.values()):
        return None
    return tuple(now.get(record.id) or record for record in held)


def _owned(view: DeskView) -> tuple[Decision | Action, ...]:
    return (*view.decisions, *view.actions)


def _unchanged(
    page: WriteUpView, view: DeskView, moved: set[str], parts: set[str]
) -> Mapping[str, tuple[Paragraph, ...]]:
    """The parts in which no entry that moved stands or stood, and whose own gaps are the same."""
    codes = frozenset(item.code for item in view.items)
    changed = {FRONT, *parts}
    for entries in (page.view.entries, view.entries):
        changed |= {part_of(codes, entry) for entry in entries if entry.id in moved}
    return {code: part for code, part in page.parts.items() if code not in changed}
