"""The tracker: all actions of all cases, found, sorted and grouped, a page at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.domain.tracker_views import (
    TrackerCounts,
    TrackerGrouping,
    TrackerOrder,
    TrackerRow,
    TrackerSort,
    TrackerStopped,
)
from mappa_desk.services.work import Work
from mappa_desk.store.queries import tracker as queries
from mappa_desk.store.queries.tracker_order import Wanted
from mappa_desk.store.work import Reading

__all__ = ["Stopper", "counts", "first_rows", "order", "rows_at"]


class Stopper:
    """Stops queries of the tracker whose answer is no longer wanted, from any thread, once and for all."""

    def __init__(self) -> None:
        """Nothing is stopped yet."""
        self._turn = threading.Lock()
        self._reading: Reading | None = None
        self._stopped = False

    def stop(self) -> None:
        """The query that runs under it raises TrackerStopped, and so does each one begun later."""
        with self._turn:
            self._stopped = True
            if self._reading is not None:
                self._reading.interrupt()

    @contextmanager
    def over(self, work: Work) -> Iterator[Reading]:
        """A reading that it may stop. Raises TrackerStopped."""
        with work.reading() as reading:
            with self._turn:
                if self._stopped:
                    raise TrackerStopped("This is no longer wanted.")
                self._reading = reading
            try:
                with queries.stoppable():
                    yield reading
            finally:
                with self._turn:
                    self._reading = None


def first_rows(
    work: Work,
    *,
    find: ActionFilter,
    sort: str = "due",
    descending: bool = False,
    limit: int = 128,
    from_end: bool = False,
    group_by: str = "",
    on: date | None = None,
    stop: Stopper | None = None,
) -> tuple[TrackerRow, ...]:
    """The first rows of the order that `order` gives, or with `from_end` its last ones, at once.

    `on` is the day that "overdue" is measured against, today without. Raises ValueError for an unknown
    `sort` or `group_by`, TrackerStopped.
    """
    wanted = _wanted(work, find, sort, descending=descending, group_by=group_by, on=on)
    with (stop or Stopper()).over(work) as reading:
        return queries.first_rows(reading, wanted, limit=limit, from_end=from_end)


def order(
    work: Work,
    *,
    find: ActionFilter,
    sort: str = "due",
    descending: bool = False,
    group_by: str = "",
    on: date | None = None,
    stop: Stopper | None = None,
) -> TrackerOrder:
    """All rows that fit in their order, for a worker: seconds for a million. Raises as `first_rows` does."""
    wanted = _wanted(work, find, sort, descending=descending, group_by=group_by, on=on)
    with (stop or Stopper()).over(work) as reading:
        return queries.order(reading, wanted)


def rows_at(work: Work, rowids: Sequence[int], *, on: date | None = None) -> tuple[TrackerRow, ...]:
    """The rows with these places in the vault, in this order; those that are gone are left out."""
    with work.reading() as reading:
        return queries.rows_at(reading, rowids, today=on or work.today())


def counts(
    work: Work, *, find: ActionFilter, on: date | None = None, stop: Stopper | None = None
) -> TrackerCounts:
    """How many actions fit, how many of those are overdue, how many there are. Raises TrackerStopped."""
    with (stop or Stopper()).over(work) as reading:
        return queries.counts(reading, find, today=on or work.today())


def _wanted(
    work: Work, find: ActionFilter, sort: str, *, descending: bool, group_by: str, on: date | None
) -> Wanted:
    return Wanted(
        find=find,
        today=on or work.today(),
        sort=TrackerSort(sort),
        descending=descending,
        group_by=TrackerGrouping(group_by),
    )
