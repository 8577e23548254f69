"""How soon the tracker shows its first page, its end and what a typed line finds, among 1,200,000 actions.

    python benchmarks/tracker.py [FOLDER] [--rounds 5]

FOLDER is a vault of `big_vault.py`; without it a fiftieth of one is made and thrown away. Each query is asked
of the vault and, in turn with it, of a copy that is not encrypted, through the same code and the same engine.
It prints milliseconds over all queries of a row: median, 95th percentile and worst, and the ratio of the
medians. `cpu` is the 95th percentile of processor time, which a busy machine does not lengthen. Rows come as
values, as the window gets them. Counts and whole orders are given in seconds.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from _big_rows import TODAY, Words
from big_vault import copy_plain, folder_or_small, opened
from sqlalchemy import StaticPool, create_engine

from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.domain.actions import Priority
from mappa_desk.domain.tracker_views import TrackerGrouping, TrackerSort
from mappa_desk.store.queries import tracker
from mappa_desk.store.queries.tracker_order import Wanted
from mappa_desk.store.reading import Reading

OPEN = ActionFilter(open_only=True)
EVERYTHING = ActionFilter()
Ask = Callable[[Reading], object]


def plain_reading(path: Path) -> Reading:
    """The copy that is not encrypted, read as the vault is."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: driver.connect(path, isolation_level=None, check_same_thread=False),
        module=driver,
        poolclass=StaticPool,
    )
    connection = engine.connect()
    connection.exec_driver_sql("PRAGMA query_only = ON")
    connection.exec_driver_sql("PRAGMA temp_store = MEMORY")
    return Reading(connection)


def page(find: ActionFilter, **order: Any) -> Ask:
    """Asks for a page."""
    from_end = order.pop("from_end", False)
    wanted = Wanted(find, TODAY, **order)
    return lambda reading: tracker.first_rows(reading, wanted, limit=128, from_end=from_end)


def asked() -> Iterator[tuple[str, list[Ask]]]:
    """What is asked, by the row of the table."""
    sorts = tuple(TrackerSort)
    for name, find in (("all", EVERYTHING), ("open", OPEN)):
        for from_end in (False, True):
            where = "end" if from_end else "first page"
            yield (
                f"{where}, {name}, by due",
                [page(find, from_end=from_end, descending=down) for down in (False, True)],
            )
            yield (
                f"{where}, {name}, any sort",
                [
                    page(find, sort=sort, from_end=from_end, descending=down)
                    for sort in sorts
                    for down in (False, True)
                ],
            )
            yield (
                f"{where}, {name}, grouped",
                [page(find, group_by=group, from_end=from_end) for group in TrackerGrouping],
            )
    yield from typed()


def typed() -> Iterator[tuple[str, list[Ask]]]:
    """Typed lines: words from the commonest to the rarest, beginnings of words, marks, several at once."""
    words, dice = Words().all, random.Random(7)
    bands = {
        "common word (1-40)": words[:40],
        "word 100-300": words[100:300],
        "word 300-1,000": words[300:1_000],
        "word 1,000-3,000": words[1_000:3_000],
        "word 3,000-10,000": words[3_000:10_000],
        "rare word": words[10_000:],
        "two letters": sorted({word[:2] for word in words}),
        "three letters": sorted({word[:3] for word in words}),
        "four letters": sorted({word[:4] for word in words}),
    }
    for band, some in bands.items():
        picked = dice.sample(some, min(12, len(some)))
        for name, is_open in (("all", None), ("open", True)):
            yield f"{band}, {name}", [page(ActionFilter(words=(one,), open_only=is_open)) for one in picked]
    yield (
        "two words, open",
        [page(ActionFilter(words=tuple(dice.sample(words[:400], 2)), open_only=True)) for _ in range(12)],
    )
    marks = {
        "@agency": {"agencies": ("hsg",)},
        "overdue": {"overdue": True},
        "case": {"cases": ("LAN-00417", "AVO-00417", "KEN-00417", "WMS-00417")},
        "#label": {"labels": ("housing",)},
        "urgent": {"priorities": (Priority.URGENT,)},
        "carried:>3": {"carried_at_least": 4},
        "redated:>2": {"redated_at_least": 3},
        "look:later": {"look": "later"},
        "nobody": {"no_owner": True},
    }
    for name, values in marks.items():
        yield f"{name}, open", [page(ActionFilter(open_only=True, **values))] * 4
    yield (
        "owner, open",
        [page(ActionFilter(owner=(one,), open_only=True)) for one in dice.sample(words[2_000:2_400], 6)],
    )


