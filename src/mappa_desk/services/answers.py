"""Answers to invitations and reports that came in, noted for several people of several meetings at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mappa_desk.domain.attendance import Attendance, AttendanceState, Mode
from mappa_desk.domain.calendar_words import count
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services.roll_call import (
    STATE_WORDS,
    Change,
    change_in,
    deputised,
    marked,
    reported,
    who_is,
)
from mappa_desk.services.undo import undo_steps
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody on the list of a meeting answered."""

    attendance_id: str
    state: AttendanceState | None = None
    """How they come or do not; None where a report came in and nothing else was said."""
    mode: Mode | None = None
    deputy: str = ""
    """Name of the one who comes in their place, with DEPUTY."""
    deputy_role: str = ""
    dated: str = ""
    """Date of the report as it stands on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersKept:
    """What was noted at once."""

    rows: tuple[Attendance, ...]
    """Those that changed."""
    steps: tuple[tuple[str, int], ...]
    """Each meeting that changed, by its id, with the number of its undo step."""


def keep_answers(work: Work, *, answers: Sequence[Answer]) -> Outcome[AnswersKept]:
    """Notes answers as one round: all of them or none. Each meeting gets one undo step.

    Raises RuleError for no answer and as `mark`, `deputise` and `report` do, naming whose answer it was where
    there are several; NotFound for somebody who is not on a list any more. Durable on return.
    """
    if not answers:
        raise RuleError("Choose at least one person.", field="lines")
    rows: list[Attendance] = []
    steps: list[tuple[str, int]] = []
    with work.writing() as uow:
        by_meeting: dict[str, list[Answer]] = {}
        for answer in answers:
            meeting_id = uow.get(Attendance, answer.attendance_id).meeting_id
            by_meeting.setdefault(meeting_id, []).append(answer)
        for meeting_id, given in by_meeting.items():
            made = [(one, row) for one in given if (row := _kept(work, uow, one, several=len(answers) > 1))]
            if made:
                words = count(len(made), "answer") if len(made) > 1 else _words(work, uow, *made[0])
                steps.append((meeting_id, uow.step_now(meeting_id, words)))
                rows += [row for _, row in made]
        return Outcome(AnswersKept(rows=tuple(rows), steps=tuple(steps)), uow.changes)


def take_back_answers(work: Work, *, steps: Sequence[tuple[str, int]]) -> Outcome[tuple[str, ...]]:
    """Takes the answers of one round back, all or none. Raises as `undo_steps`. Durable on return."""
    return undo_steps(work, steps=steps)


def _kept(work: Work, uow: UnitOfWork, answer: Answer, *, several: bool) -> Attendance | None:
    try:
        return change_in(uow, answer.attendance_id, _change_of(work, answer))
    except RuleError as error:
        if not several:
            raise
        row = uow.get(Attendance, answer.attendance_id)
        meeting = uow.get(Meeting, row.meeting_id)
        number = meeting_reference(uow.get(Case, meeting.case_id).reference, meeting.number)
        who = row.name or row.role or who_is(work, uow, row)
        said = f"{number}, {who}: {error} None of the answers is kept."
        raise RuleError(said, field=error.field) from error


def _words(work: Work, uow: UnitOfWork, answer: Answer, row: Attendance) -> str:
    """One answer, as the undo of its meeting says it."""
    if answer.state is AttendanceState.DEPUTY:
        return f"{who_is(work, uow, row)}: {row.name} sits in"
    said = "report received" if answer.state is None else STATE_WORDS[answer.state]
    return f"{who_is(work, uow, row)}: {said}"


def _change_of(work: Work, answer: Answer) -> Change:
    if answer.state is None:
        return reported(received=True, dated=answer.dated)
    if answer.state is AttendanceState.DEPUTY:
        return deputised(work, name=answer.deputy, role=answer.deputy_role, mode=answer.mode)
    return marked(work, answer.state, answer.mode)
