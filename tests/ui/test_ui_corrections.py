"""The pane of corrections: noted by a sheet, settled by letters, and after sealing an erratum or a note."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from chair_room import ITEM, Answers, choose, error_of, field_of, give_files, keep, put, rows_of, sheet
from desk_room import DeskRoom, copied
from PySide6.QtWidgets import QApplication, QPushButton

from mappa_desk.domain.corrections import CorrectionState
from mappa_desk.domain.minutes import ApprovedHow, DocumentKind
from mappa_desk.services import contributions, corrections, errata, handouts, meetings, minutes


@pytest.fixture
def desk(dressed: QApplication, running_meeting: tuple[Path, str], tmp_path: Path) -> Iterator[DeskRoom]:
    """A closed meeting with one entry, not yet shown."""
    folder, meeting_id = running_meeting
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id)
    contributions.keep_line(room.work, meeting_id=meeting_id, item=ITEM, text="Seen on Monday", agency="pol")
    meetings.close_meeting(room.work, meeting_id=meeting_id)
    give_files(room, Answers(tmp_path))
    yield room
    room.close()


def _approve(desk: DeskRoom) -> None:
    minutes.approve(
        desk.work, meeting_id=desk.meeting_id, approved_by="Siân Morris", how=ApprovedHow.AT_DESK,
        on=desk.work.today(), despite_gaps_because="For this test",
    )  # fmt: skip


def _open(desk: DeskRoom) -> None:
    desk.show()
    desk.page.commands()["corrections"]()
    desk.until(lambda: desk.page.chair.corrections._was_read)


def _note(desk: DeskRoom, *, place: str = "9.1", what: str = "It was Tuesday") -> None:
    before = len(_rows(desk))
    desk.page.chair.corrections.first()
    put(desk, "place", place)
    put(desk, "what", what)
    combo = field_of(desk, "asked_by")
    combo.setEditText("Dewi Prosser")
    keep(desk)
    desk.until(lambda: len(_rows(desk)) == before + 1)


def _rows(desk: DeskRoom) -> list[tuple[str, str, str]]:
    return rows_of(desk.page.chair.corrections.pane)


def _view(desk: DeskRoom) -> corrections.CorrectionsView:
    return corrections.corrections_view(desk.work, meeting_id=desk.meeting_id)


def _press(desk: DeskRoom, key: str) -> None:
    pane = desk.page.chair.corrections.pane
    pane.list.setFocus()
    desk.press(key)
    desk.idle()


def test_a_correction_is_noted_with_the_agency_of_who_asks(desk: DeskRoom) -> None:
    _open(desk)
    pane = desk.page.chair.corrections.pane
    assert "no last day is set" in pane._ui.summary_label.text()
    assert desk.focus() is pane._ui.first_button, "an empty list leads to the button"
    _note(desk)
    assert _rows(desk) == [("9.1", "Open", "It was Tuesday")]
    (row,) = _view(desk).rows
    assert (row.correction.asked_by, row.correction.agency) == ("Dewi Prosser", "pol")
    assert desk.focus() is pane.list


def test_what_is_missing_is_said_beside_its_field(desk: DeskRoom) -> None:
    _open(desk)
    desk.page.chair.corrections.first()
    put(desk, "what", "It was Tuesday")
    keep(desk)
    assert error_of(desk) == "Who asks for it?"
    field_of(desk, "asked_by").setEditText("Dewi Prosser")
    put(desk, "asked_on", (desk.work.today() + timedelta(days=3)).strftime("%d/%m/%Y"))
    keep(desk)
    assert "still to come" in error_of(desk)
    assert field_of(desk, "what").toPlainText() == "It was Tuesday"
    assert _view(desk).rows == ()


def test_before_sealing_taken_leads_to_the_paragraph(desk: DeskRoom) -> None:
    _open(desk)
    _note(desk)
    _press(desk, "T")
    desk.until(lambda: _rows(desk)[0][1] == "Taken")
    assert desk.page.state.item == ITEM
    assert [row.entry.text for row in desk.page.moves.chosen_entries()] == ["Seen on Monday"]
    _press(desk, "M")
    assert "still a draft" in desk.page.chair.corrections.pane._ui.error_label.text()
    _press(desk, "E")
    assert "take it into the draft instead" in desk.page.chair.corrections.pane._ui.error_label.text()
    _press(desk, "N")
    put(desk, "why", "It was Monday")
    keep(desk)
    desk.until(lambda: _rows(desk)[0][1] == "Not taken")
    _press(desk, "Ctrl+Z")
    desk.until(lambda: _rows(desk)[0][1] == "Taken")
    _press(desk, "Del")
    desk.until(lambda: not _rows(desk))


def test_after_sealing_a_note_for_the_next_meeting(desk: DeskRoom) -> None:
    _approve(desk)
    _open(desk)
    _note(desk)
    _press(desk, "T")
    assert "make it an erratum or a note" in desk.page.chair.corrections.pane._ui.error_label.text()
    _press(desk, "M")
    desk.until(lambda: _rows(desk)[0][1] == "Next meeting")
    assert _view(desk).rows[0].correction.state is CorrectionState.NEXT_MEETING
    _press(desk, "O")
    desk.until(lambda: _rows(desk)[0][1] == "Open")


def test_an_erratum_seals_a_new_version_and_tells_who_holds_the_old(desk: DeskRoom, tmp_path: Path) -> None:
    _approve(desk)
    handouts.write_document(
        desk.work, meeting_id=desk.meeting_id, kind=DocumentKind.MINUTES, target=tmp_path / "m.pdf",
        recipient="Ruth Ansah",
    )  # fmt: skip
    _open(desk)
    pane = desk.page.chair.corrections.pane
    assert "Corrections until Thu 26 Nov 2026" in pane._ui.summary_label.text()
    _note(desk)
    _press(desk, "E")
    assert field_of(desk, "right").toPlainText() == "It was Tuesday"
    assert field_of(desk, "place").text() == "9.1"
    assert sheet(desk).findChild(QPushButton, "keep_button").text() == "Seal version 2"
    put(desk, "agreed_by", "Siân Morris")
    keep(desk)
    assert error_of(desk) == "What do the minutes say?"
    put(desk, "wrong", "Seen on Monday")
    put(desk, "reason", "The log says Tuesday")
    keep(desk)
    desk.until(lambda: _rows(desk)[0][1] == "Erratum")
    assert [one.version for one in errata.versions(desk.work, meeting_id=desk.meeting_id)] == [1, 2]
    facts = pane._ui.facts_label.text()
    assert "Version 2 holds, with 1 erratum." in facts
    assert "Still with an older version: Ruth Ansah (version 1)." in facts
    _press(desk, "O")
    assert "an erratum stays" in pane._ui.error_label.text()
    pane.second_pressed.emit()
    assert sheet(desk).findChild(QPushButton, "keep_button").text() == "Seal version 3"


def test_the_button_for_errata_waits_for_the_seal(desk: DeskRoom) -> None:
    _open(desk)
    second = desk.page.chair.corrections.pane._ui.second_button
    assert not second.isEnabled()
    assert second.accessibleDescription() == "Errata are for approved minutes; a draft is put right itself."


def test_every_row_says_all_of_it(desk: DeskRoom) -> None:
    _open(desk)
    desk.page.chair.corrections.first()
    choose(desk, "agency", "hsg")
    field_of(desk, "asked_by").setEditText("Somebody <b>else</b>")
    put(desk, "what", "It was Tuesday")
    keep(desk)
    desk.until(lambda: _rows(desk))
    model = desk.page.chair.corrections.pane.list.model()  # type: ignore[attr-defined]  # a list
    assert model.index(0, 0).data() == (
        "No place. Open. It was Tuesday. Somebody <b>else</b>, Housing, Thu 12 Nov 2026"
    )
