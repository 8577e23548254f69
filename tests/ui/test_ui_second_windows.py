"""The windows beside the desk in the whole program: who opens them, blanks them and keeps the keyboard."""

from __future__ import annotations

import pytest
from hands import CTRL, Hands
from planted_words import said_by
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QWidget
from window_room import PASSPHRASE, WindowRoom

from mappa_desk.services import roll_call
from mappa_desk.services.meetings import list_meetings
from mappa_desk.ui import commands
from mappa_desk.ui.views.chair_card import ChairCardWindow
from mappa_desk.ui.views.room import RoomWindow
from mappa_desk.ui.widgets.second_window import SecondWindow


class Conductor(Hands):
    """Somebody at the keys of a desk, with the chair beside them."""

    def __init__(self, room: WindowRoom) -> None:
        super().__init__(room)
        rows = [row for row in list_meetings(self.work) if not row.meeting.started_at]
        self.meeting_id = next(row.meeting_id for row in rows if row.case_reference == "LAN-0417")
        self.other_id = next(row.meeting_id for row in rows if row.case_reference != "LAN-0417")
        self.to_desk()

    def to_desk(self, meeting_id: str = "") -> None:
        self.go("meeting", meeting_id or self.meeting_id)
        self.room.wait(lambda: self.page.state.ready)
        self.settle()

    @property
    def page(self):
        return self.shell.page

    def run(self, name: str) -> None:
        self.shell.run(name)
        self.settle()
        outbox = self.page.state.outbox if self.place[0] == "meeting" else None
        if outbox is not None:
            self.room.wait(lambda: outbox.up_to_date)
        self.settle()

    def start(self) -> None:
        self.run("start_meeting")
        row = next(row for row in self.page.state.view.attendance if row.is_chair)
        self.page.state.do(roll_call.came_in, attendance_id=row.id)
        self.room.wait(lambda: self.page.state.outbox.up_to_date)
        self.settle()

    def look_at(self, window: SecondWindow) -> None:
        """Bring a window to the front, as with a click into it."""
        window.appearing_ms = 0
        window.activateWindow()
        window.setFocus()
        self.settle()
        assert QApplication.activeWindow() is window

    @property
    def card(self) -> ChairCardWindow | None:
        return self.office.seconds.card.window

    @property
    def shared(self) -> RoomWindow | None:
        return self.office.seconds.room.window

    @property
    def line(self) -> QWidget:
        return self.page.panel.capture.line


@pytest.fixture
def chair(filled_room: WindowRoom) -> Conductor:
    return Conductor(filled_room)


def second_windows() -> list[QWidget]:
    return [
        one for one in QApplication.topLevelWidgets() if isinstance(one, SecondWindow) and one.isVisible()
    ]


def test_they_open_from_the_palette_and_the_header_and_the_line_keeps_the_keyboard(chair) -> None:
    chair.type("pol: seen near the sch")
    chair.press(Qt.Key.Key_K, CTRL)
    chair.type("chair's card")
    chair.press(Qt.Key.Key_Return)
    QTest.mouseClick(chair.view.findChild(QPushButton, "room_button"), Qt.MouseButton.LeftButton)
    chair.settle()
    assert chair.card.isVisible() and chair.shared.isVisible()
    assert QApplication.activeWindow() is chair.view and QApplication.focusWidget() is chair.line
    chair.type("ool")
    assert chair.line.toPlainText().endswith("seen near the school")
    for name in ("room_button", "card_button"):
        button = chair.view.findChild(QPushButton, name)
        assert button.isChecked() and button.accessibleName().endswith(", open")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert not button.isChecked() and button.accessibleName().endswith(", closed")
    assert chair.card is None and chair.shared is None
    assert not chair.room.programs[0]._is_over


def test_neither_ever_opens_by_itself(chair) -> None:
    assert second_windows() == []
    chair.start()
    chair.run("next_item")
    chair.run("statement_read")
    chair.go("settings", "window")
    chair.go("preview", chair.meeting_id)
    chair.to_desk()
    chair.shell.curtain()
    chair.shell.curtain()
    assert second_windows() == []
    QTest.keyClick(chair.view, Qt.Key.Key_L, CTRL)
    chair.room.wait(lambda: chair.room.started_again)
    second = chair.room.program(after_lock="running", wiring=chair.room.fresh_wiring())
    second.start(vault=chair.program.folder, practice=True)
    second.unlocking.view.unlock_requested.emit(PASSPHRASE)
    chair.room.wait(lambda: second.introducing is not None and bool(second.introducing._people))
    second.introducing.view._on_this_is_me()
    chair.room.wait(lambda: second.office is not None and second.office.shell.place[0] == "meeting")
    chair.room.wait(lambda: second.office.shell.page.state.ready)
    assert second_windows() == []


