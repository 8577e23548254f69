"""The clock of a run of the program: the laptop's clock once, at the start, and an own count from then on.

A meeting's times stay true when the laptop's clock is put right, or wrong, in the middle of it. The count
includes sleep:

- Linux: `CLOCK_BOOTTIME`;
- macOS: `CLOCK_MONOTONIC`, which goes on while the machine sleeps (`time.monotonic` there does not);
- Windows: `time.monotonic`, which is made of ticks that go on while the machine sleeps.

What is shown is in the laptop's zone as it is for each moment: a time of July is summer time in November too,
and a change to or from summer time, or of the zone, moves nothing but the hour on the wall.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol

from mappa_desk.domain.clock import ClockMove

MOVED = timedelta(minutes=2)
"""The laptop's clock has moved when it differs by more than this from the own count."""


class TimeSource(Protocol):
    """Where the two times come from. A test brings one that it moves."""

    def wall(self) -> float:
        """Seconds since 1970 in UTC by the laptop's clock."""
        ...

    def elapsed(self) -> float:
        """Seconds since some moment, sleep included, that nobody can put forward or back."""
        ...


class SystemTime:
    """The times of this machine."""

    def wall(self) -> float:
        """Seconds since 1970 in UTC by the laptop's clock."""
        return time.time()

    def elapsed(self) -> float:
        """Seconds since the machine was started, sleep included."""
        if sys.platform == "linux":
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        if sys.platform == "darwin":
            return time.clock_gettime(time.CLOCK_MONOTONIC)
        return time.monotonic()


class LaptopZone(tzinfo):
    """The zone to which this laptop is set, with the hour that was or will be right at each moment.

    Two of them are never the same object in two calls of a clock, so that differences between moments are
    true across a change to or from summer time (Python compares moments of one zone object by the wall).
    """

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """How far the wall is ahead of UTC at this local moment."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, _moment: datetime | None) -> timedelta | None:
        """Not known apart from the whole."""
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        """The system's own short name of the zone."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: datetime) -> datetime:
        """A moment of UTC on the wall; the second one of an hour that comes twice has `fold` 1."""
        wall = moment.replace(tzinfo=UTC).astimezone().replace(tzinfo=None)
        offset = wall - moment.replace(tzinfo=None)
        fold = int(wall.astimezone().utcoffset() != offset)
        return wall.replace(tzinfo=self, fold=fold)


@dataclass(frozen=True, slots=True)
class _Begun:
    """The moment from which is counted: seconds since 1970, and what the count said then."""

    wall: float
    elapsed: float


class SteadyClock:
    """Implements `domain.clock.CountingClock`. May be asked from every thread; `look` from one."""

    def __init__(self, source: TimeSource | None = None, *, zone: Callable[[], tzinfo] = LaptopZone) -> None:
        """Begins with the laptop's time of this moment. `zone` gives the zone anew for each moment asked."""
        self._source: TimeSource = source or SystemTime()
        self._zone = zone
        self._first = self._source.elapsed()
        self._begun = _Begun(self._source.wall(), self._first)
        self._told = 0.0

    def now(self) -> datetime:
        """The present moment by the own count, aware, in the laptop's zone."""
        return datetime.fromtimestamp(self._own(), self._zone())

    def elapsed(self) -> float:
        """Seconds by the own count since the program began, sleep included. It never jumps."""
        return self._source.elapsed() - self._first

    def look(self) -> ClockMove | None:
        """Gives each move of the laptop's clock by more than `MOVED` once, None while nothing new moved."""
        off = self._off()
        moved = off - self._told
        if abs(moved) <= MOVED.total_seconds():
            return None
        self._told = off
        return ClockMove(timedelta(seconds=round(moved)), self.now())

    def ahead(self) -> timedelta:
        """How far the laptop's clock is ahead of the own count now; behind is negative."""
        return timedelta(seconds=round(self._off()))

    def take_laptops(self) -> None:
        """Goes by the laptop's clock from now on."""
        self._begun, self._told = _Begun(self._source.wall(), self._source.elapsed()), 0.0

    def go_on_from(self, moment: datetime) -> ClockMove | None:
        """Gives no moment before this one from now on; the count goes on from it.

        Gives how far the laptop's clock is behind it; None, and nothing changes, when it is not behind.
        """
        if moment <= self.now():
            return None
        self._begun = _Begun(moment.timestamp(), self._source.elapsed())
        self._told = self._off()
        return ClockMove(timedelta(seconds=round(self._told)), self.now())

    def _own(self) -> float:
        begun = self._begun
        return begun.wall + self._source.elapsed() - begun.elapsed

    def _off(self) -> float:
        return self._source.wall() - self._own()
