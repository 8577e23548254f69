"""As typed: the shorthand of the entry under the caret and of its neighbours, to read and never to change."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.write_up_typed import TypedRow
from mappa_desk.ui.widgets.rows import plain_label


class TypedCard(QFrame):
    """One entry as it was typed. The one under the caret stands on a tint with a bar."""

    def __init__(self, row: TypedRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.setProperty("rule", "bottom")
        self.setProperty("row_card", row.current)
        self.setObjectName("typed_current" if row.current else "typed_neighbour")
        self.setAccessibleName(
            tr("Under the caret: {words}").format(words=row.spoken) if row.current else row.spoken
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16 if not row.current else 13, 10, 12, 10)
        lines.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(plain_label(row.who, font_role="strong"))
        head.addWidget(plain_label(row.time, font_role="caption", tone="muted"))
        head.addStretch(1)
        lines.addLayout(head)
        words = plain_label(row.words, tone="" if row.current else "muted")
        words.setWordWrap(True)
        lines.addWidget(words)


class TypedView(QWidget):
    """The cards, one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[TypedRow, ...] | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._empty = plain_label("", tone="muted")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(theme.space(4), theme.space(3), theme.space(4), theme.space(3))
        self._lines.addWidget(self._empty)

    def show_rows(self, rows: tuple[TypedRow, ...]) -> None:
        """Show these; what is shown already is left alone."""
        if rows == self._shown:
            return
        self._shown = rows
        for card in self.cards():
            card.hide()
            self._lines.removeWidget(card)
            card.deleteLater()
        self._empty.setText("" if rows else tr("Nothing was typed here in the room."))
        self._empty.setVisible(not rows)
        for row in rows:
            self._lines.addWidget(TypedCard(row))

    def cards(self) -> tuple[TypedCard, ...]:
        """The cards in order."""
        found = (self._lines.itemAt(at) for at in range(self._lines.count()))
        widgets = (item.widget() for item in found if item is not None)
        return tuple(widget for widget in widgets if isinstance(widget, TypedCard))

    @property
    def rows(self) -> tuple[TypedRow, ...]:
        """What is shown."""
        return self._shown or ()
