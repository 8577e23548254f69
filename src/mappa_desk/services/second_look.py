"""The second look: before a copy leaves, the file as it was written is opened again and compared.

What it should say is composed anew from the record, so a copy of the wrong edition, a page that was drawn
wrong and a mark for somebody else are found alike.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case
from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, MinutesStatus
from mappa_desk.services.chair_drafts import render_newest
from mappa_desk.services.filing import agency_name, area_agencies
from mappa_desk.services.handouts import render
from mappa_desk.services.ordering import Asked, order_of
from mappa_desk.services.shape_drawing import Shape, draw_as
from mappa_desk.services.work import Work

if TYPE_CHECKING:
    from mappa_desk.documents.reading_back import ReadBack
    from mappa_desk.documents.rendering import Rendered
    from mappa_desk.documents.told_words import Told

PROTECTION = "AES-256, revision 6"
"""How a protected copy is encrypted."""
_WORD = re.compile(r"[^\W_]+")
_WITH_ANNEXES = "with annexes"
_OTHER_BYTES = "The file is not the one that the register names: its bytes differ."
_WITH_FIELDS = frozenset({DocumentKind.CONTRIBUTION_FORM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a copy may say, composed from the record and not from any file."""

    told: Told
    names: tuple[str, ...] = ()
    """Of people, none of whom the file may name outside its pages."""
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLook:
    """What the second look saw: whom the copy is for, what it is, and all that is not as it should be."""

    who: str
    """The recipient, or the agency; empty for the master."""
    edition: str
    version: int
    """0 for a draft."""
    status: MinutesStatus
    pages: int
    """As counted in the file; 0 when it cannot be opened."""
    copy_number: int = 0
    copies: int = 0
    protected: bool = False
    """True when the file opens with a passphrase only."""
    large_print: bool = False
    parts_left_out: int = 0
    file_name: str = ""
    found: tuple[str, ...] = ()
    """Every deviation, one plain sentence each. They may quote the copy: show them, never log them."""

    @property
    def agrees(self) -> bool:
        """True when the file says what it should and nothing else."""
        return not self.found


def look(
    work: Work,
    *,
    target: Path | bytes,
    given: DocumentGiven,
    passphrase: str = "",
    person: str = "",
    request_id: str = "",
    expectation: Expectation | None = None,
) -> SecondLook:
    """Opens a written file and compares it with what its line of the register says that it is.

    `given` may be a line that is not registered yet; what its empty fields would say is not compared.
    `person` is the id of the attendance row that it is for, where the name alone does not say that, and
    `request_id` that of the request that a covering letter answers.
    `expectation` is what `expected` gave for the same edition, to look at several copies of one master.
    A list or a paper before the meeting is compared with what it would say today.
    Only a PDF is read; of any other shape of file it is compared whether the record gives the same bytes.
    A file that cannot be opened is a deviation, not an error. Raises NotFound, and RuleError as `render`.
    """
    from mappa_desk.documents.reading_back import read_back, read_bytes  # noqa: PLC0415 - start-up time

    wanted = expectation or expected(work, given=given, person=person, request_id=request_id)
    seen = _described(given, wanted.who)
    try:
        data = target if isinstance(target, bytes) else read_bytes(target)
        if _shape(given) is not Shape.PDF:
            return replace(seen, found=tuple(_of_a_shape(work, data, given, person)))
        read = read_back(data, passphrase)
    except FileRefused as error:
        return replace(seen, found=(str(error),))
    found = (*_of_the_file(data, read, given), *_of_the_words(work, read, given, wanted))
    return replace(seen, pages=read.pages, protected=bool(read.encryption), found=found)


def _described(given: DocumentGiven, who: str) -> SecondLook:
    return SecondLook(
        who=given.recipient or who,
        edition=given.edition or given.document.value,
        version=given.version,
        status=given.status,
        pages=0,
        copy_number=given.copy_number,
        copies=given.copies,
        protected=given.protected,
        large_print=given.large_print,
        parts_left_out=len(given.parts_left_out),
        file_name=given.file_name,
    )


