"""Which actions were put into a calendar: the first time of each, from the audit."""

from __future__ import annotations

from vault_help import Desk

from mappa_desk.store.queries.calendar_lines import KIND, VERB, calendar_lines


def test_each_action_has_its_first_time(desk: Desk) -> None:
    with desk.vault.reading() as reading:
        assert calendar_lines(reading) == {}
    moments = []
    for ids in (("b" * 32,), ("a" * 32, "b" * 32)):
        with desk.vault.writing(by="chair") as uow:
            moments.append(uow.at)
            uow.note("calendar written")
            for action_id in ids:
                uow.note(VERB, KIND, action_id)
    with desk.vault.reading() as reading:
        assert calendar_lines(reading) == {"b" * 32: moments[0], "a" * 32: moments[1]}
    assert desk.vault.verify().faults == ()
