"""What in a text is a word whose spelling can be judged, and which words are right without the dictionary."""

from __future__ import annotations

import re
import unicodedata
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

LONGEST = 60
"""A longer run of letters is no word."""
SHORT_FORM = 5
"""Letters of the longest short form in capitals that is never judged (MARAC)."""
CACHE_SIZE = 20_000

_CHUNK = re.compile(r"\S+")
_GROUP = re.compile(r"[^\W_][^\W_\u0300-\u036f]*[\u0300-\u036f]*(?:['’‑._&-]?[^\W_]+[\u0300-\u036f]*)*")
_CAPITALS = re.compile(rf"[A-Z]{{2,{SHORT_FORM}}}(?:'?s)?")
_PREFIXES = frozenset(
    """anti co cyber de ex inter intra mis multi non post pre pro re self semi sub un""".split()  # noqa: SIM905
)
"""What may stand before a hyphen though it is no word by itself."""
_HYPHENS = str.maketrans({"‑": "-", "’": "'"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it begins, in characters, and how it stands there."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The place behind its last character."""
        return self.start + len(self.text)


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text whose spelling can be judged, in order.

    What holds a digit (references, times, dates), an address of mail or of a page, a path, what hangs
    together by points, and a code behind @ are left out. Never raises.
    """
    found: list[Word] = []
    for chunk in _CHUNK.finditer(text):
        run = chunk.group()
        if "@" in run[1:] or "://" in run or "\\" in run[1:] or run.casefold().startswith("www."):
            continue
        for group in _GROUP.finditer(run):
            word = group.group()
            if group.start() == 1 and run[0] == "@":
                continue
            if len(word) < 2 or len(word) > LONGEST or any(letter in "._&" for letter in word):
                continue
            if not any(letter.isnumeric() for letter in word):
                found.append(Word(chunk.start() + group.start(), word))
    return tuple(found)


def plain(word: str) -> str:
    """A word as the dictionary writes it: composed letters, straight apostrophe, ordinary hyphen."""
    return unicodedata.normalize("NFC", word).translate(_HYPHENS)


class KnownWords:
    """Words that are right here whatever the dictionary says.

    One written in small letters is also right with a capital, each also in capitals and with 's.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = frozenset(plain(word) for word in words if word)
        self._small = frozenset(word for word in self.words if word == word.lower())
        self._folded = frozenset(word.casefold() for word in self.words)

    def __contains__(self, word: str) -> bool:
        base = word.removesuffix("'s").removesuffix("'S")
        return (
            base in self.words
            or base.lower() in self._small
            or (base.isupper() and base.casefold() in self._folded)
        )

    def __or__(self, other: KnownWords) -> KnownWords:
        return KnownWords(self.words | other.words)


def parts_of_name(name: str) -> tuple[str, ...]:
    """The words of a name or an address, each by itself and hyphenated ones whole as well."""
    found: list[str] = []
    for word in words_of(name):
        found.append(word.text)
        if "-" in word.text:
            found.extend(word.text.split("-"))
    return tuple(found)


@dataclass(slots=True)
class Judgement:
    """What was found in a text: the wrong words, and the words the dictionary has to be asked for."""

    wrong: list[Word] = field(default_factory=list)
    unasked: set[str] = field(default_factory=set)


class Lexicon:
    """Judges words by what is known here and by what the dictionary has said so far."""

    def __init__(self) -> None:
        self.known = KnownWords()
        self._said: OrderedDict[str, bool] = OrderedDict()

    def learn(self, verdicts: Mapping[str, bool]) -> None:
        """Take verdicts of the dictionary: word as `plain` gives it, and whether it is right."""
        for word, right in verdicts.items():
            self._said[word] = right
            self._said.move_to_end(word)
        while len(self._said) > CACHE_SIZE:
            self._said.popitem(last=False)

    def judge(self, text: str, *, ignored: frozenset[str] = frozenset(), caret: int = -1) -> Judgement:
        """Judge the words of a text but for those ignored and the one that `caret` touches. Never raises."""
        found = Judgement()
        for word in words_of(text):
            if not word.start <= caret <= word.end and plain(word.text) not in ignored:
                self._judge(word, found, ignored)
        return found

    def _judge(self, word: Word, found: Judgement, ignored: frozenset[str]) -> None:
        whole = plain(word.text)
        if self._right(whole):
            return
        if "-" not in whole:
            self._settle(word, whole, found)
            return
        parts = found if whole in self._said else Judgement(unasked=found.unasked)
        if whole not in self._said:
            found.unasked.add(whole)
        at = word.start
        for part in re.split("[-‑]", word.text):
            spelt = plain(part)
            free = len(part) < 2 or spelt in ignored or spelt.casefold() in _PREFIXES
            if not free and not self._right(spelt):
                self._settle(Word(at, part), spelt, parts)
            at += len(part) + 1

    def _settle(self, word: Word, spelt: str, found: Judgement) -> None:
        if spelt in self._said:
            found.wrong.append(word)
        else:
            found.unasked.add(spelt)

    def _right(self, spelt: str) -> bool:
        """True when it is right for certain: known here, not for the dictionary to judge, or so it said."""
        return spelt in self.known or not_english(spelt) or self._said.get(spelt, False)


def not_english(word: str) -> bool:
    """True for what a British dictionary cannot judge: short forms in capitals, other letters."""
    return not word.isascii() or _CAPITALS.fullmatch(word) is not None
