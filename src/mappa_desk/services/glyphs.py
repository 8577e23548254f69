"""Where a character stands that a document cannot print."""

from __future__ import annotations

from dataclasses import dataclass

from mappa_desk.domain.contributions import Entry
from mappa_desk.services.filing import agency_name
from mappa_desk.services.work import Work


@dataclass(frozen=True, slots=True)
class TypedAt:
    """The first entry of a meeting that holds a character; `speaker` is empty for nobody's."""

    entry_id: str
    speaker: str = ""


def typed_at(work: Work, *, meeting_id: str, character: str) -> TypedAt | None:
    """The first entry outside the bin whose text holds the character, None when it stands elsewhere."""
    with work.reading() as reading:
        for entry in reading.all(Entry, order_by="position", meeting_id=meeting_id, removed=False):
            if character in entry.text:
                speaker = agency_name(reading, work, entry.agency) if entry.agency else ""
                return TypedAt(entry.id, speaker)
    return None
