"""The draft for the chair: numbered lines, the gap list, and the way from each line back to its record."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from mappa_desk.domain.cases import Case
from mappa_desk.domain.chair_drafts import ChairDraft, DraftLine
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.editions import project
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, MinutesSnapshot
from mappa_desk.domain.reviews import after
from mappa_desk.domain.views import Gap
from mappa_desk.services.areas import area_standards
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.filing import writable_meeting
from mappa_desk.services.gaps import gaps_of
from mappa_desk.services.handing_out import Paper, hand_out
from mappa_desk.services.meeting_record import view_of
from mappa_desk.services.minutes import snapshot_and_seal
from mappa_desk.services.placing import check_place
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

if TYPE_CHECKING:
    from mappa_desk.documents.rendering import Rendered

MARKS_DAYS = "chair_marks_days"
"""Code of the area's figure: how long the chair has to mark a draft."""


class DraftForm(StrEnum):
    """The kinds of file in which a draft can go out; the value is the ending of the name."""

    PDF = "pdf"
    WORD = "docx"


@dataclass(frozen=True, slots=True)
class MadeDraft:
    """A draft that was made: its record and the line of the register for each of its files."""

    draft: ChairDraft
    given: tuple[DocumentGiven, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    snapshot: MinutesSnapshot
    gaps: tuple[Gap, ...]
    number: int
    marks_by: date | None
    reference: str


def draft_number(reading: Reading, meeting_id: str) -> int:
    """Number of the newest draft of a meeting, 0 before the first."""
    return max((one.number for one in reading.all(ChairDraft, meeting_id=meeting_id)), default=0)


def newest_draft(reading: Reading, meeting_id: str) -> ChairDraft | None:
    """The newest draft that was made for the chair, None before the first."""
    drafts = reading.all(ChairDraft, order_by="number", meeting_id=meeting_id)
    return drafts[-1] if drafts else None


def marks_due(work: Work, reading: Reading) -> date | None:
    """The day by which marks on a draft of today are asked for, by the area's figure; None without one."""
    standard = next((one for one in area_standards(reading, work) if one.id == MARKS_DAYS), None)
    return after(work.today(), standard, is_bank_holiday) if standard is not None else None


def render_draft(work: Work, *, meeting_id: str, marks_by: date | None = None) -> Rendered:
    """The PDF of the next draft, as it would be made now. Raises NotFound; RuleError once approved."""
    return _drawn(work, _source(work, meeting_id, marks_by))[0]


def render_newest(work: Work, *, meeting_id: str) -> Rendered:
    """The newest draft that was made, made once more: what it should say, for the second look at its file.

    Raises NotFound, also when none was made; RuleError once approved.
    """
    with work.reading() as reading:
        newest = newest_draft(reading, meeting_id)
    if newest is None:
        raise NotFound("No draft was made for the chair yet.")
    source = _source(work, meeting_id, newest.marks_by)
    return _drawn(work, replace(source, number=newest.number, marks_by=newest.marks_by))[0]


def make_chair_draft(
    work: Work,
    *,
    meeting_id: str,
    target: Path,
    forms: Sequence[DraftForm] = (),
    marks_by: date | None = None,
    how: str = "",
) -> Outcome[MadeDraft]:
    """Writes a draft for the chair, as PDF, Word file or both, and registers it. Nothing is sealed.

    `target` is a folder, or a file whose name the files take; without `forms` its ending says which is
    wanted. Gaps do not stop a draft: it lists them. `marks_by` is by default the area's own figure from
    today. `how` says how it goes to the chair. Raises RuleError for approved minutes and for a place that
    cannot be written, DiskFull, DiskGone. Files and lines are durable on return.
    """
    source = _source(work, meeting_id, marks_by)
    wanted = tuple(dict.fromkeys(forms)) or _form_of(target)
    places = _places(source, target, wanted)
    for place in places:
        check_place(place, private=work.vault.folder)
    rendered, lines = _drawn(work, source)
    papers = []
    for form, place in zip(wanted, places, strict=True):
        pdf = form is DraftForm.PDF
        data = rendered.data if pdf else _word_file(work, source)
        line = replace(_line(work, source, data, how), pages=rendered.pages if pdf else 0)
        papers.append(Paper(replace(line, file_name=place.name), data, place))
    draft = ChairDraft(
        id=work.new_id(),
        meeting_id=meeting_id,
        number=source.number,
        at=work.now(),
        marks_by=source.marks_by,
        lines=lines,
        gap_count=len(source.gaps),
    )
    kept: list[ChairDraft] = []

    def also(uow: UnitOfWork) -> None:
        writable_meeting(uow, meeting_id)
        if draft_number(uow, meeting_id) != source.number - 1:
            raise RuleError("Another draft was made a moment ago. Make this one again.")
        kept.append(uow.save(draft))

    given_lines, changes = hand_out(work, papers, also)
    return Outcome(MadeDraft(kept[0], given_lines), changes)


def _source(work: Work, meeting_id: str, marks_by: date | None) -> _Source:
    with work.reading() as reading:
        meeting = writable_meeting(reading, meeting_id)
        view = view_of(work, reading, meeting_id)
        snapshot, _ = snapshot_and_seal(work, reading, meeting_id)
        return _Source(
            snapshot=project(snapshot, DocumentKind.CHAIR_DRAFT, annex=True),
            gaps=gaps_of(work, reading, view),
            number=draft_number(reading, meeting_id) + 1,
            marks_by=marks_by or marks_due(work, reading),
            reference=_reference(reading, meeting),
        )


def _reference(reading: Reading, meeting: Meeting) -> str:
    return meeting_reference(reading.get(Case, meeting.case_id).reference, meeting.number)


def _drawn(work: Work, source: _Source) -> tuple[Rendered, tuple[DraftLine, ...]]:
    # The layout library costs a sixth of a second to import; nothing before the first document needs it.
    from mappa_desk.documents.chair_draft import render_chair_draft  # noqa: PLC0415 - start-up time

    drawn = render_chair_draft(
        source.snapshot,
        gaps=source.gaps,
        marks_by=source.marks_by,
        number=source.number,
        wording=work.reference.wording,
    )
    return drawn.rendered, tuple(drawn.lines)


def _word_file(work: Work, source: _Source) -> bytes:
    from mappa_desk.documents.chair_draft_docx import chair_draft_docx  # noqa: PLC0415 - as in `_drawn`

    return chair_draft_docx(
        source.snapshot,
        gaps=source.gaps,
        marks_by=source.marks_by,
        number=source.number,
        wording=work.reference.wording,
    )


def _form_of(target: Path) -> tuple[DraftForm, ...]:
    return (DraftForm.WORD,) if target.suffix.casefold() == ".docx" else (DraftForm.PDF,)


def _places(source: _Source, target: Path, forms: Sequence[DraftForm]) -> tuple[Path, ...]:
    if target.is_dir():
        stem = f"{source.reference}-chair-draft-{source.number}".lower()
        return tuple(target / f"{stem}.{form.value}" for form in forms)
    if len(forms) == 1:
        return (target,)
    known = target.suffix.casefold() in {f".{form.value}" for form in DraftForm}
    bare = target.with_suffix("") if known else target
    return tuple(bare.with_name(f"{bare.name}.{form.value}") for form in forms)


def _line(work: Work, source: _Source, data: bytes, how: str) -> DocumentGiven:
    return DocumentGiven(
        id=work.new_id(),
        meeting_id=source.snapshot.meeting.id,
        document=DocumentKind.CHAIR_DRAFT,
        edition=f"{DocumentKind.CHAIR_DRAFT.value} {source.number}",
        version=0,
        status=source.snapshot.status,
        recipient=source.snapshot.meeting.chair,
        how=check_text(how.strip(), field="how"),
        sha256=hashlib.sha256(data).hexdigest(),
        at=work.now(),
    )
