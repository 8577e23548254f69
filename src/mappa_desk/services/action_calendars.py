"""Due days of actions as a calendar file: references and numbers, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from mappa_desk.domain.action_filter import ActionFilter, fits
from mappa_desk.domain.actions import Action, ActionState
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.identifiers import action_reference
from mappa_desk.exchange.calendar_file import CalendarLine, calendar_file
from mappa_desk.services import calendar, tracker
from mappa_desk.services.action_history import action_events
from mappa_desk.services.calendar_ended import ended_since, note_lines
from mappa_desk.services.placing import check_place
from mappa_desk.services.putting import put_files
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading

ALARM_DAYS = 2
"""Working days before the due day on which a calendar rings."""
MOST_LINES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarGiven:
    """A calendar file that was written."""

    path: Path
    actions: int
    cancelled: int = 0
    """How many entries it takes out of calendars again."""
    undated: int = 0
    """Open actions that were left out because they have no day."""
    settled: int = 0
    """Settled ones that were left out."""


def write_calendar(
    work: Work,
    *,
    target: Path,
    find: ActionFilter | None = None,
    action_ids: Sequence[str] = (),
    cancel: bool = False,
    again: bool = False,
) -> Outcome[CalendarGiven]:
    """Writes the due days of the actions that fit a filter, or of those with these ids, as an .ics file.

    Each is a whole day with an alarm two working days before, known by the action's id for life; a later
    file changes the entries that a calendar holds. Settled and undated ones are left out. With `again` those
    are in it as cancelled that were in an earlier file of this vault and would have fitted the filter, and
    that were settled, handed to another owner, removed or left without a day since, for `CANCELLED_FOR` days;
    with `cancel` all that are settled and had a day, and removed ones, whether they were in a file or not.
    Raises RuleError when nothing is left or too much, and for a place or an ending that does not fit;
    NotFound, DiskFull, DiskGone. Durable on return.
    """
    if target.suffix.lower() != ".ics":
        raise RuleError("The name of a calendar file ends in .ics.", field="target")
    check_place(target, private=work.vault.folder)
    chosen = [*_chosen(work, find, action_ids), *(_removed(work, find) if find and cancel else ())]
    lines: list[CalendarLine] = []
    live: list[str] = []
    left: list[Action] = []
    with work.reading() as reading:
        calendar_of = _Calendar(reading)
        for action, reference in chosen:
            is_live = _is_open(action) and action.deadline.on is not None
            day = action.deadline.on if is_live or cancel else None
            if day is None and cancel:
                day = _last_day(reading, action)
            if day is None:
                left.append(action)
                continue
            live += [action.id] if is_live else []
            lines.append(calendar_of.line(action, reference, day, cancelled=not is_live))
        ended = ended_since(work, reading, find, besides=live) if again and find is not None else ()
        for action, reference, day in ended:
            lines.append(calendar_of.line(action, reference, day, cancelled=True))
            left = [one for one in left if one.id != action.id]
    if not lines:
        raise RuleError("None of these actions is open and has a day.", field="actions")
    _check_many(len(lines))
    data = calendar_file(lines, made_at=work.now())
    noted = partial(note_lines, action_ids=live)
    (path,) = put_files(work, [(data, target)], verb="calendar written", also=noted)
    undated = sum(map(_is_open, left))
    return Outcome(
        CalendarGiven(
            path=path,
            actions=len(live),
            cancelled=len(lines) - len(live),
            undated=undated,
            settled=len(left) - undated,
        )
    )


def _is_open(action: Action) -> bool:
    return action.state is ActionState.OPEN and not action.removed


class _Calendar:
    """Lines of a calendar, with the cases that they need read once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._changes: dict[str, int] = {}

    def line(self, action: Action, reference: str, day: date, *, cancelled: bool) -> CalendarLine:
        """One action. Its sequence counts the changes of its case too, since the reference is the case's."""
        if action.case_id not in self._changes:
            self._changes[action.case_id] = self._reading.get(Case, action.case_id).revision
        return CalendarLine(
            uid=f"action-{action.id}@mappa-desk.invalid",
            reference=reference,
            due=day,
            sequence=action.revision + self._changes[action.case_id],
            alarm_on=_alarm(day),
            cancelled=cancelled,
        )


def _alarm(day: date) -> date | None:
    try:
        return calendar.add_working_days(day, -ALARM_DAYS)
    except RuleError:  # the calendar begins with that day
        return None


def _last_day(reading: Reading, action: Action) -> date | None:
    """The last day that an action without one had."""
    for event in reversed(action_events(reading, action.id)):
        day = event.due_after or event.due_before
        if day is not None:
            return day
    return None


def _chosen(work: Work, find: ActionFilter | None, action_ids: Sequence[str]) -> Iterator[tuple[Action, str]]:
    if find is not None:
        order = tracker.order(work, find=find).rowids
        _check_many(len(order))
        yield from ((row.action, row.reference) for row in tracker.rows_at(work, order))
    _check_many(len(action_ids))
    with work.reading() as reading:
        for action_id in action_ids:
            action = reading.get(Action, action_id)
            if not action.removed:
                yield action, action_reference(reading.get(Case, action.case_id).reference, action.tag)


def _removed(work: Work, find: ActionFilter) -> Iterator[tuple[Action, str]]:
    """Removed actions that would fit: a calendar may hold them from before."""
    with work.reading() as reading:
        for action in reading.all(Action, removed=True):
            case = reading.get(Case, action.case_id).reference
            there = replace(action, removed=False)
            if fits(find, there, case_reference=case, redated=0, today=work.today()):
                yield action, action_reference(case, action.tag)


def _check_many(count: int) -> None:
    if count > MOST_LINES:
        raise RuleError(f"A calendar takes {MOST_LINES:,} actions and these are {count:,}.", field="actions")
