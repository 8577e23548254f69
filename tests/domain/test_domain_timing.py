"""How long a stretch is: while it goes on, once it has ended, and when the program was away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mappa_desk.domain import timing
from mappa_desk.domain.timing import LONG_GAP, PAUSE, ItemTime

TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)
RISK = ItemTime(id="1", meeting_id="m", item="risk", began_at=TEN)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


@pytest.mark.parametrize(
    ("counted", "away", "long"),
    [
        (0, 0, 0),
        (0, 12, 12),
        (5, 12, 17),
        (5, 30, 35),
        (5, 31, 5),
        (5, 900, 5),
        (5, -2, 5),
    ],
)
def test_a_short_absence_counts_and_a_long_one_does_not(counted, away, long) -> None:
    stretch = replace(RISK, seconds=counted * 60)
    now = TEN + minutes(counted + away)
    assert timing.length(stretch, now) == minutes(long)
    assert timing.counted(stretch, now).seconds == long * 60
    assert timing.is_torn(stretch, now) == (minutes(away) > LONG_GAP)


@pytest.mark.parametrize(("away", "end"), [(12, 17), (31, 5), (-9, 0)])
def test_it_ends_now_or_where_it_was_last_counted(away, end) -> None:
    stretch = timing.ended(replace(RISK, seconds=300), TEN + minutes(5 + away))
    assert stretch.ended_at == TEN + minutes(end)
    assert timing.length(stretch, TEN + minutes(500)) == timedelta(seconds=stretch.seconds)
    assert not timing.is_torn(stretch, TEN + minutes(500))


def test_an_item_s_stretches_add_up() -> None:
    times = (
        timing.ended(RISK, TEN + minutes(4)),
        ItemTime(id="2", meeting_id="m", item="plan", began_at=TEN + minutes(4), ended_at=TEN, seconds=60),
        replace(RISK, id="3", began_at=TEN + minutes(5)),
    )
    assert timing.spent(times, "risk", TEN + minutes(7)) == minutes(6)
    assert timing.spent(times, "level", TEN) == minutes(0)
    assert timing.going_on(times) == times[2]
    assert timing.going_on(times[:2]) is None
    assert timing.latest(times) == TEN + minutes(5)
    assert timing.latest(()) is None


def pause(number: str, begin: float, end: float | None) -> ItemTime:
    ended_at = None if end is None else TEN + minutes(end)
    return ItemTime(id=number, meeting_id="m", item=PAUSE, began_at=TEN + minutes(begin), ended_at=ended_at)


@pytest.mark.parametrize(
    ("times", "since"),
    [
        ((), None),
        ((RISK,), None),
        ((pause("1", 0, 5),), None),
        ((RISK, pause("2", 5, None)), 5),
        ((RISK, pause("2", 5, 9), pause("3", 600, None)), 5),
        ((pause("1", 0, 3), RISK, pause("2", 5, None)), 5),
        ((RISK, pause("2", 0, None)), 0),
        ((pause("1", 0, None),), 0),
    ],
)
def test_a_pause_began_with_its_first_stretch(times, since) -> None:
    assert timing.paused_since(times) == (None if since is None else TEN + minutes(since))
