"""A section of the settings: a list of words beside the card of the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from mappa_desk._generated.ui_wording import Ui_Wording
from mappa_desk.domain.wording_book import Origin
from mappa_desk.ui.models.tables import ROW, RowsFilter, RowsModel
from mappa_desk.ui.models.wording import ItemChecks, WordsAnswers, WordsRow
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.widgets.field_errors import FieldErrors


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """What a section is called and says, and which fields its card has."""

    title: str
    sentence: str
    name: str
    text: str
    one: str
    """The button for a new one."""
    fields: tuple[str, str]
    """Names of the two fields in the trade, for errors."""
    name_for_life: bool = False
    """The first field names the record and cannot be changed later."""
    one_line: bool = False
    """Enter in the second field keeps, since its words are one line."""
    with_items: bool = False
    shares: tuple[int, int] = (3, 2)


class WordingSection(QWidget):
    """Shows the words. What is typed in the card is kept by its button and never lost to the list."""

    kept = Signal()
    switched = Signal()
    deleted = Signal()
    as_it_came = Signal()

    def __init__(self, plan: SectionPlan, model: RowsModel[WordsRow], titles: Mapping[str, str]) -> None:
        super().__init__()
        self._ui = Ui_Wording()
        self._ui.setupUi(self)
        self._plan, self._model = plan, model
        self._filter = RowsFilter(model)
        self._checks = ItemChecks(titles)
        self._row: WordsRow | None = None
        self._base = WordsAnswers()
        self._loading, self._loaded = False, False
        self._name_parts()
        dress(self)
        ui = self._ui
        ui.words_table.show_rows(model, self._filter)
        ui.items_list.setModel(self._checks)
        ui.items_list.setSpacing(3)
        ui.words_table.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        ui.words_table.activated.connect(lambda _index: self.focus_card())
        ui.filter_edit.textChanged.connect(self._filter.set_words)
        ui.name_edit.textChanged.connect(self._on_edited)
        ui.name_edit.returnPressed.connect(self._keep)
        ui.text_edit.installEventFilter(self)
        ui.text_edit.textChanged.connect(self._on_edited)
        self._checks.ticked.connect(self._on_edited)
        ui.new_button.clicked.connect(self._on_new)
        ui.put_back_button.clicked.connect(self.put_back)
        ui.keep_button.clicked.connect(self._keep)
        ui.switch_button.clicked.connect(lambda: self._when_kept(self.switched.emit))
        ui.delete_button.clicked.connect(self._on_delete_clicked)
        name, text = plan.fields
        self.errors = FieldErrors(
            ui.errors_frame,
            ui.errors_lines,
            {
                name: (ui.name_edit, ui.name_error_label),
                text: (ui.text_edit, ui.text_error_label),
                "items": (ui.items_list, ui.items_error_label),
            },
        )
        self.setFocusProxy(ui.words_table)
        self._show_card(None, WordsAnswers())

    def _name_parts(self) -> None:
        ui, plan = self._ui, self._plan
        self.setAccessibleName(plan.title)
        ui.sentence_label.setText(plan.sentence)
        for label, field, words in (
            (ui.name_label, ui.name_edit, plan.name),
            (ui.text_label, ui.text_edit, plan.text),
        ):
            label.setText(words)
            field.setAccessibleName(words)
        ui.words_table.setAccessibleName(plan.title)
        ui.new_button.setText(plan.one)
        ui.new_button.setAccessibleName(plan.one)
        for part in (ui.items_label, ui.items_list, ui.items_error_label):
            part.setVisible(plan.with_items)
        if plan.one_line:
            ui.text_edit.setProperty("tall", 72)
            ui.fields_layout.addStretch(1)
        ui.body_layout.setStretch(0, plan.shares[0])
        ui.body_layout.setStretch(1, plan.shares[1])

    # What the presenter asks

    @property
    def row(self) -> WordsRow | None:
        """The words in the card; None for new ones."""
        return self._row

    def answers(self) -> WordsAnswers:
        """What stands in the fields, without blanks at their ends."""
        ui = self._ui
        items = self._checks.chosen()
        return WordsAnswers(ui.name_edit.text().strip(), ui.text_edit.toPlainText().strip(), items)

    def unkept(self) -> bool:
        """True while something stands in the card that leaving would lose."""
        return self.answers() != self._base

    def set_rows(self, rows: tuple[WordsRow, ...], chosen: str = "") -> None:
        """Show these rows, with one of them in the card by its key; without one the card stays at its row.

        New words, and words that were deleted, stay in the card until another row is chosen.
        """
        first, self._loaded = not self._loaded, True
        wanted = chosen or (self._row.key if self._row is not None else "")
        self._loading = True
        self._model.set_rows(rows)
        self._ui.words_table.fit_columns()
        self._loading = False
        row = next((row for row in rows if row.key == wanted), rows[0] if first and rows else None)
        if row is not None and self.unkept():
            self._row, self._base = row, row.answers
        elif row is not None:
            self._show_card(row, row.answers)
        self._select_shown()

    def show_answers(self, answers: WordsAnswers) -> None:
        """Put words into the card; they are kept by its button."""
        self._fill(answers)
        self._on_edited()

    def show_deleted(self, answers: WordsAnswers, sentence: str) -> None:
        """Leave what was deleted in the card, so that its button can bring it back."""
        self._show_card(None, answers)
        self._select_shown()
        self._ui.note_label.setText(sentence)
        self._ui.note_label.show()
        self._ui.keep_button.setEnabled(True)
        self._ui.keep_button.setFocus()

    def settle(self) -> None:
        """What stands in the card is kept: nothing of it can be lost now."""
        self._base = self.answers()
        self.errors.show({})
        if self._ui.card_frame.isAncestorOf(QApplication.focusWidget() or self):
            self._ui.words_table.setFocus()

    def put_back(self) -> None:
        """Show in the card what is kept."""
        self._show_card(self._row, self._base)
        self.focus_card()

    def focus_filter(self) -> None:
        """Go to the field that filters the list."""
        self._ui.filter_edit.setFocus()
        self._ui.filter_edit.selectAll()

    def focus_card(self) -> None:
        """Go to the first field of the card that can be typed in."""
        ui = self._ui
        field = ui.text_edit if ui.name_edit.isReadOnly() else ui.name_edit
        field.setFocus()

    # Showing

    def _show_card(self, row: WordsRow | None, answers: WordsAnswers) -> None:
        ui = self._ui
        self._row = row
        self._fill(answers)
        self._base = self.answers()
        ui.name_edit.setReadOnly(row is not None and self._plan.name_for_life)
        ui.note_label.hide()
        own = row is not None and row.origin is Origin.OWN
        changed = row is not None and row.origin is Origin.CHANGED
        ui.switch_button.setEnabled(row is not None)
        ui.switch_button.setText(self.tr("Switch off") if row is None or row.active else self.tr("Switch on"))
        ui.switch_button.setAccessibleName(ui.switch_button.text())
        ui.delete_button.setText(self.tr("As it came") if changed else self.tr("Delete"))
        ui.delete_button.setAccessibleName(ui.delete_button.text())
        ui.delete_button.setEnabled(own or changed)
        came = row is not None and row.origin is Origin.SHIPPED
        reason = self.tr("This came with the program; switch it off instead.") if came else ""
        ui.delete_button.setToolTip(plain_tip(reason))
        ui.delete_button.setAccessibleDescription(reason)
        self.errors.show({})
        self._on_edited()

    def _fill(self, answers: WordsAnswers) -> None:
        ui = self._ui
        ui.name_edit.setText(answers.name)
        ui.text_edit.setPlainText(answers.text)
        self._checks.set_chosen(answers.items)

    def _on_edited(self) -> None:
        changed = self.unkept()
        self._ui.put_back_button.setEnabled(changed)
        self._ui.keep_button.setEnabled(changed)

    def _on_row_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        row: WordsRow | None = index.data(ROW)
        if self._loading or row is None or (self._row is not None and row.key == self._row.key):
            return
        self._when_kept(lambda: self._show_card(row, row.answers))
        if self.unkept():
            QTimer.singleShot(0, self, self._select_shown)

    def _select_shown(self) -> None:
        """Let the list's cursor stand on the row that is in the card, as far as the filter shows it."""
        keys = [self._model.key_at(at) for at in range(self._model.rowCount())]
        shown = self._row.key if self._row is not None else ""
        place = QModelIndex()
        if shown in keys:
            place = self._filter.mapFromSource(self._model.index(keys.index(shown), 0))
        self._loading = True
        self._ui.words_table.setCurrentIndex(place)
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

    def _on_new(self) -> None:
        def begin() -> None:
            self._show_card(None, WordsAnswers())
            self._select_shown()
            self.focus_card()

        self._when_kept(begin)

    def _on_delete_clicked(self) -> None:
        if self._row is not None and self._row.origin is Origin.CHANGED:
            self.as_it_came.emit()
        else:
            self._when_kept(self.deleted.emit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter keeps from the words, and Enter too where they are one line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and (control or self._plan.one_line):
                if not event.isAutoRepeat():
                    self._keep()
                return True
        return super().eventFilter(watched, event)
