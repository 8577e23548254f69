"""The desk at twice the text size on a small laptop: the line and three entries stand together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_room import DeskRoom, copied, running_vault

from mappa_desk.ui import theme
from mappa_desk.ui.views.desk_folds import Side, Width

UNDER_THE_HEADER = 580
"""What 688 pixels leave for the desk under the header and the band at 200 %."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with a running meeting, made once for this file."""
    folder = tmp_path_factory.mktemp("low") / "vault"
    return folder, running_vault(folder)


@pytest.fixture
def desk(dressed, template, tmp_path) -> Iterator[DeskRoom]:
    """A desk at 200 % in the room that 1366 x 688 leaves it."""
    folder, meeting_id = template
    theme.apply(dressed, scheme="light", scale=2.0)
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id)
    room.window.resize(1366, UNDER_THE_HEADER)
    room.show()
    yield room
    room.close()


def whole_rows(desk: DeskRoom) -> int:
    record = desk.page.panel.record
    model = record.model()
    boxes = [record.visualRect(model.index(row, 0)) for row in range(model.rowCount())]
    return sum(record.viewport().rect().contains(box) for box in boxes)


def test_two_rows_of_the_line_and_three_entries_are_seen_together(desk: DeskRoom) -> None:
    for code in ("pol", "prob", "hsg", "hlth"):
        desk.say(f"{code}: one short sentence of what is known")
    desk.idle()
    desk.until(lambda: whole_rows(desk) >= 3)
    line = desk.line
    assert line.height() >= 2 * line.fontMetrics().lineSpacing()
    assert desk.page.panel.rect().contains(line.mapTo(desk.page.panel, line.rect().bottomRight()))


def test_the_side_lies_over_the_record_and_leaves_the_line(desk: DeskRoom) -> None:
    panel = desk.page.panel
    assert panel.folds.width is Width.NARROW and not panel.folds.side_open
    panel.focus_side(Side.ACTIONS)
    assert panel._ui.actions_list.isVisible() and not panel.record.isVisible()
    assert desk.line.isVisible() and desk.focus() is panel._ui.actions_list
    desk.page.escape()
    assert panel.record.isVisible() and desk.line.hasFocus()
    desk.window.resize(2900, 1400)
    assert panel._ui.body_layout.indexOf(panel._ui.side_column) >= 0
    assert panel._ui.side_column.isVisible() and panel.record.isVisible()
