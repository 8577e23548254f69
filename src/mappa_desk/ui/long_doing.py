"""What takes a while tells how far it is, and can be stopped where it is."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, QTimer

from mappa_desk.ui.views.desk_sheet import DeskSheet

LOOK_MS = 80
"""So often the window looks how far it is."""


class HowFar:
    """Told by the thread that does the work, looked at by the window; each only writes what is its own."""

    def __init__(self, total: int) -> None:
        self.number, self.total = 1, total
        """The step in hand, from 1, and how many there are."""
        self.is_stopping = False

    def go_on(self, number: int, total: int) -> bool:
        """Step `number` of `total` is next. False when it is to be left."""
        if not self.is_stopping:
            self.number, self.total = number, total
        return not self.is_stopping


class Watch(QObject):
    """Shows on a sheet how far its doing is, until that is at its end."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.far: HowFar | None = None
        self._words: Callable[[HowFar], str] = lambda _far: ""
        self._sheet: DeskSheet | None = None
        self._announce: Callable[[str], None] = lambda _words: None
        self._said = 0
        self._after: list[Callable[[], None]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self, words: Callable[[HowFar], str], total: int) -> HowFar:
        """A doing of so many steps is about to be sent; `words` say where it is."""
        self.far, self._words, self._said = HowFar(total), words, 0
        return self.far

    def show_on(self, sheet: DeskSheet, announce: Callable[[str], None]) -> None:
        """Show it here from now on. Does nothing for a doing that was not begun as a long one."""
        self._sheet, self._announce = sheet, announce
        if self.far is not None:
            self._timer.start()

    def look(self) -> None:
        """Show how far it is now; say it at the beginning, at each quarter and when it is to stop."""
        far, sheet = self.far, self._sheet
        if far is None or sheet is None or not shiboken6.isValid(sheet):
            return
        words = self._words(far)
        sheet.show_progress(words, far.number - 1, far.total, stops=not far.is_stopping)
        quarter = 1 + far.number * 4 // far.total
        if quarter > self._said and not far.is_stopping:
            self._said = quarter
            self._announce(words)

    def stop(self) -> bool:
        """It is to end after the step in hand. False when nothing runs."""
        if self.far is None:
            return False
        if not self.far.is_stopping:
            self.far.is_stopping = True
            self._announce(self._words(self.far))
            self.look()
        return True

    def after(self, call: Callable[[], None]) -> None:
        """Call it when nothing runs: now, or at the end."""
        if self.far is None:
            call()
        else:
            self._after.append(call)

    def end(self) -> None:
        """It is at its end, well or not."""
        self._timer.stop()
        self.far = self._sheet = None
        waiting, self._after = self._after, []
        for call in waiting:
            call()
