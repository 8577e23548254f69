"""The style sheet, built from the roles of ui/theme.py and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import Template

_SHEET = Template(
    """
QWidget[ground="window"], QMainWindow, QDialog { background: $window; }
QWidget[ground="surface"] { background: $surface; }
QWidget[ground="sunken"] { background: $sunken; }
QWidget[ground="accent_soft"] { background: $accent_soft; }
QWidget[ground="warning_soft"] { background: $warning_soft; }
QWidget[ground="danger_soft"] { background: $danger_soft; }
QWidget[ground="private_soft"] { background: $private_soft; }
QFrame[card="true"] { background: $surface; border: ${edge}px solid $hairline; border-radius: 6px; }
QFrame[card="true"][edge="accent"] { border-left: 3px solid $accent; }
QFrame[card="true"][edge="warning"] { border-left: 3px solid $warning; }
QFrame[card="true"][edge="danger"] { border-left: 3px solid $danger; }
QFrame[card="true"][edge="done"] { border-left: 3px solid $done; }
QFrame[card="true"][edge="decision"] { border-left: 3px solid $decision; }
QFrame[card="true"][edge="private"] { border-left: 3px solid $private; }
QFrame[rule="bottom"] { border: none; border-bottom: 1px solid $hairline; }
QFrame[rule="top"] { border: none; border-top: 1px solid $hairline; }
QFrame[rule="left"] { border: none; border-left: 1px solid $hairline; }
QFrame[rule="right"] { border: none; border-right: 1px solid $hairline; }
QFrame[line="true"] { background: $hairline; border: none; }
QLabel { background: transparent; color: $text; }
QLabel:disabled { color: $muted; }
QLabel[pill] { border-radius: 6px; padding: 3px 8px; }
QLabel[pill="sunken"] { background: $sunken; }
QLabel[pill="accent"] { background: $accent_soft; }
QLabel[pill="outline"] { border: 1px solid $text; border-radius: 4px; padding: 1px 6px; font-weight: 700; }
QFrame[pill] { border-radius: 6px; }
QFrame[pill="accent"] { background: $accent_soft; }

QPushButton, QToolButton {
    color: $text; background: $surface; border: ${edge}px solid $control_edge; border-radius: 6px;
    padding: 0 ${pad}px; min-height: ${inner}px;
}
QToolButton { padding: 0 6px; }
QPushButton:hover, QToolButton:hover { background: $sunken; }
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked {
    background: $accent_soft;
}
QPushButton:disabled, QToolButton:disabled { color: $muted; border-color: $hairline; background: $window; }
QPushButton[primary="true"] {
    color: $on_accent; background: $accent; border-color: $accent; font-weight: 700;
    min-height: ${primary_inner}px; padding: 0 ${primary_pad}px;
}
QPushButton[primary="true"][slim="true"] { min-height: ${inner}px; padding: 0 ${pad}px; }
QPushButton[primary="true"]:hover, QPushButton[primary="true"]:pressed { border-color: $text; }
QPushButton[primary="true"]:disabled { color: $muted; background: $sunken; border-color: $hairline; }
QPushButton[quiet="true"], QToolButton[quiet="true"] { background: transparent; border-color: transparent; }
QPushButton[quiet="true"] { padding: 0 8px; }
QPushButton[quiet="true"]:hover, QToolButton[quiet="true"]:hover { background: $sunken; }
QPushButton[quiet="true"]:checked { background: $accent_soft; border-color: $control_edge; }
QPushButton[link="true"] {
    background: transparent; border: none; color: $accent; padding: 0 2px; text-align: left;
}
QPushButton[link="true"]:hover { text-decoration: underline; }
QPushButton[align="left"] { text-align: left; }
QToolButton::menu-indicator { image: none; }
QPushButton::menu-indicator {
    image: url(:/theme/chevron_down.svg); width: ${arrow_small}px; height: ${arrow_small}px;
    subcontrol-origin: padding; subcontrol-position: right center; right: 6px;
}

QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QAbstractSpinBox {
    color: $text; background: $surface; border: ${edge}px solid $control_edge; border-radius: 6px;
    selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $muted;
}
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${inner}px; padding: 0 10px; }
QPlainTextEdit { padding: 4px 6px; }
QLineEdit:read-only, QPlainTextEdit:read-only { border-color: transparent; background: transparent; }
QLineEdit[edged="true"]:read-only, QPlainTextEdit[edged="true"]:read-only {
    border-color: $control_edge; background: $surface;
}
QLineEdit[frameless="true"], QPlainTextEdit[frameless="true"] {
    border: none; background: transparent; padding: 0;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
    color: $muted; background: $window; border-color: $hairline;
}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] { border-color: $danger; }
QAbstractSpinBox QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; }
QComboBox::drop-down { border: none; width: ${arrow_box}px; }
QComboBox::down-arrow { image: url(:/theme/chevron_down.svg); width: ${arrow}px; height: ${arrow}px; }
QComboBox QAbstractItemView {
    background: $surface; color: $text; border: 1px solid $control_edge; padding: 4px;
    selection-background-color: $accent_soft; selection-color: $text; outline: none;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    border: none; background: transparent; width: ${arrow_box}px;
}
QAbstractSpinBox::up-arrow { image: url(:/theme/chevron_up.svg); width: ${arrow}px; height: ${arrow}px; }
QAbstractSpinBox::down-arrow { image: url(:/theme/chevron_down.svg); width: ${arrow}px; height: ${arrow}px; }

QCheckBox, QRadioButton { color: $text; spacing: 8px; min-height: ${target}px; background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator {
    width: ${box}px; height: ${box}px; border: 2px solid $control_edge; background: $surface;
}
QCheckBox::indicator, QListView::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: ${box_half}px; }
QCheckBox::indicator:checked, QListView::indicator:checked {
    background: $accent; border-color: $accent; image: url(:/theme/tick.svg);
}
QCheckBox::indicator:indeterminate {
    background: $accent; border-color: $accent; image: url(:/theme/dash.svg);
}
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url(:/theme/dot.svg); }

