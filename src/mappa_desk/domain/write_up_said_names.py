"""Where a text says a name, and how far the name goes as it was said.

People are called by a first name, by an initial, by Mr, by what they go by, and by the family name first. All
of that is one name: a code in place of a part of it leaves the rest standing beside the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mappa_desk.domain.known_names import ALSO_ENGLISH

_TITLE = r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|sir|master)\b\.?"
_TWO = r"(?:mr|mrs|ms|miss|dr)\b\.?\s+(?:and|&)\s+"
"""Mr and Mrs: two people, whom one code cannot stand for."""
_END = r"(?![\w-])"
_POSSESSIVE = r"(?P<owns>['’]s)?(?![\w-])"
_FIRST = re.compile(r"(?<![\w’'-])[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?\s+\Z")
_NO_FIRST = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|probation|police|prison|health|housing|court|home|officer|level"
    r"|pc|dc|ds|di|and|or|but|when|if|that|while|since|because",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SaidName:
    """A name in a text, end exclusive. `code` is empty where the known name may be another person's here."""

    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class _Way:
    """One known name: how its parts are said, and what stands for it."""

    pattern: re.Pattern[str]
    code: str
    english: bool
    """The name is a word of English too: it counts with a capital letter only."""


def said_names(text: str, names: tuple[tuple[str, str], ...]) -> Iterator[SaidName]:
    """Each name of the list (name, code) as the text says it, in its order and without overlap.

    First names, initials, titles, a name in brackets or quotation marks between them and the possessive are
    of it. An unknown first name before a family name makes it somebody else: without a code.
    """
    if not names or _hint(names).search(text) is None:
        return
    found: list[tuple[int, int, SaidName]] = []
    for way in _ways(names):
        for match in way.pattern.finditer(text):
            if way.english and not match["core"][0].isupper():
                continue
            found.append((match.start(), -match.end(), _said(text, match, way.code)))
    end = 0
    for start, _, one in sorted(found, key=lambda each: each[:2]):
        if start >= end:
            yield one
            end = one.end


def _said(text: str, match: re.Match[str], code: str) -> SaidName:
    start, end = match.span()
    if match["two"] or match["several"]:
        return SaidName(start, end, "")
    if not match["before"] and match["last"] is not None and (other := _unknown_first(text, start)) >= 0:
        return SaidName(other, end, "")
    owns = "’s" if match["bare_s"] else match["owns"] or ""
    return SaidName(start, end, f"{code}{owns}" if code else "")


def _unknown_first(text: str, start: int) -> int:
    """Where a first name that nobody on the list bears begins right before a family name, else -1."""
    base = max(0, start - 40)
    found = _FIRST.search(text[base:start])
    if found is None or _NO_FIRST.fullmatch(found[0].strip()):
        return -1
    at = base + found.start()
    before = text[:at].rstrip()
    starts_sentence = not before or before[-1] in ".!?:;\n•-–"
    return -1 if starts_sentence else at


@lru_cache(maxsize=8)
def _hint(names: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Finds that some name is said at all: most texts say none."""
    words = {name.split()[-1] for name, _ in names if name.split()}
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))), re.IGNORECASE)


@lru_cache(maxsize=8)
def _ways(names: tuple[tuple[str, str], ...]) -> tuple[_Way, ...]:
    whole = [(name.split(), code) for name, code in names if name.split()]
    lasts = {words[-1].casefold() for words, _ in whole if len(words) > 1}
    single = {words[0].casefold() for words, _ in whole if len(words) == 1}
    ways = []
    for words, code in whole:
        firsts = _firsts(code, whole)
        last = words[-1].casefold() in (lasts if len(words) == 1 else {words[-1].casefold()})
        if len(words) > 1:
            initials = words[-1].casefold() in single
            ways.append(_Way(_with_firsts(words, firsts, initials=initials), code, english=False))
        else:
            english = words[0].casefold() in ALSO_ENGLISH
            ways.append(_Way(_alone(words[0], firsts, is_last=last), code, english=english))
    return tuple(ways)


def _firsts(code: str, whole: list[tuple[list[str], str]]) -> tuple[str, ...]:
    """First names and other names of the one that a code stands for."""
    mine = [words for words, other in whole if other == code]
    lasts = {words[-1].casefold() for words in mine if len(words) > 1}
    found = dict.fromkeys(word for words in mine for word in (words[:-1] or words))
    return tuple(word for word in found if word.casefold() not in lasts)


def _with_firsts(words: list[str], firsts: tuple[str, ...], *, initials: bool) -> re.Pattern[str]:
    """A name of several words: a title, any of its first names or their initials, and the family name.

    Initials alone count where nobody else on the list bears the family name.
    """
    known = "|".join(map(re.escape, sorted({*words[:-1], *firsts}, key=len, reverse=True)))
    letters = "".join(sorted({word[0].upper() for word in (*words[:-1], *firsts)}))
    initial = rf"(?-i:[{re.escape(letters)}])\b\.?"
    first = rf"[\"“‘'(]?(?:{known})[\"”’')]?"
    between = rf"(?:\s+|(?<=\.)\s*)(?:{first}|{initial})"
    begin = rf"(?:{first}|{initial})" if initials else first
    before = rf"{begin}(?:{between})*(?:\s+|(?<=\.)\s*)"
    return _compiled(before, words[-1])


def _alone(word: str, firsts: tuple[str, ...], *, is_last: bool) -> re.Pattern[str]:
    """A single word that stands for somebody; a first name may follow a family name: "Price, John"."""
    behind = ""
    if is_last and firsts:
        behind = rf"(?:(?:,\s?|\s+)(?-i:{'|'.join(map(re.escape, firsts))}){_END})?"
    return _compiled("", word, behind, is_last=is_last)


def _compiled(before: str, core: str, behind: str = "", *, is_last: bool = True) -> re.Pattern[str]:
    """The name with what may stand around it. An s without an apostrophe counts for words of no other use."""
    plain = core.casefold() in ALSO_ENGLISH or core.casefold().endswith("s")
    bare = r"(?P<bare_s>(?!))?" if plain else r"(?P<bare_s>s(?![\w-]))?"
    around = rf"(?:{_TITLE}\s+)?{before})" if before else rf"{_TITLE}\s+)?"
    last = r"(?P<last>)" if is_last else r"(?P<last>(?!))?"
    return re.compile(
        rf"(?<![\w-])(?P<several>the\s+(?={re.escape(core)}s\b))?(?P<two>{_TWO})?"
        rf"(?P<before>{around}"
        rf"(?P<core>{re.escape(core)}){behind}{bare}{_POSSESSIVE}{last}",
        re.IGNORECASE,
    )
