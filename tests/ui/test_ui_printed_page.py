"""The settings of the printed page by keyboard, over a real vault: logo, the day of the board, order."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hands import Hands
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.section_order import SECTIONS
from mappa_desk.services.areas import area_view
from mappa_desk.ui.widgets.rows_table import RowsTable


class PrintedPage:
    """The section, and what its parts say."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.page = hands.go("settings", "printed")
        self.section = self.page.section()

    def part(self, kind: type, name: str) -> QWidget:
        found = self.section.findChild(kind, name)
        assert found is not None, name
        return found

    def press(self, name: str) -> None:
        button = self.part(QPushButton, f"{name}_button")
        assert button.isEnabled(), name
        QTest.keyClick(button, Qt.Key.Key_Space)
        self.hands.settle()

    def write(self, name: str, text: str) -> None:
        field = self.part(QLineEdit, f"{name}_edit")
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    def said(self, name: str) -> str:
        return self.part(QLabel, f"{name}_label").text()

    def choose(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Answers the system's dialog with a file, and waits until it is looked through."""
        before = self.said("logo_error")
        monkeypatch.setattr(self.hands.shell.page.office.files, "ask_open", lambda *_: (path,))
        self.press("choose")
        view = self.section
        self.hands.room.wait(lambda: bool(view.answers().logo) or self.said("logo_error") != before)

    def kept(self) -> AreaForm:
        return area_view(self.hands.work).form


@pytest.fixture
def printed(hands: Hands) -> PrintedPage:
    return PrintedPage(hands)


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    out = BytesIO()
    Image.new("RGB", (300, 120), "navy").save(out, "PNG")
    path = tmp_path / "logo.png"
    path.write_bytes(out.getvalue())
    return path


def test_a_logo_is_chosen_named_kept_and_taken_away(
    printed: PrintedPage, logo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert printed.said("picture") == "No logo."
    printed.choose(logo, monkeypatch)
    assert not printed.part(QLabel, "picture_label").pixmap().isNull()
    printed.press("keep")
    assert printed.kept().logo and not printed.kept().logo_says
    assert printed.said("notes") == "The logo is not printed until words say what it shows."
    printed.write("logo_says", "A bar: the Lanmere board")
    assert printed.hands.shell.page.unkept()
    printed.press("keep")
    assert (printed.kept().logo_says, printed.said("notes")) == ("A bar: the Lanmere board", "")
    assert not printed.hands.shell.page.unkept()
    printed.press("remove")
    printed.press("keep")
    assert printed.kept().logo == ""


def test_a_file_that_is_no_logo_is_one_sentence(
    printed: PrintedPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = printed.kept()
    for name, data, sentence in (
        ("gif", b"GIF89a", "The logo must be a PNG file."),
        ("cut", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "This picture cannot be read. Choose another PNG file."),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        printed.choose(path, monkeypatch)
        assert printed.said("logo_error") == sentence
    printed.choose(tmp_path / "nowhere.png", monkeypatch)
    assert printed.said("logo_error") == "That file cannot be read."
    assert printed.kept() == before


def test_the_parts_of_the_minutes_are_ordered(printed: PrintedPage) -> None:
    table = printed.part(RowsTable, "order_table")
    assert [table.model().index(row, 0).data() for row in range(2)] == [
        "Attendance",
        "Actions from last time",
    ]
    table.setCurrentIndex(table.model().index(1, 0))
    printed.press("earlier")
    assert table.currentIndex().row() == 0
    assert not printed.part(QPushButton, "earlier_button").isEnabled()
    printed.press("keep")
    assert printed.kept().section_order == ("last_actions", "attendance", *SECTIONS[2:])
    printed.press("usual")
    printed.press("keep")
    assert printed.kept().section_order == ()


def test_the_boards_day_and_why_the_area_departs(printed: PrintedPage) -> None:
    printed.write("approved", "soonish")
    printed.press("keep")
    assert "is not a date" in printed.said("approved_error")
    printed.write("approved", "05/03/2026")
    printed.write("departs", "the board wants the risk first")
    printed.write("edition", "2025")
    printed.press("keep")
    form = printed.kept()
    assert form.statement_edition == "2025"
    assert (form.approved_by_board_on, form.departs_because) == (
        date(2026, 3, 5),
        "the board wants the risk first",
    )
    assert not form.verified


def test_what_is_typed_on_the_form_stays_when_the_printed_page_is_kept(printed: PrintedPage) -> None:
    page = printed.page
    handling = page.findChild(QPlainTextEdit, "handling_edit")
    assert handling is not None
    handling.setPlainText("Half typed")
    printed.write("departs", "a reason")
    printed.press("keep")
    assert handling.toPlainText() == "Half typed"
    assert printed.hands.shell.page.unkept()
    page.show_part("form")
    button = page.findChild(QPushButton, "save_form_button")
    assert button is not None
    QTest.keyClick(button, Qt.Key.Key_Space)
    printed.hands.settle()
    assert (printed.kept().handling_text, printed.kept().departs_because) == ("Half typed", "a reason")
    assert not printed.hands.shell.page.unkept()
