"""How long the window keeps a typist waiting while the whole demonstration is typed and saved.

    python benchmarks/typed_meeting.py [--wpm 300] [--minutes 5] [--words 0]

The real program, its window off the screen, on an encrypted practice vault: the meeting of the demonstration
(speakers, issues, actions, decisions, over 7,000 words) is keyed at so many words a minute, six keys a word.
`--minutes 0` keys the whole of it; `--words 50000` begins with a record of that length. A timer of one
millisecond runs on the window's thread; the time between two of its ticks is what a key would have waited.
Every two minutes the typist rests for five seconds: the same window left alone is the control of the run.

It prints the median, the 99th percentile and the maximum of both, and what of the typing is not in the record
as it was typed. The goal is a 99th percentile below 16 ms, and a maximum below 50 ms or below twice that of
the window left alone.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "journeys"))

from keyed_meeting import Line, demo_script, dialogs, first_words, keyed_lines, keys_of, misfiled, press
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from typing_latency import Ticks

from mappa_desk.app import Program
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services.contributions import keep_line
from mappa_desk.services.meetings import list_meetings
from mappa_desk.store.key import KeyCost
from mappa_desk.ui.desk import DeskPage
from mappa_desk.wiring import PRACTICE_PASSPHRASE, Wiring

KEYS_A_WORD = 6
TYPING_S, RESTING_S = 115, 5
SENTENCE = ("appointment kept " * 4 + "visit police ").strip()


def until(holds: Callable[[], object], seconds: float = 120) -> None:
    """Let the program live until something holds. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)


def open_desk(app: QApplication, folder: Path, words: int) -> tuple[Program, Wiring, DeskPage]:
    """The program on a practice vault, today's review of LAN-0417 on the desk and running."""
    wiring = Wiring(
        data_folder=folder,
        documents_folder=folder / "documents",
        config_folder=folder / "config",
        key_cost=KeyCost.cheap(),
    )
    vault = wiring.default_folder(practice=True)
    wiring.create(vault, PRACTICE_PASSPHRASE, practice=True)
    wiring.close()
    program = Program(app, wiring)
    program.start(vault=vault, practice=True)
    assert program.unlocking is not None
    program.unlocking.view.unlock_requested.emit(PRACTICE_PASSPHRASE)
    until(lambda: program.introducing is not None and program.introducing._people)
    assert program.introducing is not None
    program.introducing.view._on_this_is_me()
    until(lambda: program.office is not None and program.office.shell.place[0] == "start")
    assert program.office is not None
    work, shell = program.office._work, program.office.shell
    rows = [row for row in list_meetings(work) if row.case_reference == "LAN-0417"]
    meeting_id = next(row.meeting_id for row in rows if row.meeting.state is MeetingState.PLANNED)
    shell.view.resize(1366, 688)
    shell.navigate("meeting", meeting_id)
    page = shell.page
    assert isinstance(page, DeskPage)
    until(lambda: page.state.ready)
    page.commands()["start_meeting"]()
    until(lambda: page.state.outbox.up_to_date and page.state.view.meeting.state is MeetingState.RUNNING)
    item = page.state.item or page.state.items[0].code
    for number in range(words // len(SENTENCE.split())):
        agency = ("pol", "prob", "hsg", "hlth")[number % 4]
        keep_line(work, meeting_id=meeting_id, item=item, text=SENTENCE, agency=agency)
        QCoreApplication.processEvents()  # a minute without it would be taken for a laptop that slept
    page.state.outbox.ask_view()
    until(lambda: len(page.state.view.entries) >= words // len(SENTENCE.split()))
    until(lambda: not page.panel.record._idle.isActive())
    page.focus_line()
    return program, wiring, page


class Typist:
    """Keys lines at a pace, rests in between, and counts what the window's thread had to wait."""

    def __init__(
        self, page: DeskPage, lines: tuple[Line, ...], wpm: float, touched: Callable[[], None]
    ) -> None:
        self.page, self.lines, self.touched = page, lines, touched
        self.typing, self.alone = Ticks(), Ticks()
        self._into, self._last = self.typing, 0.0
        self._keys = self._all_keys()
        self._done = QEventLoop()
        self._clock, self._pace = QTimer(), QTimer()
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.setInterval(1)
        self._clock.timeout.connect(self._tick)
        self._pace.setTimerType(Qt.TimerType.PreciseTimer)
        self._pace.setInterval(round(60_000 / (wpm * KEYS_A_WORD)))
        self._pace.timeout.connect(self._press)
        self.keys = 0

    def run(self) -> float:
        """Type everything; gives the seconds it took."""
        begun = self._last = time.perf_counter()
        self._clock.start()
        self._type()
        self._done.exec()
        self._clock.stop()
        return time.perf_counter() - begun

    def _type(self) -> None:
        self._into = self.typing
        self._pace.start()
        QTimer.singleShot(TYPING_S * 1000, self._pace, self._rest)

    def _rest(self) -> None:
        self._pace.stop()
        if (
            self.page.state.outbox.busy
        ):  # what was typed is still being saved: that is not a window left alone
            QTimer.singleShot(50, self._pace, self._rest)
            return
        self._into = self.alone
        QTimer.singleShot(RESTING_S * 1000, self._pace, self._type)

    def _tick(self) -> None:
        now = time.perf_counter()
        self._into.waits.append((now - self._last) * 1000)
        self._last = now

    def _press(self) -> None:
        key = next(self._keys, None)
        if key is None:
            self._pace.stop()
            self._into = self.alone
            QTimer.singleShot(RESTING_S * 1000, self._pace, self._done.quit)
            return
        press(key)
        self.touched()  # these keys come from no keyboard: nobody else tells the window of them
        self.keys += 1

    def _all_keys(self) -> Iterator[str]:
        numbers = {one.code: one.number for one in self.page.state.items}
        here = self.page.state.item
        for line in self.lines:
            yield from keys_of(line, numbers[line.item] if line.item != here else None)
            here = line.item


def main() -> None:
    """Run it and print the figures."""
    told = argparse.ArgumentParser(description="Key the demonstration's meeting and time the window.")
    told.add_argument("--wpm", type=float, default=300, help="words a minute")
    told.add_argument("--minutes", type=float, default=5, help="how long; 0 for the whole meeting")
    told.add_argument("--words", type=int, default=0, help="words in the record before the first key")
    wanted = told.parse_args()
    qInstallMessageHandler(lambda _kind, _context, _words: None)  # the platform without a screen is chatty
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        program, _wiring, page = open_desk(app, Path(folder), wanted.words)
        before = frozenset(entry.id for entry in page.state.view.entries)
        known = {item.code for item in page.state.items}
        lines = tuple(line for line in keyed_lines(demo_script()) if line.item in known)
        if wanted.minutes:
            lines = first_words(lines, round(wanted.wpm * wanted.minutes))
        assert program.office is not None
        typist = Typist(page, lines, wanted.wpm, program.office.idle.touched)
        took = timedelta(seconds=round(typist.run()))
        until(lambda: page.state.outbox.up_to_date and not page.state.waiting)
        faults = misfiled(lines, page.state.view, before=before)
        print(f"{len(lines)} lines, {typist.keys:,} keys at {wanted.wpm:g} words a minute in {took}")
        print(f"record before: {wanted.words:,} words; dialogs opened: {len(dialogs())}")
        print(typist.typing.told("typing"))
        print(typist.alone.told("alone"))
        print("\n".join(faults) or "every character stands where it was typed")
        program.leave()
        assert program.office is not None
        program.office.shell.view.ask_before_closing(False)
        program.office.shell.view.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
