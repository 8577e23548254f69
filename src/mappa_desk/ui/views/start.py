"""The start page: today's meetings, what is due, what was touched last, how the vault is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from mappa_desk._generated.ui_start import Ui_Start
from mappa_desk.domain.views import Due
from mappa_desk.ui import theme
from mappa_desk.ui.models.rows import Row
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.widgets.due_cards import DueCard

SIDE_BY_SIDE = 980
CARDS_IN_LINE = 520
"""Logical widths, divided by the text size, below which the right column goes under the left."""


class StartView(QWidget):
    """Rows give the id of a meeting; a due card gives its word."""

    desk_requested = Signal(str)
    meeting_chosen = Signal(str)
    due_chosen = Signal(str)
    clocks_requested = Signal()
    plan_requested = Signal()
    panel_day_requested = Signal()
    practice_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Start()
        self._ui.setupUi(self)
        dress(self)
        ui = self._ui
        ui.plan_button.clicked.connect(self.plan_requested)
        ui.clocks_button.clicked.connect(self.clocks_requested)
        ui.practice_button.clicked.connect(self.practice_requested)
        ui.panel_day_button.clicked.connect(self.panel_day_requested)
        for rows in (ui.today_rows, ui.coming_rows, ui.recent_rows):
            rows.chosen.connect(self.meeting_chosen)
            rows.button_pressed.connect(self.desk_requested)
        ui.left_column.setStretch(ui.left_column.count() - 1, 1)

    def set_today(self, rows: tuple[Row, ...], empty: str) -> None:
        """Today's meetings; `empty` is said when there are none."""
        self._ui.today_rows.set_rows(rows)
        self._ui.today_empty.setVisible(not rows)
        self._ui.today_empty_label.setText(empty)

    def set_coming(self, rows: tuple[Row, ...]) -> None:
        """The meetings of the next weeks."""
        self._ui.coming_rows.set_rows(rows)
        self._ui.coming_label.setVisible(bool(rows))

    def set_recent(self, rows: tuple[Row, ...]) -> None:
        """What was worked on last."""
        self._ui.recent_rows.set_rows(rows)
        self._ui.recent_empty.setVisible(not rows)

    def set_due(self, dues: tuple[Due, ...]) -> None:
        """The numbers."""
        line = self._ui.due_line
        while line.count():
            taken = line.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for due in dues:
            card = DueCard(due)
            card.clicked.connect(lambda _checked=False, word=due.word: self.due_chosen.emit(word))
            line.addWidget(card, 1)
        self._ui.due_frame.setVisible(bool(dues))
        self._ui.due_empty.setVisible(not dues)
        self._arrange()

    def set_vault(
        self,
        *,
        keys: tuple[str, str],
        space: tuple[str, str],
        recovery: tuple[str, str],
        locks: tuple[str, str],
    ) -> None:
        """The card of the vault: pairs of a bold line and a note. An empty pair is left out."""
        ui = self._ui
        for frame, rule, label, note, (words, about) in (
            (ui.keys_frame, ui.vault_rule_1, ui.keys_label, ui.keys_note_label, keys),
            (ui.space_frame, ui.vault_rule_2, ui.space_label, ui.space_note_label, space),
            (ui.recovery_frame, ui.vault_rule_3, ui.recovery_label, ui.recovery_note_label, recovery),
            (ui.locks_frame, ui.vault_rule_4, ui.locks_label, ui.locks_note_label, locks),
        ):
            frame.setVisible(bool(words))
            rule.setVisible(bool(words))
            label.setText(words)
            note.setText(about)

    def set_practice(self, is_practice: bool, sentence: str) -> None:
        """The card that says that nothing here is real."""
        self._ui.practice_card.setVisible(is_practice)
        self._ui.practice_button.setVisible(not is_practice)
        self._ui.practice_note_label.setText(sentence)

    def focus_first(self) -> None:
        """Go to the desk's button, or to planning when there is no meeting."""
        button = self._ui.today_rows.findChild(QWidget, "row_button")
        (button or self._ui.plan_button).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() / theme.scale()
        beside = room >= SIDE_BY_SIDE
        self._ui.columns.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self._ui.due_line.setDirection(
            QBoxLayout.Direction.LeftToRight if room >= CARDS_IN_LINE else QBoxLayout.Direction.TopToBottom
        )
