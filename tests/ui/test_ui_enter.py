"""Enter presses the button that has the focus, on every page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mappa_desk.ui.theme_dress import dress


def test_enter_presses_a_dressed_button(qtbot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    button = QPushButton("Keep", page)
    QVBoxLayout(page).addWidget(button)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    page.show()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [], "Qt itself lets Enter press buttons of dialogs alone"
    dress(page)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert len(pressed) == 1
