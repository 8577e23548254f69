"""New paragraphs while minutes are written up, and paragraphs moved up and down the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import PARKED, Entry, EntryKind
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services.filing import (
    entries_in_order,
    place_after,
    place_behind,
    place_name,
    required,
    running_closed_part,
    writable_entry,
    writable_meeting,
)
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork

_WITH_RECORD = (EntryKind.ACTION, EntryKind.DECISION)
NEW = "new:"
"""Before the id of an entry: place of the draft of a paragraph that is typed behind it and not kept yet."""


def new_entry_after(
    work: Work, *, meeting_id: str, text: str, after_id: str | None = None, item: str = ""
) -> Outcome[Entry]:
    """Keeps a new paragraph behind an entry, of the same speaker and as restricted; or last in an item.

    It was not typed in the room, so it has no shorthand; behind a decision or an action, and in an item
    without entries, it is a note of the meeting. Behind one that was removed since it stands last, and is as
    restricted as that was. Its draft (`NEW` and the id, or the item's code) is dropped.
    One undo step. Raises RuleError for an empty text and approved minutes, NotFound. Durable on return.
    """
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        kept = required(text, "There is nothing to keep in this paragraph.", field="text")
        like, behind = _like(uow, meeting, after_id, item)
        made = uow.save(
            replace(
                like,
                id=work.new_id(),
                revision=0,
                removed=False,
                position=place_after(uow, meeting_id, behind),
                text=kept,
                words="",
                captured_at=work.now(),
                settles_issue_id=None,
                outcome=None,
                outcome_reason="",
            )
        )
        uow.drop_draft(meeting_id, f"{NEW}{after_id or item}")
        uow.step(meeting_id, f"New entry of {work.clock_time(made.captured_at)}")
        return Outcome(made, uow.changes)


def move_paragraph(work: Work, *, entry_id: str, by: int) -> Outcome[Entry]:
    """Moves an entry by one place up (-1) or down (1) the page. One undo step.

    Actions stand below the other entries of their item and move among themselves. At the edge of an item it
    goes into the neighbouring one; out of Unsorted and Parked it goes down into the first item. Raises
    RuleError where there is no place to go, and for approved minutes; NotFound. Durable on return.
    """
    if by not in (-1, 1):
        raise RuleError("An entry moves by one place.", field="by")
    with work.writing() as uow:
        entry, meeting = writable_entry(uow, entry_id)
        run = _alike(uow, meeting, entry.item, entry)
        at = next(place for place, one in enumerate(run) if one.id == entry_id)
        if 0 <= at + by < len(run):
            saved = _change_places(uow, entry, run[at + by], by)
        else:
            saved = _into_neighbour(uow, meeting, entry, by)
        uow.step(meeting.id, f"Entry of {work.clock_time(entry.captured_at)}: moved")
        return Outcome(saved, uow.changes)


def _like(uow: UnitOfWork, meeting: Meeting, after_id: str | None, item: str) -> tuple[Entry, str | None]:
    """What a new paragraph takes over from the one before it, and what it stands behind, None for all."""
    if after_id is None:
        place_name(uow, meeting.id, item)
        part = running_closed_part(uow, meeting.id)
        first = Entry(
            id="", meeting_id=meeting.id, item=item, position=0, entry_kind=EntryKind.NOTE, text="",
            captured_at=uow.at, closed_part_id=part.id if part else None,
        )  # fmt: skip
        return first, None
    before = uow.get(Entry, after_id)
    behind = None if before.removed else after_id
    if before.meeting_id != meeting.id:
        raise RuleError("The entry to put this behind is not in this meeting.", field="after")
    if before.entry_kind in _WITH_RECORD:
        note = replace(before, entry_kind=EntryKind.NOTE, agency="", attendance_id=None, report_dated="")
        return note, behind
    if before.entry_kind in (EntryKind.CONTRIBUTION, EntryKind.WRITTEN_REPORT, EntryKind.NOTE):
        return before, behind
    return replace(before, entry_kind=EntryKind.CONTRIBUTION), behind


def _alike(uow: UnitOfWork, meeting: Meeting, item: str, like: Entry) -> list[Entry]:
    """The entries of one item among which this one moves: the actions, or all others; in order."""
    found = uow.all(
        Entry, order_by=("position", "captured_at", "id"), meeting_id=meeting.id, item=item, removed=False
    )
    action = like.entry_kind is EntryKind.ACTION
    return [one for one in found if (one.entry_kind is EntryKind.ACTION) is action]


def _change_places(uow: UnitOfWork, entry: Entry, other: Entry, by: int) -> Entry:
    """Two neighbours take each other's position; of equal ones this one is set apart."""
    if entry.position != other.position:
        uow.save(replace(other, position=entry.position))
        return uow.save(replace(entry, position=other.position))
    return _put(uow, entry, entry.item, behind=other if by > 0 else None, before=other if by < 0 else None)


def _into_neighbour(uow: UnitOfWork, meeting: Meeting, entry: Entry, by: int) -> Entry:
    codes = [item.code for item in uow.all(AgendaItem, order_by="number", meeting_id=meeting.id)]
    if entry.item in codes:
        at = codes.index(entry.item) + by
        if not 0 <= at < len(codes):
            edge = "first" if by < 0 else "last"
            raise RuleError(f"This stands in the {edge} item already.", field="by")
        item = codes[at]
    elif by > 0 and codes:
        item = codes[0]
    else:
        where = "Parked" if entry.item == PARKED else "Unsorted"
        raise RuleError(f"{where} stands above all items; nothing goes above it.", field="by")
    there = _alike(uow, meeting, item, entry)
    if not there:
        return uow.save(replace(entry, item=item))
    return _put(uow, entry, item, behind=there[-1] if by < 0 else None, before=there[0] if by > 0 else None)


def _put(uow: UnitOfWork, entry: Entry, item: str, *, behind: Entry | None, before: Entry | None) -> Entry:
    """Saves an entry in an item behind one entry or before another, with the position it has where it can."""
    fits = entry.position > behind.position if behind else before and entry.position < before.position
    if fits:
        return uow.save(replace(entry, item=item))
    if behind is not None:
        position = place_after(uow, entry.meeting_id, behind.id)
    else:
        others = tuple(one for one in entries_in_order(uow, entry.meeting_id) if one.id != entry.id)
        position = place_behind(uow, others, _index(others, before) - 1)
    present = uow.get(Entry, entry.id)
    return uow.save(replace(present, item=item, position=position))


def _index(entries: Sequence[Entry], wanted: Entry | None) -> int:
    return next(at for at, one in enumerate(entries) if wanted is not None and one.id == wanted.id)
