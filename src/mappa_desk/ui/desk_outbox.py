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
    """A fresh view, read by the worker after the last errand of a run."""
    settled = Signal()
    """Everything that was sent is on the disk."""
    holding = Signal(object, int)
    """The disk refuses: the error, and how many errands with words wait."""
    freed = Signal()
    """The disk takes words again."""

    def __init__(self, jobs: JobRunner, read: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._read = read
        self._line: deque[Errand] = deque()
        self._sent = 0
        self._blocked = False
        self._stale = False
        self._draft_failed = False
        self._drafts = 0
        self._views_asked = 0
        self._holding: Exception | None = None
        self._again = QTimer(self)
        self._again.setInterval(RETRY_MS)
        self._again.timeout.connect(self.retry)

    @property
    def busy(self) -> bool:
        """True while something is on its way or waits."""
        return bool(self._line) or self._drafts > 0

    @property
    def up_to_date(self) -> bool:
        """True while nothing is on its way and the last view that was read is the one that is shown."""
        return not self.busy and not self._views_asked

    @property
    def error(self) -> Exception | None:
        """Why the line is held, None while it moves."""
        return self._holding

    def waiting(self) -> int:
        """How many errands with words are not on the disk."""
        return sum(errand.holds_text for errand in self._line)

    def send(self, errand: Errand) -> None:
        """Put an errand at the end of the line; a draft goes at once, whether the line is held or not."""
        if errand.quiet:
            self._post_draft(errand)
            return
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

    def ask_view(self) -> None:
        """Read everything anew, after what was sent before."""
        if self._hand_over(self._read, self._on_view):
            self._views_asked += 1

    # The line

    def _hand_over(self, run: Callable[[], Any], back: Callable[[Any], None]) -> bool:
        try:
            self._jobs.store(run, back, self)
        except RuntimeError:  # the program is closing: what was settled is on the disk, this came after
            return False
        return True

    def _post(self, errand: Errand) -> None:
        if self._hand_over(lambda: self._carry(errand), lambda result: self._on_back(errand, result)):
            self._sent += 1

    def _carry(self, errand: Errand) -> tuple[Any, object | None]:
        """On the worker. The view is read only once the line behind is empty."""
        if self._blocked:
            raise _Held
        try:
            value = errand.run()
        except Exception as error:
            self._blocked = is_passing(error)
            raise
        return value, None if self._sent > 1 else self._read()

    def _on_back(self, errand: Errand, result: Ok[Any] | Err) -> None:
        self._sent -= 1
        if isinstance(result, Err):
            self._on_failed(errand, result.error)
            return
        self._line.remove(errand)
        self._free()
        value, view = result.value
        errand.done(value)
        self._stale = view is None
        if view is not None:
            self.refreshed.emit(view)
        self._finish()

    def _on_failed(self, errand: Errand, error: Exception) -> None:
        if isinstance(error, _Held):
            return
        if is_passing(error):
            self._holding = error
            self._again.start()
            self.holding.emit(error, self.waiting())
            return
        self._line.remove(errand)
        errand.refused(error)
        self._finish()

    def _on_view(self, result: Ok[object] | Err) -> None:
        self._views_asked -= 1
        if isinstance(result, Ok):
            self.refreshed.emit(result.value)

    # Drafts

    def _post_draft(self, errand: Errand) -> None:
        if self._hand_over(errand.run, lambda result: self._on_draft_back(errand, result)):
            self._drafts += 1

    def _on_draft_back(self, errand: Errand, result: Ok[Any] | Err) -> None:
        self._drafts -= 1
        if isinstance(result, Ok):
            self._free()
            errand.done(result.value)
        else:
            errand.refused(result.error)
            if is_passing(result.error):
                self._draft_failed = True
                self.holding.emit(result.error, self.waiting())
        self._finish()

    # The end

    def _finish(self) -> None:
        if self._line:
            return
        if self._stale:
            self._stale = False
            self.ask_view()
        if not self.busy:
            self.settled.emit()

    def _free(self) -> None:
        """Something came through. The line moves again only once its own head did."""
        was_held = self._holding is not None
        if was_held and not self._sent and self._line:
            self.retry()
            return
        if was_held or self._draft_failed:
            self._holding, self._draft_failed = None, False
            self._again.stop()
            self.freed.emit()
