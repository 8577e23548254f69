"""How long the window keeps a typist waiting while the demonstration's lines are typed and saved.

    python benchmarks/typing_latency.py [words in the record] [seconds] [--no-spelling]

A timer of one millisecond runs on the window's thread; the time between two of its ticks is what a key would
have waited. Lines of the demonstration are typed into the real desk, twelve keys a second, kept with Enter
and saved to a real encrypted vault, with the record of the item as long as was asked for (50,000 words unless
given). Every tenth word is misspelt, and spelling marks it as the program does, unless that is switched off.
Slices of typing and slices of the same window left alone take turns, so a busy machine meets both.

It prints the median, the 99th percentile and the maximum of both in milliseconds, and how many ticks were
later than 16 and than 50 ms. The goal is a 99th percentile below 16 ms, and a maximum below 50 ms or below
twice that of the window left alone.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from itertools import cycle
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Category, Level
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services import areas, cases, contributions, meetings, people
from mappa_desk.services.reference import load_reference
from mappa_desk.services.work import Work
from mappa_desk.store.vault import KeyCost, Vault
from mappa_desk.ui import theme
from mappa_desk.ui.desk import DeskPage
from mappa_desk.ui.jobs import Jobs
from mappa_desk.ui.ports import Banner, HeaderFacts
from mappa_desk.ui.spelling import Spelling

PASSPHRASE = "five words for a benchmark"
KEY_MS = 83
SLICES = 6
WORDS_A_LINE = 40
ITEM = "contributions"


class Clock:
    """The laptop's clock."""

    def now(self) -> datetime:
        """Now, in the laptop's zone."""
        return datetime.now().astimezone()


class QuietShell:
    """A shell without a window: what it is told costs nothing here."""

    def show_banner(self, banner: Banner) -> None:
        """Nothing."""

    def clear_banner(self, key: str) -> None:
        """Nothing."""

    def report(self, error: Exception, retry: object = None) -> None:
        """A benchmark that meets an error has failed."""
        raise error

    def saving(self) -> None:
        """Nothing."""

    def saved(self, at: datetime | None = None) -> None:
        """Nothing."""

    def not_kept(self, count: int) -> None:
        """Nothing."""

    def header(self, facts: HeaderFacts) -> None:
        """Nothing."""

    def navigate(self, page: str, record_id: str = "") -> None:
        """Nothing."""

    def preview(self, meeting_id: str, kind: DocumentKind = DocumentKind.MINUTES, agency: str = "") -> None:
        """Nothing."""

    def curtain(self) -> None:
        """Nothing."""

    def lock(self) -> None:
        """Nothing."""

    def announce(self, text: str) -> None:
        """Nothing."""

    def run(self, command: str) -> None:
        """Nothing."""


class NoPreferences:
    """Nothing was ever chosen."""

    def word(self, name: str, otherwise: str = "") -> str:
        """What there is without a choice."""
        return otherwise

    def keep(self, name: str, value: str) -> None:
        """Nothing."""


@dataclass
class Ticks:
    """Times between two ticks of a timer of one millisecond, in milliseconds."""

    waits: list[float] = field(default_factory=list)

    def told(self, name: str) -> str:
        """The figures in one line."""
        ordered = sorted(self.waits)
        p99 = ordered[int(len(ordered) * 0.99)]
        late = sum(wait > 16 for wait in ordered), sum(wait > 50 for wait in ordered)
        return (
            f"{name:8} {len(ordered):7,} ticks   median {statistics.median(ordered):5.2f}   p99 {p99:6.2f}   "
            f"max {ordered[-1]:6.2f} ms   later than 16 ms {late[0]:4}, than 50 ms {late[1]:3}"
        )


def new_id() -> str:
    """A fresh id."""
    return uuid.uuid4().hex


def lines() -> Iterator[str]:
    """What is typed: the words of the demonstration's meeting, in lines, every tenth word misspelt."""
    file = files("mappa_desk._generated.data") / "practice" / "demo_meeting.toml"
    spoken = [part for part in file.read_text(encoding="utf-8").split('"') if part.count(" ") > 6]
    words = " ".join(part.encode("ascii", "ignore").decode() for part in spoken).split()
    slips = [
        word[1] + word[0] + word[2:] if not n % 10 and len(word) > 3 else word for n, word in enumerate(words)
    ]
    return cycle(" ".join(slips[at : at + 10]) for at in range(0, len(slips), 10))


