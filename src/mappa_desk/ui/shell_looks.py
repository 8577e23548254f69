"""Colours and text size as the user chose them, kept between starts beside the place of the last vault."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from mappa_desk.ui import theme
from mappa_desk.ui.theme import Scheme

STEPS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
_SCHEMES = ("system", "light", "dark", "high_contrast")


class Preferences:
    """A small file of the window's own. It never holds anything of a case."""

    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    def word(self, name: str, otherwise: str = "") -> str:
        """A kept word."""
        return str(self._settings.value(name, otherwise))

    def keep(self, name: str, value: str) -> None:
        """Keep a word. A file that cannot be written is no reason to stop."""
        self._settings.setValue(name, value)


class Looks:
    """Applies colours and text size to the program and keeps the choice."""

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        self._app, self._preferences = app, preferences

    @property
    def preferences(self) -> Preferences:
        """Where the choices are kept."""
        return self._preferences

    def apply(self) -> None:
        """Dress the program as it was last."""
        wanted = self._preferences.word("scheme", "system")
        try:
            scale = float(self._preferences.word("scale", "1"))
        except ValueError:
            scale = 1.0
        scheme = wanted if wanted in _SCHEMES else "system"
        theme.apply(self._app, scheme=cast(Scheme, scheme), scale=scale)

    def choose_scheme(self, scheme: str) -> None:
        """Take these colours: light, dark, high_contrast or system."""
        self._preferences.keep("scheme", scheme)
        theme.apply(self._app, scheme=cast(Scheme, scheme), scale=theme.scale())

    def choose_scale(self, scale: float) -> None:
        """Take this text size, 1 for normal."""
        self._preferences.keep("scale", f"{scale:g}")
        theme.apply(self._app, scheme=theme.wanted_scheme(), scale=scale)

    def step(self, step: int) -> None:
        """Larger or smaller by so many steps."""
        nearest = min(range(len(STEPS)), key=lambda place: abs(STEPS[place] - theme.scale()))
        self.choose_scale(STEPS[min(max(nearest + step, 0), len(STEPS) - 1)])
