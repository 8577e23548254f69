"""Records that hold certain words in any of their states, found by reading every state."""

from __future__ import annotations

import json

from sqlalchemy.sql import text

from mappa_desk.domain.minutes import SealedMinutes
from mappa_desk.store.reading import Reading

_HOLDING = text(
    "SELECT DISTINCT kind, record_id FROM revision WHERE instr(body, :words) > 0"
    f" OR (kind = '{SealedMinutes.KIND}' AND instr(body, :sealed) > 0) ORDER BY kind, record_id"
)

_EVERY = text("SELECT DISTINCT record_id FROM revision WHERE kind = :kind ORDER BY record_id")


def every_id(reading: Reading, kind: str) -> tuple[str, ...]:
    """Ids of the records of a kind that the vault holds or ever held."""
    return tuple(row.record_id for row in reading.connection.execute(_EVERY, {"kind": kind}))


def records_with(reading: Reading, words: str) -> tuple[tuple[str, str], ...]:
    """Kind and id of every record that holds these words, letter for letter, now or in an earlier state."""
    once = json.dumps(words, ensure_ascii=False)[1:-1]
    sealed = json.dumps(once, ensure_ascii=False)[1:-1]
    rows = reading.connection.execute(_HOLDING, {"words": once, "sealed": sealed})
    return tuple((row.kind, row.record_id) for row in rows)
