"""Times of items through sleep, a clock that jumps, a restart in mid-meeting, pauses and approval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from laptop_times import British, LaptopTimes, at
from meeting_room import PASSPHRASE, Room

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.timing import LONG_GAP, PAUSE, ItemTime, latest, paused_since, spent
from mappa_desk.services import areas, contributions, meetings, roll_call, search, timing
from mappa_desk.services.case_files import export_case
from mappa_desk.services.handouts import render
from mappa_desk.services.minutes import DocumentKind, snapshot
from mappa_desk.services.steady_clock import SteadyClock
from mappa_desk.services.undo import undo
from mappa_desk.services.work import Work
from mappa_desk.store.vault import Vault


class Sitting:
    """A meeting on a laptop whose times a test moves. It can be restarted, after a crash too."""

    def __init__(self, room: Room, begins: datetime | None = None) -> None:
        meeting = room.planned()
        self.room, self.meeting_id = room, meeting.id
        self.laptop = LaptopTimes(begins or at(10))
        room.vault.close()
        self.start_program()
        meetings.start_meeting(self.work, meeting_id=self.meeting_id)

    def start_program(self) -> None:
        """A run of the program, with a clock of its own."""
        self.clock = SteadyClock(self.laptop, zone=British)
        told = {"clock": self.clock, "new_id": self.room.ids}
        self.vault = Vault.open(self.room.folder, PASSPHRASE, **told)
        self.work = Work(self.vault, self.clock, self.room.ids, self.room.work.reference, self.room.work.by)

    def restart(self, **down: float) -> None:
        """The program ends without a word and is started again after a while, on a machine that was too."""
        self.vault.close()
        self.laptop.pass_(**down)
        self.laptop.restart()
        self.start_program()

    def minute_by_minute(self, minutes: int) -> None:
        """The desk keeps its count each minute, as the window has it do."""
        for _ in range(minutes):
            self.laptop.pass_(minutes=1)
            timing.keep_count(self.work, meeting_id=self.meeting_id)

    def go(self, item: str) -> None:
        meetings.go_to_item(self.work, meeting_id=self.meeting_id, item=item)

    @property
    def times(self) -> tuple[ItemTime, ...]:
        return timing.item_times(self.work, meeting_id=self.meeting_id)

    def minutes(self, item: str) -> float:
        return spent(self.times, item, self.clock.now()) / timedelta(minutes=1)

    def meeting(self) -> Meeting:
        with self.work.reading() as reading:
            return reading.get(Meeting, self.meeting_id)


@pytest.fixture
def sitting(room: Room) -> Iterator[Sitting]:
    made = Sitting(room)
    yield made
    made.vault.close()


@pytest.fixture
def last_hour_of_summer(room: Room) -> Iterator[Sitting]:
    """A meeting that begins at 1:20 in the night in which summer time ends."""
    made = Sitting(room, datetime(2026, 10, 25, 0, 20, tzinfo=UTC))
    yield made
    made.vault.close()


def test_each_item_is_counted_and_the_sum_is_the_sitting_s(sitting) -> None:
    first = sitting.meeting().current_item
    sitting.laptop.pass_(minutes=4)
    sitting.go("risk")
    sitting.laptop.pass_(minutes=11)
    sitting.go("plan")
    sitting.laptop.pass_(minutes=2)
    sitting.go("risk")
    sitting.laptop.pass_(minutes=1)
    assert (sitting.minutes(first), sitting.minutes("risk"), sitting.minutes("plan")) == (4, 12, 2)
    meetings.close_meeting(sitting.work, meeting_id=sitting.meeting_id)
    sitting.laptop.pass_(hours=1)
    closed = sitting.meeting()
    assert sum(stretch.seconds for stretch in sitting.times) == 18 * 60
    assert [stretch.ended_at for stretch in sitting.times][-1] == closed.ended_at
    assert all(
        one.ended_at == two.began_at for one, two in zip(sitting.times, sitting.times[1:], strict=False)
    )
    sitting.go("plan")
    assert len(sitting.times) == 4


def test_a_pause_stops_the_items_and_typing_goes_on(sitting) -> None:
    sitting.go("risk")
    sitting.laptop.pass_(minutes=5)
    timing.pause(sitting.work, meeting_id=sitting.meeting_id)
    with pytest.raises(RuleError, match="pauses already"):
        timing.pause(sitting.work, meeting_id=sitting.meeting_id)
    sitting.laptop.pass_(minutes=10)
    kept = contributions.keep_line(
        sitting.work, meeting_id=sitting.meeting_id, item="risk", text="Coffee, and a word", agency="pol"
    ).value
    assert kept.captured_at == at(10, 15)
    sitting.go("plan")
    assert paused_since(sitting.times) == at(10, 5)
    sitting.laptop.pass_(minutes=1)
    timing.go_on(sitting.work, meeting_id=sitting.meeting_id)
    with pytest.raises(RuleError, match="does not pause"):
        timing.go_on(sitting.work, meeting_id=sitting.meeting_id)
    sitting.laptop.pass_(minutes=3)
    assert (sitting.minutes("risk"), sitting.minutes(PAUSE), sitting.minutes("plan")) == (5, 11, 3)
    assert paused_since(sitting.times) is None


def test_a_pause_is_no_undo_step_and_no_line_of_the_record(sitting) -> None:
    timing.pause(sitting.work, meeting_id=sitting.meeting_id)
    timing.go_on(sitting.work, meeting_id=sitting.meeting_id)
    with pytest.raises(RuleError, match="nothing to undo"):
        undo(sitting.work, meeting_id=sitting.meeting_id)
    assert snapshot(sitting.work, meeting_id=sitting.meeting_id).entries == ()


def test_only_a_running_meeting_pauses(sitting) -> None:
    meetings.adjourn(sitting.work, meeting_id=sitting.meeting_id, to=None, reason="No report")
    for call in (timing.pause, timing.go_on):
        with pytest.raises(RuleError, match="runs"):
            call(sitting.work, meeting_id=sitting.meeting_id)


def test_sleep_counts_while_people_may_talk_and_a_night_does_not(sitting) -> None:
    sitting.go("risk")
    sitting.minute_by_minute(5)
    sitting.laptop.pass_(minutes=20)
    assert sitting.minutes("risk") == 25
    sitting.minute_by_minute(1)
    sitting.laptop.pass_(hours=14)
    assert sitting.minutes("risk") == 26
    timing.keep_count(sitting.work, meeting_id=sitting.meeting_id)
    sitting.minute_by_minute(2)
    assert sitting.minutes("risk") == 28
    stretches = [stretch for stretch in sitting.times if stretch.item == "risk"]
    assert [stretch.ended_at for stretch in stretches] == [at(10, 26), None]


def test_summer_time_that_ends_in_mid_meeting_moves_the_wall_and_no_time(last_hour_of_summer) -> None:
    sitting = last_hour_of_summer
    sitting.go("risk")
    sitting.minute_by_minute(25)
    meetings.adjourn(sitting.work, meeting_id=sitting.meeting_id, to=None, reason="Fire alarm, the chair")
    sitting.laptop.pass_(minutes=25)
    meetings.resume(sitting.work, meeting_id=sitting.meeting_id)
    sitting.minute_by_minute(5)
    (note,) = snapshot(sitting.work, meeting_id=sitting.meeting_id).entries
    assert "adjourned on Sunday 25 October 2026 at 01:45" in note.text
    assert "resumed on Sunday 25 October 2026 at 01:10" in note.text
    assert sitting.minutes("risk") == 30
    assert sitting.clock.look() is None


@pytest.mark.parametrize("hours", [3, -3])
def test_a_clock_that_jumps_moves_no_time_of_the_meeting(sitting, hours) -> None:
    sitting.go("risk")
    sitting.laptop.pass_(minutes=5)
    sitting.laptop.set_wall(hours=hours)
    sitting.laptop.pass_(minutes=5)
    kept = contributions.keep_line(
        sitting.work, meeting_id=sitting.meeting_id, item="risk", text="Seen on Monday", agency="pol"
    ).value
    sitting.go("plan")
    meetings.close_meeting(sitting.work, meeting_id=sitting.meeting_id)
    assert kept.captured_at == at(10, 10)
    assert sitting.minutes("risk") == 10
    assert sitting.meeting().ended_at == at(10, 10)


def test_a_short_restart_in_mid_meeting_loses_nothing(sitting) -> None:
    sitting.go("risk")
    sitting.minute_by_minute(7)
    sitting.restart(minutes=3)
    assert timing.keep_order(sitting.work, meeting_id=sitting.meeting_id) is None
    timing.keep_count(sitting.work, meeting_id=sitting.meeting_id)
    sitting.minute_by_minute(2)
    assert sitting.minutes("risk") == 12
    assert len([stretch for stretch in sitting.times if stretch.item == "risk"]) == 1


def test_a_restart_after_a_crash_without_a_count_goes_by_the_stamps(sitting) -> None:
    sitting.laptop.pass_(minutes=1)
    sitting.go("risk")
    sitting.laptop.pass_(minutes=6)
    sitting.restart(minutes=2)
    sitting.go("plan")
    assert sitting.minutes("risk") == 8


def test_a_long_absence_of_the_program_does_not_count(sitting) -> None:
    sitting.go("risk")
    sitting.minute_by_minute(7)
    sitting.restart(minutes=LONG_GAP.total_seconds() // 60 + 5)
    sitting.go("plan")
    assert sitting.minutes("risk") == 7
    assert next(one for one in sitting.times if one.item == "plan").began_at == at(10, 42)


def test_a_pause_is_remembered_over_a_restart_and_a_night(sitting) -> None:
    timing.pause(sitting.work, meeting_id=sitting.meeting_id)
    sitting.minute_by_minute(2)
    sitting.restart(hours=9)
    timing.keep_count(sitting.work, meeting_id=sitting.meeting_id)
    assert paused_since(sitting.times) == at(10)
    assert sitting.minutes(PAUSE) == 2


def test_after_a_restart_no_time_is_earlier_than_the_last_one(sitting) -> None:
    with sitting.work.reading() as reading:
        row = reading.all(Attendance, meeting_id=sitting.meeting_id)[0]
    sitting.laptop.pass_(minutes=20)
    roll_call.came_in(sitting.work, attendance_id=row.id)
    assert timing.newest_time(sitting.work, meeting_id=sitting.meeting_id) == at(10, 20)
    sitting.laptop.set_wall(hours=-3)
    sitting.restart(minutes=1)
    assert sitting.clock.now() == at(7, 21)
    move = timing.keep_order(sitting.work, meeting_id=sitting.meeting_id)
    assert move is not None
    assert move.by == -timedelta(hours=2, minutes=59)
    sitting.laptop.pass_(minutes=4)
    kept = contributions.keep_line(
        sitting.work, meeting_id=sitting.meeting_id, item="risk", text="Back again", agency="pol"
    ).value
    assert kept.captured_at == at(10, 24)
    sitting.go("plan")
    assert latest(sitting.times) == at(10, 24)


def test_resuming_with_a_clock_that_is_behind_keeps_the_order_too(sitting) -> None:
    sitting.laptop.pass_(minutes=30)
    meetings.adjourn(sitting.work, meeting_id=sitting.meeting_id, to=None, reason="Fire alarm, the chair")
    sitting.laptop.set_wall(hours=-2)
    sitting.restart(minutes=5)
    resumed = meetings.resume(sitting.work, meeting_id=sitting.meeting_id).value
    assert sitting.clock.now() == at(10, 30)
    assert sitting.times[-1].began_at == at(10, 30)
    assert sitting.times[-1].item == resumed.current_item


def test_the_laptop_s_clock_is_taken_when_it_had_been_wrong_before(sitting) -> None:
    sitting.go("risk")
    sitting.laptop.pass_(minutes=5)
    sitting.laptop.set_wall(minutes=20)
    assert timing.take_clock(sitting.work, meeting_id=sitting.meeting_id).value == at(10, 25)
    sitting.laptop.pass_(minutes=5)
    assert sitting.minutes("risk") == 10
    assert sitting.clock.now() == at(10, 30)


def test_times_never_run_backwards_by_taking_the_laptop_s_clock(sitting) -> None:
    sitting.laptop.pass_(minutes=5)
    sitting.laptop.set_wall(hours=-1)
    with pytest.raises(RuleError, match="behind a time of this meeting"):
        timing.take_clock(sitting.work, meeting_id=sitting.meeting_id)
    assert sitting.clock.now() == at(10, 5)


def test_a_clock_without_a_count_is_left_as_it_is(room: Room) -> None:
    meeting = room.running()
    assert timing.keep_order(room.work, meeting_id=meeting.id) is None
    assert timing.take_clock(room.work, meeting_id=meeting.id).value <= room.work.now()
    with pytest.raises(NotFound):
        timing.newest_time(room.work, meeting_id="0" * 32)


def test_nothing_is_counted_before_the_meeting_or_after_it(room: Room) -> None:
    planned = room.planned()
    timing.keep_count(room.work, meeting_id=planned.id)
    meetings.go_to_item(room.work, meeting_id=planned.id, item="plan")
    assert timing.item_times(room.work, meeting_id=planned.id) == ()
    assert timing.newest_time(room.work, meeting_id=planned.id) is None


def test_a_meeting_that_ran_before_there_were_times_gets_them(room: Room) -> None:
    meeting = room.running()
    with room.work.writing() as uow:
        uow.forget_times(meeting.id)
    timing.keep_count(room.work, meeting_id=meeting.id)
    (only,) = timing.item_times(room.work, meeting_id=meeting.id)
    assert (only.item, only.ended_at) == (meeting.current_item, None)


def timed_and_approved(room: Room) -> Meeting:
    meeting = room.running()
    meetings.go_to_item(room.work, meeting_id=meeting.id, item="risk")
    room.clock.go_on(minutes=13, seconds=37)
    meetings.go_to_item(room.work, meeting_id=meeting.id, item="plan")
    room.finish(meeting)
    return meeting


def audit_verbs(room: Room) -> list[str]:
    with room.work.reading() as reading:
        return [entry.verb for entry in reading.audit()]


def test_approval_destroys_the_times_and_the_log_says_so(room: Room) -> None:
    meeting = timed_and_approved(room)
    assert timing.item_times(room.work, meeting_id=meeting.id) == ()
    assert room.view(meeting).times == ()
    assert audit_verbs(room).count(timing.DESTROYED) == 1
    assert room.vault.verify().sound


def test_an_area_that_keeps_its_papers_keeps_them(room: Room) -> None:
    rule = next(one for one in areas.area_view(room.work).standards if one.id == timing.KEEP_PAPERS)
    assert (rule.value, rule.verified) == (0, False)
    areas.save_standard(room.work, standard=replace(rule, value=1))
    meeting = timed_and_approved(room)
    assert spent(room.view(meeting).times, "risk", room.work.now()) > timedelta(minutes=13)
    assert timing.DESTROYED not in audit_verbs(room)
    assert audit_verbs(room).count(timing.KEPT) == 1


def test_no_byte_of_a_time_reaches_minutes_case_file_or_search(room: Room, tmp_path) -> None:
    plain, timed = documents_of(room, tmp_path / "plain.json", marked=False)
    assert documents_of(room, tmp_path / "timed.json", marked=True) == (plain, timed)
    assert b"(pause)" not in timed
    assert search.find(room.work, words="pause") == ()


def documents_of(room: Room, target, *, marked: bool) -> tuple[bytes, bytes]:
    """The minutes and the case file of one meeting at one moment, with times of its items and without."""
    found = timing_meeting(room)
    with room.work.writing() as uow:
        uow.forget_times(found.id)
        for number, item in enumerate(("risk", PAUSE) if marked else ()):
            uow.keep_time(
                ItemTime(
                    id=f"time-{number}", meeting_id=found.id, item=item, began_at=at(10), seconds=817,
                    ended_at=at(10, 13, 37),
                )
            )  # fmt: skip
    stopped = StoppedClock(at(12))
    work = Work(room.vault, stopped, room.ids, room.work.reference, room.work.by)
    minutes = render(work, meeting_id=found.id, kind=DocumentKind.MINUTES).data
    return minutes, export_case(work, reference="LAN-0417", target=target).read_bytes()


def timing_meeting(room: Room) -> Meeting:
    with room.work.reading() as reading:
        found = reading.all(Meeting)
    return found[0] if found else room.running()


class StoppedClock:
    """One moment for ever."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment
