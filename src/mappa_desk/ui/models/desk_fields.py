"""Fields of the desk's small sheets as data: what is asked, in which form, and what is offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Ask(Enum):
    """How a field is answered."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    """Typed as people say it: fri, 27/11, in 6 weeks. Shown as a full date beside it."""
    CHOICE = "choice"
    OPEN_CHOICE = "open_choice"
    """A list to choose from that also takes other words."""
    CHECKS = "checks"
    TICK = "tick"
    FILE = "file"
    """A path, typed or chosen. Nothing is read before the sheet is kept."""
    FOLDER = "folder"
    """A path of a folder, typed or chosen."""
    WORDS = "words"
    """Nothing is asked: words to be read before the answer is given."""
    PREVIEW = "preview"
    """Nothing is asked: a long text to be looked through."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An offered answer: the key that is given back and the words that are shown."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a sheet. `name` is what a RuleError calls it, so that its sentence stands beside it."""

    name: str
    label: str
    ask: Ask = Ask.TEXT
    value: str = ""
    choices: tuple[Choice, ...] = ()
    ticked: frozenset[str] = frozenset()
    """Keys that are ticked to begin with, for `CHECKS`."""
    hint: str = ""
    past: bool = False
    """A date of what has happened: without a year it is the last such day, not the next."""
    follows: str = ""
    """For what is only read: the field whose answer decides which of `choices` is shown."""
    warns: Callable[[str], str] | None = None
    """For a date: what is said of a typed day, under it. It stands in nobody's way; empty for nothing."""


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet: its title, its fields, the verb on its button."""

    title: str
    button: str
    fields: tuple[Field, ...]
    about: str = ""
