"""Somebody who writes into a field that is marked."""

from __future__ import annotations

import pytest
from hands import Hands
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit

from mappa_desk.services.cases import case_by_reference
from mappa_desk.ui.widgets.spelling_marks import SpellingMarks


class Writer(Hands):
    """Somebody who writes into the summary of a case."""

    def summary(self) -> QPlainTextEdit:
        case = case_by_reference(self.work, reference="LAN-0417")
        self.shell.replace("edit_case", case.id)  # what was typed into the form before goes
        self.settle()
        field = self.find(QPlainTextEdit, "summary_edit")
        self.view.activateWindow()
        field.clear()
        field.setFocus()
        self.room.wait(lambda: QApplication.focusWidget() is field)
        return field

    def marks(self, field: QPlainTextEdit) -> SpellingMarks:
        return self.office.spelling.watch(field)

    def wait_for(self, field: QPlainTextEdit, *words: str) -> None:
        self.room.wait(lambda: self.marks(field).marked() == words)

    def rest(self, field: QPlainTextEdit) -> None:
        """Let the marks look, ask and look again."""
        for _ in range(2):
            QTest.qWait(60)
            self.room.wait(lambda: not self.office.spelling._asked)

    def menu(self) -> QMenu:
        self.room.wait(lambda: QApplication.activePopupWidget() is not None)
        return QApplication.activePopupWidget()

    def rows(self) -> list[str]:
        return [row.text() for row in self.menu().actions() if row.text()]

    def listening(self, monkeypatch: pytest.MonkeyPatch) -> Writer:
        """A screen reader is not there; what it would be told is written down."""
        self.announced: list[str] = []
        self.office.spelling._suggested.clear()
        self.office.spelling.lexicon._said.clear()
        monkeypatch.setattr(self.office.spelling.shell, "announce", self.announced.append)
        return self
