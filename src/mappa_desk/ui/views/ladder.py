"""A section of the settings: the rungs of the escalation ladder beside the card of the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from mappa_desk._generated.ui_ladder import Ui_Ladder
from mappa_desk.domain.chasing import Rung
from mappa_desk.ui.models.ladder import RungAnswers, answers_of, ladder_model
from mappa_desk.ui.models.tables import ROW
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.widgets.field_errors import FieldErrors


class LadderView(QWidget):
    """Shows the rungs. What is typed in the card is kept by its button and never lost to the list."""

    kept = Signal()
    switched = Signal()
    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Ladder()
        self._ui.setupUi(self)
        dress(self)
        self._model = ladder_model()
        self._rung: Rung | None = None
        self._base = RungAnswers()
        self._loading = False
        ui = self._ui
        ui.rungs_table.show_rows(self._model)
        ui.rungs_table.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        ui.rungs_table.activated.connect(lambda _index: ui.title_edit.setFocus())
        for field in (ui.title_edit, ui.whom_edit, ui.rung_source_edit):
            field.textChanged.connect(self._on_edited)
            field.returnPressed.connect(self._keep)
        ui.days_spin.valueChanged.connect(self._on_edited)
        ui.wording_edit.textChanged.connect(self._on_edited)
        ui.wording_edit.installEventFilter(self)
        ui.new_button.clicked.connect(lambda: self._when_kept(self._begin_new))
        ui.switch_button.clicked.connect(lambda: self._when_kept(self.switched.emit))
        ui.put_back_button.clicked.connect(self._put_back)
        ui.confirm_button.clicked.connect(self.confirmed)
        ui.keep_button.clicked.connect(self._keep)
        self.errors = FieldErrors(
            ui.errors_frame,
            ui.errors_lines,
            {
                "title": (ui.title_edit, ui.title_error_label),
                "to_whom": (ui.whom_edit, ui.whom_error_label),
                "days": (ui.days_spin, ui.days_error_label),
                "wording": (ui.wording_edit, ui.wording_error_label),
                "source": (ui.rung_source_edit, ui.rung_source_error_label),
            },
        )
        self.setFocusProxy(ui.rungs_table)
        self._show_card(None)

    @property
    def rung(self) -> Rung | None:
        """The rung in the card; None for a new one."""
        return self._rung

    def answers(self) -> RungAnswers:
        """What stands in the fields, without blanks at their ends."""
        ui = self._ui
        return RungAnswers(
            title=ui.title_edit.text().strip(),
            to_whom=ui.whom_edit.text().strip(),
            days=ui.days_spin.value(),
            wording=ui.wording_edit.toPlainText().strip(),
            source=ui.rung_source_edit.text().strip(),
        )

    def unkept(self) -> bool:
        """True while something stands in the card that leaving would lose."""
        return self.answers() != self._base

    def set_rungs(self, rungs: tuple[Rung, ...], chosen: str = "") -> None:
        """Show these rungs, with one of them in the card by its code.

        Without one the card stays at its rung, and what is half typed in it stays too.
        """
        wanted = chosen or (self._rung.id if self._rung is not None else "")
        self._loading = True
        self._model.set_rows(rungs)
        self._ui.rungs_table.fit_columns()
        self._loading = False
        rung = next((one for one in rungs if one.id == wanted), None)
        if self.unkept() and not chosen:
            self._rung = rung if rung is not None else self._rung
        elif rung is not None or rungs:
            self._show_card(rung or rungs[0])
        self._select_shown()

    def settle(self) -> None:
        """What stands in the card is kept: nothing of it can be lost now."""
        self._base = self.answers()
        self.errors.show({})
        if self._ui.card_frame.isAncestorOf(QApplication.focusWidget() or self):
            self._ui.rungs_table.setFocus()

    def _show_card(self, rung: Rung | None) -> None:
        ui = self._ui
        self._rung = rung
        shown = answers_of(rung) if rung is not None else RungAnswers()
        ui.title_edit.setText(shown.title)
        ui.whom_edit.setText(shown.to_whom)
        ui.days_spin.setValue(shown.days)
        ui.wording_edit.setPlainText(shown.wording)
        ui.rung_source_edit.setText(shown.source)
        self._base = self.answers()
        in_use = rung is None or rung.active
        ui.switch_button.setText(self.tr("Switch off") if in_use else self.tr("Switch on"))
        ui.switch_button.setAccessibleName(ui.switch_button.text())
        ui.switch_button.setEnabled(rung is not None)
        ui.confirm_button.setEnabled(rung is not None and rung.active and not rung.verified)
        self.errors.show({})
        self._on_edited()

    def _begin_new(self) -> None:
        self._show_card(None)
        self._select_shown()
        self._ui.title_edit.setFocus()

    def _put_back(self) -> None:
        self._show_card(self._rung)
        self._ui.title_edit.setFocus()

    def _on_edited(self) -> None:
        changed = self.unkept()
        self._ui.put_back_button.setEnabled(changed)
        self._ui.keep_button.setEnabled(changed)

    def _on_row_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        rung: Rung | None = index.data(ROW)
        if self._loading or rung is None or (self._rung is not None and rung.id == self._rung.id):
            return
        self._when_kept(lambda: self._show_card(rung))
        if self.unkept():
            QTimer.singleShot(0, self, self._select_shown)

    def _select_shown(self) -> None:
        """Let the list's cursor stand on the rung that is in the card."""
        keys = [self._model.key_at(at) for at in range(self._model.rowCount())]
        shown = self._rung.id if self._rung is not None else ""
        self._loading = True
        place = self._model.index(keys.index(shown), 0) if shown in keys else QModelIndex()
        self._ui.rungs_table.setCurrentIndex(place)
        self._loading = False

    def _when_kept(self, call: Callable[[], object]) -> None:
        """Go on, unless something typed in the card would be lost by it; then say so."""
        if self.unkept():
            sentence = self.tr("What stands in the card is not kept yet: keep it or put it back.")
            self.errors.show({"": sentence})
        else:
            call()

    def _keep(self) -> None:
        if self._ui.keep_button.isEnabled():
            self.kept.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter keeps from the words of the message."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if not event.isAutoRepeat():
                    self._keep()
                return True
        return super().eventFilter(watched, event)
