"""The only place with threads: one worker that owns the vault and a small pool; results on the GUI thread."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Ok(Generic[Value]):
    """A job came to its end with this value."""

    value: Value


@dataclass(frozen=True, slots=True)
class Err:
    """A job was refused or failed with this error."""

    error: Exception


Result = Ok[Value] | Err
_Line = queue.SimpleQueue[Callable[[], None] | None]


class JobRunner(Protocol):
    """What presenters know of jobs. Tests bring one that queues and runs at a word."""

    def store(
        self, fn: Callable[[], Value], done: Callable[[Ok[Value] | Err], None], owner: QObject | None = None
    ) -> None:
        """Run `fn` on the worker that owns the vault, after everything asked before."""

    def work(
        self, fn: Callable[[], Value], done: Callable[[Ok[Value] | Err], None], owner: QObject | None = None
    ) -> None:
        """Run `fn` beside the vault worker. It may read the vault, and must not change it."""

    def drain(self) -> None:
        """Take nothing more, finish what the vault worker has, hand over every result."""


@dataclass(frozen=True, slots=True)
class _Finished:
    done: Callable[[Any], None]
    owner: QObject | None
    result: Ok[Any] | Err


class Jobs(QObject):
    """Runs work off the GUI thread. `done` is always called on the thread that made this object."""

    _finished = Signal()

    def __init__(self, parent: QObject | None = None, *, lanes: int = 2) -> None:
        super().__init__(parent)
        self._results: queue.SimpleQueue[_Finished] = queue.SimpleQueue()
        self._line: _Line = queue.SimpleQueue()
        self._beside: _Line = queue.SimpleQueue()
        self._lanes = lanes
        self._threads: dict[str, threading.Thread] = {}
        self._awaited = 0
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def store(
        self, fn: Callable[[], Value], done: Callable[[Ok[Value] | Err], None], owner: QObject | None = None
    ) -> None:
        """Run `fn` on the worker that owns the vault. Raises RuntimeError after `drain`."""
        self._count()
        self._need("store", self._line)
        self._line.put(partial(self._run, fn, done, owner))

    def work(
        self, fn: Callable[[], Value], done: Callable[[Ok[Value] | Err], None], owner: QObject | None = None
    ) -> None:
        """Run `fn` on the pool. It may read the vault, never change it. Raises RuntimeError after `drain`."""
        self._count()
        for lane in range(self._lanes):
            self._need(f"beside-{lane}", self._beside)
        self._beside.put(partial(self._run, fn, done, owner))

    def drain(self) -> None:
        """Finish everything, also what results ask for in turn, hand over every result, take nothing more."""
        while self._awaited:
            self._hand_over(self._results.get())
        self._closed = True
        for name in self._threads:
            (self._line if name == "store" else self._beside).put(None)
        for thread in self._threads.values():
            thread.join()
        self._threads.clear()

    def _count(self) -> None:
        if self._closed:
            raise RuntimeError("No job is taken after the last one.")
        self._awaited += 1

    def _need(self, name: str, line: _Line) -> None:
        """Start a thread when it is first needed."""
        if name not in self._threads:
            self._threads[name] = threading.Thread(target=_serve, args=(line,), name=name, daemon=True)
            self._threads[name].start()

    def _run(self, fn: Callable[[], Any], done: Callable[[Any], None], owner: QObject | None) -> None:
        result: Ok[Any] | Err
        try:
            result = Ok(fn())
        except Exception as error:
            result = Err(error)
        self._results.put(_Finished(done, owner, result))
        with contextlib.suppress(RuntimeError):  # whoever would take it went without `drain`
            self._finished.emit()

    @Slot()
    def _deliver(self) -> None:
        while not self._results.empty():
            self._hand_over(self._results.get())

    def _hand_over(self, finished: _Finished) -> None:
        self._awaited -= 1
        if finished.owner is None or shiboken6.isValid(finished.owner):
            finished.done(finished.result)


def _serve(line: _Line) -> None:
    while (job := line.get()) is not None:
        job()
