"""Actions that no agency owns: nobody can be asked about them; the chase leads to where they get an owner."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from chase_room import ChaseRoom, page_of, to_part
from PySide6.QtCore import Qt

from mappa_desk.domain.actions import Action, ActionState
from mappa_desk.services.actions import revise_action
from mappa_desk.ui.models.chase import Part
from mappa_desk.ui.models.chase_lines import UNOWNED
from mappa_desk.ui.tracker import TrackerPage


@pytest.fixture
def hands(qapp, dressed, chase_cases, tmp_path):
    """Somebody at the keyboard of the chase, with something in every part."""
    room = ChaseRoom(qapp, tmp_path)
    shutil.copytree(chase_cases, room.wiring.default_folder(practice=True))
    yield room.opened_at_chase()
    room.close()


def take_agencies(hands, count: int) -> list[Action]:
    """Leaves so many open actions without an agency."""
    with hands.work.reading() as reading:
        held = [one for one in reading.all(Action, order_by="tag", state=ActionState.OPEN) if not one.urgent]
    for action in held[:count]:
        revise_action(hands.work, action=replace(action, owner_agency=""))
    page_of(hands).read()
    hands.settle()
    return held[:count]


def unowned(page):
    return next((row for row in page.model.rows if row.key == UNOWNED), None)


def test_they_stand_last_among_the_calls_and_lead_to_the_tracker(hands) -> None:
    page = page_of(hands)
    assert unowned(page) is None
    bare = take_agencies(hands, 2)
    row = unowned(page)
    assert (row.number, row.state, row.tick) == ("2 actions", "Give them an owner", None)
    last = [one for one in page.model.rows if one.part is Part.CALLS][-1]
    assert last == row
    to_part(hands, Part.CALLS)
    counted = page.view.current().key
    hands.press(Qt.Key.Key_A)
    ticked = len(page.chosen())
    assert ticked and UNOWNED not in {line.key for line in page.chosen()}
    assert page.view.choose(UNOWNED)
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_O)
    assert page_of(hands) is page and page.view.choose(counted) and len(page.chosen()) == ticked
    page.view.choose(UNOWNED)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    tracker = hands.shell.page
    assert isinstance(tracker, TrackerPage) and tracker.view.words == "is:open no:agency"
    rows = [tracker.model.row_at(at) for at in range(tracker.model.rowCount())]
    assert {row.action.id for row in rows if hasattr(row, "action")} == {one.id for one in bare}
    assert [chip.text for chip in tracker.view._ui.chips.chips] == ["Open", "Without agency"]


def test_one_is_said_as_one_and_found_by_words(hands) -> None:
    page = page_of(hands)
    take_agencies(hands, 1)
    assert (unowned(page).number, unowned(page).state) == ("1 action", "Give it an owner")
    page.view.filter.setText("without")
    hands.settle()
    assert unowned(page) is not None
    page.view.filter.setText("xyzzy")
    hands.settle()
    assert unowned(page) is None
