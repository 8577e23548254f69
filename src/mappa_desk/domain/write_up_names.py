"""Whose names do not belong in the minutes, and the codes that stand for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mappa_desk.domain.cases import Case
from mappa_desk.domain.known_names import ALSO_ENGLISH
from mappa_desk.domain.views import DeskView

_SHORTEST = 3


def coded_names(view: DeskView, others: Iterable[Case] = ()) -> tuple[tuple[str, str], ...]:
    """Each name of the person discussed and of those discussed with them, with the code to write instead.

    The person is known by initials, or by reference where there is no name; the `others` by reference. A
    name is the whole one, another name, the last word of one or the first; single words that somebody on
    the list bears too are left out.
    """
    taken = {word.casefold() for row in view.attendance for word in row.name.split()}
    found: dict[str, tuple[str, str]] = {}
    for case, code in ((view.case, initials(view.case)), *((one, one.reference) for one in others)):
        for name in _names(case, taken):
            found.setdefault(name.casefold(), (name, code))
    return tuple(found.values())


def initials(case: Case) -> str:
    """ "J. P." as the documents print it; the reference of a case without a name."""
    return " ".join(f"{word[0]}." for word in case.name.split()) or case.reference


def _names(case: Case, taken: set[str]) -> Iterator[str]:
    for name in (case.name, *case.also_known_as):
        words = name.split()
        if len(" ".join(words)) >= _SHORTEST:
            yield " ".join(words)
        if len(words) > 1:
            single = words[-1:] if words[0].casefold() in ALSO_ENGLISH else [words[-1], words[0]]
            yield from (word for word in single if len(word) >= _SHORTEST and word.casefold() not in taken)
