"""Who was invited, who came, how, and when they were in the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from mappa_desk.domain.records import Record


class AttendanceState(StrEnum):
    """How an invitation ended. A written report is a flag of its own beside each."""

    EXPECTED = "expected"
    ATTENDED = "attended"
    DEPUTY = "deputy"
    APOLOGIES = "apologies"
    NO_REPLY = "no_reply"


class Mode(StrEnum):
    """How somebody takes part."""

    ROOM = "room"
    VIDEO = "video"
    TELEPHONE = "telephone"


@dataclass(frozen=True, slots=True)
class Interval:
    """One stay in the room. Noted for the record; it withholds nothing by itself."""

    in_at: datetime
    out_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(Record):
    """One invited person of one agency at one meeting."""

    KIND: ClassVar[str] = "attendance"

    meeting_id: str
    seat: int
    """Seat number of the agency (`Ctrl+1` and so on), 0 for the chair; people of one agency share it."""
    agency: str
    name: str
    role: str = ""
    person_id: str | None = None
    state: AttendanceState = AttendanceState.EXPECTED
    mode: Mode | None = None
    deputy_for: str = ""
    observer: bool = False
    is_chair: bool = False
    report_received: bool = False
    report_dated: str = ""
    paperwork_sent: bool = False
    intervals: tuple[Interval, ...] = ()
    absence_reason: str = ""

    @property
    def took_part(self) -> bool:
        """True for somebody who came, in person or as a deputy."""
        return self.state in (AttendanceState.ATTENDED, AttendanceState.DEPUTY)

    @property
    def is_in(self) -> bool:
        """True while the person is in the room or on the call."""
        return bool(self.intervals) and self.intervals[-1].out_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteCheck(Record):
    """What somebody who takes part from elsewhere said when asked once; None where it was not asked."""

    KIND: ClassVar[str] = "remote_check"

    meeting_id: str
    attendance_id: str
    at: datetime
    alone: bool | None = None
    """Alone, or in a private place."""
    not_overheard: bool | None = None
    not_recording: bool | None = None
