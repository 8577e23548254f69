"""The band at the item of the last minutes: what waits to be confirmed, or how it was confirmed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from mappa_desk.ui import icons, theme_dress
from mappa_desk.ui.models.desk_words import tr


class ConfirmBand(QFrame):
    """One sentence, and one button where something can be done. Takes no focus by itself."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confirm_band")
        self.setProperty("rule", "bottom")
        self.setProperty("ground", "sunken")
        self.setAccessibleName(tr("Minutes of last meeting"))
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 6, 16, 6)
        line.setSpacing(10)
        self._icon = QLabel()
        self._icon.setTextFormat(Qt.TextFormat.PlainText)
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QPushButton()
        self.button.setObjectName("confirm_button")
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self.pressed)
        line.addWidget(self._icon, 0)
        line.addWidget(self.label, 1)
        line.addWidget(self.button, 0)
        theme_dress.dress(self)
        self.hide()

    def show_state(self, sentence: str, button: str, *, done: bool) -> None:
        """Say how it stands; an empty sentence takes the band away."""
        if not sentence:
            self.hide()
            return
        self.label.setText(sentence)
        self.button.setText(button)
        self.button.setAccessibleName(f"{button}: {sentence}")
        self.button.setVisible(bool(button))
        icons.put(self._icon, "tick" if done else "ring", "done" if done else "text", 18)
        self.show()
