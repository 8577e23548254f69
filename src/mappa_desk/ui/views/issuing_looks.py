"""The last two steps of giving copies out: how they go, and the second look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mappa_desk.ui import icons, theme
from mappa_desk.ui.models.issuing import HowAnswers
from mappa_desk.ui.models.points import PointRow, PointsModel
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.views.issuing_step import IssuingStep
from mappa_desk.ui.widgets.points_list import PointsList
from mappa_desk.ui.widgets.rows import plain_label

TALLEST = 260
"""Pixels at 100 % text of the list of copies; more of them scroll."""


class HowStep(IssuingStep):
    """How copies go, where the files are written, by when they come back, and what protects them."""

    folder_requested = Signal()
    others_requested = Signal()
    protect_changed = Signal(bool)
    recall_edited = Signal(str)

    def __init__(self) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("How it goes"))
        self.folder_edit, self.how_combo, self.recall_edit = QLineEdit(), QComboBox(), QLineEdit()
        self.how_combo.setEditable(True)
        self.how_combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        choose = QPushButton(self.tr("Choose a folder"))
        choose.setObjectName("folder_button")
        choose.setAccessibleName(choose.text())
        choose.clicked.connect(self.folder_requested)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addLayout(self.labelled("target", self.tr("Folder for the files"), self.folder_edit), 1)
        line.addWidget(choose, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(line)
        self.column.addLayout(self.labelled("how", self.tr("How it goes to them"), self.how_combo))
        recall = self.labelled("recall_by", self.tr("To come back or be destroyed by"), self.recall_edit)
        self.meant_label = plain_label("", font_role="caption", tone="muted")
        recall.addWidget(self.meant_label)
        self.column.addLayout(recall)
        self.recall_edit.textChanged.connect(self.recall_edited)
        self.protect_check = QCheckBox(self.tr("Protect each file with a passphrase"))
        self.protect_check.setAccessibleName(self.protect_check.text())
        self.protect_check.setObjectName("protect_check")
        self.protect_check.toggled.connect(self._on_protect)
        self.column.addWidget(self.protect_check)
        self._make_words()
        self.column.addStretch(1)
        self.setFocusProxy(self.folder_edit)

    def offer(self, ways: Sequence[str], folder: str) -> None:
        """Ways in which copies go, and the folder of last time."""
        if not self.how_combo.count():
            self.how_combo.addItems(list(ways))
            self.how_combo.setEditText(ways[0] if ways else "")
        if not self.folder_edit.text():
            self.folder_edit.setText(folder)

    def set_folder(self, folder: str) -> None:
        """The folder that was chosen."""
        self.folder_edit.setText(folder)
        self.folder_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_meant(self, words: str) -> None:
        """The day that the typed words mean."""
        self.meant_label.setText(words)
        self.recall_edit.setAccessibleDescription(words)

    def show_passphrases(self, offered: Sequence[tuple[str, str, str]]) -> None:
        """A passphrase for each recipient: key, who, words. Each may be changed."""
        while self._grid.count():
            taken = self._grid.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._edits: dict[str, QLineEdit] = {}
        for row, (key, who, words) in enumerate(offered):
            edit = QLineEdit(words)
            edit.setObjectName(f"passphrase_{row}_field")
            edit.setAccessibleName(self.tr("Passphrase for {who}").format(who=who))
            self._grid.addWidget(plain_label(who, wrap=True), 2 * row, 0)
            self._grid.addWidget(edit, 2 * row + 1, 0)
            self._edits[key] = edit
        self.fields["passphrase"] = next(iter(self._edits.values()), self.protect_check)
        dress(self)

    def tab_line(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order, whenever its parts were made."""
        edits = self._edits.values() if self.protect_check.isChecked() else ()
        return (self.protect_check, *edits, self.others_button) if edits else ()

    def answers(self) -> HowAnswers:
        """What was answered, as it was typed."""
        words: tuple[tuple[str, str], ...] = ()
        if self.protect_check.isChecked():
            words = tuple((key, edit.text()) for key, edit in self._edits.items())
        return HowAnswers(
            how=self.how_combo.currentText().strip(),
            recall_by=self.recall_edit.text().strip(),
            folder=self.folder_edit.text().strip(),
            passphrases=words,
        )

    def _make_words(self) -> None:
        self._edits = {}
        self.words_frame = QFrame()
        self.words_frame.setProperty("card", True)
        inner = QVBoxLayout(self.words_frame)
        inner.setContentsMargins(12, 12, 12, 12)
        inner.setSpacing(6)
        told = self.tr(
            "They are shown here and at the end, and kept nowhere. Tell each by another way than the file."
        )
        inner.addWidget(plain_label(told, tone="warning", wrap=True))
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(4)
        inner.addLayout(self._grid)
        self.others_button = others = QPushButton(self.tr("Make other ones"))
        others.setObjectName("others_button")
        others.setAccessibleName(others.text())
        others.setProperty("link", True)
        others.clicked.connect(self.others_requested)
        inner.addWidget(others, 0, Qt.AlignmentFlag.AlignLeft)
        self.words_frame.hide()
        self.column.addWidget(self.words_frame)

    def _on_protect(self, on: bool) -> None:
        self.words_frame.setVisible(on)
        self.protect_changed.emit(on)


