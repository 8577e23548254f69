"""Looks at a window as a screen reader and a strict designer do, and writes down what is wrong."""

from __future__ import annotations

import re
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from mappa_desk.ui.widgets.desk_frames import ElidedLabel

ROLELESS = {
    QAccessible.Role.NoRole,
    QAccessible.Role.Client,
    QAccessible.Role.Window,
    QAccessible.Role.Pane,
    QAccessible.Role.Border,
    QAccessible.Role.Whitespace,
}
MARKUP = re.compile(r"</?[a-z]+[^>]*>|&(?:lt|gt|amp|nbsp|#\d+);", re.IGNORECASE)
PLANTED = "<b>Nil</b>"
"""Typed by a user, and said as it was typed."""
BACK = 12
"""Logical pixels that a Tab stop may stand above or left of the one before it and count as level."""


def inner(widget: QWidget) -> bool:
    """Parts that Qt makes for itself: the field of a choice, its list."""
    return (
        isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox)
        or "qt_" in widget.objectName()
        or type(widget).__name__ in ("QComboBoxPrivateContainer", "QComboBoxListView")
    )


def focusable(window: QWidget) -> list[QWidget]:
    """Everything that the keyboard can come to."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & (Qt.FocusPolicy.TabFocus | Qt.FocusPolicy.ClickFocus)
        and widget.focusProxy() is None
        and not inner(widget)
    ]


def label_of(widget: QWidget) -> str:
    """How a finding names a widget."""
    return f"{type(widget).__name__} {widget.objectName()}".strip()


def unspeakable(window: QWidget) -> list[str]:
    """Focusable controls without a name or a role, and markup in any name, value or description."""
    found = []
    for widget in focusable(window):
        face = QAccessible.queryAccessibleInterface(widget)
        if not face.text(QAccessible.Text.Name).strip():
            found.append(f"no name: {label_of(widget)}")
        if face.role() in ROLELESS:
            found.append(f"no role ({face.role().name}): {label_of(widget)}")
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        if face is None:
            continue
        for text in (QAccessible.Text.Name, QAccessible.Text.Description):
            said = face.text(text)
            if MARKUP.search(said.replace(PLANTED, "")):
                found.append(f"markup in {text.name} of {label_of(widget)}: {said}")
        guesses = isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText
        if guesses and not widget.objectName().startswith("qt_") and widget.text():
            found.append(f"guesses rich text: {label_of(widget)}")
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found += _nameless_rows(widget)
    return found


def _nameless_rows(view: QAbstractItemView) -> list[str]:
    model = view.model()
    for row in range(min(model.rowCount(), 60)):
        index = model.index(row, 0)
        words = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole)
        if not str(words or "").strip() and model.columnCount() == 1:
            return [f"row {row} of {label_of(view)} says nothing"]
    return []


def regions_of(window: QWidget) -> dict[QWidget, list[QWidget]]:
    """Tab stops in the order of Tab, by the region (column, bar, sheet) they stand in."""
    stops: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not window and widget is not None:
        if (
            widget.isVisible()
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not inner(widget)
            and not widget.visibleRegion().isEmpty()
            and widget.window() is window
            and widget.focusProxy() is None
        ):
            stops.append(widget)
        widget = widget.nextInFocusChain()
    found: dict[QWidget, list[QWidget]] = {}
    for stop in stops:
        found.setdefault(_region(stop, window), []).append(stop)
    return found


_REGIONS = (
    "agenda_column", "centre_column", "side_column", "people_column", "footer", "header_frame", "banner_slot",
    "nav_frame", "DeskSheet", "DecisionSheet", "sheet_page",
)  # fmt: skip


def _region(widget: QWidget, window: QWidget) -> QWidget:
    parent = widget
    while parent is not window:
        if parent.objectName() in _REGIONS:
            return parent
        parent = parent.parentWidget()
    return window


def tab_backwards(window: QWidget) -> list[str]:
    """Tab stops that follow one that stands below them, or at the right of them in the same row."""
    found = []
    for region, stops in regions_of(window).items():
        for before, after in pairwise(stops):
            one, other = _place(before, window), _place(after, window)
            above = other.bottom() < one.top() + BACK
            shared = min(one.bottom(), other.bottom()) - max(one.top(), other.top())
            level = 2 * shared > min(one.height(), other.height())
            if above or (level and other.right() < one.left() + BACK):
                where = region.objectName() or type(region).__name__
                found.append(f"{where}: {label_of(before)} {_at(one)} then {label_of(after)} {_at(other)}")
    return found


def _at(box: QRect) -> str:
    return f"({box.left()}, {box.top()})"


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def clipped(window: QWidget) -> list[str]:
    """Words that do not fit where they stand: labels, buttons, tabs, placeholders are not counted."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        if isinstance(widget, ElidedLabel):
            found += _too_low(widget)
        elif isinstance(widget, QLabel):
            found += _label_cut(widget)
        elif isinstance(widget, QPushButton | QToolButton):
            found += _button_cut(widget)
        elif isinstance(widget, QTabBar):
            found += _tabs_cut(widget)
        elif isinstance(widget, QLineEdit | QComboBox):
            found += _too_low(widget)
        found += _outside(widget)
    return found


