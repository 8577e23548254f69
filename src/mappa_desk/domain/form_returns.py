"""A contribution form that an agency filled and sent back, and what was taken from it into the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from mappa_desk.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAnswer:
    """What one field of the form held, as plain text."""

    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReturn(Record):
    """A filled form as it was read. What was taken from it says so line by line."""

    KIND: ClassVar[str] = "form_return"

    meeting_id: str
    agency: str
    """Code of the agency that the form was for."""
    file_name: str
    sha256: str
    """Over the bytes of the file, hex."""
    answers: tuple[FormAnswer, ...] = ()
    taken: tuple[str, ...] = ()
    """Names of the fields that were taken into the record."""
    entry_ids: tuple[str, ...] = ()
    """The entries that were made from it."""
    at: datetime
