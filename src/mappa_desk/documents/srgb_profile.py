"""A small sRGB colour profile (ICC version 2.1), made from the published numbers of IEC 61966-2-1.

PDF/A asks for an output intent. A profile made here has no licence to carry and is the same on each machine.
"""

from __future__ import annotations

import struct
from functools import cache

_CURVE_POINTS = 1024
_WHITE = (0.9642, 1.0, 0.8249)
_COLUMNS = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
"""sRGB primaries adapted to the D50 white of the profile connection space (Bradford)."""


@cache
def srgb_profile() -> bytes:
    """The bytes of the profile."""
    curve = _tone_curve()
    tags = [
        (b"desc", _description("sRGB")),
        (b"cprt", _text("No copyright, use freely")),
        (b"wtpt", _xyz(_WHITE)),
    ]
    tags += [(signature, _xyz(values)) for signature, values in _COLUMNS.items()]
    tags += [(signature, curve) for signature in (b"rTRC", b"gTRC", b"bTRC")]
    offset = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    placed: dict[bytes, int] = {}
    for signature, data in tags:
        if data not in placed:
            placed[data] = offset + len(body)
            body += data + b"\0" * (-len(data) % 4)
        table += signature + struct.pack(">II", placed[data], len(data))
    return _header(offset + len(body)) + table + body


def _header(size: int) -> bytes:
    """The 128 bytes of ICC.1:1998-09, 6.1: a display profile, RGB to XYZ, dated 1 January 2026."""
    return (
        struct.pack(">I", size)
        + b"\0\0\0\0"
        + bytes((2, 0x10, 0, 0))
        + b"mntrRGB XYZ "
        + struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
        + b"acsp"
        + b"\0" * 28
        + struct.pack(">3i", *map(_fixed, _WHITE))
        + b"\0" * 48
    )


def _fixed(value: float) -> int:
    return round(value * 65536)


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *map(_fixed, values))


def _text(words: str) -> bytes:
    return b"text\0\0\0\0" + words.encode("ascii") + b"\0"


def _description(words: str) -> bytes:
    ascii_words = words.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(ascii_words)) + ascii_words + b"\0" * (4 + 4 + 2 + 1 + 67)


def _tone_curve() -> bytes:
    values = []
    for step in range(_CURVE_POINTS):
        signal = step / (_CURVE_POINTS - 1)
        light = signal / 12.92 if signal <= 0.04045 else ((signal + 0.055) / 1.055) ** 2.4
        values.append(round(light * 65535))
    return b"curv\0\0\0\0" + struct.pack(f">I{_CURVE_POINTS}H", _CURVE_POINTS, *values)
