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
from mappa_desk.domain.editions import Because, LeftOut, project
from mappa_desk.domain.editions import left_out as kept_from
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, MinutesSnapshot
from mappa_desk.services.chair_drafts import make_chair_draft, render_draft
from mappa_desk.services.filing import agency_name, known_agency, meeting_attendance
from mappa_desk.services.handing_out import Paper, hand_out
from mappa_desk.services.minutes import snapshot_and_seal
from mappa_desk.services.placing import check_place
from mappa_desk.services.work import Work

if TYPE_CHECKING:
    from mappa_desk.documents.rendering import CopyMark, Rendered

_KINDS = {
    Entry.KIND: ("entry", "entries"),
    Action.KIND: ("action", "actions"),
    ActionEvent.KIND: ("outcome’s words", "outcomes’ words"),
}
_BECAUSE = {
    Because.CLOSED_PART: "from a closed part",
    Because.NAMED_RECIPIENTS: "for named recipients",
    Because.SANITISE: "to be sanitised first",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What a document is drawn from, and for whom."""

    snapshot: MinutesSnapshot
    seal: str
    agency: str
    person: str
    recipient: str
    copy_number: int
    copies: int


def render(
    work: Work,
    *,
    meeting_id: str,
    kind: DocumentKind,
    agency: str = "",
    person: str = "",
    annex: bool = False,
    version: int = 0,
) -> Rendered:
    """A document as it would be given out now: the same bytes as a written file without a copy mark.

    `agency` is the code of the agency that it is for, or `person` the id of the attendance row of one who
    gets it; `annex` adds the restricted entries to the minutes, for the area's own file. `version` asks for
    minutes that were superseded since. Raises NotFound, RuleError.
    """
    if kind is DocumentKind.CHAIR_DRAFT:
        _check_for_chair(agency, person)
        return render_draft(work, meeting_id=meeting_id)
    source = _source(
        work, meeting_id, kind, agency, person, recipient="", copy_number=0, copies=0, version=version
    )
    return _draw(work, source, kind, annex)


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
) -> tuple[LeftOut, ...]:
    """What such a document leaves out because of handling or a closed part, and why.

    To be told to whoever makes the copy; `left_out_words` says it. Raises as `render`.
    """
    annex = annex or kind is DocumentKind.CHAIR_DRAFT
    source = _source(
        work, meeting_id, kind, agency, person, recipient=recipient, copy_number=0, copies=0, version=version
    )
    return kept_from(source.snapshot, kind, agency=source.agency, person=source.person, annex=annex)


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
    how: str = "",
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

    `version` asks for minutes that were superseded since, and its line says so.
    A draft for the chair is made as `chair_drafts.make_chair_draft` makes it, in the form of the ending; it
    holds every restricted part, so that it is for nobody else: RuleError.
    """
    if kind is DocumentKind.CHAIR_DRAFT:
        _check_for_chair(agency, person, recipient.strip())
        made = make_chair_draft(work, meeting_id=meeting_id, target=target, how=how)
        return Outcome(made.value.given[0], made.changes)
    check_place(target, private=work.vault.folder)
    source = _source(
        work,
        meeting_id,
        kind,
        agency,
        person,
        recipient=recipient.strip(),
        copy_number=copy_number,
        copies=copies,
        version=version,
    )
    rendered = _draw(work, source, kind, annex)
    given = DocumentGiven(
        id=work.new_id(),
        meeting_id=meeting_id,
        document=kind,
        edition=f"{kind.value}, with annexes" if annex else kind.value,
        version=source.snapshot.version,
        status=source.snapshot.status,
        agency=source.agency,
        recipient=source.recipient,
        copy_number=source.copy_number,
        copies=source.copies,
        how=how.strip(),
        seal_code=source.seal,
        sha256=hashlib.sha256(rendered.data).hexdigest(),
        file_name=target.name,
        pages=rendered.pages,
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


def _counted(kind: str, count: int) -> str:
    one, more = _KINDS[kind]
    return f"1 {one}" if count == 1 else f"{count} {more}"


def _source(
    work: Work,
    meeting_id: str,
    kind: DocumentKind,
    agency: str,
    person: str,
    *,
    recipient: str,
    copy_number: int,
    copies: int,
    version: int,
) -> _Source:
    with work.reading() as reading:
        row = meeting_attendance(reading, meeting_id, person) if person else None
        agency = row.agency if row is not None else agency
        if agency:
            known_agency(reading, work, agency)
        frozen, seal = snapshot_and_seal(work, reading, meeting_id, kind, version)
        if row is None and agency and recipient:
            row = _named(frozen, agency, recipient)
        if row is not None and not recipient and copy_number:
            recipient = row.name or row.role
        named = recipient or (agency_name(reading, work, agency) if agency and copy_number else "")
        number = copy_number
        if named and not number:
            earlier = reading.all(DocumentGiven, meeting_id=meeting_id, document=kind, version=frozen.version)
            number = max((one.copy_number for one in earlier), default=0) + 1
        return _Source(
            snapshot=frozen,
            seal=seal,
            agency=agency,
            person=row.id if row is not None else "",
            recipient=named,
            copy_number=number if named else 0,
            copies=max(copies, number) if named else 0,
        )


def _named(frozen: MinutesSnapshot, agency: str, recipient: str) -> Attendance | None:
    """The row of the agency's person who bears this name, None when none or several do."""
    name = " ".join(recipient.casefold().split())
    found = [
        row
        for row in frozen.attendance
        if row.agency == agency and name == " ".join(row.name.casefold().split())
    ]
    return found[0] if len(found) == 1 else None


def _draw(work: Work, source: _Source, kind: DocumentKind, annex: bool) -> Rendered:
    # The layout library costs a sixth of a second to import; nothing before the first document needs it.
    from mappa_desk.documents.actions import render_actions  # noqa: PLC0415 - start-up time
    from mappa_desk.documents.minutes import render_minutes  # noqa: PLC0415 - start-up time

    agency = source.agency
    projected = project(source.snapshot, kind, agency=agency, person=source.person, annex=annex)
    wording = work.reference.wording
    if kind is DocumentKind.MINUTES:
        return render_minutes(projected, wording=wording, seal=source.seal, copy=_mark(source))
    listed = agency if kind is DocumentKind.AGENCY_ACTIONS else ""
    return render_actions(projected, wording=wording, agency=listed, seal=source.seal, copy=_mark(source))


def _mark(source: _Source) -> CopyMark | None:
    from mappa_desk.documents.rendering import CopyMark  # noqa: PLC0415 - as in `_draw`

    if not source.recipient:
        return None
    return CopyMark(number=source.copy_number, copies=source.copies, recipient=source.recipient)
