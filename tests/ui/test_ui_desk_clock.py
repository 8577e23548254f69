"""The clock of a meeting as the desk tells it: times of items, pauses, sleep, a moved clock, a restart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from desk_room import DeskRoom, copied, make_vault
from laptop_window import Laptop

from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.timing import ItemTime
from mappa_desk.services import timing
from mappa_desk.services.steady_clock import SteadyClock
from mappa_desk.ui.desk_header import expected_end, header_facts
from mappa_desk.ui.models.agenda import agenda_rows
from mappa_desk.ui.models.desk_times import TAKE, item_time, picked_item, span, time_picks

TEN = datetime(2026, 11, 12, 10, tzinfo=UTC)


def fresh_clock(laptop: Laptop) -> SteadyClock:
    """The clock of another run of the program, told in UTC."""
    return SteadyClock(laptop, zone=lambda: UTC)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("clock") / "vault"
    return folder, make_vault(folder)


@pytest.fixture
def laptop() -> Laptop:
    return Laptop(TEN)


@pytest.fixture
def desk(dressed, template, tmp_path, laptop) -> Iterator[DeskRoom]:
    """A desk whose meeting has just started at ten."""
    folder, meeting_id = template
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id, clock=fresh_clock(laptop)).show()
    run(room, "start_meeting")
    yield room
    room.close()


def run(desk: DeskRoom, name: str) -> None:
    desk.page.commands()[name]()
    settle(desk)


def settle(desk: DeskRoom) -> None:
    """Wait until everything that was asked of the vault has come back, and show the time."""
    desk.idle()
    done: list[bool] = []
    desk.jobs.store(lambda: None, lambda _result: done.append(True))
    desk.until(lambda: done)
    desk.page.showing.show_time()


def minute_by_minute(desk: DeskRoom, laptop: Laptop, minutes: int) -> None:
    for _ in range(minutes):
        laptop.pass_(minutes=1)
        desk.page.clock.count()
        settle(desk)


def facts(desk: DeskRoom):
    return desk.shell.facts[-1]


def agenda_time(desk: DeskRoom, code: str) -> str:
    return next(row.time_words for row in desk.page._models.agenda.rows if row.code == code)


def short_time(desk: DeskRoom, code: str) -> str:
    return next(row.time_short for row in desk.page._models.agenda.rows if row.code == code)


def head_time(desk: DeskRoom) -> str:
    return desk.page.panel._ui.item_time_label.text()


def restarted(desk: DeskRoom, laptop: Laptop, **down: float) -> DeskRoom:
    """The same vault in a fresh process after a while."""
    desk.shut_vault()
    desk.window.hide()
    laptop.pass_(**down)
    laptop.count = 1.0
    again = DeskRoom(desk.folder, desk.meeting_id, clock=fresh_clock(laptop)).show()
    settle(again)
    return again


def test_planned_and_actual_time_stand_in_the_agenda_and_at_the_head(desk, laptop) -> None:
    desk.page.moves.go_to("contributions")
    settle(desk)
    minute_by_minute(desk, laptop, 11)
    assert agenda_time(desk, "contributions") == head_time(desk) == "11 of 20 minutes"
    assert short_time(desk, "contributions") == "11 of 20 minutes"
    assert (facts(desk).clock, facts(desk).ends) == ("10:11", "ends 11:15")
    minute_by_minute(desk, laptop, 13)
    assert agenda_time(desk, "contributions") == "24 of 20 minutes, 4 over"
    assert short_time(desk, "contributions") == "24 of 20 min, 4 over"
    assert desk.page.panel._ui.item_over_icon.isVisible()
    desk.page.moves.go_to("risk")
    settle(desk)
    assert agenda_time(desk, "contributions") == "24 of 20 minutes, 4 over"
    assert not desk.page.panel._ui.item_over_icon.isVisible()
    assert head_time(desk).startswith("0 of ")


def test_the_expected_end_is_what_is_left_of_the_plan(desk, laptop) -> None:
    view = desk.page.state.view
    whole = sum(item.minutes for item in view.items)
    assert expected_end(view, desk.clock.now()) == TEN + timedelta(minutes=whole)
    minute_by_minute(desk, laptop, 3)
    desk.page.moves.go_to("contributions")
    settle(desk)
    behind = {"contributions", *(stretch.item for stretch in desk.page.state.view.times)}
    rows = sorted(view.items, key=lambda row: row.number)
    at = [row.code for row in rows].index("contributions")
    left = 20 + sum(row.minutes for row in rows[at + 1 :] if row.code not in behind)
    minute_by_minute(desk, laptop, 25)
    end = TEN + timedelta(minutes=3 + 25 + left - 20)
    assert facts(desk).expected == f"expected {end:%H:%M}"
    late = (end - datetime(2026, 11, 12, 11, 15, tzinfo=UTC)) // timedelta(minutes=1)
    assert facts(desk).late == (f"{late} minutes late" if late >= 5 else "")


def test_a_long_item_without_a_word_is_counted_to_its_end(desk, laptop) -> None:
    desk.page.moves.go_to("contributions")
    settle(desk)
    minute_by_minute(desk, laptop, 40)
    assert head_time(desk) == "40 of 20 minutes, 20 over"


def test_the_meeting_pauses_and_goes_on_by_the_same_command(desk, laptop) -> None:
    desk.page.moves.go_to("contributions")
    settle(desk)
    minute_by_minute(desk, laptop, 5)
    run(desk, "pause_meeting")
    assert (facts(desk).state, facts(desk).state_icon) == ("Paused since 10:05", "pause")
    minute_by_minute(desk, laptop, 10)
    assert head_time(desk) == agenda_time(desk, "contributions") == "5 of 20 minutes, paused"
    assert short_time(desk, "contributions") == "5 of 20 min, paused"
    desk.say("pol: said over coffee")
    settle(desk)
    (entry,) = desk.kept().entries
    assert (entry.text, entry.captured_at) == ("said over coffee", TEN + timedelta(minutes=15))
    desk.page._go_on()
    settle(desk)
    assert facts(desk).state == "Running"
    minute_by_minute(desk, laptop, 1)
    assert head_time(desk) == "6 of 20 minutes"
    assert desk.page.state.view.can_undo == "Entry at 10:15"


def test_pausing_what_does_not_run_is_refused_beside_the_line(desk) -> None:
    run(desk, "close_meeting")
    run(desk, "pause_meeting")
    assert desk.shell.said[-1] == "Only a meeting that runs can pause."


def test_sleep_in_mid_meeting_counts_and_the_line_stays(desk, laptop) -> None:
    desk.page.moves.go_to("contributions")
    settle(desk)
    minute_by_minute(desk, laptop, 2)
    desk.type("half a li")
    laptop.pass_(minutes=12)
    desk.page.clock.count()
    settle(desk)
    assert head_time(desk) == "14 of 20 minutes"
    assert (facts(desk).clock, desk.line.toPlainText()) == ("10:14", "half a li")


@pytest.mark.parametrize("hours", [3, -3])
def test_a_moved_clock_changes_no_time_on_the_desk(desk, laptop, hours) -> None:
    desk.page.moves.go_to("contributions")
    settle(desk)
    minute_by_minute(desk, laptop, 2)
    laptop.wall_at += timedelta(hours=hours)
    minute_by_minute(desk, laptop, 2)
    desk.say("pol: seen on Monday")
    settle(desk)
    assert desk.kept().entries[0].captured_at == TEN + timedelta(minutes=4)
    assert (facts(desk).clock, head_time(desk)) == ("10:04", "4 of 20 minutes")


def test_a_restart_in_mid_meeting_keeps_times_and_the_half_typed_line(desk, laptop) -> None:
    desk.page.moves.go_to("contributions")
    settle(desk)
    minute_by_minute(desk, laptop, 7)
    desk.type("pol: half a li")
    for _ in range(2):
        desk.press("Shift+Left")
    desk.page.drafts.write_all()
    settle(desk)
    again = restarted(desk, laptop, minutes=4)
    try:
        assert again.page.state.item == "contributions"
        assert head_time(again) == "11 of 20 minutes"
        assert again.line.toPlainText().endswith("half a li")
        assert again.line.textCursor().selectedText() == "li"
        minute_by_minute(again, laptop, 1)
        assert head_time(again) == "12 of 20 minutes"
    finally:
        again.close()


def test_a_night_between_two_runs_is_no_talk(desk, laptop) -> None:
    desk.page.moves.go_to("contributions")
    settle(desk)
    minute_by_minute(desk, laptop, 7)
    again = restarted(desk, laptop, hours=14)
    try:
        assert head_time(again) == "7 of 20 minutes"
        minute_by_minute(again, laptop, 2)
        assert head_time(again) == "9 of 20 minutes"
    finally:
        again.close()


def test_the_times_are_listed_and_an_item_is_a_choice_away(desk, laptop) -> None:
    first = desk.page.state.items[0]
    minute_by_minute(desk, laptop, 4)
    desk.page.moves.go_to("contributions")
    settle(desk)
    run(desk, "show_times")
    desk.type(first.title[:9])
    desk.press("Return")
    settle(desk)
    assert desk.page.state.item == first.code
    rows = time_picks(desk.page.state.view, desk.clock.now(), ahead=timedelta(0), may_take=True)
    assert (rows[0].mark, rows[0].text) == ("10:00", "Meeting started")
    assert {row.mark for row in rows} == {"10:00", "10:04"}


def test_a_meeting_that_is_to_come_has_no_times_to_list(dressed, template, tmp_path, laptop) -> None:
    folder, meeting_id = template
    desk = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id, clock=fresh_clock(laptop)).show()
    try:
        run(desk, "show_times")
        assert desk.shell.said[-1] == "Nothing is stamped in this meeting yet."
        assert desk.page.sheets._picker is None
    finally:
        desk.close()


def test_the_laptop_s_clock_is_offered_when_it_is_ahead_and_can_be_taken(desk, laptop) -> None:
    minute_by_minute(desk, laptop, 4)
    laptop.wall_at += timedelta(hours=1)
    run(desk, "show_times")
    desk.type("Take")
    desk.press("Return")
    settle(desk)
    assert facts(desk).clock == "11:04"
    assert sum(one.seconds for one in timing.item_times(desk.work, meeting_id=desk.meeting_id)) == 4 * 60


def test_a_clock_that_is_behind_is_told_and_not_offered(desk, laptop) -> None:
    minute_by_minute(desk, laptop, 4)
    laptop.wall_at -= timedelta(hours=3)
    view, ahead = desk.page.state.view, desk.clock.ahead()
    rows = time_picks(view, desk.clock.now(), ahead=ahead, may_take=False)
    assert (rows[0].mark, rows[0].note) == ("07:04", "3 hours behind our count")
    assert TAKE not in {row.key for row in rows}
    assert rows[1].text == "It is taken once the meeting has ended"


def test_summer_time_that_ends_in_the_meeting_moves_the_wall_only(desk) -> None:
    view = desk.page.state.view
    began = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    current = view.meeting.current_item
    stretch = ItemTime(id="x", meeting_id=view.meeting.id, item=current, began_at=began, seconds=2700)
    stamped = replace(view, times=(stretch,), meeting=replace(view.meeting, started_at=began, planned_at=""))
    now = SteadyClock(Laptop(began + timedelta(hours=1)), zone=TurningZone).now()
    assert header_facts(stamped, now).clock == "01:30"
    assert item_time(stamped, current, now).startswith("60")
    assert header_facts(stamped, now).ends == "ends 01:45"
    assert [row.mark for row in time_picks(stamped, now, ahead=timedelta(0), may_take=True)] == ["01:30"] * 2


class TurningZone(tzinfo):
    """An hour ahead until one o'clock of 25 October in UTC."""

    END = datetime(2026, 10, 25, 1, tzinfo=UTC)

    def utcoffset(self, moment):
        return timedelta(hours=int(moment.replace(tzinfo=UTC) - timedelta(hours=1 - moment.fold) < self.END))

    def dst(self, _moment):
        return None

    def fromutc(self, moment):
        utc = moment.replace(tzinfo=UTC)
        if utc < self.END:
            return moment + timedelta(hours=1)
        return moment.replace(fold=int(utc < self.END + timedelta(hours=1)))


