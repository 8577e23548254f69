"""How soon the palette answers a key: its own rows, what the vault finds, and the way to what was chosen.

    python benchmarks/palette.py [FOLDER] [--rounds 5]

FOLDER is a vault of `big_vault.py`; without it a fiftieth of one is made and thrown away. It prints
milliseconds over all queries of a row: median, 95th percentile and worst. The goal is a 95th percentile below
100 ms; rows of commands stand in the window's own thread and must stay far below a frame of 16 ms.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from big_vault import folder_or_small, opened
from sqlalchemy import text

from mappa_desk.domain.views import Hit
from mappa_desk.services.search import find
from mappa_desk.services.whereabouts import running_desk, whereabouts
from mappa_desk.services.work import Work
from mappa_desk.ui import commands
from mappa_desk.ui.palette_rows import elsewhere_rows, here_rows

FOUND = 20
PLACES = 12
KEYS = ("t", "tr", "tra", "transfer", "call for updates", "export", "new date", "re", "rec", "the")
_ROWS = text(
    'SELECT c.reference, a.tag, a.text FROM action AS a JOIN "case" AS c ON c.id = a.case_id'
    " WHERE a.rowid = :row"
)
Ask = Callable[[], object]


def spread(work: Work) -> list[tuple[str, str, str]]:
    """Case reference, number and text of some actions from all over the vault."""
    with work.reading() as reading:
        last = reading.connection.execute(text("SELECT max(rowid) FROM action")).scalar() or 0
        rows = [1 + last * place // PLACES for place in range(PLACES)]
        found = [reading.connection.execute(_ROWS, {"row": row}).first() for row in rows]
    return [(one[0], one[1], one[2]) for one in found if one is not None]


def measure(name: str, asks: Sequence[Ask], rounds: int) -> None:
    """Prints one row of the table."""
    taken = []
    for _ in range(rounds):
        for ask in asks:
            start = time.perf_counter()
            ask()
            taken.append((time.perf_counter() - start) * 1_000)
    taken.sort()
    high = taken[min(len(taken) - 1, round(len(taken) * 0.95))]
    print(f"{name:32} {statistics.median(taken):7.1f} {high:7.1f} {taken[-1]:7.1f}", flush=True)


def finding(work: Work, words: Sequence[str]) -> list[Ask]:
    """Asks for what these words find, as the palette does."""
    return [lambda one=one: find(work, words=one, limit=FOUND) for one in words]


def compare(work: Work, rounds: int) -> None:
    """Prints the table."""
    some = spread(work)
    print(f"{'milliseconds':32} {'median':>7} {'p95':>7} {'worst':>7}")
    here = {entry.name for entry in commands.TABLE if entry.name.startswith(("go_", "text_", "scheme_"))}
    rows = [lambda one=one: (here_rows(here, one), elsewhere_rows(here, one)) for one in KEYS]
    measure("rows of commands", rows, rounds)
    measure("a whole number", finding(work, [f"{case}-{tag}" for case, tag, _ in some]), rounds)
    measure("a short number", finding(work, [tag for _, tag, _ in some]), rounds)
    measure("words of an action", finding(work, [" ".join(said.split()[:3]) for *_, said in some]), rounds)
    measure("two letters", finding(work, ["ca", "te", "tr", "re", "la"]), rounds)
    measure("nothing there", finding(work, ["xqzzy", "qq ww ee"]), rounds)
    hits: list[Hit] = [hit for case, tag, _ in some for hit in find(work, words=f"{case}-{tag}", limit=1)]
    measure("the way to an action", [lambda hit=hit: whereabouts(work, hit=hit) for hit in hits], rounds)
    measure("which meeting runs", [lambda: running_desk(work)], rounds)


def main() -> None:
    """Runs the benchmark and prints its table."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("folder", type=Path, nargs="?")
    told.add_argument("--rounds", type=int, default=5)
    options = told.parse_args()
    with contextlib.ExitStack() as stack:
        folder = folder_or_small(stack, options.folder)
        work = opened(folder, read_only=True)
        stack.callback(work.vault.close)
        compare(work, options.rounds)


if __name__ == "__main__":
    main()
