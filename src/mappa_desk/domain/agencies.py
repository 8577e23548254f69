"""Agencies, their class under the Criminal Justice Act 2003 and their short codes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from mappa_desk.domain.records import Record


class AgencyClass(StrEnum):
    """What a body is to MAPPA. Only the first three may be on a distribution list by default."""

    RESPONSIBLE_AUTHORITY = "responsible_authority"
    DUTY_TO_COOPERATE = "duty_to_cooperate"
    ASSOCIATE = "associate"
    THIRD_PARTY = "third_party"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency(Record):
    """An agency as the area names it. `id` is its short code (`pol`), lower case, stable for life."""

    KIND: ClassVar[str] = "agency"

    name: str
    agency_class: AgencyClass
    aliases: tuple[str, ...] = ()
    """Other codes that the capture line takes for it."""
    order: int = 0
    active: bool = True

    @property
    def code(self) -> str:
        """The short code typed before a colon."""
        return self.id
