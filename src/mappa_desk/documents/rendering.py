"""What a document gives back, and what names the copy it is for."""

from __future__ import annotations

from dataclasses import dataclass, field

from mappa_desk.documents.told_words import Told


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that the fonts cannot draw: a box stands for it on paper, its text is kept in the file."""

    character: str
    code_point: str
    """The form "U+1F600"."""
    place: str
    """Where it stands, in words: "item 9, entry 9.4"."""


@dataclass(frozen=True, slots=True)
class CopyMark:
    """Names one recipient's copy: "Copy 3 of 12: Housing"."""

    number: int
    copies: int
    recipient: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished document. The same snapshot and wording give the same bytes, in any process."""

    data: bytes
    """The PDF file."""
    pages: int
    title: str
    missing: tuple[MissingGlyph, ...]
    """In the order of the text, each character once for each place."""
    told: Told = field(default_factory=Told, compare=False, repr=False)
    """What it says, for the second look at the written file."""
