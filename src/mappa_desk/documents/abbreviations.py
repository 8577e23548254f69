"""The abbreviations that occur in a document, with what they stand for in the words that are given."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.papers import Mark, Paper
from mappa_desk.domain.meetings import Meeting

_HEADING, _LINE = 50.0, 23.0
_KEPT = 8
"""Points of a heading and of one abbreviation, and how many of those are kept together on one page."""
_WRITTEN_LIKE_ONE = re.compile(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b")


def compose_abbreviations(composer: Paper, source: MinutesSource, texts: Iterable[str]) -> None:
    """Adds the list of those that occur in `texts`, by the alphabet; nothing when none does."""
    known = source.words.first_key("paper.abbreviation.")
    used = sorted(_used(texts) & set(known), key=lambda short: (short.casefold(), short))
    if not used:
        return
    composer.need(_HEADING + _LINE * min(len(used), _KEPT))
    with composer.section():
        composer.place = source.words("paper.close.abbreviations")
        composer.mark = Mark(Meeting.KIND, source.snapshot.meeting.id)
        composer.heading(source.words("paper.close.abbreviations"))
        for short in used:
            composer.labelled(short, known[short], strong=True)


def _used(texts: Iterable[str]) -> set[str]:
    """Words that are written like an abbreviation; of a plural ("CBOs") the singular too."""
    found = {one for text in texts for one in _WRITTEN_LIKE_ONE.findall(text)}
    return found | {one.removesuffix("s") for one in found}
