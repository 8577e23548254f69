"""Copies that are prepared, looked at a second time, and only then written and registered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mappa_desk.domain.copies_rules import NUMBERED
from mappa_desk.domain.minutes import DocumentGiven
from mappa_desk.services.copies import PreparedCopies, Recipient
from mappa_desk.services.second_look import SecondLook, look
from mappa_desk.services.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A prepared copy with what the second look saw in its very bytes."""

    recipient: Recipient
    given: DocumentGiven
    seen: SecondLook


def look_at_prepared(
    work: Work,
    prepared: PreparedCopies,
    recipients: Sequence[Recipient],
    passphrases: Mapping[str, str],
) -> tuple[Looked, ...]:
    """Opens the bytes of every prepared copy and compares them with what its edition may hold.

    `recipients` and `passphrases` are those that the copies were prepared with. Raises as `second_look.look`.
    """
    return tuple(
        Looked(
            recipient=one,
            given=paper.given,
            seen=look(
                work,
                target=paper.data,
                given=paper.given,
                passphrase=passphrases.get(one.key, ""),
                person=one.attendance_id if prepared.kind in NUMBERED else "",
            ),
        )
        for paper, one in zip(prepared.papers, recipients, strict=True)
    )


def differing(prepared: PreparedCopies, kept: Sequence[DocumentGiven], folder: Path) -> tuple[str, ...]:
    """Names of written files whose bytes, read again off the disk, are not those that were looked at."""
    found = []
    for paper, line in zip(prepared.papers, kept, strict=True):
        place = folder / line.file_name
        try:
            same = place.read_bytes() == paper.data
        except OSError:
            same = False
        if not same:
            found.append(line.file_name)
    return tuple(found)
