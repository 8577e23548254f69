"""Actions that stand on different rungs go up together: one round, kept whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from chasing_room import act, seen
from meeting_room import Room

from mappa_desk.domain.action_lives import TAKEN_BACK
from mappa_desk.domain.actions import Channel
from mappa_desk.domain.chasing import Chase
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.services import actions, chasing


def lines(room: Room) -> tuple[Chase, ...]:
    with room.reopened().reading() as reading:
        return reading.all(Chase, order_by="at")


def test_each_goes_to_its_own_rung_in_one_round(room: Room) -> None:
    meeting = room.running()
    first = act(room, meeting, "Confirm the address", "hsg", 1)
    second = act(room, meeting, "Check the register", "pol", 2)
    room.clock.put(date(2026, 12, 2))
    chasing.climb(room.work, action_ids=[second.id], rung="reminder")
    kept = lines(room)
    for rungs, error in (
        ({"reminder": [first.id], "senior": [second.id]}, RuleError),
        ({"reminder": [first.id], "nowhere": [second.id]}, NotFound),
        ({"reminder": [first.id], "contact_point": []}, RuleError),
        ({}, RuleError),
    ):
        with pytest.raises(error):
            chasing.climb_each(room.work, rungs=rungs)
        assert lines(room) == kept, "all or none"
    wanted = {"reminder": [first.id], "contact_point": [second.id]}
    by = date(2026, 12, 7)
    done = chasing.climb_each(room.work, rungs=wanted, how=Channel.TELEPHONE, reply_by=by).value
    assert [(one.agency, one.rung, one.round_id) for one in done.chases] == [
        ("hsg", "reminder", done.round_id), ("pol", "contact_point", done.round_id),
    ]  # fmt: skip
    assert len({one.to_whom for one in done.chases}) == 2, "each rung names its own office"
    stand = {one.row.action.id: one.standing.present for one in seen(room).ladder}
    assert {one.id for one in stand.values() if one is not None} == {"reminder", "contact_point"}
    chasing.take_back_round(room.work, round_id=done.round_id)
    assert sum(one.note == TAKEN_BACK for one in lines(room)) == 2


def test_one_without_an_agency_holds_all_of_them(room: Room) -> None:
    meeting = room.running()
    first = act(room, meeting, "Confirm the address", "hsg", 1)
    second = act(room, meeting, "Check the register", "pol", 2)
    actions.revise_action(room.work, action=replace(second, owner_agency=""))
    room.clock.put(date(2026, 12, 2))
    with pytest.raises(RuleError, match="M01-02 is with no agency"):
        chasing.climb(room.work, action_ids=[first.id, second.id], rung="reminder")
    assert lines(room) == ()
