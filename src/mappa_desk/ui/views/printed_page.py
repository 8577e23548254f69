"""Settings of the printed page: the area's logo, the board's approval of its form, the order of minutes."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_printed_page import Ui_PrintedPage
from mappa_desk.domain.section_order import SECTION_WORDS, SECTIONS, section_order
from mappa_desk.ui import theme
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.tables import Column, RowsModel
from mappa_desk.ui.theme_dress import dress

_PICTURE = (240, 64)
"""Most room of the logo in the settings, in pixels."""


@dataclass(frozen=True, slots=True)
class PrintedPageAnswers:
    """What the fields say."""

    logo: str
    """PNG in base 64; empty for none."""
    logo_says: str
    approved: str
    """The board's day as it was typed."""
    departs_because: str
    statement_edition: str
    section_order: tuple[str, ...]
    """Empty for the usual order."""


class PrintedPageView(QWidget):
    """Shows the fields; nothing is kept before the button is pressed."""

    logo_wanted = Signal()
    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_PrintedPage()
        self._ui.setupUi(self)
        dress(self)
        ui = self._ui
        columns: tuple[Column[str], ...] = (Column(tr("Part"), lambda name: tr(SECTION_WORDS[name])),)
        self._order: RowsModel[str] = RowsModel(columns, lambda name: name)
        self._names: tuple[str, ...] = SECTIONS
        self._logo = ""
        ui.order_table.show_rows(self._order)
        ui.choose_button.clicked.connect(self.logo_wanted)
        ui.remove_button.clicked.connect(lambda: self.set_logo(""))
        ui.earlier_button.clicked.connect(lambda: self._move(-1))
        ui.later_button.clicked.connect(lambda: self._move(1))
        ui.usual_button.clicked.connect(lambda: self._set_order(SECTIONS, 0))
        ui.keep_button.clicked.connect(self.kept)
        ui.order_table.selectionModel().currentRowChanged.connect(lambda *_: self._enable_moves())
        self._fields = {
            "logo": (ui.choose_button, ui.logo_error_label),
            "logo_says": (ui.logo_says_edit, ui.logo_says_error_label),
            "approved": (ui.approved_edit, ui.approved_error_label),
            "departs_because": (ui.departs_edit, ui.departs_error_label),
            "statement_edition": (ui.edition_edit, ui.edition_error_label),
        }
        self.setFocusProxy(ui.choose_button)
        self.show_wrong("", "")
        self.set_notes(())

    def set_answers(self, answers: PrintedPageAnswers) -> None:
        """Fill the fields."""
        ui = self._ui
        self.set_logo(answers.logo)
        ui.logo_says_edit.setText(answers.logo_says)
        ui.approved_edit.setText(answers.approved)
        ui.departs_edit.setText(answers.departs_because)
        ui.edition_edit.setText(answers.statement_edition)
        self._set_order(section_order(answers.section_order), 0)

    def answers(self) -> PrintedPageAnswers:
        """What the fields say now."""
        ui = self._ui
        return PrintedPageAnswers(
            logo=self._logo,
            logo_says=ui.logo_says_edit.text().strip(),
            approved=ui.approved_edit.text().strip(),
            departs_because=ui.departs_edit.text().strip(),
            statement_edition=ui.edition_edit.text().strip(),
            section_order=() if self._names == SECTIONS else self._names,
        )

    def set_logo(self, logo: str) -> None:
        """Show a logo; empty for none."""
        self._logo = logo
        ui, pixmap = self._ui, QPixmap()
        try:
            pixmap.loadFromData(base64.b64decode(logo, validate=True), "PNG")
        except (binascii.Error, ValueError):
            pixmap = QPixmap()
        if pixmap.isNull():
            ui.picture_label.setText(tr("No logo."))
        else:
            ratio = self.devicePixelRatioF()
            wide, tall = (round(side * ratio) for side in _PICTURE)
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            fitted = pixmap.scaled(wide, tall, keep, smooth)
            fitted.setDevicePixelRatio(ratio)
            ui.picture_label.setPixmap(fitted)
        said = tr("No logo.") if pixmap.isNull() else tr("The logo")
        ui.picture_label.setAccessibleName(said)
        ui.remove_button.setEnabled(bool(logo))
        self.show_wrong("", "")

    def show_wrong(self, name: str, sentence: str) -> None:
        """Say beside a field what is wrong with it; an empty sentence takes every one away."""
        for field, (widget, label) in self._fields.items():
            said = sentence if field == name else ""
            label.setText(said)
            label.setVisible(bool(said))
            widget.setAccessibleDescription(said)
            theme.mark(widget, "wrong", bool(said))
            if said:
                widget.setFocus()

    def set_notes(self, notes: tuple[str, ...]) -> None:
        """What is not printed as it was asked for."""
        self._ui.notes_label.setText(" ".join(notes))

    def _set_order(self, names: tuple[str, ...], at: int) -> None:
        self._names = names
        self._order.set_rows(names)
        self._ui.order_table.setCurrentIndex(self._order.index(at, 0))
        self._enable_moves()

    def _move(self, by: int) -> None:
        at = self._ui.order_table.currentIndex().row()
        to = at + by
        if at < 0 or not 0 <= to < len(self._names):
            return
        names = list(self._names)
        names.insert(to, names.pop(at))
        self._set_order(tuple(names), to)

    def _enable_moves(self) -> None:
        ui, at = self._ui, self._ui.order_table.currentIndex().row()
        ui.earlier_button.setEnabled(at > 0)
        ui.later_button.setEnabled(0 <= at < len(self._names) - 1)
        ui.usual_button.setEnabled(self._names != SECTIONS)
