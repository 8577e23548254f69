"""Hands that are faster than the disk: every key lands where it was meant, in the order of the keys."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from desk_room import copied
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from write_up_room import SAID, WriteUpRoom, closed_vault

from mappa_desk.ui.jobs import Jobs

PATROL, VISITS = SAID[0][1], SAID[1][1]


class SlowJobs(Jobs):
    """Each errand to the vault takes a moment, as on a laptop's disk."""

    def store(self, fn: Callable[[], Any], done: Callable[[Any], None], owner: Any = None) -> None:
        def run() -> Any:
            time.sleep(0.03)
            return fn()

        super().store(run, done, owner)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with a closed meeting, made once for this file."""
    folder = tmp_path_factory.mktemp("write_up_fast") / "vault"
    return folder, closed_vault(folder)


@pytest.fixture
def desk(dressed, template, tmp_path) -> Iterator[WriteUpRoom]:
    """The page of that meeting over a slow disk."""
    folder, meeting_id = template
    room = WriteUpRoom(copied(folder, tmp_path / "vault"), meeting_id, jobs=SlowJobs()).show()
    room.idle()
    yield room
    room.close()


def save(desk: WriteUpRoom) -> None:
    told: list[Exception | None] = []
    desk.page.settle(told.append)
    desk.until(lambda: told)
    desk.idle()
    assert told == [None] and not desk.shell.banners


def test_paragraph_after_paragraph_by_enter_without_a_rest(desk: WriteUpRoom) -> None:
    desk.go("3 visits", len(VISITS))
    lines = [f"Line {number}." for number in range(5)]
    for line in lines:
        desk.press("Return")
        desk.type(line)
    save(desk)
    texts = desk.texts()
    at = texts.index(VISITS) + 1
    assert texts[at : at + 6] == [*lines, SAID[2][1]]


def test_enter_while_the_new_paragraph_is_on_its_way(desk: WriteUpRoom) -> None:
    desk.go("3 visits", len(VISITS))
    desk.press("Return")
    desk.type("One.")
    desk.page.settle(lambda _error: None)
    desk.press("Return")
    desk.type("Two.")
    save(desk)
    texts = desk.texts()
    at = texts.index(VISITS) + 1
    assert texts[at : at + 2] == ["One.", "Two."]


def test_what_is_typed_while_a_move_is_on_its_way_stays_in_order(desk: WriteUpRoom) -> None:
    desk.go("2 nov", 3)
    desk.press("Alt+Down")
    for letters in ("ab", "cd", "ef"):
        desk.type(letters)
        time.sleep(0.03)
        QCoreApplication.processEvents()
    desk.idle()
    desk.type("gh")
    save(desk)
    assert desk.texts()[:2] == [VISITS, f"{PATROL[:3]}abcdefgh{PATROL[3:]}"]


def test_what_is_typed_while_an_undo_is_on_its_way_waits_for_it(desk: WriteUpRoom) -> None:
    desk.go("3 visits")
    desk.press("Ctrl+Shift+J")
    desk.idle()
    desk.press("Ctrl+Z")
    desk.type("Seen. ")
    save(desk)
    assert desk.texts()[:2] == [PATROL, f"Seen. {VISITS}"], "the caret is where it stood before the join"


def test_a_second_join_waits_for_the_first_and_the_keys_for_both(desk: WriteUpRoom) -> None:
    desk.go("3 visits")
    desk.press("Ctrl+Shift+J")
    desk.press("Ctrl+Shift+J")
    desk.type("So: ")
    save(desk)
    assert desk.texts()[0] == f"{PATROL} So: {VISITS}"


def test_a_page_that_is_saved_while_keys_wait_saves_them_too(desk: WriteUpRoom) -> None:
    desk.go("3 visits", VISITS.index("1 not"))
    desk.press("Ctrl+Shift+Return")
    desk.type("and ")
    save(desk)
    assert "and 1 not ans" in desk.texts()


def test_a_mark_is_taken_where_its_words_stand_now(desk: WriteUpRoom) -> None:
    found = desk.go("2 nov")
    mark = next(one for one in desk.page.beside.every[found.key] if one.offer)
    desk.type("Police: ")
    desk.run("take_offer")
    assert desk.here == f"Police: {PATROL[: mark.start]}{mark.offer}{PATROL[mark.end :]}"


def test_a_mark_whose_words_are_gone_writes_nothing(desk: WriteUpRoom) -> None:
    found = desk.go("2 nov")
    mark = next(one for one in desk.page.beside.every[found.key] if one.offer)
    desk.page.page.go_to(found.key, mark.start, mark.end)
    desk.type("then")
    desk.run("take_offer")
    assert desk.here == f"{PATROL[: mark.start]}then{PATROL[mark.end :]}"


def test_replace_never_takes_other_words_than_those_it_found(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits")
    desk.run("find_and_replace")
    desk.type("since")
    desk.until(lambda: desk.page.find.found)
    bar = desk.page.panel.find_bar
    bar.put.setText("after")
    desk.page.go_to(found.key)
    desk.type("Yes: ")
    bar.replaced.emit()
    assert desk.here == f"Yes: {VISITS}"
    bar.replaced.emit()
    assert desk.here == f"Yes: {VISITS}".replace("since", "after")


def test_a_new_paragraph_that_is_saved_again_and_again_is_one(desk: WriteUpRoom) -> None:
    desk.go("3 visits", len(VISITS))
    before = len(desk.texts())
    desk.press("Return")
    for word in ("One ", "two ", "three"):
        desk.type(word)
        desk.page.settle(lambda _error: None)
    save(desk)
    texts = desk.texts()
    assert "One two three" in texts and len(texts) == before + 1


def test_ctrl_z_leaves_a_step_alone_that_came_back_after_something_was_typed(desk: WriteUpRoom) -> None:
    desk.go("2 nov", 3)
    desk.press("Alt+Down")
    desk.type("x")
    desk.idle()
    desk.press("Down")
    desk.idle()
    desk.press("Ctrl+Z")
    desk.idle()
    assert desk.texts()[:2] == [VISITS, f"{PATROL[:3]}x{PATROL[3:]}"]


def test_keys_that_wait_for_a_split_are_not_typed_over_the_next_mark(desk: WriteUpRoom) -> None:
    desk.go("3 visits", VISITS.index("1 not"))
    desk.press("Ctrl+Shift+Return")
    desk.type("and ")
    desk.run("next_mark")
    save(desk)
    texts = desk.texts()
    assert "and 1 not ans" in texts and SAID[2][1] in texts and PATROL in texts


def test_keys_that_wait_for_a_split_are_not_typed_over_what_is_found(desk: WriteUpRoom) -> None:
    desk.run("find_here")
    desk.type("RMP")
    desk.until(lambda: desk.page.find.found)
    desk.page.escape()
    desk.go("3 visits", VISITS.index("1 not"))
    desk.press("Ctrl+Shift+Return")
    desk.type("and ")
    desk.run("find_here")
    desk.page.find.step(1)
    save(desk)
    texts = desk.texts()
    assert "and 1 not ans" in texts and SAID[2][1] in texts


def test_a_reading_from_before_a_save_puts_no_older_text_back(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits", len(VISITS))
    desk.page.state.outbox.ask_view()
    desk.type(" One.")
    desk.press("Ctrl+Shift+Return")  # refused: no words behind the caret, but the page is ready for any text
    shown: list[str] = []
    desk.page.state.viewed.connect(lambda: shown.append(desk.page.page.text_of(found.key)))
    desk.page.state.outbox.refreshed.connect(lambda _: shown.append(desk.page.page.text_of(found.key)))
    desk.idle()
    assert set(shown) == {f"{VISITS} One."}
    save(desk)
    assert f"{VISITS} One." in desk.texts()


def test_a_paste_with_white_space_at_its_end_is_no_conflict(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits", len(VISITS))
    QGuiApplication.clipboard().setText(" and one more \n")
    desk.press("Ctrl+V")
    desk.press("Ctrl+Down")
    save(desk)
    assert f"{VISITS} and one more" in desk.texts() and desk.page.page.theirs(found.key) is None
