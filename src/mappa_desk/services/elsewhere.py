"""Words that the disk refuses, set down in another place the user chose, and taken in from there later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import PARKED, Entry, EntryKind
from mappa_desk.domain.elsewhere import UnkeptCopy, UnkeptWords, stands_in
from mappa_desk.domain.errors import DiskFull, DiskGone, FileRefused, RuleError
from mappa_desk.domain.meetings import ClosedPart
from mappa_desk.services.filing import area_agencies, file_entry, writable_meeting
from mappa_desk.services.placing import check_place, flush_name, put_in_place, set_beside
from mappa_desk.services.work import Work
from mappa_desk.store.sealed_copy import take_apart
from mappa_desk.store.work import UnitOfWork

SUFFIX = "mappawords"
_COPY = TypeAdapter(UnkeptCopy)
_LARGEST = 16 * 1024 * 1024
_WITH_RECORD = (EntryKind.ACTION, EntryKind.DECISION)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a saved copy: the entries it made, and how much the record held already."""

    entries: tuple[Entry, ...]
    known: int


def save_elsewhere(work: Work, *, copy: UnkeptCopy, target: Path) -> Path:
    """Writes the words to `target`, sealed under the vault's key: the vault's passphrase opens the file.

    Nothing of the vault's drive is read or written. Raises RuleError when there are no words or the place
    cannot take a file, DiskFull and DiskGone for the other drive; then the target is as it was. Durable on
    return.
    """
    if not copy.words:
        raise RuleError("Every word is kept; nothing waits.")
    check_place(target, private=work.vault.folder)
    data = work.vault.seal_copy(_COPY.dump_json(copy))
    try:
        put_in_place(set_beside(data, target, token=work.new_id()), target)
        flush_name(target)
    except DiskFull as error:
        raise DiskFull("That disk is full too, so no copy was written. Choose another place.") from error
    except DiskGone as error:
        raise DiskGone("That drive does not answer, so no copy was written. Choose another place.") from error
    return target


def read_elsewhere(work: Work, *, source: Path) -> UnkeptCopy:
    """The words of a saved copy. Raises FileRefused for any other file, or one of another vault."""
    return _understood(work.vault.open_copy(_content(source)))


def read_by_passphrase(*, source: Path, passphrase: str) -> UnkeptCopy:
    """The words of a saved copy without its vault. Raises WrongPassphrase, FileRefused, RuleError."""
    return _understood(take_apart(_content(source)).opened_by_passphrase(passphrase))


def _content(source: Path) -> bytes:
    try:
        with source.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise FileRefused(f"{source.name} cannot be read.") from error
    if len(content) > _LARGEST:
        raise FileRefused("This file is too large for words that were saved elsewhere.")
    return content


def _understood(data: bytes) -> UnkeptCopy:
    try:
        return _COPY.validate_json(data)
    except ValidationError as error:
        raise FileRefused("This file was written by a newer edition of the program.") from error


def take_in(work: Work, *, meeting_id: str, source: Path) -> Outcome[TakenIn]:
    """Files the words of a saved copy that the record does not hold, each where it belonged. One undo step.

    An action or a decision comes in as a plain line with its words as they were typed. An item or a speaker
    that is gone is left out; what was said in a closed part stays in it. Raises FileRefused, RuleError for a
    copy of another meeting. Durable on return.
    """
    copy = read_elsewhere(work, source=source)
    if copy.meeting_id != meeting_id:
        raise RuleError(f"These words belong to meeting {copy.reference}. Open it and take them in there.")
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        before = uow.all(Entry, meeting_id=meeting_id)
        made = tuple(
            _filed(work, uow, meeting_id, words) for words in copy.words if not stands_in(before, words)
        )
        if made:
            count = "1 entry" if len(made) == 1 else f"{len(made)} entries"
            uow.step(meeting.id, f"{count} taken in")
        return Outcome(TakenIn(made, len(copy.words) - len(made)), uow.changes)


def _filed(work: Work, uow: UnitOfWork, meeting_id: str, words: UnkeptWords) -> Entry:
    items = {item.code for item in uow.all(AgendaItem, meeting_id=meeting_id)} | {PARKED}
    people = {row.id for row in uow.all(Attendance, meeting_id=meeting_id)}
    known = {agency.code for agency in area_agencies(uow, work)}
    entry = file_entry(
        work,
        uow,
        meeting=writable_meeting(uow, meeting_id),
        item=words.item if words.item in items else "",
        text=words.text,
        words=words.text,
        kind=EntryKind.CONTRIBUTION if words.kind in _WITH_RECORD else words.kind,
        agency=words.agency if words.agency in known else "",
        attendance_id=words.attendance_id if words.attendance_id in people else None,
        handling=words.handling,
    )
    parts = {part.id for part in uow.all(ClosedPart, meeting_id=meeting_id)}
    closed = words.closed_part_id if words.closed_part_id in parts else entry.closed_part_id
    restricted = replace(entry, recipients=words.recipients, closed_part_id=closed)
    return entry if restricted == entry else uow.save(restricted)
