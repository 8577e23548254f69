"""Points to be worked off, the chair's marks and attendees' corrections, as rows of a list."""

from __future__ import annotations

from dataclasses import dataclass

from mappa_desk.ui.models.desk_rows import RowsModel


@dataclass(frozen=True, slots=True)
class PointRow:
    """One point: its place in bold, its state beside it, the words, and a muted line."""

    key: str
    place: str
    state: str
    icon: str
    tone: str
    text: str
    note: str = ""
    item: str = ""
    entry_id: str = ""
    is_open: bool = True

    @property
    def leads(self) -> bool:
        """True when there is a place to go to."""
        return bool(self.item or self.entry_id)


class PointsModel(RowsModel[PointRow]):
    """The points as a list."""

    def words(self, row: PointRow) -> str:
        """Place, state, words and note: the whole of it, for a screen reader."""
        return ". ".join(part for part in (row.place, row.state, row.text, row.note) if part)

    def tip(self, row: PointRow) -> str:
        """All the words, which the row may have cut."""
        return row.text
