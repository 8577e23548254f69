"""A typist in a process of its own, to be killed: types into the real window and says what the disk has.

`python tests/journeys/kill_typist.py VAULT MEETING SEED ROUND`. Standard output carries one JSON object an
event, each flushed at once with its time: `ready` (and the line that came back), `key` (the line as it stands
after a key), `kept` (an entry was sent), `saved` (an entry came back from the disk). Nobody answers.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "ui"))

from desk_room import DeskRoom
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mappa_desk.services.steady_clock import SteadyClock
from mappa_desk.ui import theme

WORDS = (
    "visit",
    "patrol",
    "address",
    "Tuesday",
    "licence",
    "officer",
    "kept",
    "missed",
    "flat",
    "risk",
    "zone",
)
KEY_MS = (6, 30)


def tell(event: str, **facts: object) -> None:
    """One line on standard output, at once."""
    sys.stdout.write(json.dumps({"event": event, "at": time.monotonic_ns(), **facts}) + "\n")
    sys.stdout.flush()


class Typist:
    """Types lines of a few words for ever, now and then with a rest."""

    def __init__(self, room: DeskRoom, seed: int, number: int) -> None:
        self._room, self._random = room, random.Random(seed)
        self._number = number
        self._line = 0
        self._left = ""
        self._told = 0
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._press)
        room.page.state.viewed.connect(self._tell_saved)
        self._next_line()
        self._timer.start(1)

    def _next_line(self) -> None:
        words = self._random.choices(WORDS, k=self._random.randint(2, 9))
        self._left = f"r{self._number} n{self._line} {' '.join(words)}"
        self._line += 1

    def _press(self) -> None:
        field = self._room.line
        if self._left:
            QTest.keyClicks(field, self._left[0])
            self._left = self._left[1:]
            tell("key", text=field.toPlainText())
        else:
            text = field.toPlainText()
            QTest.keyClick(field, Qt.Key.Key_Return)
            tell("kept", text=text)
            self._next_line()
        rest = 700 if self._random.random() < 0.02 else self._random.randint(*KEY_MS)
        self._timer.start(rest)

    def _tell_saved(self) -> None:
        entries = [entry.text for entry in self._room.page.state.view.entries]
        for text in entries[self._told :]:
            tell("saved", text=text)
        self._told = len(entries)


def main() -> None:
    """Open the vault, put the caret into the line, type until killed."""
    folder, meeting_id, seed, number = sys.argv[1:5]
    app = QApplication([])
    theme.apply(app, scheme="light", scale=1.0)
    room = DeskRoom(Path(folder), meeting_id, clock=SteadyClock()).show()
    tell("ready", line=room.line.toPlainText())
    typist = Typist(room, int(seed), int(number))
    app.exec()
    del typist


if __name__ == "__main__":
    main()
