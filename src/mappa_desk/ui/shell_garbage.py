"""Collects cyclic garbage on the GUI thread alone.

Python collects wherever it happens to run. On a worker that would destroy windows and models in the wrong
thread, which Qt does not survive.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

SMALL_MS = 10_000
SMALL_ROUNDS = 30
"""A whole collection is due after so many small ones: every five minutes."""
REST_S = 2.0
"""It takes up to a tenth of a second, so it waits until nobody has touched a key for so long."""
MOST_ROUNDS = 6 * SMALL_ROUNDS
"""Half an hour without such a rest: it comes all the same."""


class Garbage(QObject):
    """Turns the automatic collection off for the life of the program and collects by the clock instead."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._rounds = 0
        self._settled = False
        self._untouched: Callable[[], float] = lambda: REST_S
        self._timer = QTimer(self)
        self._timer.setInterval(SMALL_MS)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()

    def wait_for_rest(self, untouched: Callable[[], float]) -> None:
        """Leave whole collections to a rest; `untouched` gives the seconds since a key was pressed."""
        self._untouched = untouched

    def settle(self) -> None:
        """What is loaded now stays for good: later collections leave it out and take a few milliseconds."""
        gc.collect()
        gc.freeze()
        self._settled = True

    def stop(self) -> None:
        """The workers have ended: collect as Python does by itself."""
        self._timer.stop()
        if self._settled:
            gc.unfreeze()
        gc.enable()

    def _on_timeout(self) -> None:
        self._rounds += 1
        due = self._rounds >= SMALL_ROUNDS and self._untouched() >= REST_S
        if due or self._rounds >= MOST_ROUNDS:
            self._rounds = 0
        gc.collect(1 if self._rounds else 2)
