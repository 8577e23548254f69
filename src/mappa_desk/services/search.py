"""Finding: words are words, never syntax."""

from __future__ import annotations

from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.views import Hit
from mappa_desk.services.work import Work
from mappa_desk.store.queries.search import find_text
from mappa_desk.store.work import Reading


def find(work: Work, *, words: str, limit: int = 50) -> tuple[Hit, ...]:
    """The records that hold all the words, the last also as the beginning of one; at most `limit`.

    A decision whose entry is in the bin, or is no decision any more, is not found.
    """
    with work.reading() as reading:
        return tuple(hit for hit in find_text(reading, words, limit) if _stands(reading, hit))


def _stands(reading: Reading, hit: Hit) -> bool:
    if hit.record_kind != Decision.KIND:
        return True
    decision = reading.find(Decision, hit.record_id)
    entry = reading.find(Entry, decision.entry_id) if decision else None
    return entry is not None and not entry.removed and entry.entry_kind is EntryKind.DECISION
