"""Versions of one text as rows, and what each changed, word by word: told by words as well as by looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from mappa_desk.domain.text_changes import Piece, PieceKind, changes
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_rows import RowsModel
from mappa_desk.ui.models.desk_words import tr


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version. `pieces` say what it changed of the one before."""

    number: int
    name: str
    when: str
    who: str
    text: str
    pieces: tuple[Piece, ...]
    present: bool = False

    @property
    def key(self) -> str:
        """Identity of the row."""
        return str(self.number)

    @property
    def about(self) -> str:
        """Who and when, on one line."""
        return ", ".join(part for part in (self.who, self.when) if part)


@dataclass(frozen=True, slots=True)
class Told:
    """A run of the told difference. `kind` says how it looks."""

    text: str
    kind: PieceKind


def version_row(  # what a service gave, in plain values: models know no service
    place: int,
    text: str,
    before: str | None,
    *,
    number: int,
    at: datetime,
    by: str,
    last: bool,
    zone: tzinfo | None,
    today: date,
) -> VersionRow:
    """One row; `before` is the text of the version before, None for the first."""
    moment = at.astimezone(zone)
    day = tr("today") if moment.date() == today else words.day(moment.date())
    name = tr("As it stands") if last else (tr("First text") if before is None else tr("Version {n}"))
    return VersionRow(
        number,
        name.format(n=place),
        f"{day} {moment:%H:%M}",
        by,
        text,
        changes(before, text) if before is not None else (),
        last,
    )


def told(row: VersionRow) -> tuple[Told, ...]:
    """What a version changed: added words in "[added: ...]", those taken out in "[taken out: ...]"."""
    if not row.pieces:
        return (Told(row.text or tr("Empty."), PieceKind.KEPT),)
    added, taken = tr("[added: {words}]"), tr("[taken out: {words}]")
    runs: list[Told] = []
    for piece in row.pieces:
        if piece.kind is PieceKind.KEPT:
            runs.append(Told(piece.text, piece.kind))
            continue
        frame = added if piece.kind is PieceKind.ADDED else taken
        runs.append(Told(frame.format(words=piece.text), piece.kind))
        runs.append(Told(" ", PieceKind.KEPT))
    return tuple(runs)


def summary(rows: Sequence[VersionRow]) -> str:
    """How many there are."""
    return words.counted(len(rows), "version", "versions")


class VersionsModel(RowsModel[VersionRow]):
    """The versions, the present one first."""

    def words(self, row: VersionRow) -> str:
        """Name, who and when."""
        return ", ".join(part for part in (row.name, row.about) if part)
