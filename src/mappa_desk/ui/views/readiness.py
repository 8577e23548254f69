"""Ready to finalise?: one row a gap, with a link to its place and a choice where one can settle it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from mappa_desk._generated.ui_readiness import Ui_Readiness
from mappa_desk.ui import icons, theme, theme_dress
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.readiness import GapRow, parted
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.views.readiness_line import GapLine, plain_label

_MORE, _LOOK = "more", "look"
LOW = 360
"""Below this height at 100 % text the pane keeps its buttons and its list alone."""


class ReadinessPanel(QWidget):
    """The pane of gaps at the side of the desk and of write-up."""

    jumped = Signal(str)
    answered = Signal(str, str)
    settled_together = Signal(tuple, str)
    preview_requested = Signal()
    approve_requested = Signal()
    draft_requested = Signal()
    said = Signal(str)
    """A sentence for a screen reader."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Readiness()
        self._ui.setupUi(self)
        self._lines: dict[str, GapLine] = {}
        self._stays: dict[str, GapLine] = {}
        self._folds: dict[str, tuple[QPushButton, list[GapLine]]] = {}
        self._unfolded: set[str] = set()
        self._ui.settle_combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._shown: tuple[GapRow, ...] = ()
        self._notes = ""
        self._reasons: tuple[tuple[str, str], ...] = ()
        ui = self._ui
        ui.close_button.clicked.connect(self.closed)
        ui.preview_button.clicked.connect(self.preview_requested)
        ui.approve_button.clicked.connect(self.approve_requested)
        ui.draft_button.clicked.connect(self.draft_requested)
        ui.settle_button.clicked.connect(self._on_settle_clicked)
        ui.draft_button.setAccessibleDescription(ui.draft_label.text())
        ui.settle_frame.hide()
        ui.error_label.hide()
        self.setAccessibleName(self.tr("Ready to finalise?"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(ui.close_button)
        theme_dress.dress(self)

    def show_gaps(self, rows: tuple[GapRow, ...], summary: str, notes: str = "") -> None:
        """Show the gaps, and below them what becomes of the rough notes.

        A row that has not changed stays with all that was begun in it; the keyboard stays where it was as far
        as its row is still there.
        """
        ui = self._ui
        ui.summary_label.setText(summary)
        self.setAccessibleDescription(f"{summary} {notes}".strip())
        if (rows, notes) == (self._shown, self._notes):
            return
        focus = self.window().focusWidget()
        waits = focus is ui.close_button and not self._shown
        at = ""
        if focus is not None:
            at = next(
                (key for key, line in self._lines.items() if line.isAncestorOf(focus) or line is focus), ""
            )
        place = list(self._lines).index(at) if at else -1
        chosen = set(self.ticked())
        stays = {row.key: line for row in rows if (line := self._lines.get(row.key)) and line.row == row}
        self._clear(stays)
        self._shown, self._notes = rows, notes
        first, more, look = parted(rows)
        self._add_lines(first)
        self._add_fold(_MORE, tr("{n} more before approval").format(n=len(more)), more)
        self._add_fold(_LOOK, tr("{n} worth a look").format(n=len(look)), look)
        if notes:
            told = plain_label(notes, tone="muted")
            told.setContentsMargins(16, 12, 16, 12)
            ui.gaps_layout.addWidget(told)
        ui.gaps_layout.addStretch(1)
        for key in chosen & self._lines.keys():
            self._lines[key].choose(True)
        self._order()
        self._reasons = tuple(dict.fromkeys(pair for row in rows if row.together for pair in row.choices))
        self._on_ticked()
        theme_dress.dress(ui.gaps_page)
        if at not in stays:
            self._focus_after(at, place, waits)
        self._lead_in()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low pane the sentence below the list gives way; the button's description keeps it."""
        super().resizeEvent(event)
        self._ui.draft_label.setVisible(event.size().height() >= theme.px(LOW))

    def _clear(self, stays: Mapping[str, GapLine]) -> None:
        layout = self._ui.gaps_layout
        while layout.count():
            taken = layout.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None and widget not in stays.values():
                widget.hide()
                widget.deleteLater()
        self._lines, self._folds, self._stays = {}, {}, dict(stays)

    def _unfolded_lines(self) -> list[GapLine]:
        folded = {id(line) for head, held in self._folds.values() if not head.isChecked() for line in held}
        return [line for line in self._lines.values() if id(line) not in folded]

    def _lead_in(self) -> None:
        """The keyboard enters the pane at its first row."""
        shown = self._unfolded_lines()
        self.setFocusProxy(shown[0] if shown else self._ui.close_button)

    def _focus_after(self, at: str, place: int, waits: bool) -> None:
        """Back to the row that had the keyboard, else to the one that took its place, else to the draft."""
        shown = self._unfolded_lines()
        for line in shown:
            line.show()  # a row takes no keyboard before it is shown
        if waits and shown:
            self.setFocusProxy(shown[0])
            shown[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif place >= 0 and shown:
            line = self._lines.get(at) or shown[min(place, len(shown) - 1)]
            line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif place >= 0:
            self._ui.draft_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _order(self) -> None:
        ui = self._ui
        stops: list[QWidget] = [ui.close_button]
        heads = {id(held[0]): head for head, held in self._folds.values() if held}
        for line in self._lines.values():
            if id(line) in heads:
                stops.append(heads[id(line)])
            stops += [stop for stop in (line, line.link, line.combo, line.box) if stop is not None]
        for before, after in pairwise((*stops, ui.settle_combo)):
            self.setTabOrder(before, after)

    def _add_lines(self, rows: tuple[GapRow, ...]) -> list[GapLine]:
        made = []
        for row in rows:
            line = self._stays.get(row.key) or self._made(row)
            self._lines[row.key] = line
            self._ui.gaps_layout.addWidget(line)
            made.append(line)
        return made

    def _made(self, row: GapRow) -> GapLine:
        line = GapLine(row)
        line.jumped.connect(self.jumped)
        line.answered.connect(self._on_answered)
        line.ticked.connect(self._on_ticked)
        line.moved.connect(partial(self._on_moved, row.key))
        return line

    # What is folded

    def _add_fold(self, name: str, words: str, rows: tuple[GapRow, ...]) -> None:
        if not rows:
            return
        head = QPushButton(f" {words}")
        head.setProperty("quiet", True)
        head.setStyleSheet("text-align: left;")
        head.setCheckable(True)
        head.setObjectName(f"{name}_fold")
        head.setToolTip(plain_tip("; ".join(row.gap.sentence for row in rows[:6])))
        head.toggled.connect(lambda on: self._unfold(name, on))
        self._ui.gaps_layout.addWidget(head)
        self._folds[name] = (head, self._add_lines(rows))
        self._unfold(name, name in self._unfolded)

    def _unfold(self, name: str, on: bool) -> None:
        head, lines = self._folds[name]
        (self._unfolded.add if on else self._unfolded.discard)(name)
        head.setChecked(on)
        icons.put(head, "chevron_down" if on else "chevron_right", "text")
        state = tr("open") if on else tr("folded")
        head.setAccessibleName(f"{head.text().strip()}, {state}")
        for line in lines:
            line.setVisible(on)

    def unfold_all(self) -> None:
        """Show every row."""
        for name in tuple(self._folds):
            self._unfold(name, True)

    def _on_moved(self, key: str, by: int, along: bool) -> None:
        """Up and Down go from row to row; with Shift they choose what they pass."""
        keys = [one for one, line in self._lines.items() if not line.isHidden()]
        at = keys.index(key) + by
        if along:
            self._lines[key].choose(True)
        if not 0 <= at < len(keys):
            folded = next((name for name, (head, _) in self._folds.items() if not head.isChecked()), "")
            if folded and by > 0:
                self._folds[folded][0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        line = self._lines[keys[at]]
        if along:
            line.choose(True)
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ui.gaps_scroll.ensureWidgetVisible(line, 0, 8)

    # Answers

    def _on_answered(self, key: str, answer: str) -> None:
        """An answer in a chosen row is one for all that are chosen."""
        chosen = self.ticked()
        if key in chosen and len(chosen) > 1:
            self.settled_together.emit(chosen, answer)
        else:
            self.answered.emit(key, answer)

    def show_error(self, sentence: str) -> None:
        """Say why something was refused; empty takes it away."""
        self._ui.error_label.setText(sentence)
        self._ui.error_label.setVisible(bool(sentence))
        if sentence:
            for line in self._lines.values():
                line.answer_anew()

    def set_filled(self, filled: bool) -> None:
        """Whether the draft for the chair is the one filled button of the view."""
        theme.mark(self._ui.draft_button, "primary", filled)

    def set_can_approve(self, can: bool, why_not: str) -> None:
        """Whether approval can be asked for, and the reason where it cannot."""
        self._ui.approve_button.setEnabled(can)
        self._ui.approve_button.setToolTip(plain_tip(why_not))
        self._ui.approve_button.setAccessibleDescription(why_not)

    def ticked(self) -> tuple[str, ...]:
        """Keys of the rows that are to be settled together."""
        return tuple(key for key, line in self._lines.items() if line.chosen)

    def lines(self) -> tuple[GapLine, ...]:
        """The rows as they are shown, those folded away too."""
        return tuple(self._lines.values())

    def _on_ticked(self) -> None:
        ui, count = self._ui, len(self.ticked())
        opened = bool(count) and not ui.settle_frame.isVisible()
        words = (
            self.tr("Reason for the chosen item") if count == 1 else self.tr("Reason for {n} chosen items")
        )
        if ui.settle_label.text() != words.format(n=count) and count:
            self.said.emit(tr("{n} chosen").format(n=count))
        ui.settle_label.setText(words.format(n=count))
        ui.settle_frame.setVisible(bool(count))
        if opened:
            ui.settle_combo.clear()
            for key, shown in self._reasons:
                ui.settle_combo.addItem(shown, key)
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
