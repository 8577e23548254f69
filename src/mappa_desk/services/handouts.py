"""Documents as they leave the program: drawn from a projected snapshot, written, registered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.editions import LeftOut
from mappa_desk.domain.editions import left_out as kept_from
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import check_reader
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, MinutesStatus
from mappa_desk.domain.paper_editions import PAPER_EDITIONS
from mappa_desk.services.chair_drafts import make_chair_draft, render_draft
from mappa_desk.services.contribution_forms import render_form
from mappa_desk.services.drawing import draw
from mappa_desk.services.handing_out import Paper, hand_out
from mappa_desk.services.left_out_words import left_out_words
from mappa_desk.services.meeting_papers import render_paper
from mappa_desk.services.ordering import Asked, order_of
from mappa_desk.services.placing import check_place
from mappa_desk.services.protecting import draw_protected
from mappa_desk.services.shape_drawing import Shape, draw_as
from mappa_desk.services.whose_copy import check_agency_of
from mappa_desk.services.work import Work

if TYPE_CHECKING:
    from mappa_desk.documents.rendering import Rendered

__all__ = ["left_out", "left_out_words", "register", "render", "write_document"]

MakePaper = Callable[[Work, Asked], "Rendered"]


def _before_meeting(work: Work, asked: Asked) -> Rendered:
    return render_paper(
        work,
        meeting_id=asked.meeting_id,
        kind=asked.kind,
        agency=asked.agency,
        recipient=asked.recipient,
        large=asked.large,
    )


def _contribution_form(work: Work, asked: Asked) -> Rendered:
    return render_form(work, meeting_id=asked.meeting_id, agency=asked.agency, large=asked.large)


_PAPERS: Mapping[DocumentKind, MakePaper] = MappingProxyType(
    {**dict.fromkeys(PAPER_EDITIONS, _before_meeting), DocumentKind.CONTRIBUTION_FORM: _contribution_form}
)
"""Kinds that are not made of the minutes, each with what makes it."""


def render(
    work: Work,
    *,
    meeting_id: str,
    kind: DocumentKind,
    agency: str = "",
    person: str = "",
    recipient: str = "",
    annex: bool = False,
    version: int = 0,
    left: tuple[str, ...] = (),
    large: bool = False,
    request_id: str = "",
) -> Rendered:
    """A document as it would be given out now: the same bytes as a written file without a copy mark.

    `agency` is the code of the agency that it is for, or `person` the id of the attendance row of one who
    gets it, or `recipient` a name; `annex` adds the restricted entries to the minutes, for the area's own
    file. `version` asks for minutes that were superseded since. `left` are ids of entries, decisions,
    actions and errata that were ticked to be left out; `large` asks for large print. `request_id` is of the
    request that a covering letter answers; the only one of the meeting need not be named. Raises NotFound,
    RuleError.
    """
    if kind is DocumentKind.CHAIR_DRAFT:
        _check_for_chair(agency, person, *left, large=large)
        return render_draft(work, meeting_id=meeting_id)
    asked = Asked(
        meeting_id=meeting_id,
        kind=kind,
        agency=agency,
        person=person,
        recipient=check_reader(recipient),
        annex=annex,
        version=version,
        left=left,
        large=large,
        request_id=request_id,
    )
    if kind in _PAPERS:
        _check_paper(work, asked)
        return _PAPERS[kind](work, asked)
    return draw(order_of(work, asked))


def left_out(
    work: Work,
    *,
    meeting_id: str,
    kind: DocumentKind,
    agency: str = "",
    person: str = "",
    recipient: str = "",
    annex: bool = False,
    version: int = 0,
    left: tuple[str, ...] = (),
    request_id: str = "",
) -> tuple[LeftOut, ...]:
    """What such a document leaves out because of handling, a closed part or a tick, and why.

    To be told to whoever makes the copy; `left_out_words` says it. Raises as `render`.
    """
    if kind in _PAPERS:
        return ()
    annex = annex or kind is DocumentKind.CHAIR_DRAFT
    asked = Asked(
        meeting_id=meeting_id,
        kind=kind,
        agency=agency,
        person=person,
        recipient=recipient,
        version=version,
        request_id=request_id,
    )
    order = order_of(work, asked)
    return kept_from(order.snapshot, kind, agency=order.agency, person=order.person, annex=annex, left=left)


def write_document(
    work: Work,
    *,
    meeting_id: str,
    kind: DocumentKind,
    target: Path,
    agency: str = "",
    person: str = "",
    recipient: str = "",
    copy_number: int = 0,
    copies: int = 0,
    annex: bool = False,
    version: int = 0,
    left: tuple[str, ...] = (),
    large: bool = False,
    request_id: str = "",
    how: str = "",
    shape: Shape = Shape.PDF,
    passphrase: str = "",
) -> Outcome[DocumentGiven]:
    """Writes a document to `target` and registers it: no copy is ever there without its line.

    The whole file is set beside its target first, then its line is committed, and only then the file gets its
    name. A register that fails so leaves the place as it was. A rename that fails leaves a line without a
    file, and a second line says so; killed in between, the line says too much rather than too little.

    A copy with a `recipient` is marked and numbered, with the next number unless one is given. A `person`
    (id of an attendance row), or a recipient who bears the name of one of the agency's people, gets the
    closed parts in which that person stayed, and no other. The value's
    `file_name` is the name that was written: "minutes-2.pdf" when the target is held open by another program
    or is itself an earlier registered copy, which is never replaced by another. Raises RuleError for a place
    that cannot be written, DiskFull, DiskGone. File and line are durable on return.

    `version` asks for minutes that were superseded since, and its line says so; `left`, `large` and
    `request_id` are as for `render`, and its line holds the first two too. `shape` is the kind of file; only
    minutes have others than PDF. With a `passphrase` the copy opens with it only; it is kept nowhere.
    A draft for the chair is made as `chair_drafts.make_chair_draft` makes it, in the form of the ending; it
    holds every restricted part, so that it is for nobody else: RuleError.
    """
    if kind is DocumentKind.CHAIR_DRAFT:
        _check_for_chair(agency, person, recipient.strip(), *left, large=large)
        made = make_chair_draft(work, meeting_id=meeting_id, target=target, how=how)
        return Outcome(made.value.given[0], made.changes)
    check_place(target, private=work.vault.folder)
    asked = Asked(
        meeting_id=meeting_id,
        kind=kind,
        agency=agency,
        person=person,
        recipient=check_reader(recipient),
        annex=annex,
        version=version,
        left=left,
        large=large,
        copy_number=copy_number,
        copies=copies,
        request_id=request_id,
    )
    rendered, facts = _drawn(work, asked, shape, passphrase)
    given = replace(
        facts,
        protected=bool(passphrase),
        edition=_edition(kind, annex, shape),
        how=how.strip(),
        sha256=hashlib.sha256(rendered.data).hexdigest(),
        file_name=target.name,
        pages=rendered.pages,
        parts_left_out=left,
        large_print=large,
    )
    kept, changes = hand_out(work, (Paper(given, rendered.data, target),))
    return Outcome(kept[0], changes)


def _drawn(work: Work, asked: Asked, shape: Shape, passphrase: str) -> tuple[Rendered, DocumentGiven]:
    """A document, and the beginning of its line: from what, and for whom."""
    line = DocumentGiven(
        id=work.new_id(),
        meeting_id=asked.meeting_id,
        document=asked.kind,
        edition="",
        version=0,
        status=MinutesStatus.DRAFT,
        agency=asked.agency,
        recipient=asked.recipient,
        at=work.now(),
    )
    if asked.kind in _PAPERS:
        _check_paper(work, asked)
        if shape is not Shape.PDF:
            raise RuleError("This paper is made as a PDF alone.", field="shape")
        if passphrase:
            raise RuleError("Only a numbered copy is protected by a passphrase.", field="passphrase")
        return _PAPERS[asked.kind](work, asked), line
    order = order_of(work, asked, marked=True)
    line = replace(
        line,
        version=order.snapshot.version,
        status=order.snapshot.status,
        agency=order.agency,
        recipient=order.recipient,
        copy_number=order.copy_number,
        copies=order.copies,
        seal_code=order.seal,
    )
    if passphrase:
        return draw_protected(order, shape, passphrase), line
    return draw_as(order, shape), line


def register(work: Work, *, meeting_id: str) -> tuple[DocumentGiven, ...]:
    """The documents of a meeting that were given out, oldest first."""
    with work.reading() as reading:
        return reading.all(DocumentGiven, order_by="at", meeting_id=meeting_id)


def _check_for_chair(*whom: str, large: bool) -> None:
    if large:
        raise RuleError("The draft for the chair has no large print.", field="large")
    if any(whom):
        raise RuleError("The draft for the chair holds every part and goes to the chair alone.", field="kind")


def _check_paper(work: Work, asked: Asked) -> None:
    """A paper before the meeting has no parts to leave out, no versions, no annexes and no numbers, and that
    of one agency names nobody of another."""
    if asked.left or asked.annex or asked.version or asked.person or asked.copy_number:
        raise RuleError("This paper has no annexes, versions, numbers or parts to leave out.", field="kind")
    if asked.agency and asked.recipient:
        with work.reading() as reading:
            rows = reading.all(Attendance, meeting_id=asked.meeting_id)
            lines = reading.all(CirculationLine, meeting_id=asked.meeting_id)
            check_agency_of(
                work, reading, rows=rows, lines=lines, agency=asked.agency, recipient=asked.recipient
            )


def _edition(kind: DocumentKind, annex: bool, shape: Shape) -> str:
    """ "minutes, with annexes, as .docx"."""
    more = (", with annexes" if annex else "") + (f", as .{shape.value}" if shape is not Shape.PDF else "")
    return f"{kind.value}{more}"
