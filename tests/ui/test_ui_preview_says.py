"""What the preview says: why a PDF has another name, and which character cannot be printed."""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from mappa_desk.services import contributions, meetings
from mappa_desk.services.handouts import register
from mappa_desk.services.meetings import list_meetings


@pytest.fixture
def out(tmp_path) -> Path:
    """Where the user writes documents."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def meeting(hands) -> str:
    """A meeting that runs."""
    found = next(row.meeting_id for row in list_meetings(hands.work) if not row.meeting.started_at)
    meetings.start_meeting(hands.work, meeting_id=found)
    return found


def write(hands, meeting: str, folder: Path) -> str:
    """Write the minutes where the dialog suggests and give what the banner says."""
    hands.room.files.save = folder
    hands.shell.clear_banner("written")
    hands.shell.preview(meeting)
    page = hands.shell.page
    hands.room.wait(lambda: page.view.strip.count > 1)
    QTest.keyClick(hands.find(QPushButton, "write_button"), Qt.Key.Key_Space)
    hands.settle()
    hands.room.wait(lambda: "Written as" in hands.view.banner.accessibleName())
    return hands.view.banner.accessibleName()


def test_a_free_name_needs_no_reason(hands, meeting, out) -> None:
    assert write(hands, meeting, out).startswith("Written as lan-")


def test_a_file_that_merely_exists_is_replaced_without_a_word_of_other_programs(hands, meeting, out):
    said = write(hands, meeting, out)
    (file,) = out.iterdir()
    file.write_bytes(b"something of mine")
    assert write(hands, meeting, out) == said and list(out.iterdir()) == [file]


def test_a_copy_that_was_given_out_stays_and_is_named_as_that(hands, meeting, out) -> None:
    write(hands, meeting, out)
    contributions.keep_line(hands.work, meeting_id=meeting, item="", text="seen twice")
    said = write(hands, meeting, out)
    name = register(hands.work, meeting_id=meeting)[-1].file_name
    assert name.endswith("-2.pdf")
    assert said.startswith(f"That PDF was given out earlier and stays. Written as {name}.")


def test_a_file_that_another_program_holds_is_named_as_that(hands, meeting, out, monkeypatch) -> None:
    write(hands, meeting, out)
    (file,) = out.iterdir()
    really = os.open

    def held(path, flags, *more, **named) -> int:
        if Path(path) == file and flags & os.O_RDWR:
            raise PermissionError(errno.EACCES, "used by another process")
        return really(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", held)
    assert "open in another program" in write(hands, meeting, out)


def test_a_file_that_may_not_be_changed_is_named_as_that(hands, meeting, out) -> None:
    write(hands, meeting, out)
    (file,) = out.iterdir()
    try:
        locked = subprocess.run(["chattr", "+i", file], capture_output=True, check=False).returncode == 0
    except OSError:
        locked = False
    if not locked:
        pytest.skip("this drive keeps no file from root")
    try:
        assert "may not be changed" in write(hands, meeting, out)
    finally:
        subprocess.run(["chattr", "-i", file], check=True)


def test_a_character_that_cannot_be_printed_leads_to_its_entry(hands, meeting) -> None:
    kept = contributions.keep_line(
        hands.work, meeting_id=meeting, item="", text="he wrote \U0001f600 to her", agency="hsg"
    ).value
    hands.shell.preview(meeting)
    banner = hands.view.banner
    hands.room.wait(lambda: "cannot be printed" in banner.accessibleName())
    assert banner.accessibleName() == "One character in Housing's entry cannot be printed: U+1F600."
    button = banner.findChild(QPushButton, "first_button")
    assert button.text() == "Go there"
    QTest.keyClick(button, Qt.Key.Key_Space)
    hands.settle()
    hands.room.wait(lambda: hands.place == ("meeting", meeting))
    page = hands.shell.page
    hands.room.wait(page.record.chosen)
    assert [row.entry.id for row in page.record.chosen()] == [kept.id]
    assert "cannot be printed" not in banner.accessibleName() or not banner.isVisible()