QAbstractItemView {
    background: $surface; color: $text; border: none; outline: none;
    selection-background-color: $accent_soft; selection-color: $text; alternate-background-color: $surface;
}
QAbstractItemView[ground="sunken"] { background: $sunken; }
QAbstractItemView[framed="true"] { border: ${edge}px solid $hairline; border-radius: 6px; }
QTableView { gridline-color: $hairline; }
QTableView::item { border-bottom: 1px solid $hairline; padding: 0 8px; }
QTableView::item:selected { background: $accent_soft; color: $text; $chosen }
QHeaderView { background: $sunken; border: none; }
QHeaderView::section {
    background: $sunken; color: $muted; border: none; border-bottom: 1px solid $hairline;
    padding: 0 8px; min-height: ${head}px; font-weight: 400;
}
QTableCornerButton::section { background: $sunken; border: none; }
QTabBar { background: transparent; }
QTabBar::tab {
    color: $muted; background: transparent; border: none; border-bottom: 3px solid transparent;
    padding: 0 10px; min-height: ${head}px;
}
QTabBar::tab:selected { color: $text; font-weight: 700; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::scroller { width: ${scroller}px; }
QTabBar QToolButton {
    background: $window; border: ${edge}px solid $control_edge; border-radius: 4px; padding: 0;
}
QTabBar QToolButton::left-arrow, QTabBar QToolButton::right-arrow { width: ${arrow}px; height: ${arrow}px; }
QTabBar QToolButton::left-arrow { image: url(:/theme/chevron_left.svg); }
QTabBar QToolButton::right-arrow { image: url(:/theme/chevron_right.svg); }
QTabWidget[inset="true"]::tab-bar { left: 22px; }
QTabWidget::pane { border: none; border-top: 1px solid $hairline; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $control_edge; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $hairline; }
QToolTip { color: $text; background: $surface; border: 1px solid $control_edge; padding: 4px 8px; }
QMenu { background: $surface; color: $text; border: 1px solid $control_edge; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border: 1px solid transparent; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $text; border-color: $accent; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 8px; }
QProgressBar { background: $sunken; border: none; border-radius: 3px; max-height: 6px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QPushButton[nav="true"] {
    text-align: left; background: transparent; border: none; border-left: 3px solid transparent;
    border-radius: 0; padding: 0 14px; min-height: ${nav}px;
}
QPushButton[nav="true"]:hover { background: $hairline; }
QPushButton[nav="true"]:checked {
    background: $accent_soft; border-left-color: $accent; font-weight: 700;
}
QPushButton[row="true"] { background: transparent; border: none; border-radius: 5px; padding: 0; }
QPushButton[row="true"][rule="bottom"] { border-bottom: 1px solid $hairline; border-radius: 0; }
QPushButton[row="true"]:hover { background: $window; }
QPushButton[row="true"]:pressed { background: $accent_soft; }
QFrame[row_card="true"] {
    background: $accent_soft; border: none; border-left: 3px solid $accent;
    border-top-left-radius: 5px; border-top-right-radius: 5px;
}
QPushButton[due="true"] { background: $surface; border: ${edge}px solid $hairline; }
QPushButton[due="true"]:hover { border-color: $control_edge; }
QPushButton[due="true"]:checked { background: $accent_soft; border-bottom: 3px solid $accent; }
QLabel[badge="true"] { border-radius: ${badge_half}px; padding: 1px 6px; font-weight: 700; }
QPushButton[due_pill="true"] {
    background: $warning_soft; color: $warning; border-color: transparent; font-weight: 700; padding: 0 10px;
}
QFrame[banner="danger"] { background: $danger_soft; border: none; border-bottom: ${edge}px solid $danger; }
QFrame[banner="warning"] { background: $warning_soft; border: none; border-bottom: ${edge}px solid $warning; }
QFrame[banner="accent"] { background: $accent_soft; border: none; border-bottom: ${edge}px solid $accent; }
QPushButton[finder="true"] { text-align: left; color: $muted; padding: 0 12px; }
QFrame[step="done"], QFrame[step="now"] { background: $accent; border: none; border-radius: 2px; }
QFrame[step="later"] { background: $hairline; border: none; border-radius: 2px; }
"""
)


def build_sheet(
    colours: Mapping[str, str],
    fonts: Mapping[str, tuple[float, bool]],
    *,
    edge: int,
    px: Callable[[int], int],
) -> str:
    """The sheet for colours by role ("#rrggbb") and fonts by role (points, bold).

    `edge` is the width of a control's edge in pixels, `px` scales a length that holds text.
    """
    control = max(32, px(32))
    without_tints = colours["accent_soft"] == colours["surface"]
    line = f"{edge}px solid {colours['accent']}"
    sheet = _SHEET.substitute(
        colours,
        edge=edge,
        chosen=f"border-top: {line}; border-bottom: {line};" if without_tints else "",
        pad=14,
        primary_pad=20,
        inner=control - 2 * edge,
        primary_inner=max(40, px(40)) - 2 * edge,
        target=max(28, px(28)),
        head=max(32, px(32)),
        nav=max(36, px(36)),
        badge_half=px(9),
        arrow=px(14),
        arrow_small=px(12),
        arrow_box=px(26),
        scroller=2 * px(28),
        box=px(16),
        box_half=(px(16) + 4) // 2,
    )
    parts = [sheet]
    for role, (points, bold) in fonts.items():
        weight = 700 if bold else 400
        parts.append(f'*[font_role="{role}"] {{ font-size: {points:.2f}pt; font-weight: {weight}; }}')
    for tone in ("muted", "accent", "danger", "warning", "done", "decision", "private"):
        parts.append(f'*[tone="{tone}"] {{ color: {colours[tone]}; }}')
        soft = colours.get(f"{tone}_soft")
        if soft and tone != "accent":
            parts.append(f'*[pill="{tone}"] {{ background: {soft}; color: {colours[tone]}; }}')
    return "\n".join(parts)
