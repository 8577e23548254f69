"""Short lists of rows that lead somewhere, drawn as one card with hairlines between."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mappa_desk.ui import icons, theme
from mappa_desk.ui.models.rows import Row


def plain_label(text: str, *, font_role: str = "body", tone: str = "", wrap: bool = False) -> QLabel:
    """A label that shows `text` as it stands, never as markup, and lets the mouse through."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    label.setProperty("font_role", font_role)
    if tone:
        label.setProperty("tone", tone)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label


class RowButton(QPushButton):
    """One row. The whole of it is the button; its accessible name is everything it says."""

    def __init__(self, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("row", True)
        self.setAutoDefault(True)
        self.setAccessibleName(row.spoken)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(12)
        fill_row(line, row)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()


class RowCard(QFrame):
    """The row that stands out: larger, on the soft accent, with the one filled button."""

    pressed = Signal()

    def __init__(self, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("row_card", True)
        line = QHBoxLayout(self)
        line.setContentsMargins(13, 16, 16, 16)
        line.setSpacing(16)
        fill_row(line, row, large=True)
        button = QPushButton(row.button)
        button.setObjectName("row_button")
        button.setProperty("primary", True)
        button.setAutoDefault(True)
        button.setAccessibleName(f"{row.button}: {row.spoken}")
        button.clicked.connect(self.pressed)
        line.addWidget(button)


def fill_row(line: QHBoxLayout, row: Row, *, large: bool = False) -> None:
    """Put the parts of a row into a horizontal layout."""
    if row.icon:
        mark = plain_label("")
        icons.put(mark, row.icon, row.icon_tone)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    if row.lead:
        lead = plain_label(row.lead, font_role="section" if large else "strong")
        lead.setMinimumWidth(theme.px(48))
        line.addWidget(lead)
    words = QVBoxLayout()
    words.setSpacing(2)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(plain_label(row.title, font_role="section" if large else "strong"))
    if row.about:
        head.addWidget(plain_label(row.about, font_role="record" if large else "body", wrap=True), 1)
    else:
        head.addStretch(1)
    words.addLayout(head)
    if row.subtitle:
        words.addWidget(
            plain_label(row.subtitle, font_role="body" if large else "caption", tone="muted", wrap=True)
        )
    line.addLayout(words, 1)
    if row.trailing:
        line.addWidget(plain_label(row.trailing, tone=row.trailing_tone))


class RowList(QFrame):
    """A card of rows. `chosen` gives the key of a row, `button_pressed` that of the row with the button."""

    chosen = Signal(str)
    button_pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(1, 1, 1, 1)
        self._lines.setSpacing(0)
        self._lines.setDirection(QBoxLayout.Direction.TopToBottom)

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these rows in this order."""
        while self._lines.count():
            taken = self._lines.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, row in enumerate(rows):
            if number:
                rule = QFrame()
                rule.setProperty("line", True)
                rule.setFixedHeight(1)
                self._lines.addWidget(rule)
            self._lines.addWidget(self._made(row))
        self.setVisible(bool(rows))

    def _made(self, row: Row) -> QWidget:
        if row.button:
            card = RowCard(row)
            card.pressed.connect(lambda key=row.key: self.button_pressed.emit(key))
            return card
        button = RowButton(row)
        button.clicked.connect(lambda _checked=False, key=row.key: self.chosen.emit(key))
        return button
