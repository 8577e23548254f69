"""Every page of the office as a screen reader and a strict eye meet it."""

from __future__ import annotations

import pytest
from hands import Hands
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QTextBrowser,
    QTextEdit,
    QWidget,
)
from window_room import WindowRoom

from mappa_desk.services.cases import case_by_reference
from mappa_desk.services.contacts import contact_book
from mappa_desk.services.meetings import list_meetings
from mappa_desk.ui import theme

PAGES = (
    "start", "cases", "case", "new_case", "edit_case", "meetings", "new_meeting", "start_now",
    "new_panel_day", "panel_day", "actions", "documents", "settings", "settings agencies", "settings form",
    "settings spelling", "settings window", "settings abbreviations", "settings wording", "preview",
    "people", "contact", "new_contact", "import_contacts", "import_actions", "circulation", "form_return",
    "chase", "clocks", "settings ladder",
)  # fmt: skip


@pytest.fixture(scope="module")
def office(qapp, filled_vault, tmp_path_factory):
    import shutil

    theme.apply(qapp, scheme="light", scale=1.0)
    room = WindowRoom(qapp, tmp_path_factory.mktemp("access"))
    shutil.copytree(filled_vault, room.wiring.default_folder(practice=True))
    hands = Hands(room)
    yield hands
    room.close()


def show(hands: Hands, page: str) -> QWidget:
    name, _, part = page.partition(" ")
    case = case_by_reference(hands.work, reference="LAN-0417").id
    held = next(row.meeting_id for row in list_meetings(hands.work) if row.meeting.ended_at)
    day = next(row.meeting.panel_day_id for row in list_meetings(hands.work) if row.meeting.panel_day_id)
    today = next(row.meeting_id for row in list_meetings(hands.work) if not row.meeting.started_at)
    records = {
        "panel_day": day, "case": case, "edit_case": case, "new_meeting": case, "preview": held,
        "contact": contact_book(hands.work).rows[0].key, "circulation": today, "form_return": today,
    }  # fmt: skip
    record = records.get(name, part)
    hands.go(name, record)
    if name == "preview":
        hands.room.wait(lambda: hands.shell.page.view.strip.count > 0)
    return hands.view


def focusable(root: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def nameless(window: QWidget) -> list[str]:
    """What takes the focus and has no name for a screen reader."""
    found = []
    for widget in focusable(window):
        if isinstance(widget.parentWidget(), QComboBox) or "qt_" in widget.objectName():
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        if not face.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_named_plain_and_has_one_filled_button_at_most(office, page) -> None:
    window = show(office, page)
    assert nameless(window) == []
    guessing = [
        label.objectName() or label.text()
        for label in window.findChildren(QLabel)
        if label.textFormat() != Qt.TextFormat.PlainText and not label.objectName().startswith("qt_")
    ]
    assert guessing == []
    assert not window.findChildren(QTextBrowser) and not window.findChildren(QTextEdit)
    filled = [
        button.text()
        for button in window.findChildren(QPushButton)
        if button.isVisible() and button.property("primary")
    ]
    assert len(filled) <= 1, filled


def cut(window: QWidget) -> list[str]:
    """Buttons whose words do not fit, as seen now."""
    found = []
    for button in window.findChildren(QPushButton):
        if not button.isVisible() or not button.text():
            continue
        needed = button.fontMetrics().horizontalAdvance(button.text())
        if needed > button.width():
            found.append(button.text())
    return found


@pytest.mark.parametrize(
    ("size", "scale"), [((1366, 688), 1.0), ((1366, 688), 1.5), ((1280, 632), 2.0), ((1920, 1000), 0.8)]
)
def test_nothing_is_cut_and_saved_stays_in_sight(office, size, scale) -> None:
    theme.apply(QApplication.instance(), scheme="light", scale=scale)
    try:
        for page in PAGES:
            window = show(office, page)
            window.showNormal()
            window.resize(*size)
            QApplication.processEvents()
            assert (window.width(), window.height()) == size, page
            saved = window.findChild(QLabel, "saved_label")
            place = QRect(saved.mapTo(window, saved.rect().topLeft()), saved.size())
            assert window.rect().contains(place), page
            assert cut(window) == [], page
    finally:
        theme.apply(QApplication.instance(), scheme="light", scale=1.0)
