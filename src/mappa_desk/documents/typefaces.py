"""The faces of the documents, Source Sans 3 regular and bold: what they can draw and how wide it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

REPLACEMENT = "\u25a1"
"""Drawn in place of a character that the face lacks."""
CARRIER = "\u200b"
"""A glyph without ink or width that carries the text of an invisible character."""

_COMBINING_GRAPHEME_JOINER = "\u034f"


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One registered font."""

    font: TTFont
    widths: Mapping[int, int]
    """Advance by code point, in thousandths of the size."""
    known: frozenset[str]
    """Characters that may be drawn as they are."""

    def width(self, text: str) -> int:
        """Width of text whose characters are all known, in thousandths of the size."""
        return sum(map(self.widths.__getitem__, map(ord, text)))


@dataclass(frozen=True, slots=True, eq=False)
class Faces:
    """The regular and the bold face."""

    regular: Face
    bold: Face


def is_invisible(character: str) -> bool:
    """True for a format character (a zero-width or bidirectional mark, a soft hyphen): kept, never drawn."""
    return (
        unicodedata.category(character) == "Cf"
        or character == _COMBINING_GRAPHEME_JOINER
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


def _drawable(code_point: int) -> bool:
    """False for what a ToUnicode map of reportlab 5.1 or of PDF/A cannot hold, and for control characters."""
    character = chr(code_point)
    if character == CARRIER:
        return True
    return (
        0x20 <= code_point <= 0xFFFF
        and unicodedata.category(character) not in ("Cc", "Cs", "Co")
        and not is_invisible(character)
    )


def _load(file_name: str, font_name: str) -> Face:
    data = (resources.files("mappa_desk._generated") / "fonts" / file_name).read_bytes()
    font = TTFont(font_name, BytesIO(data), shapable=False, asciiReadable=True)
    registerFont(font)
    covered = [code for code in font.face.charToGlyph if _drawable(code)]
    widths = {code: round(font.face.charWidths[code]) for code in covered}
    return Face(font=font, widths=widths, known=frozenset(map(chr, covered)))


@cache
def faces() -> Faces:
    """The two faces, read and registered with reportlab at the first call."""
    return Faces(
        regular=_load("SourceSans3-Regular.ttf", "SourceSans3-Regular"),
        bold=_load("SourceSans3-Bold.ttf", "SourceSans3-Bold"),
    )
