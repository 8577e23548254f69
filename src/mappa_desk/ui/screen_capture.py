"""Keeps the program's windows out of pictures and calls, where the system can; Room alone may be shared.

Windows leaves a window out of every capture when it is asked (`SetWindowDisplayAffinity`). Linux knows no
such wish, and that of macOS no longer holds against its newer ways of capture: there nothing is asked, and
the window says so. The way of Windows is prepared and was not tried on one.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

Refuse = Callable[[int], bool]
"""Asks the system to leave a window out of every capture, by its number; False when it would not."""

_EXCLUDED = 0x11
"""WDA_EXCLUDEFROMCAPTURE, from Windows 10 version 2004."""
_BLACK = 0x01
"""WDA_MONITOR: an older Windows shows the window black."""


def refusal() -> Refuse | None:
    """How this system is asked; None where it cannot be."""
    return _refuse_on_windows if sys.platform == "win32" else None


class ScreenCapture(QObject):
    """Asks for each private window as it comes on the screen, tips and lists that open among them.

    A window that may be shared says so by its attribute `may_be_shared`.
    """

    def __init__(self, app: QApplication, refuse: Refuse | None, parent: QObject) -> None:
        super().__init__(parent)
        self._refuse = refuse
        if refuse is not None:
            app.installEventFilter(self)

    @property
    def is_refused(self) -> bool:
        """True where private windows are kept out of captures."""
        return self._refuse is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not getattr(watched, "may_be_shared", False)
            and self._refuse is not None
        ):
            self._refuse(int(watched.winId()))
        return False


def _refuse_on_windows(window: int) -> bool:
    user32 = getattr(ctypes, "windll").user32  # noqa: B009 - only Windows has it
    ask = user32.SetWindowDisplayAffinity
    ask.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    return any(bool(ask(window, wish)) for wish in (_EXCLUDED, _BLACK))
