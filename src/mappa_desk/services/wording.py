"""Short forms and standard wording of a vault: what came with the program, changed, switched off, added to.

What is shipped stays data of the program; the vault keeps only what differs from it. So a later starter set
reaches a vault by itself, and what somebody changed or switched off stays as they left it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.expansion import SHORT_LIMIT, is_short_form, writing_fault
from mappa_desk.domain.wording import Abbreviation, StandardWording
from mappa_desk.domain.wording_book import ListedAbbreviation, ListedWording, Origin, WordingBook
from mappa_desk.services.filing import area_agencies, required
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

WORDS_LIMIT = 500
"""Most characters that a short form opens to."""
TITLE_LIMIT = 100
TEXT_LIMIT = 5_000
"""Most characters of the title and of the text of a standard wording."""

Words = TypeVar("Words", Abbreviation, StandardWording)


def wording_book(work: Work) -> WordingBook:
    """All short forms and standard wordings with where they come from, switched off or on."""
    with work.reading() as reading:
        return book_of(work, reading)


def book_of(work: Work, reading: Reading) -> WordingBook:
    """The same as `wording_book` in the reading that is open."""
    abbreviations = _merged(work.reference.abbreviations, reading.all(Abbreviation))
    wordings = _merged(work.reference.standard_wording, reading.all(StandardWording))
    codes = _codes(reading, work)
    own = [pair for pair in wordings if pair[1] is Origin.OWN]
    shipped = [pair for pair in wordings if pair[1] is not Origin.OWN]
    own.sort(key=lambda pair: pair[0].title.casefold())
    return WordingBook(
        tuple(ListedAbbreviation(*pair) for pair in sorted(abbreviations, key=lambda pair: pair[0].short)),
        tuple(ListedWording(*pair) for pair in (*shipped, *own)),
        frozenset(codes),
    )


def save_abbreviation(work: Work, *, short: str, opens_to: str, new: bool = False) -> Outcome[Abbreviation]:
    """Keeps what a short form opens to, and switches it on. `new` refuses one that is there already.

    Raises RuleError for a short form that is not 1 to 20 letters and digits, is an agency's code or is
    taken, and for words that are missing, longer than 500 characters or of more than one line. Durable on
    return.
    """
    typed = short.strip().lower()
    if not is_short_form(typed):
        sentence = f"A short form is 1 to {SHORT_LIMIT} letters and digits, not digits alone."
        raise RuleError(sentence, field="short")
    words = required(opens_to, "What does it open to?", field="opens_to")
    _no_longer(words, WORDS_LIMIT, "opens_to")
    if "\n" in words:
        raise RuleError("A short form opens to one line; a paragraph is standard wording.", field="opens_to")
    with work.writing() as uow:
        whose = _codes(uow, work).get(typed)
        if whose is not None:
            raise RuleError(f"“{typed}” is the code of {whose}.", field="short")
        if new and _standing(uow, Abbreviation, typed, work.reference.abbreviations) is not None:
            raise RuleError(f"“{typed}” is in the list already; change it there.", field="short")
        kept = _keep(uow, Abbreviation(id=typed, opens_to=words))
        return Outcome(kept, uow.changes)


def save_wording(
    work: Work, *, title: str, text: str, items: Iterable[str] = (), code: str = ""
) -> Outcome[StandardWording]:
    """Keeps a standard wording, and switches it on; an empty `code` makes a new one.

    Raises RuleError for a title or text that is missing or too long (100 and 5,000 characters), brackets
    that make no blank, or an unknown agenda item; NotFound for a code that there is not. Durable on return.
    """
    named = required(title, "A standard wording needs a title.", field="title")
    _no_longer(named, TITLE_LIMIT, "title")
    words = required(text, "A standard wording needs its text.", field="text")
    _no_longer(words, TEXT_LIMIT, "text")
    wrong = writing_fault(words)
    if wrong:
        raise RuleError(wrong, field="text")
    chosen = tuple(dict.fromkeys(items))
    if not {item.code for one in work.reference.agendas for item in one.items}.issuperset(chosen):
        raise RuleError("There is no such agenda item.", field="items")
    with work.writing() as uow:
        if code and _standing(uow, StandardWording, code, work.reference.standard_wording) is None:
            raise NotFound("There is no such standard wording.")
        record = StandardWording(id=code or work.new_id(), title=named, text=words, items=chosen)
        return Outcome(_keep(uow, record), uow.changes)


def switch_abbreviation(work: Work, *, short: str, active: bool) -> Outcome[Abbreviation]:
    """Switches a short form off or on; its words stay. Raises NotFound. Durable on return."""
    with work.writing() as uow:
        there = _standing(uow, Abbreviation, short, work.reference.abbreviations)
        if there is None:
            raise NotFound(f"There is no short form “{short}”.")
        return Outcome(_keep(uow, replace(there, active=active)), uow.changes)


def switch_wording(work: Work, *, code: str, active: bool) -> Outcome[StandardWording]:
    """Switches a standard wording off or on. Raises NotFound. Durable on return."""
    with work.writing() as uow:
        there = _standing(uow, StandardWording, code, work.reference.standard_wording)
        if there is None:
            raise NotFound("There is no such standard wording.")
        return Outcome(_keep(uow, replace(there, active=active)), uow.changes)


def drop_abbreviation(work: Work, *, short: str) -> Outcome[Abbreviation | None]:
    """Deletes an own short form, or lets a changed one read as it was shipped, which is given then.

    Raises RuleError for one that stands as shipped: it can be switched off. Durable on return.
    """
    return _drop(work, Abbreviation, short, work.reference.abbreviations)


def drop_wording(work: Work, *, code: str) -> Outcome[StandardWording | None]:
    """The same for a standard wording."""
    return _drop(work, StandardWording, code, work.reference.standard_wording)


def _drop(work: Work, kind: type[Words], words_id: str, shipped: tuple[Words, ...]) -> Outcome[Words | None]:
    with work.writing() as uow:
        kept = uow.find(kind, words_id)
        if kept is None:
            raise RuleError("This came with the program; it can be switched off, not deleted.")
        uow.remove(kept)
        return Outcome(next((one for one in shipped if one.id == words_id), None), uow.changes)


def _merged(shipped: tuple[Words, ...], kept: tuple[Words, ...]) -> list[tuple[Words, Origin]]:
    here = {one.id: one for one in kept}
    merged: list[tuple[Words, Origin]] = []
    for came in shipped:
        stands = here.pop(came.id, came)
        as_came = replace(stands, active=came.active, revision=came.revision) == came
        merged.append((stands, Origin.SHIPPED if as_came else Origin.CHANGED))
    merged += [(one, Origin.OWN) for one in here.values()]
    return merged


def _standing(reading: Reading, kind: type[Words], words_id: str, shipped: tuple[Words, ...]) -> Words | None:
    return reading.find(kind, words_id) or next((one for one in shipped if one.id == words_id), None)


def _keep(uow: UnitOfWork, record: Words) -> Words:
    """Saves over whatever revision there is, also of one that was deleted: the last who says it is right."""
    past = uow.revisions(type(record), record.id)
    return uow.save(replace(record, revision=past[-1].number if past else 0))


def _codes(reading: Reading, work: Work) -> Mapping[str, str]:
    """Names of the agencies by each of their codes."""
    agencies = area_agencies(reading, work)
    return {code: agency.name for agency in agencies for code in (agency.code, *agency.aliases)}


def _no_longer(text: str, limit: int, field: str) -> None:
    if len(text) > limit:
        raise RuleError(f"This has {len(text):,} characters; it may have {limit:,}.", field=field)
