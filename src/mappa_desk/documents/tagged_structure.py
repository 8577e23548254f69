"""The logical structure of a tagged PDF: a tree of elements, made in reading order during composing.

Drawing only adds marks to it: an element that is split over pages has one mark on each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Attribute = str | int | tuple[float, ...]
Mark = tuple[int, int]
"""Page index from 0 and the marked-content id on that page."""


class Element:
    """One structure element (ISO 32000-1, 14.7.2) with its children and marks in reading order."""

    __slots__ = ("actual", "alt", "attributes", "kids", "tag")

    def __init__(
        self,
        tag: str,
        parent: Element | None = None,
        *,
        attributes: Mapping[str, Attribute] | None = None,
        actual: str = "",
        alt: str = "",
    ) -> None:
        self.tag = tag
        self.kids: list[Element | Mark] = []
        self.attributes = attributes
        """Of one owner, "O"; values that begin with a slash are names."""
        self.actual = actual
        """The text that is meant, where what is drawn stands for it."""
        self.alt = alt
        """What a picture shows, in words."""
        if parent is not None:
            parent.kids.append(self)

    @property
    def is_bare(self) -> bool:
        """True when neither it nor anything below it was drawn; a table's cells count as drawn."""
        if self.tag in ("TD", "TH"):
            return False
        return all(isinstance(kid, Element) and kid.is_bare for kid in self.kids)

    def walk(self) -> Iterator[Element]:
        """This element and all below it in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One line of the outline: how deep it stands from 0, its words, and where it leads."""

    depth: int
    title: str
    page: int
    """Index from 0."""
    top: float
    """Distance from the foot of the page in points."""
