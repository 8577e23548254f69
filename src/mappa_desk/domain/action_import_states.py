"""States and priorities as trackers word them. "Not done" and "overtaken by events" are never one state."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from mappa_desk.domain.action_import import Cell, StateSaid
from mappa_desk.domain.action_import_dates import NOTHING, day_said, quoted
from mappa_desk.domain.actions import ActionEventKind, Priority
from mappa_desk.domain.calendar_words import short_date

LOOKED_AT = 120
"""Characters of a cell among which its state is looked for."""
_OPEN = "open"
_WORDS: Mapping[str, str] = {
    _OPEN: (
        "open|outstanding|ongoing|on going|on-going|in progress|in hand|in-progress|pending|live|"
        "active|wip|not started|not yet started|started|not complete|not completed|incomplete|"
        "not yet|no|n|o|due|overdue|carried|carried over|carried forward|carry forward|c/f|"
        "rolled over|to do|todo|awaiting|awaiting update|on track|partially complete|part complete|"
        "partial|new|0%"
    ),
    "done": (
        "done|complete|completed|completed in full|fully complete|discharged|achieved|actioned|"
        "finished|yes|y|✓|✔|100%|done on time"
    ),
    "done_late": "done late|completed late|complete late",
    "not_done": "not done|not achieved",
    "overtaken": (
        "overtaken|overtaken by events|no longer required|no longer needed|no longer relevant|"
        "superseded|not required|n/a|na|not applicable|obsolete"
    ),
    "withdrawn": "withdrawn|cancelled|canceled|removed|rescinded|withdrawn by decision",
}
_OF = {word: state for state, words in _WORDS.items() for word in words.split("|")}
_STILL = "may say that it is still to be done"
_UNCLEAR: Mapping[str, tuple[str, str]] = {
    "x": ("done", "may be a tick or a cross"),
    "c": ("done", "may stand for several words"),
    "late": ("done_late", "does not say whether it was done"),
    "failed": ("not_done", _STILL),
    "not met": ("not_done", _STILL),
    "not actioned": ("not_done", _STILL),
}
"""Words that say how it ended only beside a day, and what is unclear about them alone."""
_CLOSED = frozenset(("closed", "close", "filed", "signed off"))
_COLOURS = frozenset(("red", "amber", "yellow", "orange", "green", "blue"))
_BEGINNING = re.compile(r"(?P<state>[a-z][a-z /-]*?)\s*(?:[,;:–—.]|\s-\s|\bon\b|\(|(?=\d))")
_BUT = re.compile(
    r"\b(?:but|not|no|never|only|part|partly|partial|partially|except|still|yet|outstanding|awaiting|pending|"
    r"remains?|to follow|once|if|when|unless|until|subject to|will|would|should|to be|await|awaited|expected|"
    r"hope|hopes|hoped|hopefully|planned|due|tbc)\b|\?"
)
"""Words beside an outcome that may take some of it back."""
_PERCENT = re.compile(r"(\d{1,3})\s?%")
_PRIORITIES: Mapping[Priority, str] = {
    Priority.URGENT: "urgent|high|very high|critical|immediate|h|1|p1|do now|now|red|asap|!",
    Priority.BEFORE_RELEASE: "before release|before_release|pre-release|pre release|prior to release|release",
    Priority.NORMAL: "normal|medium|low|routine|standard|m|l|2|3|4|p2|p3|amber|green|none|-",
}
_PRIORITY_OF = {word: one for one, words in _PRIORITIES.items() for word in words.split("|")}


def state_said(cell: Cell, done_on: Cell, *, today: date) -> StateSaid:
    """What became of an action, by the cell of its state and that of the day on which it was done."""
    words = _text(cell)
    given, doubt = day_said(done_on, today=today)
    if not words:
        if given is None:
            given, doubt = day_said(cell, today=today)
        if given is not None and given > today:
            to_come = f"It was done on {short_date(given)}, a day that has not come; taken as open."
            return StateSaid(said=True, doubt=f"{doubt} {to_come}".strip())
        if given is not None:
            return StateSaid(outcome=ActionEventKind.DONE, on=given, said=True, doubt=doubt)
        other = _text(done_on)
        nothing = not other or other.lower().strip(" .") in NOTHING
        return StateSaid(doubt=doubt) if nothing else state_said(other, "", today=today)
    outcome, note, unsure = _read(words, has_day=given is not None)
    on = given or day_said(words, today=today)[0]
    if outcome is None and given is not None and not unsure:
        unsure = f"It says {quoted(words)} and a day on which it was done; taken as open."
    if outcome is not None and on is not None and on > today and not unsure:
        unsure = f"It was done on {short_date(on)}, a day that has not come."
    return StateSaid(outcome=outcome, on=on, note=note, said=True, doubt=unsure or doubt)


def priority_said(words: str) -> tuple[Priority, str]:
    """How an action ranks by a cell, and the doubt about it."""
    said = " ".join(words.lower().split())
    if not said:
        return Priority.NORMAL, ""
    found = _PRIORITY_OF.get(said)
    if found is not None:
        return found, ""
    return Priority.NORMAL, f"{quoted(words)} is no priority; taken as normal."


def _read(words: str, *, has_day: bool) -> tuple[ActionEventKind | None, str, str]:
    """Outcome, the words beside the state, and the doubt. `has_day` says that a day stands beside them."""
    said = " ".join(words.lower().split()).strip(" .!*")
    percent = _PERCENT.fullmatch(said)
    begins = _BEGINNING.match(said[:LOOKED_AT])
    lead = begins["state"].strip() if begins else ""
    if percent or said in _OF:
        whole = "done" if percent and percent[1] == "100" else _OF.get(said, _OPEN)
        return _outcome(whole), "", ""
    if said in _UNCLEAR:
        state, why = _UNCLEAR[said]
        return (_outcome(state), "", "") if has_day else (None, "", f"{quoted(words)} {why}; taken as open.")
    if said in _CLOSED or lead in _CLOSED:
        note = "" if said in _CLOSED else words
        return ActionEventKind.DONE, note, f"{quoted(words)} does not say whether it was done; taken as done."
    if said in _COLOURS:
        return None, "", f"{quoted(words)} is a colour and no state; taken as open."
    if lead in _OF:
        outcome = _outcome(_OF[lead])
        but = outcome is not None and _BUT.search(said[len(lead) : LOOKED_AT])
        return outcome, words, f"{quoted(words)} may leave something open." if but else ""
    return None, words, f"{quoted(words)} is no state; taken as open, with these words in its history."


def _outcome(state: str) -> ActionEventKind | None:
    return None if state == _OPEN else ActionEventKind(state)


def _text(cell: Cell) -> str:
    """The words of a cell that holds no mere day."""
    if not isinstance(cell, str):
        return ("100%" if cell == 1 else "0%" if cell == 0 else "") if isinstance(cell, float) else ""
    return " ".join(cell.split())
