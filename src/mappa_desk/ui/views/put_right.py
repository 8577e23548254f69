"""One part of the record that is put right: what it reads, the sheet that is open, and the answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.views.desk_sheet import DeskSheet
from mappa_desk.ui.widgets.rows import plain_label
from mappa_desk.ui.widgets.spoken_scroll import SpokenScroll

WIDEST = 820
"""Logical pixels that the page takes: a line of text stays readable."""


class PutRightView(QWidget):
    """Shows a title, words, buttons, one sheet, and sentences. Judges nothing."""

    chosen = Signal(str)
    """Name of the button that was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll: QScrollArea = SpokenScroll()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName(self.tr("Put right"))
        outer.addWidget(self._scroll)
        page = QWidget()
        self._page = page
        self._fit()
        theme.signals.changed.connect(self._fit)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(32, 24, 32, 24)
        self._column.setSpacing(12)
        self._scroll.setWidget(page)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._head = plain_label("", font_role="item_title", wrap=True)
        self._where = plain_label("", tone="muted", wrap=True)
        self._text = plain_label("", font_role="record", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        self._answer = QVBoxLayout()
        self._answer.setSpacing(6)
        for widget in (self._head, self._where, self._text):
            self._column.addWidget(widget)
        self._column.addLayout(self._buttons)
        self._column.addLayout(self._answer)
        self._column.addStretch(1)
        self._sheet: DeskSheet | None = None
        self._made: list[QPushButton] = []
        dress(self)

    @property
    def sheet(self) -> DeskSheet | None:
        """The sheet that is open."""
        return self._sheet

    def set_part(self, title: str, where: str, text: str) -> None:
        """What is put right, and what it reads."""
        self._head.setText(title)
        self._scroll.setAccessibleName(title)
        self._where.setText(where)
        self._where.setVisible(bool(where))
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def set_buttons(self, buttons: Sequence[tuple[str, str]]) -> None:
        """Offer these, each a name and its words."""
        for old in self._made:
            old.hide()
            old.deleteLater()
        while self._buttons.count():
            self._buttons.takeAt(0)
        self._made = []
        for name, words in buttons:
            button = QPushButton(words)
            button.setObjectName(f"{name}_button")
            button.setAccessibleName(words)
            button.setAutoDefault(True)
            button.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            self._buttons.addWidget(button)
            self._made.append(button)
        self._buttons.addStretch(1)

    def show_sheet(self, sheet: DeskSheet) -> None:
        """Open a sheet under the words, in place of the one before."""
        self.close_sheet()
        self._sheet = sheet
        self._column.insertWidget(self._column.count() - 2, sheet)
        sheet.show()  # the ring is drawn only around what is seen
        sheet.setFocus()
        QTimer.singleShot(0, self._show_focus)

    def close_sheet(self) -> None:
        """Take the sheet away."""
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            self._column.removeWidget(sheet)
            sheet.hide()
            sheet.deleteLater()
            self.focus_first()

    def show_answer(self, title: str, sentences: Sequence[str]) -> None:
        """What was done, a sentence a line; each can be read by Tab and a screen reader."""
        while self._answer.count():
            taken = self._answer.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if title:
            self._answer.addWidget(plain_label(title, font_role="strong", wrap=True))
        for sentence in sentences:
            self._answer.addWidget(plain_label(sentence, wrap=True))

    def _fit(self) -> None:
        self._page.setMaximumWidth(theme.px(WIDEST))

    def _show_focus(self) -> None:
        focus = self._page.focusWidget()
        if self._sheet is not None and focus is not None and self._sheet.isAncestorOf(focus):
            self._scroll.ensureWidgetVisible(focus, 0, theme.px(48))

    def focus_first(self) -> None:
        """Go to the first button."""
        if self._made:
            self._made[0].setFocus()
