"""What became of an entry since it was typed, and what left the record: read, never written here."""

from __future__ import annotations

from datetime import datetime

from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.entry_lives import Departure, EntryLife, EntryState, what_changed
from mappa_desk.domain.linked import EntryTrace, TraceKind
from mappa_desk.domain.people import Person
from mappa_desk.services.filing import area_agencies
from mappa_desk.services.shared_words import sharing
from mappa_desk.services.transfers import moved_out, record_reference
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading


def entry_life(work: Work, *, entry_id: str) -> EntryLife:
    """An entry with its words as typed in the room and every state since, oldest first. Raises NotFound."""
    with work.reading() as reading:
        entry = reading.get(Entry, entry_id)
        items = {
            item.code: item.short_title or item.title
            for item in reading.all(AgendaItem, meeting_id=entry.meeting_id)
        }
        agencies = {agency.code: agency.name for agency in area_agencies(reading, work)}
        states: list[EntryState] = []
        before: Entry | None = None
        moved = _shared_until(reading, entry)
        for revision in reading.revisions(Entry, entry_id):
            body = revision.body
            if body is None:
                continue
            what = what_changed(before, body, items=items, agencies=agencies)
            before = body
            if what:
                by = _name(reading, revision.by)
                text = "" if moved is not None and revision.at < moved else body.text
                states.append(EntryState(at=revision.at, by=by, what=what, text=text))
        came = reading.all(EntryTrace, to_entry_id=entry_id)
        return EntryLife(
            entry=entry,
            states=tuple(states),
            came_from=record_reference(reading, came[0].from_meeting_id) if came else "",
            came_because=came[0].reason if came else "",
        )


def departures(work: Work, *, meeting_id: str) -> tuple[Departure, ...]:
    """The entries that were moved out of the record of a meeting and did not come back, without their words.

    Oldest first; one that went on from there is told by the record that holds it now.
    """
    with work.reading() as reading:
        left = ((trace, _last_of(reading, trace)) for trace in moved_out(reading, meeting_id))
        found = {last.to_entry_id: (trace, last) for trace, last in left}.values()
        return tuple(
            Departure(
                at=trace.at,
                by=_by(reading, trace),
                to=record_reference(reading, last.to_meeting_id),
                reason=trace.reason,
                now_id=last.to_entry_id,
            )
            for trace, last in found
            if last.to_meeting_id != meeting_id
        )


def _shared_until(reading: Reading, entry: Entry) -> datetime | None:
    """When an entry that once had words in common with this one went into another record last."""
    left = {trace.from_entry_id: trace.at for trace in moved_out(reading, entry.meeting_id)}
    others = sharing(reading, entry.meeting_id, (entry.id,)) if left else frozenset()
    return max((at for one, at in left.items() if one in others), default=None)


def _last_of(reading: Reading, trace: EntryTrace) -> EntryTrace:
    """The last move of an entry after this one, or this one."""
    further = reading.all(EntryTrace, from_entry_id=trace.to_entry_id, trace_kind=TraceKind.MOVED)
    return _last_of(reading, further[0]) if further else trace


def _by(reading: Reading, trace: EntryTrace) -> str:
    return _name(reading, reading.revisions(EntryTrace, trace.id)[0].by)


def _name(reading: Reading, person_id: str) -> str:
    person = reading.find(Person, person_id) if person_id else None
    return person.name if person is not None else ""
