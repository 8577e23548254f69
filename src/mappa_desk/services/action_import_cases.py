"""Which case of the vault a row means: by its reference however it is written, by ViSOR, by its name.

And what becomes of a case that a spreadsheet opened when that is taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mappa_desk.domain.actions import Action
from mappa_desk.domain.capture_people import plain
from mappa_desk.domain.cases import Case, Standing
from mappa_desk.domain.chasing import ActionImport, UrgentChange
from mappa_desk.domain.identifiers import case_reference_fault, split_action_reference
from mappa_desk.domain.linked import CaseLink
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services.cases import stand_in
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

OPEN_IT = "open"
"""Said in place of a case's id: the case is opened when the row is taken in."""
_CLOSED = "Its spreadsheet was taken back"
_OPENED = "Taken in from a spreadsheet again"
_NO_DIGIT = "has no digit in it: a name must never become the reference of a case"
_BARE = re.compile(r"[\W_]+")


class CaseFinder:
    """The cases of the vault by what a spreadsheet may call them."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._cases: dict[str, Case] = {}
        self._known: dict[str, list[Case]] = {}
        self._names: dict[str, list[Case]] = {}
        for case in cases:
            self._cases[case.id] = case
            for mark in {_bare(case.reference), _bare(case.visor_reference)} - {""}:
                self._known.setdefault(mark, []).append(case)
            for name in {_name(name) for name in (case.name, *case.also_known_as)} - {""}:
                self._names.setdefault(name, []).append(case)

    def by_id(self, case_id: str) -> Case | None:
        """The case with this id."""
        return self._cases.get(case_id)

    def by_mark(self, words: str) -> Case | None:
        """The one case whose reference, or whose action's reference, the words are."""
        split = split_action_reference(words.strip().upper())
        said = split[0] if split else words.partition("(")[0] or words
        found = self._known.get(_bare(said), [])
        return found[0] if len(found) == 1 else None

    def by_name(self, words: str) -> Case | None:
        """The one case of a person with this name, first or family name first."""
        said = _name(words)
        family, comma, given = said.partition(",")
        found = self._names.get(said, []) or self._names.get(f"{given.strip()} {family.strip()}", [])
        return found[0] if len(found) == 1 and (" " in said or comma) else None

    def reference_in(self, words: str) -> str:
        """The reference of the case that the words are, empty for none."""
        case = self.by_mark(words) or self.by_name(words)
        return case.reference if case else ""


def reference_to_open(words: str) -> tuple[str, str]:
    """The reference under which a case could be opened for these words, and what is wrong with it."""
    reference = re.sub(r"[\s/:]+", "-", words.strip()).upper()
    named = not any(letter.isdigit() for letter in reference)
    return reference, case_reference_fault(reference) or (_NO_DIGIT if named else "")


def close_opened(work: Work, uow: UnitOfWork, kept: ActionImport) -> None:
    """Closes the cases that a spreadsheet opened and in which nothing else has happened since.

    A history is only ever added to, so such a case cannot go. Durable when the unit is left.
    """
    taken_at = uow.revisions(ActionImport, kept.id)[0].at
    made = [uow.get(Action, one) for one in kept.action_ids]
    for case_id in dict.fromkeys(one.case_id for one in made):
        *before, newest = uow.revisions(Case, case_id)
        was_open = any(one.body is not None and one.body.closed_on is None for one in before[-1:])
        if newest.at == taken_at and not was_open and not _lived(uow, case_id, kept):
            stand_in(work, uow, uow.get(Case, case_id), closed_on=work.today(), reason=_CLOSED)


def closed_by_itself(reading: Reading, case: Case) -> bool:
    """True for a case that was closed because the spreadsheet that opened it was taken back."""
    past = reading.all(Standing, order_by="since", case_id=case.id)
    return case.closed_on is not None and any(one.reason == _CLOSED for one in past[-1:])


def open_again(work: Work, uow: UnitOfWork, case: Case) -> Case:
    """Opens such a case again. Durable when the unit is left."""
    return stand_in(work, uow, case, closed_on=None, reason=_OPENED)


def _lived(reading: Reading, case_id: str, kept: ActionImport) -> bool:
    """True when a case holds anything that this spreadsheet has not brought."""
    own = frozenset(kept.action_ids)
    return (
        any(one.id not in own for one in reading.all(Action, case_id=case_id, removed=False))
        or bool(reading.all(Meeting, case_id=case_id))
        or bool(reading.all(UrgentChange, case_id=case_id))
        or bool(reading.all(CaseLink, first_case_id=case_id))
        or bool(reading.all(CaseLink, second_case_id=case_id))
    )


def _bare(words: str) -> str:
    return _BARE.sub("", words).casefold()


def _name(words: str) -> str:
    return " ".join(plain(words).split())
