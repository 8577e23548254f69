"""What twelve copies cost against the one master that they are stamped from, in one running program.

    python benchmarks/copies.py [ROUNDS]

The minutes are the sample review of the tests, 24 pages. Each round does the four in turn, after a first
round that is not counted:

- master     `render_minutes`: the document before any mark
- open       the master read once and stamped for twelve recipients
- protected  the same with a passphrase of its own for each: AES-256, revision 6
- looked at  the second look at the twelve protected copies: opened, read along their structure, compared

It prints medians in milliseconds, and the median of the rounds' ratios to the master with the middle 80 per
cent. The goal is that twelve protected copies take at most three times one master; the second look is timed
apart and has no goal. A key that is hard to guess is slow to make: the line "keys alone" is what twelve files
of one empty page take.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO

from minutes_pdf import SEAL, full_review, shipped_wording

from mappa_desk.documents.comparing import deviations
from mappa_desk.documents.minutes import render_minutes
from mappa_desk.documents.reading_back import read_back
from mappa_desk.documents.rendering import CopyMark
from mappa_desk.documents.stamping import Master, copy_words

import pikepdf  # isort: skip # after the room that keeps its settings out

GOAL = 3.0
ROUNDS = 11
AGENCIES = (
    "Probation", "Police", "Prison", "Housing", "Health", "Education", "Children’s social care",
    "Adult social care", "Youth justice", "Jobcentre", "Victim liaison", "Dŵr Cymru support",
)  # fmt: skip
COPIES = len(AGENCIES)
MARKS = [
    CopyMark(number=number, copies=COPIES, recipient=agency)
    for number, agency in enumerate(AGENCIES, start=1)
]
PASSPHRASES = [f"gravel tulip orbit canvas {number}melt" for number in range(COPIES)]


def main() -> int:
    """Runs the rounds. The exit code is 1 when the goal is missed or a copy is not as it should be."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    wording, snapshot = shipped_wording(), full_review()
    master = render_minutes(snapshot, wording=wording, seal=SEAL)
    kept: list[bytes] = []

    def stamped(passphrases: list[str]) -> None:
        made = Master(master.data, wording=wording)
        kept[:] = [
            made.stamped(mark, passphrase=passphrase)
            for mark, passphrase in zip(MARKS, passphrases, strict=True)
        ]

    def look() -> None:
        for data, mark, passphrase in zip(kept, MARKS, PASSPHRASES, strict=True):
            found = deviations(
                read_back(data, passphrase), master.told, copy=copy_words(mark, wording), pages=master.pages
            )
            if found:
                sys.exit(f"The copy for {mark.recipient} is not as it should be: {found[0]}")

    ways: dict[str, Callable[[], object]] = {
        "master": lambda: render_minutes(snapshot, wording=wording, seal=SEAL),
        "open": lambda: stamped([""] * COPIES),
        "protected": lambda: stamped(PASSPHRASES),
        "looked at": look,
        "keys alone": _keys_alone,
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            if number:
                taken[name].append(time.perf_counter() - began)
    return _report(taken, master.pages, len(master.data), [len(data) for data in kept])


def _keys_alone() -> None:
    for passphrase in PASSPHRASES:
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.save(BytesIO(), encryption=pikepdf.Encryption(owner="x" * 22, user=passphrase, R=6))


def _report(taken: dict[str, list[float]], pages: int, size: int, sizes: list[int]) -> int:
    print(f"{COPIES} copies of {pages} pages; master {size / 1000:.0f} KB, copies {max(sizes) / 1000:.0f} KB")
    medians: dict[str, float] = {}
    for name, seconds in taken.items():
        ratios = [one / other for one, other in zip(seconds, taken["master"], strict=True)]
        medians[name] = statistics.median(ratios)
        cuts = statistics.quantiles(ratios, n=10) if len(ratios) > 1 else ratios
        print(
            f"  {name:<11} {statistics.median(seconds) * 1000:8.1f} ms   {medians[name]:5.2f} masters"
            f"  (middle 80 %: {cuts[0]:.2f} to {cuts[-1]:.2f})"
        )
    missed = medians["protected"] > GOAL
    print(f"goal: protected copies at most {GOAL:g} masters: {'missed' if missed else 'met'}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
