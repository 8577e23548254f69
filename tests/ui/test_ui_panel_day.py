"""The page of a panel day: the timetable by keyboard, an agency's own sheet, slots that move."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QSpinBox, QTableView

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.panel_days import clock_of
from mappa_desk.services import cases, meetings, panel_days, roll_call
from mappa_desk.services.desk import desk_view

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Page:
    """The practice vault's panel day on the screen, Dewi of Police on the list of its first case."""

    def __init__(self, hands) -> None:
        self.hands, self.work = hands, hands.work
        (self.day,) = panel_days.list_panel_days(self.work)
        first = panel_days.panel_day(self.work, panel_day_id=self.day.id).meetings[0]
        police = next(
            row for row in desk_view(self.work, meeting_id=first.meeting_id).attendance if row.agency == "pol"
        )
        roll_call.edit_attendance(self.work, attendance=replace(police, name="Dewi Prosser"))
        hands.view.resize(1366, 768)
        self.widget = hands.go("panel_day", self.day.id)

    def planned(self) -> list[tuple[str, str, int]]:
        table = panel_days.day_timetable(self.work, panel_day_id=self.day.id)
        return [(slot.reference, clock_of(slot.at), slot.minutes) for slot in table.slots]

    def table(self, name: str = "slots_table") -> QTableView:
        return self.widget.findChild(QTableView, name)

    def cells(self, name: str = "slots_table") -> list[list[str]]:
        model = self.table(name).model()
        return [
            [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def heads(self) -> list[str]:
        model = self.table().model()
        return [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in range(model.columnCount())]

    def find(self, kind: type, name: str):
        return self.widget.findChild(kind, name)


@pytest.fixture
def page(hands) -> Page:
    return Page(hands)


def test_cases_stand_down_and_agencies_across_with_arrive_and_leave(page) -> None:
    references = [reference for reference, _at, _minutes in page.planned()]
    cells, heads = page.cells(), page.heads()
    assert [row[1] for row in cells if row[1]] == references
    assert heads[:5] == ["Time", "Case", "Meeting", "Minutes", "State"]
    assert {"pol", "prob"} <= set(heads[5:])
    police = heads.index("pol")
    times = {row[0]: row[police] for row in cells}
    slots = panel_days.day_timetable(page.work, panel_day_id=page.day.id)
    stay = next(one for one in slots.agencies if one.agency == "pol")
    assert (times["Arrives"], times["Leaves"]) == (clock_of(stay.arrives), clock_of(stay.leaves))
    people = page.cells("people_table")
    dewi = next(row for row in people if "Dewi Prosser" in row[2])
    assert dewi[:2] == ["pol", "Police"]
    assert dewi[3] == page.planned()[0][1]
    assert references[0] in dewi[6]


def test_alt_down_and_alt_up_move_a_case_and_make_its_times_anew(page, hands) -> None:
    before = page.planned()
    assert QApplication.focusWidget() is page.table()
    hands.press(Qt.Key.Key_Down, ALT)
    after = page.planned()
    assert [one[0] for one in after][:2] == [before[1][0], before[0][0]]
    assert after[0][1] == before[0][1]
    assert QApplication.focusWidget() is page.table()
    assert page.table().currentIndex().row() == 1, "the case that moved stays chosen"
    hands.press(Qt.Key.Key_Up, ALT)
    assert page.planned() == before


def test_time_and_length_change_by_f2_and_a_bad_time_is_said_and_kept_in_the_field(page, hands) -> None:
    before = page.planned()
    hands.press(Qt.Key.Key_F2)
    at = page.find(QLineEdit, "at_edit")
    assert QApplication.focusWidget() is at
    hands.type("9.15")
    hands.press(Qt.Key.Key_Tab)
    minutes = page.find(QSpinBox, "minutes_spin")
    assert QApplication.focusWidget() is minutes or minutes.isAncestorOf(QApplication.focusWidget())
    minutes.selectAll()
    hands.type("35")
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Return)
    assert page.planned()[0] == (before[0][0], "09:15", 35)
    page.table().setFocus()
    hands.press(Qt.Key.Key_F2)
    hands.type("noon")
    hands.press(Qt.Key.Key_Return)
    error = page.find(QLabel, "error_label")
    assert error.isVisible()
    assert "is not a time. Write 10:00" in error.text()
    assert at.text() == "noon"
    assert page.planned()[0] == (before[0][0], "09:15", 35)


def test_an_agencys_own_sheet_shows_its_slots_and_references_and_no_name(page, hands) -> None:
    combo = page.find(QComboBox, "sheet_combo")
    combo.setFocus()
    hands.type("Police")
    hands.press(Qt.Key.Key_Return)
    combo.activated.emit(combo.currentIndex())
    assert combo.currentText() == "Police"
    assert page.heads() == ["Time", "Case"]
    said = " ".join(label.text() for label in page.widget.findChildren(QLabel) if label.isVisible())
    assert "Police arrives at" in said
    shown = f"{said} {page.cells()}"
    assert "Dewi" not in shown
    assert not page.table("people_table").isVisible()
    assert not page.find(QPushButton, "off_button").isVisible()
    hands.press(Qt.Key.Key_Up, ALT)
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    assert page.table("people_table").isVisible()


def test_a_planned_meeting_is_added_and_taken_off_again(page, hands) -> None:
    case = cases.open_case(hands.work, reference="LAN-0999", lead_agency="prob").value
    meeting = meetings.plan_meeting(
        hands.work, case_id=case.id, kind=MeetingKind.INITIAL, on=hands.work.today(), at="15:00", minutes=20
    ).value
    page.widget = hands.go("panel_day", page.day.id)
    combo = page.find(QComboBox, "add_combo")
    combo.setCurrentIndex(combo.findData(meeting.id))
    page.find(QPushButton, "add_button").setFocus()
    hands.press(Qt.Key.Key_Space)
    assert ("LAN-0999", "15:00", 20) in page.planned()
    page.table().setFocus()
    for _ in range(len(page.planned())):
        if page.find(QLabel, "slot_label").text() == "LAN-0999":
            break
        hands.press(Qt.Key.Key_Down)
    page.find(QPushButton, "off_button").setFocus()
    hands.press(Qt.Key.Key_Space)
    assert "LAN-0999" not in [one[0] for one in page.planned()]


def test_planning_from_the_day_brings_its_date_and_comes_back(page, hands) -> None:
    case = cases.open_case(hands.work, reference="LAN-0998", lead_agency="prob").value
    page.find(QPushButton, "plan_button").setFocus()
    hands.press(Qt.Key.Key_Space)
    assert hands.place[0] == "new_meeting"
    form = hands.shell.page.widget
    assert form.findChild(QLineEdit, "date_edit").text() == f"{page.day.on:%-d/%-m/%Y}"
    assert not hands.shell.page.unkept()
    form.findChild(QComboBox, "case_combo").setCurrentIndex(
        form.findChild(QComboBox, "case_combo").findData(case.id)
    )
    form.findChild(QLineEdit, "time_edit").setFocus()
    hands.type("16:00")
    form.findChild(QPushButton, "save_button").setFocus()
    hands.press(Qt.Key.Key_Space)
    assert hands.place == ("panel_day", page.day.id)
    assert "LAN-0998" in [one[0] for one in page.planned()]


def test_enter_opens_the_desk_of_the_case_and_the_keys_are_listed(page, hands) -> None:
    hands.press(Qt.Key.Key_F1)
    model = hands.office.keys.view.model
    listed = [model.index(row, 1).data() for row in range(model.rowCount())]
    hands.press(Qt.Key.Key_Escape)
    assert {"Move the case earlier", "Move the case later", "Change time and length of the case"} <= {*listed}
    page.table().setFocus()
    hands.press(Qt.Key.Key_Return)
    assert hands.place[0] == "meeting"
    hands.room.wait(lambda: hands.shell.page.state.ready)


def test_slots_that_overlap_are_told_in_words(page, hands) -> None:
    first = panel_days.panel_day(page.work, panel_day_id=page.day.id).meetings[0]
    second = panel_days.panel_day(page.work, panel_day_id=page.day.id).meetings[1]
    panel_days.change_slot(
        page.work, meeting_id=second.meeting_id, at=first.meeting.planned_at,
        minutes=second.meeting.planned_minutes,
    )  # fmt: skip
    page.widget = hands.go("panel_day", page.day.id)
    notice = page.find(QLabel, "notice_label")
    assert notice.isVisible()
    assert "to begin before the case before has ended" in notice.text()
    assert any("overlaps" in row[0] for row in page.cells())


def test_the_timetable_is_reached_from_the_start_page_the_palette_and_the_desk(page, hands) -> None:
    hands.go("start")
    row = next(
        one
        for one in hands.shell.page.widget.findChildren(QPushButton)
        if one.accessibleName() == "Timetable of the panel day"
    )
    row.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert hands.place == ("panel_day", page.day.id)
    first = panel_days.panel_day(page.work, panel_day_id=page.day.id).meetings[0]
    for start in ("start", "meeting"):
        hands.go(start, first.meeting_id if start == "meeting" else "")
        hands.room.wait(lambda: not hasattr(hands.shell.page, "state") or hands.shell.page.state.ready)
        hands.settle()
        hands.press(Qt.Key.Key_K, CTRL)
        hands.type("go to the panel day")
        hands.press(Qt.Key.Key_Return)
        hands.room.wait(lambda: hands.place[0] == "panel_day")
        hands.settle()
        title = hands.shell.page.widget.findChild(QLabel, "head_label").text()
        assert title.startswith(page.day.title)


def test_without_a_panel_day_the_form_for_one_comes_up(page, hands) -> None:
    with page.work.writing() as uow:
        for row in panel_days.panel_day(page.work, panel_day_id=page.day.id).meetings:
            uow.save(replace(row.meeting, panel_day_id=None))
        uow.remove(page.day)
    hands.go("panel_day")
    hands.settle()
    assert hands.place[0] == "new_panel_day"
