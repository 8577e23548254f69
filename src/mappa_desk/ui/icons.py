"""Line icons from ":/icons", drawn in the colour of a role and redrawn when the theme changes.

A form names its icon in the dynamic properties `icon_name`, `icon_tone` and `icon_size`; `dress(view)`
puts it on.
"""

from __future__ import annotations

import importlib
from functools import lru_cache

from PySide6.QtCore import QByteArray, QFile, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from mappa_desk.ui import theme

_loaded: list[bool] = []
_cache: dict[tuple[str, str, int], QIcon] = {}


def icon(name: str, role: str = "text", size: int = 20) -> QIcon:
    """The icon `name` in the colour of `role`, `size` pixels at 100 % text. Empty when there is none."""
    side = theme.px(size)
    key = (name, theme.colour(role).name(), side)
    if key not in _cache:
        made = QIcon()
        for density in _densities():
            drawn = _draw(name, key[1], side, density)
            if drawn is not None:
                made.addPixmap(drawn, QIcon.Mode.Normal)
                made.addPixmap(drawn, QIcon.Mode.Active)
                made.addPixmap(drawn, QIcon.Mode.Selected)  # else the system's own colour is laid over it
                faded = _draw(name, theme.colour("muted").name(), side, density)
                made.addPixmap(faded or drawn, QIcon.Mode.Disabled)
        _cache[key] = made
    return _cache[key]


def pixmap(name: str, role: str = "text", size: int = 20, *, density: float = 1.0) -> QPixmap:
    """The same as one picture, for delegates and labels. Null when there is no such icon."""
    return _draw(name, theme.colour(role).name(), theme.px(size), density) or QPixmap()


def put(widget: QWidget, name: str, role: str = "text", size: int = 20) -> None:
    """Put an icon on a button or a label; it follows the theme from then on. An empty name takes it off."""
    widget.setProperty("icon_name", name)
    widget.setProperty("icon_tone", role)
    widget.setProperty("icon_size", size)
    _dress_one(widget)


def dress(root: QWidget) -> None:
    """Put on the icons that a form names, on `root` and everything in it."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.property("icon_name") is not None:
            _dress_one(widget)


def exists(name: str) -> bool:
    """True when the program carries this icon."""
    return bool(_source(name))


def _densities() -> set[float]:
    """Drawn for the screens that are there, and for the plain one that pictures are taken on."""
    return {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}


def _dress_one(widget: QWidget) -> None:
    name = str(widget.property("icon_name") or "")
    role = str(widget.property("icon_tone") or "text")
    size = int(widget.property("icon_size") or 20)
    side = theme.px(size)
    if isinstance(widget, QAbstractButton):
        widget.setIconSize(QSize(side, side))
        widget.setIcon(icon(name, role, size) if name else QIcon())
    elif isinstance(widget, QLabel):
        density = widget.devicePixelRatioF()
        widget.setPixmap(pixmap(name, role, size, density=density) if name else QPixmap())


def _draw(name: str, colour: str, side: int, density: float) -> QPixmap | None:
    source = _source(name)
    if not source:
        return None
    renderer = QSvgRenderer(QByteArray(source.replace(b"currentColor", colour.encode())))
    drawn = QPixmap(round(side * density), round(side * density))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(density)
    return drawn


@lru_cache(maxsize=128)
def _source(name: str) -> bytes:
    if not _loaded:
        _loaded.append(True)
        try:
            importlib.import_module("mappa_desk._generated.app_rc")
        except ModuleNotFoundError:
            return b""
    file = QFile(f":/icons/{name}.svg")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        return b""
    return bytes(file.readAll().data())


def _on_theme_changed() -> None:
    _cache.clear()
    app = QApplication.instance()
    if isinstance(app, QApplication):
        for widget in app.allWidgets():
            if widget.property("icon_name") is not None:
                _dress_one(widget)


theme.signals.changed.connect(_on_theme_changed)
