"""How time and memory of the minutes grow with the meeting: as it is, ten times and fifty times as long.

    python benchmarks/documents_growth.py [ROUNDS]

The minutes are the sample review of the tests, 24 pages, with each contribution so many times. Every size
runs in a fresh program that renders them, stamps one protected copy and looks at it again, so that the peak
of its memory is its own; the sizes take turns, round by round. It prints the medians of seconds for
rendering, stamping and the second look, milliseconds for each page, and the peak. The goal is that a page of
the longer minutes takes at most 20 per cent more than a page of the short ones.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time

from minutes_pdf import SEAL, full_review, longer, shipped_wording

from mappa_desk.documents.comparing import deviations
from mappa_desk.documents.minutes import render_minutes
from mappa_desk.documents.reading_back import read_back
from mappa_desk.documents.rendering import CopyMark
from mappa_desk.documents.stamping import copy_words, stamp

GOAL = 1.2
ROUNDS = 3
SIZES = (1, 10, 50)
MARK = CopyMark(number=1, copies=1, recipient="Housing")
PASSPHRASE = "gravel tulip orbit canvas melt"


def once(times: int) -> dict[str, float]:
    """Renders, stamps and looks, after a short document that warms the faces; the figures by name."""
    wording = shipped_wording()
    short = full_review()
    snapshot = longer(short, times) if times > 1 else short
    render_minutes(short, wording=wording, seal=SEAL)
    marks = [time.perf_counter()]
    master = render_minutes(snapshot, wording=wording, seal=SEAL)
    marks.append(time.perf_counter())
    data = stamp(master.data, MARK, wording=wording, passphrase=PASSPHRASE)
    marks.append(time.perf_counter())
    found = deviations(read_back(data, PASSPHRASE), master.told, copy=copy_words(MARK, wording))
    marks.append(time.perf_counter())
    if found:
        sys.exit(f"The copy is not as it should be: {found[0]}")
    return {
        "pages": master.pages,
        "size": len(data) / 1000,
        "render": marks[1] - marks[0],
        "stamp": marks[2] - marks[1],
        "look": marks[3] - marks[2],
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def in_child(times: int) -> dict[str, float]:
    """The figures of a fresh program."""
    done = subprocess.run(
        [sys.executable, __file__, "--once", str(times)], capture_output=True, text=True, check=True
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main() -> int:
    """Runs the sizes in turn. The exit code is 1 when the goal is missed."""
    if sys.argv[1:2] == ["--once"]:
        print(json.dumps(once(int(sys.argv[2]))))
        return 0
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    found: dict[int, list[dict[str, float]]] = {times: [] for times in SIZES}
    for _ in range(rounds):
        for times in SIZES:
            found[times].append(in_child(times))
    print(" times  pages  render s   ms/page  growth  stamp s  look s  peak MB  file KB")
    worst = 0.0
    for times, figures in found.items():
        middle = {name: statistics.median(one[name] for one in figures) for name in figures[0]}
        growth = statistics.median(
            (one["render"] / one["pages"]) / (first["render"] / first["pages"])
            for one, first in zip(figures, found[SIZES[0]], strict=True)
        )
        worst = max(worst, growth)
        print(
            f"{times:6d} {middle['pages']:6.0f} {middle['render']:9.2f}"
            f" {middle['render'] / middle['pages'] * 1000:9.2f} {growth:7.2f} {middle['stamp']:8.2f}"
            f" {middle['look']:7.2f} {middle['peak']:8.0f} {middle['size']:8.0f}"
        )
    print(f"goal: a page takes at most {GOAL:g} times as long: {'met' if worst <= GOAL else 'missed'}")
    return int(worst > GOAL)


if __name__ == "__main__":
    sys.exit(main())
