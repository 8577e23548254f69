"""Where words of an entry still stand in the vault's own history after it was moved."""

from __future__ import annotations

from collections.abc import Iterable

from mappa_desk.domain.linked import EntryTrace, TraceKind
from mappa_desk.store.work import Reading


def came_from(reading: Reading, entry_ids: Iterable[str]) -> tuple[str, ...]:
    """Ids of the entries of other records that these were moved out of, however far back."""
    before: dict[str, list[str]] = {}
    for trace in reading.all(EntryTrace, trace_kind=TraceKind.MOVED):
        before.setdefault(trace.to_entry_id, []).append(trace.from_entry_id)
    found: dict[str, None] = {}
    waiting = sorted(entry_ids) if before else []
    while waiting:
        more = [one for one in before.get(waiting.pop(), ()) if one not in found]
        found |= dict.fromkeys(more)
        waiting += more
    return tuple(found)
