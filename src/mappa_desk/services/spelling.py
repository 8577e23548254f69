"""Words that the spelling takes as right: the trade's, the area's, the names of a case, the vault's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files

from mappa_desk.domain.actions import Action
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.people import Person
from mappa_desk.domain.spelling import LONGEST, parts_of_name, plain, words_of
from mappa_desk.domain.wording import Abbreviation, OwnWord
from mappa_desk.services.filing import SEALED_OFF, area_agencies, required
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork


def own_words(work: Work) -> tuple[OwnWord, ...]:
    """The vault's own words, in the order of the alphabet."""
    with work.reading() as reading:
        own = reading.all(OwnWord, active=True)
    return tuple(sorted(own, key=lambda one: (one.word.casefold(), one.word)))


def add_word(work: Work, *, word: str, meeting_id: str = "") -> Outcome[OwnWord]:
    """Takes a word as right in this vault from now on, as it is written.

    In a meeting whose record may change it is a step that undo takes back. Raises RuleError for what is not
    one word. Durable on return.
    """
    kept = _one_word(word)
    with work.writing() as uow:
        known = uow.find(OwnWord, kept)
        if known is not None and known.active:
            return Outcome(known)
        saved = uow.save(OwnWord(id=kept) if known is None else replace(known, active=True))
        _step(uow, meeting_id, f"Word “{kept}” added")
        return Outcome(saved, uow.changes)


def forget_word(work: Work, *, word: str, meeting_id: str = "") -> Outcome[OwnWord]:
    """Takes one of the vault's own words as right no longer; `add_word` brings it back.

    Raises NotFound for a word that is none of its own. Durable on return.
    """
    with work.writing() as uow:
        known = uow.get(OwnWord, plain(word))
        if not known.active:
            return Outcome(known)
        saved = uow.save(replace(known, active=False))
        _step(uow, meeting_id, f"Word “{known.word}” forgotten")
        return Outcome(saved, uow.changes)


def right_words(work: Work, *, meeting_id: str = "", case_id: str = "") -> frozenset[str]:
    """Every word that is right whatever the dictionary says, with the names of one meeting or case.

    Names of other cases are not among them: such a name in this record is worth a second look.
    """
    with work.reading() as reading:
        meeting = reading.find(Meeting, meeting_id) if meeting_id else None
        case = reading.find(Case, meeting.case_id if meeting is not None else case_id)
        own = (word.word for word in reading.all(OwnWord, active=True))
        forms = (*work.reference.abbreviations, *reading.all(Abbreviation, active=True))
        short = (form.short for form in forms)
        names = (word for name in _names(reading, work, case) for word in parts_of_name(name))
        return frozenset((*trade_words(), *own, *short, *names))


def names_not_offered(work: Work, *, meeting_id: str = "", case_id: str = "") -> frozenset[str]:
    """The vault's own words that may be somebody's name and are none of this meeting or case.

    Written out they are right everywhere, but no list of suggestions offers them: in one person's record it
    would tell a name out of another's.
    """
    with work.reading() as reading:
        meeting = reading.find(Meeting, meeting_id) if meeting_id else None
        case = reading.find(Case, meeting.case_id if meeting is not None else case_id)
        own = {word.word for word in reading.all(OwnWord, active=True) if word.word != word.word.lower()}
        here = (
            {word for name in _names(reading, work, case) for word in parts_of_name(name)} if own else set()
        )
        return frozenset(own - here)


@cache
def trade_words() -> tuple[str, ...]:
    """The shipped words of the trade."""
    file = files("mappa_desk._generated.data.spelling") / "mappa_words.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _names(reading: Reading, work: Work, case: Case | None) -> Iterator[str]:
    for agency in area_agencies(reading, work):
        yield from (agency.name, agency.code, *agency.aliases)
    for person in reading.all(Person):
        yield from (person.name, person.role)
    if case is None:
        return
    yield from (case.name, *case.also_known_as, case.lead_officer, *case.addresses)
    for meeting in reading.all(Meeting, case_id=case.id):
        yield from (meeting.chair, meeting.minutes_by, meeting.place)
        for row in reading.all(Attendance, meeting_id=meeting.id):
            yield from (row.name, row.role, row.deputy_for)
    for action in reading.all(Action, case_id=case.id):
        yield action.owner_name


def _one_word(word: str) -> str:
    kept = required(plain(word), "Which word? It is empty.", field="word")
    found = words_of(kept)
    if len(found) != 1 or found[0].text != kept:
        raise RuleError(
            f"A word has letters, hyphens and apostrophes alone, at most {LONGEST}.", field="word"
        )
    return kept


def _step(uow: UnitOfWork, meeting_id: str, label: str) -> None:
    meeting = uow.find(Meeting, meeting_id) if meeting_id else None
    if meeting is not None and meeting.state not in SEALED_OFF:
        uow.step(meeting_id, label)
