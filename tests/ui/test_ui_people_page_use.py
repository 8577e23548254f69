"""The contact book in use: panels at planning, deputies and newcomers at the desk, the circulation list."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from mappa_desk.domain.agencies import Agency, AgencyClass
from mappa_desk.domain.attendance import Attendance, AttendanceState
from mappa_desk.domain.circulation_rules import from_book
from mappa_desk.domain.contacts import Contact, MayGet
from mappa_desk.domain.people import Person
from mappa_desk.services import areas, roll_call, undo
from mappa_desk.services.cases import case_by_reference
from mappa_desk.services.circulation import agree_circulation, circulation
from mappa_desk.services.contacts import contact_book, save_contact, set_active
from mappa_desk.services.handouts import register
from mappa_desk.services.meetings import list_meetings
from mappa_desk.ui.views.desk_sheet import DeskSheet


def put(work, name: str, agency: str = "pol", role: str = "", **facts: object) -> str:
    person = Person(id="", name=name, agency=agency, role=role)
    return save_contact(work, person=person, contact=Contact(id="", **facts)).value.person_id


def listed(work, meeting_id: str) -> dict[str, Attendance]:
    with work.reading() as reading:
        return {row.name: row for row in reading.all(Attendance, meeting_id=meeting_id)}


def names(work) -> set[str]:
    return {row.person.name for row in contact_book(work).rows}


def test_a_standing_panel_is_chosen_when_a_meeting_is_planned(hands) -> None:
    case = case_by_reference(hands.work, reference="LAN-0405")
    hands.go("new_meeting", case.id)
    shown = hands.find(QComboBox, "invite_combo")
    before = [shown.itemText(at) for at in range(shown.count())]
    put(hands.work, "Anna Panel", "mh", panels=("Level 2 Test",))
    put(hands.work, "Ben Panel", "hsg", panels=("Level 2 Test",))
    hands.go("start")
    hands.go("new_meeting", case.id)
    combo = hands.find(QComboBox, "invite_combo")
    assert "Panel: Level 2 Test (2 people)" not in before
    combo.setCurrentIndex(combo.findText("Panel: Level 2 Test (2 people)"))
    hands.find(QLineEdit, "date_edit").setText("fri")
    QTest.keyClick(hands.find(QPushButton, "save_button"), Qt.Key.Key_Space)
    hands.settle()
    rows = [row for row in list_meetings(hands.work) if row.case_id == case.id]
    meeting = max(rows, key=lambda row: row.meeting.number).meeting_id
    people = listed(hands.work, meeting)
    assert people["Anna Panel"].person_id and people["Ben Panel"].person_id


def sheet(desk) -> DeskSheet:
    found = desk.page.panel.sheet
    assert found is not None
    return found


def test_deputies_come_first_when_somebody_sits_in(begun_desk) -> None:
    desk = begun_desk
    work = desk.work
    second = put(work, "Zoe Deputy", "pol", "Sergeant")
    put(work, "Amy Other", "pol")
    put(work, "Paula Invited", "pol", deputies=(second,))
    put(work, "Abi Here", "pol")
    meeting_id = desk.page.state.meeting_id
    here = roll_call.add_person(work, meeting_id=meeting_id, agency="pol", name="Abi Here").value
    roll_call.mark(work, attendance_id=here.id, state=AttendanceState.ATTENDED)
    added = roll_call.add_person(work, meeting_id=meeting_id, agency="pol", name="Paula Invited").value
    desk.page.enter()
    desk.until(lambda: desk.page.state.attendance(added.id) is not None)
    rows = desk.page._models.people.rows
    desk.page.roll_call.deputise(next(row for row in rows if row.key == added.id))
    combo = sheet(desk).findChild(QComboBox, "name_field")
    assert combo is not None
    assert [combo.itemText(at) for at in range(2)] == ["Zoe Deputy, Sergeant", "Amy Other"]
    assert combo.currentText() == ""
    desk.press("Down")
    assert combo.currentText() == "Zoe Deputy, Sergeant"
    sheet(desk).keep()
    desk.idle()
    sits = listed(work, desk.page.state.meeting_id)["Zoe Deputy"]
    assert (sits.deputy_for, sits.role, sits.person_id) == ("Paula Invited", "Sergeant", second)
    assert sits.state is AttendanceState.DEPUTY


def test_somebody_added_at_the_desk_is_in_the_book_at_once(begun_desk) -> None:
    desk = begun_desk
    desk.page.roll_call.add(name="Nina Fresh", agency="hsg")
    sheet(desk).keep()
    desk.idle()
    assert "Nina Fresh" in names(desk.work)
    desk.until(lambda: "Nina Fresh" in {one.name for one in desk.page.capture._people})
    undo.undo(desk.work, meeting_id=desk.page.state.meeting_id)
    assert "Nina Fresh" not in names(desk.work)
    desk.page.roll_call.add(name="Only Here", agency="hsg")
    tick = sheet(desk).findChild(QCheckBox, "into_book_field")
    assert tick is not None and tick.isChecked()
    tick.setChecked(False)
    sheet(desk).keep()
    desk.idle()
    assert "Only Here" not in names(desk.work) and "Only Here" in listed(
        desk.work, desk.page.state.meeting_id
    )


def test_who_left_is_not_offered_as_an_owner(begun_desk) -> None:
    desk = begun_desk
    key = put(desk.work, "Gone Away", "hsg")
    put(desk.work, "Still Here", "hsg")
    set_active(desk.work, person_id=key, active=False)
    desk.page.enter()
    desk.until(lambda: "Still Here" in {one.name for one in desk.page.capture._people})
    assert "Gone Away" not in {one.name for one in desk.page.capture._people}


def held(hands) -> str:
    """A closed or running meeting of the practice vault that is not approved."""
    case = case_by_reference(hands.work, reference="LAN-0405")
    hands.go("new_meeting", case.id)
    hands.find(QLineEdit, "date_edit").setText("fri")
    QTest.keyClick(hands.find(QPushButton, "save_button"), Qt.Key.Key_Space)
    hands.settle()
    rows = [row for row in list_meetings(hands.work) if row.case_id == case.id]
    return max(rows, key=lambda row: row.meeting.number).meeting_id


def lines(hands) -> list[list[str]]:
    model = hands.find(QTableView, "table").model()
    return [
        [model.index(at, column).data() or "" for column in range(model.columnCount())]
        for at in range(model.rowCount())
    ]


def test_the_circulation_list_is_agreed_by_keyboard(hands) -> None:
    areas.save_agency(
        hands.work,
        agency=Agency(id="press", name="A newspaper", agency_class=AgencyClass.THIRD_PARTY, order=99),
    )
    meeting = held(hands)
    put(hands.work, "Spare Person", "pol")
    put(hands.work, "Desk Police", "pol", may_get=(MayGet.ACTIONS,))
    roll_call.add_person(hands.work, meeting_id=meeting, agency="press", name="Pat Paper")
    hands.go("meeting", meeting)
    hands.shell.run("circulation")
    hands.settle()
    assert hands.place == ("circulation", meeting)
    assert hands.find(QLabel, "state_label").text() == "Proposed, not agreed yet"
    paper = next(at for at, line in enumerate(lines(hands)) if line[1] == "Pat Paper")
    assert "Third party" in lines(hands)[paper][6]
    table = hands.find(QTableView, "table")
    table.setFocus()
    table.selectRow(paper)
    hands.press(Qt.Key.Key_A)
    assert lines(hands)[paper][4] == "Yes"
    add = hands.find(QComboBox, "add_combo")
    add.activated.emit(add.findText("Police, Spare Person"))
    hands.settle()
    added = next(line for line in lines(hands) if line[1] == "Spare Person")
    assert added[3:6] == ["", "", ""] and QApplication.focusWidget() is table
    hands.press(Qt.Key.Key_M)
    assert "Was not invited" in next(line for line in lines(hands) if line[1] == "Spare Person")[6]
    table.selectRow(paper)
    hands.find(QLineEdit, "why_edit").clear()
    hands.find(QLineEdit, "why_edit").textEdited.emit("")
    press(hands, "save_button")
    assert "Pat Paper" in hands.find(QLabel, "why_error_label").text()
    hands.find(QLineEdit, "why_edit").setFocus()
    hands.type("Agreed by the chair")
    press(hands, "save_button")
    assert hands.place == ("meeting", meeting)
    kept = {row.line.name: row.line for row in circulation(hands.work, meeting_id=meeting).rows}
    assert kept["Pat Paper"].documents == (MayGet.ACTIONS,)
    assert kept["Pat Paper"].why == "Agreed by the chair"
    assert kept["Desk Police"].documents == (MayGet.ACTIONS,)
    hands.go("circulation", meeting)
    assert hands.find(QLabel, "state_label").text() == "Agreed"
    table = hands.find(QTableView, "table")
    table.setFocus()
    table.selectRow(next(at for at, line in enumerate(lines(hands)) if line[1] == "Pat Paper"))
    hands.press(Qt.Key.Key_Delete)
    press(hands, "save_button")
    assert "Pat Paper" not in {row.line.name for row in circulation(hands.work, meeting_id=meeting).rows}


@pytest.mark.parametrize("name", ["table", "why_edit", "minutes_check"])
def test_ctrl_enter_keeps_the_circulation_list_from_every_field(hands, name: str) -> None:
    meeting = held(hands)
    hands.go("circulation", meeting)
    assert not circulation(hands.work, meeting_id=meeting).agreed
    field = hands.find(QWidget, name)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    assert circulation(hands.work, meeting_id=meeting).agreed


def press(hands, name: str) -> None:
    QTest.keyClick(hands.find(QPushButton, name), Qt.Key.Key_Space)
    hands.settle()


def test_somebody_who_came_later_can_be_added_to_an_agreed_list(hands) -> None:
    meeting = held(hands)
    hands.go("circulation", meeting)
    press(hands, "save_button")
    roll_call.add_person(hands.work, meeting_id=meeting, agency="hsg", name="Lata Late")
    hands.go("circulation", meeting)
    later = hands.find(QPushButton, "later_button")
    assert later.text() == "Add 1 who came since"
    press(hands, "later_button")
    press(hands, "save_button")
    assert "Lata Late" in {row.line.name for row in circulation(hands.work, meeting_id=meeting).rows}


def test_the_preview_offers_a_copy_to_those_on_the_circulation_list(hands, tmp_path) -> None:
    meeting = held(hands)
    row = roll_call.add_person(hands.work, meeting_id=meeting, agency="hsg", name="Abe Away").value
    roll_call.mark(hands.work, attendance_id=row.id, state=AttendanceState.APOLOGIES)
    here = roll_call.add_person(hands.work, meeting_id=meeting, agency="hsg", name="Hana Here").value
    roll_call.mark(hands.work, attendance_id=here.id, state=AttendanceState.ATTENDED)
    key = put(hands.work, "Otto Outside", "pol")
    outside = contact_book(hands.work).row(key)
    assert outside is not None
    lines = {one.line.name: one.line for one in circulation(hands.work, meeting_id=meeting).rows}
    agree_circulation(
        hands.work,
        meeting_id=meeting,
        lines=(
            lines["Abe Away"],
            replace(lines["Hana Here"], documents=(), why="Asked not to"),
            replace(from_book(meeting, outside, "0" * 32), documents=(MayGet.MINUTES,)),
        ),
    )
    hands.go("preview", meeting)
    hands.room.wait(lambda: hands.shell.page.view.strip.count > 0)
    combo = hands.find(QComboBox, "agency_combo")
    offered = [combo.itemText(at) for at in range(combo.count())]
    assert "Housing: Hana Here (not on the circulation list)" in offered
    assert "Housing: Abe Away" in offered and "Police: Otto Outside" in offered
    combo.setCurrentIndex(combo.findText("Police: Otto Outside"))
    hands.room.wait(lambda: hands.shell.page._audience.line is not None)
    hands.room.files.save = tmp_path
    hands.shell.page._write()
    assert not register(hands.work, meeting_id=meeting), "a draft for a named reader is asked for twice"
    hands.shell.view.banner.findChild(QPushButton, "first_button").click()
    hands.settle()
    assert [one.recipient for one in register(hands.work, meeting_id=meeting)] == ["Otto Outside"]


def test_a_specialist_who_may_help_is_named_and_added(begun_desk) -> None:
    desk = begun_desk
    desk.page.commands()["who_may_help"]()
    shown = [row.text for row in desk.page.sheets._picker._picks]
    assert any(text.startswith("Reconnect: 18 or over") for text in shown)
    assert any("check that it still runs" in text for text in shown)
    desk.page.sheets._picker.picked.emit("reconnect")
    role = sheet(desk).findChild(QLineEdit, "role_field")
    agency = sheet(desk).findChild(QComboBox, "agency_field")
    assert (role.text(), agency.currentText()) == ("Reconnect", "Health")
