"""Tick, dot and chevrons in the colours of the day, as resources that the style sheet can name.

A style sheet takes pictures only from files; these live in memory under ":/theme/NAME.svg".
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from PySide6.QtCore import qRegisterResourceData, qUnregisterResourceData
from PySide6.QtGui import QPixmapCache

_FOLDER = "theme"
_FORMAT = 3
_SHAPES = {
    "tick": ("M4 10.5 8.5 15 16 6", "on_accent", 2.4),
    "dash": ("M5 10 15 10", "on_accent", 2.4),
    "dot": ("M9.99 10 10.01 10", "on_accent", 8.0),
    "chevron_down": ("M5 7.5 10 12.5 15 7.5", "text", 2.0),
    "chevron_up": ("M5 12.5 10 7.5 15 12.5", "text", 2.0),
    "chevron_left": ("M12.5 5 7.5 10 12.5 15", "text", 2.0),
    "chevron_right": ("M7.5 5 12.5 10 7.5 15", "text", 2.0),
}
_published: list[tuple[bytes, bytes, bytes]] = []


def publish_glyphs(colours: Mapping[str, str]) -> None:
    """Put the small pictures of the sheet in place, drawn in these colours ("#rrggbb" by role)."""
    while _published:
        qUnregisterResourceData(_FORMAT, *_published.pop())
    pictures = {f"{name}.svg": _svg(*shape, colours) for name, shape in _SHAPES.items()}
    parts = _resource(pictures)
    qRegisterResourceData(_FORMAT, *parts)
    _published.append(parts)
    QPixmapCache.clear()


def _svg(path: str, role: str, width: float, colours: Mapping[str, str]) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 20 20">'
        f'<path d="{path}" fill="none" stroke="{colours[role]}" stroke-width="{width}" '
        'stroke-linecap="round" stroke-linejoin="round"/></svg>'
    ).encode()


def _resource(pictures: Mapping[str, bytes]) -> tuple[bytes, bytes, bytes]:
    """Tree, names and data as rcc writes them: a root, one folder, its files sorted by their names' hash."""
    names, data = bytearray(), bytearray()

    def named(text: str) -> int:
        place = len(names)
        names.extend(struct.pack(">HI", len(text), _hash(text)) + text.encode("utf-16-be"))
        return place

    tree = bytearray(struct.pack(">IHIIQ", 0, 2, 1, 1, 0))
    tree += struct.pack(">IHIIQ", named(_FOLDER), 2, len(pictures), 2, 0)
    for name in sorted(pictures, key=_hash):
        tree += struct.pack(">IHHHIQ", named(name), 0, 0, 1, len(data), 0)
        data += struct.pack(">I", len(pictures[name])) + pictures[name]
    return bytes(tree), bytes(names), bytes(data)


def _hash(text: str) -> int:
    value = 0
    for letter in text.encode("utf-16-be")[1::2]:
        value = (value << 4) + letter
        value ^= (value & 0xF0000000) >> 23
        value &= 0x0FFFFFFF
    return value
