"""Versions of one paragraph: a list with who and when, what each changed, and the way back to one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QTextCharFormat
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from mappa_desk.domain.text_changes import PieceKind
from mappa_desk.domain.text_places import units
from mappa_desk.ui import theme, theme_dress
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.write_up_versions import VersionRow, VersionsModel, told
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.desk_lists import DeskList, LineDelegate
from mappa_desk.ui.widgets.rows import plain_label


class _VersionDelegate(LineDelegate):
    def row_height(self, row: VersionRow, width: float) -> float:
        return float(theme.px(48))

    def draw(self, painter: QPainter, box: QRectF, row: VersionRow, *, selected: bool, focused: bool) -> None:
        if selected:
            painter.fillRect(box, theme.colour("accent_soft"))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme.colour("accent"))
        half = box.height() / 2
        left, width = box.left() + theme.space(4), box.width() - theme.space(8)
        upper = QRectF(left, box.top() + 4, width, half - 4)
        lower = QRectF(left, box.top() + half, width, half - 4)
        paint.draw_text(painter, upper, row.name, bold=True)
        paint.draw_text(painter, lower, row.about, "caption", tone="muted")


class VersionsView(QWidget):
    """The pane of versions."""

    brought_back = Signal(int)
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = VersionsModel(self)
        self.list = DeskList()
        self.list.setObjectName("versions_list")
        self.list.setAccessibleName(tr("Versions of this paragraph"))
        self.list.setItemDelegate(_VersionDelegate(self.list))
        self.list.setModel(self._model)
        self.list.typed.connect(self.typed)
        self.list.selectionModel().currentChanged.connect(lambda *_rows: self._show())
        self._about = plain_label("", font_role="caption", tone="muted", wrap=True)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.document().setDocumentMargin(0)
        self._text.setObjectName("version_text")
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setTabChangesFocus(True)
        self.button = QPushButton(tr("Bring this one back"))
        self.button.clicked.connect(self._bring_back)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.list, 2)
        rule = QFrame()
        rule.setProperty("line", True)
        rule.setFixedHeight(1)
        lines.addWidget(rule)
        below = QVBoxLayout()
        below.setContentsMargins(16, 10, 16, 12)
        below.setSpacing(6)
        below.addWidget(self._about)
        below.addWidget(self._text, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.button)
        foot.addStretch(1)
        below.addLayout(foot)
        lines.addLayout(below, 3)
        self.setFocusProxy(self.list)
        theme.signals.changed.connect(self._show)
        theme_dress.dress(self)

    def show_versions(self, title: str, rows: tuple[VersionRow, ...], *, may: bool) -> None:
        """Show these, the present one first. `may` is False where nothing can be changed."""
        self._may = may
        self.list.setAccessibleName(title)
        self._model.set_rows(rows)
        if rows and not self.list.currentIndex().isValid():
            self.list.select_place(0)
        self._show()

    @property
    def row(self) -> VersionRow | None:
        """The version that is looked at."""
        found: VersionRow | None = self.list.current_row()
        return found

    @property
    def told_text(self) -> str:
        """What stands below the list."""
        return self._text.toPlainText()

    def _bring_back(self) -> None:
        if self.row is not None:
            self.brought_back.emit(self.row.number)

    def _show(self) -> None:
        row = self.row
        if row is None:
            self._text.clear()
            self.button.setEnabled(False)
            return
        changed = any(piece.kind is not PieceKind.KEPT for piece in row.pieces)
        about = tr("What it changed of the version before") if changed else tr("The words of this version")
        self._about.setText(about)
        self._text.setAccessibleName(f"{row.name}. {about}")
        runs = told(row)
        self._text.setPlainText("".join(run.text for run in runs))
        selections, at = [], 0
        for run in runs:
            length = units(run.text)
            if run.kind is not PieceKind.KEPT:
                selections.append(self._selection(at, at + length, run.kind))
            at += length
        self._text.setExtraSelections(selections)
        self.button.setEnabled(self._may and not row.present)
        self.button.setAccessibleDescription(row.text)

    def _selection(self, start: int, end: int, kind: PieceKind) -> QTextEdit.ExtraSelection:
        found = QTextEdit.ExtraSelection()
        look = QTextCharFormat()
        added = kind is PieceKind.ADDED
        look.setForeground(theme.colour("done" if added else "danger"))
        look.setBackground(theme.colour("done_soft" if added else "danger_soft"))
        look.setFontStrikeOut(not added)
        cursor = self._text.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
        found.format, found.cursor = look, cursor
        return found

    _may = True
