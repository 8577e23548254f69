"""Whose copy of the minutes a document is, and what it says of what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mappa_desk.domain.edition_gate import numbers_of
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What a copy tells of itself. The default is the minutes as they are."""

    kind: DocumentKind = DocumentKind.MINUTES
    reader: str = ""
    """For whom it is, in words: "Jo Smith, Housing"."""
    leaves_out: bool = False
    """True when something that was recorded is not in it. It never says what."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Numbers of the entries where some are ticked out, so that the others keep theirs; else empty."""
    large: bool = False

    @property
    def words_key(self) -> str:
        """Which words of the documents are of this copy: "attendee", "agency", or "" for the minutes."""
        return _KEYS.get(self.kind, "")


_KEYS = {DocumentKind.ATTENDEE_COPY: "attendee", DocumentKind.AGENCY_COPY: "agency"}


def copy_facts(
    snapshot: MinutesSnapshot,
    kind: DocumentKind,
    *,
    agency: str = "",
    person: str = "",
    recipient: str = "",
    leaves_out: bool = False,
    whole: MinutesSnapshot | None = None,
    large: bool = False,
) -> CopyFacts:
    """What a copy tells of itself.

    `agency` is a code, `person` the id of an attendance row, `recipient` the name of one without a row.
    `whole` is the projection with what was ticked out, where something was.
    """
    names = {one.code: one.name for one in snapshot.agencies}
    row = next((one for one in snapshot.attendance if one.id == person), None) if person else None
    who = [row.name or row.role, names.get(row.agency, row.agency)] if row else [names.get(agency, agency)]
    if row is None and kind is DocumentKind.ATTENDEE_COPY:
        who = [recipient, *who]
    return CopyFacts(
        kind=kind,
        reader=", ".join(part for part in who if part),
        leaves_out=leaves_out,
        numbers=numbers_of(whole) if whole is not None else {},
        large=large,
    )
