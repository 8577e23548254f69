"""What the minute taker ticked while writing up: an entry finished, a mark left as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mappa_desk.domain.records import Record

FINISHED = "finished"
"""Code of the tick that says: this paragraph is written up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteUpTick(Record):
    """One tick of write-up: `FINISHED`, or the code of a mark that was left, with the words it stood at."""

    KIND: ClassVar[str] = "write_up_tick"

    meeting_id: str
    record_id: str
    """Id of the entry, or of the meeting for its front sheet."""
    code: str
    words: str = ""
    active: bool = True
