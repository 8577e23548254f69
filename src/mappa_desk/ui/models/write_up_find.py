"""Looking through the page: where words stand in its paragraphs, and the next place from the caret."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from mappa_desk.domain.write_up_find import Found, pattern_of


def wanted(words: str, *, match_case: bool, whole_words: bool) -> re.Pattern[str] | None:
    """What is looked for; None where nothing is."""
    if not words.strip():
        return None
    return pattern_of(words, match_case=match_case, whole_words=whole_words)


def find_all(texts: Iterable[tuple[str, str]], pattern: re.Pattern[str] | None) -> tuple[Found, ...]:
    """Every place in texts that are given with the key of their paragraph, in order."""
    if pattern is None:
        return ()
    return tuple(
        Found(key, match.start(), match.end()) for key, text in texts for match in pattern.finditer(text)
    )


def next_from(
    found: tuple[Found, ...], places: Mapping[str, int], key: str, position: int, *, step: int = 1
) -> int:
    """Number of the next place from the caret on, or before it; round the end. -1 where there is none."""
    if not found:
        return -1
    here = (places.get(key, -1), position)
    spots = [(places.get(one.key, -1), one.start) for one in found]
    if step > 0:
        return next((at for at, spot in enumerate(spots) if spot >= here), 0)
    behind = [at for at, spot in enumerate(spots) if spot < here]
    return behind[-1] if behind else len(found) - 1
