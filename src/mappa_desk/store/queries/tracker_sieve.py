"""What few actions a filter can take at all: found by one index before any row is looked at.

A filter's marks are all to be met, so the rows of its rarest mark are enough to look through. Few of them are
sorted; more are kept as a set while an index walks the order; beyond that walking meets them soon enough.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from mappa_desk.domain.action_filter import LATER, ActionFilter
from mappa_desk.domain.actions import ActionState, Priority
from mappa_desk.store.queries.tracker_order import NOBODY, OPEN_ONLY, OWNER, Stretch, Wanted, quoted
from mappa_desk.store.queries.tracker_terms import FOUND, RANKS, Terms, holder, raw
from mappa_desk.store.reading import Reading
from mappa_desk.store.tables.actions import RANK

FEW, FEW_OPEN = 2_500, 800
"""Up to so many rows are looked up and sorted; fewer where only the open ones would be walked."""
MANY = 90_000
"""Up to so many are kept as a set; of more, walking finds a page among some thousand rows."""
_MOST_MOVED = 20_000
"""Actions whose day was moved often, of which more are met by walking."""
_KEPT = "SELECT rowid FROM action INDEXED BY {} WHERE removed = 0"
_NO_ROW = "SELECT rowid FROM action WHERE 0"
"""SQLite finds no way through an index by an empty list."""
_LABELS = (
    "WITH RECURSIVE seen(x) AS (SELECT min(labels) FROM action WHERE removed = 0 AND labels <> '[]' UNION ALL"
    " SELECT (SELECT min(labels) FROM action WHERE removed = 0 AND labels <> '[]' AND labels > x) FROM seen"
    " WHERE x IS NOT NULL) SELECT x FROM seen WHERE x IS NOT NULL"
    " AND EXISTS (SELECT 1 FROM json_each(x) WHERE value = ?)"
)
_PEOPLE = (
    "WITH RECURSIVE names(n) AS (SELECT min(owner_name) FROM action WHERE removed = 0 UNION ALL"
    " SELECT (SELECT min(owner_name) FROM action WHERE removed = 0 AND owner_name > n) FROM names"
    " WHERE n IS NOT NULL), people(n, r) AS (SELECT n, (SELECT min(owner_role) FROM action"
    " WHERE removed = 0 AND owner_name = n) FROM names WHERE n IS NOT NULL UNION ALL SELECT n,"
    " (SELECT min(owner_role) FROM action WHERE removed = 0 AND owner_name = n AND owner_role > r)"
    " FROM people WHERE r IS NOT NULL) SELECT n, r FROM people WHERE r IS NOT NULL"
)
"""Each name with each of its roles, by steps through the index from one to the next."""
_MOVED = (
    "SELECT a.rowid FROM (SELECT action_id FROM action_event INDEXED BY action_event_moved"
    " WHERE event_kind = 'redated' GROUP BY action_id"
    " HAVING count(*) >= {:d} LIMIT {:d}) AS e CROSS JOIN action AS a ON a.id = e.action_id"
)
"""Some too many: a line that left the day as it was is told apart only among these."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """The rows that the rarest mark leaves."""

    rowids: list[int]
    by_words: bool
    """True when the words are met by all of them."""


def is_few(sieve: Sieve, find: ActionFilter) -> bool:
    """True for a sieve whose rows are better sorted than met on the way."""
    return len(sieve.rowids) <= (FEW_OPEN if find.open_only or find.overdue else FEW)


def in_index(part: Stretch, find: ActionFilter) -> bool:
    """True when the index of a stretch knows all that the filter asks, so that no row is looked at."""
    told = replace(find, open_only=None, overdue=None, due_from=None, due_to=None, no_date=None)
    if part.index in ("action_tracker_agency", "action_tracker_owner"):
        told = replace(told, agencies=(), not_agencies=())
    return bool(part.index) and told.is_empty and not part.needs_case


def sieve_of(reading: Reading, wanted: Wanted, terms: Terms, *, most: int = 0) -> Sieve | None:
    """The rows of the rarest mark, None when even that leaves more than `most`, else `MANY`."""
    best: Sieve | None = None
    for rows, by_words in _sources(reading, wanted, terms):
        limit = (most or MANY) if best is None else len(best.rowids)
        some = f"{rows} LIMIT {limit + 1:d}"
        if not by_words and _count(reading, some, terms) > limit:
            continue  # an index counts sooner than it hands over; words are found once for both
        found = [row[0] for row in raw(reading, some, terms.values)]
        if len(found) <= limit:
            best = Sieve(found, by_words)
    return best


def _count(reading: Reading, rows: str, terms: Terms) -> int:
    return int(next(raw(reading, f"SELECT count(*) FROM ({rows})", terms.values))[0])


def _sources(reading: Reading, wanted: Wanted, terms: Terms) -> Iterator[tuple[str, bool]]:
    """What gives the rows of each mark that an index knows, and whether it is that of the words."""
    find = wanted.find
    still = f" AND {OPEN_ONLY}" if find.open_only or find.overdue else ""
    if terms.match:
        yield FOUND.format(terms.named(terms.match)), True
    if find.cases:
        yield (
            f"SELECT rowid FROM action WHERE case_id IN {terms.listed(terms.case_ids)}",
            False,
        )
    for label in find.labels:
        held = tuple(reading.connection.exec_driver_sql(_LABELS, (label,)).scalars())
        rows = _KEPT.format("action_tracker_label")
        wanted_labels = f"{rows} AND labels <> '[]' AND labels IN {terms.listed(held)}{still}"
        yield wanted_labels if held else _NO_ROW, False
    yield from _owned(reading, find)
    if find.priorities and Priority.NORMAL not in find.priorities:
        ranks = ", ".join(str(RANKS[one]) for one in find.priorities)
        yield f"{_KEPT.format('action_tracker_priority')} AND ({RANK}) IN ({ranks}){still}", False
    if find.carried_at_least:
        rows = _KEPT.format("action_tracker_carried")
        yield f"{rows} AND carried >= {find.carried_at_least:d}", False
    if find.redated_at_least > 1:
        moved = chain.from_iterable(raw(reading, _MOVED.format(find.redated_at_least, _MOST_MOVED)))
        if len(rowids := list(moved)) < _MOST_MOVED:
            yield f"SELECT value FROM json_each(:{terms.named(json.dumps(rowids))})", False
    if find.look == LATER:
        yield f"{_KEPT.format('action_tracker_look')} AND look_on > :today", False
    if find.agencies:
        codes = ", ".join(map(quoted, find.agencies))
        yield f"{_KEPT.format('action_tracker_agency')} AND owner_agency IN ({codes}){still}", False
    if find.states:
        states = ", ".join(f"'{ActionState(one)}'" for one in find.states)
        yield f"{_KEPT.format('action_tracker_state')} AND state IN ({states})", False
    if find.overdue or find.open_only:
        late = " AND (due IS NULL) = 0 AND due < :today" if find.overdue else ""
        yield f"{_KEPT.format('action_tracker_due')}{still}{late}", False


def _owned(reading: Reading, find: ActionFilter) -> Iterator[tuple[str, bool]]:
    if find.owner:
        people = ", ".join(_people(reading, find.owner)) or "(NULL, NULL)"
        rows = _KEPT.format("action_tracker_person")
        yield f"{rows} AND (owner_name, owner_role) IN (VALUES {people})", False
    if find.no_owner:
        yield f"{_KEPT.format('action_tracker_owner')} AND ({NOBODY}) = 1 AND {OWNER} = ''", False


def _people(reading: Reading, wanted: tuple[str, ...]) -> Iterator[str]:
    """The names and roles of owners that the words fit, as SQL says them."""
    held = tuple(map(holder, wanted))
    for name, role in raw(reading, _PEOPLE):
        if any(one(f"{name} {role}") for one in held):
            yield f"({quoted(name)}, {quoted(role)})"
