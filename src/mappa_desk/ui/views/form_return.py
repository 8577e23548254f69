"""A filled form beside the record: the answers in a table, one of them in full below it, and its tick."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit, QSizePolicy, QWidget

from mappa_desk._generated.ui_form_return import Ui_FormReturn
from mappa_desk.domain.contributions import Handling
from mappa_desk.ui import theme
from mappa_desk.ui.models import form_return as words
from mappa_desk.ui.models.form_return import AnswerRow
from mappa_desk.ui.theme_dress import dress

SIDE_BY_SIDE = 760
"""Logical width, divided by the text size, below which the two texts stand one under the other."""
LEAST_TABLE = 150
LEAST_TEXT = 64
"""Pixels at 100 % text; on a small screen the page scrolls."""


class FormReturnView(QWidget):
    """Shows the form and asks; judges nothing."""

    choose_requested = Signal()
    file_dropped = Signal(str)
    turned = Signal(str)
    """The tick of this answer is to change."""
    flag_changed = Signal(str, str, str)
    """Field, value of the handling, and the agencies as they were typed."""
    all_requested = Signal()
    take_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_FormReturn()
        self._ui.setupUi(self)
        self._rows: tuple[AnswerRow, ...] = ()
        self._key = ""
        self._filling = False
        self._model = words.answers_model()
        ui = self._ui
        self.table = ui.answer_table
        self.table.setProperty("region", self.tr("Answers"))
        self.table.show_rows(self._model)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.doubleClicked.connect(lambda _index: self.turn())
        for value, said in words.handlings():
            ui.handling_combo.addItem(said, value)
        ui.choose_button.clicked.connect(self.choose_requested)
        ui.back_button.clicked.connect(self.left)
        ui.all_button.clicked.connect(self.all_requested)
        ui.take_button.clicked.connect(self.take_requested)
        ui.take_check.clicked.connect(lambda _on: self.turn())
        ui.handling_combo.activated.connect(lambda _place: self.tell_flag())
        ui.recipients_edit.editingFinished.connect(self.tell_flag)
        ui.take_button.setToolTip(self.tr("Ctrl+Enter"))
        for button in (ui.choose_button, ui.back_button, ui.all_button, ui.take_button):
            button.setAutoDefault(True)
        for text in (ui.answered_edit, ui.held_edit):
            text.setAcceptDrops(False)
        for part in (ui.answer_table, ui.answered_edit, ui.held_edit):
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setAcceptDrops(True)
        dress(self)
        theme.signals.changed.connect(self._arrange)
        self.show_nothing("")
        self._arrange()

    # Showing

    def show_nothing(self, status: str) -> None:
        """Show that no form was read yet."""
        ui = self._ui
        self._rows, self._key = (), ""
        self._model.set_rows(())
        ui.status_label.setText(status)
        for part in (ui.form_frame, ui.notice_label, ui.take_button, ui.all_button):
            part.setVisible(False)
        ui.drop_label.setVisible(True)
        ui.choose_button.setText(self.tr("&Choose the file"))

    def show_form(self, rows: tuple[AnswerRow, ...], *, status: str, notices: str, facts: str) -> None:
        """Show the answers of a form; the cursor stays on its answer."""
        ui = self._ui
        self._rows = rows
        self._model.set_rows(rows)
        ui.status_label.setText(status)
        ui.notice_label.setText(notices)
        ui.facts_label.setText(facts)
        ui.notice_label.setVisible(bool(notices))
        ui.facts_label.setVisible(bool(facts))
        ui.drop_label.setVisible(False)
        ui.choose_button.setText(self.tr("&Choose another file"))
        ui.form_frame.setVisible(bool(rows) or bool(facts))
        for part in (ui.answer_table, ui.answered_edit, ui.answered_label, ui.held_edit, ui.held_label):
            part.setVisible(bool(rows))
        free = [row for row in rows if row.may_be_taken]
        ui.take_button.setVisible(bool(free))
        ui.all_button.setVisible(bool(free))
        ui.take_button.setEnabled(any(row.ticked for row in free))
        place = next((at for at, row in enumerate(rows) if row.key == self._key), 0)
        if rows and self.table.currentIndex().row() != place:
            self.table.setCurrentIndex(self._model.index(place, 0))
        self._fill()

    def say(self, sentence: str, *, wrong: str = "") -> None:
        """Say it in the foot; `wrong` names the field that it is about, or "-" for none of them."""
        ui = self._ui
        ui.said_label.setText(sentence)
        theme.mark(ui.said_label, "tone", "danger" if wrong else "text")
        theme.mark(ui.recipients_edit, "wrong", wrong == "recipients")
        if wrong == "recipients":
            ui.recipients_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def said(self) -> str:
        """What is said in the foot."""
        return self._ui.said_label.text()

    @property
    def key(self) -> str:
        """Field of the answer under the cursor; empty for none."""
        return self._key

    def go_to(self, key: str) -> None:
        """Put the cursor on this answer."""
        place = next((at for at, row in enumerate(self._rows) if row.key == key), -1)
        if place >= 0:
            self.table.setCurrentIndex(self._model.index(place, 0))

    def set_busy(self, is_busy: bool) -> None:
        """While a file is read or answers are kept, neither can be asked for again."""
        ui = self._ui
        ui.choose_button.setEnabled(not is_busy)
        ui.take_button.setEnabled(not is_busy and any(row.ticked and row.may_be_taken for row in self._rows))

    def focus_first(self) -> None:
        """Go to the answers, or to the button that asks for a file."""
        first = self.table if self._rows else self._ui.choose_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def regions(self) -> tuple[QWidget, ...]:
        """Where F6 leads."""
        if not self._rows:
            return (self._ui.choose_button,)
        return (self.table, self._ui.answered_edit, self._ui.held_edit)

    # Asking

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file may be dropped; nothing of it is looked at before."""
        if _dropped(event) and self._ui.choose_button.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The file is asked for by its place."""
        path = _dropped(event)
        if path:
            event.acceptProposedAction()
            self.file_dropped.emit(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def turn(self) -> None:
        """Ask for the tick of the answer under the cursor to change."""
        row = self._row()
        if row is not None and row.may_be_taken:
            self.turned.emit(row.key)
        self._fill()

    def tell_flag(self) -> None:
        """Say how the answer under the cursor may travel, as it stands on the screen."""
        row, ui = self._row(), self._ui
        if row is not None and not self._filling:
            self.flag_changed.emit(row.key, str(ui.handling_combo.currentData()), ui.recipients_edit.text())

    def _row(self) -> AnswerRow | None:
        return next((row for row in self._rows if row.key == self._key), None)

    def _on_row(self, now: QModelIndex, _before: QModelIndex) -> None:
        at = now.row()
        self._key = self._rows[at].key if 0 <= at < len(self._rows) else ""
        self._fill()

    def _fill(self) -> None:
        """Show the answer under the cursor in full."""
        ui = self._ui
        if self._row() is None:
            self._key = self._rows[0].key if self._rows else ""
        row = self._row()
        ui.take_check.setVisible(row is not None)
        ui.does_label.setVisible(row is not None)
        entry = row is not None and row.line.entry_kind is not None and row.may_be_taken
        ui.handling_label.setVisible(entry)
        ui.handling_combo.setVisible(entry)
        named = entry and row is not None and row.flag.handling is Handling.NAMED_RECIPIENTS
        ui.recipients_edit.setVisible(named)
        if row is None:
            return
        self._filling = True
        _put(ui.answered_edit, row.line.answer)
        _put(ui.held_edit, words.held_words(row.line))
        ui.does_label.setText(words.does_words(row))
        ui.take_check.setEnabled(row.may_be_taken)
        ui.take_check.setChecked(row.ticked)
        ui.handling_combo.setCurrentIndex(ui.handling_combo.findData(row.flag.handling.value))
        if not ui.recipients_edit.hasFocus():
            ui.recipients_edit.setText(row.recipients)
        self._filling = False
        self._give_room()

    def _arrange(self) -> None:
        wide = self.width() >= SIDE_BY_SIDE * theme.scale()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._ui.body_layout.setDirection(across if wide else down)
        self._ui.choice_layout.setDirection(across if wide else down)
        self.table.setMinimumHeight(theme.px(LEAST_TABLE))
        for text in (self._ui.answered_edit, self._ui.held_edit):
            text.setMinimumHeight(theme.px(LEAST_TEXT))
        self._give_room()

    def _give_room(self) -> None:
        """Let the page be as tall as its words need at this width: a scroll area does not ask for that."""
        page = self._ui.page
        layout = page.layout()
        assert layout is not None
        layout.activate()
        width = self._ui.scroll.viewport().width()
        page.setMinimumHeight(layout.minimumHeightForWidth(width) if layout.hasHeightForWidth() else 0)


def _put(field: QPlainTextEdit, text: str) -> None:
    """Show a text in a field, unless it stands there: a reader's place in it stays."""
    if field.toPlainText() != text:
        field.setPlainText(text)


def _dropped(event: QDropEvent) -> str:
    """Place of the one file that is dropped; empty for anything else."""
    urls = event.mimeData().urls()
    return urls[0].toLocalFile() if len(urls) == 1 and urls[0].isLocalFile() else ""
