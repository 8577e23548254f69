"""The tracker as a spreadsheet, and an empty one to be filled in: written where the user asked for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from pathlib import Path

from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.tracker_views import TrackerRow
from mappa_desk.exchange.action_sheets import XLSX_ROWS, Cell, Sheet, SheetCount, csv_table, xlsx_table
from mappa_desk.services import tracker
from mappa_desk.services.action_columns import COLUMNS, PRINTED, cells_of, template_columns
from mappa_desk.services.filing import area_agencies
from mappa_desk.services.placing import check_place
from mappa_desk.services.putting import put_files
from mappa_desk.services.work import Work
from mappa_desk.store.queries.tracker_rows import restricted

_PAGE = 500


class SheetShape(StrEnum):
    """The kinds of spreadsheet that are written, by their endings."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class SheetGiven:
    """A spreadsheet that was written: where, how many rows, how many cells too long for one.

    `restricted` rows hold words of a closed part, or of an entry that is not for everybody.
    """

    path: Path
    rows: int
    cut: int = 0
    restricted: int = 0


def export_actions(
    work: Work,
    *,
    find: ActionFilter,
    target: Path,
    shape: SheetShape | str = SheetShape.XLSX,
    sort: str = "due",
    descending: bool = False,
    on: date | None = None,
) -> Outcome[SheetGiven]:
    """Writes the actions that fit a filter as a spreadsheet, and notes so in the audit.

    Whole or not at all, under a numbered name where another program holds the file open. Names of the
    persons discussed are in it only where somebody wrote them into an action. It is the office's own list: it
    keeps nothing from an agency, and says how many rows not everybody may have. `on` is the day that
    "overdue" is measured against. Raises RuleError for a place or an ending that does not fit and for more
    rows than an .xlsx takes, DiskFull, DiskGone. Durable on return.
    """
    kind = _shape(shape, target)
    check_place(target, private=work.vault.folder)
    data, count = actions_table(work, find=find, shape=kind, sort=sort, descending=descending, on=on)
    path = put_files(work, [(data, target)], verb="actions exported")[0]
    return Outcome(SheetGiven(path, count.rows, count.cut, restricted_rows(work, find, on)))


def actions_table(
    work: Work,
    *,
    find: ActionFilter,
    shape: SheetShape,
    sort: str = "due",
    descending: bool = False,
    on: date | None = None,
) -> tuple[bytes, SheetCount]:
    """The same as the bytes of a file, written nowhere. Raises RuleError."""
    order = tracker.order(work, find=find, sort=sort, descending=descending, on=on).rowids
    if shape is SheetShape.XLSX and len(order) > XLSX_ROWS:
        raise RuleError(
            f"An .xlsx takes {XLSX_ROWS:,} rows and these are {len(order):,}. Choose CSV, or fewer actions.",
            field="shape",
        )
    write = csv_table if shape is SheetShape.CSV else xlsx_table
    return write(_sheet(work, "Actions"), _cells(work, order, on))


def action_template(work: Work, *, target: Path, shape: SheetShape | str = SheetShape.XLSX) -> Outcome[Path]:
    """Writes an empty sheet with the columns by which actions come in. An .xlsx says what goes where.

    Raises RuleError, DiskFull, DiskGone. Durable on return.
    """
    kind = _shape(shape, target)
    check_place(target, private=work.vault.folder)
    with work.reading() as reading:
        columns = template_columns(work.reference.wording, area_agencies(reading, work))
    sheet = Sheet("Actions to bring in", _marking(work), columns, work.clock.now())
    data, _ = csv_table(sheet, ()) if kind is SheetShape.CSV else xlsx_table(sheet, (), explained=True)
    return Outcome(put_files(work, [(data, target)], verb="template written")[0])


def restricted_rows(work: Work, find: ActionFilter, on: date | None = None) -> int:
    """How many of the actions that fit hold words of a closed part, or of an entry not for everybody."""
    rowids = tracker.order(work, find=find, on=on).rowids
    with work.reading() as reading:
        return restricted(reading, rowids)


def _cells(work: Work, order: Sequence[int], on: date | None) -> Iterator[list[Cell]]:
    pages = (order[at : at + _PAGE] for at in range(0, len(order), _PAGE))
    rows: Iterator[TrackerRow] = chain.from_iterable(tracker.rows_at(work, page, on=on) for page in pages)
    return (cells_of(row, work.reference.wording) for row in rows)


def _sheet(work: Work, title: str) -> Sheet:
    return Sheet(title, _marking(work), COLUMNS, work.clock.now(), PRINTED)


def _marking(work: Work) -> str:
    return work.reference.wording["paper.marking"]


def _shape(shape: SheetShape | str, target: Path) -> SheetShape:
    kind = SheetShape(shape)
    if target.suffix.lower() != f".{kind.value}":
        raise RuleError(f"The name of this file ends in .{kind.value}.", field="target")
    return kind
