"""Has a filled contribution form read in a process of its own, and takes its answers in our own types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.form_questions import BY_FIELD, FORM_EDITION, FieldKind, FormCode, read_code
from mappa_desk.domain.form_returns import FormAnswer
from mappa_desk.domain.limits import clean
from mappa_desk.exchange.reading_process import WAIT, Stops, answer_of, bytes_of, one_line, reader_command

READER = "form-reader"
"""The argument by which this program runs as the reader."""
MOST_BYTES = 15 * 1024 * 1024

_OTHERS = "Only the PDF form itself is read here. Save it in its own program and choose that file."
_STOPS = Stops(
    ended="This form could not be read: reading it was stopped. Open it in its own program; copy its text.",
    slow="This form could not be read in {seconds:.0f} seconds. Open it in its own program; copy its text.",
)
_NOT_OURS = "This is not a contribution form of this program."
_NEWER = "This form was made by a newer edition of the program."


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form as it was read: whose it says it is, what was typed and chosen, and what was left out."""

    code: FormCode
    file_name: str
    sha256: str
    answers: tuple[FormAnswer, ...]
    """In the order of the questions; those left empty are not among them."""
    left_out: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()


def read_form_file(path: Path, *, command: Sequence[str] = (), wait: float = WAIT) -> FilledForm:
    """Reads a filled form in a process of its own.

    `wait` is in seconds. Raises FileRefused with one plain sentence for a file that is none of our forms, is
    damaged, too large or encrypted, holds scripts or lost its fields, and for whatever ends the reader. The
    code is not checked: that needs the vault.
    """
    if path.suffix.lower() != ".pdf":
        raise FileRefused(_OTHERS)
    data = bytes_of(path, MOST_BYTES)
    answer = answer_of(command or reader_command(READER), "pdf", data, wait=wait, stops=_STOPS)
    return _checked(answer, path.name, sha256(data).hexdigest())


def _checked(answer: dict[str, Any], name: str, digest: str) -> FilledForm:
    """The answer in our own types. What the reader says is not believed further than its shape."""
    try:
        code = read_code(one_line(answer["code"]))
        said = {str(field): clean(str(text)) for field, text in answer["answers"].items()}
        left_out = tuple(one_line(words) for words in answer["left_out"])
        noted = tuple(one_line(words) for words in answer["noted"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise FileRefused(_STOPS.ended) from None
    if code is None:
        raise FileRefused(_NOT_OURS)
    if code.edition > FORM_EDITION:
        raise FileRefused(_NEWER)
    answers = tuple(
        FormAnswer(field=field, text=said[field])
        for field, question in BY_FIELD.items()
        if said.get(field) and (question.kind is not FieldKind.CHOICE or said[field] in question.choices)
    )
    return FilledForm(code, one_line(name), digest, answers, left_out[:20], noted[:20])
