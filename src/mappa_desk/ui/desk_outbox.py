"""The one way from the desk to the disk: errands in order, nothing dropped when the disk refuses.

An errand that the vault cannot take now (disk full, drive gone) stays at the head of the line, everything
typed after it stays behind it, and the whole line is sent again on a retry. Only what came back is saved.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import KnownStoreError, StaleRevision
from mappa_desk.domain.views import DeskView
from mappa_desk.ui.jobs import Err, JobRunner, Ok

RETRY_MS = 5_000
"""How often the line is sent again by itself while the disk refuses."""


class _Held(Exception):
    """An errand before this one waits, so this one waits too."""


@dataclass(slots=True, eq=False)
class Errand:
    """Something to be done in the vault: what to run, and whom to tell."""

    run: Callable[[], Any]
    done: Callable[[Any], None]
    refused: Callable[[Exception], None]
    holds_text: bool = False
    """True when typed words are lost unless it comes through."""
    quiet: bool = False
    """True for a draft: a failure is told, but a later draft takes its place."""


def is_passing(error: Exception) -> bool:
    """True for a cause that may go away by itself, so that the same errand may be sent again."""
    return isinstance(error, KnownStoreError) and not isinstance(error, StaleRevision)


class Outbox(QObject):
    """Sends errands to the store worker in order and keeps those that could not be done."""

    refreshed = Signal(object)
    """A fresh DeskView, read by the worker after the last errand of a run."""
    settled = Signal()
    """Everything that was sent is on the disk."""
    holding = Signal(object, int)
    """The disk refuses: the error, and how many errands with words wait."""
    freed = Signal()
    """The disk takes words again."""

    def __init__(self, jobs: JobRunner, read: Callable[[], DeskView], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._read = read
        self._line: deque[Errand] = deque()
        self._sent = 0
        self._blocked = False
        self._stale = False
        self._draft_failed = False
        self._holding: Exception | None = None
        self._again = QTimer(self)
        self._again.setInterval(RETRY_MS)
        self._again.timeout.connect(self.retry)

    @property
    def busy(self) -> bool:
        """True while something is on its way or waits."""
        return bool(self._line)

    @property
    def error(self) -> Exception | None:
        """Why the line is held, None while it moves."""
        return self._holding

    def waiting(self) -> int:
        """How many errands with words are not on the disk."""
        return sum(errand.holds_text for errand in self._line)

    def send(self, errand: Errand) -> None:
        """Put an errand at the end of the line."""
        self._line.append(errand)
        if self._holding is None:
            self._post(errand)
        else:
            self.holding.emit(self._holding, self.waiting())

    def do(
        self,
        run: Callable[[], Outcome[Any]],
        done: Callable[[Any], None] | None = None,
        refused: Callable[[Exception], None] | None = None,
    ) -> None:
        """Send a service call that holds no unsaved words. A refusal goes to `refused`."""
        self.send(Errand(run, done or (lambda _outcome: None), refused or (lambda _error: None)))

    def retry(self) -> None:
        """Send the held line again, from its head."""
        if self._holding is None or self._sent:
            return
        self._blocked = False
        for errand in self._line:
            self._post(errand)

    def _post(self, errand: Errand) -> None:
        self._sent += 1
        self._jobs.store(lambda: self._carry(errand), lambda result: self._on_back(errand, result), self)

    def _carry(self, errand: Errand) -> tuple[Any, DeskView | None]:
        """On the worker. The view is read only once the line behind is empty."""
        if self._blocked:
            raise _Held
        try:
            value = errand.run()
        except Exception as error:
            self._blocked = is_passing(error) and not errand.quiet
            raise
        return value, None if errand.quiet or self._sent > 1 else self._read()

    def _on_back(self, errand: Errand, result: Ok[Any] | Err) -> None:
        self._sent -= 1
        if isinstance(result, Err):
            self._on_failed(errand, result.error)
            return
        self._line.remove(errand)
        self._free()
        value, view = result.value
        errand.done(value)
        if view is not None:
            self._stale = False
            self.refreshed.emit(view)
        elif not errand.quiet:
            self._stale = True
        self._finish()

    def ask_view(self) -> None:
        """Read everything anew, after what was sent before."""
        self._jobs.store(self._read, self._on_view, self)

    def _on_view(self, result: Ok[DeskView] | Err) -> None:
        if isinstance(result, Ok):
            self.refreshed.emit(result.value)

    def _on_failed(self, errand: Errand, error: Exception) -> None:
        if isinstance(error, _Held) or (is_passing(error) and not errand.quiet):
            if not isinstance(error, _Held):
                self._hold(error)
            return
        self._line.remove(errand)
        if errand.quiet and is_passing(error):
            self._draft_failed = True
            self.holding.emit(error, self.waiting())
        errand.refused(error)
        self._finish()

    def _finish(self) -> None:
        if self._line:
            return
        if self._stale:
            self._stale = False
            self.ask_view()
        self.settled.emit()

    def _hold(self, error: Exception) -> None:
        self._holding = error
        self._again.start()
        self.holding.emit(error, self.waiting())

    def _free(self) -> None:
        if self._holding is not None or self._draft_failed:
            self._holding, self._draft_failed = None, False
            self._again.stop()
            self.freed.emit()
