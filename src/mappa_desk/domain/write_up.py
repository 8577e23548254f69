"""What the minute taker ticked while writing up: an entry finished, a mark left as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from mappa_desk.domain.records import Record

FINISHED = "finished"
"""Code of the tick that says: this paragraph is written up."""
FRONT_KEYS = ("front:brief_why", "front:brief_risk")
"""Keys of the paragraphs of the front sheet that are written up, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteUpTick(Record):
    """One tick of write-up: `FINISHED`, or the code of a mark that was left, with the words it stood at."""

    KIND: ClassVar[str] = "write_up_tick"

    meeting_id: str
    record_id: str
    """Id of the entry, or of the meeting for what stands on no entry: front sheet, reason of an item."""
    code: str
    words: str = ""
    """What a mark stood at; key of the paragraph that is finished on no entry. A finished meeting without
    words is its whole front sheet, as it was ticked in earlier versions."""
    active: bool = True


def finished_records(ticks: Iterable[WriteUpTick]) -> set[str]:
    """Ids of the records that are ticked as finished."""
    return {tick.record_id for tick in ticks if tick.active and tick.code == FINISHED}


def finished_keys(meeting_id: str, ticks: Iterable[WriteUpTick]) -> set[str]:
    """Keys of the finished paragraphs that stand on no entry."""
    kept = [one for one in ticks if one.active and one.code == FINISHED and one.record_id == meeting_id]
    return {key for one in kept for key in ((one.words,) if one.words else FRONT_KEYS)}
