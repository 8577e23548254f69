"""The form at the side of the tracker: it asks what one doing needs, and no more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from mappa_desk._generated.ui_tracker_doing import Ui_TrackerDoing
from mappa_desk.ui import theme
from mappa_desk.ui.models.tracker_doings import ASKED, FIELDS, DoingAnswers, Offer, label, title
from mappa_desk.ui.theme_dress import dress

Field = QLineEdit | QPlainTextEdit | QComboBox


class TrackerDoingView(QWidget):
    """Shows one offer at a time. `kept` and `cancelled` by Ctrl+Enter and Escape; judges nothing."""

    kept = Signal()
    cancelled = Signal()
    edited = Signal(str)
    """Name of a field that was changed."""

    def __init__(self, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_TrackerDoing()
        self._ui.setupUi(self)
        ui = self._ui
        self.offer = offer
        self.fields: dict[str, Field] = {
            "name": ui.name_edit,
            "outcome": ui.outcome_combo, "due": ui.due_edit, "agency": ui.agency_combo,
            "owner": ui.owner_edit, "role": ui.role_edit, "rung": ui.rung_combo, "skipped": ui.skipped_edit,
            "channel": ui.channel_combo, "told": ui.told_edit, "note": ui.note_edit,
            "evidence": ui.evidence_edit, "day": ui.day_edit, "labels": ui.labels_edit,
            "priority": ui.priority_combo, "look": ui.look_edit,
        }  # fmt: skip
        self._rows: dict[str, QWidget] = {name: getattr(ui, f"{name}_row") for name in FIELDS}
        self._labels: dict[str, QLabel] = {name: getattr(ui, f"{name}_label") for name in FIELDS}
        self._meant: dict[str, QLabel] = {
            "due": ui.due_meant_label, "day": ui.day_meant_label, "look": ui.look_meant_label,
            "rung": ui.rung_meant_label,
        }  # fmt: skip
        dress(self)
        self._show(offer)
        self._begun = self.answers

    def _show(self, offer: Offer) -> None:
        ui, asked = self._ui, ASKED[offer.doing]
        ui.title_label.setText(title(offer.doing))
        ui.about_label.setText(offer.about)
        ui.about_label.setVisible(bool(offer.about))
        ui.wrong_label.hide()
        self.setAccessibleName(title(offer.doing))
        for name, choices in (
            ("outcome", offer.outcomes), ("agency", offer.agencies), ("rung", offer.rungs),
            ("channel", offer.channels), ("priority", offer.priorities),
        ):  # fmt: skip
            combo = self.fields[name]
            assert isinstance(combo, QComboBox)
            for value, words in choices:
                combo.addItem(words, value)
        for name in FIELDS:
            self._rows[name].setVisible(name in asked)
            words = label(offer.doing, name)
            self._labels[name].setText(words)
            self.fields[name].setAccessibleName(words)
            self.fields[name].installEventFilter(self)
            self._put(name, getattr(offer.begin, name))
        last: QWidget | None = None
        for name in asked:  # in the order in which this doing asks
            ui.fields_layout.addWidget(self._rows[name])
            if last is not None:
                QWidget.setTabOrder(last, self.fields[name])
            last = self.fields[name]
        for shown in self._meant.values():
            shown.hide()
        self._listen()

    def _listen(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field, QComboBox):
                field.currentIndexChanged.connect(lambda _place, name=name: self._on_edited(name))
            elif isinstance(field, QLineEdit):
                field.textEdited.connect(lambda _text, name=name: self._on_edited(name))
            else:
                field.textChanged.connect(lambda name=name: self._on_edited(name))

    def _put(self, name: str, value: str) -> None:
        field = self.fields[name]
        if isinstance(field, QComboBox):
            field.setCurrentIndex(max(field.findData(value), 0 if field.count() else -1))
        elif isinstance(field, QLineEdit):
            field.setText(value)
        else:
            field.setPlainText(value)

    @property
    def answers(self) -> DoingAnswers:
        """What stands in the fields that are asked."""
        asked = ASKED[self.offer.doing]
        return DoingAnswers(**{name: self._value(name) for name in asked})

    @property
    def changed(self) -> bool:
        """True when something stands there that the form did not begin with."""
        return self.answers != self._begun

    def _value(self, name: str) -> str:
        field = self.fields[name]
        if isinstance(field, QComboBox):
            return str(field.currentData() or "")
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    def show_meant(self, name: str, words: str) -> None:
        """What the words of a field mean, under it; empty for nothing."""
        shown = self._meant[name]
        shown.setText(words)
        shown.setVisible(bool(words))
        self.fields[name].setAccessibleDescription(words)

    def show_row(self, name: str, shown: bool) -> None:
        """Ask a question only where it makes sense."""
        self._rows[name].setVisible(shown)

    def show_wrong(self, name: str, sentence: str) -> None:
        """What is wrong, and the keyboard goes where it is put right."""
        ui = self._ui
        ui.wrong_label.setText(sentence)
        ui.wrong_label.setVisible(bool(sentence))
        for one, field in self.fields.items():
            theme.mark(field, "wrong", bool(sentence) and one == name)
            if one == name and sentence:
                field.setAccessibleDescription(sentence)
        if sentence:
            target = self.fields.get(name)
            (target if target is not None and target.isVisible() else self.first()).setFocus()

    def first(self) -> Field:
        """The field that the keyboard begins in."""
        asked = ASKED[self.offer.doing]
        return self.fields[self.offer.focus if self.offer.focus in asked else asked[0]]

    def _on_edited(self, name: str) -> None:
        if self.fields[name].property("wrong"):
            theme.mark(self.fields[name], "wrong", False)
            self._ui.wrong_label.hide()
        self.edited.emit(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter keeps from any field, Enter from a field of one line."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            ctrl = held == Qt.KeyboardModifier.ControlModifier
            if ctrl or (not held and isinstance(watched, QLineEdit)):
                if not event.isAutoRepeat():
                    self.kept.emit()
                return True
        return super().eventFilter(watched, event)
