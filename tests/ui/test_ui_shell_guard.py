"""When the window covers itself: nobody there, sleep, lid, the system's lock; what it tells of the clock."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from ctypes import wintypes
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hands import Hands
from PySide6.QtCore import QObject, Qt
from window_room import WindowRoom

from mappa_desk.services import meetings, timing
from mappa_desk.services.areas import area_view, save_form
from mappa_desk.services.meetings import list_meetings
from mappa_desk.services.steady_clock import SteadyClock
from mappa_desk.ui import shell_system
from mappa_desk.ui.shell_idle import Idle
from mappa_desk.ui.shell_idleness import system_idle, ticks_between

MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


class Laptop:
    """The times of a machine, and whether somebody touches it elsewhere."""

    def __init__(self) -> None:
        self.wall_at, self.count = MORNING, 1000.0
        self.elsewhere: float | None = None

    def wall(self) -> float:
        return self.wall_at.timestamp()

    def elapsed(self) -> float:
        return self.count

    def go(self, seconds: float) -> None:
        self.wall_at += timedelta(seconds=seconds)
        self.count += seconds
        if self.elsewhere is not None:
            self.elsewhere += seconds


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
    laptop.wall_at += timedelta(hours=3)
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


# In the window


@pytest.fixture
def steady_room(filled_room: WindowRoom, laptop: Laptop) -> WindowRoom:
    """A program that goes by a count of its own, on a laptop that a test moves."""
    filled_room.wiring.clock = SteadyClock(laptop, zone=lambda: UTC)
    return filled_room


@pytest.fixture
def hands(steady_room: WindowRoom) -> Hands:
    return Hands(steady_room)


def running_meeting(hands: Hands) -> str:
    """Hold a meeting that was planned, at the desk."""
    row = next(row for row in list_meetings(hands.work) if row.meeting.started_at is None)
    hands.go("meeting", row.meeting_id)
    hands.shell.run("start_meeting")
    hands.settle()
    hands.office._look()
    hands.settle()
    return row.meeting_id


def banner(hands: Hands) -> str:
    top = hands.shell._banners.top
    return f"{top.lead} {top.sentence}".strip() if top is not None else ""


@pytest.mark.parametrize("hours", [3, -3])
def test_a_clock_that_moves_in_a_meeting_is_told_with_a_way_to_the_times(hands, laptop, hours) -> None:
    running_meeting(hands)
    laptop.wall_at += timedelta(hours=hours)
    hands.office.clock_watch.look()
    hands.settle()
    assert banner(hands) == (
        "The laptop's clock moved by 3 hours. Meeting times are kept from our own count."
    )
    hands.shell._on_banner_action(0)
    hands.settle()
    assert banner(hands) == ""
    assert hands.shell.page.sheets._picker is not None
    assert hands.work.now() == MORNING


def test_the_way_to_the_times_leads_back_to_the_desk(hands, laptop) -> None:
    meeting_id = running_meeting(hands)
    hands.go("cases")
    laptop.wall_at += timedelta(hours=3)
    hands.office.clock_watch.look()
    hands.settle()
    hands.shell._on_banner_action(0)
    hands.settle()
    assert hands.place == ("meeting", meeting_id)
    hands.room.wait(lambda: hands.shell.page.sheets._picker is not None)


def test_without_a_meeting_the_laptop_s_clock_is_taken_without_a_word(hands, laptop) -> None:
    laptop.wall_at += timedelta(hours=3)
    hands.office.clock_watch.look()
    hands.settle()
    assert banner(hands) == ""
    assert hands.work.now() == MORNING + timedelta(hours=3)


def test_the_laptop_s_clock_is_taken_once_the_meeting_has_ended(hands, laptop) -> None:
    meeting_id = running_meeting(hands)
    laptop.wall_at -= timedelta(hours=3)
    hands.office.clock_watch.look()
    hands.settle()
    meetings.close_meeting(hands.work, meeting_id=meeting_id)
    hands.office.clock_watch.look()
    hands.settle()
    assert banner(hands) == ""
    assert hands.work.now() == MORNING - timedelta(hours=3)


def test_a_restart_with_a_clock_that_is_behind_says_so_and_keeps_the_order(hands, laptop) -> None:
    meeting_id = running_meeting(hands)
    laptop.go(600)
    timing.keep_count(hands.work, meeting_id=meeting_id)
    hands.settle()
    hands.program.leave()
    laptop.wall_at -= timedelta(hours=3)
    laptop.count = 5.0
    hands.room.wiring = hands.room.fresh_wiring()
    hands.room.wiring.clock = SteadyClock(laptop, zone=lambda: UTC)
    again = opened_on_the_desk(hands.room)
    assert again.shell.place == ("meeting", meeting_id)
    top = again.shell._banners.top
    assert top is not None
    assert top.lead == "The laptop's clock is 3 hours behind the newest time of this meeting."
    assert again._work.now() == MORNING + timedelta(minutes=10)


def opened_on_the_desk(room: WindowRoom):
    """Another run of the program on the same vault, up to its desk."""
    program = room.program()
    program.start(vault=room.wiring.default_folder(practice=True), practice=True)
    program.unlocking.view.unlock_requested.emit("harbour pencil thistle evening copper")
    room.wait(lambda: program.introducing is not None and bool(program.introducing._people))
    program.introducing.view._on_this_is_me()
    room.wait(lambda: program.office is not None and program.office.shell.place[0] == "meeting")
    room.idle(program)
    room.wait(lambda: program.office.shell.page.state.ready)
    room.idle(program)
    return program.office


def test_the_curtain_keeps_caret_selection_and_line_and_tells_that_it_locks(hands) -> None:
    running_meeting(hands)
    line = hands.shell.page.panel.capture.line
    line.setFocus()
    hands.type("pol: half a li")
    hands.press(Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    hands.press(Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    before = (line.toPlainText(), line.textCursor().position(), line.textCursor().selectedText())
    assert before[2] == "li"
    hands.office.idle.curtain_due.emit()
    assert hands.shell.is_curtained
    warning = hands.shell._curtain._ui.warning_label
    assert not warning.isVisible()
    hands.office.idle.warning_due.emit(True)
    assert warning.isVisible()
    assert warning.text() == "Locks in 30 seconds. Any key stays."
    hands.press(Qt.Key.Key_X)
    hands.office.idle.touched()
    hands.office.idle.warning_due.emit(False)
    assert not warning.isVisible()
    hands.press(Qt.Key.Key_F12)
    assert not hands.shell.is_curtained
    assert line.hasFocus()
    assert (line.toPlainText(), line.textCursor().position(), line.textCursor().selectedText()) == before


def test_the_lock_keeps_caret_selection_and_line_for_the_next_run(hands) -> None:
    meeting_id = running_meeting(hands)
    line = hands.shell.page.panel.capture.line
    line.setFocus()
    hands.type("pol: half a li")
    hands.press(Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    hands.press(Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    told = (line.toPlainText(), line.textCursor().position(), line.textCursor().anchor())
    hands.office.idle.curtain_due.emit()
    hands.office.idle.lock_due.emit()
    hands.room.wait(lambda: bool(hands.room.started_again))
    assert hands.room.started_again[0][1] is True
    again = opened_on_the_desk(hands.room)
    assert again.shell.place == ("meeting", meeting_id)
    line = again.shell.page.panel.capture.line
    assert (line.toPlainText(), line.textCursor().position(), line.textCursor().anchor()) == told


def test_the_lock_is_announced_outside_a_meeting_and_any_key_stays(hands) -> None:
    hands.office.idle.warning_due.emit(True)
    assert banner(hands) == "Locks in 30 seconds. Any key stays."
    hands.office.idle.warning_due.emit(False)
    assert banner(hands) == ""


def test_the_area_s_own_times_reach_the_watch(hands) -> None:
    form = area_view(hands.work).form
    save_form(hands.work, form=replace(form, curtain_minutes=3, lock_minutes=4))
    hands.office._look()
    hands.settle()
    assert (hands.office.idle._curtain_s, hands.office.idle._lock_s) == (180, 240)


def test_today_is_the_laptop_s_day(hands) -> None:
    assert hands.work.today() == date(2026, 11, 23)
