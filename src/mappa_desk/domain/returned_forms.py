"""A filled form beside what the record holds: what was asked, what was answered, what taking it would do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mappa_desk.domain.contributions import EntryKind, Handling
from mappa_desk.domain.form_questions import FormCode
from mappa_desk.domain.form_returns import FormAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFlag:
    """How far an entry may travel that is made of an answer."""

    handling: Handling = Handling.NORMAL
    recipients: tuple[str, ...] = ()
    """Agency codes, with `NAMED_RECIPIENTS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """One answer that can be taken into the record by itself."""

    field: str
    """Name of the question."""
    asked: str
    """The question in the program's own words."""
    answer: str
    """What was filled in, as plain text; a date or a name beside it is part of it."""
    entry_kind: EntryKind | None = None
    """Kind of the entry that it becomes; None for an answer about coming."""
    text: str = ""
    """The text that the entry would have."""
    does: str = ""
    """What taking it does, in words."""
    held: tuple[str, ...] = ()
    """What the record holds already, one paragraph each."""
    why_not: str = ""
    """Why it cannot be taken, in words; empty when it can."""
    same: bool = False
    """True when the record has these words already."""

    @property
    def can_take(self) -> bool:
        """True when the answer can be taken into the record."""
        return not self.why_not


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierReturn:
    """A form of the same agency that was read before."""

    at: datetime
    file_name: str
    taken: int
    """How many of its answers stand in the record."""
    same_file: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedForm:
    """A filled form that was read and checked against the vault. Nothing of it is kept yet."""

    meeting_id: str
    reference: str
    code: FormCode
    agency_name: str
    file_name: str
    sha256: str
    answers: tuple[FormAnswer, ...]
    lines: tuple[FormLine, ...]
    facts: tuple[tuple[str, str], ...] = ()
    """Who filled it, when, and how it may be used: pairs of words."""
    handling: Handling = Handling.NORMAL
    """As the agency asks for everything in it."""
    attendance_id: str | None = None
    """The person of the list that it speaks for."""
    earlier: tuple[EarlierReturn, ...] = ()
    notices: tuple[str, ...] = ()
    """What is worth a look before anything is taken, one sentence each."""
    refused: str = ""
    """Why nothing can be taken into this meeting any more; empty when it can."""

    @property
    def agency(self) -> str:
        """Code of the agency."""
        return self.code.agency

    def line(self, field: str) -> FormLine | None:
        """The line of a question."""
        return next((line for line in self.lines if line.field == field), None)
