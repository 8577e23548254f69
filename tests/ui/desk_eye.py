"""Looks at the live desk and its windows in every state, size, scheme and text size.

`python tests/ui/desk_eye.py` walks all of them and prints what is wrong; the tests look at a part.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle, product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import strict_eye as eye
from desk_walk import Walk
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from window_room import WindowRoom

from mappa_desk.ui import theme

SIZES = ((1280, 632), (1366, 688), (1920, 1000))
SCALES = (0.8, 1.0, 1.5, 2.0)
SCHEMES = ("light", "dark", "high_contrast")
EVERY = tuple(product(SCHEMES, SCALES, SIZES))
WORST = ("light", 2.0, (1280, 632))
CARD = (480, 720)
COVERED = ("curtain", "palette", "keys")
"""States in which something lies over the whole window."""
Arrangement = tuple[str, float, tuple[int, int]]


@dataclass
class Eye:
    """Writes down what is wrong in each state. `some` arrangements are looked at in turn, all by default."""

    app: QApplication
    some: int = len(EVERY)
    states: list[str] = field(default_factory=list)
    looks: int = 0
    found: dict[str, list[str]] = field(default_factory=dict)
    walk: Walk | None = None
    also: Callable[[str], object] = lambda _name: None
    """Called in every state, for tests that look at something of their own."""

    def __post_init__(self) -> None:
        self._turn = cycle(EVERY)

    def note(self, kind: str, words: list[str], where: str) -> None:
        """Keep what was found."""
        self.found.setdefault(kind, []).extend(f"{where}: {one}" for one in words)

    def __call__(self, name: str, windows: tuple[QWidget, ...]) -> None:
        """Look at a state."""
        self.states.append(name)
        self.also(name)
        for window in windows:
            self.note("speech", eye.unspeakable(window), name)
            self.note("tab order", eye.tab_backwards(window), name)
        for arrangement in self._arrangements():
            self._look(name, windows, arrangement)
        theme.apply(self.app, scheme="light", scale=1.0)
        if self.walk is not None:
            self.walk.view.resize(1366, 688)
        self.app.processEvents()

    def _arrangements(self) -> list[Arrangement]:
        if self.some >= len(EVERY):
            return list(EVERY)
        return [WORST, *(next(self._turn) for _ in range(self.some - 1))]

    def _look(self, name: str, windows: tuple[QWidget, ...], arrangement: Arrangement) -> None:
        scheme, scale, size = arrangement
        assert self.walk is not None
        if (theme.scheme(), theme.scale()) != (scheme, scale):
            theme.apply(self.app, scheme=scheme, scale=scale)
        for window in windows:
            is_card = name.startswith("card")
            window.resize(*(theme.px(side) for side in CARD) if is_card else size)
            self.app.processEvents()
            self.walk.show_again()
            self.app.processEvents()
            self.looks += 1
            where = f"{name} {size[0]}x{size[1]} {scheme} {round(scale * 100)} %"
            self.note("clipped", eye.clipped(window), where)
            filled = eye.filled(window)
            self.note("filled", [str(filled)] if len(filled) > 1 else [], where)
            if window is self.walk.view:
                self._look_at_main(name, window, size, where)

    def _look_at_main(self, name: str, window: QWidget, size: tuple[int, int], where: str) -> None:
        at = (window.width(), window.height())
        self.note("size", [f"is {at}"] if at != size else [], where)
        if name in COVERED:
            return
        self.note("saved", [] if eye.in_sight(window.findChild(QLabel, "saved_label")) else ["hidden"], where)
        title = window.findChild(QLabel, "title_label")
        self.note("reference", [] if eye.in_sight(title) else ["hidden"], where)
        panel = getattr(self.walk.page, "panel", None) if self.walk is not None else None
        if hasattr(panel, "capture") and name != "read-back":
            self.note("line", [] if eye.in_sight(panel.capture.line) else ["hidden"], where)

    def faults(self, kind: str) -> list[str]:
        """What was found of a kind."""
        return self.found.get(kind, [])


def main() -> None:
    """Walk everything and print what is wrong."""
    app = QApplication(["mappa-desk", *theme.STYLE])
    theme.apply(app, scheme="light", scale=1.0)
    seen = Eye(app)
    with tempfile.TemporaryDirectory() as folder:
        room = WindowRoom(app, Path(folder))
        seen.walk = Walk(room, seen)
        seen.walk.all()
        room.close()
    print(f"{len(seen.states)} states, {len(EVERY)} arrangements, {seen.looks} looks")
    for kind, words in seen.found.items():
        print(f"{kind}: {len(words)}")
        for one in words[:40]:
            print(f"  {one}")
    sys.exit(1 if any(seen.found.values()) else 0)


if __name__ == "__main__":
    main()
