"""What a meeting's record still lacks."""

from __future__ import annotations

from mappa_desk.domain.gaps import GapFigures, find_gaps
from mappa_desk.domain.gaps_rules import area_blocks
from mappa_desk.domain.levels import level_after
from mappa_desk.domain.reviews import review_due
from mappa_desk.domain.views import DeskView, Gap
from mappa_desk.services.areas import area_standards
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.meeting_record import view_of
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading


def gaps(work: Work, *, meeting_id: str) -> tuple[Gap, ...]:
    """All gaps of a meeting, the blocking ones first. Raises NotFound."""
    with work.reading() as reading:
        return gaps_of(work, reading, view_of(work, reading, meeting_id))


def gaps_of(work: Work, reading: Reading, view: DeskView) -> tuple[Gap, ...]:
    """The gaps of a meeting that was read already, by the area's own figures."""
    standards = area_standards(reading, work)
    figures = {standard.id: int(standard.value) for standard in standards}
    meeting = view.meeting
    met_on = work.day_of(meeting.started_at) if meeting.started_at else meeting.planned_on
    level = level_after(view)
    due = review_due(met_on, level, standards, is_bank_holiday) if level else None
    shipped = GapFigures()
    return find_gaps(
        view,
        GapFigures(
            vague_verbs=work.reference.vague_verbs,
            review_due_on=due.on if due else None,
            long_entry=figures.get("long_entry", shipped.long_entry),
            carried_prompt=figures.get("carried_prompt", shipped.carried_prompt),
            marks_block=bool(figures.get("chair_marks_block", 0)),
            blocks=area_blocks(figures),
        ),
    )
