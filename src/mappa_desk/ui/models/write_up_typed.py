"""The words as they were typed in the room, around the entry under the caret. Nobody changes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.gaps import SPOKEN
from mappa_desk.domain.views import DeskView
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_words import tr

_MADE = {EntryKind.DECISION: "Decision", EntryKind.ACTION: "Action"}
NEIGHBOURS = 1
"""So many entries before and behind the one under the caret are shown."""


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One entry as it was typed."""

    entry_id: str
    who: str
    time: str
    words: str
    current: bool = False

    @property
    def spoken(self) -> str:
        """Everything the row says."""
        return ", ".join(part for part in (self.who, self.time, self.words) if part)


def typed_rows(view: DeskView, entry_id: str, *, item: str, zone: tzinfo | None) -> tuple[TypedRow, ...]:
    """The entry under the caret with its neighbours of the same item, in the order of the record.

    Without an entry under the caret these are the first ones of the item; an unknown item has none.
    """
    found = next((entry for entry in view.entries if entry.id == entry_id), None)
    here = [entry for entry in view.entries if entry.item == (found.item if found else item)]
    if found is None:
        return tuple(_row(view, entry, zone) for entry in here[: 2 * NEIGHBOURS + 1])
    at = here.index(found)
    around = here[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]
    return tuple(_row(view, entry, zone, current=entry.id == entry_id) for entry in around)


def _row(view: DeskView, entry: Entry, zone: tzinfo | None, *, current: bool = False) -> TypedRow:
    person = next((row for row in view.attendance if row.id == entry.attendance_id), None)
    agency = words.agency_name(entry.agency, view.agencies) if entry.agency else ""
    who = agency or (person.name if person is not None else "")
    if not who and entry.entry_kind in SPOKEN:
        who = tr("Who?")
    elif not who and entry.entry_kind in _MADE:
        who = tr(_MADE[entry.entry_kind])
    return TypedRow(entry.id, who, words.clock(entry.captured_at, zone), entry.words or entry.text, current)
