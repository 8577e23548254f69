"""What the plain-text and the HTML copy share: the words of head and foot, and text fit for any program."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mappa_desk.documents.line_breaking import Span, normal_form
from mappa_desk.documents.page_furniture import FurnitureWords
from mappa_desk.documents.typefaces import REPLACEMENT

_UNFIT = re.compile("[^\u0020-\u007e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_NO_CHARACTERS = {
    plane + last: REPLACEMENT for plane in range(0x1_0000, 0x11_0000, 0x1_0000) for last in (0xFFFE, 0xFFFF)
}
"""The last two code points of each plane."""


def readable(text: str) -> str:
    """Text in its printed form, single spaces between words; a character that is none shows as a box."""
    composed = _UNFIT.sub(REPLACEMENT, normal_form(text)).translate(_NO_CHARACTERS)
    return " ".join(word for word in composed.split(" ") if word)


def joined(spans: Sequence[Span]) -> str:
    """The text of spans without their manner, as `readable`."""
    return readable("".join(span.text for span in spans))


def head_lines(words: FurnitureWords) -> list[str]:
    """What head and foot of the first page say, in the order in which the PDF is read."""
    lines = (
        readable(words.marking),
        readable(words.reference),
        joined(words.practice),
        joined(words.status),
        readable(words.foot),
        readable(words.handling),
    )
    return [line for line in lines if line]


def foot_lines(words: FurnitureWords) -> list[str]:
    """What stands at the end of a copy without pages: what it is, how to handle it, and the marking."""
    lines = (readable(words.foot), readable(words.handling), readable(words.marking))
    return [line for line in lines if line]
