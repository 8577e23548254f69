"""The tracker while rows are on their way: first page, end of the list, what is no longer wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tracker_room import lines

from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.services.tracker import first_rows, order
from mappa_desk.ui import tracker_reading
from mappa_desk.ui.tracker_reading import Wanted

FEW = 12


@pytest.fixture
def held(tracker_office, monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """Orders and counts wait for a word, and a page is a few rows, as among a million."""
    waiting: list[Callable[[], None]] = []
    jobs = tracker_office.program.jobs
    real = jobs.work

    def later(fn: Callable[[], Any], done: Callable[[Any], None], owner: Any = None) -> None:
        waiting.append(lambda: real(fn, done, owner))

    monkeypatch.setattr(jobs, "work", later)
    monkeypatch.setattr(tracker_office, "waits", False)
    monkeypatch.setattr(tracker_reading, "PAGE", FEW)
    return waiting


def let_go(office, held: list[Callable[[], None]], page) -> None:
    for ask in held:
        ask()
    held.clear()
    office.room.wait(lambda: page.reading.complete)
    office.settle()


def test_the_first_rows_stand_before_anybody_has_counted(tracker_office, tracker, held) -> None:
    tracker.view.set_words("")
    tracker_office.settle()
    assert tracker.model.total == FEW and not tracker.reading.complete
    assert tracker.view._ui.chips.tail == "" and {head.tally for head in tracker.model.heads} == {""}
    shown = [tracker.model.row_at(at).rowid for at in lines(tracker)]
    let_go(tracker_office, held, tracker)
    whole = order(tracker_office.work, find=ActionFilter(), group_by="agency")
    assert tracker.model.total == len(whole.rowids) > FEW and list(whole.rowids[:FEW]) == shown
    assert [head.count for head in tracker.model.heads] == [group.count for group in whole.groups]


def test_the_end_is_shown_at_once_and_the_cursor_stays_there(tracker_office, tracker, held) -> None:
    tracker.view.set_words("")
    tracker_office.settle()
    tracker_office.press(Qt.Key.Key_End)
    last = first_rows(tracker_office.work, find=ActionFilter(), limit=FEW, from_end=True, group_by="agency")
    line = tracker.view.table.current_line
    assert tracker.reading.at_end and tracker.model.row_at(line).rowid == last[-1].rowid
    let_go(tracker_office, held, tracker)
    line = tracker.view.table.current_line
    assert line == tracker.model.rowCount() - 1 and tracker.model.rowid_at(line) == last[-1].rowid
    tracker.reading.look_at_end()
    assert tracker.model.total > FEW


def test_the_action_that_was_left_is_found_again_once_its_row_has_come(tracker_office, tracker, held) -> None:
    whole = order(tracker_office.work, find=ActionFilter(), group_by="agency").rowids
    tracker.state.words = ""
    tracker.state.rowid = whole[-3]
    tracker.view.set_words("")
    tracker_office.settle()
    assert tracker.state.rowid == whole[-3] and tracker.view.table.current_line == 1
    let_go(tracker_office, held, tracker)
    assert tracker.model.rowid_at(tracker.view.table.current_line) == whole[-3]


def test_what_is_no_longer_wanted_is_never_shown(tracker_office, tracker, held) -> None:
    tracker.view.set_words("@hlth")
    stale = list(held)
    held.clear()
    tracker.view.set_words("is:overdue")
    for ask in stale:
        ask()
    tracker_office.settle()
    assert not tracker.reading.complete
    let_go(tracker_office, held, tracker)
    assert all(tracker.model.row_at(at).overdue for at in lines(tracker))
    tracker.reading.look(Wanted(find=ActionFilter(), group_by="due"))
    tracker.reading.stop()
    let_gone = list(held)
    for ask in let_gone:
        ask()
    tracker_office.settle()
    assert all(tracker.model.row_at(at).overdue for at in lines(tracker))


@pytest.mark.parametrize("group_by", ["owner", "case", "due", ""])
def test_heads_of_the_first_page_are_those_of_the_whole(tracker_office, tracker, held, group_by) -> None:
    tracker.state.words = ""
    tracker.group(group_by)
    tracker_office.settle()
    early = [(head.key, head.title) for head in tracker.model.heads]
    let_go(tracker_office, held, tracker)
    whole = [(head.key, head.title) for head in tracker.model.heads]
    assert all(title for _key, title in whole)
    assert early == ([] if group_by in ("due", "") else whole[: len(early)])
