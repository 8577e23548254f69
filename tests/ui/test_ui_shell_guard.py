"""The window in a meeting: what curtain and lock keep, and what it tells when the laptop's clock moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest
from hands import Hands
from laptop_window import MORNING, Laptop
from PySide6.QtCore import Qt
from window_room import WindowRoom

from mappa_desk.services import meetings, timing
from mappa_desk.services.areas import area_view, save_form
from mappa_desk.services.meetings import list_meetings
from mappa_desk.services.steady_clock import SteadyClock


@pytest.fixture
def laptop() -> Laptop:
    return Laptop()


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
