"""Starts the process that reads a report's file, feeds it, bounds it and takes its answer. Calls wait."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.limits import clean

READER = "report-reader"
"""The argument by which this program runs as the reader."""
MOST_BYTES = 30 * 1024 * 1024
MOST_ANSWER = 16 * 1024 * 1024
"""Bytes of an answer; a longer one is none of ours."""
WAIT = 30.0
"""Seconds after which the reader is ended."""
KINDS = ("docx", "eml", "txt")
"""Endings of files that are read."""

_OTHERS = "Only .docx, .txt and .eml files are read. Open this one in its own program and copy its text."
_TOO_LARGE = "This file has {size:,} MB; files of up to {most} MB are read."
_ENDED = "This file could not be read: reading it was stopped. Open it in its own program and copy its text."
_SLOW = "This file could not be read in {seconds:.0f} seconds. Open it in its own program and copy its text."
_GONE = "This file cannot be opened."
_PASSED = ("SYSTEMROOT", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "PATH")


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


def reader_command() -> tuple[str, ...]:
    """How this program is started as the reader, from its sources or from a bundle."""
    frozen = bool(getattr(sys, "frozen", False))
    program = (sys.executable,) if frozen else (sys.executable, "-m", "mappa_desk")
    return (*program, READER)


def read_file(path: Path, *, command: Sequence[str] = (), wait: float = WAIT) -> ReadFile:
    """Reads a report's file in a process of its own.

    `wait` is in seconds. Raises FileRefused with one plain sentence: for another kind of file, one that is
    too large, damaged, protected or holds macros, and for whatever ends the reader.
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise FileRefused(_OTHERS)
    data = _bytes_of(path)
    answer = _answer(command or reader_command(), kind, data, wait)
    if "refused" in answer:
        raise FileRefused(clean(str(answer["refused"]))[:400])
    return _checked(answer, kind, path.name, sha256(data).hexdigest())


def _bytes_of(path: Path) -> bytes:
    """The bytes of an ordinary file, not more than are read. Raises FileRefused."""
    try:
        if not path.is_file():
            raise FileRefused(_GONE)
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > MOST_BYTES:
                raise FileRefused(
                    _TOO_LARGE.format(size=-(-size // 1024 // 1024), most=MOST_BYTES // 1024 // 1024)
                )
            return file.read(MOST_BYTES + 1)
    except OSError:
        raise FileRefused(_GONE) from None


def _answer(command: Sequence[str], kind: str, data: bytes, wait: float) -> dict[str, Any]:
    try:
        process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            close_fds=True,
            env={name: os.environ[name] for name in _PASSED if name in os.environ},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        raise FileRefused(_ENDED) from None
    late = threading.Event()

    def end() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(wait, end)
    timer.daemon = True
    timer.start()
    assert process.stdin is not None and process.stdout is not None
    feeding = threading.Thread(target=_feed, args=(process.stdin, kind, data), daemon=True)
    feeding.start()
    try:
        raw = process.stdout.read(MOST_ANSWER + 1)
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        feeding.join(1.0)
        process.stdout.close()
    return _understood(raw, late=late.is_set(), wait=wait)


def _feed(pipe: IO[bytes], kind: str, data: bytes) -> None:
    with contextlib.suppress(OSError):  # the reader may have ended before it had everything
        pipe.write(kind.encode("ascii") + b"\n")
        pipe.write(data)
    with contextlib.suppress(OSError):
        pipe.close()


def _understood(raw: bytes, *, late: bool, wait: float) -> dict[str, Any]:
    if late:
        raise FileRefused(_SLOW.format(seconds=wait))
    try:
        answer = json.loads(raw) if len(raw) <= MOST_ANSWER else None
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise FileRefused(_ENDED)
    return answer


def _checked(answer: dict[str, Any], kind: str, name: str, digest: str) -> ReadFile:
    """The answer in our own types. What the reader says is not believed further than its shape."""
    try:
        parts = tuple(
            ReadPart(
                _line(part["name"]),
                clean(str(part["text"])),
                tuple(_line(words) for words in part["left_out"]),
                tuple(_line(words) for words in part["noted"]),
            )
            for part in answer["parts"]
        )
        sent = datetime.fromisoformat(answer["sent"]) if answer["sent"] else None
        made = ReadFile(
            kind, _line(name), digest, parts, _line(answer["sender"]), _line(answer["subject"]), sent
        )
    except (KeyError, TypeError, ValueError):
        raise FileRefused(_ENDED) from None
    if not parts:
        raise FileRefused("There are no words in this file.")
    return made


def _line(words: object) -> str:
    return " ".join(clean(str(words)).split())[:400]