def measure(ask: Ask, reading: Reading) -> tuple[float, float]:
    """Milliseconds of one query, by the clock and of the processor."""
    start, work = time.perf_counter(), time.thread_time()
    ask(reading)
    return (time.perf_counter() - start) * 1_000, (time.thread_time() - work) * 1_000


def compare(vault: Reading, plain: Reading, rounds: int) -> None:
    """Prints the table of pages."""
    heads = ("median", "p95", "worst", "cpu", "plain", "p95")
    print(f"{'milliseconds':32} {' '.join(f'{head:>7}' for head in heads)} {'ratio':>6}")
    for name, asks in asked():
        ours: list[tuple[float, float]] = []
        theirs: list[float] = []
        for _ in range(rounds):
            for ask in asks:
                ours.append(measure(ask, vault))
                theirs.append(measure(ask, plain)[0])
        clock, work = ([taken[at] for taken in ours] for at in (0, 1))
        middle, plain_middle = statistics.median(clock), statistics.median(theirs)
        print(
            f"{name:32} {middle:7.1f} {percentile(clock):7.1f} {max(clock):7.1f} {percentile(work):7.1f}"
            f" {plain_middle:7.1f} {percentile(theirs):7.1f} {middle / plain_middle:6.2f}",
            flush=True,
        )


def percentile(taken: list[float]) -> float:
    """The 95th percentile."""
    return sorted(taken)[min(len(taken) - 1, round(len(taken) * 0.95))]


def whole(vault: Reading, plain: Reading) -> None:
    """Prints what may take seconds: counts and whole orders."""
    word = Words().all[20]
    asks: dict[str, Ask] = {
        "counts, all": lambda reading: tracker.counts(reading, EVERYTHING, today=TODAY),
        "counts, open": lambda reading: tracker.counts(reading, OPEN, today=TODAY),
        "counts, a common word": lambda reading: tracker.counts(
            reading, ActionFilter(words=(word,)), today=TODAY
        ),
    }
    for sort in TrackerSort:
        asks[f"order, all, by {sort}"] = lambda reading, sort=sort: tracker.order(
            reading, Wanted(EVERYTHING, TODAY, sort)
        )
    for group in TrackerGrouping:
        asks[f"order, all, by {group or 'no'} group"] = lambda reading, group=group: tracker.order(
            reading, Wanted(EVERYTHING, TODAY, group_by=group)
        )
    asks["order, open"] = lambda reading: tracker.order(reading, Wanted(OPEN, TODAY))
    asks["order, a common word"] = lambda reading: tracker.order(
        reading, Wanted(ActionFilter(words=(word,)), TODAY)
    )
    print(f"{'':32} {'vault s':>7} {'plain s':>7} {'ratio':>6}")
    for name, ask in asks.items():
        ours, theirs = (measure(ask, reading)[0] / 1_000 for reading in (vault, plain))
        print(f"{name:32} {ours:7.2f} {theirs:7.2f} {ours / theirs:6.2f}", flush=True)


def main() -> None:
    """Runs the benchmark and prints its tables."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("folder", type=Path, nargs="?")
    told.add_argument("--rounds", type=int, default=5)
    told.add_argument("--part", choices=("pages", "whole", "both"), default="both")
    options = told.parse_args()
    with contextlib.ExitStack() as stack:
        folder = folder_or_small(stack, options.folder)
        plain = plain_reading(copy_plain(folder))
        work = opened(folder)
        stack.callback(work.vault.close)
        vault = stack.enter_context(work.reading())
        if options.part != "whole":
            compare(vault, plain, options.rounds)
        if options.part != "pages":
            whole(vault, plain)


if __name__ == "__main__":
    main()
