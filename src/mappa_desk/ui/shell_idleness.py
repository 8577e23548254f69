"""How long nobody has touched the machine, in whatever program, where the system says it.

Windows and macOS are asked by their own calls, GNOME by its idle monitor on the session bus. Other desktops
of Linux agree on no unit for it, so there only the program's own window counts.
"""

from __future__ import annotations

import ctypes
import sys

ANSWER_MS = 200
"""How long the session bus may take to answer: the window waits for it."""
_ANY_INPUT = 0xFFFFFFFF
_TICKS = 0xFFFFFFFF


class _LastInput(ctypes.Structure):
    _fields_ = (("size", ctypes.c_uint), ("tick", ctypes.c_uint))


def system_idle() -> float | None:
    """Seconds since somebody last touched the machine, None where it cannot be known."""
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        return _mac()
    return _gnome()


def ticks_between(earlier: int, later: int) -> float:
    """Seconds between two counts of milliseconds that begin anew after 49 days."""
    return ((later - earlier) & _TICKS) / 1000


def _windows() -> float | None:
    if sys.platform != "win32":
        return None
    last = _LastInput(size=ctypes.sizeof(_LastInput))
    if not ctypes.windll.user32.GetLastInputInfo(ctypes.byref(last)):
        return None
    return ticks_between(last.tick, ctypes.windll.kernel32.GetTickCount())


def _mac() -> float | None:
    try:
        services = ctypes.CDLL("/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices")
        ask = services.CGEventSourceSecondsSinceLastEventType
    except (OSError, AttributeError):
        return None
    ask.argtypes, ask.restype = (ctypes.c_int32, ctypes.c_uint32), ctypes.c_double
    return float(ask(0, _ANY_INPUT))


def _gnome() -> float | None:
    # Only needed once something is due, so the window does not wait for it at its start.
    from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage  # noqa: PLC0415

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return None
    name = "org.gnome.Mutter.IdleMonitor"
    call = QDBusMessage.createMethodCall(name, "/org/gnome/Mutter/IdleMonitor/Core", name, "GetIdletime")
    answer = bus.call(call, QDBus.CallMode.Block, ANSWER_MS)
    said = answer.arguments()
    if answer.type() is not QDBusMessage.MessageType.ReplyMessage or not said:
        return None
    return float(said[0]) / 1000
