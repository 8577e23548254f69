"""Each Designer form can be used by keyboard, screen reader and script; each rule notices its breach."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_rules import form_faults

ROOT = Path(__file__).resolve().parents[2]
FORMS = sorted((ROOT / "forms").glob("*.ui"))

GOOD = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>DemoPanel</class><widget class="QWidget" name="DemoPanel">
<layout class="QVBoxLayout" name="outer">
<item><widget class="QLabel" name="speaker_label">
<property name="text"><string>&amp;Speaker</string></property>
<property name="textFormat"><enum>Qt::TextFormat::PlainText</enum></property>
<property name="buddy"><cstring>speaker_combo</cstring></property></widget></item>
<item><widget class="QComboBox" name="speaker_combo"/></item>
<item><widget class="QPlainTextEdit" name="words_edit">
<property name="accessibleName"><string>Words</string></property></widget></item>
<item><widget class="QPushButton" name="save_button">
<property name="text"><string>Save</string></property></widget></item>
</layout></widget>
<tabstops><tabstop>speaker_combo</tabstop><tabstop>words_edit</tabstop><tabstop>save_button</tabstop></tabstops>
</ui>
"""


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_form_has_no_fault(path: Path) -> None:
    assert form_faults(path) == []


def planted(tmp_path: Path, old: str, new: str, name: str = "demo_panel.ui") -> list[str]:
    """Give the faults of the good form with one thing changed."""
    assert old in GOOD
    path = tmp_path / name
    path.write_text(GOOD.replace(old, new), "utf-8")
    return form_faults(path)


def test_the_good_form_has_no_fault(tmp_path: Path) -> None:
    assert planted(tmp_path, "Words", "Words") == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("save_button", "saveButton", "not snake_case"),
        ("save_button", "save", "does not say its kind"),
        ("save_button", "words_edit", "two widgets are called"),
        ("<string>Words</string>", "<string/>", "neither an accessible name"),
        ("<string>Save</string>", "<string></string>", "neither an accessible name"),
        ("<cstring>speaker_combo</cstring>", "<cstring>gone_combo</cstring>", "does not exist"),
        ("<tabstop>words_edit</tabstop>", "", "no place in the tab order"),
        ("<tabstop>words_edit</tabstop>", "<tabstop>gone_edit</tabstop>", "which does not exist"),
        ("<tabstop>words_edit</tabstop>", "<tabstop>words_edit</tabstop>" * 2, "stands twice"),
        ("PlainText<", "AutoText<", "does not say that its text is plain text"),
        ('"QPlainTextEdit"', '"QTextEdit"', "takes user text for rich text"),
        ('"QComboBox"', '"QListWidget"', "rows come from an item model"),
        ("<string>Save</string>", "<string>&lt;b&gt;Save&lt;/b&gt;</string>", "holds mark-up"),
        ("<class>DemoPanel</class>", "<class>Panel</class>", "the class is"),
    ],
)
def test_a_planted_fault_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert any(fault in said for said in planted(tmp_path, old, new)), planted(tmp_path, old, new)


def test_a_promoted_widget_is_held_to_what_it_extends(tmp_path: Path) -> None:
    promoted = GOOD.replace('class="QPlainTextEdit"', 'class="CaptureText"').replace("</ui>", """
<customwidgets><customwidget><class>CaptureText</class><extends>QPlainTextEdit</extends></customwidget>
</customwidgets></ui>""").replace("<string>Words</string>", "<string/>")  # fmt: skip
    (tmp_path / "demo_panel.ui").write_text(promoted, "utf-8")
    assert any("words_edit" in fault for fault in form_faults(tmp_path / "demo_panel.ui"))


def test_a_widget_that_takes_no_focus_needs_no_place_in_the_order(tmp_path: Path) -> None:
    unfocused = '<property name="focusPolicy"><enum>Qt::FocusPolicy::NoFocus</enum></property>'
    changed = GOOD.replace("<tabstop>save_button</tabstop>", "").replace(
        '<property name="text"><string>Save', unfocused + '<property name="text"><string>Save'
    )
    (tmp_path / "demo_panel.ui").write_text(changed, "utf-8")
    assert form_faults(tmp_path / "demo_panel.ui") == []
