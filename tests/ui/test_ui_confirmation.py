"""Confirming the last minutes at their item: a band that says how it stands, and one sheet by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chair_room import choose, error_of, field_of, keep, put, sheet
from desk_room import DeskRoom, copied
from desk_room import SteadyClock as DayClock
from PySide6.QtWidgets import QApplication, QCheckBox
from review_room import REVIEW_DAY

from mappa_desk.domain.agendas import ItemState
from mappa_desk.domain.corrections import CorrectionState
from mappa_desk.domain.minutes import ApprovedHow
from mappa_desk.services import corrections, minutes
from mappa_desk.services.desk import desk_view

ITEM = "last_minutes"


@pytest.fixture
def desk(dressed: QApplication, planned_review: tuple[Path, str], tmp_path: Path) -> Iterator[DeskRoom]:
    """A review that runs; the first meeting is approved and one correction waits."""
    folder, meeting_id = planned_review
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id, clock=DayClock(REVIEW_DAY))
    first = desk_view(room.work, meeting_id=meeting_id).previous_meeting
    assert first is not None
    minutes.approve(
        room.work, meeting_id=first.id, approved_by="Siân Morris", how=ApprovedHow.AT_DESK,
        on=room.work.today(), despite_gaps_because="For this test",
    )  # fmt: skip
    asked = corrections.note_correction(
        room.work, meeting_id=first.id, asked_by="Dewi Prosser", what="It was Tuesday", place="6"
    ).value
    corrections.settle_correction(room.work, correction_id=asked.id, state=CorrectionState.NEXT_MEETING)
    room.show()
    room.page.commands()["start_meeting"]()
    room.idle()
    yield room
    room.close()


def _go(desk: DeskRoom) -> None:
    desk.page.moves.go_to(ITEM)
    desk.idle()


def test_the_band_stands_at_its_item_alone(desk: DeskRoom) -> None:
    band = desk.page.chair.confirming.band
    assert band.isHidden()
    _go(desk)
    assert not band.isHidden()
    assert band.label.text() == "The minutes of M01 are to be confirmed. 1 correction waits for this item."
    assert desk.focus() is desk.line, "nothing steals the caret"
    desk.page.moves.go_to("opening")
    desk.idle()
    assert band.isHidden()


def test_confirmed_with_the_change_that_waited_and_one_that_was_typed(desk: DeskRoom) -> None:
    _go(desk)
    desk.page.commands()["confirm_minutes"]()
    assert field_of(desk, "as_presented").currentData() == "changed"
    boxes = list(sheet(desk).findChildren(QCheckBox))
    assert [(box.text(), box.isChecked()) for box in boxes] == [("6: It was Tuesday", True)]
    put(desk, "changes", "The chair’s title")
    keep(desk)
    desk.until(lambda: desk.kept().confirmation)
    told = desk.kept().confirmation
    assert told is not None and told.changes == ("6: It was Tuesday", "The chair’s title")
    band = desk.page.chair.confirming.band
    desk.until(lambda: "with 2 changes" in band.label.text())
    assert band.button.text() == "Change"
    desk.page.moves.go_to("opening")
    desk.idle()
    item = next(row for row in desk.page.state.view.items if row.code == ITEM)
    assert item.state is ItemState.DISCUSSED


def test_confirmed_as_presented_and_said_anew(desk: DeskRoom) -> None:
    _go(desk)
    desk.page.chair.confirming.band.button.click()
    choose(desk, "as_presented", "presented")
    put(desk, "changes", "A typed one")
    keep(desk)
    assert "take the changes out" in error_of(desk)
    put(desk, "changes", "")
    keep(desk)
    desk.until(lambda: desk.kept().confirmation)
    assert desk.kept().confirmation.as_presented  # type: ignore[union-attr]  # it stands
    desk.page.commands()["confirm_minutes"]()
    assert field_of(desk, "as_presented").currentData() == "presented"
    choose(desk, "as_presented", "changed")
    keep(desk)
    assert error_of(desk) == "Which changes? Write at least one."
    put(desk, "changes", "A typed one")
    keep(desk)
    desk.until(lambda: desk.kept().confirmation.changes)  # type: ignore[union-attr]  # it stands
    desk.page.record.undo()
    desk.idle()
    assert desk.kept().confirmation.as_presented  # type: ignore[union-attr]  # it stands


def test_the_old_meeting_says_where_it_was_confirmed(desk: DeskRoom, tmp_path: Path) -> None:
    _go(desk)
    desk.page.commands()["confirm_minutes"]()
    keep(desk)
    desk.until(lambda: desk.kept().confirmation)
    first = desk.page.state.view.previous_meeting
    assert first is not None
    desk.shut_vault()
    old = DeskRoom(desk.folder, first.id, clock=DayClock(REVIEW_DAY)).show()
    band = old.page.chair.confirming.band
    old.until(lambda: not band.isHidden())
    assert band.label.text() == (
        "These minutes were confirmed with changes at LAN-0417-M02 on Thu 24 Dec 2026."
    )
    assert band.button.isHidden()
    old.page.commands()["corrections"]()
    facts = old.page.chair.corrections.pane._ui.facts_label
    old.until(lambda: "Confirmed with changes at LAN-0417-M02" in facts.text())
    old.close()


def test_a_first_meeting_has_nothing_to_confirm(running_desk: DeskRoom) -> None:
    running_desk.page.commands()["confirm_minutes"]()
    running_desk.until(lambda: running_desk.shell.said and "was held before" in running_desk.shell.said[-1])
    assert running_desk.page.panel.sheet is None
