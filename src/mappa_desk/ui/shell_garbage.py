"""Collects cyclic garbage on the GUI thread alone.

Python collects wherever it happens to run. On a worker that would destroy windows and models in the wrong
thread, which Qt does not survive.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

SMALL_MS = 10_000
SMALL_ROUNDS = 30
"""A whole collection comes after so many small ones: every five minutes."""


class Garbage(QObject):
    """Turns the automatic collection off for the life of the program and collects by the clock instead."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._rounds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(SMALL_MS)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()

    def settle(self) -> None:
        """What is loaded now stays for good: later collections leave it out and take a few milliseconds."""
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        """The workers have ended: collect as Python does by itself."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _on_timeout(self) -> None:
        self._rounds = (self._rounds + 1) % SMALL_ROUNDS
        gc.collect(1 if self._rounds else 2)
