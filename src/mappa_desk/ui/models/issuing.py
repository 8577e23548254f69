"""What the steps of giving copies out show: editions to choose from, and copies as they were seen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from mappa_desk.ui.models.points import PointRow


def _tr(text: str) -> str:
    return QCoreApplication.translate("issuing", text)


@dataclass(frozen=True, slots=True)
class EditionChoice:
    """An edition that may be given out: its key, its name, and whom it is for."""

    key: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class LookedCopy:
    """One copy in words."""

    key: str
    who: str
    number: str
    edition: str
    status: str
    pages: str
    more: tuple[str, ...]
    """What is left out, large print, how it opens, its file."""
    found: tuple[str, ...]
    """What is not as it should be, a sentence each."""


@dataclass(frozen=True, slots=True)
class HowAnswers:
    """How copies go: as typed."""

    how: str
    recall_by: str
    folder: str
    passphrases: tuple[tuple[str, str], ...]


def looked_rows(copies: tuple[LookedCopy, ...], *, written: bool = False) -> tuple[PointRow, ...]:
    """The copies as a list: those that do not agree say why."""
    return tuple(_row(copy, written) for copy in copies)


def _row(copy: LookedCopy, written: bool) -> PointRow:
    wrong = bool(copy.found)
    agrees = _tr("Written") if written else _tr("Agrees with the record")
    return PointRow(
        key=copy.key,
        place=copy.who,
        state=_tr("Does not agree") if wrong else agrees,
        icon="octagon" if wrong else "tick",
        tone="danger" if wrong else "done",
        text=". ".join(part for part in (copy.edition, copy.status, copy.number, copy.pages) if part),
        note="\n".join((*copy.found, _sentence(copy.more))).strip(),
    )


def _sentence(parts: tuple[str, ...]) -> str:
    """Parts on one line, the first with a capital."""
    line = ", ".join(part for part in parts if part)
    return line[:1].upper() + line[1:]
