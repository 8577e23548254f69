"""The one place of colours, type and space. Everything drawn asks here by role; no literal stands elsewhere.

Views say what a widget is with dynamic properties (`font_role`, `tone`, `ground`, `primary`, `quiet`,
`pill`); the sheet of ui/theme_sheet.py turns them into looks. `signals.changed` tells when colours or
sizes changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from mappa_desk._generated import fonts
from mappa_desk.ui.theme_glyphs import publish_glyphs
from mappa_desk.ui.theme_sheet import build_sheet

Scheme = Literal["light", "dark", "high_contrast", "system"]
Drawn = Literal["light", "dark", "high_contrast"]

_LIGHT_AND_DARK: Final = {
    "window": ("F4F5F7", "16181C"),
    "surface": ("FFFFFF", "1E2126"),
    "sunken": ("EBEDF0", "121417"),
    "text": ("1A1D21", "E8EAED"),
    "muted": ("505862", "A9B1BC"),
    "hairline": ("D5D9DF", "363B43"),
    "control_edge": ("767E89", "8A939F"),
    "accent": ("1F5FA8", "8AB8F2"),
    "on_accent": ("FFFFFF", "0E1A2B"),
    "accent_soft": ("E4EDF8", "1D2E45"),
    "focus": ("B04A00", "FFB454"),
    "danger": ("B3261E", "FF9A91"),
    "danger_soft": ("FBE9E7", "3D1F1D"),
    "warning": ("7A4B00", "F2C15B"),
    "warning_soft": ("FFF3D6", "3A2F15"),
    "done": ("1E6B3A", "7FD3A0"),
    "done_soft": ("E4F3E9", "18321F"),
    "decision": ("5B3A9B", "C3ABF5"),
    "decision_soft": ("EFEAF9", "2C2440"),
    "private": ("6B2A56", "F0A6D2"),
    "private_soft": ("F8E9F2", "3A2032"),
}
_SYSTEM: Final = {
    "window": QPalette.ColorRole.Window,
    "surface": QPalette.ColorRole.Base,
    "sunken": QPalette.ColorRole.Window,
    "accent": QPalette.ColorRole.Highlight,
    "on_accent": QPalette.ColorRole.HighlightedText,
    "accent_soft": QPalette.ColorRole.Base,
    "focus": QPalette.ColorRole.Highlight,
}
"""High contrast takes the system's own palette; tints become the ground and every other role its text."""

ROLES: Final = tuple(_LIGHT_AND_DARK)
TONES: Final = ("muted", "accent", "danger", "warning", "done", "decision", "private")

_FONTS: Final = {
    "caption": (0.86, False),
    "table": (10.5 / 11, False),
    "body": (1.0, False),
    "strong": (1.0, True),
    "record": (1.08, False),
    "prompt": (1.1, False),
    "section": (1.18, True),
    "item_title": (1.5, True),
    "figure": (1.8, True),
    "say": (1.6, False),
    "clock": (1.3, True),
    "read_back": (2.2, False),
    "heading": (2.6, True),
    "page": (12 / 11, False),
    "page_speaker": (12.5 / 11, False),
    "page_item": (15 / 11, True),
}
FONT_ROLES: Final = tuple(_FONTS)
BODY_POINTS: Final = 11.0
GRID: Final = 4
STYLE: Final = ("-style", "Fusion")
"""Arguments the program is made with: the one style that is drawn alike everywhere and takes our colours."""
LEAST_HIGH: Final = 7.0
LEAST_EDGE: Final = 3.0
"""Contrast that words need in high contrast, and that the ring of the focus needs in every scheme."""
SMALLEST_SCALE: Final = 0.8
LARGEST_SCALE: Final = 2.0


class Signals(QObject):
    """Says that colours or sizes changed; the sheet is already in place when it does."""

    changed = Signal()


class _State:
    wanted: Scheme = "system"
    drawn: Drawn = "light"
    scale: float = 1.0
    family: str = ""
    system_palette: QPalette | None = None
    wired = False


signals = Signals()
_state = _State()


def colour(role: str) -> QColor:
    """The colour of a role in the scheme that is drawn now. Raises KeyError for an unknown role."""
    light, dark = _LIGHT_AND_DARK[role]
    if _state.drawn == "high_contrast" and _state.system_palette is not None:
        return _of_system(role, _state.system_palette)
    return QColor(f"#{dark if _state.drawn == 'dark' else light}")


