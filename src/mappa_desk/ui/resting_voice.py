"""Says what a list points at once the keys rest: a screen reader is not drowned while somebody types."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

REST_MS = 300


class RestingVoice(QObject):
    """Keeps the last words it was given and says those alone."""

    def __init__(self, announce: Callable[[str], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._announce, self._words = announce, ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._say)

    def say(self, words: str) -> None:
        """Say this when nothing else comes within a moment."""
        self._words = words
        self._rest.start()

    def hush(self) -> None:
        """What waits is not said any more."""
        self._rest.stop()

    def _say(self) -> None:
        if self._words:
            self._announce(self._words)
