"""What follows the minutes of a meeting is counted in one question."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from vault_help import Desk, a_meeting

from mappa_desk.domain.chair_drafts import ChairMark
from mappa_desk.domain.corrections import Correction, MinutesConfirmation
from mappa_desk.domain.minutes import SealedMinutes
from mappa_desk.store.queries.after_minutes import Followed, newest_version, newest_versions, what_follows

AT = datetime(2026, 11, 22, 15, tzinfo=UTC)


def test_each_kind_is_counted_for_its_own_meeting(desk: Desk) -> None:
    nothing = Followed(
        marks=0, corrections=0, confirmations=0, confirmed=0, last_corrections=0, last_version=0
    )
    with desk.vault.writing(by="chair") as uow:
        before = uow.save(a_meeting(desk.new_id, desk.case, number=2))
        assert what_follows(uow, desk.meeting.id, before.id) == nothing
        assert newest_version(uow, before.id) == 0 and newest_versions(uow) == {}
        here: dict[str, Any] = {"meeting_id": desk.meeting.id}
        marks = [uow.save(ChairMark(id=desk.new_id(), point="Who?", noted_at=AT, **here)) for _ in range(2)]
        uow.save(replace(marks[0], removed=True))
        for meeting_id, count in ((desk.meeting.id, 1), (before.id, 3)):
            for _ in range(count):
                uow.save(
                    Correction(id=desk.new_id(), meeting_id=meeting_id, asked_by="Pat", what="x",
                               asked_on=date(2026, 11, 22), noted_at=AT)
                )  # fmt: skip
        uow.save(
            MinutesConfirmation(
                id=desk.new_id(), confirmed_meeting_id=before.id, as_presented=True, at=AT, **here
            )
        )
        for version in (1, 2):
            uow.save(
                SealedMinutes(id=desk.new_id(), meeting_id=before.id, version=version, sealed_at=AT,
                              seal_code="", snapshot_json="")
            )  # fmt: skip
    with desk.vault.reading() as reading:
        assert what_follows(reading, desk.meeting.id, before.id) == Followed(
            marks=1, corrections=1, confirmations=1, confirmed=0, last_corrections=3, last_version=2
        )
        assert what_follows(reading, before.id, "") == replace(nothing, corrections=3, confirmed=1)
        assert newest_version(reading, before.id) == 2 and newest_versions(reading) == {before.id: 2}
