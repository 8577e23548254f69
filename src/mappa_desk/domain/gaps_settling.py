"""How a gap is settled where it is shown: who probably spoke, and what a typed reason means."""

from __future__ import annotations

import re

from mappa_desk.domain.actions import Action
from mappa_desk.domain.agendas import ItemState
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.views import DeskView

_NOT_APPLICABLE = re.compile(
    r"(?:not applicable|n/a)\b[\s:,;.]*(?:because\b)?[\s:,;]*", re.IGNORECASE
)  # fmt: skip


def read_reason(typed: str) -> tuple[ItemState, str]:
    """What a typed reason makes of an empty item, and the reason itself.

    Words that begin with "not applicable" or "n/a" say so and the rest is why; all others say that there is
    nothing to record. The reason is empty where none was typed.
    """
    words = " ".join(typed.split())
    found = _NOT_APPLICABLE.match(words)
    if found is None:
        return ItemState.NOTHING_TO_RECORD, words
    return ItemState.NOT_APPLICABLE, words[found.end() :]


def likely_speakers(view: DeskView, entry_id: str) -> tuple[str, ...]:
    """Codes of the agencies that took part, the likeliest speaker of an entry first.

    Who spoke just before under the same item comes first, then who spoke next, then the others heard under
    that item, the latest first, then the rest as they stand on the attendance list.
    """
    here = list(dict.fromkeys(row.agency for row in view.attendance if row.took_part and row.agency))
    entry = next((one for one in view.entries if one.id == entry_id), None)
    if entry is None:
        return tuple(here)
    said = sorted(_spoken(view, entry), key=lambda one: one.position)
    before = [one.agency for one in reversed(said) if one.position < entry.position]
    after = [one.agency for one in said if one.position > entry.position]
    likely = [*before[:1], *after[:1], *before[1:], *after[1:]]
    return tuple(dict.fromkeys([*(code for code in likely if code in here), *here]))


def likely_owners(view: DeskView, action: Action) -> tuple[Attendance, ...]:
    """Who took part and may own an action: people of the agency that it names first."""
    people = [row for row in view.attendance if row.took_part and (row.name or row.role) and not row.observer]
    return tuple(sorted(people, key=lambda row: row.agency != action.owner_agency))


def _spoken(view: DeskView, entry: Entry) -> list[Entry]:
    return [
        one for one in view.entries if one.item == entry.item and one.agency and one.id != entry.id
    ]  # fmt: skip
