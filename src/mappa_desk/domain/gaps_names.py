"""Where the record names the person in documents that are to know them by initials or reference alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.gaps_places import Places
from mappa_desk.domain.views import DeskView, Gap

_SHORTEST = 3


def name_gaps(view: DeskView, places: Places) -> Iterator[Gap]:
    """Entries of nameless minutes that hold the person's name, and actions, whose lists are always nameless.

    The name is the whole one, another name, or the last word of one unless somebody on the list has it too.
    """
    names = _names(view)
    if not names:
        return
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    because = {decision.entry_id: decision.because for decision in view.decisions}
    owned = {action.entry_id for action in view.actions if not action.removed}
    for entry in places.entries:
        where = places.number(entry)
        if entry.entry_kind is EntryKind.ACTION and entry.id in owned and pattern.search(entry.text):
            sentence = "An action names the person, and lists of actions go out by reference alone."
            yield places.of_entry(entry, "name_in_action", sentence, False)
        elif not view.form.print_names and pattern.search(f"{entry.text}\n{because.get(entry.id, '')}"):
            sentence = f"{where} names the person, whom these minutes know by initials."
            yield places.of_entry(entry, "name_in_entry", sentence, False)


def _names(view: DeskView) -> tuple[str, ...]:
    whole = [" ".join(name.split()) for name in (view.case.name, *view.case.also_known_as)]
    taken = {word.casefold() for row in view.attendance for word in row.name.split()[-1:]}
    last = [name.split()[-1] for name in whole if name and name.split()[-1].casefold() not in taken]
    found = (name for name in (*whole, *last) if len(name) >= _SHORTEST)
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True))
