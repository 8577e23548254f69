"""Asks the dictionary, which runs in a process beside the program. Calls wait: they belong off the window."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import Any, cast

from mappa_desk.domain.errors import SpellingStopped

ENGINE = "spelling-engine"
"""The argument by which this program runs as the dictionary."""
MOST_STARTS = 3
"""A dictionary that ended so often is not started again."""


def is_available() -> bool:
    """Whether the library is installed; there is none for Windows on ARM."""
    return find_spec("hunspell") is not None


def engine_command() -> tuple[str, ...]:
    """How this program is started as the dictionary, from its sources or from a bundle."""
    frozen = bool(getattr(sys, "frozen", False))
    program = (sys.executable,) if frozen else (sys.executable, "-m", "mappa_desk")
    return (*program, ENGINE)


class Speller:
    """The dictionary behind a pipe. It is started by the first question; any thread may ask."""

    def __init__(self, command: Sequence[str] = ()) -> None:
        self._command = tuple(command) or engine_command()
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._starts = 0
        self._closed = False

    def check(self, words: Iterable[str]) -> dict[str, bool]:
        """Whether each of these words is right. Raises SpellingStopped."""
        asked = sorted(set(words))
        wrong = set(self._ask({"check": asked})["wrong"])
        return {word: word not in wrong for word in asked}

    def suggest(self, word: str) -> tuple[str, ...]:
        """What may have been meant, likeliest first; a tenth of a second or two. Raises SpellingStopped."""
        return tuple(self._ask({"suggest": word})["suggestions"])

    def stop(self) -> None:
        """End the process at once; whoever waits is told that it stopped. It may start again."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End it for good."""
        self._closed = True
        self.stop()
        with self._turn:
            self._let_go()

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        with self._turn:
            process = self._running()
            try:
                assert process.stdin is not None and process.stdout is not None
                process.stdin.write(json.dumps(request).encode() + b"\n")
                process.stdin.flush()
                answer = process.stdout.readline()
                if not answer:
                    raise EOFError
                return cast(dict[str, Any], json.loads(answer))
            except (OSError, EOFError, ValueError) as error:
                self._let_go()
                raise SpellingStopped("The dictionary does not answer.") from error

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            if self._closed or self._starts == MOST_STARTS:
                raise SpellingStopped("The dictionary does not answer.")
            self._starts += 1
            try:
                self._process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
            except OSError as error:
                raise SpellingStopped("The dictionary could not be started.") from error
        return self._process

    def _let_go(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was not written yet has nowhere to go
                    pipe.close()
