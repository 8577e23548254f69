"""Places of the minutes as people name them, "9.3" or "Decision 2", and back from a record to its place."""

from __future__ import annotations

import re

from mappa_desk.domain.actions import Action
from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.chasing import UrgentChange
from mappa_desk.domain.contributions import Entry, Handling
from mappa_desk.domain.corrections import MinutesConfirmation
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.gaps_after import entry_of_record
from mappa_desk.domain.gaps_places import entry_numbers
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.views import DeskView

_ENTRY = re.compile(r"(?:item|para(?:graph)?|entry|no|point)?\.?\s*(\d{1,3})\.(\d{1,4})\b", re.IGNORECASE)
_NAMED = re.compile(r"(decision|action|item)\s+(?:no\.?\s*)?([\w-]{1,12})", re.IGNORECASE)
_ITEM = re.compile(r"(\d{1,3})")
_PLAIN = {
    Meeting.KIND: "Front sheet",
    MinutesConfirmation.KIND: "Minutes of last time",
    UrgentChange.KIND: "Change between meetings",
}


def record_of_place(view: DeskView, place: str) -> tuple[str, str]:
    """Kind and id of the record that a place names, two empty words where none is known.

    Understood: "9.3", "para 9.3", "Decision 2", "Action 12", "Action M03-07", "Item 9" and a bare "9".
    """
    said = " ".join(place.split())
    entry = _ENTRY.match(said)
    if entry is not None:
        number = f"{int(entry[1])}.{int(entry[2])}"
        found = next((one for one, its in entry_numbers(view).items() if its == number), "")
        return (Entry.KIND, found) if found else ("", "")
    named = _NAMED.match(said)
    if named is not None:
        return _named(view, named[1].casefold(), named[2])
    bare = _ITEM.fullmatch(said)
    return _named(view, "item", bare[1]) if bare is not None else ("", "")


def place_of_record(view: DeskView, record_kind: str, record_id: str) -> str:
    """Where a record stands in the minutes, in words: "9.3", "Decision 2", "Action 12", "Item 9"."""
    if record_kind == Entry.KIND:
        number = entry_numbers(view).get(record_id, "")
        return number or _item_words(view, record_id)
    if record_kind == Decision.KIND:
        return next((f"Decision {one.number}" for one in view.decisions if one.id == record_id), "")
    if record_kind == Action.KIND:
        actions = (*view.actions, *(past.action for past in view.past_actions))
        return next((f"Action {one.tag}" for one in actions if one.id == record_id), "")
    if record_kind == AgendaItem.KIND:
        return next((f"Item {one.number}" for one in view.items if one.id == record_id), "")
    return _PLAIN.get(record_kind, "")


def is_restricted(view: DeskView, record_kind: str, record_id: str) -> bool:
    """True for a record that does not go to everybody who gets the minutes."""
    entry_id = entry_of_record(view, record_kind, record_id)
    entry = next((one for one in view.entries if one.id == entry_id), None)
    if entry is None:
        return False
    return entry.closed_part_id is not None or entry.handling in (
        Handling.NAMED_RECIPIENTS,
        Handling.SANITISE,
    )


def _named(view: DeskView, kind: str, number: str) -> tuple[str, str]:
    if kind == "decision":
        found = next((one.id for one in view.decisions if str(one.number) == number), "")
        return (Decision.KIND, found) if found else ("", "")
    if kind == "action":
        wanted = number.upper()
        for one in view.actions:
            if one.tag == wanted or (number.isdigit() and one.tag.endswith(f"-{int(number):02d}")):
                return Action.KIND, one.id
        return "", ""
    found = next((one.id for one in view.items if str(one.number) == number.lstrip("0")), "")
    return (AgendaItem.KIND, found) if found else ("", "")


def _item_words(view: DeskView, entry_id: str) -> str:
    entry = next((one for one in view.entries if one.id == entry_id), None)
    item = next((one for one in view.items if entry is not None and one.code == entry.item), None)
    return f"Under item {item.number}" if item is not None else ""
