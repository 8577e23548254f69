"""An agency's e-mailed report becomes a written contribution: read from a file or pasted, then kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import FIELD_LIMIT, Entry, EntryKind, Handling
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.gaps import GapFigures
from mappa_desk.domain.limits import check_text, clean
from mappa_desk.domain.reports import ReceivedReport, ReportSource
from mappa_desk.exchange.report_process import KINDS, ReadFile, ReadPart, read_file
from mappa_desk.services.areas import area_standards
from mappa_desk.services.drafts import LINE
from mappa_desk.services.filing import agency_name, file_entry, meeting_attendance, required, writable_meeting
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

__all__ = [
    "KINDS",
    "ReadFile",
    "ReadPart",
    "TakenReport",
    "long_from",
    "read_report",
    "reports_of",
    "take_report",
]

SOURCES = {"docx": ReportSource.DOCX, "txt": ReportSource.TEXT, "eml": ReportSource.MAIL}
"""What a file of each ending is noted as."""
_MOST_NAMED = 60


@dataclass(frozen=True, slots=True)
class TakenReport:
    """A report that was taken in. `is_long` asks for a summary beside it."""

    entry: Entry
    report: ReceivedReport
    is_long: bool


def read_report(path: Path) -> ReadFile:
    """The words of a .docx, .txt or .eml file, read in a process of its own. Waits up to 30 seconds.

    Nothing is kept and nothing is shown of the file but its plain text. Raises FileRefused.
    """
    return read_file(path)


def take_report(
    work: Work,
    *,
    meeting_id: str,
    item: str,
    text: str,
    agency: str = "",
    attendance_id: str | None = None,
    dated: str = "",
    source: ReportSource = ReportSource.PASTED,
    file_name: str = "",
    sha256: str = "",
    left_out: tuple[str, ...] = (),
    handling: Handling = Handling.NORMAL,
    after_id: str | None = None,
    from_line: bool = False,
) -> Outcome[TakenReport]:
    """Keeps a report as one entry of the kind "written report", with what is known of how it came.

    The whole text stands in the entry's words for good; the entry's own text is the same until somebody
    sums it up. A report of a person on the list is marked as received there. `from_line` drops the line's
    draft. One undo step. Raises RuleError for a text that is empty or too long, NotFound for an unknown
    item, agency or person. Durable on return.
    """
    whole = required(text, "There are no words in this report.", field="text")
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        entry = file_entry(
            work,
            uow,
            meeting=meeting,
            item=item,
            text=whole,
            words=whole,
            kind=EntryKind.WRITTEN_REPORT,
            agency=agency,
            attendance_id=attendance_id,
            handling=handling,
            report_dated=dated,
            after_id=after_id,
        )
        report = uow.save(
            ReceivedReport(
                id=work.new_id(),
                meeting_id=meeting_id,
                entry_id=entry.id,
                source=source,
                file_name=_name(file_name),
                sha256=sha256,
                characters=len(whole),
                left_out=tuple(_name(words) for words in left_out[:_MOST_NAMED]),
                at=work.now(),
            )
        )
        if attendance_id is not None:
            _mark_received(uow, meeting_id, attendance_id, entry.report_dated)
        if from_line:
            uow.drop_draft(meeting_id, LINE)
        whose = agency_name(uow, work, entry.agency)
        uow.step(meeting_id, f"Report of {whose}: taken in" if whose else "Report: taken in")
        return Outcome(TakenReport(entry, report, len(whole) > _long_from(uow, work)), uow.changes)


def reports_of(work: Work, *, meeting_id: str) -> tuple[ReceivedReport, ...]:
    """The reports that were taken into a meeting, oldest first."""
    with work.reading() as reading:
        return reading.all(ReceivedReport, order_by="at", meeting_id=meeting_id)


def report_of(work: Work, *, entry_id: str) -> ReceivedReport:
    """What is known of the report that an entry holds. Raises NotFound for an entry that holds none."""
    with work.reading() as reading:
        found = reading.all(ReceivedReport, entry_id=entry_id)
    if not found:
        raise NotFound("This entry did not come as a report.")
    return found[-1]


def long_from(work: Work) -> int:
    """From how many characters on the area wants a summary beside a report."""
    with work.reading() as reading:
        return _long_from(reading, work)


def check_report(text: str) -> str:
    """The text, when an entry can hold it. Raises RuleError with what to do about one that is too long."""
    whole = clean(text)
    if len(whole) > FIELD_LIMIT:
        raise RuleError(
            f"This report has {len(whole):,} characters; an entry takes {FIELD_LIMIT:,}. Take it in "
            "in parts: open it in its own program, copy one part after the other and paste them.",
            field="text",
        )
    return check_text(whole, field="text")


def _mark_received(uow: UnitOfWork, meeting_id: str, attendance_id: str, dated: str) -> None:
    row: Attendance = meeting_attendance(uow, meeting_id, attendance_id)
    if not row.report_received or (dated and row.report_dated != dated):
        uow.save(replace(row, report_received=True, report_dated=dated or row.report_dated))


def _long_from(reading: Reading, work: Work) -> int:
    for standard in area_standards(reading, work):
        if standard.id == "long_entry":
            return int(standard.value)
    return GapFigures().long_entry


def _name(words: str) -> str:
    return " ".join(clean(words).split())[:300]
