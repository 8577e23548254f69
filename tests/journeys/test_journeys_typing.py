"""Five minutes of the demonstration typed without a breath: every character stands where it was typed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "ui"))

from keyed_meeting import demo_script, dialogs, first_words, keyed_lines, keys_of, misfiled, press, words_in
from window_room import WindowRoom

from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services.meetings import list_meetings
from mappa_desk.ui import theme

FIVE_MINUTES = 1_500
"""Words that are typed in five minutes at 300 a minute."""

KINDS = {EntryKind.CONTRIBUTION, EntryKind.ISSUE, EntryKind.ACTION, EntryKind.DECISION}


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[WindowRoom]:
    """The program with the practice vault open."""
    theme.apply(qapp, scheme="light", scale=1.0)
    made = WindowRoom(qapp, tmp_path)
    yield made
    made.close()


def breathe(ms: int = 0) -> None:
    """Let the window live for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def test_nothing_typed_is_lost_or_misfiled_and_no_save_moves_the_caret(room: WindowRoom) -> None:
    office = room.opened().office
    assert office is not None
    rows = [row for row in list_meetings(office._work) if row.case_reference == "LAN-0417"]
    meeting_id = next(row.meeting_id for row in rows if row.meeting.state is MeetingState.PLANNED)
    office.shell.view.resize(1366, 688)
    office.shell.navigate("meeting", meeting_id)
    page = office.shell.page
    room.wait(lambda: page.state.ready)
    page.commands()["start_meeting"]()
    room.wait(lambda: page.state.outbox.up_to_date and page.state.view.meeting.state is MeetingState.RUNNING)
    before = frozenset(one.id for one in page.state.view.entries)
    numbers = {one.code: one.number for one in page.state.items}
    lines = [line for line in keyed_lines(demo_script()) if line.item in numbers]
    typed = _five_minutes(lines)
    assert words_in(typed) >= FIVE_MINUTES and {line.kind for line in typed} == KINDS
    field, here, counted = page.panel.capture.line, page.state.item, 0
    for line in typed:
        number = numbers[line.item] if line.item != here else None
        here = line.item
        for key in keys_of(line, number):
            press(key)
            counted += 1
            if counted % 9 == 0:
                breathe()
            if counted % 400 == 0:
                _save_in_mid_line(page, field)
        assert dialogs() == []
    room.wait(lambda: page.state.outbox.up_to_date and not page.state.waiting)
    assert field.toPlainText() == ""
    faults = misfiled(typed, page.state.view, before=before)
    assert faults == [], "\n".join(faults)


def _five_minutes(lines):
    """Every issue, action and decision of the meeting, and as much of what was said as fills five minutes."""
    said = [line for line in lines if line.kind is EntryKind.CONTRIBUTION]
    rest = [line for line in lines if line.kind is not EntryKind.CONTRIBUTION]
    enough = first_words(said[::3], FIVE_MINUTES - words_in(rest))
    return [line for line in lines if line in rest or line in enough]


def _save_in_mid_line(page, field) -> None:
    """Hold a selection while the draft goes to the disk and a fresh reading comes back."""
    if QApplication.focusWidget() is not field or len(field.toPlainText()) < 6:
        return
    text = field.toPlainText()
    for _ in range(3):
        press("Shift+Left")
    cursor = field.textCursor()
    caret, anchor = cursor.position(), cursor.anchor()
    assert caret == anchor - 3
    page.drafts.write_all()
    page.state.outbox.ask_view()
    breathe(60)
    cursor = field.textCursor()
    assert (field.toPlainText(), cursor.position(), cursor.anchor()) == (text, caret, anchor)
    assert QApplication.focusWidget() is field
    press("Ctrl+End")
