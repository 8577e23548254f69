"""A laptop whose clock, count and user a test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


class Laptop:
    """The times of a machine, and whether somebody touches it elsewhere."""

    def __init__(self, wall_at: datetime = MORNING) -> None:
        self.wall_at, self.count = wall_at, 1000.0
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

    def pass_(self, **span: float) -> None:
        """Time passes, awake or asleep."""
        self.go(timedelta(**span).total_seconds())

    def set_wall(self, **by: float) -> None:
        """Somebody puts the laptop's clock forward, or back."""
        self.wall_at += timedelta(**by)
