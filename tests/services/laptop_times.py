"""A laptop whose clock, sleep and zone a test moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from meeting_room import FIRST_DAY


@dataclass
class LaptopTimes:
    """A time source: the wall clock can be put anywhere, the count only goes on."""

    wall_at: datetime = FIRST_DAY
    count: float = 5_000.0

    def wall(self) -> float:
        return self.wall_at.timestamp()

    def elapsed(self) -> float:
        return self.count

    def pass_(self, **span: float) -> None:
        """Time passes, awake or asleep: both go on."""
        gone = timedelta(**span)
        self.wall_at += gone
        self.count += gone.total_seconds()

    def set_wall(self, **by: float) -> None:
        """Somebody puts the laptop's clock forward, or back."""
        self.wall_at += timedelta(**by)

    def restart(self) -> None:
        """The machine counts from its start again."""
        self.count = 3.0


def at(hour: int, minute: int = 0, second: int = 0, *, day: int = 23) -> datetime:
    """A moment of the first day's month, in UTC."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=UTC)
