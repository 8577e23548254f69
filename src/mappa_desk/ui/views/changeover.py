"""The card between two cases of a panel day: what is left of the last one, who moves, one button to start."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mappa_desk._generated.ui_changeover import Ui_Changeover
from mappa_desk.ui import icons, theme
from mappa_desk.ui.models.changeover import CardWords, MoverLine
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.widgets.rows import plain_label

SIDE_BY_SIDE = 820
"""Logical width, divided by the text size, below which the columns stand one under the other."""
PILLS_IN_LINE = 420
LINE_HEIGHT = 36


class ChangeoverView(QWidget):
    """Shows the card. Says when the next case is to start and when to go back."""

    start_requested = Signal()
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Changeover()
        self._ui.setupUi(self)
        dress(self)
        self._hint = ""
        ui = self._ui
        ui.start_button.clicked.connect(self.start_requested)
        ui.back_button.clicked.connect(self.back_requested)
        ui.changeover_card.hide()
        theme.signals.changed.connect(self._arrange)
        self._arrange()

    def show_card(self, card: CardWords) -> None:
        """Show the card with the keyboard on its one filled button."""
        ui = self._ui
        ui.before_when_label.setText(card.before_when)
        ui.before_reference_label.setText(card.before_reference)
        ui.before_kind_label.setText(card.before_kind)
        self._pill(
            (ui.line_frame, ui.line_icon, ui.line_label),
            card.line,
            ("tick", "done", "sunken") if card.line_is_empty else ("pencil", "warning", "warning_soft"),
        )
        self._pill(
            (ui.gaps_frame, ui.gaps_icon, ui.gaps_label), card.gaps, ("triangle", "warning", "warning_soft")
        )
        ui.following_when_label.setText(card.following_when)
        ui.following_reference_label.setText(card.following_reference)
        ui.following_kind_label.setText(card.following_kind)
        self._pill(
            (ui.statement_frame, ui.statement_icon, ui.statement_label),
            card.statement,
            ("flag", "warning", "warning_soft"),
        )
        self._pill((ui.slot_frame, ui.slot_icon, ui.slot_label), card.slot, ("clock", "muted", "sunken"))
        for head, lines, movers, name in (
            (ui.leave_head_label, ui.leave_lines, card.leave, self.tr("Leave, {n}")),
            (ui.stay_head_label, ui.stay_lines, card.stay, self.tr("Stay, {n}")),
            (ui.due_head_label, ui.due_lines, card.due, self.tr("Due, {n}")),
        ):
            head.setText(name.format(n=len(movers)))
            self._fill(lines, movers)
        ui.changeover_scroll.setAccessibleDescription(card.people_spoken)
        ui.due_note_label.setVisible(bool(card.stay))
        self._hint = card.hint
        self.show_refusal("")
        back, start = (
            self.tr("Back to {reference}").format(reference=card.before_reference),
            self.tr("Start {reference}").format(reference=card.following_reference),
        )
        for button, words in ((ui.back_button, back), (ui.start_button, start)):
            button.setText(words)
            button.setAccessibleName(words)
        ui.start_button.setAccessibleDescription(card.spoken)
        ui.changeover_card.show()
        ui.start_button.setFocus()

    def show_refusal(self, sentence: str) -> None:
        """Why it does not start, beside the button."""
        label = self._ui.hint_label
        theme.mark(label, "tone", "danger" if sentence else "muted")
        label.setText(sentence or self._hint)
        label.setVisible(bool(label.text()))

    def set_busy(self, is_busy: bool) -> None:
        """While it starts it cannot be started again."""
        self._ui.start_button.setEnabled(not is_busy)

    def regions(self) -> tuple[QWidget, ...]:
        """Where F6 leads: the people, which scroll by the arrow keys, and the button."""
        return self._ui.changeover_scroll, self._ui.start_button

    def says_card(self) -> bool:
        """Whether a screen reader reads the card with the button that has the keyboard."""
        return self._ui.start_button.hasFocus() and bool(self._ui.start_button.accessibleDescription())

    def focus_start(self) -> None:
        """Put the keyboard on the filled button."""
        self._ui.start_button.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() / theme.scale() >= SIDE_BY_SIDE
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for line in (self._ui.cases_line, self._ui.people_line):
            line.setDirection(across if beside else down)
        pills_fit = self.width() / theme.scale() >= PILLS_IN_LINE
        for line in (self._ui.before_pills_line, self._ui.following_pills_line):
            line.setDirection(across if pills_fit else down)
        self._ui.arrow_icon.setVisible(beside)

    @staticmethod
    def _pill(parts: tuple[QFrame, QLabel, QLabel], words: str, look: tuple[str, str, str]) -> None:
        frame, mark, label = parts
        name, tone, ground = look
        icons.put(mark, name, tone, 18)
        theme.mark(frame, "ground", ground)
        theme.mark(label, "tone", tone if tone != "muted" else "")
        label.setText(words)
        frame.setVisible(bool(words))

    @staticmethod
    def _fill(lines: QVBoxLayout, movers: tuple[MoverLine, ...]) -> None:
        while lines.count():
            taken = lines.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for mover in movers:
            lines.addWidget(_line(mover))


def _line(mover: MoverLine) -> QFrame:
    frame = QFrame()
    frame.setProperty("rule", "top")
    frame.setMinimumHeight(theme.px(LINE_HEIGHT))
    frame.setAccessibleName(mover.spoken)
    line = QHBoxLayout(frame)
    line.setContentsMargins(0, 6, 0, 6)
    line.setSpacing(8)
    mark = plain_label("")
    icons.put(mark, mover.icon, mover.tone, 18)
    line.addWidget(mark)
    line.addWidget(plain_label(mover.who, wrap=True), 1)
    line.addWidget(plain_label(mover.note, font_role="caption", tone="muted"))
    return frame
