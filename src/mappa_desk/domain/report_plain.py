"""Plain text from outside made readable: soft-wrapped lines of a mail joined again, tables with tabs as rows.

A line is joined to the next only where the next word would not have fitted on it, so a break that somebody
made by hand stays. Where that cannot be told, the lines stay as they came. No word and no mark is taken out;
a hyphen at the end of a line goes only when the same text has the word without it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from itertools import pairwise

from mappa_desk.domain.limits import clean
from mappa_desk.domain.report_text import CELLS, PARTS, Losses, ReportText, tidy

NARROWEST, WIDEST = 50, 100
"""Between these a longest line is the width that a program wrapped at."""
SAFE_LINES = 2
"""So many lines at least are broken within a sentence, and most of the full ones, in a wrapped text."""

_SENTENCE_ENDS = (".", ":", "?", "!", ";")
_OWN_LINE = re.compile(
    r"^(?:\s|>|[-*+\u2022\u00b7\u2013\u2014\u25aa\u25cf\uf0b7]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s"
    r"|\|)|\t"
)
"""A line that begins something of its own: moved in, quoted, a point, a row."""
_LABEL = re.compile(r"^[A-Z][^.!?]{0,40}:(?:\s|$)")
_RULED = re.compile(r"^[-_=*~#]{3,}\s*$")
_HYPHEN = re.compile(r"([^\W\d_]+)-$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2019'][^\W\d_]+)*")


def from_plain(text: str, *, flowed: bool = False, without_space: bool = False) -> ReportText:
    """The text with its paragraphs. `flowed` is RFC 3676: a line that ends in a space goes on in the next.

    `without_space` is its DelSp: that space is no part of the text.
    """
    losses = Losses()
    text = clean(text.replace("\f", "\n\n"))
    lines = text.split("\n")
    if flowed:
        joined = _unflowed(lines, without_space=without_space)
    elif _is_table(lines):
        joined = _rows(text)
    else:
        joined = _unwrapped(_softened(lines))
    return ReportText(tidy("\n".join(joined), losses), losses.left_out(), losses.noted())


def _softened(lines: Sequence[str]) -> list[str]:
    """Lines that end in a soft hyphen are one word with the next."""
    made: list[str] = []
    for line in lines:
        if made and made[-1].endswith("\u00ad") and line[:1].isalpha():
            made[-1] = made[-1][:-1] + line
        else:
            made.append(line)
    return made


def _unflowed(lines: Sequence[str], *, without_space: bool) -> list[str]:
    made: list[str] = []
    going_on = False
    for line in lines:
        quoted = line.startswith(">")
        bare = line.removeprefix(" ") if not quoted else line
        if going_on and not quoted:
            made[-1] = (made[-1][:-1] if without_space else made[-1]) + bare
        else:
            made.append(bare)
        going_on = bare.endswith(" ") and bare != "-- " and not quoted
    return made


def _is_table(lines: Sequence[str]) -> bool:
    """True when most lines are cells with tabs between them, as a spreadsheet copies them."""
    filled = [line for line in lines if line.strip()]
    return bool(filled) and sum("\t" in line.strip() for line in filled) * 2 > len(filled)


def _rows(text: str) -> list[str]:
    """Cells with tabs as rows; a cell in quotation marks may hold several lines."""
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter="\t", strict=True))
    except csv.Error:
        rows = [line.split("\t") for line in text.split("\n")]
    made = []
    for row in rows:
        cells = [PARTS.join(part.strip() for part in cell.split("\n") if part.strip()) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        made.append(CELLS.join(cells).replace("|  |", "| |"))
    return made


def _unwrapped(lines: Sequence[str]) -> list[str]:
    lines = [line.rstrip() for line in lines]
    width = _width(lines)
    if not width:
        return list(lines)
    whole = {word.casefold() for line in lines for word in _WORD.findall(line)}
    made: list[str] = []
    last = ""
    for line in lines:
        if made and _goes_on(last, line, width):
            made[-1] = _joined(made[-1], line.strip(), whole)
        else:
            made.append(line)
        last = line
    return made


def _width(lines: Sequence[str]) -> int:
    """The width that the lines were wrapped at; 0 when they were not, or it cannot be told."""
    prose = [line for line in lines if " " in line.strip() and not line.startswith(">")]
    longest = max((len(line) for line in prose), default=0)
    if not NARROWEST <= longest <= WIDEST:
        return 0
    full = [line for line, following in pairwise(lines) if _goes_on(line, following, longest)]
    within = sum(not line.endswith(_SENTENCE_ENDS) for line in full)
    return longest if within >= SAFE_LINES and within * 2 > len(full) else 0


def _goes_on(line: str, following: str, width: int) -> bool:
    """True when the break between two lines was made for want of room."""
    stripped = following.strip()
    if not line.strip() or not stripped or _OWN_LINE.search(following) or _RULED.match(line):
        return False
    if line.startswith((">", "|")) or _RULED.match(following) or "\t" in line.strip():
        return False
    word = stripped.split(" ", 1)[0]
    if len(line) + 1 + len(word) > width:
        return not (line.rstrip().endswith((".", ":", "?", "!")) and _LABEL.match(stripped))
    begins_small = stripped[0].islower()
    return begins_small and len(line) >= width * 0.75 and line.rstrip()[-1] not in ".!?:;|"


def _joined(before: str, line: str, whole: set[str]) -> str:
    """Two lines as one. A hyphen between them goes only when the text has the word without it elsewhere."""
    found = _HYPHEN.search(before)
    if found is None or not line[:1].isalpha():
        return f"{before} {line}"
    rest = re.match(r"[^\W\d_]+", line)
    assert rest is not None
    word = f"{found[1]}{rest[0]}".casefold()
    hyphenated = f"{found[1]}-{rest[0]}".casefold()
    if word in whole and hyphenated not in whole and line[:1].islower():
        return before[:-1] + line
    return before + line
