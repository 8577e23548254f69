"""The escalation ladder in the settings: kept where its days put it, never lost, confirmed with a source."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTabBar,
    QTableView,
    QWidget,
)

from mappa_desk.services.ladder import ladder, whole_ladder


def part(hands, kind: type, name: str) -> QWidget:
    """A part of this section; others have parts of the same names."""
    found = hands.shell.page.ladder.view.findChild(kind, name)
    assert found is not None, name
    return found


def said(hands) -> list[list[str]]:
    """What the table says, row by row."""
    model = part(hands, QTableView, "rungs_table").model()
    return [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]


def click(hands, name: str) -> None:
    QTest.keyClick(part(hands, QPushButton, name), Qt.Key.Key_Space)
    hands.settle()


def test_a_rung_is_changed_by_keyboard_and_moves_to_its_place(hands) -> None:
    hands.go("settings", "ladder")
    assert [row[1] for row in said(hands)] == ["1", "5", "10", "20"]
    assert {row[2] for row in said(hands)} == {"Not yet confirmed"}
    table = part(hands, QTableView, "rungs_table")
    assert QApplication.focusWidget() is table
    hands.press(Qt.Key.Key_Return)
    field = QApplication.focusWidget()
    assert field is part(hands, QLineEdit, "title_edit") and field.text() == "Reminder"
    field.selectAll()
    hands.type("Friendly reminder")
    part(hands, QSpinBox, "days_spin").setValue(7)
    hands.press(Qt.Key.Key_Return)
    assert [(row[0], row[1]) for row in said(hands)][1] == ("Friendly reminder", "7")
    assert table.currentIndex().row() == 1 and table.hasFocus()
    assert [rung.days for rung in ladder(hands.work)] == [5, 7, 10, 20]
    assert not part(hands, QPushButton, "keep_button").isEnabled()


def test_what_is_half_typed_is_never_lost_to_the_list(hands) -> None:
    hands.go("settings", "ladder")
    wording = part(hands, QPlainTextEdit, "wording_edit")
    wording.setPlainText("Answer about {numbers}, {name}")
    table = part(hands, QTableView, "rungs_table")
    table.setFocus()
    hands.press(Qt.Key.Key_Down)
    assert "not kept yet" in part(hands, QPushButton, "form_error_link").text()
    assert table.currentIndex().row() == 0 and "{name}" in wording.toPlainText()
    wording.setFocus()
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Only {numbers}, {agency} and {reply_by}" in part(hands, QLabel, "wording_error_label").text()
    assert "{name}" in wording.toPlainText()
    hands.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert hands.place[0] == "settings" and hands.shell.asks_before_leaving()
    click(hands, "put_back_button")
    assert wording.toPlainText().startswith("A reminder")
    table.setFocus()
    hands.press(Qt.Key.Key_Down)
    assert part(hands, QLineEdit, "title_edit").text() == "Single point of contact"


def test_a_rung_is_confirmed_only_with_a_source_of_its_own(hands) -> None:
    hands.go("settings", "ladder")
    click(hands, "confirm_button")
    assert "Say where the rung is written" in part(hands, QLabel, "rung_source_error_label").text()
    assert not ladder(hands.work)[0].verified
    part(hands, QLineEdit, "rung_source_edit").setText("Area protocol of 2026, section 4")
    click(hands, "confirm_button")
    first = ladder(hands.work)[0]
    assert first.verified and first.source.endswith("section 4")
    assert (
        said(hands)[0][2].startswith("Confirmed by ")
        and not part(hands, QPushButton, "confirm_button").isEnabled()
    )
    part(hands, QSpinBox, "days_spin").setValue(2)
    click(hands, "keep_button")
    assert said(hands)[0][1:] == ["2", "Not yet confirmed"]


def test_a_rung_is_added_switched_off_and_on_again(hands) -> None:
    hands.go("settings", "ladder")
    click(hands, "new_button")
    assert QApplication.focusWidget() is part(hands, QLineEdit, "title_edit")
    assert not part(hands, QPushButton, "switch_button").isEnabled()
    hands.type("Telephone")
    part(hands, QSpinBox, "days_spin").setValue(3)
    part(hands, QPlainTextEdit, "wording_edit").setPlainText("About {numbers}.")
    click(hands, "keep_button")
    assert part(hands, QLabel, "whom_error_label").text()
    part(hands, QLineEdit, "whom_edit").setText("The owner of the action")
    click(hands, "keep_button")
    assert [row[0] for row in said(hands)][1] == "Telephone" and len(ladder(hands.work)) == 5
    click(hands, "switch_button")
    assert said(hands)[1][2] == "Switched off" and len(ladder(hands.work)) == 4
    assert part(hands, QPushButton, "switch_button").text() == "Switch on"
    click(hands, "switch_button")
    assert len(ladder(hands.work)) == len(whole_ladder(hands.work)) == 5


def test_the_tabs_of_the_settings_begin_where_their_heading_begins(hands) -> None:
    hands.go("settings")
    page = hands.shell.page.widget
    bar, head = page.findChild(QTabBar), page.findChild(QLabel, "head_label")
    hands.view.showNormal()
    hands.settle()
    words = bar.tabRect(0).left() + bar.mapTo(page, QPoint()).x() + 10
    assert words == head.mapTo(page, QPoint()).x()