def expected(work: Work, *, given: DocumentGiven, person: str = "", request_id: str = "") -> Expectation:
    """What such a copy may say, whoever's mark is on it: composed from the record, nothing is drawn."""
    from mappa_desk.documents.telling import without_drawing  # noqa: PLC0415 - start-up time

    # The fields of a form are laid over its pages, so that it cannot be told without being drawn.
    with nullcontext() if given.document in _WITH_FIELDS else without_drawing():
        told = _rendered(work, given, person, request_id).told
    with work.reading() as reading:
        case = reading.get(Case, reading.get(Meeting, given.meeting_id).case_id)
        rows = reading.all(Attendance, meeting_id=given.meeting_id)
        who = agency_name(reading, work, given.agency) if given.agency else ""
        bodies = {_folded(agency.name) for agency in area_agencies(reading, work)}
    people = (case.name, *case.also_known_as, *(row.name for row in rows), given.recipient)
    names = tuple(dict.fromkeys(name for name in people if name.strip() and _folded(name) not in bodies))
    return Expectation(told=told, names=names, who=who)


def _rendered(work: Work, given: DocumentGiven, person: str, request_id: str) -> Rendered:
    if given.document is DocumentKind.CHAIR_DRAFT:
        return render_newest(work, meeting_id=given.meeting_id)
    return render(
        work,
        meeting_id=given.meeting_id,
        kind=given.document,
        agency="" if person else given.agency,
        person=person,
        recipient=given.recipient,
        annex=_WITH_ANNEXES in given.edition,
        version=given.version,
        left=given.parts_left_out,
        large=given.large_print,
        request_id=request_id,
    )


def _of_a_shape(work: Work, data: bytes, given: DocumentGiven, person: str) -> Iterator[str]:
    """A Word file, text or HTML is the same bytes whenever it is made of the same record for one copy."""
    asked = Asked(
        meeting_id=given.meeting_id,
        kind=given.document,
        agency="" if person else given.agency,
        person=person,
        recipient=given.recipient,
        annex=_WITH_ANNEXES in given.edition,
        version=given.version,
        left=given.parts_left_out,
        copy_number=given.copy_number,
        copies=given.copies,
    )
    if given.sha256 and hashlib.sha256(data).hexdigest() != given.sha256:
        yield _OTHER_BYTES
    if draw_as(order_of(work, asked), _shape(given)).data != data:
        yield "The file is not what the record gives for this copy."


def _shape(given: DocumentGiven) -> Shape:
    ending = given.edition.partition(", as .")[2]
    return Shape(ending) if ending else Shape.PDF


def _of_the_file(data: bytes, read: ReadBack, given: DocumentGiven) -> Iterator[str]:
    if given.sha256 and hashlib.sha256(data).hexdigest() != given.sha256:
        yield _OTHER_BYTES
    if given.protected and read.encryption != PROTECTION:
        how = read.encryption or "not at all"
        yield f"The file should open with a passphrase only ({PROTECTION}); it is protected {how}."
    if read.encryption and not given.protected:
        yield "The file opens with a passphrase only, and the register does not say so."
    if not read.readable_aloud:
        yield "The file forbids a screen reader to read it."
    if read.language != "en-GB":
        yield "The file does not say that it is in British English."


def _of_the_words(work: Work, read: ReadBack, given: DocumentGiven, wanted: Expectation) -> Iterator[str]:
    from mappa_desk.documents.comparing import deviations  # noqa: PLC0415 - start-up time

    if given.document in _WITH_FIELDS:
        read = replace(read, extras=replace(read.extras, fields=0))
    yield from deviations(read, wanted.told, copy=_mark(work, given), pages=given.pages)
    outside = _folded(" ".join((read.title, *read.info.values(), *read.metadata)))
    for name in wanted.names:
        if _folded(name) in outside:
            yield f"The file names “{name}” in what it says of itself."
        if given.file_name and _folded(name) in _folded(given.file_name):
            yield f"The name of the file names “{name}”."


def _mark(work: Work, given: DocumentGiven) -> str:
    from mappa_desk.documents.rendering import CopyMark  # noqa: PLC0415 - start-up time
    from mappa_desk.documents.stamping import copy_words  # noqa: PLC0415 - start-up time

    if not given.recipient or not given.copy_number:
        return ""
    return copy_words(CopyMark(given.copy_number, given.copies, given.recipient), work.reference.wording)


def _folded(text: str) -> str:
    """Letters and digits alone, each run parted by one space."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
