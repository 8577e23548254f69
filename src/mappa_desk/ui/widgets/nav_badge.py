"""A number on the name of a page at the left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from mappa_desk.ui import theme

MOST = 99
"""Above it the badge says that there are more."""

_MOVING = (QEvent.Type.Show, QEvent.Type.Resize, QEvent.Type.StyleChange, QEvent.Type.LayoutRequest)


class NavBadge(QLabel):
    """Lies on a button at its right, on its corner when the button shows no words. Lets the mouse through."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)
        self._button, self._name, self._words = button, button.accessibleName(), ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("pill", "danger")
        self.setProperty("badge", True)
        self.setProperty("font_role", "caption")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()
        button.installEventFilter(self)
        self.installEventFilter(self)
        theme.signals.changed.connect(self.place)

    def show_count(self, count: int, words: str) -> None:
        """Show the number, none for 0; `words` say what it counts to whoever hears the button."""
        self.setText(str(count) if count <= MOST else f"{MOST}+")
        self._button.setAccessibleName(", ".join(part for part in (self._name, words) if part))
        self.setVisible(count > 0)
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVING:
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Go to its place, as the button stands; for whoever changed its words, of which no event tells."""
        self.ensurePolished()
        wanted, side = self.sizeHint(), self._button.rect()
        width, height = max(wanted.width(), wanted.height()), wanted.height()
        if self._button.text():
            left, top = side.right() - width - theme.px(12), (side.height() - height) // 2
        else:
            left, top = side.right() - width - 1, 1
        self.setGeometry(left, top, width, height)
