"""The program as a process of its own, the way somebody starts it, without a terminal and a display."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROGRAM = (sys.executable, "-m", "mappa_desk")


@dataclass(frozen=True)
class Said:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Demonstration:
    """A run of `demo`: where it put things, what it said and what else it made on the laptop."""

    vault: Path
    out: Path
    said: str
    elsewhere: tuple[str, ...]
    """Names of everything it made in the home or the temporary folder, be it for a moment."""


def plain_environment(**changes: str | Path) -> dict[str, str]:
    """The environment of the tests without its display, with these changes."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DISPLAY", "QT_"))}
    return {**kept, **{key: str(value) for key, value in changes.items()}}


def run(
    *arguments: str | Path,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    begin: Sequence[str] = PROGRAM,
    typed: str = "",
    seconds: float = 240,
) -> Said:
    """Run a command to its end. `begin` is what comes before the arguments, `typed` is standard input."""
    done = subprocess.run(
        [*begin, *map(str, arguments)],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=dict(environment) if environment is not None else plain_environment(),
        cwd=folder,
        check=False,
        timeout=seconds,
    )
    return Said(done.returncode, done.stdout, done.stderr)