def test_after_the_lock_they_do_not_come_back_by_themselves_either(chair) -> None:
    chair.start()
    chair.run("chair_card")
    chair.run("room")
    QTest.keyClick(chair.view, Qt.Key.Key_L, CTRL)
    assert second_windows() == [], "they are gone before anything is written"
    chair.room.wait(lambda: chair.room.started_again)


def test_the_card_is_fed_by_the_desk_and_never_takes_the_keyboard(chair) -> None:
    chair.run("chair_card")
    assert "has not begun" in chair.card._ui.note_label.text()
    chair.start()
    for _ in range(3):
        chair.run("next_item")
        assert QApplication.activeWindow() is chair.view
    item = chair.page.state.item_row()
    assert "statement" in item.needs
    assert chair.card._ui.say_label.text() == chair.page.state.view.form.statement_text.strip()
    QTest.mouseClick(chair.card._ui.read_button, Qt.MouseButton.LeftButton)
    chair.settle()
    chair.room.wait(lambda: chair.page.state.view.statements)
    chair.settle()
    assert QApplication.activeWindow() is chair.view and QApplication.focusWidget() is chair.line
    assert chair.card._ui.say_label.text() == item.say
    before = chair.page.state.item
    QTest.mouseClick(chair.card._ui.next_button, Qt.MouseButton.LeftButton)
    chair.settle()
    assert chair.page.state.item != before and QApplication.activeWindow() is chair.view


def test_in_the_card_the_desk_s_keys_work_and_letters_go_to_the_line(chair) -> None:
    chair.start()
    chair.run("chair_card")
    chair.look_at(chair.card)
    before = chair.page.state.item
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, CTRL)
    chair.settle()
    assert chair.page.state.item != before
    chair.look_at(chair.card)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_R, CTRL)
    chair.room.wait(lambda: chair.page.state.view.statements)
    QTest.keyClicks(QApplication.focusWidget(), "n")
    chair.settle()
    assert chair.line.toPlainText() == "n" and QApplication.activeWindow() is chair.view
    chair.type("o news")
    assert chair.line.toPlainText() == "no news"


@pytest.mark.parametrize("name", ["chair_card", "room"])
def test_ctrl_w_closes_it_and_not_the_program_and_its_place_is_remembered(chair, name) -> None:
    chair.run(name)
    window = chair.card or chair.shared
    window.resize(611, 523)
    chair.look_at(window)
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_W, CTRL)
    chair.settle()
    assert second_windows() == [] and chair.view.isVisible() and not chair.program._is_over
    chair.run(name)
    opened = chair.card or chair.shared
    assert (opened.width(), opened.height()) == (611, 523)
    kept = chair.program.preferences.word(f"{name}_place")
    assert kept and b"LAN" not in bytes.fromhex(kept)


def test_a_kept_place_that_cannot_be_read_is_no_reason_to_stop(chair) -> None:
    for kept in ("no place", "00ff"):
        chair.program.preferences.keep("room_place", kept)
        chair.run("room")
        assert chair.shared.width() > 200
        chair.run("room")


def test_the_curtain_blanks_all_three_and_gives_caret_and_selection_back(chair) -> None:
    chair.start()
    chair.run("chair_card")
    chair.run("room")
    chair.line.setFocus()
    chair.type("seen near the school gate")
    cursor = chair.line.textCursor()
    cursor.setPosition(5)
    cursor.setPosition(9, cursor.MoveMode.KeepAnchor)
    chair.line.setTextCursor(cursor)
    chair.press(Qt.Key.Key_Period, CTRL)
    assert chair.shell.is_curtained and chair.card.is_covered and chair.shared.is_covered
    chair.look_at(chair.card)
    here = chair.page.state.item
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "x")
    chair.settle()
    assert chair.page.state.item == here and chair.line.toPlainText() == "seen near the school gate"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F12)
    chair.settle()
    assert not (chair.shell.is_curtained or chair.card.is_covered or chair.shared.is_covered)
    chair.view.activateWindow()
    chair.settle()
    assert QApplication.focusWidget() is chair.line
    cursor = chair.line.textCursor()
    assert (cursor.anchor(), cursor.position(), cursor.selectedText()) == (5, 9, "near")


def test_the_curtain_drawn_at_the_card_blanks_the_desk_and_the_keyboard_is_where_it_was(chair) -> None:
    chair.start()
    chair.run("chair_card")
    chair.type("half a line")
    chair.run("show_people")
    people = QApplication.focusWidget()
    assert people is chair.page.panel.roll_call.list
    chair.look_at(chair.card)
    QTest.mouseClick(chair.card._ui.curtain_button, Qt.MouseButton.LeftButton)
    chair.settle()
    assert chair.shell.is_curtained and chair.card.is_covered
    chair.view.activateWindow()
    chair.settle()
    chair.press(Qt.Key.Key_Period, CTRL)
    assert QApplication.focusWidget() is people and chair.line.toPlainText() == "half a line"


