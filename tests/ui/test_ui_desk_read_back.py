"""The read-back on a review: every stamp by its own key, every stamp undone until the close."""

from __future__ import annotations

import pytest
from desk_room import DeskRoom
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from mappa_desk.domain.actions import Acceptance, ActionEventKind
from mappa_desk.services import actions


@pytest.fixture
def desk(review_desk: DeskRoom) -> DeskRoom:
    """The review on the desk, not yet started."""
    return review_desk


@pytest.fixture
def running(begun_review: DeskRoom) -> DeskRoom:
    """The same while the meeting runs."""
    return begun_review


def _read(desk: DeskRoom, *lines: str) -> None:
    for line in lines:
        desk.say(line)
    desk.idle()
    desk.page.commands()["read_back"]()


def _stamped(desk: DeskRoom, text: str) -> Acceptance:
    kept = desk.kept()
    everything = (*kept.actions, *(past.action for past in kept.past_actions))
    return next(one.acceptance for one in everything if one.text == text)


def _press(desk: DeskRoom, key: str) -> None:
    """One deliberate key, after the pause that a hand makes."""
    desk.page.read_back._since.invalidate()
    desk.press(key)
    desk.idle()


def test_what_is_carried_is_stamped_at_this_meeting_and_can_be_taken_back(running: DeskRoom):
    desk = running
    _read(desk, "@pol call the school by fri")
    _press(desk, "A")
    _press(desk, "A")
    assert _stamped(desk, "Confirm the address") is Acceptance.ACCEPTED
    history = actions.history(
        desk.work,
        action_id=next(p.action.id for p in desk.kept().past_actions if p.action.tag == "M01-01"),
    )
    assert (history[-1].event_kind, history[-1].meeting_id) == (ActionEventKind.ACCEPTED, desk.meeting_id)
    _press(desk, "Left")
    assert "Undo the stamp of M01-01" in desk.page.read_back.panel._ui.undo_stamp_button.text()
    _press(desk, "Ctrl+Z")
    assert _stamped(desk, "Confirm the address") is Acceptance.NOT_READ_BACK
    _press(desk, "Ctrl+Z")
    assert _stamped(desk, "call the school") is Acceptance.NOT_READ_BACK
    _press(desk, "Ctrl+Z")
    assert desk.page.read_back.is_open


def test_leaving_and_coming_back_can_still_undo_until_the_close(running: DeskRoom):
    desk = running
    _read(desk, "@pol call the school by fri")
    _press(desk, "A")
    desk.page.escape()
    assert desk.focus() is desk.line
    desk.page.commands()["read_back"]()
    assert "Undo the stamp of 1, " in desk.page.read_back.panel._ui.undo_stamp_button.text()
    desk.page.escape()
    desk.page.commands()["close_meeting"]()
    desk.idle()
    desk.page.commands()["read_back"]()
    _press(desk, "Ctrl+Z")
    assert _stamped(desk, "call the school") is Acceptance.ACCEPTED
    assert "stays as it was stamped" in desk.page.read_back.panel._ui.stamp_label.text()


def test_enter_on_each_button_a_held_key_and_a_double_key_stamp_nothing(running: DeskRoom):
    desk = running
    _read(desk, "@pol call the school by fri", "@hsg view the flat by fri")
    panel = desk.page.read_back.panel
    for button in (panel._ui.accept_button, panel._ui.behalf_button, panel._ui.object_button):
        button.setFocus()
        for key in ("Return", "Enter", "Space"):
            desk.press(key)
    assert panel.asking is False
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", True)
    QApplication.sendEvent(panel, held)
    desk.idle()
    assert {one.acceptance for one in desk.kept().actions} == {Acceptance.NOT_READ_BACK}
    panel.focus_keys()
    for _ in range(14):
        desk.press("A")
    desk.idle()
    accepted = [one for one in desk.kept().actions if one.acceptance is Acceptance.ACCEPTED]
    assert len(accepted) == 1


def test_on_behalf_asks_who_by_letters_and_an_empty_answer_stamps_nothing(running: DeskRoom):
    desk = running
    _read(desk, "@hlth send the dates by fri")
    _press(desk, "B")
    panel = desk.page.read_back.panel
    assert panel.asking and desk.focus() is panel._ui.entry_combo
    desk.press("Return")
    assert panel.asking and desk.kept().actions[0].acceptance is Acceptance.NOT_READ_BACK
    desk.type("Dr")
    desk.press("Return")
    desk.idle()
    kept = desk.kept().actions[0]
    assert kept.acceptance is Acceptance.ON_BEHALF and kept.on_behalf_taken_by.startswith("Dr Siân")
    _press(desk, "Left")
    assert "Dr Siân" in panel._ui.stamp_label.text()
    _press(desk, "Ctrl+Z")
    kept = desk.kept().actions[0]
    assert (kept.acceptance, kept.on_behalf_taken_by) == (Acceptance.NOT_READ_BACK, "")


def test_change_here_comes_back_to_the_action(running: DeskRoom):
    desk = running
    _read(desk, "@pol call the school by fri", "@hsg view the flat by fri")
    _press(desk, "Right")
    _press(desk, "C")
    assert not desk.page.read_back.is_open and desk.page.panel.sheet is not None
    desk.type(" together with Police")
    desk.press("Ctrl+Return")
    desk.until(lambda: desk.kept().actions[1].text == "view the flat together with Police")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.until(lambda: desk.page.read_back.is_open)
    desk.idle()
    panel = desk.page.read_back.panel
    assert panel._ui.text_label.text() == "view the flat together with Police"
    assert panel.isAncestorOf(desk.focus())


def test_an_earlier_action_is_changed_under_its_own_number(running: DeskRoom):
    desk = running
    desk.page.commands()["read_back"]()
    _press(desk, "C")
    assert desk.page.panel.sheet._plan.title == "Action M01-01"
    desk.page.escape()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.until(lambda: desk.page.read_back.is_open)


def test_one_item_is_read_back_by_itself(running: DeskRoom):
    desk = running
    desk.say("@pol call the school by fri")
    desk.press("Ctrl+PgDown")
    desk.page.commands()["read_back_item"]()
    assert not desk.page.read_back.is_open
    assert desk.shell.said[-1] == "No action was made under this item."
    desk.say("@hsg view the flat by fri")
    desk.idle()
    desk.page.commands()["read_back_item"]()
    assert desk.page.read_back.panel._ui.count_label.text() == "action 1 of 1"
    assert desk.page.read_back.panel._ui.text_label.text() == "view the flat"


def test_the_desk_may_be_left_while_an_action_is_changed(running: DeskRoom, capsys):
    desk = running
    _read(desk, "@pol call the school by fri")
    _press(desk, "C")
    assert desk.page.panel.sheet is not None
    desk.window.close()
    desk.window.deleteLater()
    desk.page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert "Error" not in capsys.readouterr().err
    desk.window, desk.page = QWidget(), QObject()
