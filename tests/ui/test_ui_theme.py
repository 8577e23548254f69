"""Roles of colour, type and space: the figures of the brief, and nothing drawn past them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QFile
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

import mappa_desk.ui
from mappa_desk.ui import icons, theme
from mappa_desk.ui.theme_focus import FocusKeeper
from mappa_desk.ui.theme_sheet import build_sheet

UI = Path(mappa_desk.ui.__file__).parent

GROUNDS = [
    ("text", "surface", 13.4), ("text", "window", 10), ("text", "sunken", 10), ("muted", "surface", 6),
    ("muted", "window", 6), ("muted", "sunken", 6), ("control_edge", "surface", 3),
    ("accent", "surface", 6.4),
    ("on_accent", "accent", 6.4), ("text", "accent_soft", 11.4), ("focus", "surface", 5.5),
    ("danger", "danger_soft", 5.6), ("warning", "warning_soft", 6.7), ("done", "done_soft", 5.7),
    ("decision", "decision_soft", 6), ("private", "private_soft", 7),
]  # fmt: skip


def luminance(colour: QColor) -> float:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(value) for value in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("role", "ground", "least"), GROUNDS)
def test_ink_stands_out_from_its_ground(dressed, scheme, role, ground, least) -> None:
    theme.apply(dressed, scheme=scheme)
    assert ratio(theme.colour(role), theme.colour(ground)) >= least - 0.05


def test_an_unknown_role_is_refused(dressed) -> None:
    with pytest.raises(KeyError):
        theme.colour("salmon")
    with pytest.raises(KeyError):
        theme.font("huge")


def test_high_contrast_is_the_system_s_palette_without_tints(dressed) -> None:
    theme.apply(dressed, scheme="high_contrast")
    assert theme.colour("text") == dressed.palette().color(QPalette.ColorRole.WindowText)
    for role in ("warning_soft", "danger_soft", "accent_soft"):
        assert theme.colour(role) == theme.colour("surface")
    assert theme.edge() == 2


def test_text_grows_and_windows_that_are_open_follow(dressed, qtbot) -> None:
    widget = QPushButton("Open the desk")
    qtbot.addWidget(widget)
    widget.show()
    small = widget.sizeHint()
    with qtbot.waitSignal(theme.signals.changed):
        theme.apply(dressed, scheme="light", scale=2.0)
    assert theme.font("body").pointSizeF() == 22.0
    assert widget.sizeHint().height() >= 2 * small.height() - 2
    assert theme.space(4) == 16


@pytest.mark.parametrize(("asked", "given"), [(0.1, 0.8), (9.0, 2.0)])
def test_text_size_keeps_within_what_is_drawn(dressed, asked, given) -> None:
    theme.apply(dressed, scheme="light", scale=asked)
    assert theme.scale() == given


def test_controls_are_large_enough(dressed, qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    lines = QVBoxLayout(window)
    button, field, tick = QPushButton("Keep"), QLineEdit(), QCheckBox("Front sheet")
    filled = QPushButton("Start")
    filled.setProperty("primary", True)
    for widget in (button, field, tick, filled):
        lines.addWidget(widget)
    window.show()
    assert button.height() >= 32 and field.height() >= 32 and tick.height() >= 28
    assert filled.sizeHint().height() >= 40


def test_the_sheet_takes_every_colour_from_a_role(dressed) -> None:
    colours = {role: f"#{number:06x}" for number, role in enumerate(theme.ROLES)}
    sheet = build_sheet(colours, {"body": (11.0, False)}, edge=1, px=round)
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet)) <= set(colours.values())
    assert "rgb" not in sheet


def test_no_other_file_names_a_colour() -> None:
    guilty = [
        path.name
        for path in UI.rglob("*.py")
        if path.name not in ("theme.py",)
        and re.search(r"[\"'(#]#?[0-9A-Fa-f]{6}[\"')]", path.read_text("utf-8"))
    ]
    assert guilty == []


def test_the_sheet_s_small_pictures_are_there_in_each_scheme(dressed) -> None:
    for scheme in ("light", "dark"):
        theme.apply(dressed, scheme=scheme)
        file = QFile(":/theme/chevron_down.svg")
        assert file.open(QFile.OpenModeFlag.ReadOnly)
        assert theme.colour("text").name().encode() in bytes(file.readAll().data())


def test_icons_take_the_colour_of_their_role(dressed) -> None:
    drawn = icons.pixmap("tick", "done", 20).toImage()
    inks = {
        drawn.pixelColor(x, y).name()
        for x in range(20)
        for y in range(20)
        if drawn.pixelColor(x, y).alpha() == 255
    }
    assert inks == {theme.colour("done").name()}


def test_a_missing_icon_is_empty_and_no_error(dressed) -> None:
    assert icons.icon("no_such_picture").isNull()
    assert not icons.exists("no_such_picture") and icons.exists("tick")


def test_every_icon_that_is_named_exists(dressed) -> None:
    forms = UI.parent.parent.parent / "forms"
    named = set()
    for form in forms.glob("*.ui"):
        named |= set(
            re.findall(
                r'name="icon_name" stdset="0">\s*<string notr="true">([^<]+)<', form.read_text("utf-8")
            )
        )
    assert named
    assert {name for name in named if not icons.exists(name)} == set()


def test_the_ring_lies_around_the_control_with_a_gap(dressed, qtbot) -> None:
    keeper = FocusKeeper(dressed)
    window = QWidget()
    qtbot.addWidget(window)
    lines = QVBoxLayout(window)
    lines.setContentsMargins(20, 20, 20, 20)
    field = QLineEdit()
    lines.addWidget(field)
    window.show()
    field.setFocus()
    qtbot.waitUntil(lambda: keeper._ring.widget() is field)
    ring, around = keeper._ring.geometry(), field.geometry()
    assert (around.left() - ring.left(), ring.right() - around.right()) == (4, 4)
    assert (around.top() - ring.top(), ring.bottom() - around.bottom()) == (4, 4)


def test_a_field_hands_ctrl_k_back_to_the_window(dressed, qtbot) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QShortcut

    keeper = FocusKeeper(dressed)
    window = QWidget()
    qtbot.addWidget(window)
    lines = QVBoxLayout(window)
    field = QLineEdit("a whole sentence")
    lines.addWidget(field)
    opened: list[bool] = []
    QShortcut("Ctrl+K", window).activated.connect(lambda: opened.append(True))
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.setCursorPosition(2)
    qtbot.keyClick(field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "a whole sentence"
    assert opened == [True]
    assert keeper is not None


@pytest.mark.parametrize("scheme", ["light", "dark", "high_contrast"])
def test_an_icon_of_a_chosen_row_keeps_the_colour_of_its_meaning(dressed, scheme: str) -> None:
    theme.apply(dressed, scheme=scheme, scale=1.0)
    flag = icons.icon("flag", "danger")
    plain, chosen = flag.pixmap(20, QIcon.Mode.Normal), flag.pixmap(20, QIcon.Mode.Selected)
    assert not plain.isNull() and chosen.toImage() == plain.toImage()
