"""The draft that goes to the chair, the chair's marks on it, and the paper of the approval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from mappa_desk.domain.records import Record


@dataclass(frozen=True, slots=True)
class DraftLine:
    """The first numbered line of one paragraph of a draft, and the record that the paragraph is of."""

    line: int
    record_kind: str
    record_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairDraft(Record):
    """One draft made for the chair. `lines` lead from a line number back to the record. Append only."""

    KIND: ClassVar[str] = "chair_draft"

    meeting_id: str
    number: int
    """1 for the first draft of these minutes."""
    at: datetime
    marks_by: date | None = None
    """The day by which marks are asked for."""
    lines: tuple[DraftLine, ...] = ()
    gap_count: int = 0


class MarkState(StrEnum):
    """What became of one of the chair's marks."""

    OPEN = "open"
    DONE = "done"
    NOT_TAKEN = "not_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairMark(Record):
    """One point that the chair marked on a draft, to be worked off."""

    KIND: ClassVar[str] = "chair_mark"

    meeting_id: str
    draft_number: int = 0
    """The draft that it was made on, 0 when none is named."""
    line: int = 0
    """The line number on that draft, 0 when none was given."""
    record_kind: str = ""
    record_id: str = ""
    """The record that the line belongs to, where it is known."""
    point: str
    state: MarkState = MarkState.OPEN
    why: str = ""
    """Why it was not taken."""
    noted_at: datetime
    settled_at: datetime | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalPaper(Record):
    """The marked paper or the e-mail by which the chair approved, as a file. Append only."""

    KIND: ClassVar[str] = "approval_paper"

    meeting_id: str
    version: int
    file_name: str
    sha256: str
    """Over the bytes of the file, hex."""
    size: int
    """Bytes."""
    content: str
    """The bytes as base64."""
    at: datetime
