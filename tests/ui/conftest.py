"""What the window's tests share: a dressed program and jobs that wait for a word."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from mappa_desk.ui import theme
from mappa_desk.ui.jobs import Err, Ok


class QueuedJobs:
    """Jobs for tests: everything waits until `run_all`, then runs here, in order, on this thread."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[Callable[[], Any], Callable[[Any], None], QObject | None]] = deque()
        self.drained = False

    def store(self, fn, done, owner=None) -> None:
        self.waiting.append((fn, done, owner))

    def work(self, fn, done, owner=None) -> None:
        self.waiting.append((fn, done, owner))

    def drain(self) -> None:
        self.run_all()
        self.drained = True

    def run_all(self) -> int:
        """Run everything that waits, also what it asks for in turn. Gives how many ran."""
        count = 0
        while self.waiting:
            fn, done, owner = self.waiting.popleft()
            try:
                result = Ok(fn())
            except Exception as error:
                result = Err(error)
            if owner is None or shiboken6.isValid(owner):
                done(result)
            count += 1
        return count


@pytest.fixture
def queued_jobs() -> QueuedJobs:
    """Jobs that wait for a word."""
    return QueuedJobs()


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The program in light colours at 100 % text."""
    theme.apply(qapp, scheme="light", scale=1.0)
    yield qapp
    theme.apply(qapp, scheme="light", scale=1.0)
