"""An apostrophe before what a spreadsheet might take for a formula in a CSV, and off it again."""

from __future__ import annotations

import unicodedata

_SIGNS = "=+-@\N{MINUS SIGN}"
_BREAKS = ("\t", "\r", "\n")
_QUOTES = "'’‘`"
_UNSEEN = frozenset(("Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"))
"""Categories of characters that nobody sees, or that a program may leave out before a sign."""
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and a pattern that are drawn as a blank."""


def is_risky(text: str) -> bool:
    """True for a text that a spreadsheet might take for a formula, or hide one behind.

    Looked at is the first character that is seen: one of = + - @, or another form of it (full width, small,
    raised, the minus sign). A tab or a line break at the head counts too.
    """
    first = text[:1]
    if first.isascii() and first.isalnum():
        return False
    if text.lstrip("'").startswith(_BREAKS):
        return True
    seen = next((letter for letter in text if not _is_unseen(letter)), "")
    return unicodedata.normalize("NFKC", seen)[:1] in tuple(_SIGNS)


def guarded(text: str) -> str:
    """The text with an apostrophe before it where it is risky."""
    return f"'{text}" if is_risky(text) else text


def unguarded(text: str) -> str:
    """What was guarded, as it was; any other text as it is."""
    return text[1:] if text.startswith("'") and is_risky(text[1:]) else text


def _is_unseen(letter: str) -> bool:
    return letter in _QUOTES or letter in _FILLERS or unicodedata.category(letter) in _UNSEEN
