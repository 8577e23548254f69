"""What changed between two texts, word by word: kept, added, taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

_PARTS = re.compile(r"\w+(?:[’'-]\w+)*|\s+|[^\w\s]")
_MANY = 250_000
"""From so many pairs of parts on, words that stand everywhere are not compared with each other."""


class PieceKind(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    ADDED = "added"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. The kept and taken ones together are the text before, kept and added the one after."""

    kind: PieceKind
    text: str


def changes(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts in order; where words were replaced, what was taken stands first.

    A blank between two changed words belongs to the change, so that a new sentence is one piece.
    """
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    first = next((at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
    if first is None:
        first = min(len(old), len(new))
    pieces = [Piece(PieceKind.KEPT, "".join(old[:first]))]
    pieces += _compared(old[first:], new[first:])
    return tuple(_run_together(pieces))


def _compared(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) * len(new) > _MANY)
    taken = added = ""
    for kind, start, end, from_, to in matcher.get_opcodes():
        kept = "".join(old[start:end])
        if kind != "equal":
            taken += kept
            added += "".join(new[from_:to])
        elif (taken or added) and kept.isspace() and end < len(old) and to < len(new):
            taken += kept
            added += kept
        else:
            yield from _changed(taken, added)
            yield Piece(PieceKind.KEPT, kept)
            taken = added = ""
    yield from _changed(taken, added)


def _run_together(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Without empty pieces, and with neighbours of one kind as one."""
    filled = (piece for piece in pieces if piece.text)
    for kind, run in groupby(filled, key=lambda piece: piece.kind):
        yield Piece(kind, "".join(piece.text for piece in run))


def _changed(taken: str, added: str) -> Iterator[Piece]:
    """A change as pieces; blanks that both begin or end with were not changed."""
    head = _common_blank(taken, added)
    taken, added = taken[len(head) :], added[len(head) :]
    tail = _common_blank(taken[::-1], added[::-1])[::-1]
    if tail:
        taken, added = taken[: -len(tail)], added[: -len(tail)]
    yield Piece(PieceKind.KEPT, head)
    yield Piece(PieceKind.TAKEN, taken)
    yield Piece(PieceKind.ADDED, added)
    yield Piece(PieceKind.KEPT, tail)


def _common_blank(one: str, other: str) -> str:
    size = 0
    while size < min(len(one), len(other)) and one[size] == other[size] and one[size].isspace():
        size += 1
    return one[:size]
