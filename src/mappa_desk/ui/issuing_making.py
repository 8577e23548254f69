"""What was chosen in the steps of giving copies out, and the copies made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from mappa_desk.domain.copies import MinutesRequest
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.services.copies import PreparedCopies, Recipient, prepare_copies
from mappa_desk.services.copy_candidates import Candidates
from mappa_desk.services.looked_copies import Looked, look_at_prepared
from mappa_desk.services.work import Work


@dataclass
class IssueChoice:
    """What was chosen so far, and the copies made of it."""

    kind: DocumentKind
    request: MinutesRequest | None = None
    offered: Candidates | None = None
    people: dict[str, Recipient] = field(default_factory=dict)
    recipients: tuple[Recipient, ...] = ()
    passphrases: Mapping[str, str] = field(default_factory=dict, repr=False)
    folder: Path = field(default_factory=Path)
    prepared: PreparedCopies | None = None
    looked: tuple[Looked, ...] = ()
    done: tuple[DocumentGiven, ...] = ()
    how: str = ""
    recall_by: date | None = None
    left: tuple[str, ...] = ()
    large: bool = False


def made_and_looked_at(
    work: Work, choice: IssueChoice, meeting_id: str
) -> tuple[PreparedCopies, tuple[Looked, ...]]:
    """The copies in memory, and what the second look saw in each. Raises as `prepare_copies`."""
    made = prepare_copies(
        work,
        meeting_id=meeting_id,
        kind=choice.kind,
        recipients=choice.recipients,
        folder=choice.folder,
        how=choice.how,
        recall_by=choice.recall_by,
        left=choice.left,
        large=choice.large,
        passphrases=choice.passphrases,
    )
    return made, look_at_prepared(work, made, choice.recipients, choice.passphrases)
