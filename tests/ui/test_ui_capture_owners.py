"""Who owns, who speaks: owners offered behind "@", the picker, the chords of a seat."""

from __future__ import annotations

import pytest
from desk_room import DeskRoom
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QWidget

from mappa_desk.domain.contributions import EntryKind
from mappa_desk.services import roll_call as roll_call_service


@pytest.fixture
def desk(running_desk: DeskRoom) -> DeskRoom:
    """The desk of these tests."""
    return running_desk


def offered(desk: DeskRoom) -> list[tuple[str, str]]:
    shown = desk.page.capture.owners.list
    return [(row.words, row.note) for row in shown.rows] if shown.isVisible() else []


def last_action(desk: DeskRoom):
    desk.idle()
    return desk.kept().actions[-1]


# Owners offered


def test_those_who_are_here_come_first_and_typing_goes_on(desk: DeskRoom):
    desk.type("@")
    assert [note for _words, note in offered(desk)][:4] == ["here"] * 4
    desk.type("p")
    assert offered(desk)[0][0].startswith("Police, offender manager")
    assert offered(desk)[-1] == ("p", "not on the list")
    desk.type("rob confirm licence address by fri")
    assert offered(desk) == [], "the words of the action are no owner"
    assert desk.line.toPlainText() == "@prob confirm licence address by fri"
    desk.press("Return")
    action = last_action(desk)
    assert (action.text, action.owner_name) == ("confirm licence address", "Ruth Ansah")


def test_enter_keeps_the_line_as_it_stands_while_owners_are_offered(desk: DeskRoom):
    desk.type("@hsg")
    assert offered(desk)
    desk.press("Return")
    assert desk.line.toPlainText() == "@hsg" and "needs words" in desk.page.panel.capture.said()
    assert offered(desk) == []
    desk.type(" ring")
    desk.press("Return")
    assert last_action(desk).owner_agency == "hsg"


def test_tab_takes_the_first_row_and_the_arrows_another(desk: DeskRoom):
    desk.type("@ru")
    desk.press("Tab")
    assert desk.focus() is desk.line and desk.line.toPlainText() == "@Ruth Ansah "
    assert offered(desk) == []
    desk.press("Ctrl+Z")
    assert desk.line.toPlainText() == "@ru", "one step back gives the typed letters"
    desk.line.clear()
    desk.type("@p")
    desk.press("Down")
    desk.press("Down")
    second = offered(desk)[1][0]
    assert second in desk.page.capture.owners.list.accessibleName() and any(
        second in said for said in desk.shell.said
    )
    desk.press("Return")
    assert desk.line.toPlainText().startswith("@") and desk.line.toPlainText().endswith(" ")
    assert second.split(" (")[0] in desk.page.panel.capture.said()
    desk.type("write to the court today")
    desk.press("Return")
    assert last_action(desk).text == "write to the court"


def test_up_leaves_the_choice_and_then_the_keys_are_the_lines_again(desk: DeskRoom):
    desk.type("@p")
    desk.press("Down")
    desk.press("Up")
    assert desk.page.capture.owners.list.chosen == -1
    desk.press("Up")
    assert desk.focus() is desk.line and desk.line.toPlainText() == "@p"


def test_escape_takes_the_list_away_first_and_it_stays_away_for_this_owner(desk: DeskRoom):
    desk.type("@hs")
    desk.press("Esc")
    assert offered(desk) == []
    desk.type("g")
    assert offered(desk) == [] and desk.line.toPlainText() == "@hsg"
    assert "Housing" in desk.page.panel.capture.said(), "the chips stay"
    desk.line.clear()
    desk.type("@h")
    assert offered(desk), "the next owner is offered again"


def test_a_click_takes_a_row_and_the_caret_stays(desk: DeskRoom):
    desk.type("@ru")
    shown = desk.page.capture.owners.list
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPointF(40, 12).toPoint())
    assert desk.line.toPlainText() == "@Ruth Ansah " and desk.focus() is desk.line


def test_somebody_from_the_contact_book_and_somebody_nobody_knows(desk: DeskRoom):
    desk.type("@wiś")
    assert offered(desk)[0][1] == "contact book"
    desk.press("Tab")
    desk.type("check the log today")
    desk.press("Return")
    action = last_action(desk)
    assert (action.owner_name, action.owner_agency, action.owner_role) == (
        "Piotr Wiśniewski", "pol", "duty inspector",
    )  # fmt: skip
    desk.type("@duty solicitor")
    assert offered(desk) == [("duty solicitor", "not on the list")]
    desk.press("Tab")
    assert desk.line.toPlainText() == "@(duty solicitor) "
    desk.type("call back today")
    desk.press("Return")
    action = last_action(desk)
    assert (action.owner_role, action.owner_name, action.text) == ("duty solicitor", "", "call back")


