"""Finds in free text the names that the record knows: of the person, of everybody on the list, of addresses.

A name that stands nowhere in the record cannot be found. Where in doubt a text counts as naming somebody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mappa_desk.domain.calendar_words import long_date, short_date
from mappa_desk.domain.cases import Case
from mappa_desk.domain.views import DeskView

_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae"}
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]?\s?[0-9][A-Z]{2}\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’‘]s\b", re.IGNORECASE)
_SAYS_NOTHING = """
mr mrs ms miss dr prof professor rev sir dame lady lord the and von van der den del della ap ab bin bint
pc dc ds di dci dsu ps chief detective inspector sergeant constable superintendent officer manager chair
deputy nurse doctor worker clerk administrator a an of in on to for with no not is be or at by from name
named family known unknown settled born
"""
_TITLES = frozenset(_SAYS_NOTHING.split())
"""Words that stand in a name without naming anybody."""
_ALSO_ENGLISH = """
abbey act art baker bar bay bill bishop black blue bond book bridge brook brown bush care case chance
chase church clay close cook court cross dale day dawn dean down drew early faith field fish ford forest
fox frank free gate good grace grant gray green grey hall hand hart heath hill holly home hope house
hunt ivy jack joy judge keen key king lake lane law lee line list little lock long love low major march
mark marsh mason may mill mine moor moss new nick north office old page park parish pat penny person
place plan pool pope post pound power practice price prince prior queen rather ray read rich ring rob
robin rock room rose rush sage school sharp shore short small snow south speed spring star stone street
strong sue summer swift temple town victor wall ward waters way wells west white wild will winter wise
wood woods work worth young zone
"""
ALSO_ENGLISH = frozenset(_ALSO_ENGLISH.split())
"""Words of English that are names as well: they count as one only with a capital letter."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What may not be read in a text. All words are folded: no accents, no apostrophes, small letters."""

    words: frozenset[str]
    runs: frozenset[tuple[str, ...]]
    """Words that tell something only in this order: an address, a reference, a date of birth."""

    def are_in(self, text: str) -> bool:
        """True when the text names somebody or something that is known, or holds a postcode."""
        if _POSTCODE.search(text):
            return True
        said = _tokens(text)
        folded = [word.casefold() for word in said]
        for word, small in zip(said, folded, strict=True):
            if self._names(small) and (small not in ALSO_ENGLISH or word[:1].isupper()):
                return True
        return any(_holds(folded, run) for run in self.runs)

    def held_back(self, text: str) -> str:
        """The text, or nothing where it names somebody."""
        return "" if self.are_in(text) else text

    def _names(self, word: str) -> bool:
        return word in self.words or (word.endswith("s") and word[:-1] in self.words)


def names_of(view: DeskView) -> KnownNames:
    """Every name, address, reference and date of birth that the desk of one meeting holds."""
    case = view.case
    listed = (case.name, *case.also_known_as, *(row.name for row in view.attendance))
    words = {word for name in listed for word in _name_words(name)}
    words |= {word for name in _mentioned(view) for word in _name_words(name)} - _trade_words(view)
    runs = {tuple(word.casefold() for word in _tokens(other)) for other in case.also_known_as}
    runs |= {
        tuple(word.casefold() for word in _tokens(mark)) for mark in (case.reference, case.visor_reference)
    }
    runs |= {run for address in case.addresses for run in _address_runs(address)}
    if case.date_of_birth is not None:
        runs |= set(_date_runs(case.date_of_birth))
    return KnownNames(frozenset(words), frozenset(run for run in runs if len("".join(run)) > 1))


