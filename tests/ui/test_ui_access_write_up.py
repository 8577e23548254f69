"""Write-up, approval and the pages that came with them, as a screen reader and a strict eye meet them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_eye import Eye
from PySide6.QtWidgets import QApplication
from window_room import WindowRoom
from write_up_walk import WriteUpWalk

from mappa_desk.ui import commands, theme
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.keys import keys_of


class Reach:
    """What the pages answer, and where it can be found without the mouse."""

    def __init__(self) -> None:
        self.answered: set[str] = set()
        self.in_palette: set[str] = set()
        self.keys_listed: set[str] = set()
        self.walk: WriteUpWalk | None = None

    def __call__(self, _state: str) -> None:
        assert self.walk is not None
        walk = self.walk
        answered = set(walk.shell.available())
        self.answered |= answered
        self.in_palette |= {row.command for row in walk.office.palette._commands()}
        self.keys_listed |= {row.words for row in keys_of(walk.shell.place[0], answered)}


@pytest.fixture(scope="module")
def walked(
    qapp: QApplication, filled_vault: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Eye, Reach]]:
    """The eye after its walk: each state at the hardest size and at one of the others in turn."""
    theme.apply(qapp, scheme="light", scale=1.0)
    room = WindowRoom(qapp, tmp_path_factory.mktemp("written-up"))
    shutil.copytree(filled_vault, room.wiring.default_folder(practice=True))
    reach = Reach()
    seen = Eye(qapp, some=2, also=reach)
    seen.walk = reach.walk = WriteUpWalk(room, seen)
    reach.walk.all()
    yield seen, reach
    theme.apply(qapp, scheme="light", scale=1.0)
    room.close()


def test_every_state_was_looked_at(walked) -> None:
    seen, _reach = walked
    assert len(set(seen.states)) == len(seen.states) >= 44
    assert {"write-up", "mark", "find-and-replace", "show_versions", "chair_marks", "corrections",
            "ready_to_finalise", "approve_minutes", "confirm_minutes", "paste_report", "system_copy",
            "circulation", "contact", "import-read", "put_right-destroy", "desk-folded-agenda",
            "sealed"} <= set(seen.states)  # fmt: skip
    assert seen.looks >= 2 * len(seen.states)


@pytest.mark.parametrize(
    "kind", ["speech", "tab order", "clipped", "filled", "size", "saved", "reference", "line"]
)
def test_nothing_is_wrong_with(walked, kind) -> None:
    assert walked[0].faults(kind) == []


def test_every_command_of_write_up_is_answered_and_reached_without_the_mouse(walked) -> None:
    _seen, reach = walked
    here = {entry.name: entry for entry in commands.TABLE if entry.scope is Scope.WRITE_UP}
    assert here.keys() - reach.answered == set()
    assert here.keys() - reach.in_palette == set()
    keyed = {entry.words for entry in here.values() if entry.keys}
    assert keyed - reach.keys_listed == set()


def test_larger_text_folds_the_header_at_once(walked) -> None:
    seen, reach = walked
    walk = reach.walk
    walk.open("write_up", walk.meeting)
    walk.view.resize(1366, 688)
    for scale in (2.0, 1.0, 1.5, 0.8):
        theme.apply(seen.app, scheme="light", scale=scale)
        seen.app.processEvents()
        assert walk.view._header_width() <= walk.view.width()
        assert bool(walk.view._tools["find_and_replace"].text()) is (1366 / scale >= 900)
    theme.apply(seen.app, scheme="light", scale=1.0)


def test_the_ring_stays_where_the_keyboard_is_when_the_text_grows(walked) -> None:
    seen, reach = walked
    walk = reach.walk
    walk.open("write_up", walk.meeting)
    walk.run("find_here")
    field = seen.app.focusWidget()
    for scheme, scale in (("light", 1.0), ("dark", 1.5), ("light", 1.0)):
        theme.apply(seen.app, scheme=scheme, scale=scale)
        seen.app.processEvents()
        ring = walk.program._focus_keeper._ring
        assert seen.app.focusWidget() is field
        assert ring.isVisible() and ring.widget() is field
    walk.leave()
