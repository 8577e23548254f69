"""Who disagreed with a decision and why, one row each, that can be taken out by keyboard."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mappa_desk.ui import icons, theme_dress
from mappa_desk.ui.models.desk_words import tr


class DissentRows(QWidget):
    """The views against a decision. Each row has its own button that takes it out."""

    taken_out = Signal(int)
    """Place of the row whose button was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def show_rows(self, dissent: list[tuple[str, str]], names: Mapping[str, str]) -> None:
        """Show these pairs of agency code and reason, in order."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, (code, why) in enumerate(dissent):
            name = names.get(code, code)
            self._column.addWidget(self._row(place, name, why))
        self.setVisible(bool(dissent))
        theme_dress.dress(self)

    def _row(self, place: int, name: str, why: str) -> QWidget:
        holder = QWidget(self)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setText(f"{name}: {why}" if why else name)
        line.addWidget(label, 1)
        button = QPushButton(tr(" Take out"))
        button.setObjectName(f"dissent_out_{place}")
        button.setProperty("quiet", True)
        button.setAccessibleName(tr("Take out {name}").format(name=name))
        icons.put(button, "cross")
        button.clicked.connect(lambda: self.taken_out.emit(place))
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return holder
