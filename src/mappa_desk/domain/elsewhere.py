"""Words that the vault could not take and that were saved in another place, until it takes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mappa_desk.domain.contributions import Entry, EntryKind, Handling


class WordsState(StrEnum):
    """How far the words had come."""

    ENTRY = "entry"
    """A line that was sent off and waits."""
    CHANGE = "change"
    """A new text of an entry that is kept with another one."""
    HALF_TYPED = "half_typed"
    """The line, or a field, as it stood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnkeptWords:
    """One piece of text with what is needed to file it: where, whose, when. `at` is aware UTC."""

    state: WordsState
    text: str
    at: datetime
    item: str = ""
    item_title: str = ""
    agency: str = ""
    attendance_id: str | None = None
    speaker: str = ""
    kind: EntryKind = EntryKind.CONTRIBUTION
    handling: Handling = Handling.NORMAL
    recipients: tuple[str, ...] = ()
    """Agency codes, where the handling names them."""
    closed_part_id: str | None = None
    """The closed part that was going on, or that the changed entry belongs to."""
    entry_id: str = ""
    """Of a change: the entry whose new text this is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnkeptCopy:
    """Everything of one meeting that waited at one moment (aware UTC)."""

    meeting_id: str
    reference: str
    saved_at: datetime
    words: tuple[UnkeptWords, ...]


def stands_in(entries: tuple[Entry, ...], words: UnkeptWords) -> bool:
    """True when the record holds these words already, be it in the bin.

    A half-typed line counts as kept once an entry begins with it.
    """
    wanted = words.text.strip()
    if words.state is WordsState.HALF_TYPED:
        return any(said.strip().startswith(wanted) for entry in entries for said in (entry.text, entry.words))
    return any(wanted in (entry.text.strip(), entry.words.strip()) for entry in entries)
