"""The contact book: how people of the agencies are reached, who stands in for them, what they may get."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from mappa_desk.domain.records import Record


class AddressKind(StrEnum):
    """What kind of address it is that documents may be sent to."""

    NONE = "none"
    SECURE_MAIL = "secure_mail"
    """A mail box of a secured service, as the area defines it."""
    ORDINARY_MAIL = "ordinary_mail"
    BY_HAND = "by_hand"
    POST = "post"


class MayGet(StrEnum):
    """What somebody may be given without asking the chair again."""

    INVITATION = "invitation"
    MINUTES = "minutes"
    ACTIONS = "actions"
    AGENCY_ACTIONS = "agency-actions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Record):
    """What the contact book adds to a person. `id` is the person's id. It stays in this vault."""

    KIND: ClassVar[str] = "contact"

    address: str = ""
    address_kind: AddressKind = AddressKind.NONE
    address_checked_on: date | None = None
    address_checked_by: str = ""
    telephone: str = ""
    deputies: tuple[str, ...] = ()
    """Ids of the people who stand in, in the order in which they are asked."""
    panels: tuple[str, ...] = ()
    """Names of the standing panels the person sits on."""
    may_get: tuple[MayGet, ...] = ()
    note: str = ""
    active: bool = True
    """False once somebody has left; the past keeps the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMerge(Record):
    """Two entries of the contact book were one person. Append only; sealed minutes keep what they say."""

    KIND: ClassVar[str] = "person_merge"

    kept_person_id: str
    merged_person_id: str
    at: datetime
    reason: str = ""
