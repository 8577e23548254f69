"""Letters that need AltGr arrive in every text field of write-up, its sheets and the pages behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from test_ui_altgr import ALL, Fired, check, fields, strokes, type_all
from window_room import WindowRoom
from write_up_walk import WriteUpWalk

from mappa_desk.services.erasure_parts import parts_of_meeting
from mappa_desk.ui import theme

SOME = [*strokes("Welsh"), *strokes("Polish"), *strokes("bound letters")]


@pytest.fixture(scope="module")
def walk(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WriteUpWalk]:
    theme.apply(qapp, scheme="light", scale=1.0)
    room = WindowRoom(qapp, tmp_path_factory.mktemp("altgr"))
    made = WriteUpWalk(room, lambda _name, _windows: None)
    made.open("write_up", made.meeting)
    yield made
    room.close()


@pytest.fixture
def fired() -> Fired:
    return Fired()


def test_the_page_takes_them(walk: WriteUpWalk, fired: Fired) -> None:
    page = walk.page
    key = next(row.key for row in page.state.paragraphs if row.key.startswith("entry:") and row.editable)
    page.go_to(key)
    editor = page.page.editor()
    fired.listen()
    expected = type_all(editor, ALL)
    assert page.page.text_of(key) == editor.toPlainText() == expected
    assert page.state.key == key and fired.said == []
    walk.room.idle(walk.program)


def test_find_and_replace_takes_them(walk: WriteUpWalk, fired: Fired) -> None:
    walk.run("find_and_replace")
    assert check(walk.page.panel.find_bar, fired, SOME) == 2
    walk.leave()


@pytest.mark.parametrize("pane", ["marks"])
def test_the_field_of_a_pane_takes_them(walk: WriteUpWalk, fired: Fired, pane: str) -> None:
    walk.run("chair_marks")
    field = walk.page.panes.pane(pane).pane
    assert check(field, fired, SOME) == 1
    field.set_text("")
    walk.leave()


@pytest.mark.parametrize(
    ("command", "least"), [("make_chair_draft", 1), ("approve_minutes", 3), ("confirm_minutes", 1)]
)
def test_every_field_of_a_sheet_takes_them(walk: WriteUpWalk, fired: Fired, command: str, least: int) -> None:
    walk.run(command)
    assert check(walk.page.panel.sheet, fired, SOME) >= least
    walk.leave()


def test_the_sheet_of_a_correction_takes_them(walk: WriteUpWalk, fired: Fired) -> None:
    walk.run("corrections")
    walk.page.panes.pane("corrections").first()
    assert check(walk.page.panel.sheet, fired, SOME) >= 3
    walk.leave()


def test_the_pages_behind_take_them(walk: WriteUpWalk, fired: Fired) -> None:
    part = next(one for one in parts_of_meeting(walk.office._work, meeting_id=walk.meeting) if one.can_move)
    walk.open("put_right_part", part.key)
    for button in ("move", "destroy"):
        walk.page.view.chosen.emit(button)
        walk.room.idle(walk.program)
        assert len(fields(walk.page.view.sheet)) >= 1
        check(walk.page.view.sheet, fired, SOME)
        walk.page.view.close_sheet()
    for page, record in (("system_copy", walk.meeting), ("circulation", walk.meeting)):
        walk.open(page, record)
        assert check(walk.page.widget, fired, SOME) >= 1, page
