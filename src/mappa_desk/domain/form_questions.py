"""The questions of the contribution form: their fields, what each is filled with, and what becomes of it.

The document draws them, the reader looks for them and the services take them, all from this one list. What
the questions say stands in the wording (`form.ask.<field>`), never in a file that comes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType

from mappa_desk.domain.contributions import Handling

FORM_ID = "MAPPA-DESK-FORM"
"""First word in the code of every form that this program makes."""
FORM_EDITION = 1
"""Counts up when a field gets another name or another meaning."""
CODE_FIELD = "form_code"
"""The read-only field that says which form it is, of which meeting, for whom."""
NEWS_ROWS = 5
"""Dated lines of new information."""
_CHECK = 20
"""Hexadecimal digits of the check in the code."""


class FieldKind(StrEnum):
    """How a field is filled."""

    LINE = "line"
    """One line of text."""
    TEXT = "text"
    """Text of several lines."""
    CHOICE = "choice"
    """One of a few."""


class FormPart(StrEnum):
    """The parts of the form, in their order."""

    ANSWER = "answer"
    KNOWN = "known"
    HANDLING = "handling"
    MEETING = "meeting"
    SENDER = "sender"


class Becomes(StrEnum):
    """What an answer becomes when it is taken into the record."""

    ENTRY = "entry"
    """A written contribution of the agency."""
    RESPONSE = "response"
    """A nil return or a refusal, or nothing by itself."""
    ATTENDANCE = "attendance"
    NOTHING = "nothing"
    """It goes with the others: who wrote it, when, how it may be used."""


class Response(StrEnum):
    """How the agency answers the request as a whole."""

    KNOWN = "known"
    NO_TRACE = "no_trace"
    NOTHING_RELEVANT = "nothing_relevant"
    DECLINES = "declines"


NIL = frozenset({Response.NO_TRACE, Response.NOTHING_RELEVANT})
"""A nil return is an answer: the agency looked and has nothing."""


class Coming(StrEnum):
    """Who comes to the meeting."""

    YES = "yes"
    DEPUTY = "deputy"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Question:
    """One field of the form."""

    field: str
    part: FormPart
    kind: FieldKind
    becomes: Becomes = Becomes.NOTHING
    lines: int = 1
    """Height of its box, in lines."""
    choices: tuple[str, ...] = ()
    """Export names, for a choice."""
    beside: str = ""
    """The field that it continues: the text of a dated line belongs to its date."""


def _news() -> Iterable[Question]:
    for row in range(1, NEWS_ROWS + 1):
        yield Question(f"news_{row}_on", FormPart.KNOWN, FieldKind.LINE, beside=f"news_{row}")
        yield Question(f"news_{row}", FormPart.KNOWN, FieldKind.LINE, Becomes.ENTRY)


def _text(field: str, lines: int) -> Question:
    return Question(field, FormPart.KNOWN, FieldKind.TEXT, Becomes.ENTRY, lines)


def _line(field: str, part: FormPart, becomes: Becomes = Becomes.NOTHING) -> Question:
    return Question(field, part, FieldKind.LINE, becomes)


QUESTIONS: tuple[Question, ...] = (
    Question(
        "response", FormPart.ANSWER, FieldKind.CHOICE, Becomes.RESPONSE, choices=tuple(map(str, Response))
    ),
    Question("declines_because", FormPart.ANSWER, FieldKind.TEXT, lines=3, beside="response"),
    _line("period", FormPart.ANSWER, Becomes.ENTRY),
    _text("involvement", 5),
    _text("history", 6),
    Question("last_contact", FormPart.KNOWN, FieldKind.LINE, Becomes.ENTRY),
    *_news(),
    _text("concerns", 6),
    _text("protective", 4),
    _text("children", 4),
    _text("safety", 3),
    _text("plan", 4),
    _text("offer", 4),
    _text("source", 3),
    Question("handling", FormPart.HANDLING, FieldKind.CHOICE, choices=tuple(map(str, Handling))),
    Question("handling_why", FormPart.HANDLING, FieldKind.TEXT, lines=2, beside="handling"),
    Question(
        "coming", FormPart.MEETING, FieldKind.CHOICE, Becomes.ATTENDANCE, choices=tuple(map(str, Coming))
    ),
    Question("deputy_name", FormPart.MEETING, FieldKind.LINE, beside="coming"),
    Question("deputy_role", FormPart.MEETING, FieldKind.LINE, beside="coming"),
    Question("absence_reason", FormPart.MEETING, FieldKind.LINE, beside="coming"),
    _line("sender_name", FormPart.SENDER),
    _line("sender_role", FormPart.SENDER),
    _line("sender_telephone", FormPart.SENDER),
    _line("completed_on", FormPart.SENDER),
    _line("approved_by", FormPart.SENDER),
)
"""Every field that somebody fills, in the order of the form."""

BY_FIELD = MappingProxyType({question.field: question for question in QUESTIONS})


@dataclass(frozen=True, slots=True)
class FormCode:
    """What the code of a form says: whose it is, and a check over it that only this vault can make."""

    edition: int
    reference: str
    """Of the meeting."""
    agency: str
    check: str

    def __str__(self) -> str:
        return "/".join((FORM_ID, str(self.edition), self.reference, self.agency, self.check))


def code_for(*, meeting_id: str, reference: str, agency: str) -> FormCode:
    """The code of an agency's form for a meeting.

    The id of the meeting is random and stands in no document, so nobody without the vault can make the
    check for another meeting or another agency. It proves nothing about who filled the form.
    """
    return FormCode(
        FORM_EDITION, reference, agency, _check(FORM_EDITION, reference, agency, meeting_id=meeting_id)
    )


def read_code(text: str) -> FormCode | None:
    """The parts of a code as it stands in a file, None for anything else. The check is not looked at."""
    parts = text.strip().split("/")
    if len(parts) != 5 or parts[0] != FORM_ID or not (parts[1].isascii() and parts[1].isdigit()):
        return None
    return FormCode(int(parts[1][:6]), parts[2], parts[3], parts[4])


def fits(code: FormCode, *, meeting_id: str) -> bool:
    """True when the check belongs to that reference, that agency and this meeting of the vault."""
    return code.check == _check(code.edition, code.reference, code.agency, meeting_id=meeting_id)


def _check(edition: int, reference: str, agency: str, *, meeting_id: str) -> str:
    said = "\n".join((FORM_ID, str(edition), reference, agency, meeting_id))
    return sha256(said.encode()).hexdigest()[:_CHECK].upper()
