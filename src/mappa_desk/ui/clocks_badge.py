"""Keeps the one badge: how many clocks have run out, beside the name of their page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from mappa_desk.services.clocks import clocks
from mappa_desk.services.work import Work
from mappa_desk.ui.jobs import Err, JobRunner, Ok
from mappa_desk.ui.models.clocks import badge_words

Mark = tuple[int, date]
"""What the vault said of itself when it was counted: its newest audit entry, and the day."""


class ClocksBadge(QObject):
    """Counts again when the vault or the day has changed since, beside the worker that owns the vault."""

    def __init__(
        self, work: Work, jobs: JobRunner, show: Callable[[int, str], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._work, self._jobs, self._show = work, jobs, show
        self._counted: Mark | None = None
        self._asked = False

    def look(self) -> None:
        """Show the number as it is now. What it was is shown until the answer comes."""
        if self._asked:
            return
        self._asked = True
        work, before = self._work, self._counted

        def read() -> tuple[Mark, int | None]:
            mark = _mark(work)
            return mark, None if mark == before else clocks(work).late

        def came(result: Ok[tuple[Mark, int | None]] | Err) -> None:
            self._asked = False
            if isinstance(result, Err):  # a page that reads the same vault says what is wrong with it
                return
            self._counted, late = result.value
            if late is not None:
                self._show(late, badge_words(late))

        self._jobs.work(read, came, self)


def _mark(work: Work) -> Mark:
    with work.reading() as reading:
        newest = reading.audit(limit=1)
    return (newest[-1].seq if newest else 0), work.today()
