"""What a service call changed, so that a screen refreshes those rows and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Changes:
    """The records that were made, changed or removed: pairs of record kind and record id."""

    touched: frozenset[tuple[str, str]] = frozenset()

    def of(self, kind: str) -> frozenset[str]:
        """Ids of the touched records of one kind (`Entry.KIND`, say)."""
        return frozenset(record_id for touched_kind, record_id in self.touched if touched_kind == kind)

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.touched | other.touched)

    def __bool__(self) -> bool:
        return bool(self.touched)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Value]):
    """What a mutating service gives back once the change is on the disk."""

    value: Value
    changes: Changes = field(default_factory=Changes)
