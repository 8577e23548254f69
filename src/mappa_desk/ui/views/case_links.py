"""The linked people of a case: where each leads, a link that ends, a link that is made by reference."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from mappa_desk._generated.ui_case_links import Ui_CaseLinks
from mappa_desk.domain.linked import LinkedCase
from mappa_desk.ui import theme
from mappa_desk.ui.models.rows import Row
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.widgets.rows import RowButton

IN_ONE_LINE = 640
"""Logical width, divided by the text size, below which the fields stand one under the other."""


class CaseLinksView(QWidget):
    """Shows the links. What was typed stays until the link is on the disk."""

    case_chosen = Signal(str)
    link_requested = Signal(str, str)
    end_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_CaseLinks()
        self._ui.setupUi(self)
        dress(self)
        ui = self._ui
        self._neighbours: tuple[QWidget, QWidget] | None = None
        for edit in (ui.reference_edit, ui.why_edit):
            edit.returnPressed.connect(self._on_link)
        ui.link_button.clicked.connect(self._on_link)
        ui.error_label.hide()

    def set_links(self, links: tuple[LinkedCase, ...]) -> None:
        """Show these links; each has a row that leads to the case and a button that ends it."""
        lines = self._ui.links_lines
        while lines.count():
            taken = lines.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        made = [self._made(link) for link in links]
        for holder in made:
            lines.addWidget(holder)
        self._ui.empty_label.setVisible(not links)
        self._order(made)

    def stand_between(self, before: QWidget, after: QWidget) -> None:
        """Tab comes here from one widget and goes on to the other."""
        self._neighbours = (before, after)
        self._order([])

    def _order(self, holders: list[QWidget]) -> None:
        if self._neighbours is None:
            return
        ui = self._ui
        buttons = [button for holder in holders for button in holder.findChildren(QPushButton)]
        stops = [*buttons, ui.reference_edit, ui.why_edit, ui.link_button]
        for one, following in pairwise((self._neighbours[0], *stops, self._neighbours[1])):
            QWidget.setTabOrder(one, following)

    def _made(self, link: LinkedCase) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        row = RowButton(Row(link.case_id, link.reference, link.why, icon="people", icon_tone="muted"))
        row.setObjectName("linked_case_button")
        row.clicked.connect(lambda: self.case_chosen.emit(link.case_id))
        end = QPushButton(self.tr("End the link"))
        end.setObjectName("end_link_button")
        end.setProperty("quiet", True)
        end.setAutoDefault(True)
        end.setAccessibleName(self.tr("End the link with {reference}").format(reference=link.reference))
        end.clicked.connect(lambda: self.end_requested.emit(link.link_id))
        line.addWidget(row, 1)
        line.addWidget(end)
        return holder

    def show_error(self, sentence: str, field: str = "") -> None:
        """Why it was refused, at its field. Empty takes it away."""
        ui = self._ui
        ui.error_label.setText(sentence)
        ui.error_label.setVisible(bool(sentence))
        for edit, name in ((ui.reference_edit, "reference"), (ui.why_edit, "why")):
            theme.mark(edit, "wrong", bool(sentence) and field == name)
            if sentence and field == name:
                edit.setFocus()

    def fill(self, reference: str, why: str) -> None:
        """Put these into the fields: nothing after a link was made, the old ones after it was ended."""
        self._ui.reference_edit.setText(reference)
        self._ui.why_edit.setText(why)
        self._ui.reference_edit.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        wide = self.width() / theme.scale() >= IN_ONE_LINE
        self._ui.add_line.setDirection(across if wide else down)

    def _on_link(self) -> None:
        self.link_requested.emit(self._ui.reference_edit.text().strip(), self._ui.why_edit.text().strip())
