"""The office by keyboard: plan a meeting, open a case, lists, settings."""

from __future__ import annotations

from datetime import date

import pytest
from hands import ALT, CTRL
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QTableView, QWidget

from mappa_desk.services.areas import area_view
from mappa_desk.services.cases import case_by_reference, list_cases
from mappa_desk.services.meetings import list_meetings


def test_the_start_page_says_what_is_due_and_opens_the_desk(hands) -> None:
    assert hands.place == ("start", "")
    button = QApplication.focusWidget()
    assert button.text() == "Open the desk" and "LAN-0417" in button.accessibleName()
    hands.press(Qt.Key.Key_Space)
    assert hands.place[0] == "meeting"
    hands.press(Qt.Key.Key_Left, ALT)
    assert hands.place == ("start", "")


def test_a_meeting_is_planned_in_four_answers_by_keyboard(hands) -> None:
    case = case_by_reference(hands.work, reference="LAN-0405")
    hands.go("new_meeting", case.id)
    assert QApplication.focusWidget().objectName() == "date_edit"
    hands.type("fri")
    assert hands.find(QLabel, "date_read_label").text() == "Friday 27 November 2026, in 4 days"
    hands.press(Qt.Key.Key_Tab)
    hands.type("9.30")
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Tab)
    hands.type("Room 4")
    hands.press(Qt.Key.Key_Return)
    assert hands.place == ("case", case.id)
    planned = max(
        (row.meeting for row in list_meetings(hands.work) if row.case_id == case.id), key=lambda m: m.number
    )
    assert (planned.planned_on, planned.planned_at, planned.place) == (date(2026, 11, 27), "09:30", "Room 4")
    hands.press(Qt.Key.Key_Left, ALT)
    assert hands.place == ("start", "")


def test_a_date_that_is_none_is_said_beside_the_field_and_on_top(hands) -> None:
    hands.go("new_meeting", case_by_reference(hands.work, reference="LAN-0405").id)
    hands.type("soonish")
    hands.press(Qt.Key.Key_Return)
    label = hands.find(QLabel, "date_error_label")
    link = QApplication.focusWidget()
    assert "soonish" in label.text() and link.text() == label.text()
    hands.press(Qt.Key.Key_Space)
    assert QApplication.focusWidget().objectName() == "date_edit"
    hands.type("3/12")
    assert label.isHidden()
    assert hands.find(QWidget, "errors_frame").isHidden()


def test_a_case_is_opened_and_its_level_changed_with_a_reason(hands) -> None:
    hands.go("new_case")
    hands.type("LAN-0999")
    hands.press(Qt.Key.Key_Tab)
    hands.type("Gwen O'Brien & Sons")
    hands.find(QLineEdit, "born_edit").setText("12/3/1984")
    QTest.keyClick(hands.find(QPushButton, "save_button"), Qt.Key.Key_Space)
    hands.settle()
    case = case_by_reference(hands.work, reference="LAN-0999")
    assert (case.name, case.date_of_birth) == ("Gwen O'Brien & Sons", date(1984, 3, 12))
    assert hands.place == ("case", case.id)
    hands.go("edit_case", case.id)
    assert hands.find(QLineEdit, "reference_edit").isReadOnly()
    combo = hands.find(QComboBox, "level_combo")
    combo.setCurrentIndex(combo.findText("Level 3"))
    hands.find(QLineEdit, "reason_edit").setText("Asked for by the panel")
    QTest.keyClick(hands.find(QPushButton, "save_button"), Qt.Key.Key_Space)
    hands.settle()
    assert int(case_by_reference(hands.work, reference="LAN-0999").level) == 3


def test_a_reference_that_is_taken_is_refused_in_its_place(hands) -> None:
    hands.go("new_case")
    hands.type("LAN-0417")
    QTest.keyClick(hands.find(QPushButton, "save_button"), Qt.Key.Key_Space)
    hands.settle()
    assert hands.place == ("new_case", "")
    assert "LAN-0417" in hands.find(QLabel, "reference_error_label").text()


