"""Locks when nobody is there: the curtain first while a meeting runs, a warning before, sleep at once."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

WARNING_S = 30
SLEPT_S = 60
_TICK_MS = 1000
_INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class Idle(QObject):
    """Watches a window for keys and mouse. Put it on the window's handle with `installEventFilter`.

    `steady` and `wall` give seconds: the first never jumps, the second follows the laptop's clock, so that
    a difference between the two is sleep.
    """

    curtain_due = Signal()
    lock_due = Signal()
    warning_due = Signal(bool)

    def __init__(
        self,
        *,
        curtain_minutes: int = 10,
        lock_minutes: int = 10,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._steady, self._wall = steady, wall
        self._curtain_s, self._lock_s = curtain_minutes * 60, lock_minutes * 60
        self._meeting_runs = False
        self._warned = False
        self._curtained = False
        self._touched = self._last_steady = steady()
        self._last_wall = wall()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def set_minutes(self, *, curtain: int, lock: int) -> None:
        """The area's times."""
        self._curtain_s, self._lock_s = max(curtain, 1) * 60, max(lock, 1) * 60

    def set_meeting_runs(self, is_running: bool) -> None:
        """While a meeting runs the curtain comes before the lock."""
        self._meeting_runs = is_running

    def touched(self) -> None:
        """Somebody is there."""
        self._touched = self._steady()
        self._curtained = False
        if self._warned:
            self._warned = False
            self.warning_due.emit(False)

    def stop(self) -> None:
        """Nothing more is due."""
        self._timer.stop()

    def tick(self) -> None:
        """Look at the clocks. Called every second."""
        steady, wall = self._steady(), self._wall()
        asleep = (wall - self._last_wall) - (steady - self._last_steady)
        gone = steady - self._last_steady
        self._last_steady, self._last_wall = steady, wall
        if asleep > SLEPT_S or gone > SLEPT_S:
            self.lock_due.emit()
            return
        idle = steady - self._touched
        until_lock = self._lock_s + (self._curtain_s if self._meeting_runs else 0)
        if idle >= until_lock:
            self.lock_due.emit()
        elif self._meeting_runs and idle >= self._curtain_s and not self._curtained:
            self._curtained = True
            self.curtain_due.emit()
        if idle >= until_lock - WARNING_S and not self._warned and not self._meeting_runs:
            self._warned = True
            self.warning_due.emit(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self.touched()
        return super().eventFilter(watched, event)
