"""A pasted reply taken apart: each action's number, and the words behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mappa_desk.domain.actions import ActionEventKind

_DONE = ("done", "completed", "complete", "closed")
_DAY = re.compile(
    rf"(?:{'|'.join(_DONE)})\s+(?:late\s+)?(?P<on>on\s+)?(?P<rest>[^,;:(\n]*?)\.?(?=[,;:(\n]|\.\s|\s[–—-]|\Z)",
    re.IGNORECASE,
)
_EDGES = " \t\r\n:;-–—.,|•*>"
_NEGATED = ("not ", "no ", "isn", "wasn")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a reply says of one action."""

    words: str
    outcome: ActionEventKind = ActionEventKind.UPDATED
    on: str = ""
    """The words for the day on which it was done, where the reply says it."""


@dataclass(frozen=True, slots=True)
class PastedReply:
    """What was found in a reply: words by action id, and what belongs to none."""

    found: Mapping[str, Pasted]
    rest: str


def take_apart(text: str, references: Mapping[str, str]) -> PastedReply:
    """Gives each action the words that stand behind its number, up to the next number.

    `references` are full references by action id. "M03-07" alone counts when only one of the actions has it.
    Words before the first number belong to none. "Done" as the first word proposes that outcome.
    """
    names: dict[str, str] = {}
    short: dict[str, list[str]] = {}
    for action_id, reference in references.items():
        names[reference.casefold()] = action_id
        short.setdefault("-".join(reference.split("-")[-2:]).casefold(), []).append(action_id)
    names.update({tag: ids[0] for tag, ids in short.items() if len(ids) == 1})
    if not names:
        return PastedReply({}, text.strip())
    longest = sorted((re.escape(name) for name in names), key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])({'|'.join(longest)})(?![\w-])", re.IGNORECASE)
    places = list(pattern.finditer(text))
    if not places:
        return PastedReply({}, text.strip())
    found: dict[str, list[str]] = {}
    ends = [place.start() for place in places[1:]] + [len(text)]
    for place, end in zip(places, ends, strict=True):
        words = text[place.end() : end].strip(_EDGES)
        if words:
            found.setdefault(names[place.group(1).casefold()], []).append(words)
    rest = text[: places[0].start()]
    return PastedReply(
        {action_id: _said("\n".join(words)) for action_id, words in found.items()}, rest.strip()
    )


def day_words(words: str) -> tuple[str, ...]:
    """What may be the day in "done on Friday, the letter is with you", the longest first; empty for none.

    Behind "on" it may be followed by anything; without it nothing else may stand before the next mark. A bare
    number is no day: "done 3 visits".
    """
    found = _DAY.match(words)
    if found is None:
        return ()
    rest = found["rest"].split()
    most = range(min(len(rest), 4), 0, -1)
    offered = [" ".join(rest[:count]) for count in most if found["on"] or count == len(rest)]
    return tuple(one for one in offered if not one.isdigit())


def _said(words: str) -> Pasted:
    first = words.casefold().split(maxsplit=1)[0].strip(_EDGES)
    if first in _DONE and not words.casefold()[len(first) :].strip(_EDGES).startswith(_NEGATED):
        return Pasted(words, ActionEventKind.DONE)
    return Pasted(words)
