"""Copies of one document for many recipients: one master for each edition, stamped for each of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.copies_rules import NUMBERED, kind_refusal
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.services.copy_events import CopyStanding, add_event, copy_state, recalls_due
from mappa_desk.services.copy_masters import Masters
from mappa_desk.services.copy_plans import (
    Numbered,
    Recipient,
    Wanted,
    names_for,
    numbered,
    recipients_of,
    refusal,
)
from mappa_desk.services.errata import version_that_holds
from mappa_desk.services.handing_out import Paper, hand_out
from mappa_desk.services.placing import check_place
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork

if TYPE_CHECKING:
    from mappa_desk.documents.rendering import MissingGlyph

__all__ = [
    "CopyStanding",
    "PreparedCopies",
    "Recipient",
    "add_event",
    "copy_state",
    "issue_copies",
    "issue_prepared",
    "names_for",
    "prepare_copies",
    "recalls_due",
    "recipients_of",
    "refusal",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedCopies:
    """Copies that are made and neither written nor registered, to be looked at first."""

    meeting_id: str
    kind: DocumentKind
    version: int
    papers: tuple[Paper, ...] = field(repr=False)
    """One for each recipient, in their order: the line that the register will hold, the bytes, the place."""
    masters: int
    """How many documents were rendered for them."""
    missing: tuple[tuple[str, MissingGlyph], ...] = ()
    """Names that hold a character which the faces cannot draw, each with the character."""
    despite_list: int = 0
    """How many get theirs for a reason and not by the circulation list."""


def prepare_copies(
    work: Work,
    *,
    meeting_id: str,
    kind: DocumentKind,
    recipients: Sequence[Recipient],
    folder: Path,
    how: str = "",
    recall_by: date | None = None,
    left: tuple[str, ...] = (),
    large: bool = False,
    passphrases: Mapping[str, str] | None = None,
) -> PreparedCopies:
    """Makes the copies in memory. Nothing is written, registered or taken from the numbers.

    Each recipient gets what their own edition may hold: recipients whose editions are the same share one
    master. `left` are ids of what is ticked to be left out of all of them. `passphrases` are by
    `Recipient.key`; who has none gets an open file. `recall_by` is the day by which a copy is to be sent back
    or destroyed. Raises RuleError with one sentence for a recipient who may not get it and for whom no reason
    is given, for a name too long for the foot of a page, a weak passphrase, a day before today, a folder that
    cannot be written to, and as `handouts.render`; NotFound.
    """
    wanted = Wanted(
        meeting_id=meeting_id,
        kind=kind,
        recipients=tuple(recipients),
        folder=folder,
        how=check_text(how.strip(), field="how"),
        recall_by=recall_by,
        left=left,
        large=large,
        passphrases=passphrases or {},
    )
    refused = kind_refusal(kind)
    if refused:
        raise RuleError(refused, field="kind")
    if recall_by is not None and recall_by < work.today():
        raise RuleError("The day to send copies back by is over already.", field="recall_by")
    check_place(folder / "copy.pdf", private=work.vault.folder)
    version = _version(work, meeting_id, kind)
    copies = numbered(work, wanted, version=version)
    masters = Masters(work, wanted)
    papers = tuple(_paper(work, wanted, masters, one) for one in copies)
    return PreparedCopies(
        meeting_id=meeting_id,
        kind=kind,
        version=version,
        papers=papers,
        masters=masters.count,
        missing=masters.missing,
        despite_list=sum(one.despite_list for one in copies),
    )


def issue_prepared(work: Work, prepared: PreparedCopies) -> Outcome[tuple[DocumentGiven, ...]]:
    """Writes and registers prepared copies: all of them, or none.

    All files are set beside their places, all lines are committed together, and only then the files get their
    names. Raises RuleError when copies were issued or minutes sealed since they were made, and as
    `handing_out.hand_out`. Files and lines are durable on return.
    """

    def check(uow: UnitOfWork) -> None:
        _check_still_next(uow, prepared)
        if prepared.despite_list:
            uow.note("copy given despite the circulation list", Meeting.KIND, prepared.meeting_id)

    if prepared.version != _version(work, prepared.meeting_id, prepared.kind):
        raise RuleError("The minutes were sealed since these copies were made. Make them again.")
    kept, changes = hand_out(work, prepared.papers, check)
    return Outcome(kept, changes)


def issue_copies(
    work: Work,
    *,
    meeting_id: str,
    kind: DocumentKind,
    recipients: Sequence[Recipient],
    folder: Path,
    how: str = "",
    recall_by: date | None = None,
    left: tuple[str, ...] = (),
    large: bool = False,
    passphrases: Mapping[str, str] | None = None,
) -> Outcome[tuple[DocumentGiven, ...]]:
    """`prepare_copies` and `issue_prepared` in one: the lines of the register in the recipients' order."""
    prepared = prepare_copies(
        work,
        meeting_id=meeting_id,
        kind=kind,
        recipients=recipients,
        folder=folder,
        how=how,
        recall_by=recall_by,
        left=left,
        large=large,
        passphrases=passphrases,
    )
    return issue_prepared(work, prepared)


def _version(work: Work, meeting_id: str, kind: DocumentKind) -> int:
    """Of the minutes that a kind tells of; 0 while they are a draft and for papers before the meeting."""
    return version_that_holds(work, meeting_id=meeting_id) if kind in NUMBERED else 0


def _check_still_next(uow: UnitOfWork, prepared: PreparedCopies) -> None:
    """Run where the new lines are saved already: no other line may have one of their numbers."""
    given = uow.all(
        DocumentGiven, meeting_id=prepared.meeting_id, document=prepared.kind, version=prepared.version
    )
    if prepared.kind not in NUMBERED:
        return
    own = {paper.given.id for paper in prepared.papers}
    others = {one.copy_number for one in given if one.id not in own}
    if others & {paper.given.copy_number for paper in prepared.papers}:
        raise RuleError("Other copies were issued since these were made. Make them again.")


def _paper(work: Work, wanted: Wanted, masters: Masters, copy: Numbered) -> Paper:
    passphrase = wanted.passphrases.get(copy.key, "")
    made = masters.made_for(copy, passphrase)
    parts = [wanted.how] if wanted.how else []
    if copy.despite_list:
        parts.append(f"Despite the circulation list: {copy.recipient.because}")
    given = DocumentGiven(
        id=work.new_id(),
        meeting_id=wanted.meeting_id,
        document=wanted.kind,
        edition=wanted.kind.value,
        version=made.version,
        status=made.status,
        agency=copy.recipient.agency,
        recipient=copy.named,
        copy_number=copy.number,
        copies=copy.copies,
        how=". ".join(parts),
        seal_code=made.seal,
        sha256=hashlib.sha256(made.data).hexdigest(),
        file_name=copy.file_name,
        pages=made.pages,
        recall_by=wanted.recall_by,
        protected=bool(passphrase),
        parts_left_out=wanted.left,
        large_print=wanted.large,
        at=work.now(),
    )
    return Paper(given, made.data, wanted.folder / copy.file_name)
