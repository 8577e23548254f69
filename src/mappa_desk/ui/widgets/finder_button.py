"""The button of the header that opens the palette, drawn as the field it leads to."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mappa_desk.ui import commands, icons
from mappa_desk.ui.widgets.rows import plain_label


class FinderButton(QPushButton):
    """Icon, words and key; the icon alone where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        icon = plain_label("")
        icons.put(icon, "search", "muted")
        self._words = plain_label(self.tr("Find, go or do"), tone="muted")
        self._key = plain_label(commands.command("palette").keys_text, font_role="caption", tone="muted")
        self._key.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(8)
        line.addWidget(icon)
        line.addWidget(self._words)
        line.addWidget(self._key, 1)

    def set_worded(self, is_worded: bool) -> None:
        """Show the words, or the icon alone."""
        self._words.setVisible(is_worded)
        self._key.setVisible(is_worded)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())
