"""Somebody who goes, does and finds by the palette."""

from __future__ import annotations

from hands import CTRL, Hands
from PySide6.QtCore import Qt

from mappa_desk.ui.models.palette import PaletteRow


def rows_for(hands: Hands, typed: str) -> list[PaletteRow]:
    """Everything the palette shows for these words, finds too."""
    view = hands.office.palette.view
    if view.isVisible():
        view.close_it()
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type(typed)
    hands.room.wait(lambda: not hands.office.palette.looking)
    return [view.model.row_at(at) for at in range(view.model.rowCount())]


def choose(hands: Hands, typed: str, wanted) -> PaletteRow:
    """Type, go down to the first row that is wanted, press Enter."""
    rows = rows_for(hands, typed)
    at = next((at for at, row in enumerate(rows) if wanted(row)), None)
    assert at is not None, [row.spoken for row in rows]
    for _ in range(at):
        hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    return rows[at]
