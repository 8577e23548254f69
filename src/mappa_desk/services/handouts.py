"""Documents as they leave the program: drawn from a projected snapshot, written, registered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.corrections import Erratum
from mappa_desk.domain.editions import Because, LeftOut
from mappa_desk.domain.editions import left_out as kept_from
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, MinutesSnapshot
from mappa_desk.services.chair_drafts import make_chair_draft, render_draft
from mappa_desk.services.drawing import Order, draw
from mappa_desk.services.filing import agency_name, known_agency, meeting_attendance
from mappa_desk.services.handing_out import Paper, hand_out
from mappa_desk.services.minutes import snapshot_and_seal
from mappa_desk.services.placing import check_place
from mappa_desk.services.shape_drawing import Shape, draw_as
from mappa_desk.services.work import Work

if TYPE_CHECKING:
    from mappa_desk.documents.rendering import Rendered

_KINDS = {
    Entry.KIND: ("entry", "entries"),
    Action.KIND: ("action", "actions"),
    ActionEvent.KIND: ("outcome’s words", "outcomes’ words"),
    Erratum.KIND: ("erratum", "errata"),
}
_BECAUSE = {
    Because.CLOSED_PART: "from a closed part",
    Because.NAMED_RECIPIENTS: "for named recipients",
    Because.SANITISE: "to be sanitised first",
    Because.NOT_FOR_THIS: "not for this kind of document",
    Because.TICKED: "ticked to be left out",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What was asked for: a kind of document, and for whom."""

    meeting_id: str
    kind: DocumentKind
    agency: str = ""
    person: str = ""
    recipient: str = ""
    annex: bool = False
    version: int = 0
    left: tuple[str, ...] = ()
    large: bool = False
    copy_number: int = 0
    copies: int = 0


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
) -> Rendered:
    """A document as it would be given out now: the same bytes as a written file without a copy mark.

    `agency` is the code of the agency that it is for, or `person` the id of the attendance row of one who
    gets it, or `recipient` a name; `annex` adds the restricted entries to the minutes, for the area's own
    file. `version` asks for minutes that were superseded since. `left` are ids of entries, decisions,
    actions and errata that were ticked to be left out; `large` asks for large print. Raises NotFound,
    RuleError.
    """
    if kind is DocumentKind.CHAIR_DRAFT:
        _check_for_chair(agency, person, *left)
        return render_draft(work, meeting_id=meeting_id)
    asked = _Asked(
        meeting_id=meeting_id,
        kind=kind,
        agency=agency,
        person=person,
        recipient=recipient.strip(),
        annex=annex,
        version=version,
        left=left,
        large=large,
    )
    return draw(_order(work, asked))


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
) -> tuple[LeftOut, ...]:
    """What such a document leaves out because of handling, a closed part or a tick, and why.

    To be told to whoever makes the copy; `left_out_words` says it. Raises as `render`.
    """
    annex = annex or kind is DocumentKind.CHAIR_DRAFT
    asked = _Asked(
        meeting_id=meeting_id,
        kind=kind,
        agency=agency,
        person=person,
        recipient=recipient,
        version=version,
    )
    order = _order(work, asked)
    return kept_from(order.snapshot, kind, agency=order.agency, person=order.person, annex=annex, left=left)


