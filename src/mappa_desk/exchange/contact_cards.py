"""Reads vCards of the versions 2.1, 3.0 and 4.0. Photos and fields that are not taken are counted."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import vobject

from mappa_desk.domain.contact_import import ContactFile, Fact, FileRow
from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.limits import clean
from mappa_desk.exchange.contact_tables import CELL_LIMIT, decoded

CARDS_LIMIT = 5_000
CARD_LIMIT = 2 * 1024 * 1024
"""Most cards of a file, and most characters of one card."""

_EDGE = re.compile(r"^[ \t]*(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_COLUMNS = (Fact.NAME, Fact.ROLE, Fact.AGENCY, Fact.ADDRESS, Fact.TELEPHONE, Fact.NOTE)
_FROM = {
    "FN": Fact.NAME,
    "N": Fact.NAME,
    "TITLE": Fact.ROLE,
    "ROLE": Fact.ROLE,
    "ORG": Fact.AGENCY,
    "EMAIL": Fact.ADDRESS,
    "TEL": Fact.TELEPHONE,
    "NOTE": Fact.NOTE,
}
_BEFORE = ("FN", "N", "TITLE", "ROLE")
_SILENT = {"VERSION", "PRODID", "REV", "UID"}

# The library writes the lines it cannot read to its log. They are somebody's data.
logging.getLogger("vobject").setLevel(logging.CRITICAL + 1)
logging.getLogger("vobject.base").setLevel(logging.CRITICAL + 1)


def read_cards(name: str, data: bytes) -> ContactFile:
    """The cards of a file, a row each. Raises FileRefused with one plain sentence.

    Of several addresses or numbers the preferred one is taken, else the first; the others are counted.
    """
    text, encoding = decoded(data)
    dropped: Counter[str] = Counter()
    rows = tuple(_row(number, card, dropped) for number, card in enumerate(_cards(text), start=1))
    if not rows:
        raise FileRefused("This file holds no card.")
    return ContactFile(
        name=name,
        heads=tuple(fact.value for fact in _COLUMNS),
        becomes=_COLUMNS,
        rows=rows,
        cards=True,
        encoding=encoding,
        dropped=tuple(sorted(dropped.items())),
    )


def _cards(text: str) -> Iterator[str]:
    """The text of each card; one that stands in another belongs to it."""
    depth = start = count = 0
    for edge in _EDGE.finditer(text):
        if edge[1].upper() == "BEGIN":
            start = edge.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                count += 1
                if count > CARDS_LIMIT:
                    raise FileRefused(f"This file has more than {CARDS_LIMIT:,} cards.")
                yield text[start : edge.end()] + "\n"
    if depth:
        yield ""


def _row(number: int, card: str, dropped: Counter[str]) -> FileRow:
    blank = ("",) * len(_COLUMNS)
    if len(card) > CARD_LIMIT:
        return FileRow(number=number, cells=blank, fault="This card is too long.")
    try:
        read = next(iter(vobject.readComponents(card, ignoreUnreadable=True)), None)
    except Exception:  # the library raises whatever a broken card brings about
        read = None
    if read is None:
        return FileRow(number=number, cells=blank, fault="This card cannot be read.")
    facts: dict[Fact, str] = {}
    for line in sorted(read.getChildren(), key=_rank):
        fact = _FROM.get(line.name.upper())
        words = _words(line) if fact is not None else ""
        if fact is not None and words and fact not in facts:
            facts[fact] = words
        elif line.name.upper() not in _SILENT and not (line.name.upper() == "N" and Fact.NAME in facts):
            dropped[line.name.upper()] += 1
    if any(len(words) > CELL_LIMIT for words in facts.values()):
        facts = {fact: words[:CELL_LIMIT] for fact, words in facts.items()}
        return FileRow(
            number=number,
            cells=tuple(facts.get(fact, "") for fact in _COLUMNS),
            fault=f"A field has more than {CELL_LIMIT:,} characters.",
        )
    return FileRow(number=number, cells=tuple(facts.get(fact, "") for fact in _COLUMNS))


def _rank(line: Any) -> tuple[int, bool]:
    """The whole name before its parts, a title before a role, what is preferred before the rest."""
    params = getattr(line, "params", {})
    alone = getattr(line, "singletonparams", ())
    said = {str(one).upper() for one in (*params.get("TYPE", ()), *params, *alone)}
    name = line.name.upper()
    return _BEFORE.index(name) if name in _BEFORE else len(_BEFORE), "PREF" not in said


def _words(line: Any) -> str:
    value = getattr(line, "value", "")
    if line.name.upper() == "N" and not isinstance(value, str):
        parts = [getattr(value, part, "") for part in ("given", "additional", "family")]
        value = " ".join(" ".join(part) if isinstance(part, list) else str(part) for part in parts)
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, str):
        return ""
    said = clean(value).strip()
    if line.name.upper() in ("EMAIL", "TEL"):
        said = re.sub(r"^(mailto|tel):", "", said, flags=re.IGNORECASE)
    return said if line.name.upper() == "NOTE" else " ".join(said.split())
