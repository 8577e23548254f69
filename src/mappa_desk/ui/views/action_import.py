"""The dry run of a spreadsheet of actions: its sheet, its columns, its rows with what is doubtful."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QComboBox, QHBoxLayout, QPushButton, QWidget

from mappa_desk._generated.ui_action_import import Ui_ActionImport
from mappa_desk.domain.action_import import Becomes, ImportPlan, SheetFile, Verdict
from mappa_desk.domain.actions import Channel
from mappa_desk.ui import theme
from mappa_desk.ui.models import action_import_words as words
from mappa_desk.ui.models.action_import import ImportLine, Shown, counted, import_model, lines_of, spoken
from mappa_desk.ui.models.action_import_words import tr
from mappa_desk.ui.models.tables import ROW, RowsModel
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.views.action_import_parts import (
    OPEN_IT,
    WIDE_TEXT,
    CaseChoices,
    ColumnChoices,
    case_model,
    dropped_file,
    emptied,
    plain_label,
)
from mappa_desk.ui.widgets.field_errors import FieldErrors
from mappa_desk.ui.widgets.quiet_focus import tab_in_order


class ActionImportView(QWidget):
    """Shows a spreadsheet and its dry run; judges nothing."""

    saved = Signal()
    cancelled = Signal()
    file_wanted = Signal()
    template_wanted = Signal()
    sheet_chosen = Signal()
    changed = Signal()
    """Columns, cases or the way it came were chosen anew."""
    file_dropped = Signal(str)
    undo_wanted = Signal(str)
    """Take back the spreadsheet with this id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_ActionImport()
        self._ui.setupUi(self)
        dress(self)
        self._columns: ColumnChoices | None = None
        self._cases: CaseChoices | None = None
        self._known: Sequence[tuple[str, str]] = ()
        self._agencies: Mapping[str, str] = {}
        self._unknown: tuple[str, ...] = ()
        self._plan: ImportPlan | None = None
        self._taken: frozenset[int] = frozenset()
        self._model: RowsModel[ImportLine] = import_model({})
        ui = self._ui
        ui.save_button.clicked.connect(self.saved)
        ui.cancel_button.clicked.connect(self.cancelled)
        ui.file_button.clicked.connect(self.file_wanted)
        ui.template_button.clicked.connect(self.template_wanted)
        ui.sheet_combo.currentIndexChanged.connect(lambda _place: self.sheet_chosen.emit())
        ui.case_combo.currentIndexChanged.connect(lambda _place: self.changed.emit())
        ui.channel_combo.currentIndexChanged.connect(lambda _place: self.changed.emit())
        ui.columns_button.toggled.connect(ui.columns_frame.setVisible)
        ui.doubted_check.toggled.connect(self._on_doubted)
        ui.show_combo.currentIndexChanged.connect(lambda _place: self._fill())
        ui.table.turned.connect(self.turn_row)
        self.setAcceptDrops(True)
        ui.table.moved.connect(self._on_moved)
        shown = (tr("All rows"), tr("Those taken in"), tr("Those in doubt"), tr("Those refused"))
        self._fill_combo(ui.show_combo, list(zip(shown, Shown, strict=True)))
        channels = [(words.channel(one), one) for one in words.CHANNELS_OF_FILES]
        self._fill_combo(ui.channel_combo, channels)
        theme.signals.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.errors = FieldErrors(ui.errors_frame, ui.errors_lines, {})
        self.set_nothing()

    def set_nothing(self) -> None:
        """No spreadsheet is read."""
        ui = self._ui
        ui.file_label.setText(
            tr("A spreadsheet (.xlsx, .xls, .ods, .csv), chosen or dropped here. You see first what it does.")
        )
        for widget in (
            ui.noted_label, ui.sheet_frame, ui.columns_frame, ui.cases_frame, ui.show_frame, ui.table,
            ui.row_label, ui.save_button,
        ):  # fmt: skip
            widget.hide()
        self._plan, self._unknown = None, ()
        theme.mark(ui.file_button, "primary", True)
        self._name(ui.file_button, tr("Choose a file"))

    def set_earlier(self, earlier: Sequence[tuple[str, str]]) -> None:
        """The spreadsheets that may be taken back: id and words of each."""
        ui = self._ui
        emptied(ui.earlier_lines, leaving=1)
        for import_id, said in earlier:
            ui.earlier_lines.addWidget(self._earlier(import_id, said))
        ui.earlier_frame.setVisible(bool(earlier) and self._plan is None)

    def set_file(
        self, file: SheetFile, sheet: int, cases: Sequence[tuple[str, str]], agencies: Mapping[str, str]
    ) -> None:
        """Show what was read. `cases` are reference and id of each, `agencies` names by code."""
        ui = self._ui
        theme.mark(ui.file_button, "primary", False)
        self._name(ui.file_button, tr("Choose another file"))
        ui.file_label.setText(file.name)
        names = [
            (tr("{name} (hidden)").format(name=one.name) if one.hidden else one.name or file.name, at)
            for at, one in enumerate(file.sheets)
        ]
        self._fill_combo(ui.sheet_combo, names)
        ui.sheet_combo.blockSignals(True)
        ui.sheet_combo.setCurrentIndex(sheet)
        ui.sheet_combo.blockSignals(False)
        for widget in (ui.sheet_combo, ui.sheet_label):
            widget.setVisible(len(file.sheets) > 1)
        self._known, self._agencies = tuple(cases), agencies
        ui.case_combo.blockSignals(True)
        ui.case_combo.setModel(case_model([(tr("As the sheet says"), "")], self._known))
        ui.case_combo.blockSignals(False)
        self._model = import_model(agencies)
        ui.table.show_rows(self._model)
        ui.earlier_frame.hide()
        self._columns = None
        self._set_unknown(())

    def set_plan(self, plan: ImportPlan, examples: Sequence[str]) -> None:
        """Show what taking the sheet in would do; `examples` are words out of each column."""
        ui = self._ui
        self._plan = plan
        if self._columns is None:
            self._set_columns(plan, examples)
        read = sum(one is not Becomes.SKIP for one in plan.layout.becomes)
        of = tr("Columns: {read} of {all} read").format(read=read, all=len(plan.layout.becomes))
        self._name(ui.columns_button, of)
        noted = list(plan.noted)
        if plan.case_over:
            noted.append(tr("Rows that name no case are taken as {case}.").format(case=plan.case_over))
        ui.noted_label.setText(" ".join(noted))
        ui.noted_label.setVisible(bool(noted))
        if set(plan.unknown_cases) - set(self._unknown):
            self._set_unknown(tuple(dict.fromkeys((*self._unknown, *plan.unknown_cases))))
        ui.count_label.setText(counted(plan))
        for widget in (ui.sheet_frame, ui.show_frame, ui.table, ui.row_label, ui.save_button):
            widget.show()
        doubted = len(plan.takable(Verdict.DOUBTED))
        ui.doubted_check.setVisible(bool(doubted))
        self._name(ui.doubted_check, words.doubted(doubted))
        self._on_doubted(ui.doubted_check.isChecked())
        self._tabs()

    def becomes(self) -> tuple[Becomes, ...]:
        """What each column becomes, as chosen; empty before the sheet was tried out."""
        return self._columns.becomes() if self._columns is not None else ()

    def sheet(self) -> int:
        """Place of the sheet that is read."""
        return int(self._ui.sheet_combo.currentData() or 0)

    def case_id(self) -> str:
        """Id of the case of rows that name none; empty for what the sheet says."""
        return str(self._ui.case_combo.currentData() or "")

    def cases(self) -> dict[str, str]:
        """Which case is meant by words that the vault does not know."""
        return self._cases.choices() if self._cases is not None else {}

    def came_by(self) -> Channel:
        """How the spreadsheet came in."""
        return Channel(self._ui.channel_combo.currentData())

    def taken(self) -> frozenset[int]:
        """Numbers of the rows that are to be taken in."""
        return self._taken

    def forget_sheet(self) -> None:
        """Another sheet is read: its columns and cases are found anew."""
        self._columns = None
        self._set_unknown(())

    def rows_table(self) -> QWidget:
        """The rows, where Space turns one."""
        return self._ui.table

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file may be dropped; nothing of it is looked at before."""
        if dropped_file(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The file that is dropped is read."""
        path = dropped_file(event)
        if path:
            event.acceptProposedAction()
            self.file_dropped.emit(path)

    def focus_first(self) -> None:
        """Go to the rows, or to the button that chooses a file."""
        ui = self._ui
        (ui.table if ui.table.isVisibleTo(self) else ui.file_button).setFocus()
        if ui.table.isVisibleTo(self):
            QTimer.singleShot(0, self, self._to_rows)  # once the page has found its height

    def set_busy(self, is_busy: bool) -> None:
        """While it is being taken in, it cannot be taken in again."""
        self._ui.save_button.setEnabled(not is_busy and bool(self._taken))

    def _to_rows(self) -> None:
        self._ui.form_scroll.ensureWidgetVisible(self._ui.row_label, 0, theme.px(36))

    def _on_theme_changed(self) -> None:
        """With large text the choices stand one below the other."""
        way = QBoxLayout.Direction
        wanted = way.TopToBottom if theme.scale() >= WIDE_TEXT else way.LeftToRight
        for line in (self._ui.sheet_line, self._ui.show_line):
            line.setDirection(wanted)
        label = self._ui.row_label
        label.setMinimumHeight(2 * label.fontMetrics().lineSpacing())  # so that no row moves the page

    def _on_doubted(self, is_on: bool) -> None:
        if self._plan is None:
            return
        wanted = (Verdict.ACCEPTED, Verdict.DOUBTED) if is_on else (Verdict.ACCEPTED,)
        self._taken = frozenset(self._plan.takable(*wanted))
        self._fill()

    def turn_row(self) -> None:
        """Take the chosen row in, or leave it; a row that cannot be taken stays left."""
        place = self._ui.table.currentIndex().row()
        line = self._line_at(place)
        if line is None or not line.row.can_be_taken:
            return
        self._taken ^= {line.row.number}
        self._fill()
        index = self._model.index(min(place, self._model.rowCount() - 1), 0)
        self._ui.table.setCurrentIndex(index)

    def _on_moved(self, place: int) -> None:
        line = self._line_at(place)
        self._ui.row_label.setText(spoken(line) if line is not None else "")
        if self._ui.table.hasFocus():
            QTimer.singleShot(0, self, self._to_rows)

    def _line_at(self, place: int) -> ImportLine | None:
        found = self._model.index(place, 0).data(ROW)
        return found if isinstance(found, ImportLine) else None

    def _fill(self) -> None:
        if self._plan is None:
            return
        ui = self._ui
        self._model.set_rows(lines_of(self._plan, self._taken, Shown(ui.show_combo.currentData())))
        if not ui.table.currentIndex().isValid() and self._model.rowCount():
            ui.table.setCurrentIndex(self._model.index(0, 0))
        said = tr("Take in {rows}").format(rows=words.rows(len(self._taken)))
        self._name(ui.save_button, said)
        ui.save_button.setEnabled(bool(self._taken))
        ui.save_button.setToolTip("" if self._taken else tr("No row is to be taken in."))

    def _set_columns(self, plan: ImportPlan, examples: Sequence[str]) -> None:
        ui = self._ui
        emptied(ui.columns_lines)
        self._columns = ColumnChoices(plan.layout, examples)
        self._columns.changed.connect(self.changed)
        ui.columns_lines.addWidget(self._columns)
        found = set(plan.layout.becomes)
        is_clear = {Becomes.TEXT, Becomes.DUE} <= found and bool({Becomes.OWNER, Becomes.AGENCY} & found)
        ui.columns_button.setChecked(not is_clear)
        ui.columns_frame.setVisible(not is_clear)

    def _set_unknown(self, unknown: tuple[str, ...]) -> None:
        ui = self._ui
        chosen = self.cases() if unknown else {}
        emptied(ui.cases_lines, leaving=1)
        self._unknown, self._cases = unknown, None
        ui.cases_frame.setVisible(bool(unknown))
        if not unknown:
            return
        first = [(tr("Leave its rows out"), ""), (tr("Open this case"), OPEN_IT)]
        self._cases = CaseChoices(unknown, case_model(first, self._known))
        for said, combo in self._cases.combos.items():
            combo.setCurrentIndex(max(combo.findData(chosen.get(said, "")), 0))
        self._cases.changed.connect(self.changed)
        ui.cases_lines.addWidget(self._cases)

    def _tabs(self) -> None:
        ui = self._ui
        columns = self._columns.combos if self._columns is not None else []
        cases = self._cases.all_combos() if self._cases is not None else ()
        tab_in_order(
            ui.template_button, ui.file_button, ui.sheet_combo, ui.case_combo, ui.channel_combo,
            ui.columns_button, *columns, *cases, ui.doubted_check, ui.show_combo, ui.table,
        )  # fmt: skip

    def _earlier(self, import_id: str, said: str) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        name = plain_label(said)
        name.setWordWrap(False)
        button = QPushButton(tr("Take back"))
        button.setObjectName("take_back_button")
        button.setAccessibleName(tr("Take back {what}").format(what=said))
        button.setProperty("slim", True)
        button.clicked.connect(lambda: self.undo_wanted.emit(import_id))
        line.addWidget(name)
        line.addWidget(button)
        line.addStretch(1)
        dress(holder)
        return holder

    @staticmethod
    def _name(button: QAbstractButton, text: str) -> None:
        button.setText(text)
        button.setAccessibleName(text)

    @staticmethod
    def _fill_combo(combo: QComboBox, choices: Sequence[tuple[str, object]]) -> None:
        combo.blockSignals(True)
        combo.clear()
        for text, choice in choices:
            combo.addItem(text, choice)
        combo.blockSignals(False)
