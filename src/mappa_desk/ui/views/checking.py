"""Checking a document: a file is chosen or dropped, or its code typed; the answer stands below in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mappa_desk.ui import icons, theme
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.widgets.rows import plain_label
from mappa_desk.ui.widgets.spoken_scroll import SpokenScroll

WIDEST = 760


class CheckingView(QWidget):
    """Shows the answer; judges nothing. A file may be dropped anywhere on it."""

    code_given = Signal(str)
    file_requested = Signal()
    file_dropped = Signal(str)
    passphrase_given = Signal(str)
    documents_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = SpokenScroll()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName(self.tr("Check a document"))
        scroll.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        outer.addWidget(scroll)
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(12)
        column.addWidget(plain_label(self.tr("Check a document"), font_role="item_title"))
        about = self.tr(
            "Type the code that is printed at the foot of each page, or choose the PDF. The answer says "
            "whether this vault knows it, which version it is and for whom. Nothing leaves this laptop."
        )
        column.addWidget(plain_label(about, tone="muted", wrap=True))
        self._make_code(column)
        self._make_passphrase(column)
        self._make_answer(column)
        column.addStretch(1)
        scroll.setWidget(self._page)
        theme.signals.changed.connect(self._fit)
        self._fit()
        dress(self)

    def show_answer(
        self, sentences: Sequence[str], icon: str, tone: str, *, leads: str = "", locked: bool = False
    ) -> None:
        """The answer, the most important sentence first; `leads` are the words of a button to its meeting."""
        icons.put(self._icon, icon, tone)
        self._first.setText(sentences[0] if sentences else "")
        self._rest.setText("\n".join(sentences[1:]))
        self._rest.setVisible(len(sentences) > 1)
        theme.mark(self._answer, "edge", tone if tone in ("done", "warning", "danger") else "accent")
        self._lead_button.setText(leads)
        self._lead_button.setAccessibleName(leads)
        self._lead_button.setVisible(bool(leads))
        self._answer.setAccessibleName(" ".join(sentences))
        self._answer.setVisible(bool(sentences))
        self._locked.setVisible(locked)
        if locked:
            self.passphrase_edit.clear()
            self.passphrase_edit.setFocus()

    def focus_first(self) -> None:
        """Put the caret into the code."""
        self.code_edit.setFocus()

    def regions(self) -> tuple[QWidget, ...]:
        """Where F6 leads."""
        return (self.code_edit, self._answer) if self._answer.isVisible() else (self.code_edit,)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file of this machine may be dropped."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The file is looked at; it stays where it is."""
        event.acceptProposedAction()
        self.file_dropped.emit(event.mimeData().urls()[0].toLocalFile())

    def _make_code(self, column: QVBoxLayout) -> None:
        label = plain_label(self.tr("Code at the foot of the page"), font_role="strong")
        self.code_edit = QLineEdit()
        self.code_edit.setObjectName("code_edit")
        self.code_edit.setAccessibleName(self.tr("Code at the foot of the page"))
        self.code_edit.setPlaceholderText(self.tr("four groups of four, such as CHHB RBG7 QVP5 ZYDA"))
        self.code_edit.setMaxLength(80)
        self.code_edit.returnPressed.connect(lambda: self.code_given.emit(self.code_edit.text()))
        label.setBuddy(self.code_edit)
        check = self._button("check_code_button", self.tr("Check the code"))
        check.setProperty("primary", True)
        check.clicked.connect(lambda: self.code_given.emit(self.code_edit.text()))
        choose = self._button("choose_file_button", self.tr("Choose a PDF"))
        choose.clicked.connect(self.file_requested)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(check)
        line.addWidget(choose)
        line.addStretch(1)
        column.addWidget(label)
        column.addWidget(self.code_edit)
        column.addLayout(line)
        drop = plain_label(self.tr("A file can also be dropped anywhere on this page."), tone="muted")
        column.addWidget(drop)

    def _make_passphrase(self, column: QVBoxLayout) -> None:
        self._locked = QWidget()
        inner = QVBoxLayout(self._locked)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        label = plain_label(self.tr("Passphrase of the file"), font_role="strong")
        self.passphrase_edit = QLineEdit()
        self.passphrase_edit.setObjectName("passphrase_edit")
        self.passphrase_edit.setAccessibleName(self.tr("Passphrase of the file"))
        self.passphrase_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase_edit.returnPressed.connect(
            lambda: self.passphrase_given.emit(self.passphrase_edit.text())
        )
        label.setBuddy(self.passphrase_edit)
        look = self._button("open_file_button", self.tr("Open it and look further"))
        look.clicked.connect(lambda: self.passphrase_given.emit(self.passphrase_edit.text()))
        inner.addWidget(label)
        inner.addWidget(self.passphrase_edit)
        inner.addWidget(look, 0, Qt.AlignmentFlag.AlignLeft)
        self._locked.hide()
        column.addWidget(self._locked)

    def _make_answer(self, column: QVBoxLayout) -> None:
        self._answer = QFrame()
        self._answer.setObjectName("answer_frame")
        self._answer.setProperty("card", True)
        self._answer.setProperty("region", self.tr("Answer"))
        self._answer.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inner = QVBoxLayout(self._answer)
        inner.setContentsMargins(16, 16, 16, 16)
        inner.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(10)
        self._icon = plain_label("")
        self._first = plain_label("", font_role="strong", wrap=True)
        self._rest = plain_label("", wrap=True)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._first, 1)
        inner.addLayout(line)
        inner.addWidget(self._rest)
        self._lead_button = self._button("lead_button", self.tr("Documents of this meeting"))
        self._lead_button.clicked.connect(self.documents_requested)
        inner.addWidget(self._lead_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._answer.hide()
        column.addWidget(self._answer)

    def _button(self, name: str, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAccessibleName(words)
        return button

    def _fit(self) -> None:
        self._page.setMaximumWidth(theme.px(WIDEST))
