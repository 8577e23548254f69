"""Blanks of standard wording that nobody has filled: nothing is approved blank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.expansion import blanks
from mappa_desk.domain.gaps_places import Places
from mappa_desk.domain.views import DeskView, Gap

_WITH_RECORD = (EntryKind.ACTION, EntryKind.DECISION)
"""Their entry repeats the record's own words, which are looked at with the record."""


def blank_gaps(view: DeskView, places: Places) -> Iterator[Gap]:
    """Entries, decisions and actions of this meeting that hold a blank still to fill; each one blocks.

    The sentence counts the blanks and never quotes them: what stands in one may be case text by now.
    """
    for entry in places.entries:
        count = 0 if entry.entry_kind in _WITH_RECORD else _count((entry.text, entry.outcome_reason))
        if count:
            yield places.of_entry(entry, "blank", _sentence(places.number(entry), count), True)
    for decision in view.decisions:
        views_against = (one.why for one in decision.dissent)
        texts = (decision.heading, decision.decided, decision.because, decision.also_considered)
        count = _count((*texts, decision.resolved, *views_against))
        yield from _of_record(decision.entry_id, f"Decision {decision.number}", count, places)
    for action in view.actions:
        count = 0 if action.removed else _count((action.text, action.purpose))
        yield from _of_record(action.entry_id or "", f"Action {action.place}", count, places)


def _of_record(entry_id: str, name: str, count: int, places: Places) -> Iterator[Gap]:
    entry = places.entry.get(entry_id)
    if count and entry is not None:
        yield places.of_entry(entry, "blank", _sentence(name, count), True)


def _count(texts: Iterable[str]) -> int:
    return sum(len(blanks(text)) for text in texts)


def _sentence(name: str, count: int) -> str:
    return f"{name} has {'a blank' if count == 1 else f'{count} blanks'} to fill."
