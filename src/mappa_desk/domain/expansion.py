"""What a short form opens to while it is typed, and the blanks that standard wording leaves to fill.

A short form opens at the space or the punctuation mark after it. Its first letter's case is kept: `Lp`
opens to "Licence period". All in capitals (`LP`) it is an acronym that is meant as it stands. It never opens
inside a word, after "@", or before the colon of a code at the start of a row. A backslash before it keeps it
as text.

A blank is written `[date]` where wording is made and stands in a record as `⟦date⟧`: brackets that no
keyboard types, so that `[sic]` in somebody's words is never taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

SHORT_LIMIT = 20
"""Most characters of a short form."""
BLANK_LIMIT = 80
"""Most characters between the brackets of a blank."""
ENDS = frozenset(" \n\u2028.,;:!?)]}\"'…”’")
"""Characters that end a word and so open it: spaces, line breaks and punctuation."""
CARRY = "\\"
"""Before a short form it keeps it as text, and goes."""
_STANDS_BEFORE = frozenset('([{"“‘–—')
"""What may stand right before a short form, besides a space or nothing."""
_ROW = re.compile("[\n\u2028]")
_WRITTEN = re.compile(rf"\[([^\[\]\n⟦⟧]{{1,{BLANK_LIMIT}}})\]")
_BLANK = re.compile(rf"⟦[^⟦⟧]{{1,{BLANK_LIMIT}}}⟧")


@dataclass(frozen=True, slots=True)
class Opening:
    """A change of the text right before the caret: from `start` on, `taken` goes and `put` comes."""

    start: int
    taken: str
    put: str

    @property
    def opens(self) -> bool:
        """True when words came; False when only the backslash went that kept a short form as text."""
        return not self.taken.startswith(CARRY)


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank that nobody has filled: its span in the text, brackets included, end exclusive."""

    start: int
    end: int


def is_short_form(text: str) -> bool:
    """True for what may be a short form: 1 to 20 small letters and digits, at least one of them a letter."""
    plain = text.isalnum() and text == text.lower() and any(map(str.isalpha, text))
    return plain and len(text) <= SHORT_LIMIT


def opening(before: str, ended_by: str, forms: Mapping[str, str]) -> Opening | None:
    """What the last word of `before` opens to when `ended_by` is typed after it, None when it stays.

    `before` is the text up to the caret without that character; `ended_by` empty stands for the end of the
    line. `forms` gives words by short form in small letters. Looks at no more than the last word. Never
    raises for any text.
    """
    start = len(before)
    while start and len(before) - start <= SHORT_LIMIT and before[start - 1].isalnum():
        start -= 1
    short = before[start:]
    words = forms.get(short.lower())
    if not words:
        return None
    kept = before[start - 1 : start] == CARRY
    first = start - kept
    neighbour = before[first - 1 : first]
    if neighbour and not neighbour.isspace() and neighbour not in _STANDS_BEFORE:
        return None
    if ended_by == ":" and not _ROW.split(before[:first])[-1].strip():
        return None
    if kept:
        return Opening(first, before[first:], short)
    if short.isupper() and sum(map(str.isalpha, short)) > 1:
        return None
    return Opening(first, short, words[0].upper() + words[1:] if short[0].isupper() else words)


def to_fill(wording: str) -> str:
    """Standard wording as it is put into a record: each `[name]` is marked as a blank, all else stays."""
    return _WRITTEN.sub("⟦\\1⟧", wording)


def blanks(text: str) -> tuple[Blank, ...]:
    """The blanks of a record's text that are still to fill, from the left."""
    if "⟦" not in text:
        return ()
    return tuple(Blank(*found.span()) for found in _BLANK.finditer(text))


def next_blank(text: str, start: int, end: int) -> Blank | None:
    """Where Tab leads from a caret or selection `start` to `end`; None when it leads out of the field.

    To the first blank after it, else round to the first of all; but from a blank that is selected, and so
    was passed over, only onwards: Tab alone always leaves the field in the end.
    """
    found = blanks(text)
    ahead = next((blank for blank in found if blank.start >= end), None)
    if ahead is None and found and Blank(start, end) not in found:
        return found[0]
    return ahead


def blank_before(text: str, start: int, end: int) -> Blank | None:
    """Where Shift+Tab leads, as `next_blank` the other way round."""
    found = blanks(text)
    behind = next((blank for blank in reversed(found) if blank.end <= start), None)
    if behind is None and found and Blank(start, end) not in found:
        return found[-1]
    return behind


def writing_fault(wording: str) -> str:
    """Why the brackets of a standard wording make no blanks, in one sentence; empty when they do."""
    rest = _WRITTEN.sub("", wording)
    if "⟦" in rest or "⟧" in rest:
        return "Write a blank in plain square brackets, such as [date]."
    if "[" in rest or "]" in rest:
        return f"A blank is one to {BLANK_LIMIT} characters between [ and ], on one line."
    return ""
