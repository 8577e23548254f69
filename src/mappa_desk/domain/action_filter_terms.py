"""What the words behind a mark of the filter line name: priorities, states, agencies."""

from __future__ import annotations

from collections.abc import Mapping

from mappa_desk.domain.action_filter import PRIORITY_MARKS
from mappa_desk.domain.actions import ActionState, Priority
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.capture_people import plain

_BEGINNING = 3
"""So many letters of an agency's name are enough, where no other agency's begins with them."""
PRIORITIES = {
    **{words: priority for priority, words in PRIORITY_MARKS.items()},
    "before-release": Priority.BEFORE_RELEASE,
    "now": Priority.URGENT,
}
PRIORITY_WORDS = {
    Priority.URGENT: "Do now",
    Priority.BEFORE_RELEASE: "Before release",
    Priority.NORMAL: "Normal priority",
}
STATES: Mapping[str, tuple[ActionState, ...]] = {
    "done": (ActionState.DONE, ActionState.DONE_LATE),
    "late": (ActionState.DONE_LATE,),
    "done-late": (ActionState.DONE_LATE,),
    "overtaken": (ActionState.OVERTAKEN,),
    "not-done": (ActionState.NOT_DONE,),
    "withdrawn": (ActionState.WITHDRAWN,),
}


def agency_named(words: str, agencies: tuple[Agency, ...], *, whole: bool) -> Agency | None:
    """The agency that words name by code, other code or name, else, unless `whole`, by a name's beginning."""
    said = plain(words)
    for named in (
        lambda agency: (agency.code,),
        lambda agency: agency.aliases,
        lambda agency: (agency.name,),
    ):
        for agency in agencies:
            if said in {plain(one) for one in named(agency)}:
                return agency
    begun = [agency for agency in agencies if plain(agency.name).startswith(said)]
    return begun[0] if not whole and len(said) >= _BEGINNING and len(begun) == 1 else None
