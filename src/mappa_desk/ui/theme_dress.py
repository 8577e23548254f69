"""Puts on a view what its form asks for by dynamic properties: icons, and lengths that grow with the text."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mappa_desk.ui import icons, theme_fit


def dress(root: QWidget) -> None:
    """Dress `root` and everything in it. What is made later is dressed by whoever makes it."""
    icons.dress(root)
    theme_fit.fit(root)
