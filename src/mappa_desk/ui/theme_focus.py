"""The focus ring, 2 px with a 2 px gap, and the keys that text fields hand back to the window.

A control whose ring belongs around its parent says so with the dynamic property `ring` = "parent"; "none"
has no ring, for what draws its focus itself.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFocusFrame,
    QLineEdit,
    QPlainTextEdit,
    QProxyStyle,
    QScrollArea,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QTabBar,
    QWidget,
)

from mappa_desk.ui import theme

RING = 2
GAP = 2
_RINGED = (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QComboBox,
    QAbstractSpinBox,
    QAbstractItemView,
    QTabBar,
)
_HANDED_BACK = (Qt.Key.Key_K, Qt.Key.Key_U)
"""Outside Windows Qt's editors cut to the end of the line with these; the palette would eat a sentence."""


class _WideMargins(QProxyStyle):
    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric in (
            QStyle.PixelMetric.PM_FocusFrameHMargin,
            QStyle.PixelMetric.PM_FocusFrameVMargin,
        ):
            return RING + GAP
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1  # else the frame around the control would cut the ring off
        return super().styleHint(hint, option, widget, returned)


class FocusRing(QFocusFrame):
    """Drawn around the control that has the keyboard. Takes no mouse and no focus."""

    def __init__(self, margins: QStyle) -> None:
        super().__init__()
        self.setStyle(margins)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), RING))
        inset = RING / 2
        area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(area, 8, 8)


class FocusKeeper(QObject):
    """Follows the program's focus: moves the ring, and lets `Ctrl+K` and `Ctrl+U` through to the window."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent or app)
        self._margins = _WideMargins("Fusion")
        self._margins.setParent(app)  # a ring may outlive this, and draws with it
        self._app, self._ring = app, FocusRing(self._margins)
        app.focusChanged.connect(self._on_focus_changed)
        theme.signals.changed.connect(self._ring_again)
        app.aboutToQuit.connect(self._stop)
        self._on_focus_changed(None, app.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            and event.key() in _HANDED_BACK
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _stop(self) -> None:
        """The program ends: the focus that wanders while its windows are taken down is not followed."""
        self._app.focusChanged.disconnect(self._on_focus_changed)
        theme.signals.changed.disconnect(self._ring_again)

    def _ring_again(self) -> None:
        """Other colours or another text size take the ring away: draw it where the keyboard still is."""
        QTimer.singleShot(0, self, self._show_ring)

    def _show_ring(self) -> None:
        if shiboken6.isValid(self._ring):
            self._ring.setWidget(None)  # type: ignore[arg-type]  # else the same widget changes nothing
        self._on_focus_changed(None, self._app.focusWidget())

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None and shiboken6.isValid(old):
            old.removeEventFilter(self)
        if isinstance(now, QLineEdit | QPlainTextEdit):
            now.installEventFilter(self)
        if now is not None:
            _bring_into_view(now)
        if not shiboken6.isValid(self._ring):  # it went with the window that it was last drawn in
            self._ring = FocusRing(self._margins)
        self._ring.setWidget(_ringed(now))  # type: ignore[arg-type]  # None takes the ring away


def _bring_into_view(widget: QWidget) -> None:
    """Scroll what holds the widget until it is seen; Qt does so for Tab alone."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 0, 8)
        parent = parent.parentWidget()


def _ringed(widget: QWidget | None) -> QWidget | None:
    if widget is None or not isinstance(widget, _RINGED) or not widget.isVisible():
        return None
    wish = widget.property("ring")
    if wish == "none":
        return None
    if wish == "parent":
        return widget.parentWidget()
    parent = widget.parentWidget()
    return parent if isinstance(parent, QComboBox | QAbstractSpinBox) else widget
