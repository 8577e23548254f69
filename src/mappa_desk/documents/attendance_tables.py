"""Who was there, how and when, who was not, and what changed hands during the meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.page_grid import CELL, MM
from mappa_desk.documents.papers import CellWords, Mark, Paper, RowWords, TableWords
from mappa_desk.documents.tagged_tables import Column, TableLook
from mappa_desk.documents.wordings import capital, clock_time
from mappa_desk.domain.attendance import Attendance, AttendanceState, Interval, RemoteCheck
from mappa_desk.domain.meetings import HandoverOf, Meeting

_GUTTER = 3 * MM
_LOOK = TableLook(CELL, pad=4.0)
_FIRST_ROWS = 130.0
"""Points that heading, head row and first rows need, so that a heading never stands alone."""


def compose_attendance(composer: Paper, source: MinutesSource) -> None:
    """Adds the tables of those who were there and those who were not, and the handovers."""
    words = source.words
    rows = sorted(source.snapshot.attendance, key=lambda row: (not row.is_chair, row.seat))
    present = [row for row in rows if row.took_part]
    absent = [row for row in rows if not row.took_part]
    composer.need(_FIRST_ROWS)
    with composer.section():
        composer.place = words("paper.attendance.heading")
        composer.mark = Mark(Meeting.KIND, source.snapshot.meeting.id)
        composer.heading(words("paper.attendance.heading"))
        if present:
            _compose_present(composer, source, present)
        else:
            composer.paragraph(words("paper.attendance.nobody"))
        for handover in sorted(source.snapshot.handovers, key=lambda handover: handover.at):
            kind = "handover_chair" if handover.of is HandoverOf.CHAIR else "handover_keys"
            composer.paragraph(
                words(
                    f"paper.attendance.{kind}",
                    before=handover.from_whom,
                    after=handover.to_whom,
                    time=clock_time(handover.at),
                )
            )
        for line in remote_lines(source):
            composer.paragraph(line)
    if absent:
        composer.need(_FIRST_ROWS)
        with composer.section():
            composer.place = words("paper.attendance.absent_heading")
            composer.mark = Mark(Meeting.KIND, source.snapshot.meeting.id)
            composer.heading(words("paper.attendance.absent_heading"))
            _compose_absent(composer, source, absent)


def remote_lines(source: MinutesSource) -> list[str]:
    """Who took part from elsewhere and confirmed all three, and what others did not confirm; none, unasked.

    The latest answer of each counts.
    """
    words = source.words
    last = {check.attendance_id: check for check in sorted(source.snapshot.remote_checks, key=_when)}
    doubts = {row_id: _not_confirmed(source, check) for row_id, check in last.items()}
    sure = source.names([row_id for row_id, doubt in doubts.items() if not doubt])
    lines = [words("paper.attendance.remote_confirmed", names=sure)] if sure else []
    for row_id, doubt in doubts.items():
        name = source.names([row_id])
        if doubt and name:
            lines.append(words("paper.attendance.remote_doubt", name=name, what=words.listed(doubt)))
    return lines


def _when(check: RemoteCheck) -> datetime:
    return check.at


def _not_confirmed(source: MinutesSource, check: RemoteCheck) -> list[str]:
    answers = {
        "alone": check.alone,
        "not_overheard": check.not_overheard,
        "not_recording": check.not_recording,
    }
    return [source.words(f"paper.attendance.remote_{key}") for key, said in answers.items() if not said]


def _compose_present(composer: Paper, source: MinutesSource, present: list[Attendance]) -> None:
    words = source.words
    widths = (("agency", 32), ("person", 53), ("how", 24), ("times", 26), ("report", 35))
    if composer.sheet.narrow:
        widths = (("agency", 26), ("person", 34), ("how", 24), ("times", 28), ("report", 26))
    columns = _columns(source, widths)
    rows = [
        RowWords(
            (
                CellWords(source.agency(row.agency), bold=True),
                CellWords(_person(source, row)),
                _how(source, row),
                CellWords(_times(source, row.intervals)),
                _report(source, row),
            ),
            place=f"{words('paper.attendance.heading')}, {source.agency(row.agency)}",
            mark=Mark(Attendance.KIND, row.id),
        )
        for row in present
    ]
    composer.table(TableWords(columns, rows, True, words("paper.continued_below")), _LOOK)


def _compose_absent(composer: Paper, source: MinutesSource, absent: list[Attendance]) -> None:
    words = source.words
    widths = (("agency", 32), ("person", 53), ("answer", 50), ("report", 35))
    if composer.sheet.narrow:
        widths = (("agency", 26), ("person", 40), ("answer", 46), ("report", 26))
    columns = _columns(source, widths)
    rows = [
        RowWords(
            (
                CellWords(source.agency(row.agency), bold=True),
                CellWords(_person(source, row)),
                CellWords(_answer(source, row)),
                _report(source, row),
            ),
            place=f"{words('paper.attendance.absent_heading')}, {source.agency(row.agency)}",
            mark=Mark(Attendance.KIND, row.id),
        )
        for row in absent
    ]
    composer.table(TableWords(columns, rows, True, words("paper.continued_below")), _LOOK)


def _columns(source: MinutesSource, widths: Sequence[tuple[str, float]]) -> tuple[Column, ...]:
    columns, x = [], 0.0
    for key, width in widths:
        gutter = 0.0 if key == "report" else _GUTTER
        columns.append(Column(source.words(f"paper.attendance.{key}"), x * MM, width * MM - gutter))
        x += width
    return tuple(columns)


def _person(source: MinutesSource, row: Attendance) -> str:
    words = source.words
    parts = [row.name, row.role]
    if row.is_chair:
        parts.append(words("paper.attendance.chair"))
    if row.observer:
        parts.append(words("paper.attendance.observer"))
    if row.state is AttendanceState.DEPUTY:
        key = "deputy_for" if row.deputy_for else "deputy"
        parts.append(words(f"paper.attendance.{key}", name=row.deputy_for))
    return ", ".join(part for part in parts if part) or words("paper.not_recorded")


def _how(source: MinutesSource, row: Attendance) -> CellWords:
    if row.mode is None:
        return CellWords(capital(source.words("paper.attendance.how_none")))
    return CellWords(source.words(f"mode_short.{row.mode.value}"), tick=True)


def _times(source: MinutesSource, intervals: tuple[Interval, ...]) -> str:
    words = source.words
    ended = source.snapshot.meeting.ended_at
    stays = []
    for interval in intervals:
        start, out = clock_time(interval.in_at), interval.out_at or ended
        key = "times_words" if out else "times_open"
        stays.append(words(f"paper.attendance.{key}", start=start, end=clock_time(out) if out else ""))
    return "\n".join(stays) or capital(words("paper.attendance.times_none"))


def _report(source: MinutesSource, row: Attendance) -> CellWords:
    """What the agency sent: as noted on the roll, else by the written report that these minutes hold."""
    read = [entry for entry in source.reports.get(row.agency, ()) if entry.attendance_id in (None, row.id)]
    if not row.report_received and not read:
        key = "report_none" if row.took_part else "report_missing"
        return CellWords(source.words(f"paper.attendance.{key}"))
    dated = row.report_dated or next((entry.report_dated for entry in read if entry.report_dated), "")
    key = "report_dated" if dated else "report_received"
    return CellWords(source.words(f"paper.attendance.{key}", dated=dated), tick=True)


def _answer(source: MinutesSource, row: Attendance) -> str:
    words = source.words
    answer = (
        words("paper.attendance.no_answer")
        if row.state is AttendanceState.EXPECTED
        else words(f"attendance.{row.state.value}")
    )
    if row.absence_reason:
        return words("paper.attendance.absent_reason", answer=answer, reason=row.absence_reason)
    return answer
