"""Find and replace in the texts of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mappa_desk.domain.write_up_parts import Paragraph


@dataclass(frozen=True, slots=True)
class Found:
    """One find: the key of its paragraph and its span in the text, end exclusive (indexes of Python)."""

    key: str
    start: int
    end: int


def pattern_of(find: str, *, match_case: bool = False, whole_words: bool = False) -> re.Pattern[str]:
    """What finds these words as they are written; between words any run of blanks counts as one.

    Raises ValueError for nothing to find.
    """
    words = find.split()
    if not words:
        raise ValueError("There is nothing to find.")
    written = r"\s+".join(map(re.escape, words))
    if whole_words:
        written = rf"(?<!\w){written}(?!\w)"
    return re.compile(written, 0 if match_case else re.IGNORECASE)


def found_in(paragraphs: Iterable[Paragraph], pattern: re.Pattern[str]) -> Iterator[Found]:
    """Every find in the texts that can be reworded, in the order of the page."""
    for paragraph in paragraphs:
        if paragraph.editable:
            for one in pattern.finditer(paragraph.text):
                yield Found(paragraph.key, one.start(), one.end())
