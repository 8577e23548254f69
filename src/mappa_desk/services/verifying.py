"""Is this file a copy that this vault gave out, unchanged; and which minutes bear this seal code?

The bytes of every copy stand in the register as a SHA-256, so that an encrypted copy is known without its
passphrase. The code that is printed is over the sealed record: it is for a reader who has only the paper.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.cases import Case
from mappa_desk.domain.erasures import is_destroyed
from mappa_desk.domain.errors import FileLocked, FileRefused
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, SealedMinutes
from mappa_desk.domain.seals import read_seal
from mappa_desk.services.code_reader import codes_in
from mappa_desk.services.filing import agency_name
from mappa_desk.services.handing_out import NOT_WRITTEN
from mappa_desk.services.work import Work
from mappa_desk.store.queries.after_minutes import newest_version
from mappa_desk.store.work import Reading


class Known(StrEnum):
    """What a file or a code is to this vault."""

    ISSUED = "issued"
    """A copy of the register, byte for byte."""
    SEALED = "sealed"
    """The code of a version of minutes."""
    CHANGED = "changed"
    """It bears a code of this vault, and its bytes are in no line of the register."""
    LOCKED = "locked"
    """Not in the register; a passphrase is needed to look further."""
    UNKNOWN = "unknown"
    """Nothing in it is of this vault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer, in parts and in plain sentences."""

    state: Known
    sentences: tuple[str, ...]
    """What is to be told, the most important first."""
    given: DocumentGiven | None = None
    """The line of the register, for a copy that was issued."""
    meeting_id: str = ""
    reference: str = ""
    """Of the meeting, "LAN-0417-M03"; empty when nothing is known."""
    version: int = 0
    sealed_at: datetime | None = None
    superseded_by: int = 0
    """The newest version, when the file or the code is of an older one; 0 when there is none newer."""

    @property
    def is_known(self) -> bool:
        """True for an unchanged copy of the register and for the code of sealed minutes."""
        return self.state in (Known.ISSUED, Known.SEALED)


def verify_file(work: Work, path: Path, passphrase: str = "") -> Verdict:
    """Compares a file with the register. Raises FileRefused for a file that cannot be read at all.

    The file is hashed as it is. Only one that is in no line of the register is opened, with `passphrase`
    where it needs one and in a process of its own, to look for a seal code in its text; no PDF, and a broken
    one, hold none.
    """
    from mappa_desk.documents.reading_back import read_bytes  # noqa: PLC0415 - start-up time

    data = read_bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    with work.reading() as reading:
        lines = reading.all(DocumentGiven, order_by="at", sha256=digest)
        gone = {line.file_name for line in lines if line.how == NOT_WRITTEN}
        written = [line for line in lines if line.how != NOT_WRITTEN]
        if written:
            return _issued(work, reading, written, taken_back=len(gone) >= len(written))
    codes, refused = _codes_in(data, passphrase)
    with work.reading() as reading:
        for code in codes:
            for sealed in reading.all(SealedMinutes, seal_code=code):
                return _changed(work, reading, sealed)
    not_given = "This file is not known here: this vault has given out no file with these bytes."
    if refused is not None:
        state = Known.LOCKED if isinstance(refused, FileLocked) else Known.UNKNOWN
        return Verdict(state=state, sentences=(not_given, str(refused)))
    no_code = "It bears no code of minutes that were sealed in this vault."
    return Verdict(state=Known.UNKNOWN, sentences=(not_given, no_code))


def verify_code(work: Work, code: str) -> Verdict:
    """Which minutes bear a seal code that somebody typed. Small letters, spaces and hyphens do not matter; O
    is 0, I and L are 1. Raises RuleError for what cannot be a code."""
    wanted = read_seal(code)
    with work.reading() as reading:
        for sealed in reading.all(SealedMinutes, order_by="version", seal_code=wanted):
            reference = _reference(reading, sealed.meeting_id)
            newest = _newer(reading, sealed.meeting_id, sealed.version)
            sentences = [
                f"This is the code of version {sealed.version} of the minutes of {reference}, "
                f"sealed on {_when(work, sealed.sealed_at)}.",
                _of_version(newest),
            ]
            if is_destroyed(sealed):
                sentences.append("That version was destroyed by order; only its code is left.")
            return Verdict(
                state=Known.SEALED,
                sentences=tuple(sentences),
                meeting_id=sealed.meeting_id,
                reference=reference,
                version=sealed.version,
                sealed_at=sealed.sealed_at,
                superseded_by=newest,
            )
    return Verdict(
        state=Known.UNKNOWN,
        sentences=("No minutes in this vault bear this code. Compare it with the paper, group by group.",),
    )


def _issued(work: Work, reading: Reading, lines: list[DocumentGiven], *, taken_back: bool) -> Verdict:
    given = lines[-1]
    reference = _reference(reading, given.meeting_id)
    newest = _newer(reading, given.meeting_id, given.version)
    what = f"version {given.version}" if given.version else "a draft"
    sentences = [
        f"This file is unchanged since it was written: {_named(work, given)} of {reference}, {what}, "
        f"given out on {_when(work, given.at)}.",
        _whose(work, reading, given),
        _of_version(newest, draft=not given.version),
    ]
    if len(lines) > 1:
        sentences.append(f"The register has {len(lines)} lines for these bytes; this is the newest.")
    if taken_back:
        sentences.append("The register also says that the file was not written after all.")
    return Verdict(
        state=Known.ISSUED,
        sentences=tuple(sentence for sentence in sentences if sentence),
        given=given,
        meeting_id=given.meeting_id,
        reference=reference,
        version=given.version,
        superseded_by=newest,
    )


def _named(work: Work, given: DocumentGiven) -> str:
    """ "minutes, with annexes", "agency’s copy of the minutes, as .docx"."""
    kind = given.document.value
    name = work.reference.wording.get(f"document.{kind}", kind)
    return name[:1].lower() + name[1:] + given.edition.removeprefix(kind)


def _whose(work: Work, reading: Reading, given: DocumentGiven) -> str:
    whom = given.recipient or (agency_name(reading, work, given.agency) if given.agency else "")
    if whom and given.copy_number:
        return f"It is copy {given.copy_number} of {given.copies}, for {whom}."
    return f"It is for {whom}." if whom else "It is for nobody by name."


def _changed(work: Work, reading: Reading, sealed: SealedMinutes) -> Verdict:
    reference = _reference(reading, sealed.meeting_id)
    newest = _newer(reading, sealed.meeting_id, sealed.version)
    return Verdict(
        state=Known.CHANGED,
        sentences=(
            f"This file bears the code of version {sealed.version} of the minutes of {reference}, but its "
            "bytes are in no line of the register: it was changed or saved anew since it was written.",
            "Do not rely on it. Make the copy again from the sealed record.",
            _of_version(newest),
        ),
        meeting_id=sealed.meeting_id,
        reference=reference,
        version=sealed.version,
        sealed_at=sealed.sealed_at,
        superseded_by=newest,
    )


def _of_version(newest: int, *, draft: bool = False) -> str:
    if newest and draft:
        return f"The minutes were approved since; version {newest} is the one that counts."
    if newest:
        return f"It was superseded since by version {newest}."
    return "The minutes are not approved yet." if draft else "It is the newest version."


def _codes_in(data: bytes, passphrase: str) -> tuple[tuple[str, ...], FileRefused | None]:
    """The seal codes in the text of a file, and why it could not be looked for them."""
    if b"%PDF-" not in data[:1024]:
        return (), None
    try:
        return codes_in(data, passphrase), None
    except FileRefused as refused:
        return (), refused


def _reference(reading: Reading, meeting_id: str) -> str:
    meeting = reading.get(Meeting, meeting_id)
    return meeting_reference(reading.get(Case, meeting.case_id).reference, meeting.number)


def _newer(reading: Reading, meeting_id: str, version: int) -> int:
    newest = newest_version(reading, meeting_id)
    return newest if newest > version else 0


def _when(work: Work, at: datetime) -> str:
    return long_date(work.day_of(at))
