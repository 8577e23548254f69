"""Names that a free text gives away: of the case that it is about, and of other cases."""

from __future__ import annotations

from collections.abc import Iterable

from mappa_desk.domain.cases import Case
from mappa_desk.domain.known_names import given_away
from mappa_desk.services.work import Work


def name_warnings(work: Work, *, case_id: str, text: str) -> tuple[str, ...]:
    """One sentence for each thing in a free text that gives away who a case is about. Raises NotFound."""
    with work.reading() as reading:
        return warnings_of(reading.get(Case, case_id), text)


def warnings_of(case: Case, text: str) -> tuple[str, ...]:
    """The same for a case that was read."""
    return tuple(f"This text holds {what}, {case.reference}." for what in given_away(case, text))


def full_names_of_others(work: Work, *, text: str, besides: Iterable[str]) -> tuple[str, ...]:
    """References of the other cases whose person a free text names in full, first name and surname.

    `besides` are ids of cases that are looked over by `name_warnings`. A first name alone is not looked for:
    with hundreds of cases half of all words would be one.
    """
    own, said = frozenset(besides), _plain(text)
    with work.reading() as reading:
        others = [case for case in reading.all(Case, order_by="reference") if case.id not in own]
    return tuple(
        case.reference
        for case in others
        if any(" " in name and name in said for name in map(_plain, (case.name, *case.also_known_as)))
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())
