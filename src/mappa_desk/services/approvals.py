"""The paper by which the chair approved: a marked PDF, a photograph or an e-mail, kept as it is.

The file is read as bytes, and nothing in it is opened, run or shown. Approval itself is `minutes.approve`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from mappa_desk.domain.chair_drafts import ApprovalPaper
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services.placing import (
    check_place,
    flush_name,
    numbered,
    put_in_place,
    set_beside,
    stands,
)
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork

MOST_BYTES = 5_000_000
"""Largest file that is kept beside an approval."""


@dataclass(frozen=True, slots=True)
class PaperFile:
    """The name and the bytes of a file that was chosen."""

    name: str
    data: bytes


def read_paper(path: Path) -> PaperFile:
    """The bytes of a file of up to 5 MB. Raises RuleError with one sentence for one that cannot be read."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise RuleError("Choose a file, not a folder or a device.", field="paper")
            data = file.read(MOST_BYTES + 1)
    except IsADirectoryError as error:
        raise RuleError("Choose a file, not a folder or a device.", field="paper") from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise RuleError("This file is not there. Choose another.", field="paper") from error
    except (OSError, ValueError) as error:
        raise RuleError("This file cannot be read. Choose another.", field="paper") from error
    if len(data) > MOST_BYTES:
        raise RuleError("This file has more than 5 MB. Choose a smaller one.", field="paper")
    if not data:
        raise RuleError("This file is empty. Choose another.", field="paper")
    return PaperFile(check_text(path.name, field="paper"), data)


def keep_paper(work: Work, uow: UnitOfWork, meeting_id: str, version: int, file: PaperFile) -> ApprovalPaper:
    """Keeps a file beside an approval, in the same unit of work."""
    return uow.save(
        ApprovalPaper(
            id=work.new_id(),
            meeting_id=meeting_id,
            version=version,
            file_name=file.name,
            sha256=hashlib.sha256(file.data).hexdigest(),
            size=len(file.data),
            content=base64.b64encode(file.data).decode("ascii"),
            at=work.now(),
        )
    )


def approval_paper(work: Work, *, meeting_id: str) -> ApprovalPaper | None:
    """The paper of the newest approval of a meeting, None where none was kept."""
    with work.reading() as reading:
        found = reading.all(ApprovalPaper, order_by=("version", "at"), meeting_id=meeting_id)
    return found[-1] if found else None


def save_paper(work: Work, *, meeting_id: str, target: Path) -> Path:
    """Writes the paper of the approval out again, byte for byte, and logs it; gives the name that it got.

    A file that stands there is never replaced: the next gets a number. Raises NotFound where no paper was
    kept, RuleError where its bytes are not those that were kept or the place cannot be written, DiskFull,
    DiskGone. Durable on return.
    """
    paper = approval_paper(work, meeting_id=meeting_id)
    if paper is None:
        raise NotFound("No paper of the approval was kept.")
    if not paper.content:
        raise RuleError("The paper of the approval was destroyed by order.")
    check_place(target, private=work.vault.folder)
    beside = set_beside(_bytes_of(paper), target, token=work.new_id())
    place = numbered(target) if stands(target) else target
    put_in_place(beside, place)
    flush_name(place)
    with work.writing() as uow:
        uow.note("approval paper written", Meeting.KIND, meeting_id)
    return place


def _bytes_of(paper: ApprovalPaper) -> bytes:
    try:
        data = base64.b64decode(paper.content, validate=True)
    except (ValueError, binascii.Error):
        data = b""
    if hashlib.sha256(data).hexdigest() != paper.sha256:
        raise RuleError("The kept paper does not fit its own digest. Check the vault.")
    return data


def _without_waiting(path: str, flags: int) -> int:
    """Opens at once, also where a pipe would wait for somebody who writes into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
