"""The chair's marks as they come back: "line 130: say who" or "9.3: say who", one a line, keyed or pasted."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

FOLDED = 50
"""A text line of so many characters may have been folded by an e-mail program."""

_QUOTED = re.compile(r"^[\s>|*\u2022\u00b7\u2013-]*")
_NUMBERED = re.compile(
    r"""(?:(?:lines?|ll?\.?|ln\.?|para(?:graph)?s?\.?|nos?\.?|\#)\s*)?   # "line", "l.", "#"
        (?P<line>\d{1,6})
        (?:\s*(?:-|\u2013|\u2014|to|and|/|,|&)\s*\d{1,6})*               # "130-132", "130 and 131"
        (?P<after>\s*[:.)\]\u2013\u2014=-]+(?:\s+|(?!\d))|\s+)
        (?P<point>\S.*)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_PLACED = re.compile(
    r"""(?:(?:at|in|see)\s+)?
        (?P<place>(?:para(?:graph)?s?\.?|entry|point|no\.?|item)?\s*\d{1,3}\.\d{1,4}
          |(?:decision|action|item)\s+(?:no\.?\s*)?(?:[a-z]\d{1,4}-)?\d{1,4})
        (?:\s*[:)\]\u2013\u2014=-]+\s*|\s*\.\s+)
        \S.*""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
"""A place of the minutes, as the Word draft asks for it; "9.3 is wrong" and "9.3.2026" are none."""
_NAMED = re.compile(r"(?:lines?|ll?\.?|ln\.?|\#)\s*\d", re.IGNORECASE)
_STRONG = re.compile(r"\s*[:)\]\u2013\u2014=-]+\s*$|\s*\.\s+$|\s*\.$")


@dataclass(frozen=True, slots=True)
class ReadMark:
    """One mark as it was read: the line number, 0 where none was given, and the point."""

    line: int
    point: str
    place: str = ""
    """The place that was named instead of a line: "9.3", "Decision 2". The point holds it too, as it was
    said, because numbers may change after the draft."""


@dataclass(frozen=True, slots=True)
class ReadMarks:
    """What was read from a list of marks, and the lines that were not understood, as they stand."""

    marks: tuple[ReadMark, ...]
    left: tuple[str, ...] = ()


def read_marks(text: str) -> ReadMarks:
    """The marks in keyed or pasted words.

    Each text line that begins with a line number is a mark: "line 130: say who", "130 - say who", "> l. 130
    say who"; so is one that begins with a place of the minutes and a sign: "9.3: say who", "Decision 2:
    because?". A text line without a number goes on with the mark above it when no blank line lies between and
    it looks as if an e-mail program had folded a long line: the line above is long, or this one begins with
    a small letter. All else is `left`: greetings, names, signatures. A single text line without any number
    is a mark of no line. Nothing is ever dropped without being in `left`.
    """
    lines = text.splitlines()
    filled = [line for line in lines if line.strip()]
    if len(filled) == 1:
        only = _read_line(filled[0])
        return ReadMarks((only or ReadMark(0, filled[0].strip()),))
    marks: list[ReadMark] = []
    left: list[str] = []
    above = ""
    """The text line above while it belongs to a mark, else empty."""
    for line in lines:
        bare = _QUOTED.sub("", line).strip()
        read = _read_line(line)
        if read is not None:
            marks.append(read)
        elif bare and above and (len(above) >= FOLDED or bare[0].islower()):
            marks[-1] = replace(marks[-1], point=f"{marks[-1].point} {bare}")
        elif bare:
            left.append(line.strip())
            bare = ""
        above = bare
    return ReadMarks(tuple(marks), tuple(left))


def _read_line(line: str) -> ReadMark | None:
    """The mark of one text line, None when it begins neither with a line number nor with a place.

    A bare number needs a sign or "line" before it: "12 people came" is a sentence.
    """
    bare = _QUOTED.sub("", line).strip()
    placed = _PLACED.fullmatch(bare)
    if placed is not None:
        return ReadMark(0, bare, " ".join(placed["place"].split()))
    found = _NUMBERED.fullmatch(bare)
    if found is None or not int(found["line"]):
        return None
    named = _NAMED.match(bare)
    if not named and not _STRONG.fullmatch(found["after"]):
        return None
    return ReadMark(int(found["line"]), found["point"].strip())
