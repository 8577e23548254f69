"""Choices of the pickers: speakers, items, handling. Two letters find a row."""

from __future__ import annotations

from dataclasses import dataclass

from mappa_desk.ui.models.desk_rows import RowsModel


@dataclass(frozen=True, slots=True)
class Pick:
    """One choice: a short mark (seat or number), the words, a note at the right."""

    key: str
    mark: str
    text: str
    note: str = ""
    search: str = ""
    """More words by which it is found."""
    stays: bool = False
    """Always the last row, whatever is typed; what was typed is given out behind its key."""

    def fits(self, typed: str) -> bool:
        """True when each typed word begins a word of the choice, or is its mark; what stays fits all."""
        if self.stays:
            return True
        words = f"{self.mark} {self.text} {self.note} {self.search}".casefold().split()
        return all(any(word.startswith(part) for word in words) for part in typed.casefold().split())


def fitting(picks: tuple[Pick, ...], typed: str) -> tuple[Pick, ...]:
    """The choices that fit, exact marks first, those that stay last."""
    wanted = typed.strip().casefold()
    found = [pick for pick in picks if pick.fits(typed)]
    return tuple(sorted(found, key=lambda pick: (pick.stays, pick.mark.casefold() != wanted)))


class PicksModel(RowsModel[Pick]):
    """Choices as a list."""

    def words(self, row: Pick) -> str:
        """Mark, words and note."""
        return ", ".join(part for part in (row.mark, row.text, row.note) if part)
