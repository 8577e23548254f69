"""A small sheet over the record: a few fields, one verb. The line below it stays."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mappa_desk._generated.ui_desk_sheet import Ui_DeskSheet
from mappa_desk.ui import theme, theme_dress
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan
from mappa_desk.ui.widgets.capture_text import CaptureText
from mappa_desk.ui.widgets.dated_line import DatedLine
from mappa_desk.ui.widgets.typed_choice import TypedChoice

_SHORT = (Ask.TEXT, Ask.DATE, Ask.CHOICE)
DateReader = Callable[..., str]
"""Gives the full date that typed words mean; with `past=True` that of a thing that has happened."""
"""Gives the full date that typed words mean, empty when they are not understood."""


class DeskSheet(QWidget):
    """Shows a plan and gives its answers by field name. Ctrl+Enter keeps from any field, Esc leaves."""

    kept = Signal(dict)
    left = Signal()
    edited = Signal()
    file_wanted = Signal(str)
    """Name of a field for which a file or a folder is to be chosen."""

    def __init__(
        self,
        plan: SheetPlan,
        read_date: DateReader,
        parent: QWidget | None = None,
        *,
        narrow: bool = False,
    ) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self._ui = Ui_DeskSheet()
        self._ui.setupUi(self)
        self._plan = plan
        self._read_date = read_date
        self._next = (0, 0)
        self._inputs: dict[str, QWidget] = {}
        self._checks: dict[str, list[tuple[str, QCheckBox]]] = {}
        self._choosers: dict[str, QPushButton] = {}
        self._read: dict[str, QLabel | CaptureText] = {}
        self._ui.title_label.setText(plan.title)
        self._ui.about_label.setText(plan.about)
        self._ui.keep_button.setText(plan.button)
        self._ui.keep_button.setAccessibleName(plan.button)
        self._ui.error_label.hide()
        self._ui.far_label.hide()
        self._ui.far_bar.hide()
        if narrow:
            self._ui.foot_layout.insertWidget(0, self._ui.error_label)  # the button keeps its place
        self._leave_words = self._ui.leave_button.text()
        self._ui.fields_layout.setColumnStretch(0, 1)
        self._ui.fields_layout.setColumnStretch(1, 1)
        self.setAccessibleName(plan.title)
        self._ui.keep_button.clicked.connect(self.keep)
        self._ui.leave_button.clicked.connect(self.left)
        for field in plan.fields:
            self._add(field)
        for field in plan.fields:
            self._follow(field)
        theme_dress.dress(self)
        stops = (self._ui.leave_button, *self._stops(), self._ui.keep_button)
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)
        first = next(iter(self._inputs.values()), self._ui.keep_button)
        self.setFocusProxy(first)
        if isinstance(first, QLineEdit):
            first.selectAll()  # what stands there is an offer: whoever types on puts another in its place

    def answers(self) -> dict[str, object]:
        """What was answered: text for most fields, a tuple of keys for checks, a bool for a tick."""
        found: dict[str, object] = {}
        for field in (one for one in self._plan.fields if one.name not in self._read):
            widget = self._inputs.get(field.name)
            if field.ask is Ask.CHECKS:
                boxes = self._checks[field.name]
                found[field.name] = tuple(key for key, box in boxes if box.isChecked())
            elif isinstance(widget, QCheckBox):
                found[field.name] = widget.isChecked()
            elif isinstance(widget, QComboBox):
                typed = widget.isEditable() and widget.currentText() != widget.itemText(widget.currentIndex())
                chosen = widget.currentData() if widget.currentIndex() >= 0 else ""
                found[field.name] = widget.currentText() if typed else chosen
            elif isinstance(widget, QLineEdit):
                found[field.name] = widget.text().strip()
            elif isinstance(widget, CaptureText):
                found[field.name] = widget.toPlainText().strip()
        return found

    def _stops(self) -> list[QWidget]:
        """The fields in the order in which they stand."""
        found: list[QWidget] = []
        for field in self._plan.fields:
            found += [box for _key, box in self._checks.get(field.name, [])]
            found += [self._inputs[field.name]] if field.name in self._inputs else []
            found += [self._choosers[field.name]] if field.name in self._choosers else []
        return found

    def set_busy(self, busy: bool) -> None:
        """While the answers are on their way they cannot be given twice."""
        self._ui.keep_button.setEnabled(not busy)
        if not busy and self._ui.far_bar.isVisibleTo(self):
            self._show_far(False)
            self.setFocus()

    def show_progress(self, sentence: str, done: int, total: int, *, stops: bool) -> None:
        """Say how far a doing is that takes a while; with `stops` it can be ended where it is.

        Until `set_busy` is told otherwise the fields are at rest, and what left them stops the doing.
        """
        ui = self._ui
        if not ui.far_bar.isVisibleTo(self):
            self._show_far(True)
        ui.far_label.setText(sentence)
        ui.far_bar.setRange(0, total)
        ui.far_bar.setValue(done)
        ui.far_bar.setAccessibleDescription(sentence)
        if not stops:
            ui.leave_button.setText(self.tr(" Stopping"))  # and keeps the keyboard

    def _show_far(self, on: bool) -> None:
        ui = self._ui
        ui.far_label.setVisible(on)
        ui.far_bar.setVisible(on)
        ui.keys_label.setVisible(not on)
        words = self.tr(" Stop, Esc") if on else self._leave_words
        ui.leave_button.setText(words)
        ui.leave_button.setAccessibleName(words.strip())
        if on and self.isAncestorOf(QApplication.focusWidget() or self):
            ui.leave_button.setFocus(Qt.FocusReason.OtherFocusReason)
        ui.fields_page.setEnabled(not on)

    def keep(self) -> None:
        """Give the answers out."""
        if not self._ui.keep_button.isEnabled():
            return
        self._ui.error_label.hide()
        for widget in self._inputs.values():
            theme.mark(widget, "wrong", False)
        self.kept.emit(self.answers())

    def _go_on(self, widget: QWidget) -> None:
        """Enter goes to the next field; in the last one it keeps."""
        if widget is list(self._inputs.values())[-1]:
            self.keep()
        else:
            self.focusNextPrevChild(True)

    def show_error(self, sentence: str, field: str = "") -> None:
        """Say what is wrong, beside the button, and mark the field it is about."""
        self._ui.error_label.setText(sentence)
        self._ui.error_label.show()
        widget = self._inputs.get(field)
        if widget is None and field == "target":
            widget = self._inputs.get("folder")
        if widget is not None:
            theme.mark(widget, "wrong", True)
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter keeps, Esc leaves, from any field. A held Enter does nothing."""
        keys = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if event.type() in keys and isinstance(event, QKeyEvent):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.type() == QEvent.Type.ShortcutOverride:
                # The page under the sheet may have this chord for itself.
                if enter and control:
                    event.accept()
                return bool(enter and control)
            if enter and event.isAutoRepeat():
                return True
            if enter and control:
                self.keep()
                return True
        return super().eventFilter(watched, event)

    # Building

    def _add(self, field: Field) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        widget = self._made(field)
        if field.ask is not Ask.TICK and field.label:
            label = QLabel()
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setText(field.label)
            label.setProperty("font_role", "caption")
            label.setProperty("tone", "muted")
            label.setBuddy(widget)
            column.addWidget(label)
        widget.setObjectName(f"{field.name}_field")
        widget.setAccessibleName(field.label)
        if field.hint:
            widget.setAccessibleDescription(field.hint)
        if field.ask is Ask.DATE and isinstance(widget, QLineEdit):
            column.addLayout(DatedLine(field, widget, self._read_date))
        elif field.ask in (Ask.FILE, Ask.FOLDER):
            column.addLayout(self._with_chooser(field, widget))
        else:
            column.addWidget(widget)
        if field.ask not in (Ask.CHECKS, Ask.WORDS):
            self._inputs[field.name] = widget
            widget.installEventFilter(self)
        self._place(holder, short=field.ask in _SHORT and theme.scale() < 1.5 and not self._narrow)

    def _place(self, holder: QWidget, *, short: bool) -> None:
        """Short fields stand two in a row, long ones take the whole width."""
        grid = self._ui.fields_layout
        if not short:
            if self._next[1]:
                self._next = (self._next[0] + 1, 0)
            grid.addWidget(holder, self._next[0], 0, 1, 2)
            self._next = (self._next[0] + 1, 0)
            return
        grid.addWidget(holder, *self._next)
        row, column = self._next
        self._next = (row, 1) if column == 0 else (row + 1, 0)

    def _made(self, field: Field) -> QWidget:
        makers: dict[Ask, Callable[[Field], QWidget]] = {
            Ask.TEXT: self._text,
            Ask.DATE: self._text,
            Ask.LONG: self._long,
            Ask.CHOICE: partial(self._combo, editable=False),
            Ask.OPEN_CHOICE: partial(self._combo, editable=True),
            Ask.CHECKS: self._boxes,
            Ask.TICK: self._tick,
            Ask.FILE: self._text,
            Ask.FOLDER: self._text,
            Ask.WORDS: self._words,
            Ask.PREVIEW: self._preview,
        }
        return makers[field.ask](field)

    def _text(self, field: Field) -> QWidget:
        edit = QLineEdit(field.value)
        edit.setMaxLength(2_000)
        edit.setPlaceholderText(field.hint)
        edit.textChanged.connect(lambda _text: self.edited.emit())
        edit.returnPressed.connect(lambda: self._go_on(edit))
        return edit

    def _long(self, field: Field) -> QWidget:
        edit = CaptureText(self, least_rows=2, most_rows=5, framed=True)
        edit.set_line(field.value, len(field.value))
        edit.setPlaceholderText(field.hint)
        edit.refused.connect(self.show_error)
        edit.keep_requested.connect(lambda: self._go_on(edit))
        edit.escape_pressed.connect(self.left)
        edit.textChanged.connect(self.edited)
        return edit

    def _words(self, field: Field) -> QWidget:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setText(field.value)
        self._read[field.name] = label
        return label

    def _preview(self, field: Field) -> QWidget:
        edit = CaptureText(self, least_rows=3, most_rows=9, framed=True)
        edit.set_line(field.value)
        edit.setReadOnly(True)
        edit.escape_pressed.connect(self.left)
        edit.keep_requested.connect(lambda: self.focusNextPrevChild(True))
        self._read[field.name] = edit
        return edit

    def _follow(self, field: Field) -> None:
        """Words that are only read change with the answer they follow."""
        combo, shown = self._inputs.get(field.follows), self._read.get(field.name)
        if not isinstance(combo, QComboBox) or shown is None:
            return
        texts = {choice.key: choice.words for choice in field.choices}

        def show() -> None:
            text = texts.get(str(combo.currentData()), "")
            shown.set_line(text) if isinstance(shown, CaptureText) else shown.setText(text)

        combo.currentIndexChanged.connect(lambda _place: show())
        show()

    def _combo(self, field: Field, *, editable: bool) -> QWidget:
        combo = QComboBox() if editable else TypedChoice()
        combo.setEditable(editable)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if self._narrow:
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(12)
        for choice in field.choices:
            combo.addItem(choice.words, choice.key)
        at = combo.findData(field.value)
        if at >= 0:
            combo.setCurrentIndex(at)
        elif editable:
            combo.setCurrentIndex(-1)  # so that the first Down goes to the first of them
            combo.setEditText(field.value)
        combo.currentTextChanged.connect(lambda _text: self.edited.emit())
        return combo

    def _boxes(self, field: Field) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        boxes: list[tuple[str, QCheckBox]] = []
        for choice in field.choices:
            box = self._box(choice, choice.key in field.ticked)
            boxes.append((choice.key, box))
            column.addWidget(box)
        self._checks[field.name] = boxes
        if boxes:
            said = ". ".join(part for part in (field.label, field.hint) if part)
            boxes[0][1].setAccessibleDescription(said)
            self._inputs.setdefault(f"{field.name}:first", boxes[0][1])
        return holder

    def _box(self, choice: Choice, ticked: bool) -> QCheckBox:
        box = QCheckBox(choice.words)
        box.setChecked(ticked)
        box.setAccessibleName(choice.words)
        box.installEventFilter(self)
        return box

    def _tick(self, field: Field) -> QWidget:
        return self._box(Choice(field.name, field.label), field.value == "yes")

    def _with_chooser(self, field: Field, edit: QWidget) -> QHBoxLayout:
        words = self.tr("Choose a folder") if field.ask is Ask.FOLDER else self.tr("Choose a file")
        button = QPushButton(words)
        button.setObjectName(f"{field.name}_choose")
        button.setAccessibleName(f"{words}: {field.label}")
        button.clicked.connect(lambda: self.file_wanted.emit(field.name))
        button.installEventFilter(self)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(edit, 1)
        line.addWidget(button)
        self._choosers[field.name] = button
        return line

    def set_file(self, name: str, path: str) -> None:
        """Put a chosen file into its field."""
        widget = self._inputs.get(name)
        if isinstance(widget, QLineEdit):
            widget.setText(path)
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
