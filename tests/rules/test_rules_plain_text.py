"""No window takes user text for rich text: in the source, and in a live tree of widgets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from plain_text_rules import source_faults
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTextEdit, QVBoxLayout, QWidget

from mappa_desk.ui.plain_tip import plain_tip

ROOT = Path(__file__).resolve().parents[2]
WINDOW = ROOT / "src" / "mappa_desk"
SOURCES = sorted([*(WINDOW / "ui").rglob("*.py"), *WINDOW.glob("app.py")])
TYPED = "<b>Not bold</b>"

Walk = Callable[[object], list[str]]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(WINDOW).as_posix())
def test_source_keeps_user_text_plain(path: Path) -> None:
    assert source_faults(path.read_text("utf-8"), path.name) == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("from PySide6.QtWidgets import QTextEdit", "QTextEdit guesses rich text"),
        (
            "from PySide6.QtWidgets import QTextEdit\nQTextEdit.ExtraSelection()\nQTextEdit()",
            "QTextEdit guesses rich text",
        ),
        ("from PySide6.QtWidgets import QMessageBox", "QMessageBox guesses rich text"),
        ("def show(view):\n    view.setHtml(words)", "setHtml shows rich text"),
        ("def show(label):\n    label.setTextFormat(Qt.TextFormat.RichText)", "RichText shows rich text"),
        ("def show(view):\n    view.setToolTip(words)", "a tool tip of other words"),
        ("def show(view):\n    view.setToolTip(tr('Kept') if kept else words)", "a tool tip of other words"),
        ("def show(view):\n    view.setToolTip(tr('By') + name)", "a tool tip of other words"),
        ("def show(place):\n    QToolTip.showText(place, words)", "a tool tip of other words"),
        ("def make():\n    label = QLabel(words)\n    return label", "without setTextFormat"),
        ("class Words(QLabel):\n    pass", "extends QLabel without setTextFormat"),
        ("def data(role):\n    return role == Qt.ItemDataRole.ToolTipRole", "a model's tool tips"),
    ],
)
def test_a_planted_breach_is_named(source: str, fault: str) -> None:
    assert [fault in said for said in source_faults(source, "planted.py")] == [True]


@pytest.mark.parametrize(
    "source",
    [
        "from PySide6.QtWidgets import QPlainTextEdit",
        "from PySide6.QtWidgets import QTextEdit\nmark = QTextEdit.ExtraSelection()",
        "def show(view):\n    view.setToolTip(plain_tip(words))",
        "def show(view):\n    view.setToolTip(self.tr('Kept at once'))",
        "def show(view):\n    view.setToolTip('' if kept else tr('Not kept'))",
        "def make():\n    label = QLabel(words)\n    label.setTextFormat(Qt.TextFormat.PlainText)",
    ],
)
def test_what_is_allowed_passes(source: str) -> None:
    assert source_faults(source, "planted.py") == []


@pytest.fixture
def panel(qtbot) -> QWidget:
    """A panel whose label and tip are as they should be."""
    panel = QWidget()
    qtbot.addWidget(panel)
    layout = QVBoxLayout(panel)
    label = QLabel(TYPED)
    label.setTextFormat(Qt.TextFormat.PlainText)
    button = QPushButton(TYPED)
    button.setToolTip(plain_tip(TYPED))
    layout.addWidget(label)
    layout.addWidget(button)
    return panel


def test_a_plain_panel_raises_no_suspicion(panel: QWidget, rich_text_suspects: Walk) -> None:
    assert rich_text_suspects(panel) == []


def test_the_walk_finds_a_guessing_label(panel: QWidget, rich_text_suspects: Walk) -> None:
    label = QLabel(TYPED, panel)
    label.setObjectName("words_label")
    assert rich_text_suspects(panel) == ["QLabel 'words_label': its text format is not plain text"]


def test_the_walk_finds_a_rich_editor_and_an_unguarded_tip(panel: QWidget, rich_text_suspects: Walk) -> None:
    editor = QTextEdit(panel)
    editor.setToolTip(TYPED)
    said = "\n".join(rich_text_suspects(panel))
    assert "a QTextEdit takes rich text" in said
    assert "would be taken for rich text" in said


def test_a_guarded_tip_shows_what_was_typed() -> None:
    assert plain_tip("Prob & Police") == "Prob & Police"
    assert plain_tip(TYPED) == "<qt>&lt;b&gt;Not bold&lt;/b&gt;</qt>"
