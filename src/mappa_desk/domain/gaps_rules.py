"""Which gaps stand in the way of approval where that is the area's own choice.

What a record may never lack (a reason, an owner, a date, a speaker, a decision asked of every meeting) blocks
whatever an area says: minutes must show all decisions and actions with their reasons, and every view
(MAPPA Guidance 13b.1, 2022). The rest is a row of the area's standards, 1 for yes and 0 for no.
"""

from __future__ import annotations

from collections.abc import Mapping

AREA_RULES: Mapping[str, str] = {
    "attendance": "attendance_blocks",
    "front_sheet": "front_sheet_blocks",
    "not_read_back": "read_back_blocks",
    "dissent_resolved": "dissent_resolved_blocks",
    "last_minutes": "last_minutes_blocks",
    "correction": "corrections_block",
}
"""The area's standard by the code of the gap that it rules."""


def area_blocks(figures: Mapping[str, int]) -> Mapping[str, bool]:
    """By the code of a gap, whether it blocks; only where `figures`, by standard, says so."""
    return {code: figures[row] > 0 for code, row in AREA_RULES.items() if row in figures}