def prepare(folder: Path, words: int) -> tuple[Work, Meeting]:
    """A vault with a running meeting whose item holds so many words."""
    vault = Vault.create(
        folder, PASSPHRASE, clock=Clock(), new_id=new_id, practice=True, cost=KeyCost.cheap()
    )
    work = Work(vault=vault, clock=Clock(), new_id=new_id, reference=load_reference())
    areas.seed_area(work)
    work = work.signed(people.add_keyholder(work, name="Typist", agency="prob").value)
    case = cases.open_case(work, reference="LAN-0417", category=Category.TWO, level=Level.THREE).value
    today = work.today()
    meeting = meetings.plan_meeting(work, case_id=case.id, kind=MeetingKind.INITIAL, on=today).value
    meeting = meetings.start_meeting(work, meeting_id=meeting.id).value
    item = next(code for code in _items(work) if ITEM in code)
    meeting = meetings.go_to_item(work, meeting_id=meeting.id, item=item).value
    sentence = " ".join(["appointment"] * 4 + ["kept"] * 4 + ["visit", "police"]) + " "
    text = (sentence * (WORDS_A_LINE // 10)).strip()
    for number in range(words // WORDS_A_LINE):
        agency = ("pol", "prob", "hsg", "hlth")[number % 4]
        contributions.keep_line(work, meeting_id=meeting.id, item=item, text=text, agency=agency)
    return work, meeting


def _items(work: Work) -> list[str]:
    return [item.code for item in work.reference.agenda(MeetingKind.INITIAL, Level.THREE).items]


class Bench:
    """The window, the clock on its thread, and a typist."""

    def __init__(self, work: Work, meeting: Meeting, *, spelling: bool) -> None:
        self.jobs = Jobs()
        self.spelling = self._spelling(work, meeting) if spelling else None
        self.page = DeskPage(self.jobs, lambda: work, meeting.id, QuietShell())
        self.window = QWidget()
        layout = QVBoxLayout(self.window)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        layout.addWidget(self.page.widget)
        self.window.resize(1366, 640)
        self.window.show()
        self.window.activateWindow()
        self.page.enter()
        while not self.page.state.ready or self.page.panel.record._idle.isActive():
            QCoreApplication.processEvents()
        self.typing, self.alone = Ticks(), Ticks()
        self._into = self.alone
        self._last = time.perf_counter()
        self._lines = lines()
        self._left = ""
        self._clock = QTimer()
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.setInterval(1)
        self._clock.timeout.connect(self._tick)
        self._keys = QTimer()
        self._keys.setInterval(KEY_MS)
        self._keys.timeout.connect(self._press)
        self.kept = 0

    def _spelling(self, work: Work, meeting: Meeting) -> Spelling:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        made = Spelling(app, self.jobs, lambda: work, QuietShell(), preferences=NoPreferences())
        made.go_to("meeting", meeting.id)
        return made

    def _tick(self) -> None:
        now = time.perf_counter()
        self._into.waits.append((now - self._last) * 1000)
        self._last = now

    def _press(self) -> None:
        line = self.page.panel.capture.line
        if self._left:
            QTest.keyClicks(line, self._left[0])
            self._left = self._left[1:]
        else:
            if self.page.panel.capture.text():
                QTest.keyClick(line, Qt.Key.Key_Return)
                self.kept += 1
            self._left = next(self._lines)

    def run(self, seconds: float) -> None:
        """Type and rest in turns."""
        self.page.focus_line()
        for number in range(SLICES * 2):
            typing = number % 2 == 0
            self._into = self.typing if typing else self.alone
            self._last = time.perf_counter()
            self._clock.start()
            if typing:
                self._keys.start()
            loop = QEventLoop()
            QTimer.singleShot(round(seconds * 1000 / SLICES / 2), loop.quit)
            loop.exec()
            self._clock.stop()
            self._keys.stop()
            while not self.page.state.outbox.up_to_date:
                QCoreApplication.processEvents()

    def close(self) -> None:
        """Close in order."""
        if self.spelling is not None:
            self.spelling.stop()
        self.jobs.drain()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main() -> None:
    """Run it and print the figures."""
    figures = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    words = int(figures[0]) if figures else 50_000
    seconds = float(figures[1]) if len(figures) > 1 else 60
    spelling = "--no-spelling" not in sys.argv
    app = QApplication([])
    theme.apply(app, scheme="light")
    with tempfile.TemporaryDirectory() as folder:
        work, meeting = prepare(Path(folder) / "vault", words)
        bench = Bench(work, meeting, spelling=spelling)
        bench.run(seconds)
        kept = len(bench.page.state.view.entries)
        print(f"{words:,} words in the item at the start, {bench.kept} lines kept, {kept:,} entries")
        line = bench.page.panel.capture.line
        marks = bench.spelling.watch(line).marked() if bench.spelling is not None else ()
        print(f"spelling {'on' if spelling else 'off'}, words marked in the line at the end: {len(marks)}")
        print(bench.typing.told("typing"))
        print(bench.alone.told("alone"))
        bench.close()
        work.vault.close()


if __name__ == "__main__":
    main()
