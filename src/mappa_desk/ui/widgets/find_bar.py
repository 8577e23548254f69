"""A bar over the record: the words looked for, how many there are, and the way there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from mappa_desk.ui import commands, icons, theme
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.widgets.rows import plain_label

LEAST_FIELD = 160
"""Logical pixels at 100 % text: the field is no narrower."""


class FindField(QLineEdit):
    """Words to look for. Up and Down step through what was found, Enter goes there."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down are steps; everything else is the field's own."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.stepped.emit(step)
        event.accept()


class FindBar(QFrame):
    """Shows what it is told; looks for nothing itself."""

    words_changed = Signal(str)
    stepped = Signal(int)
    """The next one (1) or the one before (-1) was asked for."""
    taken = Signal()
    """Enter in the field, or the button: go there."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        self.setProperty("rule", "bottom")
        self.field = FindField()
        self.field.setObjectName("find_field")
        self.field.setPlaceholderText(tr("Find in this meeting"))
        self.field.setAccessibleName(tr("Find in the record of this meeting"))
        self._count = plain_label("", tone="muted")
        self._count.setObjectName("find_count")
        self._before = self._button("chevron_up", tr("The one before (Up)"))
        self._next = self._button("chevron_down", commands.with_key(tr("The next one"), "find_next"))
        self._take = QPushButton(tr("Go there"))
        self._close = self._button("cross", tr("Close, back to where you were (Esc)"))
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.space(4), theme.space(2), theme.space(4), theme.space(2))
        line.setSpacing(theme.space(2))
        line.addWidget(self.field, 1)
        for widget in (self._count, self._before, self._next, self._take, self._close):
            line.addWidget(widget)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.textChanged.connect(self.words_changed)
        self.field.stepped.connect(self.stepped)
        self.field.returnPressed.connect(self.taken)
        self._before.clicked.connect(lambda: self.stepped.emit(-1))
        self._next.clicked.connect(lambda: self.stepped.emit(1))
        self._take.clicked.connect(self.taken)
        self._close.clicked.connect(self.closed)
        theme.signals.changed.connect(self._fit)
        self._fit()
        self.show_found(-1, 0)
        self.hide()

    def open(self) -> None:
        """Show the bar and put the caret on its words."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_found(self, at: int, count: int) -> None:
        """Say "3 of 7"; `at` counts from 0 and is -1 where nothing was looked for or found."""
        self._count.setText(found_words(at, count) if self.field.text().strip() else "")
        keys = tr("F3 for the next one, Enter goes there, Esc goes back")
        self.field.setAccessibleDescription(self._count.text() or keys)
        for button in (self._before, self._next, self._take):
            button.setEnabled(count > 0)

    def stops(self) -> tuple[QWidget, ...]:
        """Its Tab stops from left to right."""
        return self.field, self._before, self._next, self._take, self._close

    def holds(self, widget: QWidget | None) -> bool:
        """Whether a widget is the bar or stands in it."""
        return widget is not None and (widget is self or self.isAncestorOf(widget))

    def _fit(self) -> None:
        self.field.setMinimumWidth(theme.px(LEAST_FIELD))

    @staticmethod
    def _button(icon: str, words: str) -> QPushButton:
        button = QPushButton()
        button.setProperty("quiet", True)
        button.setProperty("icon_name", icon)
        button.setAccessibleName(words.partition(" (")[0])
        button.setToolTip(plain_tip(words))
        icons.dress(button)
        return button


def found_words(at: int, count: int) -> str:
    """Where one stands among what was found, in words."""
    return tr("{n} of {all}").format(n=at + 1, all=count) if count else tr("Not found")