def test_leaving_a_form_never_discards_what_was_typed_unasked(hands) -> None:
    hands.go("new_case")
    hands.type("LAN-0990")
    hands.press(Qt.Key.Key_Escape)
    assert hands.place == ("new_case", "")
    banner = hands.view.banner
    assert banner.isVisible() and QApplication.focusWidget().text() == "LAN-0990"
    QTest.mouseClick(banner.findChild(QPushButton, "second_button"), Qt.MouseButton.LeftButton)
    assert banner.isHidden() and hands.find(QLineEdit, "reference_edit").text() == "LAN-0990"
    hands.press(Qt.Key.Key_Left, ALT)
    QTest.mouseClick(banner.findChild(QPushButton, "first_button"), Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.place == ("start", "") and banner.isHidden()


def test_an_untouched_form_is_left_without_a_question(hands) -> None:
    hands.go("edit_case", case_by_reference(hands.work, reference="LAN-0405").id)
    hands.press(Qt.Key.Key_Escape)
    assert hands.place == ("start", "")


def test_lists_filter_open_and_say_when_nothing_fits(hands) -> None:
    hands.go("cases")
    table = hands.find(QTableView, "table")
    assert table.model().rowCount() == len(list_cases(hands.work))
    hands.press(Qt.Key.Key_F, CTRL)
    hands.type("0417")
    assert table.model().rowCount() == 1
    hands.type("zz")
    assert "hidden by the filter" in hands.find(QLabel, "empty_label").text()
    hands.find(QLineEdit, "filter_edit").setText("0417")
    hands.press(Qt.Key.Key_Return)
    assert hands.place == ("case", case_by_reference(hands.work, reference="LAN-0417").id)


@pytest.mark.parametrize("page", ["cases", "meetings"])
def test_columns_sort_nothing_by_accident_and_rows_open_with_enter(hands, page) -> None:
    hands.go(page)
    assert isinstance(QApplication.focusWidget(), QTableView)
    hands.press(Qt.Key.Key_Return)
    assert hands.place[0] in ("case", "meeting")


def test_a_panel_day_is_made_and_takes_meetings(hands) -> None:
    hands.go("new_panel_day")
    hands.type("mon")
    hands.press(Qt.Key.Key_Tab)
    hands.type("Room 2")
    hands.press(Qt.Key.Key_Tab)
    hands.type("December panel")
    hands.press(Qt.Key.Key_Return)
    assert hands.place[0] == "panel_day"
    hands.go("new_meeting", case_by_reference(hands.work, reference="LAN-0405").id)
    combo = hands.find(QComboBox, "day_combo")
    assert any("December panel" in combo.itemText(number) for number in range(combo.count()))


def test_a_meeting_starts_now_with_a_reference_alone(hands) -> None:
    hands.go("start_now")
    hands.type("LAN-0777")
    hands.press(Qt.Key.Key_Return)
    assert hands.place[0] == "meeting"
    assert hands.program.office.shell.view.findChild(QLabel, "title_label").text() == "LAN-0777"


def test_a_standard_is_confirmed_by_who_is_at_the_keys(hands) -> None:
    hands.go("settings")
    confirm = hands.find(QPushButton, "confirm_standard_button")
    QTest.keyClick(confirm, Qt.Key.Key_Space)
    assert "where the figure is written" in hands.find(QLabel, "source_error_label").text()
    hands.type("Area protocol 2026, section 4")
    QTest.keyClick(confirm, Qt.Key.Key_Space)
    hands.settle()
    first = area_view(hands.work).standards[0]
    assert first.verified and first.verified_by == "Bethan Lloyd-Carter"
    spin = hands.find(QWidget, "value_spin")
    spin.setValue(spin.value() + 1)
    QTest.keyClick(hands.find(QPushButton, "save_standard_button"), Qt.Key.Key_Space)
    hands.settle()
    assert not area_view(hands.work).standards[0].verified


def test_an_agency_is_added_and_a_taken_code_refused(hands) -> None:
    hands.go("settings", "agencies")
    QTest.keyClick(hands.find(QPushButton, "new_agency_button"), Qt.Key.Key_Space)
    hands.type("pol")
    hands.find(QLineEdit, "agency_name_edit").setText("Harbour police")
    QTest.keyClick(hands.find(QPushButton, "save_agency_button"), Qt.Key.Key_Space)
    hands.settle()
    assert hands.find(QLabel, "code_error_label").text()
    hands.find(QLineEdit, "code_edit").setText("harb")
    QTest.keyClick(hands.find(QPushButton, "save_agency_button"), Qt.Key.Key_Space)
    hands.settle()
    assert "harb" in {agency.code for agency in area_view(hands.work).agencies}


def test_the_wording_is_kept_and_an_empty_statement_refused(hands) -> None:
    hands.go("settings", "form")
    hands.find(QLineEdit, "form_title_edit").setText("MAPPA F (Lancashire)")
    statement = hands.find(QWidget, "statement_edit")
    before = statement.toPlainText()
    statement.setPlainText("")
    QTest.keyClick(hands.find(QPushButton, "save_form_button"), Qt.Key.Key_Space)
    hands.settle()
    assert hands.find(QLabel, "statement_error_label").text()
    statement.setPlainText(before)
    QTest.keyClick(hands.find(QPushButton, "save_form_button"), Qt.Key.Key_Space)
    hands.settle()
    assert area_view(hands.work).form.form_title == "MAPPA F (Lancashire)"
    QTest.keyClick(hands.find(QPushButton, "confirm_form_button"), Qt.Key.Key_Space)
    hands.settle()
    assert area_view(hands.work).form.verified
    hands.find(QLineEdit, "form_edition_edit").setText("2")
    QTest.keyClick(hands.find(QPushButton, "save_form_button"), Qt.Key.Key_Space)
    hands.settle()
    assert not area_view(hands.work).form.verified
