"""What the vault keeps beside the records: their revisions, the audit chain and the undo steps, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from mappa_desk.domain.records import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Revision(Generic[R]):
    """One state of a record: when (UTC), by whom, and the record itself, or None when it was removed."""

    number: int
    at: datetime
    by: str
    body: R | None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One link of the audit chain. Holds no case text; hashes and the keyed digest are hex."""

    seq: int
    at: datetime
    by: str
    verb: str
    kind: str
    record_id: str
    revision: int
    case_id: str
    digest: str
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class StepPart:
    """One record that a step touched; `before` 0 means that the step made it."""

    kind: str
    record_id: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class UndoStep:
    """What one undo takes back. Kinds that are only ever added to are not among the parts."""

    id: int
    meeting_id: str
    label: str
    at: datetime
    by: str
    undone: bool
    parts: tuple[StepPart, ...]
