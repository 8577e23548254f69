"""The wording that the program ships, read from the repository."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "wording"


def flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Keys and words of a table and the tables in it: "paper.title.review"."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def shipped_wording() -> dict[str, str]:
    """All words by key."""
    return {
        key: words
        for file in sorted(FOLDER.glob("*.toml"))
        for key, words in flat(tomllib.loads(file.read_text("utf-8")))
    }
