"""Plain text out of a report from outside: paragraphs stay, tables become rows, what goes is counted.

The readers of HTML, of Word files and of mails all write into one `Flow`. Rules that hold for all of them:
a row of a table is one line, its cells joined by " | "; a list's points begin with "- " or with their number;
formatting goes without a word; whatever else goes is counted in `Losses` and told to the user.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.limits import clean

CELLS = " | "
"""Stands between two cells of a row."""
PARTS = " / "
"""Stands between two paragraphs of one cell, where the cell is not the last of its row."""
MOST_TEXT = 1_000_000
"""Characters after which a report is no longer read; an entry takes a twentieth of that."""
DEEPEST_TABLE = 40
"""Tables nested deeper than this are read as paragraphs."""

PICTURES = "picture"
LINKS = "link"
OBJECTS = "object"
SCRIPTS = "script"
COMMENTS = "comment"
DELETIONS = "deletion"
UNFILLED = "unfilled"
FIELDS = "field"
SYMBOLS = "symbol"
INVISIBLE = "invisible"
STRUCK = "struck"
INSERTED = "inserted"
_HIDDEN_WORDS = "hidden_words"
_HEAD_WORDS = "head_words"

_SAID = (
    (PICTURES, "1 picture", "{n} pictures"),
    (LINKS, "1 link’s address", "{n} links’ addresses"),
    (OBJECTS, "1 embedded object", "{n} embedded objects"),
    (SCRIPTS, "1 script", "{n} scripts"),
    (COMMENTS, "1 comment", "{n} comments"),
    (DELETIONS, "1 tracked deletion", "{n} tracked deletions"),
    (_HIDDEN_WORDS, "hidden text (1 word)", "hidden text ({n} words)"),
    (_HEAD_WORDS, "page heads and feet (1 word)", "page heads and feet ({n} words)"),
    (UNFILLED, "1 blank that nobody filled", "{n} blanks that nobody filled"),
    (FIELDS, "1 form field", "{n} form fields"),
    (INVISIBLE, "1 invisible character", "{n} invisible characters"),
)
_NOTED = (
    (SYMBOLS, "1 special symbol stands as [symbol]", "{n} special symbols stand as [symbol]"),
    (STRUCK, "1 passage was struck through and is kept", "{n} passages were struck through and are kept"),
    (INSERTED, "1 tracked insertion is kept", "{n} tracked insertions are kept"),
)  # fmt: skip

_SPACE = re.compile("[ \t\n\r\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_WIDE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]"
)
_BULLET = re.compile(
    "^( *)[\u2022\u00b7\u25aa\u25e6\u2023\u25cf\u25cb\u25a0\u25a1\u2043\uf0b7\uf0a7\uf0d8]\\s*"
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
    0x2610: "[ ]", 0x2611: "[x]", 0x2612: "[x]", 0xF0A8: "[ ]", 0xF06F: "[ ]", 0xF0FE: "[x]",
    0xF0FD: "[x]", 0xF0FC: "[x]",
}  # fmt: skip


class ReportTooLong(FileRefused):
    """A report with more text than is read at all."""


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report as plain text. `left_out` says what went, `noted` what came with a doubt; one phrase each."""

    text: str
    left_out: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()


