"""A case: its facts on top, sections that fold, the history of its level at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from mappa_desk._generated.ui_case import Ui_Case
from mappa_desk.ui import theme
from mappa_desk.ui.models.rows import Row
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.views.case_links import CaseLinksView
from mappa_desk.ui.widgets.rows import plain_label

SIDE_BY_SIDE = 1000
"""Logical width, divided by the text size, below which the history goes under the sections."""
SECTIONS = ("summary", "meetings", "actions", "decisions", "documents")


class CaseView(QWidget):
    """Shows what it is told. Rows give back their keys."""

    desk_requested = Signal()
    plan_requested = Signal()
    edit_requested = Signal()
    meeting_chosen = Signal(str)
    documents_chosen = Signal(str)
    """The documents of a meeting (id)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Case()
        self._ui.setupUi(self)
        dress(self)
        ui = self._ui
        ui.edit_button.clicked.connect(self.edit_requested)
        ui.plan_button.clicked.connect(self.plan_requested)
        ui.open_button.clicked.connect(self.desk_requested)
        ui.meetings_rows.chosen.connect(self.meeting_chosen)
        ui.documents_rows.chosen.connect(self.documents_chosen)
        titles = (
            self.tr("Summary"),
            self.tr("Meetings"),
            self.tr("Actions"),
            self.tr("Decisions"),
            self.tr("Documents"),
        )
        self._heads = (
            ui.summary_head,
            ui.meetings_head,
            ui.actions_head,
            ui.decisions_head,
            ui.documents_head,
        )
        bodies = (ui.summary_body, ui.meetings_body, ui.actions_body, ui.decisions_body, ui.documents_body)
        for head, body, title in zip(self._heads, bodies, titles, strict=True):
            head.unfold_into(body, title)
        ui.meetings_head.setChecked(True)
        self.links = CaseLinksView()
        ui.links_lines.addWidget(self.links)
        self.links.stand_between(ui.links_head, ui.actions_head)
        ui.links_head.unfold_into(ui.links_body, self.tr("Linked people"))
        for rows in (ui.meetings_rows, ui.actions_rows, ui.decisions_rows, ui.documents_rows):
            rows.setProperty("card", False)

    def set_facts(self, *, reference: str, name: str, category: str, level: str) -> None:
        """Who it is."""
        ui = self._ui
        ui.reference_label.setText(reference)
        ui.name_label.setText(name)
        ui.name_label.setVisible(bool(name))
        ui.category_label.setText(category)
        ui.level_label.setText(level)

    def set_line(self, *, lead: str, whereabouts: str, release: str, next_review: str) -> None:
        """The four facts in one line."""
        ui = self._ui
        ui.lead_value_label.setText(lead)
        ui.whereabouts_value_label.setText(whereabouts)
        ui.release_value_label.setText(release)
        ui.next_value_label.setText(next_review)

    def set_desk(self, words: str) -> None:
        """The filled button; empty when there is no meeting to open."""
        self._ui.open_button.setText(words)
        self._ui.open_button.setAccessibleName(words)
        self._ui.open_button.setVisible(bool(words))

    def set_summary(self, text: str) -> None:
        """The summary of the case."""
        self._ui.summary_text_label.setText(text or self.tr("No summary yet."))

    def set_section(self, name: str, rows: tuple[Row, ...], note: str) -> None:
        """Rows of a section, and what its head says at the right."""
        lists = {
            "meetings": self._ui.meetings_rows,
            "actions": self._ui.actions_rows,
            "decisions": self._ui.decisions_rows,
            "documents": self._ui.documents_rows,
        }
        if name in lists:
            lists[name].set_rows(rows)
        self._heads[SECTIONS.index(name)].set_note(note)

    def set_links_note(self, note: str) -> None:
        """What the head of the linked people says at the right."""
        self._ui.links_head.set_note(note)

    def set_history(self, lines: tuple[tuple[str, str, str], ...]) -> None:
        """What happened to the level: day, words and note of each change, newest first."""
        layout = self._ui.history_lines
        while layout.count():
            taken = layout.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for day, words, note in lines:
            block = QWidget()
            column = QBoxLayout(QBoxLayout.Direction.TopToBottom, block)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(plain_label(day, font_role="caption", tone="muted"))
            column.addWidget(plain_label(words, font_role="strong", wrap=True))
            if note:
                column.addWidget(plain_label(note, tone="muted", wrap=True))
            layout.addWidget(block)

    def focus_first(self) -> None:
        """Go to the filled button, or to planning when there is none."""
        ui = self._ui
        (ui.open_button if ui.open_button.isVisibleTo(self) else ui.plan_button).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() / theme.scale() >= SIDE_BY_SIDE
        self._ui.columns.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
