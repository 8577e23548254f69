"""Words that find actions, kept by name: the tracker's own filters, in the order of the list."""

from __future__ import annotations

from dataclasses import replace

from mappa_desk.domain.action_filter_words import LINE_LIMIT
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chasing import SavedFilter
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.tracker_views import TrackerGrouping, TrackerSort
from mappa_desk.services.filing import required
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading

NAME_LIMIT = 60
"""Most characters of a filter's name."""
MOST_FILTERS = 50


def saved_filters(work: Work) -> tuple[SavedFilter, ...]:
    """The filters that were kept by name, in the order of the list."""
    with work.reading() as reading:
        return _listed(reading)


def save_filter(
    work: Work,
    *,
    name: str,
    words: str,
    group_by: str = "",
    sort_by: str = "",
    position: int | None = None,
) -> Outcome[SavedFilter]:
    """Keeps a filter line by name, with what the list is grouped and sorted by.

    One of the same name, capitals apart, is replaced where it stands. A new one comes last, or to `position`,
    counted from 0. Empty words are kept too: a filter may be a way of grouping alone. `sort_by` may begin
    with a minus for the other way round. Raises RuleError. Durable on return.
    """
    called = " ".join(required(name, "Give the filter a name.", field="name").split())
    line = " ".join(words.split())
    if len(called) > NAME_LIMIT:
        raise RuleError(f"The name of a filter takes {NAME_LIMIT} characters.", field="name")
    if len(line) > LINE_LIMIT:
        raise RuleError(f"A filter takes {LINE_LIMIT} characters.", field="words")
    _check_ways(group_by, sort_by)
    with work.writing() as uow:
        listed = list(_listed(uow))
        had = next((one for one in listed if one.name.casefold() == called.casefold()), None)
        if had is None and len(listed) >= MOST_FILTERS:
            raise RuleError(f"There are {MOST_FILTERS} filters already; drop one first.", field="name")
        fresh = had or SavedFilter(id=work.new_id(), name=called, words=line)
        kept = replace(fresh, name=called, words=line, group_by=group_by, sort_by=sort_by)
        if had is None:
            place = len(listed) if position is None else max(0, min(position, len(listed)))
            for at, one in enumerate(listed[place:], start=place + 1):
                if one.position != at:
                    uow.save(replace(one, position=at))
            kept = uow.save(replace(kept, position=place))
        elif kept != had:
            kept = uow.save(kept)
        return Outcome(kept, uow.changes)


def drop_filter(work: Work, *, filter_id: str) -> Outcome[SavedFilter]:
    """Takes a filter off the list; the value is what it was. Raises NotFound. Durable on return.

    `save_filter` with its name, words and position brings it back.
    """
    with work.writing() as uow:
        gone = uow.get(SavedFilter, filter_id)
        uow.remove(gone)
        for at, one in enumerate(_listed(uow)):
            if one.position != at:
                uow.save(replace(one, position=at))
        return Outcome(gone, uow.changes)


def move_filter(work: Work, *, filter_id: str, to: int) -> Outcome[tuple[SavedFilter, ...]]:
    """Puts a filter to another place of the list, counted from 0; the value is the list as it is then.

    Raises NotFound. Durable on return.
    """
    with work.writing() as uow:
        moved = uow.get(SavedFilter, filter_id)
        rest = [one for one in _listed(uow) if one.id != moved.id]
        rest.insert(max(0, min(to, len(rest))), moved)
        kept = tuple(
            one if one.position == at else uow.save(replace(one, position=at)) for at, one in enumerate(rest)
        )
        return Outcome(kept, uow.changes)


def _listed(reading: Reading) -> tuple[SavedFilter, ...]:
    return reading.all(SavedFilter, order_by=("position", "name"))


def _check_ways(group_by: str, sort_by: str) -> None:
    if group_by not in set(TrackerGrouping):
        raise RuleError("Actions are not grouped by that.", field="group_by")
    if sort_by and sort_by.removeprefix("-") not in set(TrackerSort):
        raise RuleError("Actions are not sorted by that.", field="sort_by")
