"""What the record offers for a part of the front sheet: each sentence with where it stands, and a button."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mappa_desk.ui import theme_dress
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.widgets.rows import plain_label


@dataclass(frozen=True, slots=True)
class Offer:
    """One sentence of the record. `source` says where it stands."""

    text: str
    source: str


class OffersView(QWidget):
    """The offers of one paragraph of the front sheet."""

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Offer, ...] = ()
        self._empty = ""
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.buttons: list[QPushButton] = []
        self.hide()

    def show_offers(self, title: str, offers: tuple[Offer, ...], empty: str) -> None:
        """Show these under a title; without a title nothing is shown."""
        self.setVisible(bool(title))
        empty = "" if offers else empty
        if (title, offers, empty) == (self.accessibleName(), self._shown, self._empty):
            return
        self._empty = empty
        self.setAccessibleName(title)
        self._shown = offers
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        head = plain_label(title, font_role="strong", wrap=True)
        head.setContentsMargins(16, 10, 16, 2)
        self._lines.addWidget(head)
        if not offers:
            nothing = plain_label(empty, tone="muted", wrap=True)
            nothing.setContentsMargins(16, 4, 16, 10)
            self._lines.addWidget(nothing)
        for offer in offers:
            self._lines.addWidget(self._card(offer))
        theme_dress.dress(self)

    def _card(self, offer: Offer) -> QFrame:
        card = QFrame()
        card.setProperty("rule", "bottom")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(16, 8, 16, 10)
        lines.setSpacing(4)
        lines.addWidget(plain_label(offer.text, wrap=True))
        source = tr("From {place}").format(place=offer.source)
        lines.addWidget(plain_label(source, font_role="caption", tone="muted", wrap=True))
        foot = QHBoxLayout()
        button = QPushButton(tr("Take this sentence"))
        button.setAccessibleDescription(f"{offer.text} {source}")
        button.clicked.connect(lambda: self.taken.emit(offer.text))
        self.buttons.append(button)
        foot.addWidget(button)
        foot.addStretch(1)
        lines.addLayout(foot)
        return card
