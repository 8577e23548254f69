"""The chair's marks as they come back: "line 130: say who", one a line, keyed or pasted from an e-mail."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
_NAMED = re.compile(r"(?:lines?|ll?\.?|ln\.?|\#)\s*\d", re.IGNORECASE)
_STRONG = re.compile(r"\s*[:)\]\u2013\u2014=-]+\s*$|\s*\.\s+$|\s*\.$")


@dataclass(frozen=True, slots=True)
class ReadMark:
    """One mark as it was read: the line number, 0 where none was given, and the point."""

    line: int
    point: str


@dataclass(frozen=True, slots=True)
class ReadMarks:
    """What was read from a list of marks, and the lines that were not understood, as they stand."""

    marks: tuple[ReadMark, ...]
    left: tuple[str, ...] = ()


def read_marks(text: str) -> ReadMarks:
    """The marks in keyed or pasted words.

    Each text line that begins with a line number is a mark: "line 130: say who", "130 - say who", "> l. 130
    say who". A text line without a number goes on with the mark above it when no blank line lies between and
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
            marks[-1] = ReadMark(marks[-1].line, f"{marks[-1].point} {bare}")
        elif bare:
            left.append(line.strip())
            bare = ""
        above = bare
    return ReadMarks(tuple(marks), tuple(left))


def _read_line(line: str) -> ReadMark | None:
    """The mark of one text line, None when it does not begin with a line number.

    A bare number needs a sign or "line" before it: "12 people came" is a sentence.
    """
    found = _NUMBERED.fullmatch(_QUOTED.sub("", line).strip())
    if found is None or not int(found["line"]):
        return None
    named = _NAMED.match(_QUOTED.sub("", line).strip())
    if not named and not _STRONG.fullmatch(found["after"]):
        return None
    return ReadMark(int(found["line"]), found["point"].strip())
