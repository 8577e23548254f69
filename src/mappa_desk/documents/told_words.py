"""What a document says, part by part, as its parts said it: before a line was set or a page drawn.

The second look compares a written file with it, so that a fault of setting, drawing, tagging, stamping or
writing cannot hide: both sides would have to be wrong alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

TABLE_END = "/Table"
"""The tag of the mark behind the last cell of a table; its text is the note in a cell that goes on below."""


@dataclass(frozen=True, slots=True)
class ToldPart:
    """One paragraph, heading, label or cell, in the form that texts are compared in."""

    tag: str
    text: str
    cut: bool = False
    """True where paper may print the beginning alone: a label, a heading across a table."""
    row: str = ""
    """Of a cell: the name of its row, under which the rest of a long one stands below the table."""


@dataclass(frozen=True, slots=True)
class ToldFurniture:
    """What head and foot say."""

    lines: tuple[str, ...] = ()
    """Each is on every page; one that is too long ends in an ellipsis."""
    marking: str = ""
    foot: str = ""
    status: str = ""
    page: Callable[[int, int], str] = lambda page, pages: ""
    tab: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that a document says."""

    parts: tuple[ToldPart, ...] = ()
    again: frozenset[str] = frozenset()
    """What may be printed again at the head of a page."""
    anywhere: frozenset[str] = frozenset()
    """Notes that stand where the pages break."""
    furniture: ToldFurniture = field(default_factory=ToldFurniture)
    title: str = ""
    author: str = ""
    pictures: tuple[str, ...] = ()
    """What each picture shows, in words: the area's logo, or none."""
