"""Tells when the system goes to sleep, locks itself or has its lid closed, so that the vault locks at once.

Linux: logind, UPower and the screen savers, over the message buses; a delay of sleep is asked for, so that
the line is kept and the cover stands before. Windows: the power and session messages of the window. macOS
announces both only to programs of its own frameworks: there the stopped second hand of `shell_idle` sees
that the machine slept, and locks when it wakes.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QCoreApplication, QObject, Slot

WM_POWERBROADCAST = 0x0218
WM_WTSSESSION_CHANGE = 0x02B1
_SUSPEND = 0x0004
_SESSION_AWAY = {0x2: "console disconnected", 0x4: "remote disconnected", 0x7: "locked"}
_NOTIFY_THIS_SESSION = 0
_LOGIND = "org.freedesktop.login1"
_UPOWER = "org.freedesktop.UPower"
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


def watch_system(parent: QObject, window: int, lock: Callable[[], None]) -> object:
    """Calls `lock` at sleep, lid and lock of the system. `window` is the handle of a window that is shown.

    Gives what must be kept as long as it is to be watched, for `let_go`.
    """
    if sys.platform == "win32":
        return WindowsWatch(window, lock)
    return BusWatch(parent, lock) if sys.platform == "linux" else None


def let_go(watch: object) -> None:
    """Watches no more."""
    if isinstance(watch, WindowsWatch):
        watch.remove()
    elif isinstance(watch, BusWatch):
        watch.deleteLater()


class BusWatch(QObject):
    """Listens on the system's and the session's bus. Where there is no bus it hears nothing.

    `buses` are other two, a QDBusConnection each.
    """

    def __init__(
        self, parent: QObject, lock: Callable[[], None], buses: tuple[Any, Any] | None = None
    ) -> None:
        super().__init__(parent)
        # The buses are joined once the window stands, and on Linux alone.
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415

        self._lock = lock
        self._waiting: Any = None
        self._delay: Any = None
        system, session = buses or (QDBusConnection.systemBus(), QDBusConnection.sessionBus())
        if system.isConnected():
            self._listen(system, "/org/freedesktop/login1", f"{_LOGIND}.Manager", "PrepareForSleep", "bool")
            self._listen(system, "", f"{_LOGIND}.Session", "Lock", "")
            changed = ("org.freedesktop.DBus.Properties", "PropertiesChanged")
            self._listen(system, "/org/freedesktop/UPower", *changed, "QString,QVariantMap,QStringList")
            self._ask_for_delay(system)
        if session.isConnected():
            for saver in _SAVERS:
                self._listen(session, "", saver, "ActiveChanged", "bool")

    @Slot(bool)
    def on_begun(self, is_begun: bool) -> None:
        """Sleep or the screen saver begins; at its end there is nothing to do."""
        if is_begun:
            self._lock()

    @Slot()
    def on_lock(self) -> None:
        """A session of this machine is locked. That of somebody else locks too, which does no harm."""
        self._lock()

    @Slot(str, "QVariantMap", "QStringList")
    def on_changed(self, interface: str, values: dict[str, Any], _gone: list[str]) -> None:
        """The lid was closed."""
        if interface == _UPOWER and values.get("LidIsClosed") is True:
            self._lock()

    def _listen(self, bus: Any, path: str, interface: str, signal: str, takes: str) -> None:
        slot = {"bool": "on_begun", "": "on_lock"}.get(takes, "on_changed")
        bus.connect("", path, interface, signal, self, SLOT(f"{slot}({takes})"))

    def _ask_for_delay(self, bus: Any) -> None:
        """Sleep waits for the lock, for five seconds at most; the end of the process gives it free."""
        from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher  # noqa: PLC0415 - see above

        call = QDBusMessage.createMethodCall(
            _LOGIND, "/org/freedesktop/login1", f"{_LOGIND}.Manager", "Inhibit"
        )
        call.setArguments(["sleep", "MAPPA Desk", "The line is kept and the vault locked", "delay"])
        self._waiting = QDBusPendingCallWatcher(bus.asyncCall(call), self)
        self._waiting.finished.connect(self._on_delay)

    def _on_delay(self, answer: Any) -> None:
        said = answer.reply().arguments()
        self._delay = said[0] if said and not answer.isError() else None


def tells_to_lock(message: int, what: int) -> bool:
    """True for the messages of Windows that announce sleep, the system's lock and a lost screen."""
    if message == WM_POWERBROADCAST:
        return what == _SUSPEND
    return message == WM_WTSSESSION_CHANGE and what in _SESSION_AWAY


class WindowsWatch(QAbstractNativeEventFilter):
    """Reads the messages that Windows sends to the program's windows."""

    def __init__(self, window: int, lock: Callable[[], None]) -> None:
        super().__init__()
        self._lock = lock
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self)
        if sys.platform == "win32":
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(wintypes.HWND(window), _NOTIFY_THIS_SESSION)

    def nativeEventFilter(self, kind: Any, message: Any) -> tuple[bool, int]:
        """Looks at a message and lets it pass."""
        if bytes(kind) == b"windows_generic_MSG":
            told = wintypes.MSG.from_address(int(message))
            if tells_to_lock(told.message, told.wParam):
                self._lock()
        return False, 0

    def remove(self) -> None:
        """Reads no more messages."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeNativeEventFilter(self)
