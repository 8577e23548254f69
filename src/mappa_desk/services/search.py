"""Finding: words are words, never syntax."""

from __future__ import annotations

from mappa_desk.domain.views import Hit
from mappa_desk.services.work import Work
from mappa_desk.store.queries.search import find_text


def find(work: Work, *, words: str, limit: int = 50) -> tuple[Hit, ...]:
    """The records that hold all the words, the last also as the beginning of one; at most `limit`."""
    with work.reading() as reading:
        return find_text(reading, words, limit)
