"""Locks when nobody is there: the curtain first while a meeting runs, a warning before, sleep at once.

Somebody who works in another program is there too, where the system tells of it. Sleep is seen on every
system, also where nothing announces it: the second hand of this watch stood still while the count went on.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from mappa_desk.services.steady_clock import SystemTime

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


def _unknown() -> float | None:
    return None


class Idle(QObject):
    """Watches a window for keys and mouse. Put it on the window's handle with `installEventFilter`.

    `elapsed` gives seconds that never jump and go on in sleep; `system_idle` the seconds since somebody last
    touched the machine, None where it cannot be known. It is asked only when something is due.
    """

    curtain_due = Signal()
    lock_due = Signal()
    warning_due = Signal(bool)

    def __init__(
        self,
        *,
        curtain_minutes: int = 10,
        lock_minutes: int = 10,
        elapsed: Callable[[], float] | None = None,
        system_idle: Callable[[], float | None] = _unknown,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._elapsed = elapsed or SystemTime().elapsed
        self._system_idle = system_idle
        self._curtain_s, self._lock_s = curtain_minutes * 60, lock_minutes * 60
        self._meeting_runs = False
        self._warned = False
        self._curtained = False
        self._touched = self._last = self._elapsed()
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

    def touched(self, ago: float = 0) -> None:
        """Somebody is there, or was so many seconds ago."""
        self._touched = self._elapsed() - ago
        self._curtained = False
        if self._warned:
            self._warned = False
            self.warning_due.emit(False)

    def untouched(self) -> float:
        """Seconds since somebody pressed a key or moved the mouse in the window."""
        return self._elapsed() - self._touched

    def stop(self) -> None:
        """Nothing more is due."""
        self._timer.stop()

    def tick(self) -> None:
        """Look at the clock. Called every second."""
        now = self._elapsed()
        gone, self._last = now - self._last, now
        if gone > SLEPT_S:
            self._lock()
            return
        due = self._due(now - self._touched)
        if due is None:
            return
        elsewhere = self._system_idle()
        if elsewhere is not None and elsewhere < now - self._touched and self._due(elsewhere) != due:
            self.touched(elsewhere)
            due = self._due(elsewhere)
        if due is not None:
            due()

    def _due(self, idle: float) -> Callable[[], None] | None:
        """What is due after so many seconds without anybody."""
        until_lock = self._lock_s + (self._curtain_s if self._meeting_runs else 0)
        steps = (
            (idle >= until_lock, self._lock),
            (idle >= until_lock - WARNING_S and not self._warned, self._warn),
            (self._meeting_runs and idle >= self._curtain_s and not self._curtained, self._close_curtain),
        )
        return next((step for holds, step in steps if holds), None)

    def _lock(self) -> None:
        self.lock_due.emit()

    def _warn(self) -> None:
        self._warned = True
        self.warning_due.emit(True)

    def _close_curtain(self) -> None:
        self._curtained = True
        self.curtain_due.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self.touched()
        return super().eventFilter(watched, event)
