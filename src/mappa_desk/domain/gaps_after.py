"""Gaps about what comes back to the minutes: the chair's marks, corrections, the minutes of last time."""

from __future__ import annotations

from collections.abc import Iterator

from mappa_desk.domain.actions import Action
from mappa_desk.domain.agendas import AgendaItem, ItemState, Need
from mappa_desk.domain.chair_drafts import ChairMark, MarkState
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.corrections import Correction, CorrectionState
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.gaps_places import Places
from mappa_desk.domain.views import DeskView, Gap


def is_confirmed(view: DeskView, item: AgendaItem) -> bool:
    """True for the item of the last minutes once they are confirmed at this meeting."""
    return Need.LAST_MINUTES in item.needs and view.confirmation is not None


def last_minutes_gaps(view: DeskView, places: Places) -> Iterator[Gap]:
    """The approved minutes of last time are neither confirmed as presented nor with changes.

    An item that was left bare is a gap of its own, which blocks; this one is for an item that holds words
    or was settled. Nothing where no item asks, or where the last minutes are not approved.
    """
    if view.confirmation is not None or view.previous_meeting is None or not view.last_version:
        return
    item = next((row for row in view.items if Need.LAST_MINUTES in row.needs), None)
    if item is None:
        return
    words = any(entry.item == item.code for entry in places.entries)
    if words or item.state in (ItemState.NOTHING_TO_RECORD, ItemState.NOT_APPLICABLE):
        sentence = (
            f"The minutes of {view.previous_meeting.tag} are not confirmed, as presented or with changes."
        )
        yield places.of_meeting("last_minutes", sentence, False, item.code)


def mark_gaps(view: DeskView, places: Places, *, blocking: bool) -> Iterator[Gap]:
    """Marks of the chair that are still to be worked off; `blocking` by the area's own rule.

    The sentence names the line and not the chair's words, which may hold case text.
    """
    for mark in view.chair_marks:
        if mark.state is MarkState.OPEN and not mark.removed:
            at = f" at line {mark.line:,}" if mark.line else ""
            yield Gap(
                code="chair_mark",
                sentence=f"The chair’s mark{at} is not worked off.",
                blocking=blocking,
                item=item_of_record(view, mark.record_kind, mark.record_id),
                record_kind=mark.record_kind or ChairMark.KIND,
                record_id=mark.record_id or mark.id,
            )


def correction_gaps(view: DeskView, places: Places) -> Iterator[Gap]:
    """Corrections that were asked for and neither taken nor refused. They never block: time may be short."""
    for asked in view.corrections:
        if asked.state is CorrectionState.OPEN and not asked.removed:
            at = f" at {asked.place}" if asked.place else ""
            yield Gap(
                code="correction",
                sentence=f"A correction asked for{at} is open: taken, or not and why?",
                blocking=False,
                item=item_of_record(view, asked.record_kind, asked.record_id),
                record_kind=asked.record_kind or Correction.KIND,
                record_id=asked.record_id or asked.id,
            )


def item_of_record(view: DeskView, record_kind: str, record_id: str) -> str:
    """Code of the item that a record stands under, empty where it stands under none."""
    entry_id = entry_of_record(view, record_kind, record_id)
    if entry_id:
        return next((entry.item for entry in view.entries if entry.id == entry_id), "")
    return next((item.code for item in view.items if item.id == record_id), "")


def entry_of_record(view: DeskView, record_kind: str, record_id: str) -> str:
    """Id of the entry that a record is or stands on, empty where it has none."""
    if record_kind == Entry.KIND:
        return record_id
    made: tuple[Decision | Action, ...] = (*view.decisions, *view.actions)
    found = (one.entry_id or "" for one in made if (one.KIND, one.id) == (record_kind, record_id))
    return next(found, "")