def given_away(case: Case, text: str) -> tuple[str, ...]:
    """What a text gives away of the person discussed, in words; empty for a text that names nobody.

    The case's reference may be said, and others in the record, such as those who meet, may be named.
    """
    words = frozenset(word for name in (case.name, *case.also_known_as) for word in _name_words(name))
    told = {
        "a name of the person": KnownNames(words, frozenset()),
        "an address": _runs(run for address in case.addresses for run in _address_runs(address)),
        "the date of birth": _runs(_date_runs(case.date_of_birth) if case.date_of_birth else ()),
        "the ViSOR reference": _runs([tuple(word.casefold() for word in _tokens(case.visor_reference))]),
    }
    bare = _POSTCODE.sub(" ", text)
    found = [what for what, known in told.items() if known.are_in(bare)]
    return (*found, "a postcode") if bare != text else tuple(found)


def _runs(runs: Iterable[tuple[str, ...]]) -> KnownNames:
    return KnownNames(frozenset(), frozenset(run for run in runs if len("".join(run)) > 1))


def _mentioned(view: DeskView) -> Iterator[str]:
    """Names that stand where a role or an agency may stand as well; what follows a comma is one."""
    typed: list[str] = [view.case.lead_officer, view.keys]
    for meeting in (view.meeting, view.previous_meeting):
        if meeting is not None:
            typed += (meeting.chair, meeting.minutes_by, meeting.lead_officer)
    typed += (row.deputy_for for row in view.attendance)
    for handover in view.handovers:
        typed += (handover.from_whom, handover.to_whom)
    for action in (*view.actions, *(past.action for past in view.past_actions)):
        typed.append(action.owner_name)
    for name in typed:
        yield name.partition(",")[0]


def _trade_words(view: DeskView) -> set[str]:
    """Words of agencies and of roles."""
    words = {word.casefold() for agency in view.agencies for word in _tokens(agency.name)}
    words |= {code for agency in view.agencies for code in (agency.id, *agency.aliases)}
    roles = [row.role for row in view.attendance]
    roles += [action.owner_role for action in (*view.actions, *(past.action for past in view.past_actions))]
    return words | {word.casefold() for role in roles for word in _tokens(role)}


def _name_words(name: str) -> Iterator[str]:
    """Each word of a name that may stand for its bearer, with and without its apostrophe."""
    name = re.sub(r"\([^)]*\)", " ", name)
    for word in (*_tokens(name), *re.findall(r"[^\W_]+", _plain(name))):
        small = word.casefold()
        if len(small) > 1 and small not in _TITLES and not small.isdigit():
            yield small


def _address_runs(address: str) -> Iterator[tuple[str, ...]]:
    """The first line, and each line with a number, also without its number; never a town alone.

    A line without a number is an address when it is a proper name, as "Rose Cottage".
    """
    lines = [line for line in re.split(r"[,;\n]", address) if line.strip()]
    for place, line in enumerate(lines):
        said = [word for word in _tokens(line) if word.casefold() not in _TITLES]
        run = tuple(word.casefold() for word in said)
        has_number = any(word[:1].isdigit() for word in run)
        if not has_number and (place or not all(word[:1].isupper() for word in said)):
            continue  # a town, or what somebody wrote in place of an address
        yield run
        street = tuple(word for word in run if not word[:1].isdigit())
        if len(street) > 1:
            yield street


def _date_runs(on: date) -> Iterator[tuple[str, ...]]:
    for words in (
        long_date(on).partition(" ")[2],
        short_date(on).partition(" ")[2],
        on.isoformat(),
        on.strftime("%d %m %Y"),
        on.strftime("%d %m %y"),
        f"{on.day} {on.month} {on.year}",
    ):
        yield tuple(word.casefold() for word in _tokens(words))


def _plain(text: str) -> str:
    """Without accents, whichever way they were typed."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.translate(_LETTERS)


@lru_cache(maxsize=2048)
def _tokens(text: str) -> tuple[str, ...]:
    """Its words, as they are compared. Kept for a while: the same texts are looked at again and again."""
    words = _POSSESSIVE.sub("", _plain(text))
    return tuple(re.findall(r"[^\W_]+", re.sub(r"['’‘]", "", words)))


def _holds(words: list[str], run: tuple[str, ...]) -> bool:
    size = len(run)
    return any(tuple(words[at : at + size]) == run for at in range(len(words) - size + 1))
