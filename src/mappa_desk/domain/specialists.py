"""Specialists who may help with a case. The program names them with when they help; the chair decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialist:
    """One specialist service as an area's published report names it (an unverified default elsewhere)."""

    code: str
    name: str
    agency: str
    """Code of the agency it belongs to."""
    when: str
    offers: str = ""
    questions: tuple[str, ...] = ()
    """All of them are to be answered with yes, where there are any."""
    any_of: tuple[str, ...] = ()
    at_least: int = 0
    """How many of `any_of` are to be answered with yes."""
    valid_until: date | None = None
    check: str = ""
    """What is to be looked up before they are asked, once `valid_until` has gone by."""

    def doubt(self, today: date) -> str:
        """What is to be looked up today before they are asked; empty for nothing."""
        return self.check if self.valid_until is not None and self.valid_until < today else ""
