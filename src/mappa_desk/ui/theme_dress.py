"""Puts on a view what its form asks for by dynamic properties: icons, lengths, what Enter does."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from mappa_desk.ui import icons, theme_fit

SPIN_INDENT = 8


def dress(root: QWidget) -> None:
    """Dress `root` and everything in it. What is made later is dressed by whoever makes it."""
    icons.dress(root)
    theme_fit.fit(root)
    answer_enter(root)
    indent_numbers(root)


def indent_numbers(root: QWidget) -> None:
    """Keep the number in a spin box as far from its edge as words are in a field, which no sheet can."""
    for inner in root.findChildren(QLineEdit, "qt_spinbox_lineedit"):
        inner.setTextMargins(SPIN_INDENT, 0, 0, 0)


def answer_enter(root: QWidget) -> None:
    """Let Enter press the button that has the focus, as in a dialog."""
    for button in root.findChildren(QPushButton):
        button.setAutoDefault(True)
