"""The times of items: working papers that can be kept, changed and destroyed without a trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from vault_help import Desk

from mappa_desk.domain.timing import PAUSE, ItemTime

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)


def test_times_are_kept_in_order_and_changed_in_place(desk: Desk) -> None:
    first = ItemTime(id="one", meeting_id=desk.meeting.id, item="risk", began_at=AT)
    pause = ItemTime(id="two", meeting_id=desk.meeting.id, item=PAUSE, began_at=AT + timedelta(minutes=5))
    with desk.vault.writing(by="chair") as uow:
        uow.keep_time(pause)
        uow.keep_time(first)
    ended = replace(first, ended_at=AT + timedelta(minutes=5), seconds=300)
    with desk.vault.writing(by="chair") as uow:
        uow.keep_time(ended)
    with desk.vault.reading() as reading:
        assert reading.times(desk.meeting.id) == (ended, pause)
        assert reading.times("another") == ()


def test_destroyed_times_leave_nothing_behind(desk: Desk) -> None:
    with desk.vault.writing(by="chair") as uow:
        uow.keep_time(ItemTime(id="one", meeting_id=desk.meeting.id, item="risk", began_at=AT))
    links = len(_audit(desk))
    with desk.vault.writing(by="chair") as uow:
        assert uow.forget_times(desk.meeting.id) == 1
        assert uow.forget_times(desk.meeting.id) == 0
    with desk.vault.reading() as reading:
        assert reading.times(desk.meeting.id) == ()
        assert reading.connection.exec_driver_sql("SELECT count(*) FROM item_time").scalar() == 0
    assert len(_audit(desk)) == links
    assert desk.vault.verify().sound


def test_a_unit_knows_the_moment_that_its_audit_entries_bear(desk: Desk) -> None:
    with desk.vault.writing(by="chair") as uow:
        uow.note("printed")
        told = uow.at
    with desk.vault.reading() as reading:
        assert reading.audit()[-1].at == told


def _audit(desk: Desk) -> tuple[object, ...]:
    with desk.vault.reading() as reading:
        return reading.audit()
