"""The way to the disk is at rest only when what it left behind is shown."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication

from mappa_desk.ui.desk_outbox import Outbox
from mappa_desk.ui.jobs import Ok


class Errands:
    """Does errands when it is told to: first the work, later the way back."""

    def __init__(self) -> None:
        self.sent: deque[tuple[Callable[[], Any], Callable[[Any], None]]] = deque()
        self.done: deque[tuple[Callable[[Any], None], Any]] = deque()

    def store(self, run: Callable[[], Any], back: Callable[[Any], None], _owner: object) -> None:
        self.sent.append((run, back))

    def work(self) -> None:
        run, back = self.sent.popleft()
        self.done.append((back, Ok(run())))

    def bring_back(self) -> None:
        back, result = self.done.popleft()
        back(result)


def test_it_is_up_to_date_once_the_last_view_is_shown(qapp: QApplication) -> None:
    errands, shown = Errands(), []
    kept: list[str] = []
    outbox = Outbox(errands, lambda: tuple(kept))  # type: ignore[arg-type]  # only what is asked of a runner
    outbox.refreshed.connect(shown.append)
    outbox.do(lambda: kept.append("first"))
    outbox.do(lambda: kept.append("second"))
    for _ in range(2):  # both are worked off before the first is back, so neither reads
        errands.work()
    for _ in range(2):
        assert not outbox.up_to_date
        errands.bring_back()
    assert (outbox.busy, outbox.up_to_date, shown) == (False, False, []), "on the disk, not yet shown"
    errands.work()
    errands.bring_back()
    assert (outbox.up_to_date, shown) == (True, [("first", "second")])
