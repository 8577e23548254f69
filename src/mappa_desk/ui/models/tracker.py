"""One model for 46 actions and for a million: group heads and rows, an array of row ids, pages of rows.

The order of all rows comes as an array of the store's row ids; the rows themselves are asked for by the page
when somebody looks at them. What is not there yet says so with an empty cell and fills itself in.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from mappa_desk.ui.models import tracker_words as words
from mappa_desk.ui.models.tracker_columns import BY_KEY, SHIPPED, TrackerColumn

Index = QModelIndex | QPersistentModelIndex

PAGE = 128
KEPT_PAGES = 96
"""Pages of rows that are held; the ones longest unseen go first."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a group, and how many rows stand under it."""

    key: str
    title: str
    count: int
    overdue: int = 0
    counted: bool = True
    """False while only those at the top are known."""

    @property
    def tally(self) -> str:
        """What stands beside its name: "4, one overdue"."""
        return words.group_tally(self.count, self.overdue) if self.counted else ""


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one line of the table: the head of a group (`place` -1), or the row at a place."""

    group: int
    place: int

    @property
    def is_head(self) -> bool:
        """True for the head of a group."""
        return self.place < 0


class TrackerModel(QAbstractTableModel):
    """The lines of the tracker. `show` is the one way in; `fill` answers `pages_wanted`."""

    pages_wanted = Signal(object)
    """Numbers of pages that are looked at and not there, the last asked for first."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: tuple[TrackerColumn, ...] = tuple(BY_KEY[key] for key in SHIPPED)
        self._rowids = array("q")
        self._heads: tuple[Head, ...] = ()
        self._ends: list[int] = []
        """For each group the place behind its last row."""
        self._starts: list[int] = []
        """For each group the line of its head."""
        self._lines = 0
        self._folded: set[str] = set()
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._wanted: dict[int, None] = {}
        self._asked: set[int] = set()
        self._under_agency = False
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(0)
        self._ask.timeout.connect(self._send_wanted)

    # What is shown

    def show(
        self,
        rowids: array[int],
        heads: Sequence[Head] = (),
        first: Sequence[Any] = (),
        *,
        group_by: str = "",
    ) -> None:
        """Show these rows in this order, under these heads. `first` are the rows at its beginning."""
        self.beginResetModel()
        self._rowids, self._heads = rowids, tuple(heads)
        self._under_agency = group_by == "agency"
        self._pages.clear()
        self._wanted.clear()
        self._asked.clear()
        total = len(rowids)
        for number in range((len(first) + PAGE - 1) // PAGE):
            rows = tuple(first[number * PAGE : (number + 1) * PAGE])
            if len(rows) == PAGE or number * PAGE + len(rows) == total:
                self._pages[number] = rows
        self._ends = []
        end = 0
        for head in self._heads:
            end += head.count
            self._ends.append(end)
        self._lay()
        self.endResetModel()

    def fill(self, number: int, rows: Sequence[Any]) -> None:
        """The rows of a page came."""
        self._asked.discard(number)
        self._pages[number] = tuple(rows)
        self._pages.move_to_end(number)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        first, last = self.line_of(number * PAGE), self.line_of(number * PAGE + len(rows) - 1)
        if first < 0 or last < 0:  # some of it is folded away
            first, last = 0, self._lines - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def forget(self, numbers: Iterable[int]) -> None:
        """These pages could not be read: they are asked for again when somebody looks."""
        self._asked.difference_update(numbers)

    def set_columns(self, keys: Iterable[str]) -> None:
        """Show these columns, in the order of the table of columns."""
        wanted = set(keys)
        self.beginResetModel()
        self._columns = tuple(column for key, column in BY_KEY.items() if key in wanted or column.always)
        self.endResetModel()

    @property
    def columns(self) -> tuple[TrackerColumn, ...]:
        """The columns that are shown."""
        return self._columns

    @property
    def heads(self) -> tuple[Head, ...]:
        """The groups, none when the rows stand without."""
        return self._heads

    @property
    def first_page(self) -> Sequence[Any]:
        """The rows at the beginning, none while they are on their way."""
        return [row for row in self._pages.get(0, ()) if row is not None]

    @property
    def total(self) -> int:
        """How many rows there are, folded ones too."""
        return len(self._rowids)

    # Folding

    def is_folded(self, group: int) -> bool:
        """True when only the head of the group shows."""
        return self._heads[group].key in self._folded

    def fold(self, group: int, folded: bool) -> None:
        """Fold a group away under its head, or bring its rows back."""
        head = self._heads[group]
        if folded == self.is_folded(group):
            return
        first = self._starts[group] + 1
        if folded:
            self.beginRemoveRows(QModelIndex(), first, first + head.count - 1)
            self._folded.add(head.key)
            self._lay()
            self.endRemoveRows()
        else:
            self.beginInsertRows(QModelIndex(), first, first + head.count - 1)
            self._folded.discard(head.key)
            self._lay()
            self.endInsertRows()
        at = self._starts[group]
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self._columns) - 1))

    def fold_all(self, folded: bool) -> None:
        """Fold every group, or none."""
        self.beginResetModel()
        self._folded = {head.key for head in self._heads} if folded else set()
        self._lay()
        self.endResetModel()

    def _lay(self) -> None:
        self._starts, at = [], 0
        for head in self._heads:
            self._starts.append(at)
            at += 1 + (0 if head.key in self._folded else head.count)
        self._lines = at if self._heads else len(self._rowids)

    # Places

    def line(self, row: int) -> Line:
        """What stands on a line of the table."""
        if not self._heads:
            return Line(-1, row)
        group = bisect_right(self._starts, row) - 1
        under = row - self._starts[group]
        if not under:
            return Line(group, -1)
        return Line(group, self._ends[group] - self._heads[group].count + under - 1)

    def line_of(self, place: int) -> int:
        """The line of the table on which the row at a place stands; -1 while it is folded away."""
        if not 0 <= place < len(self._rowids):
            return -1
        if not self._heads:
            return place
        group = min(bisect_right(self._ends, place), len(self._heads) - 1)
        if self.is_folded(group):
            return -1
        return self._starts[group] + 1 + place - (self._ends[group] - self._heads[group].count)

    def head_line(self, group: int) -> int:
        """The line of the head of a group."""
        return self._starts[group]

    def rowid_at(self, row: int) -> int | None:
        """The store's row id of a line; None for the head of a group."""
        place = self.line(row).place
        return self._rowids[place] if 0 <= place < len(self._rowids) else None

    def line_of_rowid(self, rowid: int) -> int:
        """The line on which a row of the store stands; -1 when it does not."""
        try:
            return self.line_of(self._rowids.index(rowid))
        except ValueError:
            return -1

    def row_at(self, row: int) -> Any:
        """The row on a line; None for a head, and while its page is not there."""
        place = self.line(row).place
        return self._row(place) if place >= 0 else None

    def rowids_of(self, number: int) -> array[int]:
        """The row ids of a page."""
        return self._rowids[number * PAGE : (number + 1) * PAGE]

    def _row(self, place: int) -> Any:
        number, within = divmod(place, PAGE)
        page = self._pages.get(number)
        if page is None:
            if number not in self._asked:
                self._wanted.pop(number, None)
                self._wanted[number] = None
                self._ask.start()
            return None
        return page[within] if within < len(page) else None

    def _send_wanted(self) -> None:
        numbers = tuple(reversed(self._wanted))
        self._wanted.clear()
        self._asked.update(numbers)
        if numbers:
            self.pages_wanted.emit(numbers)

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else self._lines

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        spoken = role == Qt.ItemDataRole.AccessibleTextRole
        if not spoken and role != Qt.ItemDataRole.DisplayRole:
            return None
        line = self.line(index.row())
        if line.is_head:
            return self._head_words(line.group, spoken) if index.column() == 0 else ""
        row = self._row(line.place)
        if row is None:
            return ""
        text = self.cell(row, index.column())
        if not spoken:
            return text
        return self.spoken(row) if index.column() == 0 else f"{self._columns[index.column()].head}: {text}"

    def cell(self, row: Any, column: int) -> str:
        """What a cell says of a row. Under the name of an agency the owner is the role alone."""
        wanted = self._columns[column]
        if wanted.key == "owner" and self._under_agency:
            return words.owner_in_agency(row)
        return wanted.text(row)

    def spoken(self, row: Any) -> str:
        """A row as one sentence, in the order of the columns."""
        told: Mapping[str, Callable[[Any], str]] = {"carried": _carried_words, "redated": _redated_words}
        parts = [
            told[column.key](row) if column.key in told else self.cell(row, number)
            for number, column in enumerate(self._columns)
        ]
        return ", ".join(part.rstrip(".") for part in parts if part)

    def _head_words(self, group: int, spoken: bool) -> str:
        head = self._heads[group]
        if not spoken:
            return head.title
        folded = words.tr("folded") if self.is_folded(group) else words.tr("unfolded")
        return ", ".join(part for part in (head.title, head.tally, folded) if part)


def _carried_words(row: Any) -> str:
    count = row.action.carried
    return words.tr("carried {times}").format(times=words.times(count)) if count else ""


def _redated_words(row: Any) -> str:
    return words.tr("{n} new dates").format(n=row.redated) if row.redated else ""
