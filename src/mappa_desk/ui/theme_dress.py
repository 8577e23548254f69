"""Puts on a view what its form asks for by dynamic properties: icons, and lengths that grow with the text.

`wide`, `tall`, `least_wide`, `least_tall` and `most_wide` are pixels at 100 % text.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from mappa_desk.ui import icons, theme

_LENGTHS: dict[str, Callable[[QWidget, int], None]] = {
    "wide": QWidget.setFixedWidth,
    "tall": QWidget.setFixedHeight,
    "least_wide": QWidget.setMinimumWidth,
    "least_tall": QWidget.setMinimumHeight,
    "most_wide": QWidget.setMaximumWidth,
}


def dress(root: QWidget) -> None:
    """Dress `root` and everything in it. What is made later is dressed by whoever makes it."""
    icons.dress(root)
    for widget in (root, *root.findChildren(QWidget)):
        _fit(widget)


def _fit(widget: QWidget) -> None:
    for name, give in _LENGTHS.items():
        length = widget.property(name)
        if length is not None:
            give(widget, theme.px(int(length)))


def _on_theme_changed() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        for widget in app.allWidgets():
            _fit(widget)


theme.signals.changed.connect(_on_theme_changed)
