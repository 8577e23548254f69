"""The short form of the campaign over random lives of cases; the long one is `carry_over_campaign.py`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from carry_over_campaign import run
from lived_histories import History
from meeting_room import Room

from mappa_desk.domain import carry_over
from mappa_desk.services import minutes


@pytest.mark.campaign
def test_nothing_open_drops_and_minutes_tell_their_own_day(shelf: Path) -> None:
    checks, printed, faults = run(1, 12, 16, Path(tempfile.mkdtemp(dir=shelf)))
    assert faults == 0
    assert checks > 80 and printed > 0


@pytest.mark.campaign
def test_the_model_sees_what_it_is_there_to_see(
    laid_room: Room, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = laid_room.copied(Path(tempfile.mkdtemp(dir=shelf)) / "vault")
    try:
        life = History(room, 1)
        life.begin()
        life.act()
        life.close()
        life.reply()
        life.come_in()
        monkeypatch.setattr(carry_over, "_came_in_later", lambda *_told: False)
        with pytest.raises(AssertionError):
            life.check_minutes(life.held[0])
        monkeypatch.undo()
        life.check_minutes(life.held[0])
        (key,) = life.held[0].day
        life.now[key] = life.held[0].day[key]
        while life.now[key].is_open:
            life.reply()
        monkeypatch.setattr(minutes, "on_the_day", lambda _reading, view: view)
        with pytest.raises(AssertionError):
            life.check_minutes(life.held[0])
    finally:
        room.close()
