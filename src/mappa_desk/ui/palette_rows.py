"""The rows of the palette: what can be done here, filters kept by name, what other pages can do, finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.actions import ActionState
from mappa_desk.domain.chasing import SavedFilter
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.views import Hit
from mappa_desk.ui import commands
from mappa_desk.ui.commands import Command, Menu
from mappa_desk.ui.commands_elsewhere import DESK, WAYS, Way, way_of
from mappa_desk.ui.models import desk_words
from mappa_desk.ui.models.palette import PaletteRow

LETTERS_FOR_ELSEWHERE = 3
"""Letters before commands of other pages are looked for: two are for finding people and cases."""
MOST_ELSEWHERE = 8
_MENU_ICONS = {Menu.GO: "arrow_right", Menu.PEOPLE: "people", Menu.DOCUMENTS: "document"}
_SMALL = frozenset({"a", "an", "and", "for", "in", "it", "of", "on", "or", "the", "to", "with"})
"""Words that find nothing by themselves."""
_WORD = re.compile(r"[^\W_]+")
_KINDS = {
    "case": ("folder", "Case"),
    "meeting": ("calendar", "Meeting"),
    "entry": ("note", "Entry"),
    "action": ("action", "Action"),
    "decision": ("decision", "Decision"),
    "attendance": ("person", "Person"),
    "urgent_change": ("flag", "Change"),
}
_PAGES = {
    "actions": "in Actions",
    "chase": "in Chase",
    "people": "in People",
    "meetings": "in Meetings",
    "panel_day": "in Panel day",
}


def tr(text: str) -> str:
    """Text of the palette in the user's language."""
    return QCoreApplication.translate("palette", text)


def here_rows(
    available: Container[str], typed: str = "", why_not: Callable[[str], str] | None = None
) -> tuple[PaletteRow, ...]:
    """What the present page and the window can do, in the order of the table.

    Rows that say the typed words go first, then those that are only found by them.
    """
    words = typed.casefold().split()
    rows: list[PaletteRow] = []
    only_found: list[PaletteRow] = []
    for entry in commands.TABLE:
        way = WAYS.get(entry.name)
        if entry.name not in available or not (entry.in_palette or way is not None):
            continue
        said = entry.words if entry.in_palette or way is None else way.words(entry)
        says = all(word in said.casefold() for word in words)
        if says or (way is not None and _finds(way, entry, typed)):
            icon = _MENU_ICONS.get(entry.menu, "chevron_right")
            why = why_not(entry.name) if why_not is not None else ""
            row = PaletteRow(said, keys=entry.keys_text, icon=icon, command=entry.name, why=why)
            (rows if says else only_found).append(row)
    return (*rows, *only_found)


def elsewhere_rows(
    available: Container[str], typed: str, *, running: str = "", read_only: bool = False
) -> tuple[PaletteRow, ...]:
    """What other pages can do and the typed words find, the nearest first; `running` is a reference."""
    if len(typed.strip()) < LETTERS_FOR_ELSEWHERE:
        return ()
    found = [
        (_rank(way, entry, typed), entry, way)
        for entry in commands.TABLE
        if entry.name not in available and (way := way_of(entry)) is not None and _finds(way, entry, typed)
    ]
    found.sort(key=lambda one: one[0])
    closed = tr("This vault is open for reading.")
    return tuple(
        PaletteRow(
            way.words(entry),
            icon="arrow_right",
            command=entry.name,
            place=_place(way, running),
            why=closed if read_only and way.changes else "",
        )
        for _nearness, entry, way in found[:MOST_ELSEWHERE]
    )


def filter_rows(kept: Iterable[SavedFilter], typed: str) -> tuple[PaletteRow, ...]:
    """The filters of the tracker whose names the typed words find."""
    words = typed.casefold().split()
    place = tr("Filter of the actions")
    return tuple(
        PaletteRow(one.name, one.words, icon="action", kept=one, place=place)
        for one in kept
        if words and all(word in one.name.casefold() for word in words)
    )


def hit_rows(
    hits: Sequence[Hit], typed: str, agencies: Mapping[str, str] = MappingProxyType({})
) -> tuple[PaletteRow, ...]:
    """Finds; one whose very reference was typed goes first. `agencies` are names by code."""
    wanted = typed.casefold()
    first = sorted(hits, key=lambda hit: wanted != (hit.reference or hit.case_reference).casefold())
    return tuple(_hit_row(hit, agencies) for hit in first)


def _hit_row(hit: Hit, agencies: Mapping[str, str]) -> PaletteRow:
    reference = hit.reference or hit.case_reference
    title = "" if hit.title == reference else agencies.get(hit.title, hit.title)
    icon, kind = _KINDS.get(hit.record_kind, ("search", ""))
    place = ", ".join(part for part in (tr(kind), _state(hit)) if part)
    words = " ".join(part for part in (reference, title) if part)
    return PaletteRow(words, hit.excerpt, icon=icon, hit=hit, place=place)


def _state(hit: Hit) -> str:
    if hit.record_kind == "action" and hit.state:
        return tr(desk_words.ACTION_STATES[ActionState(hit.state)]).lower()
    if hit.record_kind == "meeting" and hit.state:
        return tr(desk_words.MEETING_STATES[MeetingState(hit.state)]).lower()
    return ""


def _place(way: Way, running: str) -> str:
    if way.page != DESK:
        return tr(_PAGES[way.page])
    return tr("at the desk of {meeting}").format(meeting=running) if running else tr("at the desk")


def _finds(way: Way, entry: Command, typed: str) -> bool:
    """Whether each typed word begins one of its words; small words need not."""
    typed_words = _words(typed)
    told = [word for word in typed_words if word not in _SMALL] or typed_words
    known = _words(f"{way.words(entry)} {entry.words} {tr(way.found_by)}")
    return bool(told) and all(any(one.startswith(word) for one in known) for word in told)


def _rank(way: Way, entry: Command, typed: str) -> tuple[bool, int]:
    """Nearer is less: the words begin the row, stand in it, or only lead to it. The desk's own go last."""
    said, told = way.words(entry).casefold(), typed.casefold().strip()
    stands = all(any(one.startswith(word) for one in _words(said)) for word in _words(told))
    return entry.name not in WAYS, 0 if said.startswith(told) else 1 if stands else 2


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
