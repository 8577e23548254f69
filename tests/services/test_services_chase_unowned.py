"""How many open actions nobody can be asked about: those that the tracker finds by the same words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from meeting_room import Room

from mappa_desk.domain.action_filter_words import parse_filter
from mappa_desk.domain.actions import Action, ActionEventKind
from mappa_desk.services import actions, tracker
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.chasing import chase_view


def test_open_actions_without_an_agency_are_counted_in_every_case(room: Room) -> None:
    meeting = room.running()
    made = [room.act(meeting, "Ring the hostel", due=date(2026, 12, day)) for day in range(1, 5)]
    assert chase_view(room.work).unowned == 0
    bare = [actions.revise_action(room.work, action=replace(one, owner_agency="")).value for one in made[:3]]
    assert chase_view(room.work).unowned == 3
    actions.review_action(
        room.work, action_id=bare[0].id, meeting_id=None, outcome=ActionEventKind.OVERTAKEN, note="Moved on"
    )
    with room.work.writing() as uow:
        uow.save(replace(uow.get(Action, bare[1].id), removed=True))
    today = room.work.today()
    found = parse_filter("is:open no:agency", today=today, agencies=(), is_holiday=is_bank_holiday)
    assert chase_view(room.work).unowned == tracker.counts(room.work, find=found.filter).fitting == 1
    actions.review_action(
        room.work,
        action_id=bare[2].id,
        meeting_id=None,
        outcome=ActionEventKind.TRANSFERRED,
        note="Theirs",
        owner_agency="hsg",
    )
    assert chase_view(room.work).unowned == 0, "an owner is given by handing it over"
