"""The clock ports. Time is given to the rooms, never read by them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable


class Clock(Protocol):
    """Gives the present moment."""

    def now(self) -> datetime:
        """The present moment, aware, in the laptop's own zone."""
        ...


@dataclass(frozen=True, slots=True)
class ClockMove:
    """The laptop's clock and the program's own count came apart."""

    by: timedelta
    """How far the laptop's clock moved against the count: forward is positive."""
    at: datetime
    """When it was noticed, by the own count."""


@runtime_checkable
class CountingClock(Clock, Protocol):
    """A clock that goes by a count of its own and watches the laptop's clock beside it."""

    def elapsed(self) -> float:
        """Seconds by the own count since the program began, sleep included. It never jumps."""
        ...

    def look(self) -> ClockMove | None:
        """Compares the two. Gives each move of the laptop's clock once, None while they agree."""
        ...

    def ahead(self) -> timedelta:
        """How far the laptop's clock is ahead of the own count now; behind is negative."""
        ...

    def take_laptops(self) -> None:
        """Goes by the laptop's clock from now on."""
        ...

    def go_on_from(self, moment: datetime) -> ClockMove | None:
        """Gives no moment before this one from now on.

        Gives how far the laptop's clock is behind it; None, and nothing changes, when it is not behind.
        """
        ...
