"""The minutes cut into blocks for a case system that takes so many characters at a time.

A block ends where a paragraph ends, else where a sentence ends, else between two words; a heading stays with
what follows it. Joined again without their heads the blocks give every word of the minutes in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from mappa_desk.domain.errors import RuleError

SHIPPED_LENGTH = 4_000
"""Characters of a block unless the area says otherwise; unverified, as each system has its own limit."""
SHORTEST, LONGEST = 200, 100_000
_HEAD_ROOM = 24
"""Characters kept for " block 9999 of 9999" and the line end."""
_SENTENCE = re.compile(r"(?<=[.!?])[\u201d\u2019\")]*\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph. A heading belongs to what follows; `apart` puts an empty line above it."""

    text: str
    heading: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its head ("LAN-0417-M03 block 2 of 7"), the words under it, and the code of both."""

    number: int
    of: int
    head: str
    body: str

    @property
    def text(self) -> str:
        """What is copied."""
        return f"{self.head}\n{self.body}"

    @property
    def sha256(self) -> str:
        """Over the body as UTF-8, hex: words that moved to another number are still the same words."""
        return sha256(self.body.encode()).hexdigest()


def size_of(text: str) -> int:
    """Characters as a case system counts them: a line end is two, as Windows pastes it."""
    return len(text) + text.count("\n")


def blocks_of(
    pieces: Sequence[Piece], *, reference: str, length: int = SHIPPED_LENGTH, note: str = ""
) -> tuple[Block, ...]:
    """The paragraphs as blocks of at most `length` characters each, head and line ends counted.

    `note` stands in each head behind the numbers ("draft"). Raises RuleError for a length that leaves no
    room for words, or is beyond reason.
    """
    if not SHORTEST <= length <= LONGEST:
        raise RuleError(
            f"A block of {length:,} characters cannot be made; the area’s figure is between {SHORTEST} and "
            f"{LONGEST:,}.",
            field="length",
        )
    tail = f" ({note})" if note else ""
    room = length - size_of(reference) - len(tail) - _HEAD_ROOM
    bodies = _bodies(pieces, room)
    return tuple(
        Block(number, len(bodies), f"{reference} block {number} of {len(bodies)}{tail}", body)
        for number, body in enumerate(bodies, start=1)
    )


def _bodies(pieces: Sequence[Piece], room: int) -> list[str]:
    bodies: list[str] = []
    held: list[str] = []
    for lines in _runs(pieces):
        if held and size_of("\n".join([*held, *lines])) > room:
            bodies.append("\n".join(held))
            held = []
        added = lines if held else lines[1:] if lines[0] == "" else lines
        if size_of("\n".join([*held, *added])) <= room:
            held += added
            continue
        *whole, held = _cut(added, room)
        bodies += ["\n".join(one) for one in whole]
    return [*bodies, "\n".join(held)] if held else bodies


def _runs(pieces: Sequence[Piece]) -> list[list[str]]:
    """Headings together with the paragraph that they stand over."""
    runs: list[list[str]] = []
    heads: list[str] = []
    for piece in pieces:
        heads += [*([""] if piece.apart else []), piece.text]
        if not piece.heading:
            runs.append(heads)
            heads = []
    return [*runs, heads] if heads else runs


def _cut(lines: list[str], room: int) -> list[list[str]]:
    """Lines that are too long for one block: by lines, then by sentences, then by words."""
    blocks: list[list[str]] = []
    held: list[str] = []
    for line in lines:
        rest = line
        while rest:
            free = room - size_of("\n".join(held)) - (2 if held else 0)
            if len(rest) <= free:
                held.append(rest)
                break
            end = _border(rest, free)
            if end:
                held.append(rest[:end].rstrip())
                rest = rest[end:].lstrip()
            blocks.append(held)
            held = []
    return [*blocks, held]


def _border(text: str, free: int) -> int:
    """How much of a text goes into so many characters; 0 when it better begins on the next block."""
    if free < SHORTEST // 4:
        return 0
    sentences = [
        found.end() for found in _SENTENCE.finditer(text) if len(text[: found.end()].rstrip()) <= free
    ]
    if sentences:
        return sentences[-1]
    space = text.rfind(" ", 0, free + 1)
    return space if space > 0 else free
