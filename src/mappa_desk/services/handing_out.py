"""How documents leave the program: set beside their targets, registered in one go, then named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mappa_desk.domain.changes import Changes
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven
from mappa_desk.services.placing import (
    digest_of_standing,
    flush_name,
    numbered,
    put_in_place,
    set_beside,
    take_away,
)
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork

NOT_WRITTEN = "Takes the line before back: the file could not be put in its place."
"""How a registered copy was given that was not written after all."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One file to be handed out: its line of the register, its bytes, and where it is to go."""

    given: DocumentGiven
    data: bytes
    target: Path


def hand_out(
    work: Work, papers: Sequence[Paper], also: Callable[[UnitOfWork], None] | None = None
) -> tuple[tuple[DocumentGiven, ...], Changes]:
    """Writes files and registers them: no copy is ever there without its line.

    Every file is set beside its target first, then all lines are committed together with what `also` saves,
    and only then each file gets its name. A register that fails so leaves the places as they were. A rename
    that fails leaves a line without a file, and a second line says so. Raises RuleError, DiskFull, DiskGone.
    Durable on return.
    """
    beside: list[Path] = []
    try:
        for paper in papers:
            beside.append(set_beside(paper.data, paper.target, token=paper.given.id))
        places = [_place_for(work, paper.given, paper.target) for paper in papers]
        with work.writing() as uow:
            kept = tuple(
                uow.save(replace(paper.given, file_name=place.name))
                for paper, place in zip(papers, places, strict=True)
            )
            if also is not None:
                also(uow)
            for line in kept:
                uow.note("document written", Meeting.KIND, line.meeting_id)
    except BaseException:
        for path in beside:
            take_away(path)
        raise
    _name(work, kept, beside, places)
    return kept, uow.changes


def _name(work: Work, kept: Sequence[DocumentGiven], beside: Sequence[Path], places: Sequence[Path]) -> None:
    """Gives each file its name. The first that is refused takes back its own line and those after it."""
    for at, place in enumerate(places):
        try:
            put_in_place(beside[at], place)
        except BaseException:
            for line, path in zip(kept[at:], beside[at:], strict=True):
                take_away(path)
                _take_back(work, line)
            raise
    for place in places:
        flush_name(place)


def _place_for(work: Work, given: DocumentGiven, target: Path) -> Path:
    """The target, or a numbered name beside one that is held open or is another registered copy."""
    standing = digest_of_standing(target)
    if standing in ("", given.sha256):
        return target
    if standing is not None:
        with work.reading() as reading:
            if not reading.all(DocumentGiven, sha256=standing):
                return target
    return numbered(target)


def _take_back(work: Work, kept: DocumentGiven) -> None:
    """Adds the line that says that a registered copy was not written after all. The number stays taken."""
    with work.writing() as uow:
        uow.save(
            replace(
                kept,
                id=work.new_id(),
                revision=0,
                how=NOT_WRITTEN,
                file_name=f"{kept.file_name} (not written)",
                pages=0,
                at=work.now(),
            )
        )
        uow.note("document not written", Meeting.KIND, kept.meeting_id)
