"""The documents of a meeting and every step of giving copies out, as a strict eye meets them."""

from __future__ import annotations

import shutil

import pytest
from hands import Hands
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from test_ui_access import cut, nameless
from window_room import WindowRoom

from mappa_desk.domain.copies import CopyEventKind
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.breaches import open_breach
from mappa_desk.services.copies import Recipient, add_event, issue_copies
from mappa_desk.services.meetings import list_meetings
from mappa_desk.services.minutes_requests import open_request
from mappa_desk.ui import theme
from mappa_desk.ui.views.issuing import Step

STATES = ("documents", "copies", "breaches", "requests", "event", "breach", "request", "answer",
          "audience", "people", "how", "look", "done", "check")  # fmt: skip


@pytest.fixture(scope="module")
def office(qapp, filled_vault, tmp_path_factory):
    """An office whose sealed meeting has a copy, a breach and a request."""
    theme.apply(qapp, scheme="light", scale=1.0)
    folder = tmp_path_factory.mktemp("access")
    room = WindowRoom(qapp, folder)
    shutil.copytree(filled_vault, room.wiring.default_folder(practice=True))
    hands = Hands(room)
    work, today = hands.work, hands.work.today()
    held = next(row.meeting_id for row in list_meetings(work) if row.meeting.state.value == "approved")
    given = issue_copies(
        work, meeting_id=held, kind=DocumentKind.EXECUTIVE_SUMMARY, folder=folder,
        recipients=(Recipient(name="Ceri Lloyd"),),
    ).value  # fmt: skip
    add_event(work, document_id=given[0].id, kind=CopyEventKind.RECALLED, on=today)
    open_breach(work, meeting_id=held, what="The page lay on the copier.", found_on=today)
    open_request(work, meeting_id=held, asked_by="Ceri Lloyd", asked_on=today)
    hands.held = held
    yield hands
    room.close()


def show(hands: Hands, state: str) -> None:
    """Bring the page into a state."""
    if state == "check":
        hands.go("check_document")
        hands.shell.page.check_code("0000 0000 0000 0000")
        hands.room.wait(lambda: hands.shell.page._verdict is not None)
        return
    hands.shell.replace("documents", hands.held)  # what the state before had chosen is let go
    hands.settle()
    page = hands.shell.page
    if state in ("copies", "breaches", "requests"):
        page.view.open_part(state)
    elif state == "event":
        page.copies.note_event(page.copies.copies_model.rows[0], None)
    elif state == "answer":
        page.view.open_part("requests")
        page.requests.answer(page.requests.model.rows[0])
    elif state in ("breach", "request"):
        page.commands()[f"note_{state}"]()
    elif state != "documents":
        page.issue(DocumentKind.ATTENDEE_COPY)
        last = {"audience": 0, "people": 1, "how": 2, "look": 3, "done": 4}[state]
        for step in range(last):
            if step == Step.PEOPLE:
                page.issuing.view.people.people.tick_all(True)
            if step == Step.HOW:
                page.issuing.view.how.folder_edit.setText(str(hands.room.folder))
                page.issuing.view.how.protect_check.setChecked(True)
                hands.room.wait(lambda: page.issuing.view.how.answers().passphrases)
            page.issuing.view.next_requested.emit()
            if step < Step.LOOK:
                hands.room.wait(lambda step=step: page.issuing.view.step == step + 1)
            hands.settle()
    QApplication.processEvents()


def guessing(window) -> list[str]:
    """Labels that might take user text for markup."""
    return [
        label.objectName() or label.text()
        for label in window.findChildren(QLabel)
        if label.textFormat() != Qt.TextFormat.PlainText and not label.objectName().startswith("qt_")
    ]


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_named_plain_and_has_one_filled_button(office, state) -> None:
    show(office, state)
    window = office.view
    assert nameless(window) == [] and guessing(window) == []
    filled = [
        button.text()
        for button in window.findChildren(QPushButton)
        if button.isVisible() and button.property("primary")
    ]
    assert len(filled) == 1, filled
    focus = QApplication.focusWidget()
    assert focus is not None and focus.isVisible()
    page = office.shell.page
    assert all(region.accessibleName() for region in page.regions())


@pytest.mark.parametrize("scheme", ["light", "high_contrast"])
def test_nothing_is_cut_at_twice_the_text_on_a_small_screen(office, scheme) -> None:
    theme.apply(QApplication.instance(), scheme=scheme, scale=2.0)
    try:
        for state in STATES:
            office.view.showNormal()
            office.view.resize(1280, 632)
            show(office, state)
            assert (office.view.width(), office.view.height()) == (1280, 632), state
            saved = office.view.findChild(QLabel, "saved_label")
            place = QRect(saved.mapTo(office.view, saved.rect().topLeft()), saved.size())
            assert office.view.rect().contains(place), state
            assert cut(office.view) == [], state
            focus = QApplication.focusWidget()
            seen = QRect(focus.mapTo(office.view, focus.rect().topLeft()), focus.size())
            assert office.view.rect().intersects(seen), state
    finally:
        theme.apply(QApplication.instance(), scheme="light", scale=1.0)