def _of_system(role: str, palette: QPalette) -> QColor:
    """A role in high contrast. The system's highlight is taken where it stands out as much as text must."""
    if role.endswith("_soft"):
        role = "surface"
    if role in ("accent", "on_accent", "focus"):
        highlight, grounds = palette.color(QPalette.ColorRole.Highlight), ("surface", "window")
        least = min(contrast(highlight, palette.color(_SYSTEM[ground])) for ground in grounds)
        if role == "focus":
            role = "focus" if least >= LEAST_EDGE else "text"
        elif least < LEAST_HIGH or contrast(highlight, palette.color(_SYSTEM["on_accent"])) < LEAST_HIGH:
            role = "surface" if role == "on_accent" else "text"
    return palette.color(_SYSTEM.get(role, QPalette.ColorRole.WindowText))


def contrast(one: QColor, other: QColor) -> float:
    """How much two colours stand out from each other, 1 to 21, as WCAG 2.2 counts it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def paper() -> QColor:
    """The ground of a printed page: white in every scheme, as the paper will be."""
    return QColor("#FFFFFF")


def font(role: str = "body") -> QFont:
    """The font of a role at the present text size. Raises KeyError for an unknown role."""
    factor, bold = _FONTS[role]
    made = QFont(_state.family) if _state.family else QFont()
    made.setPointSizeF(BODY_POINTS * _state.scale * factor)
    made.setBold(bold)
    if role == "clock":
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def space(steps: int) -> int:
    """So many steps of the 4 px grid, in logical pixels. It does not grow with the text."""
    return steps * GRID


def px(length: int) -> int:
    """A height or width that holds text, given in pixels at 100 % text, at the present text size."""
    return round(length * _state.scale)


def scale() -> float:
    """Text size as a factor, 0.8 to 2.0."""
    return _state.scale


def scheme() -> Drawn:
    """The scheme that is drawn now."""
    return _state.drawn


def wanted_scheme() -> Scheme:
    """What was asked for: a scheme, or to follow the system."""
    return _state.wanted


def edge() -> int:
    """Width of a control's edge: 1, or 2 in high contrast."""
    return 2 if _state.drawn == "high_contrast" else 1


def apply(app: QApplication, *, scheme: Scheme = "system", scale: float = 1.0) -> None:
    """Dress the whole program. May be called again at any time; windows that are open follow."""
    if _state.system_palette is None:
        _state.system_palette = QPalette(app.palette())
    if not _state.family:
        _state.family = _load_fonts()
    if not _state.wired:
        app.styleHints().colorSchemeChanged.connect(_on_system_changed)
        app.styleHints().accessibility().contrastPreferenceChanged.connect(_on_system_changed)
        _state.wired = True
    _state.wanted = scheme
    _state.scale = min(max(scale, SMALLEST_SCALE), LARGEST_SCALE)
    _state.drawn = _resolve(scheme)
    app.setFont(font("body"))
    app.setPalette(_palette())
    colours = {role: colour(role).name() for role in ROLES}
    publish_glyphs(colours)
    sizes = {role: (BODY_POINTS * _state.scale * factor, bold) for role, (factor, bold) in _FONTS.items()}
    app.setStyleSheet(build_sheet(colours, sizes, edge=edge(), px=px))
    signals.changed.emit()


def restyle(widget: QWidget) -> None:
    """Draw a widget anew after one of its dynamic properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def mark(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the sheet looks at, and draw the widget anew when it changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        restyle(widget)


def _resolve(scheme: Scheme) -> Drawn:
    if scheme != "system":
        return scheme
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "high_contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def _on_system_changed() -> None:
    app = QApplication.instance()
    if _state.wanted == "system" and isinstance(app, QApplication):
        apply(app, scheme="system", scale=_state.scale)


def _load_fonts() -> str:
    """Give the program its fonts. They are files also in a bundle; importlib.resources costs 10 ms more."""
    family = ""
    for file in sorted(Path(fonts.__file__).parent.glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        names = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        family = family or (names[0] if names else "")
    return family


def _palette() -> QPalette:
    if _state.drawn == "high_contrast" and _state.system_palette is not None:
        return QPalette(_state.system_palette)
    made = QPalette()
    roles = QPalette.ColorRole
    pairs = {
        roles.Window: "window",
        roles.WindowText: "text",
        roles.Base: "surface",
        roles.AlternateBase: "sunken",
        roles.Text: "text",
        roles.Button: "surface",
        roles.ButtonText: "text",
        roles.BrightText: "danger",
        roles.Highlight: "accent",
        roles.HighlightedText: "on_accent",
        roles.Accent: "accent",
        roles.Link: "accent",
        roles.LinkVisited: "accent",
        roles.PlaceholderText: "muted",
        roles.ToolTipBase: "surface",
        roles.ToolTipText: "text",
        roles.Light: "surface",
        roles.Midlight: "sunken",
        roles.Mid: "hairline",
        roles.Dark: "control_edge",
        roles.Shadow: "text",
    }
    for place, role in pairs.items():
        made.setColor(place, colour(role))
    for place in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, place, colour("muted"))
    return made