def test_while_actions_are_read_back_the_card_does_not_leave_the_item(chair) -> None:
    chair.start()
    chair.run("chair_card")
    chair.type("@hsg confirm the address by 27/11")
    chair.press(Qt.Key.Key_Return)
    chair.room.wait(lambda: chair.page.state.view.actions)
    chair.settle()
    chair.run("read_back")
    assert chair.page.read_back.is_open
    here = chair.page.state.item
    QTest.mouseClick(chair.card._ui.next_button, Qt.MouseButton.LeftButton)
    chair.settle()
    assert chair.page.state.item == here and chair.page.read_back.is_open
    assert QApplication.activeWindow() is chair.view


def test_a_window_opened_behind_the_curtain_is_blank(chair) -> None:
    chair.start()
    chair.shell.curtain()
    chair.shell.second_window("room")
    chair.settle()
    assert chair.shared.is_covered


def test_the_card_goes_and_comes_with_its_desk_and_room_stays_and_holds_nothing(chair) -> None:
    chair.start()
    chair.run("chair_card")
    chair.run("room")
    title = chair.page.state.item_row().title
    assert not chair.shared.is_covered and title in said_by(chair.shared)
    chair.go("preview", chair.meeting_id)
    assert chair.card is None and chair.shared.is_covered and title not in said_by(chair.shared)
    chair.to_desk()
    assert chair.card is not None and chair.card.isVisible() and QApplication.activeWindow() is chair.view
    assert not chair.shared.is_covered and title in said_by(chair.shared)
    chair.to_desk(chair.other_id)
    assert chair.card is None, "the card belongs to the other meeting"
    assert chair.shared.is_covered and title not in said_by(chair.shared)
    chair.to_desk()
    chair.run("chair_card")
    if chair.card is not None:
        chair.run("chair_card")
    chair.go("start")
    chair.to_desk()
    assert chair.card is None, "what somebody closed stays closed"


def test_a_closed_part_blanks_room_until_it_ends(chair) -> None:
    from mappa_desk.services.closed_parts import begin_closed_part, end_closed_part

    chair.start()
    chair.run("room")
    state = chair.page.state
    here = tuple(row.id for row in state.view.attendance if row.is_in)
    state.do(begin_closed_part, meeting_id=chair.meeting_id, stayed=here, reason="sensitive")
    chair.room.wait(lambda: chair.shared.is_covered)
    said = said_by(chair.shared)
    assert "sensitive" not in said and "losed part" not in said
    state.do(end_closed_part, meeting_id=chair.meeting_id)
    chair.room.wait(lambda: not chair.shared.is_covered)


def test_closing_the_main_window_closes_them_and_ends_the_program(chair) -> None:
    chair.run("chair_card")
    chair.run("room")
    codes: list[int] = []
    chair.program.ended.connect(codes.append)
    chair.view.close()
    chair.room.wait(lambda: codes)
    assert codes == [0] and second_windows() == []


def test_in_the_office_there_is_no_button_and_no_command_for_them(chair) -> None:
    chair.go("start")
    for name in ("room_button", "card_button"):
        assert not chair.view.findChild(QPushButton, name).isVisible()
    assert not {"room", "chair_card"} & set(chair.shell.available())
    assert commands.command("room").in_palette


@pytest.fixture
def asked() -> list[int]:
    return []


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_captures_are_refused_for_every_window_but_room(filled_room, asked) -> None:
    filled_room.refuse_capture = lambda window: bool(asked.append(window)) or True
    of_others = {int(one.winId()) for one in QApplication.topLevelWidgets() if one.isVisible()}
    chair = Conductor(filled_room)
    chair.run("chair_card")
    chair.run("room")
    chair.press(Qt.Key.Key_K, CTRL)
    QToolTip.showText(chair.view.mapToGlobal(chair.view.rect().center()), "LAN-0417", chair.view)
    chair.settle()
    shown = {int(one.winId()): one for one in QApplication.topLevelWidgets() if one.isVisible()}
    private = {number for number, one in shown.items() if not isinstance(one, RoomWindow)} - of_others
    assert private <= set(asked) and int(chair.view.winId()) in asked and int(chair.card.winId()) in asked
    assert int(chair.shared.winId()) not in asked
    assert len(private) > 2, "the tip is a window of its own"
    assert "cannot keep" not in chair.view.findChild(QPushButton, "room_button").toolTip()
    QToolTip.hideText()


def test_where_captures_cannot_be_refused_the_room_button_says_so(chair) -> None:
    assert not chair.program.capture.is_refused
    tip = chair.view.findChild(QPushButton, "room_button").toolTip()
    assert "cannot keep the others out of a shared screen" in tip
