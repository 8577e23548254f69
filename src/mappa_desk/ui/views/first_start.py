"""First start: four short steps in one window, with a visible way back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from mappa_desk._generated.ui_first_start import Ui_FirstStart
from mappa_desk.ui import icons, theme
from mappa_desk.ui.theme_dress import dress

PLACE, PASSPHRASE, RECOVERY, AREA = range(4)


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong a passphrase is, in words. `tone` is "done", "warning" or "danger"."""

    word: str
    sentence: str
    tone: str


class FirstStartView(QWidget):
    """Shows one step at a time; decides nothing."""

    next_requested = Signal()
    back_requested = Signal()
    practice_changed = Signal(bool)
    folder_edited = Signal(str)
    folder_requested = Signal()
    other_words_requested = Signal()
    own_words_changed = Signal(bool)
    words_edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_FirstStart()
        self._ui.setupUi(self)
        dress(self)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        ui = self._ui
        ui.next_button.clicked.connect(self.next_requested)
        ui.back_button.clicked.connect(self.back_requested)
        ui.practice_radio.toggled.connect(self.practice_changed)
        ui.folder_edit.textEdited.connect(self.folder_edited)
        ui.folder_button.clicked.connect(self.folder_requested)
        ui.other_words_button.clicked.connect(self.other_words_requested)
        ui.own_check.toggled.connect(self.own_words_changed)
        ui.words_edit.textEdited.connect(self.words_edited)
        ui.hold_button.pressed.connect(lambda: self._show_typed(True))
        ui.hold_button.released.connect(lambda: self._show_typed(False))
        self.set_practice(False)
        self.set_own_words(False)
        self.set_strength(None)
        self.set_sync_warning("")
        self.show_wrong("")
        self.show_step(PLACE)

    def show_step(self, step: int) -> None:
        """Show this step, 0 to 3, and put the caret in its first field."""
        ui = self._ui
        ui.step_stack.setCurrentIndex(step)
        bars = (ui.step_1_bar, ui.step_2_bar, ui.step_3_bar, ui.step_4_bar)
        marks = (ui.step_1_icon, ui.step_2_icon, ui.step_3_icon, ui.step_4_icon)
        labels = (ui.step_1_label, ui.step_2_label, ui.step_3_label, ui.step_4_label)
        for number, (bar, mark, label) in enumerate(zip(bars, marks, labels, strict=True)):
            theme.mark(bar, "step", "done" if number < step else "now" if number == step else "later")
            mark.setVisible(number < step)
            theme.mark(label, "tone", "" if number == step else "muted")
            theme.mark(label, "font_role", "strong" if number == step else "caption")
        ui.back_button.setEnabled(step > PLACE)
        names = (
            self.tr("Next: passphrase"),
            self.tr("Next: recovery"),
            self.tr("Next: your area"),
            self.tr("Make the vault"),
        )
        ui.next_button.setText(names[step])
        ui.next_button.setAccessibleName(names[step])
        self.focus_first()
        self.setWindowTitle(self.tr("MAPPA Desk: first start, step {number} of 4").format(number=step + 1))

    def focus_first(self) -> None:
        """Put the caret into the first field of the step that is shown."""
        ui = self._ui
        fields = (ui.folder_edit, ui.again_edit, ui.understood_edit, ui.area_name_edit)
        first = fields[ui.step_stack.currentIndex()]
        (first if first.isVisibleTo(self) else ui.next_button).setFocus()

    def set_practice(self, is_practice: bool) -> None:
        """Mark the vault as practice; then nothing about recovery is asked."""
        ui = self._ui
        ui.practice_label.setVisible(is_practice)
        ui.practice_radio.setChecked(is_practice)
        ui.real_radio.setChecked(not is_practice)
        ui.understood_frame.setVisible(not is_practice)
        ui.recovery_practice_label.setVisible(is_practice)

    def set_folder(self, folder: str) -> None:
        """Show the folder the vault is to lie in."""
        if self._ui.folder_edit.text() != folder:
            self._ui.folder_edit.setText(folder)

    def set_drive(self, sentence: str) -> None:
        """Say which drive it is and how much room it has."""
        self._ui.drive_label.setText(sentence)

    def set_sync_warning(self, sentence: str) -> None:
        """Say that the folder is copied elsewhere by another program; empty for none."""
        self._ui.sync_label.setText(sentence)
        self._ui.sync_frame.setVisible(bool(sentence))

    def set_words(self, words: str) -> None:
        """Show an offered passphrase."""
        self._ui.words_edit.setText(words)
        self._ui.words_edit.setCursorPosition(0)

    def set_own_words(self, is_own: bool) -> None:
        """Let the owner write a passphrase, or offer one."""
        ui = self._ui
        ui.words_edit.setReadOnly(not is_own)
        ui.words_edit.setEchoMode(QLineEdit.EchoMode.Password if is_own else QLineEdit.EchoMode.Normal)
        ui.other_words_button.setEnabled(not is_own)
        if is_own:
            ui.words_edit.clear()
            ui.words_edit.setFocus()

    def set_strength(self, strength: Strength | None) -> None:
        """Say how strong the passphrase is."""
        ui = self._ui
        if strength is None:
            ui.strength_label.setText("")
            icons.put(ui.strength_icon, "")
            return
        ui.strength_label.setText(f"{strength.word}. {strength.sentence}")
        theme.mark(ui.strength_label, "tone", "" if strength.tone == "done" else strength.tone)
        mark = {"done": "tick", "warning": "triangle", "danger": "octagon"}[strength.tone]
        icons.put(ui.strength_icon, mark, strength.tone)
        ui.words_edit.setAccessibleDescription(ui.strength_label.text())

    def set_sentence_to_type(self, sentence: str) -> None:
        """The words by which the owner says that there is no recovery."""
        self._ui.understood_label.setText(self.tr("Type: {sentence}").format(sentence=sentence))

    def show_wrong(self, sentence: str) -> None:
        """Say why the step is not done; empty takes the sentence away."""
        self._ui.wrong_label.setText(sentence)
        self._ui.wrong_frame.setVisible(bool(sentence))

    def set_busy(self, is_busy: bool) -> None:
        """While the vault is made, nothing can be changed."""
        self._ui.next_button.setEnabled(not is_busy)
        self._ui.back_button.setEnabled(not is_busy)
        if is_busy:
            self._ui.next_button.setText(self.tr("Making the vault"))

    @property
    def is_practice(self) -> bool:
        """True when a practice vault is wanted."""
        return self._ui.practice_radio.isChecked()

    @property
    def is_own(self) -> bool:
        """True when the owner writes the passphrase."""
        return self._ui.own_check.isChecked()

    @property
    def folder(self) -> str:
        """The folder as typed."""
        return self._ui.folder_edit.text().strip()

    @property
    def words(self) -> str:
        """The passphrase, offered or own."""
        return self._ui.words_edit.text()

    @property
    def again(self) -> str:
        """The passphrase typed once more."""
        return self._ui.again_edit.text()

    @property
    def understood(self) -> str:
        """What was typed about recovery."""
        return self._ui.understood_edit.text().strip()

    @property
    def area_name(self) -> str:
        """The area's name as typed."""
        return self._ui.area_name_edit.text().strip()

    @property
    def form_title(self) -> str:
        """The title of the area's form as typed."""
        return self._ui.form_title_edit.text().strip()

    @property
    def form_edition(self) -> str:
        """The edition of the area's form as typed."""
        return self._ui.form_edition_edit.text().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from wherever the focus is, and presses the button that has it."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        here = self.focusWidget()
        if isinstance(here, QPushButton):
            here.click()
        else:
            self.next_requested.emit()

    def _show_typed(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self._ui.again_edit.setEchoMode(mode)
        if self._ui.own_check.isChecked():
            self._ui.words_edit.setEchoMode(mode)
