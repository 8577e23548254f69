"""Find on the desk: over the record of all items, without moving the meeting, the line or the caret."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_room import DeskRoom, copied, running_vault

from mappa_desk.ui.widgets.find_bar import FindBar


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with a running meeting, made once for this file."""
    folder = tmp_path_factory.mktemp("find") / "vault"
    return folder, running_vault(folder)


@pytest.fixture
def desk(dressed, template, tmp_path) -> Iterator[DeskRoom]:
    """A desk with the word "zone" twice in one item and once, in capitals, in another."""
    folder, meeting_id = template
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    page = room.page
    page.moves.go_to(page.state.items[5].code)
    room.say("pol: the zone map differs")
    room.say("prob: nothing of note")
    room.say("prob: zone to be printed anew")
    page.moves.go_to(page.state.items[9].code)
    room.say("hsg: the ZONE ends at the bridge")
    room.idle()
    yield room
    room.close()


def bar_of(desk: DeskRoom) -> FindBar:
    return desk.page.panel.find_bar


def shown(desk: DeskRoom) -> str:
    return bar_of(desk)._count.text()


def find(desk: DeskRoom, words: str) -> None:
    desk.page.commands()["find_here"]()
    desk.type(words)


def test_it_finds_in_every_item_and_begins_where_one_is(desk: DeskRoom) -> None:
    find(desk, "zone")
    here = desk.page.state.item
    assert shown(desk).endswith("of 3") and bar_of(desk).field.hasFocus()
    assert desk.page.state.line_item == here
    seen = []
    for _ in range(3):
        desk.page.commands()["find_next"]()
        seen.append((desk.page.state.item, shown(desk)))
    assert len({item for item, _count in seen}) == 2
    assert {count for _item, count in seen} == {"1 of 3", "2 of 3", "3 of 3"}
    said = [one for one in desk.shell.said if " of 3" in one]
    assert any("zone map differs" in one for one in said) and any("ZONE ends" in one for one in said)


def test_escape_returns_to_the_item_and_the_caret_and_the_line_is_as_it_was(desk: DeskRoom) -> None:
    here = desk.page.state.item
    line = desk.page.panel.capture.line
    desk.type("half a sentence")
    desk.press("Left")
    caret = desk.page.panel.capture.caret()
    find(desk, "map differs")
    assert desk.page.state.item != here and desk.page.state.line_item == here
    desk.page.escape()
    assert desk.page.state.item == here and not desk.page.find.is_open
    assert line.hasFocus() and line.toPlainText() == "half a sentence"
    assert desk.page.panel.capture.caret() == caret
    desk.press("Return")
    desk.idle()
    entry = next(one for one in desk.kept().entries if one.text == "half a sentence")
    assert entry.item == here


def test_a_draft_written_while_something_is_looked_for_stays_with_its_item(desk: DeskRoom) -> None:
    here = desk.page.state.item
    desk.type("half a sentence")
    find(desk, "map differs")
    desk.page.drafts.write_all()
    desk.idle()
    with desk.page.state.work().reading() as reading:
        assert {draft.item for draft in reading.drafts() if draft.place == "line"} == {here}


def test_a_command_of_the_desk_ends_the_looking_first(desk: DeskRoom) -> None:
    here = desk.page.state.item
    desk.type("half a sentence")
    find(desk, "map differs")
    desk.page.commands()["next_item"]()
    desk.idle()
    entry = next(one for one in desk.kept().entries if one.text == "half a sentence")
    assert entry.item == here and not desk.page.find.is_open


def test_enter_goes_to_what_was_found_and_keeps_the_line_in_its_own_item(desk: DeskRoom) -> None:
    here = desk.page.state.item
    desk.type("half a sentence")
    find(desk, "map differs")
    desk.press("Return")
    desk.idle()
    assert desk.page.state.item != here and desk.page.record.has_focus
    assert [row.text for row in desk.page.record.chosen()] == ["the zone map differs"]
    entry = next(one for one in desk.kept().entries if one.text == "half a sentence")
    assert entry.item == here


def test_what_is_not_there_is_said_and_nothing_moves(desk: DeskRoom) -> None:
    here = desk.page.state.item
    find(desk, "<b>zone</b>")
    assert shown(desk) == "Not found" and desk.page.state.item == here
    desk.press("Return")
    assert desk.page.find.is_open and bar_of(desk).field.text() == "<b>zone</b>"
    desk.until(lambda: "Not found" in desk.shell.said)
    desk.page.escape()
    assert desk.page.panel.capture.line.hasFocus()


def test_typing_in_the_line_ends_the_looking(desk: DeskRoom) -> None:
    here = desk.page.state.item
    find(desk, "map differs")
    desk.page.panel.capture.line.setFocus()
    desk.until(lambda: not desk.page.find.is_open)
    desk.say("prob: typed at once")
    desk.idle()
    entry = next(one for one in desk.kept().entries if one.text == "typed at once")
    assert entry.item == here
