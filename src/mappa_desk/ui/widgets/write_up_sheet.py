"""The grid of the write-up page: a white sheet, its margin column and its text column, for a width."""

from __future__ import annotations

from dataclasses import dataclass

from mappa_desk.ui import theme

TEXT = 536
"""Width of the text at 100 % text, in pixels: 142 mm, about 72 characters of 12 pt."""
MARGIN_COLUMN = 106
"""Margin column and gutter at 100 % text: 28 mm."""
LEAST_COLUMN = 84
"""The margin column gives way no further: "Decision 12" in bold."""
COMFORT = 300
"""Text narrower than this takes room from the margin column first."""
PAD = 32
LEAST_PAD = 12
GUTTER = 16
LEAST_GUTTER = 4
SHEET_TOP = 16
"""Ground above the sheet, and below its end."""
SHEET_PAD = 24
"""Room above the first paragraph; twice as much stands below the last."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where sheet and columns stand, in whole pixels from the left of the viewport."""

    left: int
    width: int
    margin_left: int
    margin_width: int
    text_left: int
    text_width: int

    @property
    def right(self) -> int:
        """The first pixel right of the text."""
        return self.text_left + self.text_width


def sheet(width: int) -> Sheet:
    """The grid for a viewport so many pixels wide. The text column shrinks, margin labels stay."""
    column, text = theme.px(MARGIN_COLUMN), theme.px(TEXT)
    pad, gutter = PAD, GUTTER
    if width < text + column + 2 * (PAD + GUTTER):
        spare = max(0, width - column - theme.px(COMFORT))
        pad = max(LEAST_PAD, min(PAD, spare // 8))
        gutter = max(LEAST_GUTTER, min(GUTTER, spare // 16))
        text = width - column - 2 * (pad + gutter)
        if text < theme.px(COMFORT):
            short = theme.px(COMFORT) - text
            column = max(theme.px(LEAST_COLUMN), column - short)
            text = max(theme.px(60), width - column - 2 * (pad + gutter))
    whole = column + text + 2 * pad
    left = max(gutter, (width - whole) // 2)
    return Sheet(left, whole, left + pad, column, left + pad + column, text)
