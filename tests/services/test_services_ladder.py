"""The escalation ladder: shipped as unverified defaults, changed and confirmed by the area."""

from __future__ import annotations

from dataclasses import replace

import pytest
from meeting_room import Room

from mappa_desk.domain.chasing import Rung
from mappa_desk.domain.errors import NotFound, RuleError, StaleRevision
from mappa_desk.services import ladder


def test_the_shipped_ladder_is_unverified_and_grows(room: Room) -> None:
    rungs = ladder.ladder(room.work)
    assert [rung.id for rung in rungs] == ["reminder", "contact_point", "senior", "board"]
    assert [rung.days for rung in rungs] == sorted(rung.days for rung in rungs)
    assert not any(rung.verified for rung in rungs)
    assert all(rung.source for rung in rungs)


def test_the_area_confirms_changes_adds_and_puts_out_of_use(room: Room) -> None:
    work = room.work
    confirmed = ladder.confirm_rung(work, code="senior", by="Siân Morris").value
    assert (confirmed.verified, confirmed.verified_on) == (True, work.today())
    titled = ladder.save_rung(work, rung=replace(confirmed, title="Head of service")).value
    assert titled.verified
    longer = ladder.save_rung(work, rung=replace(titled, days=12)).value
    assert not longer.verified
    ladder.confirm_rung(work, code="senior", by="Siân Morris")
    fresh = Rung(
        id="",
        position=5,
        title="Inspectorate",
        to_whom="The lead",
        days=30,
        wording="{numbers}",
        source=" Own ",
    )
    made = ladder.save_rung(work, rung=fresh).value
    assert (made.id, made.source) == ("inspectorate", "Own")
    twin = ladder.save_rung(work, rung=replace(fresh, position=6, days=40)).value
    assert twin.id == "inspectorate_2"
    nameless = ladder.save_rung(work, rung=replace(fresh, title="…", position=7, days=41)).value
    assert nameless.id == "rung"
    ladder.save_rung(work, rung=replace(twin, active=False))
    there = ladder.ladder(room.reopened())
    assert [rung.id for rung in there] == [
        "reminder", "contact_point", "senior", "board", "inspectorate", "rung",
    ]  # fmt: skip
    assert there[2].days == 12
    assert len(ladder.whole_ladder(work)) == 7
    with pytest.raises(StaleRevision):
        ladder.save_rung(work, rung=longer)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"to_whom": ""}, "to_whom"),
        ({"wording": "Answer"}, "wording"),
        ({"days": -1}, "days"),
        ({"days": 11}, "days"),
        ({"days": 0}, "days"),
        ({"position": 1}, "position"),
    ],
)
def test_a_rung_that_does_not_fit_is_refused(room: Room, changed: dict[str, object], field: str) -> None:
    second = ladder.ladder(room.work)[1]
    with pytest.raises(RuleError) as refused:
        ladder.save_rung(room.work, rung=replace(second, **changed))  # type: ignore[arg-type]  # by name
    assert refused.value.field == field
    assert ladder.ladder(room.work)[1] == second


def test_an_unknown_rung_and_the_last_and_the_thirteenth_are_refused(room: Room) -> None:
    with pytest.raises(NotFound):
        ladder.confirm_rung(room.work, code="nowhere", by="Jo")
    with pytest.raises(RuleError, match="name is needed"):
        ladder.confirm_rung(room.work, code="board", by=" ")
    *others, last = ladder.ladder(room.work)
    for rung in others:
        ladder.save_rung(room.work, rung=replace(rung, active=False))
    with pytest.raises(RuleError, match="at least one rung"):
        ladder.save_rung(room.work, rung=replace(last, active=False))
    for place in range(5, 16):
        ladder.save_rung(room.work, rung=replace(last, id="", position=place, days=last.days + place))
    with pytest.raises(RuleError, match="12 rungs"):
        ladder.save_rung(room.work, rung=replace(last, id="", position=40, days=400))
