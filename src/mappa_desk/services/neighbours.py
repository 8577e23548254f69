"""What stands beside a meeting: the people it is linked with, and its place among the cases of its day."""

from __future__ import annotations

from mappa_desk.domain.cases import Case
from mappa_desk.domain.linked import CaseLink, LinkedCase
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.panel_days import DAY_MINUTES, minutes_of
from mappa_desk.store.work import Reading


def links_of_case(reading: Reading, case_id: str) -> tuple[CaseLink, ...]:
    """Every link of a case, those that were ended too."""
    return (
        *reading.all(CaseLink, first_case_id=case_id),
        *reading.all(CaseLink, second_case_id=case_id),
    )


def linked_cases(reading: Reading, case_id: str) -> tuple[LinkedCase, ...]:
    """The cases that a case is linked with now, by reference."""
    found = (
        LinkedCase(
            link_id=link.id,
            case_id=link.other(case_id),
            reference=reading.get(Case, link.other(case_id)).reference,
            why=link.why,
        )
        for link in links_of_case(reading, case_id)
        if link.active
    )
    return tuple(sorted(found, key=lambda one: one.reference))


def of_panel_day(reading: Reading, panel_day_id: str) -> tuple[Meeting, ...]:
    """The meetings of a panel day in the order of its timetable; those without a time come last."""
    found = reading.all(Meeting, panel_day_id=panel_day_id)
    return tuple(sorted(found, key=_by_time))


def _by_time(meeting: Meeting) -> tuple[int, int, str]:
    at = minutes_of(meeting.planned_at)
    return DAY_MINUTES if at is None else at, meeting.number, meeting.id


def place_in_day(reading: Reading, meeting: Meeting) -> tuple[int, int]:
    """The place of a meeting among those of its panel day, from 1, and how many there are; zeros for none."""
    if meeting.panel_day_id is None:
        return 0, 0
    ids = [one.id for one in of_panel_day(reading, meeting.panel_day_id)]
    return ids.index(meeting.id) + 1, len(ids)
