"""The page that takes actions in from a spreadsheet, by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import Hands
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFrame, QLabel, QPushButton, QTableView

from mappa_desk.domain.actions import Action, Channel
from mappa_desk.services.actions import history
from mappa_desk.services.cases import list_cases
from mappa_desk.ui.action_import import KEY

TABLE = (
    "Case,Action,Owner,By when,Odd\n"
    "LAN-0417,Visit the hostel,Police: Priya Nair,27/11/26,x\n"
    "LAN-0417,Ring the landlord,All,ASAP,\n"
    "LAN-0999,Read the file,Police: Priya Nair,27/11/26,\n"
    "LAN-0417,,Police,,\n"
)


@pytest.fixture
def hands(tracker_office: Hands) -> Hands:
    """The one office of this file, at the start page."""
    tracker_office.shell.clear_banner(KEY)
    tracker_office.go("start")
    return tracker_office


def read(hands, file: Path) -> None:
    """Have the page read a file; another process does it."""
    page = hands.shell.page
    before = page._round
    page.read(file)
    hands.room.wait(lambda: page._round > before or page.view.errors._shown)
    hands.settle()


def opened(hands, folder: Path, text: str = TABLE) -> None:
    file = folder / "tracker.csv"
    file.write_text(text, encoding="utf-16")
    hands.shell.run("import_actions")
    hands.settle()
    read(hands, file)


def cells(hands) -> list[list[str]]:
    model = hands.find(QTableView, "table").model()
    return [
        [model.index(at, column).data() or "" for column in range(model.columnCount())]
        for at in range(model.rowCount())
    ]


def brought(hands) -> dict[str, Action]:
    """The actions that no meeting made, by their words, as they are on the disk."""
    with hands.work.reading() as reading:
        found = reading.all(Action, meeting_id=None, removed=False)
    return {one.text: one for one in found if one.import_id}


def banner(hands) -> str:
    return hands.view.banner.accessibleName() if hands.view.banner.isVisible() else ""


def press(hands, name: str) -> None:
    hands.find(QPushButton, name).setFocus()
    QTest.keyClick(hands.find(QPushButton, name), Qt.Key.Key_Space)
    hands.settle()


def combo(hands, name: str, words: str) -> None:
    found = hands.find(QComboBox, name)
    assert found.findText(words) >= 0, [found.itemText(at) for at in range(found.count())]
    found.setCurrentIndex(found.findText(words))
    hands.settle()


def test_the_good_rows_are_taken_in_and_back(hands, tmp_path: Path) -> None:
    opened(hands, tmp_path)
    assert [tuple(line[:3]) for line in cells(hands)] == [
        ("Yes", "2", "Good"), ("No", "3", "In doubt"), ("No", "4", "In doubt"), ("No", "5", "Refused"),
    ]  # fmt: skip
    assert hands.find(QLabel, "count_label").text() == "4 rows: 1 good, 2 in doubt, 1 refused"
    assert "no case “LAN-0999”" in cells(hands)[2][7]
    assert QApplication.focusWidget() is hands.find(QTableView, "table")
    assert hands.find(QFrame, "columns_frame").isHidden() and not brought(hands)
    assert hands.find(QPushButton, "save_button").text() == "Take in 1 row"
    press(hands, "save_button")
    assert hands.place[0] == "actions" and set(brought(hands)) == {"Visit the hostel"}
    assert "1 row of tracker.csv" in banner(hands)
    hands.view.banner.action_chosen.emit(0)
    hands.settle()
    assert not brought(hands) and "Taken back" in banner(hands)


def test_rows_in_doubt_are_taken_by_a_tick_or_one_by_one_and_a_case_is_opened_when_it_is_said(
    hands, tmp_path: Path
) -> None:
    opened(hands, tmp_path)
    table = hands.find(QTableView, "table")
    hands.press(Qt.Key.Key_Down)
    assert "“All” is no owner" in hands.find(QLabel, "row_label").text()
    hands.press(Qt.Key.Key_Space)
    assert cells(hands)[1][0] == "Yes" and table.currentIndex().row() == 1
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Space)
    assert cells(hands)[2][0] == "No", "nobody has said yet which case it is"
    combo(hands, "case_choice_combo", "Open this case")
    check = hands.find(QCheckBox, "doubted_check")
    assert check.text() == "Take the 2 rows in doubt too" and check.isVisibleTo(hands.view)
    check.setChecked(True)
    assert [line[0] for line in cells(hands)] == ["Yes", "Yes", "Yes", "No"]
    combo(hands, "show_combo", "Those refused")
    assert [line[1] for line in cells(hands)] == ["5"]
    combo(hands, "channel_combo", "By secure e-mail")
    cases = len(list_cases(hands.work))
    hands.find(QTableView, "table").setFocus()
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = brought(hands)
    assert set(found) == {"Visit the hostel", "Ring the landlord", "Read the file"}
    assert len(list_cases(hands.work)) == cases + 1
    made = history(hands.work, action_id=found["Read the file"].id)[0]
    assert made.came_by is Channel.SECURE_MAIL
    hands.go("import_actions")
    assert "tracker.csv, 3 rows" in hands.find(QPushButton, "take_back_button").accessibleName()
    press(hands, "take_back_button")
    assert not brought(hands) and hands.find(QFrame, "earlier_frame").isHidden()
    assert "Taken back: 3 rows of tracker.csv. 1 case that it opened is closed." in banner(hands)


def test_columns_cases_and_a_reply_are_told_by_hand(hands, tmp_path: Path) -> None:
    opened(hands, tmp_path, "Thing,Whose\nPaint the door,Housing\nPaint the wall,Housing\n")
    assert hands.find(QFrame, "columns_frame").isVisibleTo(hands.view)
    assert "Say which one does" in hands.find(QLabel, "noted_label").text()
    assert not hands.find(QPushButton, "save_button").isEnabled()
    boxes = hands.shell.page.widget.findChildren(QComboBox, "becomes_combo")
    boxes[0].setCurrentIndex(boxes[0].findText("Action"))
    boxes[1].setCurrentIndex(boxes[1].findText("Owner"))
    hands.settle()
    combo(hands, "case_combo", "LAN-0422")
    assert {line[3] for line in cells(hands)} == {"LAN-0422"}
    assert "Rows that name no case are taken as LAN-0422." in hands.find(QLabel, "noted_label").text()


def test_another_sheet_is_read_and_a_file_that_cannot_be_is_said_in_one_sentence(
    hands, tmp_path: Path
) -> None:
    sheets = Path(__file__).resolve().parents[1] / "exchange" / "sheets"
    hands.go("import_actions")
    read(hands, sheets / "09-several-sheets.xlsx")
    assert hands.find(QComboBox, "sheet_combo").currentText() == "LAN-0428 actions" and len(cells(hands)) == 3
    combo(hands, "sheet_combo", "Lists (hidden)")
    assert len(cells(hands)) == 40
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK nothing")
    read(hands, broken)
    link = hands.find(QPushButton, "file_error_link")
    assert "broken.xlsx" in link.text() and hands.place[0] == "import_actions"
    assert hands.find(QTableView, "table").isHidden()


def test_an_empty_sheet_is_written_and_read_again(hands, tmp_path: Path) -> None:
    hands.room.files.save = tmp_path
    hands.go("import_actions")
    press(hands, "template_button")
    assert "actions-to-bring-in.xlsx" in banner(hands)
    read(hands, tmp_path / "actions-to-bring-in.xlsx")
    assert hands.find(QPushButton, "columns_button").text() == "Columns: 15 of 15 read"
    assert hands.find(QLabel, "count_label").text() == "0 rows: 0 good, 0 in doubt, 0 refused"
    hands.room.files.save = None


def test_a_file_that_is_dropped_is_read_and_nothing_else_is(hands, tmp_path: Path) -> None:
    file = tmp_path / "tracker.csv"
    file.write_text(TABLE, encoding="utf-8")
    hands.go("import_actions")
    page = hands.shell.page
    page._on_saved()
    assert not brought(hands), "there is nothing to take in yet"

    def drop(*urls: QUrl) -> bool:
        held = QMimeData()
        held.setUrls(list(urls))
        kinds = (Qt.DropAction.CopyAction, held, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        entering = QDragEnterEvent(QPoint(4, 4), *kinds)
        entering.ignore()
        page.view.dragEnterEvent(entering)
        page.view.dropEvent(QDropEvent(QPointF(4, 4), *kinds))
        return entering.isAccepted()

    assert not drop(QUrl("https://example.invalid/a.csv"))
    assert not drop(QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(file)))
    assert page._round == 0
    assert drop(QUrl.fromLocalFile(str(file)))
    hands.room.wait(lambda: page._round == 1)
    hands.settle()
    assert len(cells(hands)) == 4
