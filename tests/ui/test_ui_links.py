"""Linked people by keyboard: on the page of a case, at the desk, and an entry copied to a linked record."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from mappa_desk.services import links, panel_days
from mappa_desk.services.desk import desk_view

CTRL = Qt.KeyboardModifier.ControlModifier
SAID = "both were seen at the same address"


@pytest.fixture
def pair(hands):
    """Ids of the first two meetings of the panel day, their cases, their references."""
    (day,) = panel_days.list_panel_days(hands.work)
    rows = panel_days.panel_day(hands.work, panel_day_id=day.id).meetings[:2]
    hands.view.resize(1366, 768)
    return rows


def _button(hands, name: str) -> QPushButton:
    return next(one for one in hands.shell.page.widget.findChildren(QPushButton, name) if one.isVisible())


def _link(hands, pair, why: str = "Co-defendants") -> None:
    links.link_cases(hands.work, case_id=pair[0].case_id, reference=pair[1].case_reference, why=why)


def _palette(hands, words: str) -> None:
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type(words)
    hands.press(Qt.Key.Key_Return)


def _desk(hands, meeting_id: str):
    hands.go("meeting", meeting_id)
    hands.room.wait(lambda: hands.shell.page.state.ready)
    hands.settle()
    return hands.shell.page


def _settled(hands) -> None:
    hands.settle()
    hands.room.wait(lambda: hands.shell.page.state.outbox.up_to_date)
    hands.settle()


def test_a_link_is_made_by_reference_leads_to_the_case_and_ends(hands, pair) -> None:
    hands.go("case", pair[0].case_id)
    head = hands.shell.page.view._ui.links_head
    assert "nobody" in head.accessibleName()
    head.setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == "reference_edit"
    hands.type("LAN-9999")
    hands.press(Qt.Key.Key_Tab)
    hands.type("one household")
    hands.press(Qt.Key.Key_Return)
    error = hands.find(QLabel, "error_label")
    assert error.isVisible()
    assert error.text() == "There is no case LAN-9999."
    assert QApplication.focusWidget().objectName() == "reference_edit"
    assert hands.find(QLineEdit, "why_edit").text() == "one household"
    QApplication.focusWidget().selectAll()
    hands.type(pair[1].case_reference.lower())
    hands.press(Qt.Key.Key_Return)
    assert not error.isVisible()
    (one,) = links.links_of(hands.work, case_id=pair[0].case_id)
    assert (one.reference, one.why) == (pair[1].case_reference, "one household")
    assert "1 linked person" in head.accessibleName()
    end = _button(hands, "end_link_button")
    assert end.accessibleName() == f"End the link with {pair[1].case_reference}"
    end.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert links.links_of(hands.work, case_id=pair[0].case_id) == ()
    assert hands.find(QLineEdit, "reference_edit").text() == pair[1].case_reference
    hands.press(Qt.Key.Key_Return)
    assert len(links.links_of(hands.work, case_id=pair[0].case_id)) == 1
    row = _button(hands, "linked_case_button")
    assert "one household" in row.accessibleName()
    row.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert hands.place == ("case", pair[1].case_id)


def test_the_desk_tells_of_the_link(hands, pair) -> None:
    _link(hands, pair)
    page = _desk(hands, pair[0].meeting_id)
    first = page._models.since.rows[0]
    assert (first.lead, first.text) == (f"Linked with {pair[1].case_reference}", "Co-defendants")


def test_an_entry_is_copied_to_the_linked_record_by_keyboard_and_undone_only_there(hands, pair) -> None:
    _link(hands, pair)
    page = _desk(hands, pair[0].meeting_id)
    hands.type(f"pol: {SAID}")
    hands.press(Qt.Key.Key_Return)
    _settled(hands)
    hands.press(Qt.Key.Key_Up)
    _palette(hands, "copy the entry")
    _settled(hands)
    picker = page.sheets._picker
    assert picker is not None
    hands.type("uns")
    hands.press(Qt.Key.Key_Return)
    _settled(hands)
    theirs = desk_view(hands.work, meeting_id=pair[1].meeting_id)
    assert [(entry.text, entry.item, entry.agency) for entry in theirs.entries] == [(SAID, "", "pol")]
    assert f"Copied to {pair[1].case_reference}" in page.panel.capture.said()
    hands.press(Qt.Key.Key_Up)
    hands.press(Qt.Key.Key_Z, CTRL)
    _settled(hands)
    assert desk_view(hands.work, meeting_id=pair[0].meeting_id).entries == ()
    assert len(desk_view(hands.work, meeting_id=pair[1].meeting_id).entries) == 1
    _desk(hands, pair[1].meeting_id)
    hands.press(Qt.Key.Key_Up)
    hands.press(Qt.Key.Key_Z, CTRL)
    _settled(hands)
    assert desk_view(hands.work, meeting_id=pair[1].meeting_id).entries == ()


def test_what_cannot_be_copied_is_said_in_one_sentence(hands, pair) -> None:
    page = _desk(hands, pair[0].meeting_id)
    _palette(hands, "copy the entry")
    assert "Choose one entry first" in page.panel.capture.said()
    hands.type(f"pol: {SAID}")
    hands.press(Qt.Key.Key_Return)
    _settled(hands)
    hands.press(Qt.Key.Key_Up)
    _palette(hands, "copy the entry")
    _settled(hands)
    assert "No linked person is discussed" in page.panel.capture.said()
    _link(hands, pair)
    hands.press(Qt.Key.Key_Escape)
    hands.type("@prob visit the address by fri")
    hands.press(Qt.Key.Key_Return)
    _settled(hands)
    hands.press(Qt.Key.Key_Up)
    _palette(hands, "copy the entry")
    _settled(hands)
    hands.press(Qt.Key.Key_Return)
    _settled(hands)
    assert "An action is not copied" in page.panel.capture.said()
    assert desk_view(hands.work, meeting_id=pair[1].meeting_id).entries == ()
