"""From a line number on a draft for the chair to the record that the line belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from mappa_desk.domain.chair_drafts import DraftLine


def record_at(lines: Sequence[DraftLine], line: int) -> DraftLine | None:
    """The paragraph that holds a numbered line: the last that begins at or before it.

    None for line 0, for one before the first paragraph, and where no lines are known. A number behind the
    last line leads to the last paragraph: who counted may have counted one too far.
    """
    ordered = sorted(lines, key=lambda one: one.line)
    at = bisect_right([one.line for one in ordered], line)
    return ordered[at - 1] if line > 0 and at else None
