"""Which case of the vault a row means: by its reference however it is written, by ViSOR, by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mappa_desk.domain.capture_people import plain
from mappa_desk.domain.cases import Case
from mappa_desk.domain.identifiers import case_reference_fault, split_action_reference

OPEN_IT = "open"
"""Said in place of a case's id: the case is opened when the row is taken in."""
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
    return reference, case_reference_fault(reference)


def _bare(words: str) -> str:
    return _BARE.sub("", words).casefold()


def _name(words: str) -> str:
    return " ".join(plain(words).split())