def left_out_words(found: tuple[LeftOut, ...]) -> tuple[str, ...]:
    """One sentence for each reason: "Left out: 2 entries, for named recipients." No case text."""
    groups: dict[Because, dict[str, int]] = {}
    for one in found:
        kinds = groups.setdefault(one.because, {})
        kinds[one.record_kind] = kinds.get(one.record_kind, 0) + 1
    return tuple(
        f"Left out: {' and '.join(_counted(kind, count) for kind, count in groups[because].items())}, "
        f"{_BECAUSE[because]}."
        for because in Because
        if because in groups
    )


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
    how: str = "",
    shape: Shape = Shape.PDF,
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

    `version` asks for minutes that were superseded since, and its line says so; `left` and `large` are as
    for `render`, and its line holds them too. `shape` is the kind of file; only minutes have others than PDF.
    A draft for the chair is made as `chair_drafts.make_chair_draft` makes it, in the form of the ending; it
    holds every restricted part, so that it is for nobody else: RuleError.
    """
    if kind is DocumentKind.CHAIR_DRAFT:
        _check_for_chair(agency, person, recipient.strip(), *left)
        made = make_chair_draft(work, meeting_id=meeting_id, target=target, how=how)
        return Outcome(made.value.given[0], made.changes)
    check_place(target, private=work.vault.folder)
    asked = _Asked(
        meeting_id=meeting_id,
        kind=kind,
        agency=agency,
        person=person,
        recipient=recipient.strip(),
        annex=annex,
        version=version,
        left=left,
        large=large,
        copy_number=copy_number,
        copies=copies,
    )
    order = _order(work, asked, marked=True)
    rendered = draw_as(order, shape)
    given = DocumentGiven(
        id=work.new_id(),
        meeting_id=meeting_id,
        document=kind,
        edition=_edition(kind, annex, shape),
        version=order.snapshot.version,
        status=order.snapshot.status,
        agency=order.agency,
        recipient=order.recipient,
        copy_number=order.copy_number,
        copies=order.copies,
        how=how.strip(),
        seal_code=order.seal,
        sha256=hashlib.sha256(rendered.data).hexdigest(),
        file_name=target.name,
        pages=rendered.pages,
        parts_left_out=left,
        large_print=large,
        at=work.now(),
    )
    kept, changes = hand_out(work, (Paper(given, rendered.data, target),))
    return Outcome(kept[0], changes)


def register(work: Work, *, meeting_id: str) -> tuple[DocumentGiven, ...]:
    """The documents of a meeting that were given out, oldest first."""
    with work.reading() as reading:
        return reading.all(DocumentGiven, order_by="at", meeting_id=meeting_id)


def _check_for_chair(*whom: str) -> None:
    if any(whom):
        raise RuleError("The draft for the chair holds every part and goes to the chair alone.", field="kind")


def _edition(kind: DocumentKind, annex: bool, shape: Shape) -> str:
    """ "minutes, with annexes, as .docx"."""
    more = (", with annexes" if annex else "") + (f", as .{shape.value}" if shape is not Shape.PDF else "")
    return f"{kind.value}{more}"


def _counted(kind: str, count: int) -> str:
    one, more = _KINDS[kind]
    return f"1 {one}" if count == 1 else f"{count} {more}"


def _order(work: Work, asked: _Asked, *, marked: bool = False) -> Order:
    """What is to be drawn. With `marked` a copy with a name on it gets the next number, unless it has one."""
    agency, recipient, number = asked.agency, asked.recipient, asked.copy_number
    with work.reading() as reading:
        row = meeting_attendance(reading, asked.meeting_id, asked.person) if asked.person else None
        agency = row.agency if row is not None else agency
        if agency:
            known_agency(reading, work, agency)
        frozen, seal = snapshot_and_seal(work, reading, asked.meeting_id, asked.kind, asked.version)
        if row is None and recipient:
            row = _named(frozen, agency, recipient, asked.kind)
        if row is not None:
            agency = agency or row.agency
            _check_was_there(row, asked.kind)
        if asked.kind is DocumentKind.ATTENDEE_COPY and row is None and not recipient:
            raise RuleError("Say who the copy is for: one who was there.", field="person")
        if row is not None and not recipient and number:
            recipient = row.name or row.role
        named = recipient or (agency_name(reading, work, agency) if agency and number else "")
        if marked and named and not number:
            earlier = reading.all(
                DocumentGiven, meeting_id=asked.meeting_id, document=asked.kind, version=frozen.version
            )
            number = max((one.copy_number for one in earlier), default=0) + 1
    return Order(
        kind=asked.kind,
        snapshot=frozen,
        wording=work.reference.wording,
        seal=seal,
        agency=agency,
        person=row.id if row is not None else "",
        recipient=named,
        annex=asked.annex,
        left=asked.left,
        large=asked.large,
        copy_number=number if named else 0,
        copies=max(asked.copies, number) if named else 0,
    )


def _check_was_there(row: Attendance, kind: DocumentKind) -> None:
    if kind is DocumentKind.ATTENDEE_COPY and not row.took_part:
        raise RuleError(
            f"{row.name or row.role or 'This person'} is not recorded as having been there. "
            "Make the copy for the agency.",
            field="person",
        )


def _named(frozen: MinutesSnapshot, agency: str, recipient: str, kind: DocumentKind) -> Attendance | None:
    """The row of the agency's person who bears this name, None when none or several do.

    For the copy of one who was there any agency's will do; else a name without an agency stands for nobody.
    """
    if not agency and kind is not DocumentKind.ATTENDEE_COPY:
        return None
    name = " ".join(recipient.casefold().split())
    found = [
        row
        for row in frozen.attendance
        if agency in ("", row.agency) and name == " ".join(row.name.casefold().split())
    ]
    return found[0] if len(found) == 1 else None
