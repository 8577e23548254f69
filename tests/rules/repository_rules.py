"""What may not stand in any file of the repository, whoever wrote it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = "|".join(("/" + "home/[a-z]", "/" + "Users/[A-Za-z]", "/" + "root/", r"[A-Z]:\\" + r"Users\\"))
INDEX = "|".join(("/" + "simple/", "--" + r"(?:extra-)?index-url", "--" + "find-links"))
OUR_FILES_ONLY = re.compile(rf"(?P<home>{HOME})|(?P<index>{INDEX})")
WORDS = {"home": "a path of somebody's machine", "index": "the address of a package index"}
BINARY = {".ttf", ".png", ".pdf", ".zip", ".db", ".vault", ".icc"}


def tracked_files() -> list[Path]:
    """The files under version control, or every file where there is no git directory."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def text_faults(text: str, name: str) -> list[str]:
    """Give one sentence for each private path or index address in a text."""
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        for match in OUR_FILES_ONLY.finditer(line):
            faults.append(f"{name}:{number}: {WORDS[match.lastgroup or '']}: {match.group()}")
    return faults
