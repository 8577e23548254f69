"""The tracker's services: by the names that the window uses, and stopped when nobody waits any more."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from meeting_room import Room

from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.domain.actions import ActionEventKind, Deadline, DeadlineKind
from mappa_desk.domain.tracker_views import TrackerStopped
from mappa_desk.services import actions, tracker
from mappa_desk.services.tracker import Stopper

EVERYTHING = ActionFilter()


def _three(room: Room) -> list[str]:
    """Three actions: due in two days, yesterday and not at all, the last one settled. Gives their ids."""
    meeting = room.running()
    made = []
    for days in (2, -1, None):
        due = (
            None
            if days is None
            else Deadline(kind=DeadlineKind.DATE, on=room.work.today() + timedelta(days=days))
        )
        action = actions.make_action(
            room.work, meeting_id=meeting.id, item="risk", text=f"Visit {days}", deadline=due or Deadline()
        ).value
        made.append(action.id)
    actions.review_action(room.work, action_id=made[2], meeting_id=meeting.id, outcome=ActionEventKind.DONE)
    return made


def test_pages_order_and_counts_tell_one_story(room: Room) -> None:
    soon, late, done = _three(room)
    rows = tracker.first_rows(room.work, find=EVERYTHING)
    assert [row.action.id for row in rows] == [late, soon, done]
    assert [row.overdue for row in rows] == [True, False, False]
    assert [
        row.action.id for row in tracker.first_rows(room.work, find=EVERYTHING, limit=1, from_end=True)
    ] == [done]
    order = tracker.order(room.work, find=EVERYTHING, group_by="due")
    assert [group.key for group in order.groups] == ["overdue", "week", "settled"]
    assert tracker.rows_at(room.work, order.rowids[1:]) == rows[1:]
    told = tracker.counts(room.work, find=ActionFilter(open_only=True))
    assert (told.fitting, told.overdue, told.everything, told.hidden) == (2, 1, 3, 1)


def test_the_day_that_overdue_is_measured_against_can_be_given(room: Room) -> None:
    _, late, _ = _three(room)
    earlier = room.work.today() - timedelta(days=1)
    rows = tracker.first_rows(room.work, find=EVERYTHING, on=earlier, sort="due", descending=True)
    assert [row.overdue for row in rows] == [False, False, False]
    assert tracker.counts(room.work, find=ActionFilter(overdue=True), on=earlier).fitting == 0
    assert [row.days_left for row in tracker.rows_at(room.work, [rows[1].rowid], on=earlier)] == [0]
    assert rows[1].action.id == late


def test_unknown_sorts_and_groups_are_refused(room: Room) -> None:
    with pytest.raises(ValueError, match="colour"):
        tracker.first_rows(room.work, find=EVERYTHING, sort="colour")
    with pytest.raises(ValueError, match="colour"):
        tracker.order(room.work, find=EVERYTHING, group_by="colour")


def test_a_query_begun_after_it_was_stopped_does_not_run(room: Room) -> None:
    _three(room)
    stop = Stopper()
    assert tracker.first_rows(room.work, find=EVERYTHING, stop=stop)
    stop.stop()
    with pytest.raises(TrackerStopped):
        tracker.order(room.work, find=EVERYTHING, stop=stop)
    with pytest.raises(TrackerStopped):
        tracker.counts(room.work, find=EVERYTHING, stop=stop)
    assert tracker.counts(room.work, find=EVERYTHING).fitting == 3


def test_a_query_that_runs_is_stopped_from_another_thread(room: Room) -> None:
    """A million rows out of nothing: the thread would run for minutes if it were not stopped."""
    stop, began, seen = Stopper(), threading.Event(), []

    def run() -> None:
        endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
        try:
            with stop.over(room.work) as reading:
                began.set()
                reading.connection.exec_driver_sql(endless).scalar()
        except TrackerStopped as error:
            seen.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    began.wait()
    while thread.is_alive():  # the statement may begin a moment after the word
        stop.stop()
        thread.join(0.01)
    assert len(seen) == 1
