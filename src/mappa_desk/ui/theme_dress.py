"""Puts on a view what its form asks for by dynamic properties: icons, lengths, what Enter does."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from mappa_desk.ui import icons, theme_fit


def dress(root: QWidget) -> None:
    """Dress `root` and everything in it. What is made later is dressed by whoever makes it."""
    icons.dress(root)
    theme_fit.fit(root)
    answer_enter(root)


def answer_enter(root: QWidget) -> None:
    """Let Enter press the button that has the focus, as in a dialog."""
    for button in root.findChildren(QPushButton):
        button.setAutoDefault(True)
