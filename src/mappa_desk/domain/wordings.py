"""The words of documents: wording by key with its blanks filled, numbers and lists in British English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mappa_desk.domain.errors import RuleError


class Wording:
    """Gives the words of a key with its blanks filled. What fills a blank is never read for blanks itself."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def __call__(self, key: str, **blanks: object) -> str:
        """The words of `key`. Raises RuleError when the wording lacks the key or asks for another blank."""
        try:
            return self._words[key].format(**blanks)
        except (KeyError, IndexError, ValueError) as fault:
            raise RuleError(f"The wording of documents has no right words for {key}.", field=key) from fault

    def counted(self, key: str, number: int, **blanks: object) -> str:
        """The words of `key`_one or `key`_many; the number in words fills {count}, with a capital {Count}."""
        ending = "one" if number == 1 else "many"
        count = self.number(number)
        return self(f"{key}_{ending}", count=count, Count=capital(count), **blanks)

    def number(self, number: int) -> str:
        """A number in words as far as the wording goes, else in digits: "eleven", "13"."""
        words = self("paper.number_words").split()
        return words[number] if 0 <= number < len(words) else str(number)

    def ordinal(self, number: int) -> str:
        """A place in words as far as the wording goes: "third", "13th"."""
        words = self("paper.ordinal_words").split()
        if 0 <= number < len(words):
            return words[number]
        ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending}"

    def listed(self, words: Sequence[str]) -> str:
        """A list as it is said: "a", "a and b", "a, b and c"."""
        if len(words) < 2:
            return "".join(words)
        return ", ".join(words[:-1]) + self("paper.list_and") + words[-1]

    def first_key(self, prefix: str) -> Mapping[str, str]:
        """All words whose key begins with a prefix, by the rest of the key."""
        return {key[len(prefix) :]: words for key, words in self._words.items() if key.startswith(prefix)}


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text with a full stop behind it, unless it ends in a mark already or is empty."""
    return text if not text or text[-1] in ".!?:;…" else f"{text}."
