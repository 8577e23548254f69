"""Minutes as Word file, plain text or HTML, for who cannot use the PDF: the same edition, and registered."""

from __future__ import annotations

from pathlib import Path

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.services.handouts import write_document
from mappa_desk.services.shape_drawing import Shape
from mappa_desk.services.work import Work


def write_minutes_as(
    work: Work,
    *,
    meeting_id: str,
    shape: Shape | str,
    target: Path,
    kind: DocumentKind = DocumentKind.MINUTES,
    agency: str = "",
    person: str = "",
    annex: bool = False,
    recipient: str = "",
    version: int = 0,
    left: tuple[str, ...] = (),
    how: str = "",
) -> Outcome[DocumentGiven]:
    """Writes the minutes to `target` in one of the shapes "docx", "txt" or "html", and registers the copy.

    The words are those of the PDF in the same order. `kind` is the minutes or the copy of one who was there
    or of an agency; the other arguments and what happens on the disk are as for `handouts.write_document`.
    The line of the register says which shape it was and counts no pages. Raises RuleError, DiskFull,
    DiskGone. File and line are durable on return.
    """
    return write_document(
        work,
        meeting_id=meeting_id,
        kind=kind,
        target=target,
        shape=Shape(shape),
        agency=agency,
        person=person,
        annex=annex,
        recipient=recipient,
        version=version,
        left=left,
        how=how,
    )
