"""The clipboard after something of a case was copied out: marked as secret, cleared soon, and said so.

It is cleared after two minutes, at the lock and at the end of the program, and only while what lies there is
still ours. Programs that keep a history of the clipboard are asked to leave it out, in the way each system
has for that. On Wayland a program without the focus cannot clear it, so that is said instead.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

CLEARED_AFTER_MS = 120_000

_LINUX = "x-kde-passwordManagerHint"
_WINDOWS = 'application/x-qt-windows-mime;value="{name}"'
_WINDOWS_NAMES = {
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": b"\0\0\0\0",
    "CanUploadToCloudClipboard": b"\0\0\0\0",
}
_MAC = "application/x-nspasteboard-concealed-type"


def concealed(text: str, platform: str = sys.platform) -> QMimeData:
    """The text as plain text alone, with the marks by which a system's histories leave it out."""
    data = QMimeData()
    data.setText(text)
    if platform == "win32":
        for name, value in _WINDOWS_NAMES.items():
            data.setData(_WINDOWS.format(name=name), value)
    elif platform == "darwin":
        data.setData(_MAC, text.encode())
    else:
        data.setData(_LINUX, b"secret")
    return data


class ClipboardGuard(QObject):
    """Puts text on the clipboard and takes it off again. One for the whole program."""

    cleared = Signal()
    """What was copied is on the clipboard no more, because this program took it off."""

    def __init__(self, parent: QObject | None = None, *, after_ms: int = CLEARED_AFTER_MS) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after_ms)
        self._timer.timeout.connect(self.clear)
        self._text = ""

    @property
    def holds(self) -> bool:
        """True while what was copied last is still to be cleared."""
        return bool(self._text)

    @property
    def seconds(self) -> int:
        """After how many seconds it is cleared."""
        return self._timer.interval() // 1000

    def copy(self, text: str) -> None:
        """Put a text on the clipboard. The two minutes begin anew."""
        self._clipboard().setMimeData(concealed(text))
        self._text = text
        self._timer.start()

    def clear(self) -> bool:
        """Take it off now, when it is still ours. True when it was."""
        self._timer.stop()
        text, self._text = self._text, ""
        clipboard = self._clipboard()
        if not text or clipboard.text().replace("\r\n", "\n") != text:
            return False
        clipboard.clear()
        self.cleared.emit()
        return True

    def leave_nothing(self) -> None:
        """At the lock and at the end: whatever this program put there goes, words that were cut too."""
        if not self.clear() and self._clipboard().ownsClipboard():
            self._clipboard().clear()

    @staticmethod
    def _clipboard() -> QClipboard:
        return QGuiApplication.clipboard()


def may_stay() -> bool:
    """True where the system may keep the clipboard although it was cleared."""
    return QGuiApplication.platformName().startswith("wayland")
