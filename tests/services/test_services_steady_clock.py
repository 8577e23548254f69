"""The clock of a run: it sleeps with the laptop, and jumps neither with it nor with summer time."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from laptop_times import British, LaptopTimes, at

from mappa_desk.domain.clock import CountingClock
from mappa_desk.services.steady_clock import LaptopZone, SteadyClock, SystemTime


@pytest.fixture
def laptop() -> LaptopTimes:
    return LaptopTimes()


@pytest.fixture
def clock(laptop: LaptopTimes) -> SteadyClock:
    return SteadyClock(laptop)


def test_it_begins_with_the_laptop_s_time_and_goes_on_through_sleep(laptop, clock) -> None:
    assert isinstance(clock, CountingClock)
    assert clock.now() == at(10)
    laptop.pass_(hours=2)
    assert clock.now() == at(12)
    assert clock.elapsed() == 7200
    assert clock.look() is None


@pytest.mark.parametrize("hours", [3, -3])
def test_it_does_not_move_with_the_laptop_s_clock_and_says_so_once(laptop, clock, hours) -> None:
    laptop.pass_(minutes=42)
    laptop.set_wall(hours=hours)
    assert clock.now() == at(10, 42)
    move = clock.look()
    assert move is not None
    assert (move.by, move.at) == (timedelta(hours=hours), at(10, 42))
    laptop.pass_(minutes=1)
    assert clock.look() is None
    assert clock.ahead() == timedelta(hours=hours)


def test_two_minutes_are_no_move_and_more_are(laptop, clock) -> None:
    laptop.set_wall(minutes=2)
    assert clock.look() is None
    laptop.set_wall(seconds=1)
    assert clock.look() is not None


def test_moving_back_is_a_move_of_its_own_and_leaves_them_agreed(laptop, clock) -> None:
    laptop.set_wall(hours=3)
    clock.look()
    laptop.set_wall(hours=-3)
    move = clock.look()
    assert move is not None
    assert (move.by, clock.ahead()) == (timedelta(hours=-3), timedelta(0))


def test_the_laptop_s_clock_can_be_taken(laptop, clock) -> None:
    laptop.set_wall(hours=1)
    clock.take_laptops()
    laptop.pass_(minutes=5)
    assert clock.now() == at(11, 5)
    assert clock.ahead() == timedelta(0)
    assert clock.look() is None
    assert clock.elapsed() == 300


def test_it_goes_on_from_a_later_moment_but_never_from_an_earlier_one(laptop, clock) -> None:
    assert clock.go_on_from(at(9)) is None
    assert clock.now() == at(10)
    move = clock.go_on_from(at(12, 30))
    assert move is not None
    assert move.by == -timedelta(hours=2, minutes=30)
    laptop.pass_(minutes=1)
    assert clock.now() == at(12, 31)
    assert clock.look() is None


def test_the_end_of_summer_time_moves_the_wall_and_no_moment() -> None:
    laptop = LaptopTimes(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    clock = SteadyClock(laptop, zone=British)
    before = clock.now()
    laptop.pass_(minutes=60)
    after = clock.now()
    assert [one.strftime("%H:%M") for one in (before, after)] == ["01:30", "01:30"]
    assert after - before == timedelta(hours=1)
    assert clock.look() is None
    laptop.pass_(minutes=60)
    assert clock.now().strftime("%H:%M") == "02:30"
    assert before.astimezone(clock.now().tzinfo).strftime("%H:%M") == "01:30"


def test_this_machine_s_times_go_on_and_its_zone_is_the_system_s() -> None:
    source = SystemTime()
    first = source.elapsed()
    assert source.elapsed() >= first
    moment = SteadyClock().now()
    assert moment.utcoffset() == moment.astimezone().utcoffset()
    assert moment.tzname() == moment.astimezone().tzname()
    assert LaptopZone().dst(moment) is None
    assert LaptopZone().utcoffset(None) is None
    assert LaptopZone().tzname(None) is None


if sys.platform != "win32":

    def test_a_summer_s_time_is_summer_time_in_winter_too(monkeypatch) -> None:
        monkeypatch.setitem(os.environ, "TZ", "GMT0BST,M3.5.0/1,M10.5.0")
        time.tzset()
        try:
            july, november = datetime(2026, 7, 9, 9, tzinfo=UTC), at(10)
            clock = SteadyClock(LaptopTimes(november))
            zone = clock.now().tzinfo
            assert clock.now().strftime("%H:%M") == "10:00"
            assert july.astimezone(zone).strftime("%H:%M") == "10:00"
            twice = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC).astimezone(zone) for hour in (0, 1)]
            assert [(one.strftime("%H:%M"), one.fold) for one in twice] == [("01:30", 0), ("01:30", 1)]
            assert [one.astimezone(UTC).hour for one in twice] == [0, 1]
        finally:
            monkeypatch.undo()
            time.tzset()