class LookStep(IssuingStep):
    """Every copy as it would lie on the disk, opened again; and the second deliberate step."""

    gate_changed = Signal()
    folder_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("Second look"))
        self.model = PointsModel(self)
        self.verdict_icon = plain_label("")
        self.verdict_label = plain_label("", font_role="strong", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.verdict_icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.verdict_label, 1)
        self.column.addLayout(line)
        self.words_label = plain_label("", wrap=True)
        self.words_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.words_label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.words_label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.words_label.hide()
        self.column.addWidget(self.words_label)
        self.list = PointsList()
        self.list.setObjectName("looked_list")
        self.list.setAccessibleName(self.tr("Copies"))
        self.list.setModel(self.model)
        self.column.addWidget(self.list)
        self.folder_button = QPushButton()
        self.folder_button.setObjectName("show_folder_button")
        self.folder_button.clicked.connect(self.folder_wanted)
        self.folder_button.hide()
        self.column.addWidget(self.folder_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._make_gate()
        self.setFocusProxy(self.list)

    def show_copies(self, rows: tuple[PointRow, ...]) -> None:
        """The copies; the list is as tall as they are, up to what leaves room for the second step."""
        self.model.set_rows(rows)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the words anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        tall = sum(self.list.sizeHintForRow(at) for at in range(len(self.model)))
        self.list.setFixedHeight(min(tall + 2, theme.px(TALLEST)))

    def show_verdict(self, sentence: str, icon: str, tone: str) -> None:
        """What the second look saw, in one sentence."""
        icons.put(self.verdict_icon, icon, tone)
        self.verdict_label.setText(sentence)

    def show_words(self, text: str) -> None:
        """Passphrases, shown for the last time; empty for none."""
        self.words_label.setText(text)
        self.words_label.setVisible(bool(text))

    def offer_folder(self, words: str) -> None:
        """The button that shows the written files."""
        self.folder_button.setText(words)
        self.folder_button.setAccessibleName(words)
        self.folder_button.show()

    def ask_gate(self, why: str, label: str) -> None:
        """Ask for two deliberate steps; an empty reason asks for none."""
        self.gate_frame.setVisible(bool(why))
        self.gate_label.setText(why)
        self.typed_label.setText(label)
        self.typed_edit.setAccessibleName(label)
        self.typed_edit.clear()
        self.looked_check.setChecked(False)

    def gate(self) -> tuple[bool, str]:
        """Whether it is ticked, and what was typed."""
        return self.looked_check.isChecked(), self.typed_edit.text().strip()

    def _make_gate(self) -> None:
        self.gate_frame = QFrame()
        self.gate_frame.setProperty("card", True)
        self.gate_frame.setProperty("edge", "warning")
        inner = QVBoxLayout(self.gate_frame)
        inner.setContentsMargins(12, 12, 12, 12)
        inner.setSpacing(6)
        self.gate_label = plain_label("", wrap=True)
        self.looked_check = QCheckBox(self.tr("I have looked at who gets this"))
        self.looked_check.setAccessibleName(self.looked_check.text())
        self.looked_check.setObjectName("looked_check")
        self.typed_label = plain_label("", font_role="caption", tone="muted", wrap=True)
        self.typed_edit = QLineEdit()
        self.typed_edit.setObjectName("typed_field")
        self.typed_label.setBuddy(self.typed_edit)
        inner.addWidget(self.gate_label)
        inner.addWidget(self.looked_check)
        inner.addWidget(self.typed_label)
        inner.addWidget(self.typed_edit)
        self.looked_check.toggled.connect(lambda _on: self.gate_changed.emit())
        self.typed_edit.textChanged.connect(lambda _text: self.gate_changed.emit())
        self.gate_frame.hide()
        self.column.addWidget(self.gate_frame)
        self.column.addStretch(1)
