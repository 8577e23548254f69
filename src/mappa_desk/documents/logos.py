"""The area's logo: read as a picture of its own, so that nothing of the file but its points is passed on."""

from __future__ import annotations

import base64
import binascii
from functools import lru_cache
from io import BytesIO

from PIL import Image

from mappa_desk.documents.page_grid import MM
from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.errors import RuleError

LARGEST_FILE = 200_000
"""Bytes of a logo's file."""
_LARGEST_SIDE = 4_000
_MOST_POINTS = 6_000_000
_SIDE = 900
"""Points of the longer side of what is kept, which is 380 to the inch at its largest on paper."""
_SMALLEST_SIDE = 64
DEEPEST = 14 * MM
WIDEST = 60 * MM
"""Most room of the logo on paper, in points."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_BROKEN = "This picture cannot be read. Choose another PNG file."
_TOO_LARGE = "This picture is too large. Choose a PNG file of at most 200 kB."


def clean_logo(data: bytes) -> str:
    """A logo as it is kept: a new PNG in base 64, on white, with no words or dates of the old file in it.

    `data` is the file of a PNG. Raises RuleError with one sentence for a file that is none, is broken, or is
    too large.
    """
    if not data.startswith(_SIGNATURE):
        raise RuleError("The logo must be a PNG file.", field="logo")
    if len(data) > LARGEST_FILE:
        raise RuleError(_TOO_LARGE, field="logo")
    picture = _opened(data)
    side = _SIDE
    while True:
        picture.thumbnail((side, side), Image.Resampling.LANCZOS)
        out = BytesIO()
        picture.save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= LARGEST_FILE or side <= _SMALLEST_SIDE:
            return base64.b64encode(out.getvalue()).decode("ascii")
        side = side * 3 // 4


def clean_logo_text(text: str) -> str:
    """As `clean_logo`, of a file that is given in base 64; empty for no logo."""
    if not text.strip():
        return ""
    if len(text) > 2 * LARGEST_FILE:
        raise RuleError(_TOO_LARGE, field="logo")
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RuleError(_BROKEN, field="logo") from error
    return clean_logo(data)


def logo_of(form: AreaForm) -> Image.Image | None:
    """The logo to be drawn; None without one, without words that say what it shows, and for a broken one."""
    if not form.logo or not form.logo_says.strip():
        return None
    return _picture(form.logo)


def room_of(picture: Image.Image) -> tuple[float, float]:
    """Width and height of the logo on paper, in points."""
    width, height = picture.size
    scale = min(WIDEST / width, DEEPEST / height)
    return width * scale, height * scale


@lru_cache(maxsize=2)
def _picture(text: str) -> Image.Image | None:
    try:
        data = base64.b64decode(text, validate=True)
        return _opened(data) if len(data) <= 2 * LARGEST_FILE else None
    except (RuleError, ValueError):
        return None


def _opened(data: bytes) -> Image.Image:
    """The points of a picture, on white."""
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    if max(width, height) > _LARGEST_SIDE or width * height > _MOST_POINTS:
        raise RuleError("This picture has too many points. Choose a smaller one.", field="logo")
    try:
        with Image.open(BytesIO(data), formats=("PNG",)) as found:
            points = found.convert("RGBA")
    except Exception as error:  # a foreign file may trip its decoder in any way; none ends the program
        raise RuleError(_BROKEN, field="logo") from error
    ground = Image.new("RGB", points.size, "white")
    ground.paste(points, mask=points.getchannel("A"))
    return ground
