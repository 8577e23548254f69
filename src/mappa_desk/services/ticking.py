"""From places of the minutes, as people name them, to what is ticked to be left out of a copy."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.corrections import Erratum
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.views import DeskView
from mappa_desk.services.meeting_record import view_of
from mappa_desk.services.record_places import record_of_place
from mappa_desk.services.work import Work

_CHANGE = re.compile(r"(?:change|erratum)\s+(\d{1,4})", re.IGNORECASE)


def ticked_at(work: Work, *, meeting_id: str, places: Sequence[str]) -> tuple[str, ...]:
    """Ids of what stands at these places of the minutes, each once.

    Understood: "9.4", "Decision 2", "Action 12", "Action M02-03", "Item 9" for all that stands under it, and
    "Change 2" for an erratum. Raises RuleError for a place where nothing stands: a copy must not hold what
    somebody meant to leave out. Raises NotFound for the meeting.
    """
    if not places:
        return ()
    with work.reading() as reading:
        view = view_of(work, reading, meeting_id)
        errata = reading.all(Erratum, order_by=("version", "at", "id"), meeting_id=meeting_id)
    found = [one for place in places for one in _at(view, errata, place)]
    return tuple(dict.fromkeys(found))


def _at(view: DeskView, errata: Sequence[Erratum], place: str) -> tuple[str, ...]:
    change = _CHANGE.fullmatch(" ".join(place.split()))
    if change is not None and 0 < int(change[1]) <= len(errata):
        return (errata[int(change[1]) - 1].id,)
    kind, record_id = record_of_place(view, place)
    if not record_id:
        record_id = _earlier_action(view, place)
    if kind == AgendaItem.KIND:
        code = next(item.code for item in view.items if item.id == record_id)
        under = tuple(entry.id for entry in view.entries if entry.item == code and not entry.removed)
        if under:
            return under
    elif record_id:
        return (record_id,)
    raise RuleError(f"Nothing stands at “{place}” in these minutes.", field="left")


def _earlier_action(view: DeskView, place: str) -> str:
    said = place.casefold().removeprefix("action").strip().upper()
    return next((past.action.id for past in view.past_actions if past.action.tag == said), "")
