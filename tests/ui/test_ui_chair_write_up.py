"""The panes of marks and corrections beside the page of write-up: what is typed outlasts a closed pane."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chair_room import Answers, field_of, keep, put, rows_of
from PySide6.QtWidgets import QApplication
from write_up_room import WriteUpRoom, closed_vault

from mappa_desk.domain.chair_drafts import ChairDraft, DraftLine
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services import chair_marks


@pytest.fixture
def room(dressed: QApplication, tmp_path: Path) -> Iterator[WriteUpRoom]:
    """Write-up of a closed meeting, with a draft whose line 10 leads to an entry."""
    meeting_id = closed_vault(tmp_path / "vault")
    made = WriteUpRoom(tmp_path / "vault", meeting_id)
    entry = next(one for one in made.kept().entries if "3 visits" in one.text)
    with made.work.writing() as uow:
        uow.save(
            ChairDraft(
                id=made.work.new_id(), meeting_id=meeting_id, number=1, at=made.work.now(),
                lines=(DraftLine(10, Entry.KIND, entry.id),),
            )
        )  # fmt: skip
    made.show()
    yield made
    made.close()


def _marks(room: WriteUpRoom) -> Any:
    return room.page.panes.pane("marks")


def _open(room: WriteUpRoom) -> None:
    room.run("chair_marks")
    room.until(lambda: _marks(room)._was_read)


def test_a_mark_leads_to_its_paragraph_on_the_page(room: WriteUpRoom) -> None:
    _open(room)
    pane = _marks(room).pane
    room.type("line 11: which days?")
    room.press("Return")
    room.idle()
    room.until(lambda: rows_of(pane))
    pane.list.setFocus()
    room.press("Return")
    room.idle()
    assert "3 visits" in room.here
    assert room.page.side.shown == "chair_marks"


def test_escape_closes_the_pane_and_what_was_typed_comes_back(room: WriteUpRoom) -> None:
    _open(room)
    room.type("line 11: half a mar")
    room.press("Esc")
    room.until(lambda: room.page.side.shown == "")
    room.idle()
    assert not _marks(room).is_open
    _open(room)
    assert _marks(room).pane.field.toPlainText() == "line 11: half a mar"
    assert chair_marks.marks_view(room.work, meeting_id=room.meeting_id).marks == ()


def test_approval_from_the_page(room: WriteUpRoom, tmp_path: Path) -> None:
    room.page.panes.pane("approving")._host.files = Answers(tmp_path)
    room.run("approve_minutes")
    put(room, "approved_by", "Siân Morris")
    put(room, "despite_gaps_because", "Agreed with the chair")
    keep(room)
    room.until(lambda: room.shell.previewed)
    assert room.kept().meeting.state is MeetingState.APPROVED


def test_corrections_from_the_page(room: WriteUpRoom) -> None:
    room.run("corrections")
    pane = room.page.panes.pane("corrections").pane
    pane.first_pressed.emit()
    put(room, "what", "Two visits")
    put(room, "place", "9.2")
    field_of(room, "asked_by").setEditText("Dewi Prosser")
    keep(room)
    room.until(lambda: rows_of(room.page.panes.pane("corrections").pane))
    pane = room.page.panes.pane("corrections").pane
    pane.list.setFocus()
    room.press("T")
    room.idle()
    room.until(lambda: rows_of(pane)[0][1] == "Taken")
    assert "3 visits" in room.here
