"""The process that reads a filled contribution form for what stands in its fields: bytes in, plain text out.

Only the values of the fields are read, by the names that the program gave them. What the pages say is never
looked at, so that a form whose wording was changed cannot put another question to an answer. A file that
could do anything (a script, an action, a form within the form) is refused, not cleaned.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import IO, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from mappa_desk.domain.calendar_words import count
from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.form_questions import BY_FIELD, CODE_FIELD, FieldKind, Question
from mappa_desk.domain.report_text import Losses, tidy
from mappa_desk.exchange.confined import serve_one

MOST_BYTES = 15 * 1024 * 1024
"""Bytes of a file that is read at all; an empty form has a fiftieth."""
MOST_OBJECTS = 100_000
MOST_FIELDS = 2_000
MOST_TEXT = 1_000_000
"""Characters of all answers together; an entry takes a twentieth."""
DEEPEST = 20
"""Fields or values inside one another."""

_NOT_PDF = "This is not a PDF file, or it is damaged."
_PASSWORD = "This file has a password or is encrypted. Ask for the form saved without one."
_SCRIPTS = "This file holds scripts or actions, which our forms never have; it is not read."
_XFA = "This file holds a form of another kind (XFA), which our forms never have; it is not read."
_NO_FIELDS = (
    "This file has no fields: it was printed or flattened, or is none of our forms. Ask for the form as a "
    "saved file."
)
_FOREIGN = "This is not a contribution form of this program."
_NO_CODE = "The code of this form is gone, so it cannot be told which meeting it is for."
_BIG = "This file holds far more than a form can hold; it is not read."
_ACTIONS = frozenset(
    f"/{name}"
    for name in ("JavaScript", "Launch", "SubmitForm", "ImportData", "Rendition", "RichMediaExecute")
)
_OWN_NOTES = frozenset(f"/{name}" for name in ("Widget", "Link", "Popup"))


def serve(file: IO[bytes], answer: IO[bytes]) -> None:
    """Reads one form from a pipe (a line that names its kind, then its bytes) and answers with JSON."""
    serve_one(file, answer, most_bytes=MOST_BYTES, warm_up=_warm_up, read=_read)


def read_fields(data: bytes) -> dict[str, Any]:
    """The code of a form, its answers by field, and what was left out. Raises FileRefused, MemoryError."""
    if b"%PDF-" not in data[:1_024]:
        raise FileRefused(_NOT_PDF)
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return _read_open(pdf)
    except pikepdf.PasswordError:
        raise FileRefused(_PASSWORD) from None
    except (pikepdf.PdfError, RuntimeError, TypeError, ValueError, KeyError, AttributeError):
        raise FileRefused(_NOT_PDF) from None


def _read(_kind: str, data: bytes) -> dict[str, Any]:
    return read_fields(data)


def _read_open(pdf: Pdf) -> dict[str, Any]:
    if pdf.is_encrypted:
        raise FileRefused(_PASSWORD)
    _check_objects(pdf)
    form = pdf.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, Dictionary) else None
    if isinstance(form, Dictionary) and "/XFA" in form:
        raise FileRefused(_XFA)
    found = list(islice(_fields(fields, "", None, 0), MOST_FIELDS + 1)) if isinstance(fields, Array) else []
    if len(found) > MOST_FIELDS:
        raise FileRefused(_BIG)
    if not found:
        raise FileRefused(_NO_FIELDS)
    return _answered(pdf, found)


def _answered(pdf: Pdf, found: list[tuple[str, Object]]) -> dict[str, Any]:
    losses = Losses()
    code, others = "", 0
    answers: dict[str, str] = {}
    for name, field in found:
        question = BY_FIELD.get(name)
        if name == CODE_FIELD:
            code = code or _text_of(field)
        elif question is None:
            others += bool(_is_filled(field))
        elif not answers.get(name):
            answers[name] = _answer_to(question, field, losses)
    if not code:
        raise FileRefused(_NO_CODE if answers else _FOREIGN)
    if sum(map(len, answers.values())) > MOST_TEXT:
        raise FileRefused(_BIG)
    left_out = (*losses.left_out(), *_beside(pdf), *((count(others, "other field"),) if others else ()))
    return {
        "code": code,
        "answers": {name: text for name, text in answers.items() if text},
        "left_out": left_out,
        "noted": losses.noted(),
    }


def _answer_to(question: Question, field: Object, losses: Losses) -> str:
    if question.kind is FieldKind.CHOICE:
        chosen = _chosen(field)
        if chosen and chosen not in question.choices:
            losses.named("1 choice that the form does not have")
            return ""
        return chosen
    text = tidy(_text_of(field), losses)
    return " ".join(text.split()) if question.kind is FieldKind.LINE else text.strip()


def _fields(kids: Object, above: str, kind: Object | None, depth: int) -> Iterator[tuple[str, Object]]:
    """Every field with a value of its own, by its full name. Kids without a name are its widgets."""
    if depth > DEEPEST:
        raise FileRefused(_BIG)
    for field in islice(kids, MOST_FIELDS + 1):
        if not isinstance(field, Dictionary):
            continue
        part = field.get("/T")
        name = ".".join(filter(None, (above, str(part) if isinstance(part, String) else "")))
        inside = field.get("/Kids")
        if isinstance(inside, Array) and any(isinstance(one, Dictionary) and "/T" in one for one in inside):
            yield from _fields(inside, name, field.get("/FT", kind), depth + 1)
        elif name:
            yield name, field


def _text_of(field: Object) -> str:
    value = field.get("/V")
    if isinstance(value, String):
        return str(value)
    if isinstance(value, Stream):
        return str(String(value.read_bytes()))
    return ""


def _chosen(field: Object) -> str:
    """The export name that is chosen, whichever of three ways the program that filled it wrote it."""
    value = field.get("/V")
    said = str(value).removeprefix("/") if isinstance(value, Name | String) else ""
    if said in ("", "Off"):
        states = [kid.get("/AS") for kid in _widgets(field)]
        on = [str(state).removeprefix("/") for state in states if isinstance(state, Name)]
        said = next((state for state in on if state != "Off"), "")
    options = field.get("/Opt")
    if isinstance(options, Array) and said.isascii() and said.isdigit() and int(said[:4]) < len(options):
        return str(options[int(said[:4])])
    return said


def _widgets(field: Object) -> list[Object]:
    kids = field.get("/Kids")
    if not isinstance(kids, Array):
        return [field]
    return [kid for kid in islice(kids, MOST_FIELDS) if isinstance(kid, Dictionary)]


def _is_filled(field: Object) -> bool:
    value = field.get("/V")
    if isinstance(value, Stream):
        return True
    return isinstance(value, String | Name) and str(value) not in ("", "/Off")


def _beside(pdf: Pdf) -> tuple[str, ...]:
    """What somebody put on the pages or into the file that no field holds."""
    notes = 0
    for page in islice(pdf.pages, 500):
        beside = page.obj.get("/Annots")
        for note in islice(beside, MOST_FIELDS) if isinstance(beside, Array) else ():
            notes += isinstance(note, Dictionary) and str(note.get("/Subtype", "")) not in _OWN_NOTES
    files = len(list(islice(pdf.attachments, 500)))
    return (
        *((count(notes, "comment") + " on the pages",) if notes else ()),
        *((count(files, "attached file"),) if files else ()),
    )


def _check_objects(pdf: Pdf) -> None:
    """Raises FileRefused for a file with too many parts, or with one that could do something."""
    for seen, one in enumerate(pdf.objects):
        if seen > MOST_OBJECTS:
            raise FileRefused(_BIG)
        if _acts(one, 0):
            raise FileRefused(_SCRIPTS)


def _acts(value: Object, depth: int) -> bool:
    if isinstance(value, Dictionary | Stream):
        keys = value.keys()
        if "/JS" in keys or ("/S" in keys and str(value.get("/S")) in _ACTIONS):
            return True
        kids: list[Any] = [value.get(key) for key in keys]
    elif isinstance(value, Array):
        kids = list(value)
    else:
        return False
    if depth > DEEPEST:
        raise FileRefused(_BIG)
    return any(isinstance(kid, Object) and not kid.is_indirect and _acts(kid, depth + 1) for kid in kids)


def _warm_up() -> None:
    """Reads samples, so that whatever a form needs is loaded."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        field = Dictionary(FT=Name.Tx, T=String(CODE_FIELD), V=pdf.make_stream(b"\xfe\xff\x00a"))
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]))
        for how in (False, pikepdf.Encryption(owner="o", user="u")):
            target = BytesIO()
            pdf.save(target, encryption=how, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            try:
                read_fields(target.getvalue())
                read_fields(target.getvalue()[:-200])
            except FileRefused:
                continue
