"""Cases in and out of the vault as case files: all or nothing, and nothing twice."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mappa_desk.domain.cases import Case
from mappa_desk.domain.errors import FileRefused, KnownStoreError, RuleError
from mappa_desk.domain.records import Record
from mappa_desk.exchange.case_file_shapes import RECORD_TYPES, CaseFile, Kept
from mappa_desk.exchange.case_files import SIZE_LIMIT, case_file_schema, read_case_file, write_case_file
from mappa_desk.services.case_contents import case_contents
from mappa_desk.services.cases import case_by_reference
from mappa_desk.services.work import Work
from mappa_desk.store.files import replace_private_file
from mappa_desk.store.kept import Revision
from mappa_desk.store.work import Reading, UnitOfWork

Progress = Callable[[int, int], None]
"""Told how many files are done, and of how many."""

_SHARED = frozenset({"person", "panel_day"})
"""Kinds that several cases may refer to."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one file: its case is `new` or was in the vault already."""

    name: str
    reference: str
    new: bool
    meetings: int
    actions: int


def import_files(
    work: Work, *, paths: Sequence[Path], dry_run: bool = False, progress: Progress | None = None
) -> tuple[ImportResult, ...]:
    """Brings in the cases of these files, all of them or none; with `dry_run` only says what would happen.

    A case that the vault holds already in the same state changes nothing. Raises FileRefused when a file is
    missing or at fault, or when the vault holds another record under the same reference. Durable on return.
    """
    return import_texts(
        work, files=((path.name, _read(path)) for path in paths), dry_run=dry_run, progress=progress
    )


def import_texts(
    work: Work,
    *,
    files: Iterable[tuple[str, bytes]],
    dry_run: bool = False,
    progress: Progress | None = None,
) -> tuple[ImportResult, ...]:
    """The same for pairs of a name and the bytes of a file. Raises as `import_files`. Durable on return."""
    named = _parsed(files)
    results = []
    with contextlib.ExitStack() as stack:
        reading = stack.enter_context(work.reading() if dry_run else work.writing())
        for done, (name, case_file) in enumerate(named):
            new = _is_new(work, reading, name, case_file)
            if new and isinstance(reading, UnitOfWork):
                _insert(reading, case_file)
            results.append(
                ImportResult(name, case_file.reference, new, len(case_file.meetings), len(case_file.actions))
            )
            if progress is not None:
                progress(done + 1, len(named))
    return tuple(results)


def export_case(work: Work, *, reference: str, target: Path) -> Path:
    """Writes the case file of a case and notes it in the audit chain. Gives the path.

    The file holds the record in plain text, for its owner's eyes (mode 0600 where the system has modes).
    Raises NotFound, RuleError when there is a file of that name already, and KnownStoreError when it cannot
    be written. The file is whole and durable on return.
    """
    case = case_by_reference(work, reference=reference)
    if target.exists():
        raise RuleError(f"There is a file {target.name} already; choose another name.", field="out")
    with work.reading() as reading:
        data = write_case_file(case_contents(reading, case))
    _write_new(target, data)
    if not work.vault.read_only:
        with work.writing() as uow:
            uow.note("exported", Case.KIND, case.id)
    return target


def schema() -> str:
    """The JSON Schema of case files, as JSON text."""
    return case_file_schema()


def _parsed(files: Iterable[tuple[str, bytes]]) -> tuple[tuple[str, CaseFile], ...]:
    """Each file read and found whole; a fault in any of them refuses all, with every fault named."""
    named: dict[str, tuple[str, CaseFile]] = {}
    sentences: list[str] = []
    faults: list[str] = []
    for name, data in files:
        try:
            case_file = read_case_file(data).in_order()
        except FileRefused as refused:
            sentences.append(f"{name}: {refused}")
            faults += [f"{name}: {fault}" for fault in refused.faults or (str(refused),)]
            continue
        key = case_file.reference.casefold()
        if key in named and named[key][1] != case_file:
            sentences.append(f"{name}: another file brings a different record under {case_file.reference}.")
            faults.append(sentences[-1])
        named.setdefault(key, (name, case_file))
    if sentences:
        raise FileRefused(f"Nothing was imported. {sentences[0]}", faults=tuple(faults))
    return tuple(named.values())


def _is_new(work: Work, reading: Reading, name: str, case_file: CaseFile) -> bool:
    """True when the case is to be brought in, False when it is here already. Raises FileRefused otherwise."""
    if work.vault.practice and not case_file.case.practice:
        raise FileRefused(
            f"Nothing was imported. {name}: {case_file.reference} is no practice case, "
            "and this is a practice vault whose passphrase everybody knows."
        )
    wanted = case_file.reference.casefold()
    for case in reading.all(Case):
        if case.reference.casefold() == wanted:
            if _alone(case_contents(reading, case)) == _alone(case_file):
                return False
            raise FileRefused(
                f"Nothing was imported. {name}: the vault holds a different record under {case.reference}."
            )
    for place, record in case_file.placed():
        if not _free(reading, case_file, record):
            raise FileRefused(
                f"Nothing was imported. {name}: the vault holds another record under the same id.",
                faults=(f"{name}: {place}.id: the vault holds another record under this id",),
            )
    return True


def _alone(case_file: CaseFile) -> CaseFile:
    """The file without what it shares with other cases, which may have changed since."""
    histories = replace(case_file.histories, person={}, panel_day={})
    return replace(case_file, persons=(), panel_days=(), histories=histories)


def _free(reading: Reading, case_file: CaseFile, record: Record) -> bool:
    """Whether the record's id is free, or held by the same shared record (known by its first revision)."""
    held = reading.revisions(type(record), record.id)
    if not held or record.KIND not in _SHARED:
        return not held
    first = _revisions(case_file, record.KIND, record.id, record)[0]
    return (held[0].at, held[0].body) == (first.at, first.body)


def _insert(uow: UnitOfWork, case_file: CaseFile) -> None:
    """Brings in the case with its whole past. Owners come before what they own."""
    present = {(record.KIND, record.id) for _, record in case_file.placed()}
    for _, record in case_file.placed():
        if not (record.KIND in _SHARED and uow.find(type(record), record.id)):
            uow.insert_history(type(record), _revisions(case_file, record.KIND, record.id, record))
    for record_type in RECORD_TYPES:
        for record_id in sorted(case_file.histories.of(record_type.KIND)):
            if (record_type.KIND, record_id) not in present:
                gone = _revisions(case_file, record_type.KIND, record_id, None)
                uow.insert_history(record_type, gone)


def _revisions(
    case_file: CaseFile, kind: str, record_id: str, present: Record | None
) -> tuple[Revision[Any], ...]:
    """The whole past of a record, its present state filled in."""
    lives: tuple[Kept[Any], ...] = case_file.histories.of(kind)[record_id]
    return tuple(
        Revision(kept.number, kept.at, kept.by, present if kept is lives[-1] else kept.body) for kept in lives
    )


def _read(path: Path) -> bytes:
    """The bytes of a file that a person named, never more than a case file may have."""
    try:
        if not path.is_file():
            raise FileRefused(f"There is no file {path}.")
        with path.open("rb") as file:
            return file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise FileRefused(f"The file {path} cannot be read: {error.strerror or 'unknown cause'}.") from error


def _write_new(target: Path, data: bytes) -> None:
    """Writes a file whole and synced, or not at all."""
    try:
        replace_private_file(target, data)
    except OSError as error:
        raise KnownStoreError(
            f"The file {target} cannot be written: {error.strerror or 'unknown cause'}."
        ) from error
