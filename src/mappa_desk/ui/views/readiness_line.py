"""One row of Ready to finalise?: a gap, the way to its place, and the field that may settle it there."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mappa_desk.ui import icons
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.readiness import GapRow, Settling

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def plain_label(text: str, *, role: str = "body", tone: str = "") -> QLabel:
    """A label that shows its text as it is."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(True)
    label.setProperty("font_role", role)
    if tone:
        label.setProperty("tone", tone)
    return label


class AnswerBox(QComboBox):
    """A choice that is given by Enter or by the mouse: arrows only look through it, the wheel passes by."""

    given = Signal(str)
    """Key of what was chosen, or the typed words."""

    def __init__(self, settling: Settling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stems = tuple(words for _, words in settling.stems)
        self.setEditable(settling.typed)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(12)
        for key, words in (*settling.choices, *settling.stems):
            self.addItem(words, key)
        self.setCurrentIndex(-1)
        self.setPlaceholderText(settling.prompt)
        edit = self.lineEdit()
        if edit is not None:
            edit.clear()
            edit.setPlaceholderText(settling.prompt)
            edit.setMaxLength(2_000)
            self.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none: words are kept as typed
            edit.setAccessibleName(settling.prompt)
        self.activated.connect(lambda _at: self.give())

    def give(self) -> None:
        """Give what stands in the field. The beginning of a sentence is put there to be typed on."""
        typed = self.currentText().strip()
        if typed in self._stems:
            edit = self.lineEdit()
            if edit is not None:
                edit.setText(f"{typed} ")
                edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        at = self.findText(typed)
        if typed:
            self.given.emit(str(self.itemData(at)) if at >= 0 else typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows show the next offer and give nothing; Enter gives what is shown."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in _ENTER:
            if not event.isAutoRepeat():
                self.give()
            event.accept()
            return
        if plain and (event.key() in _MOVES or not self.isEditable()):
            with QSignalBlocker(self):
                super().keyPressEvent(event)
            self.update()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel turns the list of gaps and never an answer."""
        event.ignore()


class GapLine(QPushButton):
    """One gap of the pane: Enter goes to its place, Space chooses it, letters begin to type its reason.

    A screen reader calls it a button.
    """

    jumped = Signal(str)
    answered = Signal(str, str)
    """Key of the row and the chosen key or the typed words."""
    ticked = Signal()
    moved = Signal(int, bool)
    """By how many rows the keyboard wants to go, and whether that chooses them on the way."""

    def __init__(self, row: GapRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._given = ""
        self.setProperty("row", True)
        self.setProperty("rule", "bottom")
        self.setProperty("ring", "row")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box: QCheckBox | None = None
        self.combo: AnswerBox | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 10, 16, 10)
        line.setSpacing(10)
        mark = plain_label("")
        mark.setWordWrap(False)
        icons.put(mark, row.icon, "warning" if row.gap.blocking else "muted")
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addLayout(self._head(row))
        if row.settles:
            column.addLayout(self._choice(row))
        line.addLayout(column, 1)
        self._say_state()

    def _head(self, row: GapRow) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        if row.lead:
            words.addWidget(plain_label(row.lead, role="strong"))
        if row.rest:
            words.addWidget(plain_label(row.rest))
        head.addLayout(words, 1)
        self.link = QPushButton(row.link or tr("Show"))
        self.link.setProperty("link", True)
        self.link.setAccessibleName(
            tr("Go to {place}: {gap}").format(place=row.link or tr("its place"), gap=row.gap.sentence)
        )
        self.link.clicked.connect(lambda: self.jumped.emit(self.row.key))
        head.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _choice(self, row: GapRow) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        combo = AnswerBox(row.settling)
        combo.setAccessibleName(f"{row.gap.sentence} {row.prompt}")
        combo.given.connect(self._give)
        self.combo = combo
        line.addWidget(combo, 1)
        if row.together:
            box = QCheckBox()
            box.setAccessibleName(tr("Settle together with others: {gap}").format(gap=row.gap.sentence))
            box.toggled.connect(self._on_ticked)
            self.box = box
            line.addWidget(box)
        return line

    def sizeHint(self) -> QSize:
        """As large as what it holds, which a button does not ask."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    @property
    def chosen(self) -> bool:
        """True when the row is to be settled together with others."""
        return self.box is not None and self.box.isChecked()

    def choose(self, on: bool) -> None:
        """Choose the row, or not. Nothing happens to a row that is settled alone."""
        if self.box is not None:
            self.box.setChecked(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Enter and Space on the row; a letter begins to type into its field."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            along = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1, along)
        elif key in _ENTER and not event.isAutoRepeat():
            self.jumped.emit(self.row.key)
        elif key == Qt.Key.Key_Space:
            self.choose(not self.chosen)
        elif event.text().isprintable() and event.text() and self.combo is not None:
            edit = self.combo.lineEdit()
            self.combo.setFocus(Qt.FocusReason.OtherFocusReason)
            if edit is not None:
                edit.insert(event.text())
            else:
                self.combo.keyPressEvent(event)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click puts the keyboard on the row."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def _on_ticked(self) -> None:
        self._say_state()
        self.ticked.emit()

    def _say_state(self) -> None:
        said = [tr("Before approval") if self.row.gap.blocking else tr("Worth a look"), self.row.gap.sentence]
        self.setAccessibleName(": ".join(said))
        help_words = [tr("Enter goes there.")]
        if self.box is not None:
            help_words.insert(0, tr("Chosen.") if self.chosen else tr("Not chosen; Space chooses it."))
        if self.combo is not None:
            help_words.append(tr("Tab leads to its answer."))
        self.setAccessibleDescription(" ".join(help_words))

    def _give(self, answer: str) -> None:
        """Once only: a held Enter says it no second time."""
        if answer and answer != self._given:
            self._given = answer
            self.answered.emit(self.row.key, answer)

    def answer_anew(self) -> None:
        """The answer was refused: the same one may be given again."""
        self._given = ""
