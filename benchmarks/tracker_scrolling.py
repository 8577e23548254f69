"""How smoothly the tracker's table scrolls through 1,200,000 actions, against a model of Qt's own in C++.

    python benchmarks/tracker_scrolling.py [FOLDER] [--slices 4]

FOLDER is a vault of `big_vault.py`; without it a fiftieth of one is made and thrown away. Slices of the
tracker and of a plain table with a QStandardItemModel of 3,000 rows, with the same columns, texts, heights
and window, take turns, so that a busy machine meets both. The plain table goes without our style sheet,
which would make it several times slower.

- wheel: one notch every sixtieth of a second. What the notch, its painting and the pages that arrive until
  the next notch keep the window's thread busy is one frame
- drag: the handle is pulled to a place anywhere in the list. Moving there and painting is one frame; pages
  that are not there show empty cells and come a moment later, which counts too
- rows: how long after such a pull the rows of the place stand in the table

Milliseconds, median, 95th percentile and worst, frames above 16 ms, and the ratio of medians and percentiles.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from big_vault import folder_or_small, opened
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QApplication, QTableView

from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.services.tracker import first_rows
from mappa_desk.services.work import Work
from mappa_desk.ui import theme
from mappa_desk.ui.jobs import Jobs
from mappa_desk.ui.models.tracker import TrackerModel
from mappa_desk.ui.office import Office
from mappa_desk.ui.tracker_reading import TrackerReading, Wanted
from mappa_desk.ui.widgets.tracker_table import TrackerTable

SIZE = (1_200, 800)
FLOOR_ROWS = 3_000
NOTCHES, PULLS = 100, 40
"""How many frames one slice has."""
FRAME = 1 / 60


def a_tracker(work: Work, jobs: Jobs, group_by: str) -> tuple[TrackerTable, TrackerReading]:
    """The table with everything in it, as its window fills it."""
    model, table = TrackerModel(), TrackerTable()
    shell = SimpleNamespace(report=lambda error: print(error, file=sys.stderr))
    office = cast(Office, SimpleNamespace(work=lambda: work, jobs=jobs, shell=shell))
    reading = TrackerReading(office, model, table)
    table.resize(*SIZE)
    table.show_tracker(model)
    reading.look(Wanted(find=ActionFilter(), group_by=group_by))
    settle(lambda: reading.complete)
    table.show()
    return table, reading


def a_floor(work: Work, like: TrackerTable) -> QTableView:
    """A plain table of Qt's own model, with the texts of the same rows."""
    model, table = QStandardItemModel(), QTableView()
    tracker = like.tracker
    assert tracker is not None
    for row in first_rows(work, find=ActionFilter(), limit=FLOOR_ROWS):
        model.appendRow([QStandardItem(tracker.cell(row, at)) for at in range(tracker.columnCount())])
    table.setModel(model)
    table.setSelectionBehavior(like.selectionBehavior())
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setVerticalScrollMode(like.verticalScrollMode())
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(like.verticalHeader().defaultSectionSize())
    table.resize(*SIZE)
    for at in range(tracker.columnCount()):
        table.setColumnWidth(at, like.columnWidth(at))
    table.show()
    return table


def settle(done: Callable[[], bool], seconds: float = 120) -> None:
    """Lets events happen until something is so."""
    until = time.monotonic() + seconds
    while not done() and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.002)
    if not done():
        sys.exit("The tracker did not come.")


def busy(work: Callable[[], object]) -> float:
    """Milliseconds of some work and of all events that are due after it."""
    start = time.perf_counter()
    work()
    QApplication.processEvents()
    return (time.perf_counter() - start) * 1_000


