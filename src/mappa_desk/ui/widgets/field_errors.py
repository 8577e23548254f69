"""Errors of a form: beside the field and in a list at the top, in the same words, with a link each."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from mappa_desk.ui import icons, theme, theme_fit


class FieldErrors(QObject):
    """Knows the fields of a form by their names in the trade, and the label beside each."""

    def __init__(
        self, frame: QFrame, lines: QVBoxLayout, fields: Mapping[str, tuple[QWidget, QLabel]]
    ) -> None:
        super().__init__(frame)
        self._frame, self._lines, self._fields = frame, lines, fields
        self._shown: list[QPushButton] = []
        for name, (widget, _label) in fields.items():
            if isinstance(widget, QLineEdit):
                widget.textEdited.connect(lambda _text, name=name: self.clear(name))
            elif isinstance(widget, QPlainTextEdit):
                widget.textChanged.connect(lambda name=name: self.clear(name))
        self.show({})

    def show(self, wrong: Mapping[str, str], *, take_focus: bool = False) -> None:
        """Show these sentences by field name; a name that the form does not have stands in the list alone."""
        for button in self._shown:
            self._lines.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._shown.clear()
        for name, (widget, label) in self._fields.items():
            sentence = wrong.get(name, "")
            label.setText(sentence)
            label.setVisible(bool(sentence))
            theme.mark(widget, "wrong", bool(sentence))
            theme_fit.fit(widget)  # a fresh style forgets the lengths of the form
            widget.setAccessibleDescription(sentence)
        for name, sentence in wrong.items():
            self._add_link(name, sentence)
        self._frame.setVisible(bool(wrong))
        if take_focus and self._shown:
            self._shown[0].setFocus()

    def clear(self, name: str) -> None:
        """The field was changed: what was said of it no longer holds."""
        widget, label = self._fields[name]
        if label.text():
            label.clear()
            label.hide()
            theme.mark(widget, "wrong", False)
            widget.setAccessibleDescription("")
        if not any(label.text() for _widget, label in self._fields.values()):
            self._frame.hide()

    def _add_link(self, name: str, sentence: str) -> None:
        button = QPushButton(sentence)
        button.setObjectName(f"{name or 'form'}_error_link")
        button.setAccessibleName(sentence)
        button.setProperty("link", True)
        icons.put(button, "octagon", "danger", 16)
        if name in self._fields:
            button.clicked.connect(self._fields[name][0].setFocus)
        self._lines.addWidget(button)
        self._shown.append(button)
