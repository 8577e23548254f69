"""What an area sets for itself: standards with their source, the form it prints, its wording."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mappa_desk.domain.cases import Level
from mappa_desk.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaStandard(Record):
    """One figure the area works to. Never printed as guidance while it is unverified. `id` is its code."""

    KIND: ClassVar[str] = "standard"

    title: str
    value: float
    unit: str
    """"working days", "weeks", "per cent", "days"."""
    level: Level | None = None
    edition: str = ""
    source: str = ""
    verified_by: str = ""
    verified_on: date | None = None

    @property
    def verified(self) -> bool:
        """True once somebody has confirmed it against a source."""
        return self.verified_on is not None and bool(self.verified_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaForm(Record):
    """How the area's documents are headed and worded. There is one; its id is "form"."""

    KIND: ClassVar[str] = "form"

    area_name: str = ""
    form_title: str = ""
    """Empty until the area enters it; then the minutes stop calling themselves a local layout."""
    form_edition: str = ""
    approved_by_board_on: date | None = None
    departs_because: str = ""
    statement_edition: str = "later"
    statement_text: str = ""
    statement_short: str = ""
    """Read to somebody who joins late."""
    handling_text: str = ""
    handling_short: str = ""
    front_sheet: bool = True
    print_names: bool = False
    """Print the name of the person discussed in the full minutes; initials or reference otherwise."""
    logo: str = ""
    """PNG of at most 200 kB in base 64, drawn at the head of the first page; empty for none."""
    logo_says: str = ""
    """What the logo shows, for those who do not see it. A logo without these words is not printed."""
    section_order: tuple[str, ...] = ()
    """Names of the sections of the minutes in the area's order; those not named follow in the usual one."""
    curtain_minutes: int = 10
    lock_minutes: int = 10
    verified: bool = False
