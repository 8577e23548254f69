"""Settings of spelling: the switch, and the vault's own words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_spelling import Ui_Spelling
from mappa_desk.domain.wording import OwnWord
from mappa_desk.ui import theme
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.tables import ROW, Column, RowsModel
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.theme_dress import dress


class SpellingView(QWidget):
    """Shows the words; each is added and removed by itself."""

    switched = Signal(bool)
    word_added = Signal(str)
    word_removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Spelling()
        self._ui.setupUi(self)
        dress(self)
        columns: tuple[Column[OwnWord], ...] = (Column(tr("Word"), lambda row: row.word, bold=True),)
        self._words: RowsModel[OwnWord] = RowsModel(columns, lambda row: row.word)
        ui = self._ui
        ui.own_words_table.show_rows(self._words)
        ui.word_error_label.hide()
        ui.marks_check.clicked.connect(self.switched)
        ui.add_button.clicked.connect(self._on_added)
        ui.word_edit.returnPressed.connect(self._on_added)
        ui.word_edit.textEdited.connect(lambda _text: self.show_wrong(""))
        ui.remove_button.clicked.connect(self._on_removed)
        self.setFocusProxy(ui.marks_check)
        self.set_words(())

    def set_on(self, is_on: bool) -> None:
        """Whether words are marked."""
        self._ui.marks_check.setChecked(is_on)

    def set_available(self, is_available: bool) -> None:
        """Whether there is a dictionary for this kind of machine."""
        check = self._ui.marks_check
        check.setEnabled(is_available)
        check.setAccessibleDescription("" if is_available else tr("No dictionary for this kind of machine."))
        check.setToolTip(plain_tip(check.accessibleDescription()))

    def set_words(self, words: tuple[OwnWord, ...]) -> None:
        """The vault's own words."""
        ui = self._ui
        row = max(ui.own_words_table.currentIndex().row(), 0)
        self._words.set_rows(words)
        ui.own_words_table.setVisible(bool(words))
        ui.empty_label.setVisible(not words)
        ui.remove_button.setEnabled(bool(words))
        if words:
            ui.own_words_table.setCurrentIndex(self._words.index(min(row, len(words) - 1), 0))

    def clear_word(self) -> None:
        """The word is kept: the field is for the next one."""
        self._ui.word_edit.clear()

    def show_wrong(self, sentence: str) -> None:
        """Say why a word is not taken; empty takes the sentence away."""
        ui = self._ui
        ui.word_error_label.setText(sentence)
        ui.word_error_label.setVisible(bool(sentence))
        ui.word_edit.setAccessibleDescription(sentence)
        theme.mark(ui.word_edit, "wrong", bool(sentence))
        if sentence:
            ui.word_edit.setFocus()
            ui.word_edit.selectAll()

    def _on_added(self) -> None:
        self.word_added.emit(self._ui.word_edit.text())

    def _on_removed(self) -> None:
        row = self._ui.own_words_table.currentIndex().data(ROW)
        if row is not None:
            self.word_removed.emit(row.word)
