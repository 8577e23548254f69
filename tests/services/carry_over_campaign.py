"""Random lives of cases: nothing open is missing from the next list, and minutes tell their own day.

    .venv/bin/python tests/services/carry_over_campaign.py --histories 10000 [--seed 1] [--steps 18]

Each history is one case over several meetings with calls, replies, taking back, actions that come in from
elsewhere, day marks, undo and redo, the bin, urgent changes and late write-ups between and in them. A small
model beside the program knows what each meeting must list and how each action stood when each was over. Every
hundred histories a fresh vault is begun; of every tenth the minutes of all meetings are printed and read.
It prints the sums. Exit 1 when anything differs, with the number that makes the same history again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from lived_histories import History, live
from meeting_room import Room
from printed_histories import print_and_read

MEMORY = Path("/dev/shm")
PER_VAULT, PER_PRINT = 100, 10


def run(first: int, count: int, steps: int, folder: Path) -> tuple[int, int, int]:
    """Lives through `count` histories from the number `first`; gives checks made, minutes read, faults."""
    checks = printed = faults = 0
    room: Room | None = None
    for at, number in enumerate(range(first, first + count)):
        if at % PER_VAULT == 0:
            if room is not None:
                room.close()
            room = Room(folder / f"vault-{number}")
        assert room is not None, "the first history begins a vault"
        try:
            history: History = live(room, number, steps)
            checks += history.checks
            if at % PER_PRINT == 0:
                printed += print_and_read(history)
        except Exception:
            faults += 1
            print(f"history {number}:", file=sys.stderr)
            traceback.print_exc()
    if room is not None:
        room.close()
    return checks, printed, faults


def main() -> int:
    """Reads what is asked for, runs it, prints the sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--histories", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=18)
    asked = parser.parse_args()
    began = time.monotonic()
    where = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="mappa-desk-", dir=where) as folder:
        checks, printed, faults = run(asked.seed, asked.histories, asked.steps, Path(folder))
    print(
        f"{asked.histories:,} histories of {asked.steps} steps from {asked.seed}: {checks:,} lists and"
        f" minutes checked, {printed} printed and read, {faults} faults, {time.monotonic() - began:.0f} s"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
