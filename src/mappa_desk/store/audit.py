"""The audit chain: each entry carries the hash of the one before it, and a keyed digest in place of text.

The digest is keyed per case, so that it says nothing about a short field once the case's key is destroyed
(ICO: an erasure log holds no erased data; unverified default).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mappa_desk.store.kept import AuditEntry
from mappa_desk.store.tables.base import moment_text

HASH_BYTES = 32
GENESIS = bytes(HASH_BYTES)
"""What the first entry names as the one before it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One revision of one record as it is kept: when (aware), by whom, as JSON or None for removed."""

    kind: str
    record_id: str
    number: int
    at: datetime
    by: str
    body: str | None

    def digest(self, key: bytes) -> bytes:
        """Keyed digest of everything that is kept of the revision: 32 bytes."""
        fields = [self.kind, self.record_id, self.number, moment_text(self.at), self.by, self.body]
        content = json.dumps(fields, ensure_ascii=True).encode("ascii")
        return hashlib.blake2b(content, key=key, person=b"mappa.digest", digest_size=HASH_BYTES).digest()


@dataclass(frozen=True, slots=True)
class Link:
    """The fields of an audit entry that its hash covers beside the hash before it."""

    seq: int
    at: datetime
    by: str
    verb: str
    kind: str
    record_id: str
    revision: int
    case_id: str
    digest: bytes

    def hash(self, prev: bytes) -> bytes:
        """Hash of the entry after the hash `prev`: 32 bytes."""
        fields = [
            self.seq, moment_text(self.at), self.by, self.verb, self.kind, self.record_id,
            self.revision, self.case_id, self.digest.hex(),
        ]  # fmt: skip
        content = json.dumps(fields, ensure_ascii=True).encode("ascii")
        return hashlib.blake2b(prev + content, person=b"mappa.audit", digest_size=HASH_BYTES).digest()


def values_of(kept: Change | Link) -> dict[str, Any]:
    """Column values of a change or a link (`dataclasses.asdict` would copy each of them)."""
    return {name: getattr(kept, name) for name in kept.__slots__}


def link_of(row: Any) -> Link:
    """What the hash of a row of the audit table covers."""
    return Link(
        row.seq, row.at, row.by, row.verb, row.kind, row.record_id, row.revision, row.case_id, row.digest
    )


def holds(row: Any) -> bool:
    """True when a row of the audit table carries the hash that its fields and its predecessor give."""
    return bool(row.hash == link_of(row).hash(row.prev))


def entry_of(row: Any) -> AuditEntry:
    """The entry of a row of the audit table."""
    return AuditEntry(
        seq=row.seq,
        at=row.at,
        by=row.by,
        verb=row.verb,
        kind=row.kind,
        record_id=row.record_id,
        revision=row.revision,
        case_id=row.case_id,
        digest=row.digest.hex(),
        prev=row.prev.hex(),
        hash=row.hash.hex(),
    )