def test_summer_time_that_ends_while_the_desk_is_open_loses_nothing(dressed, template, tmp_path) -> None:
    folder, meeting_id = template
    laptop = Laptop(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    clock = SteadyClock(laptop, zone=TurningZone)
    desk = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id, clock=clock).show()
    try:
        run(desk, "start_meeting")
        desk.page.moves.go_to("contributions")
        settle(desk)
        desk.say("pol: before the hour")
        settle(desk)
        minute_by_minute(desk, laptop, 40)
        desk.say("pol: after the hour")
        settle(desk)
        assert facts(desk).clock == "01:10"
        assert head_time(desk) == "40 of 20 minutes, 20 over"
        shown = [row.time for row in desk.page._models.record.rows]
        assert shown == ["01:30", "01:10"]
        assert [entry.captured_at.hour for entry in desk.kept().entries] == [0, 1]
    finally:
        desk.close()


def test_lengths_in_words() -> None:
    told = {
        timedelta(hours=3): "3 hours",
        -timedelta(hours=2, minutes=5): "2 hours 5 minutes",
        timedelta(minutes=12, seconds=10): "12 minutes",
        timedelta(days=1, hours=1, minutes=1): "1 day 1 hour",
        timedelta(seconds=3): "0 minutes",
    }
    assert {by: span(by) for by in told} == told
    assert (picked_item("item:risk:1-2"), picked_item("pause:1-2")) == ("risk", "")


def test_without_times_or_a_plan_nothing_is_told(desk) -> None:
    view = desk.page.state.view
    bare = replace(view, times=(), items=tuple(replace(item, minutes=0) for item in view.items))
    now = desk.clock.now()
    assert item_time(bare, "risk", now) == ""
    assert expected_end(bare, now) == TEN + timedelta(minutes=75)
    assert expected_end(replace(bare, meeting=replace(view.meeting, planned_minutes=0)), now) is None
    closed = replace(view, meeting=replace(view.meeting, state=MeetingState.CLOSED))
    assert expected_end(closed, now) is None
    assert all(not row.time_words for row in agenda_rows(bare, current="risk"))
