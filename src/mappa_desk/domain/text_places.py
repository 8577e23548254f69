"""Places in a text: Python counts characters, Qt counts those beyond the first plane twice."""

from __future__ import annotations


def units(text: str) -> int:
    """Length of a text as Qt counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def place_in(text: str, position: int) -> int:
    """The index in a text of a position as Qt counts it; its end for a position beyond it."""
    if text.isascii():
        return min(position, len(text))
    return len(text.encode("utf-16-le", "surrogatepass")[: position * 2].decode("utf-16-le", "replace"))


def split_at(text: str, position: int) -> tuple[str, str]:
    """The text before and behind a position as Qt counts it."""
    at = place_in(text, position)
    return text[:at], text[at:]
