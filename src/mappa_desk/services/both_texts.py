"""Two texts of one entry: what is kept, and what was typed over an older state of it. Neither is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.errors import NotFound
from mappa_desk.domain.people import Person
from mappa_desk.services.filing import file_entry, writable_meeting
from mappa_desk.services.work import Work


@dataclass(frozen=True, slots=True)
class KeptText:
    """What is kept of an entry, and who changed its words last. `at` is aware UTC, `by` a name or empty."""

    entry: Entry
    at: datetime
    by: str = ""

    @property
    def gone(self) -> bool:
        """True when it is in the bin."""
        return self.entry.removed


def kept_text(work: Work, *, entry_id: str) -> KeptText:
    """The kept text of an entry, with the moment and the person of its last change of words or removal.

    Raises NotFound for an entry that the vault never held.
    """
    with work.reading() as reading:
        history = reading.revisions(Entry, entry_id)
        states = [row for row in history if row.body is not None]
        found = states[-1].body if states else None
        if found is None:
            raise NotFound("The vault does not hold this entry.", field="entry")
        entry, last = found, states[-1]
        if history[-1].body is None:
            entry, last = replace(entry, removed=True), history[-1]
        else:
            for row in reversed(states):
                if row.body is None or (row.body.text, row.body.removed) != (entry.text, entry.removed):
                    break
                last = row
        person = reading.find(Person, last.by) if last.by and last.by != work.by else None
    return KeptText(entry, last.at, person.name if person is not None else "")


def leave_kept(work: Work, *, entry_id: str) -> Outcome[None]:
    """The kept text stays; the draft with the other one is dropped. Raises NotFound. Durable on return."""
    entry = kept_text(work, entry_id=entry_id).entry
    work.vault.drop_draft(entry.meeting_id, f"entry:{entry_id}")
    return Outcome(None)


def keep_as_new(work: Work, *, entry_id: str, text: str) -> Outcome[Entry]:
    """Files the other text as an entry of its own, behind the first, with its speaker and as restricted.

    From an action or a decision it is a plain line. The draft of the first is dropped. One undo step. Raises
    RuleError for an empty text or a meeting that takes no more, NotFound. Durable on return.
    """
    first = kept_text(work, entry_id=entry_id).entry
    plain = first.entry_kind in (EntryKind.ACTION, EntryKind.DECISION)
    with work.writing() as uow:
        meeting = writable_meeting(uow, first.meeting_id)
        there = uow.find(Entry, entry_id)
        entry = file_entry(
            work,
            uow,
            meeting=meeting,
            item=first.item,
            text=text,
            words=text,
            kind=EntryKind.CONTRIBUTION if plain else first.entry_kind,
            agency=first.agency,
            attendance_id=first.attendance_id,
            handling=first.handling,
            after_id=entry_id if there is not None and not there.removed else None,
        )
        closed = first.closed_part_id or entry.closed_part_id
        restricted = replace(entry, recipients=first.recipients, closed_part_id=closed)
        if restricted != entry:
            entry = uow.save(restricted)
        uow.drop_draft(meeting.id, f"entry:{entry_id}")
        uow.step(meeting.id, f"Entry at {work.clock_time(entry.captured_at)}")
        return Outcome(entry, uow.changes)