class Losses:
    """Counts what is not taken, by kind."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._others: list[str] = []

    def add(self, kind: str, count: int = 1) -> None:
        """So many more of a kind."""
        self._counts[kind] = self._counts.get(kind, 0) + count

    def hidden(self, text: str) -> None:
        """Words that the sender's program would not have shown."""
        self.add(_HIDDEN_WORDS, len(text.split()))

    def head(self, text: str) -> None:
        """Words of a page's head or foot."""
        self.add(_HEAD_WORDS, len(text.split()))

    def named(self, words: str) -> None:
        """Something with words of its own."""
        self._others.append(words)

    def left_out(self) -> tuple[str, ...]:
        """What went, in words: "2 pictures", "1 link’s address"."""
        return (*self._said(_SAID), *self._others)

    def noted(self) -> tuple[str, ...]:
        """What came, but should be looked at."""
        return self._said(_NOTED)

    def _said(self, table: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
        return tuple(
            one if self._counts[kind] == 1 else more.format(n=f"{self._counts[kind]:,}")
            for kind, one, more in table
            if self._counts.get(kind)
        )


@dataclass(slots=True)
class _Table:
    rows: list[list[list[str]]] = field(default_factory=list)
    in_cell: bool = False
    holds_table: bool = False

    def lines(self) -> list[str]:
        """Rows as lines. A table that holds a table, or has one column, only laid the page out."""
        self.drop_empty_columns()
        if self.holds_table or all(len(row) < 2 for row in self.rows):
            return [line for row in self.rows for cell in row for line in cell]
        return [line for row in self.rows for line in _row_lines(row)]

    def drop_empty_columns(self) -> None:
        """Columns in which no row has a word only made room."""
        widest = max((len(row) for row in self.rows), default=0)
        empty = {
            place
            for place in range(widest)
            if not any(len(row) > place and any(line.strip() for line in row[place]) for row in self.rows)
        }
        if empty:
            self.rows = [[cell for place, cell in enumerate(row) if place not in empty] for row in self.rows]


def _row_lines(row: list[list[str]]) -> list[str]:
    """One row: its cells in one line; the paragraphs of the last cell that has any go on below it."""
    filled = [[line.strip() for line in cell if line.strip()] for cell in row]
    while filled and not filled[-1]:
        filled.pop()
    if not filled:
        return []
    last = filled.pop()
    first = CELLS.join([*(PARTS.join(cell) for cell in filled), last[0]]).replace("|  |", "| |")
    return [first, *last[1:]]


class Flow:
    """Takes text, blocks, lists and tables in the order in which they stand and gives plain text."""

    def __init__(self, losses: Losses | None = None) -> None:
        self.losses = losses or Losses()
        self._places: list[list[str]] = [[]]
        self._tables: list[_Table] = []
        self._ignored = 0
        self._parts: list[str] = []
        self._marker = ""
        self._indent = ""
        self._quote = 0
        self._size = 0

    # Words

    def text(self, words: str, *, exact: bool = False) -> None:
        """Words of the present paragraph. White space is one space unless `exact`. Raises ReportTooLong."""
        if not words:
            return
        self._size += len(words)
        if self._size > MOST_TEXT:
            raise ReportTooLong(f"This report holds more than {MOST_TEXT:,} characters; it is not read.")
        if not exact:
            self._parts.append(_SPACE.sub(" ", words))
            return
        first, *others = words.split("\n")
        self._parts.append(first)
        for line in others:
            self.line_break()
            self._parts.append(line)

    def line_break(self) -> None:
        """The line ends here, empty or not."""
        self._end_line(even_empty=True)

    def block(self) -> None:
        """A paragraph ends or begins here."""
        self._end_line(even_empty=False)

    def blank(self) -> None:
        """An empty paragraph."""
        self.block()
        self._put("")

    def marker(self, marker: str, level: int = 0) -> None:
        """What the next words stand behind: "- " or "3. ", moved in by a level of a list."""
        self.block()
        self._marker, self._indent = marker, "  " * min(level, 8)

    def quote(self, by: int) -> None:
        """Lines from here on are quoted one level deeper (1) or less deep (-1)."""
        self.block()
        self._quote = max(0, self._quote + by)

    @property
    def is_line_empty(self) -> bool:
        """True while the present paragraph has no words."""
        return not any(part.strip() for part in self._parts)

    def _end_line(self, *, even_empty: bool) -> None:
        line = "".join(self._parts)
        line = (
            re.sub("  +", " ", line).strip() if "\t" not in line and "  " not in line[:2] else line.rstrip()
        )
        self._parts.clear()
        if line:
            lead, self._marker, self._indent = self._indent + self._marker, "", ""
            self._put(lead + line)
        elif even_empty and not self._marker:
            self._put("")

    def _put(self, line: str) -> None:
        self._places[-1].append("> " * min(self._quote, 5) + line)

    # Tables

    def begin_table(self) -> None:
        """A table begins; inside a cell it makes the table around it a mere layout."""
        self.block()
        if self._tables and self._tables[-1].in_cell:
            self._tables[-1].holds_table = True
        if len(self._tables) >= DEEPEST_TABLE:
            self._ignored += 1
            return
        self._tables.append(_Table())

    def begin_row(self) -> None:
        """A row begins; a row or cell that is still open ends."""
        self.end_cell()
        if self._ignored:
            return
        if not self._tables:
            self._tables.append(_Table())
        self._tables[-1].rows.append([])

    def begin_cell(self) -> None:
        """A cell begins; one that is still open ends."""
        self.end_cell()
        if self._ignored:
            return
        if not self._tables or not self._tables[-1].rows:
            self.begin_row()
        self._tables[-1].in_cell = True
        self._places.append([])

    def end_cell(self) -> None:
        """The open cell of the innermost table ends."""
        self.block()
        if not self._ignored and self._tables and self._tables[-1].in_cell:
            self._tables[-1].in_cell = False
            self._tables[-1].rows[-1].append(self._places.pop())

    def end_table(self) -> None:
        """The innermost table ends: its rows stand where it stood."""
        self.block()
        if self._ignored:
            self._ignored -= 1
        elif self._tables:
            self.end_cell()
            self._places[-1].extend(self._tables.pop().lines())

    def result(self) -> ReportText:
        """The whole text, tidied, with what went."""
        self.block()
        while self._tables:
            self.end_table()
        text = tidy("\n".join(self._places[0]), self.losses)
        return ReportText(text, self.losses.left_out(), self.losses.noted())


def tidy(text: str, losses: Losses) -> str:
    """The text without what nobody sees, with plain bullets and boxes and single blank lines."""
    text, unseen = _UNSEEN.subn("", clean(text))
    if unseen:
        losses.add(INVISIBLE, unseen)
    text = _WIDE.sub(" ", text).translate(_LIGATURES)
    lines: list[str] = []
    for raw in text.split("\n"):
        line = _BULLET.sub(r"\1- ", raw).rstrip()
        if line or (lines and lines[-1]):
            lines.append(line)
    text, symbols = _PRIVATE.subn("[symbol]", "\n".join(lines).strip("\n"))
    if symbols:
        losses.add(SYMBOLS, symbols)
    return text
