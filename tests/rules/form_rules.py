"""What a Designer form must have so that a keyboard, a screen reader and a script can use it.

`form_faults` gives one sentence for each fault of a form; a form without faults gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
SHORTCUT_MARK = re.compile(r"&(?!&)")

KINDS_BY_CLASS = {
    "QPushButton": ("button", "nav"),
    "QCommandLinkButton": ("button",),
    "QToolButton": ("button",),
    "QCheckBox": ("check", "box"),
    "QRadioButton": ("radio",),
    "QComboBox": ("combo",),
    "QLineEdit": ("edit",),
    "QPlainTextEdit": ("edit",),
    "QSpinBox": ("spin",),
    "QDoubleSpinBox": ("spin",),
    "QDateEdit": ("edit",),
    "QTimeEdit": ("edit",),
    "QDateTimeEdit": ("edit",),
    "QSlider": ("slider",),
    "QListView": ("list",),
    "QTableView": ("table",),
    "QTreeView": ("tree",),
    "QTabWidget": ("tabs",),
    "QTabBar": ("tabs",),
    "QCalendarWidget": ("calendar",),
}
"""Interactive classes, each with the last words its object names may end with."""

SHOWS_ITS_TEXT = {"QPushButton", "QCommandLinkButton", "QToolButton", "QCheckBox", "QRadioButton"}
GUESSES_RICH_TEXT = {"QTextEdit", "QTextBrowser", "QMessageBox", "QErrorMessage"}
ITEM_CONVENIENCES = {"QListWidget", "QTableWidget", "QTreeWidget"}


def form_faults(path: Path) -> list[str]:
    """Give one sentence for each fault of the form in `path`."""
    form = ElementTree.parse(path).getroot()
    bases = {
        custom.findtext("class", ""): custom.findtext("extends", "") for custom in form.iter("customwidget")
    }
    widgets = list(form.iter("widget"))
    interactive = [widget for widget in widgets if _base(widget, bases) in KINDS_BY_CLASS]
    faults = [
        *_stem_faults(path, form),
        *_name_faults(widgets, interactive, bases),
        *_accessible_name_faults(widgets, interactive, bases),
        *_tab_order_faults(form, interactive),
        *_text_faults(form, widgets, bases),
    ]
    return [f"{path.name}: {fault}" for fault in faults]


def _base(widget: Element, bases: dict[str, str]) -> str:
    name = widget.get("class", "")
    seen: set[str] = set()
    while name in bases and name not in seen:
        seen.add(name)
        name = bases[name]
    return name


def _property(widget: Element, name: str) -> str:
    for entry in widget.findall("property"):
        if entry.get("name") == name:
            return "".join(entry.itertext()).strip()
    return ""


def _stem_faults(path: Path, form: Element) -> Iterator[str]:
    expected = "".join(word.capitalize() for word in path.stem.split("_"))
    if not SNAKE_CASE.fullmatch(path.stem):
        yield "the file name is not snake_case"
    if form.findtext("class", "") != expected:
        yield f"the class is {form.findtext('class', '')!r} and not {expected!r} after the file"


def _name_faults(widgets: list[Element], interactive: list[Element], bases: dict[str, str]) -> Iterator[str]:
    names = [widget.get("name", "") for widget in widgets]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"two widgets are called {name!r}"
    for widget in interactive:
        name = widget.get("name", "")
        kinds = KINDS_BY_CLASS[_base(widget, bases)]
        if not SNAKE_CASE.fullmatch(name):
            yield f"{name!r} is not snake_case"
        elif widget.get("class") in KINDS_BY_CLASS and name.rpartition("_")[2] not in kinds:
            yield f"{name!r} does not say its kind ({' or '.join(kinds)})"


def _accessible_name_faults(
    widgets: list[Element], interactive: list[Element], bases: dict[str, str]
) -> Iterator[str]:
    buddies = {_property(widget, "buddy") for widget in widgets if _base(widget, bases) == "QLabel"}
    names = {widget.get("name", "") for widget in widgets}
    for buddy in sorted(buddies - names - {""}):
        yield f"a label is the buddy of {buddy!r}, which does not exist"
    for widget in interactive:
        by_text = _base(widget, bases) in SHOWS_ITS_TEXT and bool(_property(widget, "text"))
        if not (by_text or _property(widget, "accessibleName") or widget.get("name") in buddies):
            yield f"{widget.get('name')!r} has neither an accessible name nor a label as its buddy"


def _tab_order_faults(form: Element, interactive: list[Element]) -> Iterator[str]:
    stops = [stop.text or "" for stop in form.iter("tabstop")]
    reachable = [
        widget.get("name", "")
        for widget in interactive
        if not _property(widget, "focusPolicy").endswith("NoFocus")
    ]
    for name in reachable:
        if len(reachable) > 1 and name not in stops:
            yield f"{name!r} has no place in the tab order"
    for name in sorted(set(stops) - {widget.get("name", "") for widget in form.iter("widget")}):
        yield f"the tab order names {name!r}, which does not exist"
    for name in sorted({name for name in stops if stops.count(name) > 1}):
        yield f"{name!r} stands twice in the tab order"


def _text_faults(form: Element, widgets: list[Element], bases: dict[str, str]) -> Iterator[str]:
    for widget in widgets:
        base, name = _base(widget, bases), widget.get("name")
        # A class of our own that extends QLabel says it itself; the rules of the source see to that.
        is_label = widget.get("class") == "QLabel"
        if is_label and not _property(widget, "textFormat").endswith("PlainText"):
            yield f"{name!r} does not say that its text is plain text"
        if base in GUESSES_RICH_TEXT:
            yield f"{name!r} is a {base}, which takes user text for rich text"
        if base in ITEM_CONVENIENCES:
            yield f"{name!r} is a {base}; rows come from an item model"
    for text in form.iter("string"):
        if re.search(r"<\s*/?\s*[A-Za-z!]", text.text or ""):
            yield f"a text holds mark-up: {text.text!r}"
