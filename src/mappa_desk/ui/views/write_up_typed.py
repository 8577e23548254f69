"""As typed: the shorthand of the entry under the caret and of its neighbours, to read and never to change."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.write_up_typed import TypedRow
from mappa_desk.ui.widgets.rows import plain_label

LEFT = 16
"""From the edge to the words, the bar at the current one included."""
_NOTHING = TypedRow("", "", "", "")


class TypedCard(QFrame):
    """One entry as it was typed. The one under the caret stands on a tint with a bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = _NOTHING
        self.setProperty("rule", "bottom")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(LEFT, 10, 12, 10)
        self._lines.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._who, self._time = (
            plain_label("", font_role="strong"),
            plain_label("", font_role="caption", tone="muted"),
        )
        self._words = plain_label("", tone="muted", wrap=True)
        head.addWidget(self._who)
        head.addWidget(self._time)
        head.addStretch(1)
        self._lines.addLayout(head)
        self._lines.addWidget(self._words)

    def set_row(self, row: TypedRow) -> None:
        """Show another entry."""
        if row == self.row:
            return
        self.row = row
        theme.mark(self, "row_card", row.current)
        theme.mark(self._words, "tone", "" if row.current else "muted")
        self.ensurePolished()
        self.setObjectName("typed_current" if row.current else "typed_neighbour")
        self._lines.setContentsMargins(LEFT - self.contentsRect().left(), 10, 12, 10)
        self._who.setText(row.who)
        self._time.setText(row.time)
        self._words.setText(row.words)
        here = tr("Under the caret: {words}").format(words=row.spoken)
        self.setAccessibleName(here if row.current else row.spoken)


class TypedView(QWidget):
    """The cards, one below the other. They are used again for the next entry."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[TypedRow, ...] | None = None
        self._cards: list[TypedCard] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._empty = plain_label("", tone="muted", wrap=True)
        self._empty.setContentsMargins(theme.space(4), theme.space(3), theme.space(4), theme.space(3))
        self._lines.addWidget(self._empty)

    def show_rows(self, rows: tuple[TypedRow, ...]) -> None:
        """Show these; what is shown already is left alone."""
        if rows == self._shown:
            return
        self._shown = rows
        self._empty.setText("" if rows else tr("Nothing was typed here in the room."))
        self._empty.setVisible(not rows)
        while len(self._cards) < len(rows):
            self._cards.append(TypedCard(self))
            self._lines.addWidget(self._cards[-1])
        for place, card in enumerate(self._cards):
            if place < len(rows):
                card.set_row(rows[place])
            card.setVisible(place < len(rows))

    def cards(self) -> tuple[TypedCard, ...]:
        """The cards in order."""
        return tuple(self._cards[: len(self.rows)])

    @property
    def rows(self) -> tuple[TypedRow, ...]:
        """What is shown."""
        return self._shown or ()
