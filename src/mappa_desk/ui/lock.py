"""Locking ends the process: cover, keep the draft, close the vault, start a fresh unlock window, leave."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mappa_desk.ui.jobs import Err, JobRunner, Ok
from mappa_desk.ui.shell import Shell
from mappa_desk.ui.views.lock import LockView


class Locking(QObject):
    """Runs the lock in its order. `locked` is emitted when everything is closed; the key is gone by then."""

    locked = Signal()

    def __init__(self, shell: Shell, jobs: JobRunner, close_vault: Callable[[], None]) -> None:
        super().__init__(shell)
        self._shell, self._jobs, self._close_vault = shell, jobs, close_vault
        self.view = LockView()
        shell.view.cover_stack.addWidget(self.view)
        self.view.again_requested.connect(self._settle)
        self.view.lose_requested.connect(self._close)
        self._started = False
        shell.lock_requested.connect(self.lock)

    def lock(self) -> None:
        """Lock now. Asking twice does nothing more."""
        if self._started:
            return
        self._started = True
        self._shell.view.cover_stack.setCurrentWidget(self.view)
        self.view.setFocus()
        self._shell.disable_keys()
        self._settle()

    def _settle(self) -> None:
        self.view.show_writing()
        self._shell.settle(self._on_settled)

    def _on_settled(self, error: Exception | None) -> None:
        if error is None:
            self._close()
        else:
            self.view.show_refused(str(error))

    def _close(self) -> None:
        def closed(_result: Ok[None] | Err) -> None:
            self.locked.emit()

        self._jobs.store(self._close_vault, closed)