def test_behind_a_speakers_code_in_the_text_and_after_an_emoji_the_place_is_right(desk: DeskRoom):
    desk.line.insertPlainText("pol: @ru")
    assert offered(desk) and "Ruth" in offered(desk)[0][0]
    desk.press("Tab")
    assert desk.line.toPlainText() == "pol: @Ruth Ansah "
    desk.line.clear()
    desk.line.insertPlainText("@ru\U0001f600")
    desk.press("Tab")
    assert desk.line.toPlainText() == "@(ru\U0001f600) "


@pytest.mark.parametrize("line", ["a@b", "mail x@y.org", "@10:30", "@ home", "\\@prob", "see @prob"])
def test_nobody_is_offered_where_no_owner_is_typed(desk: DeskRoom, line: str):
    desk.type(line)
    assert offered(desk) == [] and desk.line.toPlainText() == line


def test_an_at_in_a_decision_offers_nobody_and_leaving_the_line_takes_the_list_away(desk: DeskRoom):
    desk.page.capture.set_kind(EntryKind.ISSUE)
    desk.type("@prob")
    assert offered(desk) == []
    desk.page.capture.set_kind(EntryKind.CONTRIBUTION)
    desk.line.clear()
    desk.type("@pro")
    assert offered(desk)
    desk.page.panel.record.setFocus()
    assert offered(desk) == []


def test_a_held_enter_on_a_chosen_owner_takes_it_once_and_keeps_nothing(desk: DeskRoom):
    desk.type("@ru")
    desk.press("Down")
    for repeated in (False, True, True):
        event = QKeyEvent(
            QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", repeated
        )
        QApplication.sendEvent(desk.line, event)
    desk.idle()
    assert desk.line.toPlainText() == "@Ruth Ansah " and desk.kept().entries == ()


# Speakers


def sheet_field(desk: DeskRoom, name: str) -> QWidget:
    found = desk.page.panel.sheet.findChild(QWidget, f"{name}_field")
    assert found is not None, name
    return found


def filter_edit(desk: DeskRoom) -> QLineEdit:
    found = desk.focus()
    assert isinstance(found, QLineEdit) and found.objectName() == "filter_edit"
    return found


@pytest.mark.parametrize("typed", ["hs", "mo", "łu", "wój", "4"])
def test_two_letters_of_agency_role_or_person_pick_who_speaks(desk: DeskRoom, typed: str):
    desk.type("half a line")
    desk.press("Ctrl+G")
    filter_edit(desk)
    desk.type(typed)
    desk.press("Return")
    assert desk.page.capture.voice.agency == "hsg"
    assert desk.focus() is desk.line and desk.line.toPlainText() == "half a line"


def test_the_last_row_adds_somebody_who_then_speaks(desk: DeskRoom):
    desk.type("half a line")
    desk.press("Ctrl+G")
    desk.type("Nia Bowen")
    picker = filter_edit(desk).parent()
    rows = picker.findChild(QListView, "choices_list").model()
    assert rows.rowCount() == 1 and "not on the list" in rows.index(0, 0).data()
    desk.press("Return")
    assert sheet_field(desk, "name").text() == "Nia Bowen"
    combo = sheet_field(desk, "agency")
    combo.setCurrentIndex(combo.findData("csc"))
    combo.setFocus()
    desk.press("Ctrl+Return")
    desk.idle()
    assert desk.page.capture.voice.agency == "csc"
    assert desk.line.toPlainText() == "half a line"
    desk.page.panel.focus_line()
    desk.press("Return")
    desk.idle()
    entry = desk.kept().entries[-1]
    assert (entry.text, entry.agency) == ("half a line", "csc")


def test_a_chord_steps_through_the_people_of_one_agency_also_for_chosen_entries(desk: DeskRoom):
    desk.page.state.do(
        roll_call_service.add_person,
        meeting_id=desk.meeting_id,
        agency="pol",
        name="Wyn Ellis",
        role="inspector",
    )
    desk.idle()
    said = []
    for _ in range(4):
        desk.press("Ctrl+1")
        said.append(desk.page.capture.voice.name)
    assert said[0] == "Police" == said[3] and set(said[1:3]) == {"Dewi Prosser", "Wyn Ellis"}
    desk.say("he was seen")
    desk.idle()
    desk.press("Up")
    given = []
    for _ in range(3):
        desk.press("Ctrl+1")
        desk.idle()
        row = desk.page.state.attendance(desk.kept().entries[-1].attendance_id or "")
        given.append(row.name if row else "Police")
    assert set(given) == {"Police", "Dewi Prosser", "Wyn Ellis"}
    desk.press("Ctrl+9")
    assert "Nobody sits" in desk.page.panel.capture.said()
