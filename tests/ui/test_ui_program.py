"""The program as a process of its own: it ends cleanly, and garbage is collected where Qt survives it."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from window_room import PASSPHRASE, WindowRoom

from mappa_desk.ui.shell_garbage import MOST_ROUNDS, SMALL_ROUNDS, Garbage

ROOT = Path(__file__).resolve().parents[2]

CHILD = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from mappa_desk import app
from mappa_desk.app import Program
from mappa_desk.wiring import Wiring

folder, way = Path(sys.argv[1]), sys.argv[2]
wiring = Wiring(data_folder=folder / "data", documents_folder=folder, config_folder=folder / "config")
programs = []
plain_start = Program.start

def start(self, **places):
    programs.append(self)
    plain_start(self, **places)
    QTimer.singleShot(100, step)

def step():
    (program,) = programs
    if program.unlocking is not None:
        program.unlocking.view.unlock_requested.emit(sys.argv[3])
    elif program.introducing is not None and program.office is None:
        if program.introducing._people:
            program.introducing.view._on_this_is_me()
    elif program.office is not None and program.office.shell.place[0] == "start":
        shell = program.office.shell
        if way == "lock":
            program._start_again = lambda place, runs: print("again", place)
            shell.lock()
        else:
            for page in ("cases", "settings", "start"):
                shell.navigate(page)
            shell.view.close()
        return
    QTimer.singleShot(50, step)

Program.start = start
sys.exit(app.run(wiring, vault=folder / "data" / "practice", practice=False))
"""


@pytest.mark.parametrize("way", ["close", "lock"])
def test_the_process_ends_with_nothing_said(filled_room: WindowRoom, way: str) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", CHILD, str(filled_room.folder), way, PASSPHRASE],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    said = [line for line in run.stderr.splitlines() if "propagateSizeHints" not in line]
    assert (run.returncode, said) == (0, [])
    assert ("again" in run.stdout) == (way == "lock")


class Noticed(QObject):
    """Says on which thread it is let go."""

    where: list[int]

    def __del__(self) -> None:
        self.where.append(threading.get_ident())


def test_a_worker_never_collects_what_belongs_to_the_window(qapp) -> None:
    garbage = Garbage()
    Noticed.where = []
    knot = Noticed()
    knot.itself = knot
    del knot

    def churn() -> None:
        kept = [[number] for number in range(200_000)]
        assert kept

    worker = threading.Thread(target=churn)
    worker.start()
    worker.join()
    assert Noticed.where == []
    garbage.settle()
    assert Noticed.where == [threading.get_ident()]
    garbage.stop()
    assert gc.isenabled()


def test_a_whole_collection_waits_until_nobody_types(qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []
    monkeypatch.setattr(gc, "collect", lambda generation=2: taken.append(generation))
    garbage, untouched = Garbage(), [0.5]
    garbage.wait_for_rest(lambda: untouched[0])
    for _ in range(2 * SMALL_ROUNDS):
        garbage._on_timeout()
    assert set(taken) == {1}
    untouched[0] = 3.0
    garbage._on_timeout()
    assert taken[-1] == 2
    taken.clear()
    untouched[0] = 0.0
    for _ in range(MOST_ROUNDS):
        garbage._on_timeout()
    assert taken.count(2) == 1, "half an hour of typing does not put it off for ever"
    garbage.stop()
