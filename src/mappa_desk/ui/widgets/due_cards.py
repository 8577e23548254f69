"""The numbers of the start page: how many, of what, by when. Each leads to its list."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mappa_desk.domain.views import Due
from mappa_desk.ui.widgets.rows import plain_label


class DueCard(QPushButton):
    """One number with its words."""

    def __init__(self, due: Due, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("due", True)
        self.setAutoDefault(True)
        self.setAccessibleName(", ".join(part for part in (f"{due.count} {due.word}", due.note) if part))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 12, 16, 12)
        lines.setSpacing(2)
        lines.addWidget(
            plain_label(str(due.count), font_role="figure", tone="danger" if due.grave and due.count else "")
        )
        lines.addWidget(plain_label(due.word, font_role="strong", tone="accent", wrap=True))
        lines.addWidget(plain_label(due.note, font_role="caption", tone="muted", wrap=True))
        lines.addStretch(1)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()
