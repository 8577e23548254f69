"""The chair's card: a private window to look at for two seconds, with Read, Next and Curtain."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from mappa_desk._generated.ui_chair_card import Ui_ChairCard
from mappa_desk.ui import commands, icons, theme
from mappa_desk.ui.models.chair_card import CardAction, CardPicture
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.views.curtain import CurtainView
from mappa_desk.ui.widgets.second_window import SecondWindow

SIZE = (480, 720)
_NUMBER, _OWNER, _DUE = 1, 2, 3


class ChairCardWindow(SecondWindow):
    """Shows the picture that it is given."""

    read_requested = Signal()
    next_requested = Signal()
    curtain_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Chair's card, private"))
        face = QWidget()
        self._ui = ui = Ui_ChairCard()
        ui.setupUi(face)
        dress(face)
        self.covers.addWidget(face)
        self.covers.addWidget(CurtainView())
        self._rows: tuple[CardAction, ...] = ()
        self._labels: list[QLabel] = []
        self._prompts: list[QLabel] = []
        self.setFocusProxy(ui.scroll_area)
        ui.actions_grid.setColumnStretch(_OWNER, 1)
        for button, signal, name in (
            (ui.read_button, self.read_requested, "statement_read"),
            (ui.next_button, self.next_requested, "next_item"),
            (ui.curtain_button, self.curtain_requested, "curtain"),
        ):
            button.clicked.connect(signal)
            button.setToolTip(plain_tip(commands.with_key(commands.command(name).words, name)))
        theme.signals.changed.connect(self._arrange)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def show_picture(self, picture: CardPicture) -> None:
        """Show this; only what differs is drawn anew."""
        ui = self._ui
        ui.clock_label.setText(picture.clock)
        ui.ends_label.setText(picture.ends)
        ui.reference_label.setText(picture.reference)
        ui.practice_label.setVisible(picture.practice)
        self._say(ui.note_label, ui.note_label, picture.note)
        self._say(ui.band_frame, ui.band_label, picture.band)
        self._say(ui.due_frame, ui.due_label, picture.due)
        ui.say_label.say(picture.say)
        ui.say_label.setVisible(bool(picture.say))
        self._arrange()
        self._say(ui.read_frame, ui.read_note_label, picture.read_note)
        self._say(ui.ask_frame, ui.ask_label, picture.ask_once)
        ui.say_frame.setVisible(bool(picture.say or picture.due or picture.ask_once))
        ui.say_head_label.setVisible(bool(picture.say))
        ui.private_frame.setVisible(bool(picture.private))
        self._prompt(picture.private)
        ui.unheard_head_label.setText(picture.unheard_head)
        self._say(ui.unheard_frame, ui.unheard_label, picture.unheard)
        ui.actions_frame.setVisible(bool(picture.actions))
        ui.count_label.setText(picture.count)
        self._fill(picture.actions)
        ui.next_button.setVisible(bool(picture.next_item))
        ui.next_button.setText(self.tr("Next: {item} ").format(item=picture.next_item))
        ui.next_button.setAccessibleName(self.tr("Next item: {item}").format(item=picture.next_item))

    @staticmethod
    def _say(frame: QWidget, label: QLabel, words: str) -> None:
        label.setText(words)
        frame.setVisible(bool(words))

    def _prompt(self, lines: tuple[str, ...]) -> None:
        """One label a line; those that are there already are used again."""
        while len(self._prompts) < len(lines):
            label = QLabel()
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setProperty("font_role", "prompt")
            self._prompts.append(label)
            self._ui.prompt_lines.addWidget(label)
        for at, label in enumerate(self._prompts):
            label.setText(lines[at] if at < len(lines) else "")
            label.setVisible(at < len(lines))

    def _fill(self, rows: tuple[CardAction, ...]) -> None:
        if rows == self._rows:
            return
        self._rows = rows
        for old in self._labels:
            old.hide()
            old.deleteLater()
        self._labels = []
        for line, row in enumerate(rows):
            mark = self._put(line, 0, "")
            icons.put(mark, "action", "accent")
            self._put(line, _NUMBER, row.number, font_role="strong")
            self._put(line, _OWNER, row.owner).setWordWrap(True)
            self._put(line, _DUE, row.due, tone="muted" if row.has_date else "warning")

    def _put(self, line: int, column: int, text: str, *, font_role: str = "body", tone: str = "") -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("font_role", font_role)
        label.setProperty("tone", tone)
        side = Qt.AlignmentFlag.AlignRight if column == _DUE else Qt.AlignmentFlag.AlignLeft
        if column == _OWNER:
            self._ui.actions_grid.addWidget(label, line, column, Qt.AlignmentFlag.AlignTop)
        else:
            self._ui.actions_grid.addWidget(label, line, column, side | Qt.AlignmentFlag.AlignTop)
        self._labels.append(label)
        return label

    def _arrange(self) -> None:
        """Without tints the private part is known by its hatched edge. The pill is as wide as its words."""
        ui = self._ui
        ui.private_hatch.setVisible(theme.scheme() == "high_contrast")
        words = ui.due_label.fontMetrics().horizontalAdvance(ui.due_label.text())
        beside = ui.say_head_label.sizeHint().width() + theme.px(20) + theme.space(28)
        ui.due_label.setWordWrap(words > self.width() - beside)
