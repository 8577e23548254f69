"""Ready to finalise?: one row a gap, with a link to its place and a choice where one can settle it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mappa_desk._generated.ui_readiness import Ui_Readiness
from mappa_desk.ui import icons, theme, theme_dress
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.readiness import GapRow
from mappa_desk.ui.plain_tip import plain_tip


def _label(text: str, *, role: str = "body", tone: str = "") -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(True)
    label.setProperty("font_role", role)
    if tone:
        label.setProperty("tone", tone)
    return label


class GapLine(QFrame):
    """One gap of the pane."""

    jumped = Signal(str)
    answered = Signal(str, str)
    """Key of the row and the chosen key or the typed words."""
    ticked = Signal()

    def __init__(self, row: GapRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._given = ""
        self.setProperty("rule", "bottom")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 10, 16, 10)
        line.setSpacing(10)
        mark = _label("")
        mark.setWordWrap(False)
        icons.put(mark, row.icon, "warning" if row.gap.blocking else "muted")
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        if row.lead:
            words.addWidget(_label(row.lead, role="strong"))
        if row.rest:
            words.addWidget(_label(row.rest))
        head.addLayout(words, 1)
        self.link = QPushButton(row.link)
        self.link.setProperty("link", True)
        self.link.setAccessibleName(tr("Go to {place}: {gap}").format(place=row.link, gap=row.gap.sentence))
        self.link.clicked.connect(lambda: self.jumped.emit(row.key))
        head.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        if not row.link:
            self.link.hide()
        column.addLayout(head)
        self.box: QCheckBox | None = None
        self.combo: QComboBox | None = None
        if row.settles:
            column.addLayout(self._choice(row))
        line.addLayout(column, 1)

    def _choice(self, row: GapRow) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        combo = QComboBox()
        combo.setEditable(row.together)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        combo.setMinimumContentsLength(12)
        if row.together:
            combo.setCurrentText("")
        combo.addItem(row.prompt, "")
        for key, words in row.choices:
            combo.addItem(words, key)
        combo.setCurrentIndex(0)
        edit = combo.lineEdit()
        if row.together and edit is not None:
            combo.setItemText(0, "")
            edit.clear()
            edit.setPlaceholderText(row.prompt)
            edit.setMaxLength(2_000)
            edit.returnPressed.connect(lambda: self._on_typed(combo))
        combo.setAccessibleName(f"{row.gap.sentence} {row.prompt}")
        combo.activated.connect(lambda _at: self._on_chosen(combo))
        self.combo = combo
        line.addWidget(combo, 1)
        if row.together:
            box = QCheckBox()
            box.setAccessibleName(tr("Settle together with others: {gap}").format(gap=row.gap.sentence))
            box.toggled.connect(lambda _on: self.ticked.emit())
            self.box = box
            line.addWidget(box)
        return line

    def _on_chosen(self, combo: QComboBox) -> None:
        self._give(combo.currentData())

    def _on_typed(self, combo: QComboBox) -> None:
        typed = combo.currentText().strip()
        known = combo.findText(typed)
        self._give(combo.itemData(known) if known > 0 else typed)

    def _give(self, answer: object) -> None:
        """Once only: Enter on a known choice says it in two ways."""
        if isinstance(answer, str) and answer and answer != self._given:
            self._given = answer
            self.answered.emit(self.row.key, answer)

    def answer_anew(self) -> None:
        """The answer was refused: the same one may be given again."""
        self._given = ""


class ReadinessPanel(QWidget):
    """The pane of gaps at the side of the desk."""

    jumped = Signal(str)
    answered = Signal(str, str)
    settled_together = Signal(tuple, str)
    preview_requested = Signal()
    approve_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Readiness()
        self._ui.setupUi(self)
        self._lines: dict[str, GapLine] = {}
        self._ui.settle_combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._shown: tuple[GapRow, ...] = ()
        self._reasons: tuple[tuple[str, str], ...] = ()
        ui = self._ui
        ui.close_button.clicked.connect(self.closed)
        ui.preview_button.clicked.connect(self.preview_requested)
        ui.approve_button.clicked.connect(self.approve_requested)
        ui.settle_button.clicked.connect(self._on_settle_clicked)
        ui.settle_frame.hide()
        ui.error_label.hide()
        self.setAccessibleName(self.tr("Ready to finalise?"))
        self.setFocusProxy(ui.close_button)
        theme_dress.dress(self)

    def show_gaps(self, rows: tuple[GapRow, ...], summary: str) -> None:
        """Show the gaps. The keyboard stays where it was as far as its row is still there."""
        ui = self._ui
        ui.summary_label.setText(summary)
        self.setAccessibleDescription(summary)
        if rows == self._shown:
            return
        focus = self.window().focusWidget()
        at = ""
        if focus is not None:
            at = next((key for key, line in self._lines.items() if line.isAncestorOf(focus)), "")
        place = list(self._lines).index(at) if at else -1
        while ui.gaps_layout.count():
            taken = ui.gaps_layout.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._lines, self._shown = {}, rows
        self._add_lines(tuple(row for row in rows if row.gap.blocking), tr("Must be settled"))
        self._add_lines(tuple(row for row in rows if not row.gap.blocking), tr("Worth a look"))
        ui.gaps_layout.addStretch(1)
        stops = [stop for line in self._lines.values() for stop in (line.link, line.combo, line.box) if stop]
        for before, after in pairwise((ui.close_button, *stops, ui.settle_combo)):
            self.setTabOrder(before, after)
        self._reasons = tuple(dict.fromkeys(pair for row in rows if row.together for pair in row.choices))
        self._on_ticked()
        theme_dress.dress(ui.gaps_page)
        if place >= 0 and self._lines:
            line = self._lines.get(at) or list(self._lines.values())[min(place, len(self._lines) - 1)]
            target: QWidget = line.combo or line.link
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_lines(self, rows: tuple[GapRow, ...], heading: str) -> None:
        if not rows:
            return
        head = _label(f"{heading}: {len(rows)}", role="caption", tone="muted")
        head.setContentsMargins(16, 10, 16, 2)
        self._ui.gaps_layout.addWidget(head)
        for row in rows:
            line = GapLine(row)
            line.jumped.connect(self.jumped)
            line.answered.connect(self.answered)
            line.ticked.connect(self._on_ticked)
            self._lines[row.key] = line
            self._ui.gaps_layout.addWidget(line)

    def show_error(self, sentence: str) -> None:
        """Say why something was refused; empty takes it away."""
        self._ui.error_label.setText(sentence)
        self._ui.error_label.setVisible(bool(sentence))
        if sentence:
            for line in self._lines.values():
                line.answer_anew()

    def set_filled(self, filled: bool) -> None:
        """Whether the approval is the one filled button of the view."""
        theme.mark(self._ui.approve_button, "primary", filled)

    def set_can_approve(self, can: bool, why_not: str) -> None:
        """Whether approval can be asked for, and the reason where it cannot."""
        self._ui.approve_button.setEnabled(can)
        self._ui.approve_button.setToolTip(plain_tip(why_not))
        self._ui.approve_button.setAccessibleDescription(why_not)

    def ticked(self) -> tuple[str, ...]:
        """Keys of the rows that are to be settled together."""
        return tuple(
            key for key, line in self._lines.items() if line.box is not None and line.box.isChecked()
        )

    def lines(self) -> tuple[GapLine, ...]:
        """The rows as they are shown."""
        return tuple(self._lines.values())

    def _on_ticked(self) -> None:
        ui = self._ui
        count = len(self.ticked())
        opened = count > 0 and ui.settle_frame.isHidden()
        ui.settle_frame.setVisible(count > 0)
        ui.settle_label.setText(tr("One reason for {n} items").format(n=count))
        if opened:
            ui.settle_combo.clear()
            for key, words in self._reasons:
                ui.settle_combo.addItem(words, key)
            ui.settle_combo.setCurrentIndex(-1)
            edit = ui.settle_combo.lineEdit()
            if edit is not None:
                edit.setPlaceholderText(tr("Type the reason, or choose one"))

    def _on_settle_clicked(self) -> None:
        combo = self._ui.settle_combo
        typed = combo.currentText().strip()
        known = combo.findText(typed)
        if typed:
            self.settled_together.emit(self.ticked(), combo.itemData(known) if known >= 0 else typed)
