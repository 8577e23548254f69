"""Every pair of ink and ground that is drawn, computed from the roles, in every scheme."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette

from mappa_desk.ui import theme

STATES = ("danger", "warning", "done", "decision", "private")
GROUNDS = ("window", "surface", "sunken", "accent_soft")
SOFT = tuple(f"{state}_soft" for state in STATES)
INKS = ("text", "muted", "accent", *STATES)
PAIRS = (
    *((ink, ground) for ground in GROUNDS for ink in INKS),
    *((ink, ground) for ground in SOFT for ink in ("text", "muted", ground.removesuffix("_soft"))),
    ("on_accent", "accent"),
)
EDGES = (
    *(("control_edge", ground) for ground in ("window", "surface", "sunken")),
    *(("danger", ground) for ground in ("surface", "sunken")),
    *(("focus", ground) for ground in (*GROUNDS, *SOFT)),
)
"""Field edges, the mark under a misspelt word, the ring of the focus, which stands 2 px off."""
BRIEF = (
    ("text", "surface", 16.9, 13.4), ("muted", "surface", 7.2, 7.5), ("control_edge", "surface", 4.1, 5.2),
    ("accent", "surface", 6.4, 7.9), ("on_accent", "accent", 6.4, 8.5), ("text", "accent_soft", 14.3, 11.4),
    ("focus", "surface", 5.5, 9.2), ("danger", "surface", 6.5, 7.9), ("danger", "danger_soft", 5.6, 7.3),
    ("warning", "surface", 7.4, 9.7), ("warning", "warning_soft", 6.7, 7.9), ("done", "surface", 6.5, 9.0),
    ("done", "done_soft", 5.7, 7.7), ("decision", "surface", 8.3, 8.0), ("private", "surface", 10.0, 8.5),
)  # fmt: skip
SYSTEMS = {
    "white on black": ("000000", "FFFFFF", "1AEBFF", "000000"),
    "black on white": ("FFFFFF", "000000", "37006E", "FFFFFF"),
    "yellow on black": ("000000", "FFFF00", "008000", "FFFFFF"),
    "as it comes": ("FFFFFF", "000000", "308CC6", "FFFFFF"),
}
"""Ground, words, highlight and words on it: Windows' contrast themes, and a system without one."""


def ratio(ink: str, ground: str) -> float:
    return theme.contrast(theme.colour(ink), theme.colour(ground))


def palette(ground: str, words: str, highlight: str, on_highlight: str) -> QPalette:
    made, roles = QPalette(), QPalette.ColorRole
    for role in (roles.Window, roles.Base, roles.Button, roles.AlternateBase):
        made.setColor(role, QColor(f"#{ground}"))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(role, QColor(f"#{words}"))
    made.setColor(roles.Highlight, QColor(f"#{highlight}"))
    made.setColor(roles.HighlightedText, QColor(f"#{on_highlight}"))
    return made


@pytest.fixture(params=SYSTEMS)
def system(request, dressed) -> Iterator[QPalette]:
    """High contrast over one of the systems' palettes."""
    before = theme._state.system_palette
    made = palette(*SYSTEMS[request.param])
    theme._state.system_palette = made
    theme.apply(dressed, scheme="high_contrast")
    yield made
    theme._state.system_palette = before


def test_the_count_is_that_of_the_standard() -> None:
    assert theme.contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21)
    assert theme.contrast(QColor("#777777"), QColor("#FFFFFF")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_every_ground_they_are_drawn_on(dressed, scheme) -> None:
    theme.apply(dressed, scheme=scheme)
    weak = {pair: round(ratio(*pair), 2) for pair in PAIRS if ratio(*pair) < 4.5}
    assert weak == {}
    assert min(ratio("muted", ground) for ground in GROUNDS) >= 6


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_rings_and_marks_stand_out(dressed, scheme) -> None:
    theme.apply(dressed, scheme=scheme)
    assert {pair: round(ratio(*pair), 2) for pair in EDGES if ratio(*pair) < 3} == {}


@pytest.mark.parametrize(("ink", "ground", "light", "dark"), BRIEF)
def test_the_figures_are_those_that_were_promised(dressed, ink, ground, light, dark) -> None:
    theme.apply(dressed, scheme="light")
    assert ratio(ink, ground) == pytest.approx(light, abs=0.06)
    theme.apply(dressed, scheme="dark")
    assert ratio(ink, ground) == pytest.approx(dark, abs=0.06)


def test_high_contrast_gives_seven_to_one_whatever_the_system_highlights_with(system) -> None:
    assert {pair: round(ratio(*pair), 2) for pair in PAIRS if ratio(*pair) < 7} == {}
    assert {pair: round(ratio(*pair), 2) for pair in EDGES if ratio(*pair) < 3} == {}


def test_high_contrast_takes_no_colour_that_the_system_does_not_have(system) -> None:
    of_system = {system.color(role).name() for role in QPalette.ColorRole if role is not role.NColorRoles}
    assert {theme.colour(role).name() for role in theme.ROLES} <= of_system
