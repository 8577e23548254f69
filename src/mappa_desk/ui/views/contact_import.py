"""The dry run of a file of contacts: what each column becomes, and what each row would do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QWidget

from mappa_desk._generated.ui_contact_import import Ui_ContactImport
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.contact_import import ContactFile, Doing, Fact, ImportPlan
from mappa_desk.ui import theme
from mappa_desk.ui.models import contact_words as words
from mappa_desk.ui.models.contacts import planned_model
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.widgets.desk_frames import ElidedLabel
from mappa_desk.ui.widgets.field_errors import FieldErrors
from mappa_desk.ui.widgets.quiet_focus import tab_in_order

WIDE_TEXT = 1.5
"""From this text size on the columns stand one below the other."""
EXAMPLE = 26
"""Most characters of a cell that is shown as an example."""


class ContactImportView(QWidget):
    """Shows a file and its dry run; judges nothing."""

    saved = Signal(bool)
    """Take it in; True for the good rows alone."""
    cancelled = Signal()
    file_wanted = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_ContactImport()
        self._ui.setupUi(self)
        dress(self)
        self._combos: list[QComboBox] = []
        self._names: dict[str, str] = {}
        ui = self._ui
        ui.save_button.clicked.connect(lambda: self.saved.emit(False))
        ui.good_button.clicked.connect(lambda: self.saved.emit(True))
        ui.cancel_button.clicked.connect(self.cancelled)
        ui.file_button.clicked.connect(self.file_wanted)
        ui.agency_combo.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.errors = FieldErrors(ui.errors_frame, ui.errors_lines, {})
        self.set_nothing("")

    def set_nothing(self, sentence: str) -> None:
        """No file is read: say so, or why not."""
        ui = self._ui
        ui.file_label.setText(
            sentence or self.tr("A table (CSV) or cards (vCard). You see what it does before it is taken in.")
        )
        for widget in (ui.columns_frame, ui.agency_frame, ui.table, ui.good_button, ui.dropped_label):
            widget.hide()
        ui.count_label.clear()
        ui.save_button.hide()
        theme.mark(ui.file_button, "primary", True)
        ui.file_button.setText(self.tr("Choose a file"))
        ui.file_button.setAccessibleName(ui.file_button.text())

    def set_file(self, file: ContactFile, agencies: tuple[Agency, ...]) -> None:
        """Show what was read and offer what each column may become."""
        ui = self._ui
        self._names = {agency.code: agency.name for agency in agencies}
        ui.file_button.setText(self.tr("Choose another file"))
        ui.file_button.setAccessibleName(ui.file_button.text())
        what = self.tr("{count} cards") if file.cards else self.tr("{count} rows")
        ui.file_label.setText(f"{file.name}: {what.format(count=len(file.rows))}")
        ui.agency_combo.blockSignals(True)
        ui.agency_combo.clear()
        ui.agency_combo.addItem(self.tr("None: such a row is not taken"), "")
        for agency in agencies:
            ui.agency_combo.addItem(agency.name, agency.code)
        ui.agency_combo.blockSignals(False)
        self._set_columns(file)
        dropped = ", ".join(f"{name} ({count})" for name, count in file.dropped)
        ui.dropped_label.setText(
            self.tr("Left out of the cards: {what}.").format(what=dropped) if dropped else ""
        )
        ui.dropped_label.setVisible(bool(dropped))
        ui.columns_frame.setVisible(not file.cards)
        ui.agency_frame.show()
        ui.save_button.show()
        theme.mark(ui.file_button, "primary", False)

    def set_plan(self, plan: ImportPlan) -> None:
        """Show what taking the file in would do."""
        ui = self._ui
        model = planned_model(self._names)
        model.set_rows(plan.rows)
        ui.table.show_rows(model)
        ui.table.show()
        new, changed = plan.count(Doing.ADD), plan.count(Doing.CHANGE)
        same, bad = plan.count(Doing.SAME), plan.count(Doing.BAD)
        parts = [
            self.tr("{count} new").format(count=new),
            self.tr("{count} changed").format(count=changed),
            self.tr("{count} unchanged").format(count=same),
            self.tr("{count} not taken").format(count=bad),
        ]
        ui.count_label.setText(", ".join(parts))
        good = new + changed
        one = self.tr("Take in 1 person")
        words_ = one if good == 1 else self.tr("Take in {count} people").format(count=good)
        ui.save_button.setText(words_)
        ui.save_button.setAccessibleName(words_)
        ui.save_button.setEnabled(bool(good) and not bad)
        ui.save_button.setToolTip(self.tr("Some rows cannot be taken.") if bad else "")
        ui.good_button.setVisible(bool(bad) and bool(good))
        ui.good_button.setText(
            self.tr("Take in the good rows ({good} of {all})").format(good=good, all=len(plan.rows))
        )
        ui.good_button.setAccessibleName(ui.good_button.text())

    def becomes(self) -> tuple[Fact, ...]:
        """What each column becomes, as chosen."""
        return tuple(Fact(combo.currentData()) for combo in self._combos)

    def agency(self) -> str:
        """Code of the agency of rows that name none; empty for none."""
        return str(self._ui.agency_combo.currentData() or "")

    def focus_first(self) -> None:
        """Go to the columns, or to the button that chooses a file."""
        first = self._combos[0] if self._combos and self._ui.columns_frame.isVisibleTo(self) else None
        (first or (self._ui.table if self._ui.table.isVisibleTo(self) else self._ui.file_button)).setFocus()

    def set_busy(self, is_busy: bool) -> None:
        """While it is being taken in, it cannot be taken in again."""
        self._ui.save_button.setEnabled(not is_busy)
        self._ui.good_button.setEnabled(not is_busy)

    def _set_columns(self, file: ContactFile) -> None:
        lines = self._ui.columns_lines
        while lines.count():
            held = lines.takeAt(0)
            widget = held.widget() if held is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._combos = []
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.setHorizontalSpacing(32)
        abreast = 1 if theme.scale() >= WIDE_TEXT else 2
        for column in range(abreast):
            grid.setColumnStretch(column, 1)
        for place, head in enumerate(file.heads):
            example = next((row.cells[place] for row in file.rows if row.cells[place]), "")
            row, side = divmod(place, abreast)
            grid.addWidget(self._column(head, example, file.becomes[place]), row, side)
        lines.addWidget(holder)
        ui = self._ui
        tab_in_order(ui.file_button, *self._combos, ui.agency_combo, ui.table)

    def _column(self, head: str, example: str, fact: Fact) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        name = QLabel()
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setText(head or self.tr("(no heading)"))
        combo = QComboBox()
        combo.setObjectName("becomes_combo")
        combo.setAccessibleName(self.tr("Column {head} becomes").format(head=head))
        for one in Fact:
            combo.addItem(words.fact(one), one)
        combo.setCurrentIndex(max(combo.findData(fact), 0))
        combo.currentIndexChanged.connect(lambda _place: self.changed.emit())
        shown = ElidedLabel()
        short = " ".join(example.split())
        shown.setText(short if len(short) <= EXAMPLE else f"{short[:EXAMPLE]}…")
        shown.setProperty("tone", "muted")
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(10)
        name.setWordWrap(True)
        for widget, stretch in ((name, 2), (combo, 3), (shown, 4)):
            widget.setProperty("least_wide", 60 if widget is shown else 112)  # follows the text size
            line.addWidget(widget, stretch)
        self._combos.append(combo)
        dress(holder)
        return holder
