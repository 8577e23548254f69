"""What hangs in the side: a pane with its name and a way to close it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mappa_desk.ui import theme_dress
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.widgets.rows import plain_label


class PaneFrame(QWidget):
    """A pane in the side. Its head can be left out where the pane has one of its own."""

    close_requested = Signal()

    def __init__(self, content: QWidget, title: str, *, with_head: bool = True) -> None:
        super().__init__()
        self.content = content
        self.setAccessibleName(title)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        if with_head:
            lines.addWidget(self._head(title))
        lines.addWidget(content, 1)
        self.setFocusProxy(content)
        theme_dress.dress(self)

    def _head(self, title: str) -> QFrame:
        head = QFrame()
        head.setProperty("rule", "bottom")
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 5, 8, 5)
        line.setSpacing(8)
        line.addWidget(plain_label(title, font_role="section", wrap=True), 1)
        close = QPushButton(f" {tr('Close')}")
        close.setProperty("quiet", True)
        close.setProperty("icon_name", "cross")
        close.setAccessibleName(tr("Close {pane}").format(pane=title))
        close.clicked.connect(self.close_requested)
        line.addWidget(close)
        return head
