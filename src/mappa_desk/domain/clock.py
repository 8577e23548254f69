"""The one clock port. Time is given to the rooms, never read by them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Gives the present moment."""

    def now(self) -> datetime:
        """The present moment, aware, in the laptop's own zone."""
        ...
