"""Reads the tracker for its window: first rows at once, order and counts beside them, pages as seen."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
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
        self._first: tuple[TrackerRow, ...] = ()
        model.pages_wanted.connect(self._on_pages_wanted)

    def look(self, wanted: Wanted) -> None:
        """Show what is wanted now."""
        self._stop.stop()
        self._stop = stop = Stopper()
        self._turn += 1
        self.complete = False
        self._first = ()
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

        self._ask(firsts, lambda rows: self._on_first(wanted, rows), turn)
        self._beside(whole, lambda found: self._on_order(wanted, found), turn)
        self._beside(lambda: counts(work, find=wanted.find, stop=stop), self.counted.emit, turn)

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
        if self.complete:
            self._model.fill(0, rows[: len(self._model.rowids_of(0))])
        elif len(rows) == PAGE:
            heads = _heads_of(rows, wanted.group_by)
            self._model.show(array("q", (row.rowid for row in rows)), heads, rows, group_by=wanted.group_by)
            self.shown.emit()

    def _on_order(self, wanted: Wanted, found: TrackerOrder) -> None:
        self.complete = True
        heads = tuple(Head(group.key, title_of(group, wanted.group_by), group.count,
                           0 if group.key == DueGroup.OVERDUE else group.overdue)
                      for group in found.groups)  # fmt: skip
        first = self._first
        if [row.rowid for row in first] != list(found.rowids[: len(first)]):
            first = ()
        self._model.show(found.rowids, heads, first, group_by=wanted.group_by)
        self.shown.emit()

    def _on_pages_wanted(self, numbers: Sequence[int]) -> None:
        work, turn = self._office.work(), self._turn
        for number in numbers:
            self._ask_page(work, number, self._model.rowids_of(number), turn)

    def _ask_page(self, work: Work, number: int, wanted: array[int], turn: int) -> None:
        self._ask(lambda: rows_at(work, wanted), lambda rows: self._fill(number, wanted, rows), turn)

    def _fill(self, number: int, wanted: array[int], rows: Sequence[TrackerRow]) -> None:
        by_place = {row.rowid: row for row in rows}
        self._model.fill(number, tuple(by_place.get(rowid) for rowid in wanted))


def title_of(group: TrackerGroup, group_by: str) -> str:
    """What the head of a group says."""
    if group_by == "due":
        return due_title(group.key)
    return group.title or nobody(group_by)


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


def nobody(group_by: str) -> str:
    """The head of those that have no agency or no owner."""
    return _tr("Nobody named") if group_by == "owner" else _tr("No agency")


def rows_of(work: Work, rowids: Sequence[int]) -> tuple[TrackerRow, ...]:
    """Rows by their places in the vault, for those that are chosen."""
    return rows_at(work, rowids)


def _heads_of(rows: Sequence[TrackerRow], group_by: str) -> tuple[Head, ...]:
    """Heads for the first page, before anybody has counted; none by day, where they are not told apart."""
    names: dict[str, Callable[[TrackerRow], tuple[str, str]]] = {
        "agency": lambda row: (row.action.owner_agency, row.agency_name),
        "owner": lambda row: ((row.action.owner_name or row.action.owner_role),) * 2,
        "case": lambda row: (row.action.case_id, row.case_reference),
    }
    name = names.get(group_by)
    heads: list[Head] = []
    for row in rows if name is not None else ():
        key, title = name(row) if name is not None else ("", "")
        if heads and heads[-1].key == key:
            heads[-1] = replace(heads[-1], count=heads[-1].count + 1)
        else:
            heads.append(Head(key, title or nobody(group_by), 1, counted=False))
    return tuple(heads)


def _tr(text: str) -> str:
    return QCoreApplication.translate("tracker", text)