def _too_low(widget: QWidget) -> list[str]:
    needed = widget.fontMetrics().height() - widget.fontMetrics().descent()
    return [f"too low: {label_of(widget)}"] if widget.contentsRect().height() < needed else []


def _label_cut(label: QLabel) -> list[str]:
    if not label.text() or label.pixmap().width():
        return []
    room = label.contentsRect().adjusted(label.margin(), label.margin(), -label.margin(), -label.margin())
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        tall = label.height() + 2 < needed
        words = max((label.fontMetrics().horizontalAdvance(one) for one in label.text().split()), default=0)
        return [f"cut: {label_of(label)} “{label.text()[:40]}”"] if tall or words > room.width() + 1 else []
    wide = label.fontMetrics().horizontalAdvance(label.text()) > room.width() + 1
    return [f"cut: {label_of(label)} “{label.text()[:40]}”"] if wide or _too_low(label) else []


def _button_cut(button: QAbstractButton) -> list[str]:
    words = button.text().replace("&", "").strip()
    if not words or type(button).__name__ in ("KindMark", "SpeakerChip", "FinderButton"):
        return []
    needed = button.fontMetrics().horizontalAdvance(words)
    if not button.icon().isNull():
        needed += button.iconSize().width()
    if needed > button.width() or button.height() < button.fontMetrics().height():
        return [f"cut: {label_of(button)} “{words}”"]
    return []


def _tabs_cut(tabs: QTabBar) -> list[str]:
    found = []
    for place in range(tabs.count()):
        needed = tabs.fontMetrics().horizontalAdvance(tabs.tabText(place))
        box = tabs.tabRect(place)
        if tabs.isTabVisible(place) and (needed > box.width() or box.right() > tabs.width()):
            found.append(f"cut: tab “{tabs.tabText(place)}”")
    return found


def _outside(widget: QWidget) -> list[str]:
    """Controls that reach past the right edge of what holds them, where nothing scrolls sideways."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or not isinstance(widget, QAbstractButton | QLineEdit | QComboBox):
        return []
    if inner(widget) or isinstance(parent, QAbstractItemView):
        return []
    if widget.geometry().right() > parent.width() or widget.geometry().left() < 0:
        return [f"outside: {label_of(widget)}"]
    return []


def filled(window: QWidget) -> list[str]:
    """The filled buttons that are seen."""
    return [
        button.text() or button.accessibleName()
        for button in window.findChildren(QPushButton)
        if button.isVisible() and button.property("primary") and not button.visibleRegion().isEmpty()
    ]


def in_sight(widget: QWidget | None) -> bool:
    """Whether the whole of a widget is seen in its window."""
    if widget is None or not widget.isVisible():
        return False
    return widget.window().rect().contains(_place(widget, widget.window()))