def wheel(table: QTableView) -> list[float]:
    """Frames of a slice of wheel scrolling, downwards."""
    middle = QPointF(table.viewport().rect().center())
    frames = []
    for _ in range(NOTCHES):
        notch = QWheelEvent(
            middle, table.viewport().mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        ends = time.perf_counter() + FRAME
        frame = busy(lambda notch=notch: QApplication.sendEvent(table.viewport(), notch))
        while time.perf_counter() < ends:
            waited = busy(lambda: None)
            frame += waited if waited > 0.2 else 0
            time.sleep(0.001)
        frames.append(frame)
    return frames


def drag(table: QTableView, dice: random.Random) -> list[float]:
    """Frames of a slice of pulling the handle of the scroll bar about."""
    bar = table.verticalScrollBar()
    frames = []
    for _ in range(PULLS):
        place = dice.randint(0, bar.maximum())
        ends = time.perf_counter() + FRAME
        frames.append(busy(lambda place=place: bar.setValue(place)))
        while time.perf_counter() < ends:
            waited = busy(lambda: None)
            frames[-1] += waited if waited > 0.2 else 0
            time.sleep(0.001)
    return frames


def arrivals(table: TrackerTable, dice: random.Random) -> list[float]:
    """Milliseconds from a pull of the handle to the rows, for a slice of pulls."""
    model, bar = table.tracker, table.verticalScrollBar()
    assert model is not None
    taken = []
    for _ in range(PULLS):
        start = time.perf_counter()
        bar.setValue(dice.randint(0, bar.maximum()))
        line = table.rowAt(table.viewport().height() // 2)
        while not model.line(line).is_head and model.row_at(line) is None:
            QApplication.processEvents()
            time.sleep(0.0005)
        taken.append((time.perf_counter() - start) * 1_000)
    return taken


def told(name: str, ours: list[float], floor: list[float]) -> None:
    """Prints one line for each table and the ratio."""
    for table, frames in ((f"{name}, tracker", ours), (f"{name}, Qt's own model", floor)):
        ordered = sorted(frames)
        late = sum(frame > 16 for frame in frames)
        print(
            f"{table:28} {statistics.median(frames):7.1f} {ordered[round(len(ordered) * 0.95) - 1]:7.1f}"
            f" {ordered[-1]:7.1f}  {late} of {len(frames)} above 16 ms"
        )
    p95 = sorted(ours)[round(len(ours) * 0.95) - 1] / sorted(floor)[round(len(floor) * 0.95) - 1]
    print(f"{'':28} {statistics.median(ours) / statistics.median(floor):7.2f} {p95:7.2f}  times", flush=True)


class Painted(QObject):
    """Counts how often a table is painted."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self.times = 0
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Counts and lets everything pass."""
        self.times += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


@contextlib.contextmanager
def unstyled() -> Iterator[None]:
    """Without our style sheet."""
    app = cast(QApplication, QApplication.instance())
    sheet = app.styleSheet()
    app.setStyleSheet("")
    settle(lambda: True)
    try:
        yield
    finally:
        app.setStyleSheet(sheet)
        settle(lambda: True)


def run(work: Work, slices: int, group_by: str) -> None:
    """Measures the table of one grouping."""
    jobs = Jobs()
    table, reading = a_tracker(work, jobs, group_by)
    floor = a_floor(work, table)
    dice = random.Random(8)
    frames: dict[str, tuple[list[float], list[float]]] = {"wheel": ([], []), "drag": ([], [])}
    tables: tuple[QTableView, QTableView] = (table, floor)
    painted = Painted(table), Painted(floor)
    for at in range(slices):
        for which in (0, 1) if at % 2 else (1, 0):
            bar = tables[which].verticalScrollBar()
            with unstyled() if which else contextlib.nullcontext():
                bar.setValue(dice.randint(0, bar.maximum() // 2))
                settle(lambda: True)
                time.sleep(0.1)
                settle(lambda: True)
                frames["wheel"][which].extend(wheel(tables[which]))
                frames["drag"][which].extend(drag(tables[which], dice))
    for which in (0, 1):
        if painted[which].times < slices * (NOTCHES + PULLS) * 0.95:
            sys.exit("Frames went by that were not painted.")
    print(f"\n{reading_words(table)}, grouped by {group_by or 'nothing'}: median, p95, worst in milliseconds")
    for name, (ours, theirs) in frames.items():
        told(name, ours, theirs)
    taken = sorted(arrivals(table, dice))
    late = taken[round(len(taken) * 0.95) - 1]
    print(f"{'rows':28} {statistics.median(taken):7.1f} {late:7.1f} {taken[-1]:7.1f}")
    reading.stop()
    jobs.drain()
    table.close()
    floor.close()


def reading_words(table: TrackerTable) -> str:
    """How many rows and columns are shown."""
    model: Any = table.tracker
    return f"{model.total:,} actions in {model.columnCount()} columns"


def main() -> None:
    """Runs the benchmark."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path, nargs="?")
    asked.add_argument("--slices", type=int, default=4)
    options = asked.parse_args()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, scheme="light")
    with contextlib.ExitStack() as stack:
        folder = folder_or_small(stack, options.folder)
        work = opened(folder, read_only=True)
        stack.callback(work.vault.close)
        for group_by in ("", "agency"):
            run(work, options.slices, group_by)


if __name__ == "__main__":
    main()
