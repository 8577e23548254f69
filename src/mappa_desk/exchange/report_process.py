"""Has a report's file read in a process of its own and takes the answer in our own types. Calls wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.limits import clean
from mappa_desk.exchange.reading_process import WAIT, Stops, answer_of, bytes_of, one_line, reader_command

READER = "report-reader"
"""The argument by which this program runs as the reader."""
MOST_BYTES = 30 * 1024 * 1024
KINDS = ("docx", "eml", "txt")
"""Endings of files that are read."""

_OTHERS = "Only .docx, .txt and .eml files are read. Open this one in its own program and copy its text."
_ENDED = "This file could not be read: reading it was stopped. Open it in its own program and copy its text."
_SLOW = "This file could not be read in {seconds:.0f} seconds. Open it in its own program and copy its text."


@dataclass(frozen=True, slots=True)
class ReadPart:
    """One thing that can be taken in. `name` is empty for the file's or the mail's own words."""

    name: str
    text: str
    left_out: tuple[str, ...]
    noted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A report's file as it was read: plain text, and what it says of itself."""

    kind: str
    name: str
    sha256: str
    parts: tuple[ReadPart, ...]
    sender: str = ""
    subject: str = ""
    sent: datetime | None = None


def read_file(path: Path, *, command: Sequence[str] = (), wait: float = WAIT) -> ReadFile:
    """Reads a report's file in a process of its own.

    `wait` is in seconds. Raises FileRefused with one plain sentence: for another kind of file, one that is
    too large, damaged, protected or holds macros, and for whatever ends the reader.
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise FileRefused(_OTHERS)
    data = bytes_of(path, MOST_BYTES)
    stops = Stops(ended=_ENDED, slow=_SLOW)
    answer = answer_of(command or reader_command(READER), kind, data, wait=wait, stops=stops)
    return _checked(answer, kind, path.name, sha256(data).hexdigest())


def _checked(answer: dict[str, Any], kind: str, name: str, digest: str) -> ReadFile:
    """The answer in our own types. What the reader says is not believed further than its shape."""
    try:
        parts = tuple(
            ReadPart(
                one_line(part["name"]),
                clean(str(part["text"])),
                tuple(one_line(words) for words in part["left_out"]),
                tuple(one_line(words) for words in part["noted"]),
            )
            for part in answer["parts"]
        )
        sent = datetime.fromisoformat(answer["sent"]) if answer["sent"] else None
        made = ReadFile(
            kind, one_line(name), digest, parts, one_line(answer["sender"]), one_line(answer["subject"]), sent
        )
    except (KeyError, TypeError, ValueError):
        raise FileRefused(_ENDED) from None
    if not parts:
        raise FileRefused("There are no words in this file.")
    return made
