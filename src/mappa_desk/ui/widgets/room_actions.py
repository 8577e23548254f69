"""Accepted actions as large rows for everybody to read."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from mappa_desk.ui import icons, theme
from mappa_desk.ui.models.room import RoomRow


class RoomActionFrame(QFrame):
    """One action: number and agency, what, by when."""

    def __init__(self, row: RoomRow) -> None:
        super().__init__()
        self.setProperty("rule", "bottom")
        tick = _label("", "body")
        icons.put(tick, "tick", "done")
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(_label(f"{row.number}  {row.agency}".rstrip(), "section"))
        what = _label(row.text, "record")
        if row.held_back:
            what.setProperty("tone", "muted")
        words.addWidget(what)
        if row.due:
            due = _label(row.due, "body")
            due.setProperty("tone", "muted")
            words.addWidget(due)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, theme.space(3), 0, theme.space(4))
        line.setSpacing(theme.space(3))
        line.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)


def fill(lines: QVBoxLayout, rows: Iterable[RoomRow]) -> None:
    """Put these rows in place of what `lines` holds. What goes leaves the window at once, with its words."""
    while (old := lines.takeAt(0)) is not None:
        widget = old.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
    for row in rows:
        lines.addWidget(RoomActionFrame(row))


def _label(text: str, font_role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(bool(text))
    label.setProperty("font_role", font_role)
    return label
