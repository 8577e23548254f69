"""Keys that elsewhere send, save or format: nothing typed is lost, misfiled or stamped as accepted."""

from __future__ import annotations

import threading

import pytest
from desk_room import DeskRoom
from hands import Hands
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from mappa_desk.domain.actions import Acceptance
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.views import DeskView
from mappa_desk.services.meetings import meeting_by_reference

HARMLESS = ("Ctrl+B", "Ctrl+S", "Ctrl+U", "Ctrl+E", "Ctrl+O", "Ctrl+N", "Ctrl+Q", "Shift+Esc", "Ctrl+Shift+S")
WORDS = "12 March: 3 visits refused"


@pytest.fixture
def desk(running_desk: DeskRoom) -> DeskRoom:
    """The desk of these tests."""
    return running_desk


def hold(desk: DeskRoom, key: Qt.Key, held: Qt.KeyboardModifier, text: str = "", times: int = 14) -> None:
    """One press, then what a held key sends, to wherever the focus is at each of them."""
    for number in range(times):
        target = desk.focus()
        assert target is not None
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            QApplication.sendEvent(target, QKeyEvent(kind, key, held, text, number > 0))


def hold_enter(desk: DeskRoom, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    hold(desk, Qt.Key.Key_Return, held, "\r")


def kept(desk: DeskRoom) -> DeskView:
    desk.idle()
    return desk.kept()


def stamped(view: DeskView) -> list[str]:
    return [one.tag for one in view.actions if one.acceptance is not Acceptance.NOT_READ_BACK]


def test_keys_of_other_programs_leave_a_half_typed_line_as_it_is(desk: DeskRoom):
    item = desk.page.state.item
    desk.type(WORDS)
    for keys in (*HARMLESS, "Esc", "Esc"):
        desk.press(keys)
        assert desk.line.toPlainText() == WORDS and desk.focus() is desk.line, keys
        assert desk.page.state.item == item, keys
    assert kept(desk).entries == ()
    desk.press("Return")
    assert [(one.text, one.item) for one in kept(desk).entries] == [(WORDS, item)]


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_a_held_enter_keeps_one_line_under_its_item(desk: DeskRoom, held: Qt.KeyboardModifier):
    item = desk.page.state.item
    desk.type("pol: " + WORDS)
    hold_enter(desk, held)
    view = kept(desk)
    assert [(one.text, one.agency, one.item) for one in view.entries] == [(WORDS, "pol", item)]
    assert desk.page.state.item == item and desk.line.toPlainText() == ""
    hold_enter(desk, held)
    assert len(kept(desk).entries) == 1, "an empty line keeps nothing"


def test_a_held_undo_takes_the_typing_back_and_stops_before_the_record(desk: DeskRoom):
    desk.say("pol: he was seen")
    desk.idle()
    desk.type("half a line")
    hold(desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, times=60)
    assert desk.line.toPlainText() == ""
    assert [one.text for one in kept(desk).entries] == ["he was seen"]
    for _ in range(3):
        desk.press("Ctrl+Y")
    assert desk.line.toPlainText() == "half a line"


def test_a_held_undo_on_the_record_takes_one_step(desk: DeskRoom):
    for words in ("first", "second", "third"):
        desk.say(words)
    desk.idle()
    desk.press("Up")
    for action in desk.page._bound:
        if action.objectName() in ("undo_record_action", "redo_record_action"):
            assert not action.autoRepeat()
    desk.press("Ctrl+Z")
    assert [one.text for one in kept(desk).entries] == ["first", "second"]


def test_with_the_picker_open_no_key_reaches_the_line_or_takes_a_speaker_twice(desk: DeskRoom):
    desk.type(WORDS)
    desk.press("Ctrl+G")
    assert isinstance(desk.focus(), QLineEdit)
    desk.press("Ctrl+B")
    hold_enter(desk)
    assert desk.line.toPlainText() == WORDS and desk.focus() is desk.line
    assert desk.page.capture.voice is not None
    assert kept(desk).entries == ()


def test_with_a_sheet_open_a_held_enter_goes_no_further_than_one_field(desk: DeskRoom):
    desk.say("@hsg ring the warden by 27/11")
    desk.idle()
    desk.press("Up")
    hold_enter(desk)
    sheet = desk.page.panel.sheet
    assert sheet is not None, "the first press opens the card, the held ones do nothing in it"
    for name in ("owner", "due", "purpose"):
        field = sheet.findChild(QWidget, f"{name}_field")
        assert isinstance(field, QLineEdit | QComboBox)
        field.setFocus()
        for number in range(1, 6):
            event = QKeyEvent(
                QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", number > 0
            )
            QApplication.sendEvent(desk.focus(), event)
        assert desk.page.panel.sheet is sheet
    desk.press("Esc")
    view = kept(desk)
    assert [(one.text, one.revision) for one in view.actions] == [("ring the warden", 1)]
    assert stamped(view) == []


def test_what_is_typed_while_a_sheet_is_on_its_way_stands_in_the_line(desk: DeskRoom):
    desk.say("@hsg ring the warden by 27/11")
    desk.idle()
    desk.press("Up")
    desk.press("Return")
    sheet = desk.page.panel.sheet
    assert sheet is not None
    purpose = sheet.findChild(QLineEdit, "purpose_field")
    assert purpose is not None
    purpose.setFocus()
    desk.type("so that he is seen")
    held = threading.Event()
    desk.jobs.store(held.wait, lambda _result: None)
    desk.press("Ctrl+Return")
    desk.type("pol: ")
    held.set()
    desk.idle()
    desk.type("next words")
    assert (desk.line.toPlainText(), desk.page.panel.sheet) == ("next words", None)
    assert desk.page.capture.voice is not None and desk.page.capture.voice.agency == "pol"
    assert kept(desk).actions[0].purpose == "so that he is seen"


def test_with_the_decision_card_open_keys_of_other_programs_keep_its_words(desk: DeskRoom):
    desk.type("The zone is the one on the licence")
    desk.press("Ctrl+D")
    card = desk.page.panel.sheet
    assert card is not None
    desk.type("patrols need one map")
    for keys in ("Ctrl+B", "Ctrl+S", "Ctrl+U"):
        desk.press(keys)
        assert desk.page.panel.sheet is card
    desk.press("Esc")
    desk.press("Ctrl+D")
    assert "patrols need one map" in str(desk.page.decision._card.card())
    assert kept(desk).decisions == ()


def test_in_the_read_back_enter_control_enter_and_held_keys_stamp_nothing(desk: DeskRoom):
    for owner in ("hsg", "pol", "prob"):
        desk.say(f"@{owner} ring the warden by 27/11")
    desk.idle()
    desk.page.read_back.open()
    for held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        hold_enter(desk, held)
    hold(desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    for keys in ("Ctrl+B", "Ctrl+S", "Ctrl+A"):
        desk.press(keys)
    assert desk.page.read_back.is_open and stamped(kept(desk)) == []
    desk.press("Esc")
    assert desk.focus() is desk.line and stamped(kept(desk)) == []


def test_while_an_entry_is_edited_nothing_is_lost_by_leaving_it(desk: DeskRoom):
    desk.say("he was seen")
    desk.idle()
    desk.press("Up")
    desk.press("F2")
    desk.press("End")
    desk.type(" twice")
    for keys in ("Ctrl+B", "Ctrl+S"):
        desk.press(keys)
    desk.press("Esc")
    entry = kept(desk).entries[0]
    assert (entry.text, entry.words) == ("he was seen twice", "he was seen")


def test_going_away_and_coming_back_leaves_text_caret_and_chips(desk: DeskRoom):
    desk.type("@hsg ring the warden by 27/11")
    for _ in range(5):
        desk.press("Left")
    caret = desk.line.caret()
    desk.page.capture.turn(EntryKind.ACTION)
    said = desk.page.panel.capture.said()
    other = QWidget()
    other.show()
    other.activateWindow()
    other.setFocus()
    QApplication.processEvents()
    desk.until(lambda: desk.kept().draft is not None)
    desk.window.activateWindow()
    desk.page.focus_line()
    QApplication.processEvents()
    assert desk.line.toPlainText() == "@hsg ring the warden by 27/11"
    assert desk.line.caret() == caret and desk.page.panel.capture.said() == said
    assert desk.kept().draft.text == "@hsg ring the warden by 27/11"
    other.close()
    other.deleteLater()


def test_closing_keeps_the_half_typed_line_under_the_item_where_it_was_typed(desk: DeskRoom):
    desk.page.moves.step(1)
    item = desk.page.state.item
    desk.type(WORDS)
    desk.page.commands()["close_meeting"]()
    desk.idle()
    assert desk.page.state.item == "" and desk.line.toPlainText() == ""
    desk.say("typed after the close")
    assert [(one.text, one.item) for one in kept(desk).entries] == [
        (WORDS, item),
        ("typed after the close", ""),
    ]


def test_a_line_that_is_refused_stops_the_close(desk: DeskRoom):
    desk.type("@hsg")
    desk.page.commands()["close_meeting"]()
    desk.idle()
    assert desk.line.toPlainText() == "@hsg" and "needs words" in desk.page.panel.capture.said()
    assert desk.kept().meeting.state is MeetingState.RUNNING


def test_regions_and_back_leave_a_half_typed_line(desk: DeskRoom):
    desk.type(WORDS)
    for region in desk.page.regions():
        region.setFocus()
        desk.page.escape()
        assert desk.focus() is desk.line and desk.line.toPlainText() == WORDS


def test_in_the_whole_program_saving_formatting_and_escaping_leave_the_line(hands: Hands) -> None:
    meeting = meeting_by_reference(hands.work, reference="LAN-0417-M03")
    hands.go("meeting", meeting.id)
    page = hands.shell.page
    item = page.state.item
    assert page.panel.capture.has_focus(), QApplication.focusWidget()
    hands.type(WORDS)
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    for key in (Qt.Key.Key_S, Qt.Key.Key_B, Qt.Key.Key_U, Qt.Key.Key_N):
        hands.press(key, control)
        assert page.panel.capture.text() == WORDS and page.panel.capture.has_focus()
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_F6)
    hands.press(Qt.Key.Key_F6, shift)
    assert page.panel.capture.text() == WORDS
    with hands.work.reading() as reading:
        assert reading.draft(meeting.id, "line").text == WORDS
    QTest.keyClick(page.panel.capture.line, Qt.Key.Key_Return, control)
    hands.settle()
    assert [one.text for one in page.state.view.entries] == [WORDS]
    assert page.state.item == item and hands.place == ("meeting", meeting.id)


def test_in_the_whole_program_escape_leaves_the_owners_before_it_touches_a_chip(hands: Hands) -> None:
    hands.go("meeting", meeting_by_reference(hands.work, reference="LAN-0417-M03").id)
    page = hands.shell.page
    hands.type("@hsg")
    assert page.capture.owners.list.isVisible()
    said = page.panel.capture.said()
    hands.press(Qt.Key.Key_Escape)
    assert not page.capture.owners.list.isVisible() and page.panel.capture.said() == said
    hands.press(Qt.Key.Key_Escape)
    assert page.panel.capture.said() != said and page.panel.capture.text() == "@hsg"
