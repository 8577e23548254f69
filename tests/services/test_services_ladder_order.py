"""A rung of the escalation ladder stands where its days put it, whatever was moved before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from meeting_room import Room

from mappa_desk.domain.chasing import Rung
from mappa_desk.domain.errors import RuleError
from mappa_desk.services.ladder import confirm_rung, ladder, save_rung
from mappa_desk.services.ladder_order import keep_rung

NEW = Rung(id="", position=0, title="Second reminder", to_whom="The owner", days=7, wording="{numbers}")


def titles(room: Room) -> list[str]:
    return [rung.title for rung in ladder(room.work)]


def test_a_new_rung_goes_between_its_neighbours_and_leaves_what_was_confirmed(room: Room) -> None:
    confirm_rung(room.work, code="board", by="Jo Parry")
    kept = keep_rung(room.work, rung=NEW).value
    assert [rung.days for rung in ladder(room.work)] == [1, 5, 7, 10, 20]
    assert titles(room)[2] == kept.title and ladder(room.work)[-1].verified
    last = keep_rung(room.work, rung=replace(NEW, title="Last word", days=60)).value
    assert titles(room)[-1] == "Last word" and last.id == "last_word"
    assert keep_rung(room.work, rung=replace(NEW, title="At once", days=0)).value.title == titles(room)[0]


def test_a_rung_whose_days_change_moves_and_one_in_its_place_stays(room: Room) -> None:
    _, contact, senior, _ = ladder(room.work)
    moved = keep_rung(room.work, rung=replace(contact, days=15)).value
    assert [rung.days for rung in ladder(room.work)] == [1, 10, 15, 20]
    assert not moved.verified
    stays = keep_rung(room.work, rung=replace(senior, title="Director", days=12)).value
    assert stays.position == senior.position
    assert titles(room)[1] == "Director"


def test_a_rung_comes_back_into_use_at_its_own_place(room: Room) -> None:
    first = ladder(room.work)[0]
    away = keep_rung(room.work, rung=replace(first, active=False)).value
    other = keep_rung(room.work, rung=replace(NEW, days=1)).value
    assert titles(room)[0] == other.title
    keep_rung(room.work, rung=replace(away, active=True))
    assert [rung.days for rung in ladder(room.work)] == [1, 1, 5, 10, 20]


def test_what_is_wrong_with_a_rung_is_refused_and_the_order_stays(room: Room) -> None:
    before = titles(room)
    for wrong, field in (
        ({"title": " "}, "title"),
        ({"wording": "Hello"}, "wording"),
        ({"to_whom": ""}, "to_whom"),
    ):
        with pytest.raises(RuleError) as refused:
            keep_rung(room.work, rung=replace(NEW, **wrong))
        assert refused.value.field == field
    assert titles(room) == before


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 30), st.booleans()), min_size=1, max_size=5))
def test_the_days_always_grow(room: Room, moves: list[tuple[int, int, bool]]) -> None:
    for which, days, is_new in moves:
        rungs = ladder(room.work)
        if is_new and len(rungs) < 10:
            keep_rung(room.work, rung=replace(NEW, days=days))
        else:
            keep_rung(room.work, rung=replace(rungs[which % len(rungs)], days=days))
        shown = [rung.days for rung in ladder(room.work)]
        assert shown == sorted(shown) and days in shown
        if len(shown) > 8:
            save_rung(room.work, rung=replace(ladder(room.work)[-1], active=False))
