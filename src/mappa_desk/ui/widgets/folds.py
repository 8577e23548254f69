"""The head of a section that folds: a chevron, a title, and what changed at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from mappa_desk.ui import icons
from mappa_desk.ui.widgets.rows import plain_label


class FoldHead(QPushButton):
    """Opens and closes the widget below it. Enter and Space do what a click does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setProperty("row", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._body: QWidget | None = None
        self._chevron = plain_label("")
        self._title = plain_label("", font_role="section")
        self._note = plain_label("", tone="muted", wrap=True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 10, 16, 10)
        line.setSpacing(8)
        line.addWidget(self._chevron)
        line.addWidget(self._title)
        line.addWidget(self._note, 1)
        self.toggled.connect(self._on_toggled)
        self._on_toggled(False)

    def unfold_into(self, body: QWidget, title: str) -> None:
        """Say what this head is called and what it opens."""
        self._body = body
        self._title.setText(title)
        self.set_note("")
        body.setVisible(self.isChecked())

    def set_note(self, note: str) -> None:
        """What stands at the right: what changed, or how many there are."""
        self._note.setText(note)
        title = self._title.text()
        self.setAccessibleName(f"{title}, {note}" if note else title)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def _on_toggled(self, is_open: bool) -> None:
        icons.put(self._chevron, "chevron_down" if is_open else "chevron_right")
        self.setAccessibleDescription(self.tr("open") if is_open else self.tr("folded"))
        if self._body is not None:
            self._body.setVisible(is_open)
