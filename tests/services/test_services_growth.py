"""What a call costs does not grow with what is kept already."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from meeting_room import Room
from sqlalchemy import Engine, event

from mappa_desk.domain.actions import ActionEventKind
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services import actions, contributions, desk, undo
from mappa_desk.store.mapping import Mapper

LONG = "He was seen at the market and the officer wrote it down. " * 40


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    said: list[str] = []

    def hear(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    yield said
    event.remove(Engine, "before_cursor_execute", hear)


@pytest.fixture
def records_read(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], int]:
    """How many records a call reads out of the vault."""
    really, seen = Mapper.from_row, [0]

    def read(mapper: Mapper[Entry], row: tuple[object, ...]) -> Entry:
        seen[0] += 1
        return really(mapper, row)

    def of(call: Callable[[], object]) -> int:
        seen[0] = 0
        with monkeypatch.context() as patch:
            patch.setattr(Mapper, "from_row", read)
            call()
        return seen[0]

    return of


def _keep(room: Room, meeting: Meeting, after_id: str | None = None) -> Entry:
    return contributions.keep_line(
        room.work, meeting_id=meeting.id, item="risk", text=LONG, agency="pol", after_id=after_id
    ).value


def test_a_line_costs_the_same_in_a_long_record(
    room: Room, records_read: Callable[[Callable[[], object]], int]
) -> None:
    meeting = room.running()
    first = _keep(room, meeting)

    def costs() -> list[tuple[int, int]]:
        found = []
        for call in (
            lambda: _keep(room, meeting),
            lambda: _keep(room, meeting, first.id),
            lambda: room.act(meeting),
            lambda: undo.undo(room.work, meeting_id=meeting.id),
        ):
            with counted() as said:
                found.append((records_read(call), len(said)))
        return found

    few = costs()
    for _ in range(30):
        _keep(room, meeting)
        room.act(meeting)
    assert costs() == few


def test_a_line_is_put_behind_another_until_there_is_no_place_left(room: Room) -> None:
    meeting = room.running()
    first, last = _keep(room, meeting), _keep(room, meeting)
    order = [first.id, last.id]
    for _ in range(14):
        order.insert(1, _keep(room, meeting, first.id).id)
    assert [entry.id for entry in room.view(meeting).entries] == order
    places = [entry.position for entry in room.view(meeting).entries]
    assert places == sorted(set(places))


def test_the_desk_asks_once_for_all_histories(room: Room) -> None:
    case = room.case()
    first = room.running(case)
    made = [room.act(first) for _ in range(5)]
    room.finish(first)
    room.clock.go_on(days=20)
    second = room.running(case, MeetingKind.REVIEW)

    def look() -> int:
        with counted() as said:
            seen = desk.desk_view(room.work, meeting_id=second.id)
        assert len(seen.past_actions) == 5
        return len(said)

    look()
    before = look()
    for action in made:
        actions.review_action(
            room.work,
            action_id=action.id,
            meeting_id=second.id,
            outcome=ActionEventKind.CARRIED,
            note="Not yet",
        )
    assert look() == before <= 31
    kinds = [past.events[-1].event_kind for past in room.view(second).past_actions]
    assert kinds == [ActionEventKind.CARRIED] * 5
