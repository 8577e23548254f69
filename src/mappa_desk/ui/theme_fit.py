"""Lengths that grow with the text, by the dynamic properties of a form.

`wide`, `tall`, `least_wide`, `least_tall` and `most_wide` are pixels at 100 % text.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from mappa_desk.ui import theme

_LENGTHS: dict[str, Callable[[QWidget, int], None]] = {
    "wide": QWidget.setFixedWidth,
    "tall": QWidget.setFixedHeight,
    "least_wide": QWidget.setMinimumWidth,
    "least_tall": QWidget.setMinimumHeight,
    "most_wide": QWidget.setMaximumWidth,
}


def fit(root: QWidget) -> None:
    """Give `root` and everything in it the lengths that the form asks for."""
    for widget in (root, *root.findChildren(QWidget)):
        _fit(widget)


def _fit(widget: QWidget) -> None:
    asked = {bytes(name.data()).decode() for name in widget.dynamicPropertyNames()} & _LENGTHS.keys()
    for name in asked:
        _LENGTHS[name](widget, theme.px(int(widget.property(name))))


def _on_theme_changed() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        for widget in app.allWidgets():
            _fit(widget)


theme.signals.changed.connect(_on_theme_changed)
