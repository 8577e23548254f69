"""A laptop whose clock, sleep and zone a test moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

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


class British(tzinfo):
    """Summer time of 2026, from 29 March to 25 October, as a table."""

    BEGIN, END = datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)

    def utcoffset(self, moment):
        utc = moment.replace(tzinfo=UTC)
        summer = utc >= self.BEGIN and utc < self.END + timedelta(hours=1 - moment.fold)
        return timedelta(hours=1) if summer else timedelta(0)

    def dst(self, moment):
        return self.utcoffset(moment)

    def tzname(self, _moment):
        return "British"

    def fromutc(self, moment):
        utc = moment.replace(tzinfo=UTC)
        if self.BEGIN <= utc < self.END:
            return moment + timedelta(hours=1)
        return moment.replace(fold=int(self.END <= utc < self.END + timedelta(hours=1)))
