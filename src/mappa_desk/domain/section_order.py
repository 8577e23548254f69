"""The order in which the minutes are printed between the first page and the pages at the end."""

from __future__ import annotations

from collections.abc import Iterable

SECTIONS = ("attendance", "last_actions", "items", "actions", "next_review", "approval", "circulation")
"""Names of the parts of the minutes in the usual order. The first page stands before them; abbreviations,
the page of changes and annexes stand after them, wherever an area puts the rest."""
SECTION_WORDS = {
    "attendance": "Attendance",
    "last_actions": "Actions from last time",
    "items": "The items of the agenda",
    "actions": "Table of actions",
    "next_review": "Next review",
    "approval": "Approval",
    "circulation": "Circulation",
}
"""What each is called to somebody who orders them."""


def section_order(named: Iterable[str]) -> tuple[str, ...]:
    """The parts in the area's order: those named first, each once, then the others in the usual order."""
    wanted = tuple(name for name in dict.fromkeys(_plain(name) for name in named) if name in SECTIONS)
    return (*wanted, *(name for name in SECTIONS if name not in wanted))


def order_sentence(named: Iterable[str]) -> str:
    """One sentence on names that no part has; empty when every name is known."""
    unknown = [name for name in dict.fromkeys(named) if _plain(name) and _plain(name) not in SECTIONS]
    if not unknown:
        return ""
    quoted = ", ".join(f"“{name}”" for name in unknown)
    return f"The minutes have no part called {quoted}; the order leaves it out."


def _plain(name: str) -> str:
    return "_".join(name.casefold().split())
