"""Reads the tracker for its window: first rows at once, then order and counts, pages as they are seen."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Signal

from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.domain.tracker_views import (
    DueGroup,
    TrackerGroup,
    TrackerOrder,
    TrackerRow,
    TrackerStopped,
)
from mappa_desk.services.tracker import Stopper, counts, first_rows, order, rows_at
from mappa_desk.services.work import Work
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models.tracker import PAGE, Head, TrackerModel
from mappa_desk.ui.office import Office

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked at: which actions, in which order, in which groups."""

    find: ActionFilter
    sort: str = "due"
    descending: bool = False
    group_by: str = "agency"


class TrackerReading(QObject):
    """Fills a `TrackerModel`. Whatever a newer wish makes stale is stopped and never shown."""

    shown = Signal()
    """The rows stand in the model, the first ones or all."""
    counted = Signal(object)

    def __init__(self, office: Office, model: TrackerModel, parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._model = office, model
        self._stop = Stopper()
        self._turn = 0
        self.complete = False
        """True once the whole order stands in the model."""
        self.at_end = False
        """True while the last rows are shown alone, because the order of all is still being made."""
        self.agencies: Mapping[str, str] = {}
        """Names of agencies by code."""
        self._wanted: Wanted | None = None
        self._first: tuple[TrackerRow, ...] = ()
        model.pages_wanted.connect(self._on_pages_wanted)

    def look(self, wanted: Wanted) -> None:
        """Show what is wanted now."""
        self._stop.stop()
        self._stop = stop = Stopper()
        self._turn += 1
        self.complete = self.at_end = False
        self._first = ()
        self._wanted = wanted
        work, turn = self._office.work(), self._turn

        def firsts() -> tuple[TrackerRow, ...]:
            return first_rows(
                work, find=wanted.find, limit=PAGE, stop=stop, sort=wanted.sort,
                descending=wanted.descending, group_by=wanted.group_by,
            )  # fmt: skip

        def whole() -> TrackerOrder:
            return order(
                work, find=wanted.find, stop=stop, sort=wanted.sort,
                descending=wanted.descending, group_by=wanted.group_by,
            )  # fmt: skip

        def then_the_rest(rows: tuple[TrackerRow, ...]) -> None:
            """Order and counts read far more, and would hold the first rows up if they ran beside them."""
            self._on_first(wanted, rows)
            self._beside(whole, lambda found: self._on_order(wanted, found), turn)
            self._beside(lambda: counts(work, find=wanted.find, stop=stop), self.counted.emit, turn)

        self._ask(firsts, then_the_rest, turn)

    def look_at_end(self) -> None:
        """Show the last rows at once while the order of all is still being made."""
        wanted, turn, stop = self._wanted, self._turn, self._stop
        if wanted is None or self.complete or self.at_end:
            return
        work = self._office.work()

        def lasts() -> tuple[TrackerRow, ...]:
            return first_rows(
                work, find=wanted.find, limit=PAGE, from_end=True, stop=stop, sort=wanted.sort,
                descending=wanted.descending, group_by=wanted.group_by,
            )  # fmt: skip

        self._ask(lasts, lambda rows: self._on_last(wanted, rows), turn)

    def _on_last(self, wanted: Wanted, rows: tuple[TrackerRow, ...]) -> None:
        if not self.complete and rows:
            self.at_end = True
            self._show_some(wanted, rows)

    def stop(self) -> None:
        """Nothing more is wanted."""
        self._turn += 1
        self._stop.stop()

    def _ask(self, fn: Callable[[], Value], then: Callable[[Value], None], turn: int) -> None:
        self._office.jobs.store(fn, self._answered(then, turn), self)

    def _beside(self, fn: Callable[[], Value], then: Callable[[Value], None], turn: int) -> None:
        self._office.jobs.work(fn, self._answered(then, turn), self)

    def _answered(self, then: Callable[[Value], None], turn: int) -> Callable[[Ok[Value] | Err], None]:
        def answered(result: Ok[Value] | Err) -> None:
            if turn != self._turn:
                return
            if isinstance(result, Ok):
                then(result.value)
            elif not isinstance(result.error, TrackerStopped):
                self._office.shell.report(result.error)

        return answered

    def _on_first(self, wanted: Wanted, rows: tuple[TrackerRow, ...]) -> None:
        """A full page is shown at once; fewer rows wait for their order, which is as quick."""
        self._first = rows
        if len(rows) == PAGE:
            self._show_some(wanted, rows)

    def _show_some(self, wanted: Wanted, rows: tuple[TrackerRow, ...]) -> None:
        """Rows that are known before their order is, under heads that nobody has counted."""
        heads = _heads_of(rows, wanted.group_by, self.agencies)
        self._model.show(array("q", (row.rowid for row in rows)), heads, rows, group_by=wanted.group_by)
        self.shown.emit()

    def _on_order(self, wanted: Wanted, found: TrackerOrder) -> None:
        self.complete = True
        heads = tuple(self._head(group, wanted.group_by) for group in found.groups)
        first = self._first
        if [row.rowid for row in first] != list(found.rowids[: len(first)]):
            first = ()
        self._model.show(found.rowids, heads, first, group_by=wanted.group_by)
        self.shown.emit()

    def _head(self, group: TrackerGroup, group_by: str) -> Head:
        """That all of the overdue are overdue need not be said."""
        title = title_of(group.key, group.title, group_by, self.agencies)
        late = 0 if group.key == DueGroup.OVERDUE else group.overdue
        return Head(group.key, title, group.count, late)

    def _on_pages_wanted(self, numbers: Sequence[int]) -> None:
        work, turn = self._office.work(), self._turn
        for number in numbers:
            self._ask_page(work, number, self._model.rowids_of(number), turn)

    def _ask_page(self, work: Work, number: int, wanted: array[int], turn: int) -> None:
        self._ask(lambda: rows_at(work, wanted), lambda rows: self._fill(number, wanted, rows), turn)

    def _fill(self, number: int, wanted: array[int], rows: Sequence[TrackerRow]) -> None:
        by_place = {row.rowid: row for row in rows}
        self._model.fill(number, tuple(by_place.get(rowid) for rowid in wanted))


def title_of(key: str, title: str, group_by: str, agencies: Mapping[str, str]) -> str:
    """What the head of a group says; those without an owner are told apart by their agency."""
    if group_by == "due":
        return due_title(key)
    if group_by == "owner" and not title:
        code = key.partition("@")[2]
        return ", ".join(part for part in (_tr("Nobody named"), agencies.get(code, code)) if part)
    return title or _tr("No agency")


def due_title(key: str) -> str:
    """The head of a group by day."""
    return {
        DueGroup.OVERDUE: _tr("Overdue"),
        DueGroup.TODAY: _tr("Due today"),
        DueGroup.WEEK: _tr("In the next seven days"),
        DueGroup.MONTH: _tr("In eight to thirty days"),
        DueGroup.LATER: _tr("Later"),
        DueGroup.UNDATED: _tr("No date"),
        DueGroup.SETTLED: _tr("Settled"),
    }[DueGroup(key)]


def rows_of(work: Work, rowids: Sequence[int]) -> tuple[TrackerRow, ...]:
    """Rows by their places in the vault, for those that are chosen."""
    return rows_at(work, rowids)


def _heads_of(rows: Sequence[TrackerRow], group_by: str, agencies: Mapping[str, str]) -> tuple[Head, ...]:
    """Heads for the first page, before anybody has counted; none by day, where they are not told apart."""
    key_of = _KEYS.get(group_by)
    heads: list[Head] = []
    for row in rows if key_of is not None else ():
        key, title = key_of(row) if key_of is not None else ("", "")
        if heads and heads[-1].key == key:
            heads[-1] = replace(heads[-1], count=heads[-1].count + 1)
        else:
            heads.append(Head(key, title_of(key, title, group_by, agencies), 1, counted=False))
    return tuple(heads)


def _owner(row: TrackerRow) -> tuple[str, str]:
    name = row.action.owner_name or row.action.owner_role
    title = ", ".join(part for part in (name, row.agency_name) if part) if name else ""
    return f"{name}@{row.action.owner_agency}", title


_KEYS: Mapping[str, Callable[[TrackerRow], tuple[str, str]]] = {
    "agency": lambda row: (row.action.owner_agency, row.agency_name),
    "owner": _owner,
    "case": lambda row: (row.action.case_id, row.case_reference),
}
"""Key and title of the group that a row stands in, as the store makes them."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("tracker", text)
