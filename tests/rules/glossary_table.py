"""Reads docs/glossary.md: the kinds of record it defines, and which word to use instead of which."""

from __future__ import annotations

import re
from pathlib import Path

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"


def _rows(heading: str) -> list[list[str]]:
    text = GLOSSARY.read_text("utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def words_defined() -> set[str]:
    """The kinds of record the glossary explains."""
    return {re.sub("`", "", row[1]) for row in _rows("What the vault keeps")}


def instead_of() -> dict[str, str]:
    """For each word not to use, the one to use."""
    return {word.strip(): row[0] for row in _rows("Say this, not that") for word in row[1].split(",")}
