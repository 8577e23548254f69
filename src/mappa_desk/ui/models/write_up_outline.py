"""The outline of the minutes: one row an item with its gaps counted, the state told by shape and word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mappa_desk.domain.agendas import ItemState
from mappa_desk.domain.write_up_page import FRONT, OutlineRow
from mappa_desk.ui.models.desk_rows import RowsModel
from mappa_desk.ui.models.desk_words import counted, tr

_LOOKS = {
    ItemState.OPEN.value: ("ring", "muted", "open"),
    ItemState.DISCUSSED.value: ("tick", "done", "discussed"),
    ItemState.NOTHING_TO_RECORD.value: ("dash", "text", "nothing to record"),
    ItemState.NOT_APPLICABLE.value: ("dash", "text", "not applicable"),
}


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One row. `gaps` is what is missing there, 0 for nothing."""

    code: str
    number: str
    title: str
    state: str
    gaps: int = 0
    entries: int = 0
    current: bool = False

    @property
    def key(self) -> str:
        """Identity of the row."""
        return self.code

    @property
    def icon(self) -> tuple[str, str]:
        """Icon name and colour role of the state; nothing for a part that is no item."""
        return _LOOKS.get(self.state, ("", "muted", ""))[:2]

    @property
    def state_words(self) -> str:
        """The state in words."""
        words = _LOOKS.get(self.state, ("", "", ""))[2]
        return tr(words) if words else ""

    @property
    def gap_words(self) -> str:
        """As in "3 gaps"; empty for none."""
        return counted(self.gaps, "gap", "gaps") if self.gaps else ""


def outline_lines(rows: Sequence[OutlineRow], *, current: str | None) -> tuple[OutlineLine, ...]:
    """The parts of the page in order. `current` is the part under the caret, None for none."""
    return tuple(
        OutlineLine(
            row.code,
            row.number,
            tr("Front sheet") if row.code == FRONT else row.title,
            row.state,
            row.gaps,
            row.entries,
            row.code == current,
        )
        for row in rows
    )


class OutlineModel(RowsModel[OutlineLine]):
    """The outline as a list."""

    def words(self, row: OutlineLine) -> str:
        """Number, title, gaps, state and count of entries."""
        entries = counted(row.entries, "entry", "entries") if row.entries else ""
        name = " ".join(part for part in (row.number, row.title) if part)
        return ", ".join(part for part in (name, row.gap_words, row.state_words, entries) if part)

    def tip(self, row: OutlineLine) -> str:
        """The same, for whoever sees the numbers only."""
        return self.words(row)
