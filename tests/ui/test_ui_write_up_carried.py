"""A decision carried into the next item with words marked just before: one Ctrl+Z takes the carrying back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_room import copied
from write_up_room import WriteUpRoom, closed_vault


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with a closed meeting, made once for this file."""
    folder = tmp_path_factory.mktemp("write_up_carried") / "vault"
    return folder, closed_vault(folder)


@pytest.fixture
def desk(dressed, template, tmp_path) -> Iterator[WriteUpRoom]:
    """The page of that meeting."""
    folder, meeting_id = template
    room = WriteUpRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    yield room
    room.close()


def bar(desk: WriteUpRoom) -> str:
    ui = desk.page.panel._ui
    return "" if ui.undo_bar.isHidden() else ui.undo_label.text()


def item_of(desk: WriteUpRoom, entry_id: str) -> str:
    return next(one.item for one in desk.kept().entries if one.id == entry_id)


@pytest.mark.parametrize(
    ("words", "steps", "one"),
    [
        ("2 nov 19:40", 4, "9.5"),
        ("the map on the licence", 0, "Decision 1"),
        ("give the corrected map", 0, "Action 1"),
    ],
)
@pytest.mark.parametrize("fast", [True, False])
def test_what_was_carried_with_words_just_written_comes_back_and_is_named(
    desk: WriteUpRoom, words: str, steps: int, one: str, fast: bool
) -> None:
    found = desk.go(words)
    for _ in range(steps):
        desk.press("Alt+Down")
        desk.idle()
    desk.page.go_to(found.key, 0)
    desk.type("Oow at 3 refs. ")
    desk.press("Alt+Down")
    if not fast:
        desk.idle()
        assert item_of(desk, found.entry_id) == "diversity"
        assert bar(desk) == f"Moved {one} into item 10."
    desk.press("Ctrl+Z")
    desk.until(lambda: desk.hint.endswith("Undone"))
    desk.idle()
    assert item_of(desk, found.entry_id) == "contributions"
    assert desk.hint == f"Moved {one}. Undone" and bar(desk) == ""
    assert desk.here.startswith("Oow at 3 refs. ")
    desk.press("Ctrl+Y")
    desk.idle()
    assert item_of(desk, found.entry_id) == "diversity"
