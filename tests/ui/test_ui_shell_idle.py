"""When it locks: nobody there in any program, sleep, a closed lid, the system's own lock."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from ctypes import wintypes

import pytest
from laptop_window import Laptop
from PySide6.QtCore import QObject

from mappa_desk.ui import shell_system
from mappa_desk.ui.shell_idle import Idle
from mappa_desk.ui.shell_idleness import system_idle, ticks_between


@pytest.fixture
def laptop() -> Laptop:
    return Laptop()


@pytest.fixture
def idle(qapp, laptop) -> Idle:
    made = Idle(
        curtain_minutes=10, lock_minutes=5, elapsed=laptop.elapsed, system_idle=lambda: laptop.elsewhere
    )
    made.stop()
    made.said = []
    made.curtain_due.connect(lambda: made.said.append("curtain"))
    made.lock_due.connect(lambda: made.said.append("lock"))
    made.warning_due.connect(lambda due: made.said.append("warn" if due else "stay"))
    return made


def let_pass(idle: Idle, laptop: Laptop, seconds: int) -> None:
    for _ in range(seconds):
        laptop.go(1)
        idle.tick()


def test_without_a_meeting_it_warns_and_then_locks(idle, laptop) -> None:
    let_pass(idle, laptop, 5 * 60 - 31)
    assert idle.said == []
    let_pass(idle, laptop, 1)
    assert idle.said == ["warn"]
    let_pass(idle, laptop, 30)
    assert idle.said == ["warn", "lock"]


def test_any_key_stays(idle, laptop) -> None:
    let_pass(idle, laptop, 5 * 60 - 10)
    idle.touched()
    let_pass(idle, laptop, 5 * 60 - 31)
    assert idle.said == ["warn", "stay"]


def test_in_a_running_meeting_the_curtain_comes_first_and_once(idle, laptop) -> None:
    idle.set_meeting_runs(True)
    let_pass(idle, laptop, 10 * 60 - 1)
    assert idle.said == []
    let_pass(idle, laptop, 5 * 60 - 30)
    assert idle.said == ["curtain"]
    let_pass(idle, laptop, 1)
    assert idle.said == ["curtain", "warn"]
    let_pass(idle, laptop, 30)
    assert idle.said == ["curtain", "warn", "lock"]


def test_who_works_in_another_program_is_there(idle, laptop) -> None:
    idle.set_meeting_runs(True)
    let_pass(idle, laptop, 10 * 60 - 5)
    laptop.elsewhere = 0.0
    let_pass(idle, laptop, 10 * 60 - 1)
    assert idle.said == []
    let_pass(idle, laptop, 1)
    assert idle.said == ["curtain"]


def test_a_key_in_another_program_stays_too(idle, laptop) -> None:
    let_pass(idle, laptop, 5 * 60 - 10)
    laptop.elsewhere = 0.0
    let_pass(idle, laptop, 10)
    assert idle.said == ["warn", "stay"]


def test_a_machine_that_nobody_touched_locks_as_well(idle, laptop) -> None:
    laptop.elsewhere = 40.0
    let_pass(idle, laptop, 5 * 60)
    assert idle.said == ["warn", "lock"]


@pytest.mark.parametrize("runs", [True, False])
def test_sleep_locks_at_once(idle, laptop, runs) -> None:
    idle.set_meeting_runs(runs)
    let_pass(idle, laptop, 10)
    laptop.go(61)
    idle.tick()
    assert idle.said == ["lock"]


def test_a_clock_that_is_put_forward_is_no_sleep(idle, laptop) -> None:
    let_pass(idle, laptop, 10)
    laptop.set_wall(hours=3)
    let_pass(idle, laptop, 10)
    assert idle.said == []


def test_the_area_s_own_minutes_hold(idle, laptop) -> None:
    idle.set_minutes(curtain=1, lock=2)
    let_pass(idle, laptop, 120)
    assert idle.said == ["warn", "lock"]


def test_where_the_system_does_not_say_only_the_window_counts(qapp) -> None:
    said = system_idle()
    assert said is None or said >= 0
    assert ticks_between(1_000, 4_500) == 3.5
    assert ticks_between(0xFFFFFFFF, 1_999) == 2.0


# What the system announces


@pytest.mark.parametrize(
    ("message", "what", "locks"),
    [
        (0x0218, 0x4, True),  # the machine is about to sleep
        (0x0218, 0x7, False),  # it woke
        (0x0218, 0xA, False),  # its power changed
        (0x02B1, 0x7, True),  # locked
        (0x02B1, 0x8, False),  # unlocked
        (0x02B1, 0x2, True),  # the screen went to another user
        (0x02B1, 0x4, True),  # a remote screen was lost
        (0x0100, 0x7, False),  # a key
    ],
)
def test_the_messages_of_windows_that_lock(qapp, message, what, locks) -> None:
    locked: list[bool] = []
    watch = shell_system.WindowsWatch(0, lambda: locked.append(True))
    told = wintypes.MSG(message=message, wParam=what)
    try:
        passed = watch.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(told))
        watch.nativeEventFilter(b"xcb_generic_event_t", ctypes.addressof(told))
    finally:
        shell_system.let_go(watch)
    assert passed == (False, 0)
    assert bool(locked) == locks


if sys.platform == "linux":
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusServer

    class Bus(QObject):
        """One end of a message bus of two; the other end is given to the watch."""

        def __init__(self) -> None:
            super().__init__()
            self.server = QDBusServer("unix:tmpdir=/tmp")
            self.server.setAnonymousAuthenticationAllowed(True)
            self.far: list[QDBusConnection] = []
            self.server.newConnection.connect(lambda far: self.far.append(QDBusConnection(far)))
            self.near = QDBusConnection.connectToPeer(self.server.address(), "near")

        def say(self, path: str, interface: str, member: str, *words: object) -> None:
            signal = QDBusMessage.createSignal(path, interface, member)
            signal.setArguments(list(words))
            assert self.far[0].send(signal)

    @pytest.fixture
    def bus(qapp, qtbot) -> Iterator[Bus]:
        made = Bus()
        qtbot.waitUntil(lambda: bool(made.far))
        yield made
        QDBusConnection.disconnectFromPeer("near")

    LOGIN, SESSION = "org.freedesktop.login1.Manager", "org.freedesktop.login1.Session"
    CHANGED = ("/org/freedesktop/UPower", "org.freedesktop.DBus.Properties", "PropertiesChanged")

    @pytest.mark.parametrize(
        ("words", "locks"),
        [
            (("/org/freedesktop/login1", LOGIN, "PrepareForSleep", True), True),
            (("/org/freedesktop/login1", LOGIN, "PrepareForSleep", False), False),
            (("/org/freedesktop/login1/session/_31", SESSION, "Lock"), True),
            (("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True), True),
            (("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", True), True),
            (("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", False), False),
            ((*CHANGED, "org.freedesktop.UPower", {"LidIsClosed": True}, ["WarningLevel"]), True),
            ((*CHANGED, "org.freedesktop.UPower", {"LidIsClosed": False}, ["WarningLevel"]), False),
            ((*CHANGED, "org.freedesktop.UPower", {"OnBattery": True}, ["WarningLevel"]), False),
        ],
    )
    def test_what_linux_announces_locks_at_once(qtbot, bus, words, locks) -> None:
        heard: list[str] = []
        parent = QObject()
        watch = shell_system.BusWatch(parent, lambda: heard.append("lock"), (bus.near, bus.near))
        bus.say(*words)
        bus.say("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True)
        qtbot.waitUntil(lambda: len(heard) >= 1 + locks)
        assert len(heard) == 1 + locks
        shell_system.let_go(watch)
