"""Keeps the keyboard from wandering through widgets that nobody meant to go to."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget


def rest_keyboard(root: QWidget | None) -> None:
    """Take the keyboard out of what is about to be hidden.

    Qt would hand it to whatever comes next in line, and a screen reader would say so, before it goes where it
    belongs.
    """
    focus = root.window().focusWidget() if root is not None else None
    if root is not None and focus is not None and (focus is root or root.isAncestorOf(focus)):
        focus.clearFocus()


def tab_in_order(*stops: QWidget) -> None:
    """Let Tab go from each of these to the next."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def tab_through(region: QWidget, behind: QWidget) -> None:
    """Let Tab go from a region into what it shows at present, from top to bottom, and then on behind it."""

    def place(widget: QWidget) -> tuple[int, int]:
        at = widget.mapTo(region, QPoint(0, 0))
        return at.y(), at.x()

    inside = [
        one
        for one in region.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
    ]
    tab_in_order(region, *sorted(inside, key=place), behind)
