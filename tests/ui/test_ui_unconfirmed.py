"""A figure nobody has confirmed is said when the meeting goes by it, and leads to where it is confirmed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from mappa_desk.services import meetings
from mappa_desk.services.areas import area_view, confirm_standard
from mappa_desk.services.meetings import list_meetings


def closed(hands) -> int:
    """Start and close a meeting at the desk; gives its level."""
    row = next(row for row in list_meetings(hands.work) if not row.meeting.started_at)
    meetings.start_meeting(hands.work, meeting_id=row.meeting_id)
    hands.shell.navigate("meeting", row.meeting_id)
    hands.room.wait(lambda: hands.place == ("meeting", row.meeting_id) and hands.shell.page.state.ready)
    hands.shell.run("close_meeting")
    hands.room.wait(lambda: hands.shell.page.state.outbox.up_to_date)
    hands.settle()
    return int(row.meeting.level)


def test_closing_says_the_figure_for_the_minutes_and_confirm_leads_to_it(hands) -> None:
    level = closed(hands)
    days = {2: 10, 3: 5}[level]
    banner = hands.view.banner
    assert banner.accessibleName() == f"Area standard not yet confirmed: minutes in {days} working days."
    button = banner.findChild(QPushButton, "first_button")
    assert button.text() == "Confirm"
    QTest.keyClick(button, Qt.Key.Key_Space)
    hands.settle()
    assert hands.place == ("settings", "standards") and not banner.isVisible()


def test_a_confirmed_figure_is_not_mentioned(hands) -> None:
    for standard in area_view(hands.work).standards:
        if standard.id.startswith("minutes_level"):
            confirm_standard(hands.work, code=standard.id, by="Bethan Lloyd-Carter")
    closed(hands)
    assert "not yet confirmed" not in hands.view.banner.accessibleName() or not hands.view.banner.isVisible()
