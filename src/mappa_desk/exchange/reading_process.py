"""Starts a process that reads a file from outside, feeds it, bounds it and takes its answer. Calls wait."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.limits import clean

MOST_ANSWER = 16 * 1024 * 1024
"""Bytes of an answer; a longer one is none of ours."""
WAIT = 30.0
"""Seconds after which the reader is ended."""

_TOO_LARGE = "This file has {size:,} MB; files of up to {most} MB are read."
_GONE = "This file cannot be opened."
_PASSED = ("SYSTEMROOT", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "PATH")
_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stops:
    """What is said when the reader ends without an answer."""

    ended: str
    slow: str
    """With {seconds}."""


def reader_command(reader: str) -> tuple[str, ...]:
    """How this program is started as one of its readers, from its sources or from a bundle."""
    frozen = bool(getattr(sys, "frozen", False))
    program = (sys.executable,) if frozen else (sys.executable, "-m", "mappa_desk")
    return (*program, reader)


def bytes_of(path: Path, most: int) -> bytes:
    """The bytes of an ordinary file, not more than `most`. Raises FileRefused."""
    try:
        if not path.is_file():
            raise FileRefused(_GONE)
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > most:
                raise FileRefused(_TOO_LARGE.format(size=-(-size // _MB), most=most // _MB))
            return file.read(most + 1)
    except OSError:
        raise FileRefused(_GONE) from None


def answer_of(command: Sequence[str], kind: str, data: bytes, *, wait: float, stops: Stops) -> dict[str, Any]:
    """What the reader answers, as plain JSON values.

    `wait` is in seconds. Raises FileRefused with one plain sentence: the reader's own, or one of `stops`.
    """
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
        raise FileRefused(stops.ended) from None
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
    if late.is_set():
        raise FileRefused(stops.slow.format(seconds=wait))
    return _understood(raw, stops)


def one_line(words: object) -> str:
    """What a reader says of itself as one short line."""
    return " ".join(clean(str(words)).split())[:400]


def _feed(pipe: IO[bytes], kind: str, data: bytes) -> None:
    with contextlib.suppress(OSError):  # the reader may have ended before it had everything
        pipe.write(kind.encode("ascii") + b"\n")
        pipe.write(data)
    with contextlib.suppress(OSError):
        pipe.close()


def _understood(raw: bytes, stops: Stops) -> dict[str, Any]:
    try:
        answer = json.loads(raw) if len(raw) <= MOST_ANSWER else None
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise FileRefused(stops.ended)
    if "refused" in answer:
        raise FileRefused(clean(str(answer["refused"]))[:400])
    return answer
