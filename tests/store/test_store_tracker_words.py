"""Words of actions are numbered by their rows, and stay so whatever happens to the rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tracker_help import some_actions
from vault_help import Desk

from mappa_desk.domain.actions import Action
from mappa_desk.store import search_index
from mappa_desk.store.queries import search
from mappa_desk.store.queries.search import find_text


def test_words_of_actions_stay_found_where_their_rows_lie(desk: Desk) -> None:
    made = list(some_actions(desk, 40).values())
    kept = [action for action, *_ in made if not action.removed]
    with desk.vault.writing(by="chair") as uow:
        uow.remove(kept[0])
        uow.remove(kept[-1])
    with desk.vault.writing(by="chair") as uow:
        back = uow.save(replace(kept[0], revision=2, text="Brought back"))
        uow.erase(Action, lambda action: replace(action, text="[erased]"), kept[1].id)
    assert desk.vault.purge()
    assert desk.vault.rebuild_index() > 0
    desk.keep("The hostel rang.")
    assert desk.vault.verify().sound
    with desk.vault.reading() as reading:
        docs = reading.connection.exec_driver_sql(
            "SELECT d.record_id, d.id - a.rowid FROM search_doc AS d JOIN action AS a ON a.id = d.record_id"
        )
        assert {row[0]: row[1] for row in docs} == dict.fromkeys(
            (one.id for one in [*kept[:-1]]), search_index.ACTIONS_FROM
        )
        others = reading.connection.exec_driver_sql("SELECT max(id) FROM search_doc WHERE kind <> 'action'")
        assert 0 < (others.scalar() or 0) < 100
        found = find_text(reading, "brought back")
    assert [hit.record_id for hit in found] == [back.id]


def test_an_index_that_points_at_other_rows_is_no_sound_one(desk: Desk) -> None:
    some_actions(desk, 5)
    with desk.vault.writing(by="chair") as uow:
        uow.connection.exec_driver_sql("UPDATE action SET rowid = rowid + 100")
        uow.note("printed")
    assert not desk.vault.verify().sound


def test_many_hits_come_from_actions_and_others_in_turn(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    some_actions(desk, 40)
    for place in range(3):
        desk.keep("Visit the hostel", position=place)
    monkeypatch.setattr(search, "RANKED_UP_TO", 10)
    with desk.vault.reading() as reading:
        found = find_text(reading, "hostel", limit=8)
    kinds = [hit.record_kind for hit in found]
    assert kinds == ["entry", "action", "entry", "action", "entry", "action", "action", "action"]
