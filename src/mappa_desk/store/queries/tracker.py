"""The tracker by straight SQL: its first and last page, its whole order, its counts."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy.exc import DBAPIError

from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.domain.tracker_views import (
    DueGroup,
    TrackerCounts,
    TrackerGroup,
    TrackerGrouping,
    TrackerOrder,
    TrackerRow,
    TrackerStopped,
    due_group,
)
from mappa_desk.store import faults
from mappa_desk.store.queries.tracker_order import (
    OWNER,
    Stretch,
    Wanted,
    agency_names,
    case_ranks,
    keys_of,
    possible,
    said,
    stretches,
)
from mappa_desk.store.queries.tracker_rows import rows_at
from mappa_desk.store.queries.tracker_sieve import Sieve, in_index, is_few, sieve_of
from mappa_desk.store.queries.tracker_terms import LATE, Terms, define, raw, terms_of
from mappa_desk.store.reading import Reading
from mappa_desk.store.tables.actions import SETTLED, UNDATED

__all__ = ["counts", "first_rows", "order", "rows_at", "stoppable"]

_SIFTED = "mappa_desk_sifted"
_AT_ONCE = 300_000
"""Rows of a sieve up to which it is quicker to look them up than to read all."""
_EVERYTHING = "SELECT count(*) FROM action AS a INDEXED BY action_tracker_due WHERE a.removed = 0"


@contextmanager
def stoppable() -> Iterator[None]:
    """Gives a statement that was interrupted its name. Raises TrackerStopped."""
    try:
        yield
    except (DBAPIError, driver.Error) as error:
        if faults.code(error) == faults.INTERRUPTED:
            raise TrackerStopped("This is no longer wanted.") from None
        raise


def first_rows(
    reading: Reading, wanted: Wanted, *, limit: int, from_end: bool = False
) -> tuple[TrackerRow, ...]:
    """The first `limit` rows of the order, or the last ones, in the order's own direction."""
    terms = terms_of(reading, wanted.find, wanted.today)
    sieve = sieve_of(reading, wanted, terms)
    if sieve is not None and is_few(sieve, wanted.find):
        rowids = _sorted(reading, wanted, terms, sieve, from_end=from_end)[:limit]
    else:
        rowids = _walked(reading, wanted, terms, sieve, limit=limit, from_end=from_end)
    return rows_at(reading, rowids[::-1] if from_end else rowids, today=wanted.today)


def order(reading: Reading, wanted: Wanted) -> TrackerOrder:
    """All rows that fit, in their order, and the groups they fall into."""
    terms = terms_of(reading, wanted.find, wanted.today)
    parts = _GROUPS.get(wanted.group_by)
    columns = f"a.rowid, {LATE}, {parts.columns}" if parts else "a.rowid"
    rows = _whole(reading, wanted, terms, columns)
    if parts is None:
        return TrackerOrder(rowids=array("q", chain.from_iterable(rows)))
    rowids: array[int] = array("q")
    groups = []
    titles = parts.titles(reading)
    for same, some in groupby(rows, key=parts.same(wanted.today)):
        start, late = len(rowids), 0
        for row in some:
            rowids.append(row[0])
            late += row[1]
        key, title = titles(same, *row[2:])
        groups.append(
            TrackerGroup(key=key, title=title, start=start, count=len(rowids) - start, overdue=late)
        )
    return TrackerOrder(rowids=rowids, groups=tuple(groups))


def counts(reading: Reading, find: ActionFilter, *, today: date) -> TrackerCounts:
    """How many fit the filter, how many of them are overdue, how many there are."""
    terms = terms_of(reading, find, today)
    if in_index(Stretch("action_tracker_due"), find):
        source, conditions = "action AS a INDEXED BY action_tracker_due", terms.sql
    else:
        source, conditions = _all_rows(reading, Wanted(find, today), terms)
    query = f"SELECT count(*), total({LATE}) FROM {source} WHERE {conditions}"
    fitting, late = next(raw(reading, query, terms.values))
    everything = next(raw(reading, _EVERYTHING))[0]
    return TrackerCounts(fitting=fitting, overdue=int(late), everything=everything)


def _whole(reading: Reading, wanted: Wanted, terms: Terms, columns: str) -> Iterator[Any]:
    """These columns of all rows that fit, in their order."""
    parts = list(possible(stretches(reading, wanted), wanted.find))
    if all(in_index(part, wanted.find) for part in parts):
        for part in parts:
            conditions = " AND ".join((*part.conditions, terms.of_row(words=False)))
            query = f"SELECT {columns} FROM {_source(part)} WHERE {conditions} ORDER BY {said(part.keys)}"
            yield from raw(reading, query, terms.values)
        return
    ranked = case_ranks(reading, keys_of(reading, wanted))
    source, conditions = _all_rows(reading, wanted, terms)
    query = f"SELECT {columns} FROM {source} WHERE {conditions} ORDER BY {said(ranked)}"
    yield from raw(reading, query, terms.values)


