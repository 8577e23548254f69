"""Find and replace over the page: what is looked for, how, how often it stands there, and what to write."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mappa_desk.ui import commands, icons, theme
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.widgets.find_bar import FindField, found_words
from mappa_desk.ui.widgets.rows import plain_label

LEAST_FIELD = 160
OPTIONS_BESIDE = 760
"""From this width at 100 % text the ways to look stand beside the field."""


class ReplaceBar(QFrame):
    """Shows what it is told; looks for nothing itself. The second row is there when replacing."""

    changed = Signal()
    """Other words, or another way to look for them."""
    stepped = Signal(int)
    replaced = Signal()
    replaced_all = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("replace_bar")
        self.setProperty("rule", "bottom")
        self.setProperty("ground", "surface")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.field, self.put = FindField(), FindField()
        self.field.setObjectName("find_field")
        self.field.setPlaceholderText(tr("Find in the minutes"))
        self.field.setAccessibleName(tr("Find in the minutes"))
        self.put.setObjectName("put_field")
        self.put.setPlaceholderText(tr("Write instead"))
        self.put.setAccessibleName(tr("Write instead"))
        self.put.setAccessibleDescription(tr("What was typed in the room is never changed."))
        self.match_case, self.whole_words = QCheckBox(tr("Match case")), QCheckBox(tr("Whole words"))
        self._count = plain_label("", tone="muted")
        self._count.setObjectName("find_count")
        self._before = self._icon("chevron_up", tr("The one before (Up)"))
        self._next = self._icon("chevron_down", commands.with_key(tr("The next one"), "find_next"))
        self._close = self._icon("cross", tr("Close (Esc)"))
        self._one, self._all = QPushButton(tr("Replace")), QPushButton(tr("Replace all"))
        self._all.setToolTip(plain_tip(tr("In the whole draft, as one change that can be undone")))
        self._lay_out()
        self.field.textChanged.connect(self.changed)
        self.match_case.toggled.connect(self.changed)
        self.whole_words.toggled.connect(self.changed)
        for field in (self.field, self.put):
            field.stepped.connect(self.stepped)
        self.field.returnPressed.connect(lambda: self.stepped.emit(1))
        self.put.returnPressed.connect(self.replaced)
        self._before.clicked.connect(lambda: self.stepped.emit(-1))
        self._next.clicked.connect(lambda: self.stepped.emit(1))
        self._close.clicked.connect(self.closed)
        self._one.clicked.connect(self.replaced)
        self._all.clicked.connect(self.replaced_all)
        theme.signals.changed.connect(self._fit)
        self._fit()
        self.show_found(-1, 0)
        self.set_replacing(False)
        self.hide()

    def _lay_out(self) -> None:
        """The rows, and what goes from one to another by the room there is."""
        rows = QVBoxLayout(self)
        rows.setContentsMargins(theme.space(6), theme.space(2), theme.space(4), theme.space(2))
        rows.setSpacing(theme.space(2))
        self._rows = rows
        self._shape: tuple[bool, bool] | None = None
        self._first = self._line(self.field, self._count, self.put)
        rows.addLayout(self._first)
        self._does, self._tail = QWidget(), QWidget()
        does = self._line(self._one, self._all, self._before, self._next)
        does.addStretch(0)
        self._does.setLayout(does)
        ways = self._line(self.match_case, self.whole_words)
        ways.setSpacing(theme.space(4))
        ways.addStretch(1)
        ways.addWidget(self._close)
        self._tail.setLayout(ways)
        self._second = self._line()
        rows.addLayout(self._second)

    def open(self, *, replacing: bool, words: str = "") -> None:
        """Show the bar with the caret on its words; `words` are looked for, else those of last time."""
        self.set_replacing(replacing)
        self.show()
        if words:
            self.field.setText(words)
        target = self.put if replacing and self.field.text() and words else self.field
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        target.selectAll()

    def set_replacing(self, replacing: bool) -> None:
        """Whether words are to be put in place of others."""
        for one in (self.put, self._one, self._all):
            one.setVisible(replacing)
        self._arrange()

    def show_found(self, at: int, count: int) -> None:
        """Say "3 of 7"; `at` counts from 0 and is -1 where nothing was looked for or found."""
        told = found_words(at, count) if at >= 0 or not count else tr("{n} found").format(n=count)
        self._count.setText(told if self.field.text().strip() else "")
        keys = tr("Enter or F3 for the next one, Esc goes back to the page")
        self.field.setAccessibleDescription(self._count.text() or keys)
        for button in (self._before, self._next, self._one, self._all):
            if not count and button.hasFocus():
                self.field.setFocus(Qt.FocusReason.OtherFocusReason)  # else it goes to whatever comes next
            button.setEnabled(count > 0)

    def set_may_replace(self, may: bool) -> None:
        """Whether anything may be changed at all."""
        if not may:
            self.set_replacing(False)

    def stops(self) -> tuple[QWidget, ...]:
        """Its Tab stops: what to find, what to write, what does it, how to look, and the way out."""
        steps, ways = (self._before, self._next), (self.match_case, self.whole_words)
        return (self.field, self.put, self._one, self._all, *steps, *ways, self._close)

    def holds(self, widget: QWidget | None) -> bool:
        """Whether a widget is the bar or stands in it."""
        return widget is not None and (widget is self or self.isAncestorOf(widget))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing here takes go no further: they would type into the page."""
        event.accept() if event.text().isprintable() and event.text() else super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the ways to look get a row of their own."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """What to find and to write side by side, what does it below; one row is enough to find only."""
        beside, replacing = self.width() >= theme.px(OPTIONS_BESIDE), not self.put.isHidden()
        shape = (beside, replacing)
        if shape == self._shape:
            return
        self._shape = shape
        for lines in (self._first, self._second, self._rows):
            for one in (self._does, self._tail):
                lines.removeWidget(one)
        (self._second if replacing else self._first).addWidget(self._does)
        if beside:
            (self._second if replacing else self._first).addWidget(self._tail, 1 if replacing else 0)
        else:
            self._rows.addWidget(self._tail)
        self._rows.invalidate()
        QTimer.singleShot(0, self, self.updateGeometry)  # the page gives its rows anew once it is done

    @staticmethod
    def _line(*widgets: QWidget) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space(2))
        for widget in widgets:
            line.addWidget(widget, 1 if isinstance(widget, FindField) else 0)
        return line

    def _fit(self) -> None:
        for field in (self.field, self.put):
            field.setMinimumWidth(theme.px(LEAST_FIELD))

    @staticmethod
    def _icon(icon: str, words: str) -> QPushButton:
        button = QPushButton()
        button.setProperty("quiet", True)
        button.setProperty("icon_name", icon)
        button.setAccessibleName(words.partition(" (")[0])
        button.setToolTip(plain_tip(words))
        icons.dress(button)
        return button
