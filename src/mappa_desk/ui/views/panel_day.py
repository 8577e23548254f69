"""A panel day: the timetable, one agency's own sheet, the slot that is chosen, who is needed when."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from mappa_desk._generated.ui_panel_day import Ui_PanelDay
from mappa_desk.ui import theme
from mappa_desk.ui.models.panel_day import SlotRow
from mappa_desk.ui.models.tables import ROW, RowsModel
from mappa_desk.ui.theme_dress import dress

IN_ONE_LINE = 900
ADDED_IN_LINE = 560
"""Logical widths, divided by the text size, below which the fields stand one under the other."""


class PanelDayView(QWidget):
    """Shows the day. Rows give meeting ids."""

    meeting_chosen = Signal(str)
    plan_requested = Signal()
    sheet_chosen = Signal(str)
    move_requested = Signal(str, int)
    change_requested = Signal(str, str, int)
    off_requested = Signal(str)
    add_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_PanelDay()
        self._ui.setupUi(self)
        dress(self)
        self._current = ""
        ui = self._ui
        ui.plan_button.clicked.connect(self.plan_requested)
        ui.sheet_combo.activated.connect(lambda _at: self.sheet_chosen.emit(self.sheet))
        ui.slots_table.activated.connect(self._on_activated)
        ui.earlier_button.clicked.connect(lambda: self.move_case(-1))
        ui.later_button.clicked.connect(lambda: self.move_case(1))
        ui.change_button.clicked.connect(self._on_change)
        ui.at_edit.returnPressed.connect(self._on_change)
        ui.off_button.clicked.connect(lambda: self.off_requested.emit(self._current))
        ui.add_button.clicked.connect(lambda: self.add_requested.emit(str(ui.add_combo.currentData() or "")))
        theme.signals.changed.connect(self._fit_tables)
        for label in (ui.notice_label, ui.error_label, ui.times_label):
            label.hide()

    @property
    def timetable(self) -> QWidget:
        """The table of cases: where its keys work."""
        return self._ui.slots_table

    @property
    def current(self) -> str:
        """Id of the meeting that is chosen; empty for none."""
        return self._current

    @property
    def sheet(self) -> str:
        """Code of the agency whose sheet is shown; empty for the whole day."""
        return str(self._ui.sheet_combo.currentData() or "")

    def set_head(self, title: str, place: str) -> None:
        """Title and day, and where it is held."""
        self._ui.head_label.setText(title)
        self._ui.place_label.setText(place)

    def set_agencies(self, agencies: tuple[tuple[str, str], ...], chosen: str) -> None:
        """Offer the sheets: code and name of each agency that is needed."""
        combo = self._ui.sheet_combo
        combo.clear()
        combo.addItem(self.tr("The whole day"), "")
        for code, name in agencies:
            combo.addItem(name, code)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))

    def set_candidates(self, meetings: tuple[tuple[str, str], ...]) -> None:
        """Planned meetings that may be added: id and words."""
        combo = self._ui.add_combo
        combo.clear()
        for meeting_id, said in meetings:
            combo.addItem(said, meeting_id)
        self._ui.add_frame.setEnabled(bool(meetings))
        self._ui.add_frame.setProperty("has_any", bool(meetings))

    def show_day(self, slots: RowsModel[Any], people: RowsModel[Any], notice: str) -> None:
        """Show the whole day."""
        ui = self._ui
        wanted = self._current
        ui.slots_table.show_rows(slots)
        ui.people_table.show_rows(people)
        self._fit_tables()
        selection = ui.slots_table.selectionModel()
        if selection is not None:
            selection.currentRowChanged.connect(lambda now, _before: self._on_current(now))
        has_any = slots.rowCount() > 0
        self._show_parts(whole=True, has_any=has_any)
        ui.notice_label.setText(notice)
        ui.notice_label.setVisible(bool(notice))
        ui.times_label.hide()
        keys = [slots.key_at(row) for row in range(slots.rowCount())]
        if keys:
            ui.slots_table.setCurrentIndex(
                slots.index(keys.index(wanted) if wanted and wanted in keys else 0, 0)
            )
        self._on_current(ui.slots_table.currentIndex())

    def show_sheet(self, sheet: RowsModel[Any], sentence: str) -> None:
        """Show one agency's own sheet."""
        ui = self._ui
        ui.slots_table.show_rows(sheet)
        self._fit_tables()
        self._show_parts(whole=False, has_any=True)
        ui.notice_label.hide()
        ui.times_label.setText(sentence)
        ui.times_label.show()

    def show_error(self, sentence: str, field: str = "") -> None:
        """Why a change was refused; nothing that was typed is lost. Empty takes it away."""
        ui = self._ui
        ui.error_label.setText(sentence)
        ui.error_label.setVisible(bool(sentence))
        theme.mark(ui.at_edit, "wrong", field == "at")
        if field == "at":
            ui.at_edit.setFocus()

    def move_case(self, step: int) -> None:
        """Ask for the chosen case to change places with its neighbour."""
        if self._current and not self.sheet:
            self.move_requested.emit(self._current, step)

    def edit_slot(self) -> None:
        """Put the caret into the start of the chosen slot."""
        if self._current and not self.sheet:
            self._ui.at_edit.setFocus()
            self._ui.at_edit.selectAll()

    def focus_first(self) -> None:
        """Go to the timetable, or to planning when it is empty."""
        ui = self._ui
        (ui.slots_table if ui.slots_table.isVisibleTo(self) else ui.plan_button).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() / theme.scale()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        ui, wide = self._ui, room >= IN_ONE_LINE
        for line, part in ((ui.head_line, ui.sheet_line), (ui.slot_line, ui.move_line)):
            line.setDirection(across if wide else down)
            line.setAlignment(part, Qt.AlignmentFlag.AlignRight if wide else Qt.AlignmentFlag.AlignLeft)
        ui.add_line.setDirection(across if room >= ADDED_IN_LINE else down)

    def _fit_tables(self) -> None:
        """Each table is as tall as its rows: the page scrolls as a whole."""
        for table in (self._ui.slots_table, self._ui.people_table):
            model = table.model()
            rows = model.rowCount() if model is not None else 0
            head = table.horizontalHeader().sizeHint().height()
            bar = table.horizontalScrollBar().sizeHint().height()
            table.setFixedHeight(head + rows * table.verticalHeader().defaultSectionSize() + bar + 4)

    def _show_parts(self, *, whole: bool, has_any: bool) -> None:
        ui = self._ui
        ui.slots_table.setVisible(has_any)
        ui.empty_frame.setVisible(not has_any)
        for part in (ui.slot_frame, ui.people_label, ui.people_table):
            part.setVisible(whole and has_any)
        ui.add_frame.setVisible(whole and bool(ui.add_frame.property("has_any")))

    def _on_current(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        ui = self._ui
        if index.isValid() and ui.slots_table.hasFocus():
            spot = ui.slots_table.viewport().mapTo(
                ui.scroll_body, ui.slots_table.visualRect(index).bottomLeft()
            )
            ui.day_scroll.ensureVisible(0, spot.y())
        self._current = row.key if isinstance(row, SlotRow) else ""
        ui.slot_frame.setEnabled(bool(self._current))
        if isinstance(row, SlotRow) and row.is_case:
            ui.slot_label.setText(row.reference)
            ui.at_edit.setText(row.time.partition(" ")[0] if ":" in row.time else "")
            ui.minutes_spin.setValue(int(row.minutes or 1))
            self.show_error("")

    def _on_activated(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, SlotRow) and row.is_case and not self.sheet:
            self.meeting_chosen.emit(row.key)

    def _on_change(self) -> None:
        if self._current:
            self.change_requested.emit(
                self._current, self._ui.at_edit.text().strip(), self._ui.minutes_spin.value()
            )
