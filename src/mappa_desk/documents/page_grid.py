"""The measures of a page in points: A4, a margin column beside one text column, sizes of type, two inks."""

from __future__ import annotations

from dataclasses import dataclass, replace

MM = 72 / 25.4
PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM
LEFT = RIGHT = 20 * MM
TOP = BOTTOM = 26 * MM
FULL_WIDTH = PAGE_WIDTH - LEFT - RIGHT
"""170 mm: margin column 24, gutter 4, text 142."""
TEXT_X = 28 * MM
"""Left edge of the text column, from the left margin."""
TEXT_WIDTH = FULL_WIDTH - TEXT_X
LABEL_WIDTH = 24 * MM
PAGE_DEPTH = PAGE_HEIGHT - TOP - BOTTOM
"""Height of the text of one page."""

Colour = tuple[float, float, float]
INK: Colour = (0x1A / 255, 0x1D / 255, 0x21 / 255)
QUIET_INK: Colour = (0x4A / 255, 0x52 / 255, 0x5C / 255)
HAIRLINE: Colour = (0x8A / 255, 0x92 / 255, 0x9C / 255)
TINT: Colour = (0xF2 / 255, 0xF3 / 255, 0xF5 / 255)


@dataclass(frozen=True, slots=True)
class Style:
    """One size of type with the space around it, in points."""

    size: float
    leading: float
    before: float = 0.0
    after: float = 0.0

    @property
    def baseline(self) -> float:
        """Distance from the top of a line to its baseline."""
        return (self.leading - self.size) / 2 + 0.79 * self.size


@dataclass(frozen=True, slots=True)
class Sheet:
    """How wide the columns of a document are, in points, and how its lines are spaced."""

    full_width: float = FULL_WIDTH
    text_x: float = TEXT_X
    label_width: float = LABEL_WIDTH
    least_leading: float = 0.0
    """Lines of twelve points and more stand no closer than this."""
    spread: float = 1.0
    """Lines stand so many times as far apart as usual."""
    narrow: bool = False
    """True when the columns of tables must be narrower than those of the minutes."""
    scale: float = 1.0
    """Type stands so many times as large as usual."""
    least_size: float = 0.0
    """No text of the column is smaller than this."""

    @property
    def is_large(self) -> bool:
        """True for large print, in which a table is told as a list."""
        return self.scale > 1.0

    @property
    def label_lines(self) -> int:
        """Most lines of a label in the margin column."""
        return 2 if self.narrow or self.is_large else 1

    @property
    def text_width(self) -> float:
        """Width of the text column."""
        return self.full_width - self.text_x

    @property
    def list_x(self) -> float:
        """Where the words beside a label begin; a sheet without a margin column sets them in."""
        return self.text_x or TEXT_X

    @property
    def list_width(self) -> float:
        """Width of the words beside a label."""
        return self.full_width - self.list_x

    def style(self, style: Style) -> Style:
        """A size of type with the spacing of this sheet."""
        if self.is_large:
            size = max(style.size * self.scale, self.least_size)
            grown = size / style.size
            before, after = style.before * self.scale, style.after * self.scale
            return Style(size, style.leading * grown, before, after)
        leading = style.leading
        if style.size >= _TEXT_SIZE:
            leading = max(leading, self.least_leading)
        if (leading, self.spread) == (style.leading, 1.0):
            return style
        return replace(style, leading=leading * self.spread)


MINUTES_SHEET = Sheet()
MARKS_WIDTH = 50 * MM
"""White at the right of a draft, up to the edge of the paper, for marks by hand."""
DRAFT_SHEET = Sheet(
    full_width=PAGE_WIDTH - MARKS_WIDTH - LEFT - 2 * MM,
    text_x=20 * MM,
    label_width=19 * MM,
    least_leading=18.5,
    narrow=True,
)
LARGE_SHEET = Sheet(scale=4 / 3, least_size=16, label_width=26.5 * MM)
"""The grid of the minutes with text of 16 points; labels come nearer to it."""
_TEXT_SIZE = 12


def sheet_for(*, large: bool, sheet: Sheet = MINUTES_SHEET) -> Sheet:
    """A sheet as it is, or the same columns in large print."""
    if not large:
        return sheet
    labels = max(sheet.label_width, LARGE_SHEET.label_width) if sheet.text_x else sheet.label_width
    return replace(sheet, scale=LARGE_SHEET.scale, least_size=LARGE_SHEET.least_size, label_width=labels)


TITLE = Style(22, 26, after=11)
SECTION = Style(15, 20, before=18, after=6)
RULE_ABOVE = 4.5
"""White between the rule over a section or an item and its heading, in points."""
ITEM_IN_GROUP = Style(13.5, 18, before=14, after=4)
AGENCY = Style(12.5, 17, before=9, after=3)
BODY = Style(12, 17, after=6)
BODY_WITHIN = Style(12, 17, after=2)
"""A paragraph with another of the same entry below it."""
NOTE = Style(10.5, 14, after=6)
BOX_HEADING = Style(12.5, 17, after=2)
BOXED = Style(12, 17, after=4)
BOX_GAP = 8.0
TABLE_GAP = 12.0
LOGO_GAP = 10.0
LABEL = Style(10.5, 17)
CELL = Style(10.5, 14)
LEAD = Style(12, 17, after=14)
"""A paragraph over the full width before a table."""
CUT = Style(9, 12, before=26)
"""Words at a line to cut along."""
LETTER = Style(12, 17, before=2, after=10)
"""A paragraph of a letter."""
LETTER_CLOSE = Style(12, 17, before=44)
"""The last line of a letter, with white above it to sign in."""
CLOSE_CELL = Style(10, 12.5)
FURNITURE = Style(9, 11)
LARGE_FURNITURE = Style(12, 14)
LINE_NUMBER = Style(9, 11)
NOTES_HEADING = Style(11.5, 16, before=16)
NOTED = Style(10.5, 15)
