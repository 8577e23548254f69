"""What the steps of giving copies out share: a column of fields under their names."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.widgets.rows import plain_label


class IssuingStep(QWidget):
    """A column of things to answer."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 8, 24, 16)
        self.column.setSpacing(8)
        self.fields: dict[str, QWidget] = {}

    def mark_wrong(self, field: str) -> None:
        """Mark the field that a refusal is about, and go to it."""
        for name, widget in self.fields.items():
            theme.mark(widget, "wrong", name == field)
            if name == field and widget.isVisible():
                widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def labelled(self, name: str, words: str, widget: QWidget, *, hint: str = "") -> QVBoxLayout:
        """A field under its name."""
        part = QVBoxLayout()
        part.setSpacing(2)
        label = plain_label(words, font_role="caption", tone="muted")
        label.setBuddy(widget)
        widget.setObjectName(f"{name}_field")
        widget.setAccessibleName(words)
        if hint:
            widget.setAccessibleDescription(hint)
        part.addWidget(label)
        part.addWidget(widget)
        self.fields[name] = widget
        return part
