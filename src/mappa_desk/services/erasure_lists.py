"""What is kept beside the record and may name whom a destroyed part names: filters, spreadsheets taken in.

A filter by name holds words that somebody typed to find actions, the name of a file that of whoever made it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.calendar_words import MONTHS, WEEKDAYS
from mappa_desk.domain.capture_people import plain
from mappa_desk.domain.chasing import ActionImport, SavedFilter
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.erasures import erased
from mappa_desk.services.erasure_reach import Reach
from mappa_desk.services.filing import area_agencies
from mappa_desk.services.work import Work
from mappa_desk.store.queries.same_words import every_id
from mappa_desk.store.work import Reading, UnitOfWork

_WORD = re.compile(r"[^\W\d_]{3,}")
_WITHIN = re.compile(r"(?<=[^\s.!?:] )[^\W\d_]{3,}")
"""A word that does not begin a sentence."""
_TRADE = frozenset(
    plain(word)
    for word in (*MONTHS, *WEEKDAYS, "MAPPA", "ViSOR", "OASys", "Level", "open", "due", "case", "carried")
)


def forget_in_lists(work: Work, uow: UnitOfWork, reach: Reach) -> None:
    """Destroys filters and names of spreadsheets with a name of the part, before its words are gone.

    Reached is whatever shares a name with it: of its owner and those who told of it, or a word with a capital
    letter within one of its sentences; and the spreadsheet that brought the action. Filters that were dropped
    or replaced go too. Durable when the unit is left.
    """
    events = [one for action in reach.parts.actions for one in uow.all(ActionEvent, action_id=action)]
    texts = {*reach.texts, *_past_texts(uow, reach, events)}
    names = {
        *_names(uow, reach.parts.actions, events),
        *(plain(word) for text in texts for word in _WITHIN.findall(text) if word[:1].isupper()),
    } - _trade(area_agencies(uow, work))
    filters = [one for one in every_id(uow, SavedFilter.KIND) if names & _words_of_filter(uow, one)]
    uow.erase(SavedFilter, erased, *filters)
    for one in filters:
        kept = uow.find(SavedFilter, one)
        if kept is not None:
            uow.remove(kept)
    brought = {one.id for one in events}
    sheets = [
        one.id
        for one in uow.all(ActionImport)
        if reach.parts.actions & set(one.action_ids)
        or brought & set(one.event_ids)
        or names & set(_words((one.file_name, one.sheet, *one.heads)))
    ]
    uow.erase(ActionImport, erased, *sheets)


def _past_texts(reading: Reading, reach: Reach, events: Iterable[ActionEvent]) -> Iterator[str]:
    """What the parts once read, and what the histories of their actions say."""
    for entry_id in reach.parts.entries:
        for entry in (one.body for one in reading.revisions(Entry, entry_id)):
            yield entry.text if entry is not None else ""
    for action_id in reach.parts.actions:
        for action in (one.body for one in reading.revisions(Action, action_id)):
            yield from (action.text, action.purpose, action.settled_note) if action is not None else ()
    for event in events:
        yield from (event.note, event.evidence)


def _names(reading: Reading, actions: Iterable[str], events: Iterable[ActionEvent]) -> Iterator[str]:
    for action_id in actions:
        for past in reading.revisions(Action, action_id):
            if past.body is not None:
                yield from _words((past.body.owner_name, past.body.on_behalf_taken_by))
    for event in events:
        yield from _words((event.told_by,))


def _words_of_filter(reading: Reading, filter_id: str) -> set[str]:
    """The words of a filter, now and in every earlier state."""
    past = (one.body for one in reading.revisions(SavedFilter, filter_id))
    return {word for body in past if body is not None for word in _words((body.name, body.words))}


def _words(texts: Iterable[str]) -> Iterator[str]:
    return (word for text in texts for word in _WORD.findall(plain(text)))


def _trade(agencies: Iterable[Agency]) -> frozenset[str]:
    """Words with a capital letter that name no person."""
    return _TRADE | set(_words(word for one in agencies for word in (one.code, one.name, *one.aliases)))