def _all_rows(reading: Reading, wanted: Wanted, terms: Terms) -> tuple[str, str]:
    """Where all rows that fit are looked at, and the conditions: those of a sieve, or all there are."""
    sieve = sieve_of(reading, wanted, terms, most=_AT_ONCE)
    if sieve is None:
        return "action AS a NOT INDEXED", terms.sql
    return "action AS a", f"{_among(terms, sieve)} AND {terms.sql}"


def _among(terms: Terms, sieve: Sieve) -> str:
    return f"a.rowid IN (SELECT value FROM json_each(:{terms.named(json.dumps(sieve.rowids))}))"


def _sorted(reading: Reading, wanted: Wanted, terms: Terms, sieve: Sieve, *, from_end: bool) -> list[int]:
    """The rows of the sieve that fit, sorted."""
    whole = Stretch(keys=keys_of(reading, wanted))
    part = whole.from_end() if from_end else whole
    joined = ' JOIN "case" AS c ON c.id = a.case_id' if part.needs_case else ""
    conditions = terms.of_row(words=not sieve.by_words or bool(wanted.find.not_words))
    query = (
        f"SELECT a.rowid FROM action AS a{joined}"
        f" WHERE {_among(terms, sieve)} AND {conditions} ORDER BY {said(part.keys)}"
    )
    return list(chain.from_iterable(raw(reading, query, terms.values)))


def _walked(
    reading: Reading, wanted: Wanted, terms: Terms, sieve: Sieve | None, *, limit: int, from_end: bool
) -> list[int]:
    """The first rows that fit, one stretch of the order after the other."""
    sifting = ""
    if sieve is not None:
        define(reading, _SIFTED, 1, frozenset(sieve.rowids).__contains__)
        sifting = f"{_SIFTED}(a.rowid) AND "
    words = sieve is None or not sieve.by_words or bool(wanted.find.not_words)
    parts = list(possible(stretches(reading, wanted), wanted.find))
    rowids: list[int] = []
    for part in reversed(parts) if from_end else parts:
        conditions = sifting + " AND ".join((*part.conditions, terms.of_row(words=words)))
        keys = said((part.from_end() if from_end else part).keys)
        query = f"SELECT a.rowid FROM {_source(part)} WHERE {conditions} ORDER BY {keys}"
        left = limit - len(rowids)
        rowids += chain.from_iterable(raw(reading, f"{query} LIMIT {left:d}", terms.values))
        if len(rowids) >= limit:
            break
    return rowids


def _source(part: Stretch) -> str:
    """The tables of one stretch, in the order in which they are walked."""
    if part.by_case:
        return '"case" AS c INDEXED BY case_reference CROSS JOIN action AS a ON a.case_id = c.id'
    joined = ' CROSS JOIN "case" AS c ON c.id = a.case_id' if part.needs_case else ""
    return f"action AS a INDEXED BY {part.index}{joined}"


@dataclass(frozen=True, slots=True)
class _Parts:
    """How the rows of one group are known, and how the group is named."""

    columns: str
    same: Callable[[date], Callable[[Any], object]]
    titles: Callable[[Reading], Callable[..., tuple[str, str]]]


def _agency_titles(reading: Reading) -> Callable[..., tuple[str, str]]:
    names = agency_names(reading)

    def title(_: object, code: str) -> tuple[str, str]:
        return code, names.get(code, code)

    return title


def _owner_titles(reading: Reading) -> Callable[..., tuple[str, str]]:
    names = agency_names(reading)

    def title(_: object, owner: str, code: str) -> tuple[str, str]:
        words: Iterable[str] = (part for part in (owner, names.get(code, code)) if part)
        return f"{owner}@{code}", ", ".join(words) if owner else ""

    return title


def _case_titles(reading: Reading) -> Callable[..., tuple[str, str]]:
    references = dict(raw(reading, 'SELECT id, reference FROM "case"'))
    return lambda _, case_id: (case_id, references[case_id])


def _due_group(today: date) -> Callable[[Any], DueGroup]:
    """Tells the group by due day of a row: settled, undated, day."""
    days: dict[str, DueGroup] = {}

    def group(row: Any) -> DueGroup:
        if row[2] or row[3]:
            return DueGroup.SETTLED if row[2] else DueGroup.UNDATED
        found = days.get(row[4])
        if found is None:
            days[row[4]] = found = due_group((date.fromisoformat(row[4]) - today).days)
        return found

    return group


_GROUPS = {
    TrackerGrouping.AGENCY: _Parts("a.owner_agency", lambda _: lambda row: row[2], _agency_titles),
    TrackerGrouping.OWNER: _Parts(
        f"{OWNER}, a.owner_agency", lambda _: lambda row: (row[2].lower(), row[3]), _owner_titles
    ),
    TrackerGrouping.CASE: _Parts("a.case_id", lambda _: lambda row: row[2], _case_titles),
    TrackerGrouping.DUE: _Parts(
        f"{SETTLED}, {UNDATED}, a.due", _due_group, lambda _: lambda group, *_: (group.value, "")
    ),
}
