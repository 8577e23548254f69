"""Letters that an input method composes (a dead key, a candidate list) in the line of the desk."""

from __future__ import annotations

import pytest
from desk_room import DeskRoom
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication


@pytest.fixture
def desk(running_item_desk: DeskRoom) -> DeskRoom:
    """The desk of these tests."""
    return running_item_desk


def _compose(desk: DeskRoom, shown: str, committed: str = "") -> None:
    event = QInputMethodEvent(shown, [])
    event.setCommitString(committed)
    QApplication.sendEvent(desk.focus(), event)


def test_backspace_takes_a_composed_letter_and_not_the_speaker(desk: DeskRoom):
    desk.type("pol: ")
    assert desk.page.capture.voice is not None and desk.line.toPlainText() == ""
    _compose(desk, "´")
    _compose(desk, "", "ŵ")
    desk.press("Backspace")
    assert desk.line.toPlainText() == ""
    assert desk.page.capture.voice is not None, "the letter went, the speaker stays"


def test_a_short_form_opens_before_a_composed_letter_and_an_owner_is_offered(desk: DeskRoom):
    _compose(desk, "", "lp")
    desk.type(" ")
    assert desk.line.toPlainText() == "licence period "
    _compose(desk, "", "ŵ")
    desk.press("Backspace")
    assert desk.line.toPlainText() == "licence period "
    desk.line.clear()
    _compose(desk, "", "@ho")
    assert desk.page.capture.owners.list.isVisible()
    desk.press("Tab")
    _compose(desk, "view the flat")
    assert "view" not in desk.line.toPlainText(), "what is composed is not there yet"
    _compose(desk, "", "view the flat")
    desk.press("Return")
    desk.idle()
    action = desk.kept().actions[-1]
    assert (action.text, action.owner_agency) == ("view the flat", "hsg")


def test_enter_while_something_is_composed_loses_no_letter(desk: DeskRoom):
    desk.type("he said ")
    _compose(desk, "なに")
    desk.press("Return")
    _compose(desk, "", "何")
    desk.press("Return")
    desk.idle()
    texts = [entry.text for entry in desk.kept().entries]
    assert "何" in "".join(texts) and "he said" in "".join(texts)
