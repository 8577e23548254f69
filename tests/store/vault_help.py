"""What the tests of the store share: a clock, ids, and a desk with a case and a running meeting."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Case, Level
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.views import Draft
from mappa_desk.store.vault import Vault

PASSPHRASE = "correct horse battery"


@dataclass
class StepClock:
    """A clock that goes on by one second each time it is asked."""

    at: datetime = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)

    def now(self) -> datetime:
        """The next second."""
        self.at += timedelta(seconds=1)
        return self.at


@dataclass
class Ids:
    """Ids that count up."""

    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __call__(self) -> str:
        return f"{next(self.numbers):032x}"


@dataclass
class Desk:
    """A case, a running meeting and a hand that keeps entries."""

    vault: Vault
    new_id: Ids
    case: Case
    meeting: Meeting

    def entry(self, text: str = "He moved on Tuesday.", **values: Any) -> Entry:
        """An entry that is not kept yet."""
        at = datetime(2026, 11, 22, 14, 10, tzinfo=UTC)
        fields: dict[str, Any] = {
            "meeting_id": self.meeting.id,
            "position": 10,
            "captured_at": at,
            "text": text,
            **values,
        }
        return Entry(id=self.new_id(), **fields)

    def keep(self, text: str = "He moved on Tuesday.", **values: Any) -> Entry:
        """Keeps an entry in a unit of its own."""
        with self.vault.writing(by="chair") as uow:
            return uow.save(self.entry(text, **values))


def a_case(new_id: Ids, **values: Any) -> Case:
    """A case that is not kept yet."""
    fields: dict[str, Any] = {
        "reference": "LAN-0417",
        "name": "Kit Marsh",
        "opened_on": date(2026, 1, 5),
        **values,
    }
    return Case(id=new_id(), **fields)


def a_meeting(new_id: Ids, case: Case, **values: Any) -> Meeting:
    """A meeting that is not kept yet."""
    fields: dict[str, Any] = {
        "number": 3,
        "kind": MeetingKind.REVIEW,
        "level": Level.TWO,
        "state": MeetingState.RUNNING,
        "planned_on": date(2026, 11, 22),
        **values,
    }
    return Meeting(id=new_id(), case_id=case.id, **fields)


def lay_desk(vault: Vault, new_id: Ids) -> Desk:
    """Puts a case and a running meeting into a vault."""
    with vault.writing(by="chair") as uow:
        case = uow.save(a_case(new_id))
        meeting = uow.save(a_meeting(new_id, case))
    return Desk(vault, new_id, case, meeting)


def filled(desk: Desk) -> None:
    """Some entries, changed and removed, so that every kind of table page is in use."""
    kept = [desk.keep(f"Line {number} " + "word " * 60, position=number) for number in range(12)]
    with desk.vault.writing(by="chair") as uow:
        uow.save(replace(kept[0], text="Changed"))
        uow.remove(kept[1])
        uow.keep_draft(Draft(meeting_id=desk.meeting.id, place="line", text="half"))
