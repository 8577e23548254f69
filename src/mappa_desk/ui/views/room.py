"""Room: the one window that may be shared. It is given words of its own view model and nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from mappa_desk._generated.ui_room import Ui_Room
from mappa_desk.ui import icons, theme
from mappa_desk.ui.models.room import RoomRow, RoomWords
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.views.curtain import CurtainView
from mappa_desk.ui.widgets.room_actions import fill
from mappa_desk.ui.widgets.second_window import SecondWindow

SIZE = (1280, 720)
_NO_LIMIT = 16_777_215
"""Qt's own largest width."""
SIDE_BY_SIDE = 900
"""Logical width, divided by the text size, below which the actions stand under the item and the statement
gives way once it was read."""
LOW = 480
"""Logical height, divided by the text size, below which what everybody has read gives way as well."""


class RoomWindow(SecondWindow):
    """Item, clock, statement and accepted actions, or a neutral panel."""

    may_be_shared = True

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Room"))
        face = QWidget()
        self._ui = Ui_Room()
        self._ui.setupUi(face)
        dress(face)
        self.covers.addWidget(face)
        self.covers.addWidget(CurtainView(words=self.tr("Nothing is shown here at the moment.")))
        self._rows: tuple[RoomRow, ...] = ()
        self._shown = RoomWords()
        self._curtained = False
        self._folded: tuple[object, ...] = ()
        self._ui.actions_scroll.verticalScrollBar().rangeChanged.connect(self._show_last)
        theme.signals.changed.connect(self._fold)
        self.show_words(self._shown)

    def show_words(self, words: RoomWords) -> None:
        """Show these words, or nothing where they are blank."""
        ui, self._shown = self._ui, words
        ui.practice_label.setVisible(words.practice)
        ui.clock_label.setText(words.clock)
        ui.ends_label.setText(words.ends)
        ui.number_label.setText(words.number)
        ui.title_label.setText(words.title)
        ui.title_label.setVisible(bool(words.title))
        ui.statement_label.setText(words.statement)
        ui.read_label.setText(words.read)
        icons.put(ui.statement_icon, "tick" if words.is_read else "ring", "done" if words.is_read else "text")
        self._fold()
        ui.none_label.setVisible(not words.actions)
        if self._rows != words.actions:
            self._rows = words.actions
            fill(ui.actions_lines, words.actions)
        self._cover()

    def curtain(self, is_closed: bool) -> None:
        """Blank the window whatever it holds, or show it again."""
        self._curtained = is_closed
        self._cover()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing in it takes the keyboard; the keys that lead on move what does not fit."""
        pages = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        step = pages.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
        for area in (self._ui.item_scroll, self._ui.actions_scroll):
            bar = area.verticalScrollBar()
            bar.setValue(bar.value() + step * bar.pageStep())

    def _cover(self) -> None:
        self.cover(self._curtained or self._shown.blank)

    def _fold(self) -> None:
        shown = self._shown
        held = (shown.number, shown.title, shown.statement, shown.is_read, bool(shown.actions))
        folded = (*held, self.width(), self.height(), theme.scale())
        if folded == self._folded:
            return
        self._folded = folded
        beside = self.width() / theme.scale() >= SIDE_BY_SIDE
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        ui = self._ui
        ui.body_layout.setDirection(way)
        ui.body_rule.setMaximumSize(*((1, _NO_LIMIT) if beside else (_NO_LIMIT, 1)))
        ui.body_rule.setMinimumSize(*((1, 0) if beside else (0, 1)))
        for widget in (ui.actions_frame, ui.body_rule):
            widget.setVisible(beside or bool(self._shown.actions))
        has_words = beside or not self._shown.is_read
        ui.statement_label.setVisible(has_words)
        ui.body_layout.setStretch(0, 4 if has_words else 0)
        is_low = self.height() / theme.scale() < LOW
        ui.foot_frame.setVisible(beside or not is_low)
        ui.statement_frame.setVisible(bool(self._shown.statement) and (has_words or not is_low))
        for lines in (ui.item_lines, ui.actions_head_lines):
            around = lines.contentsMargins()
            around.setTop(theme.space(12 if beside else 3 if is_low else 5))
            lines.setContentsMargins(around)
        ui.item_lines.activate()
        needed = max(
            ui.item_lines.totalHeightForWidth(self.width()), ui.item_lines.totalMinimumSize().height()
        )
        ui.item_scroll.setMaximumHeight(_NO_LIMIT if has_words else needed)

    def _show_last(self, _least: int, most: int) -> None:
        self._ui.actions_scroll.verticalScrollBar().setValue(most)
