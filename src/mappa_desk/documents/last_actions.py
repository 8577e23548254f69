"""Actions from last time: each with what it asked, by whom and when, and what this meeting made of it."""

from __future__ import annotations

from collections.abc import Sequence

from mappa_desk.documents import action_words
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.papers import Mark, Paper
from mappa_desk.documents.wordings import sentence
from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind, ActionState
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import PreviousAction

_OUTCOMES = frozenset(
    {
        ActionEventKind.UPDATED,
        ActionEventKind.REDATED,
        ActionEventKind.CARRIED,
        ActionEventKind.TRANSFERRED,
        ActionEventKind.DONE,
        ActionEventKind.DONE_LATE,
        ActionEventKind.OVERTAKEN,
        ActionEventKind.NOT_DONE,
        ActionEventKind.WITHDRAWN,
        ActionEventKind.REOPENED,
    }
)


def compose_last_actions(composer: Paper, source: MinutesSource) -> None:
    """Adds the section, unless this is the first meeting on the person and nothing was open."""
    words, previous = source.words, source.snapshot.previous_actions
    if not previous and source.snapshot.previous_meeting is None:
        return
    with composer.section():
        composer.place = words("paper.last.heading")
        composer.mark = Mark(Meeting.KIND, source.snapshot.meeting.id)
        composer.heading(words("paper.last.heading"))
        if not previous:
            composer.paragraph(words("paper.last.none"))
        for one in previous:
            composer.place = f"{words('paper.last.heading')}, {one.action.tag}"
            composer.mark = Mark(Action.KIND, one.action.id)
            composer.labelled(one.action.tag, _line(source, one), strong=True)


def _line(source: MinutesSource, one: PreviousAction) -> list[Span]:
    words, action = source.words, one.action
    moved = [event for event in one.events if event.due_before is not None]
    was_due = moved[0].due_before if moved else action.deadline.on
    owners = [event.owner_before for event in one.events if event.owner_before]
    owner = owners[0] if owners else action_words.owner(source, action)
    agency, comma, role = owner.partition(", ")
    key = "line" if was_due else "line_undated"
    text = words(f"paper.last.{key}", day=long_date(was_due) if was_due else "", text=sentence(action.text))
    spans = [Span(agency, bold=True), Span(comma + role + text)]
    outcomes = _outcomes(one.events)
    for event in outcomes:
        spans.append(Span("\n"))
        spans += _outcome(source, event)
    if not outcomes:
        state = action.state
        told = (
            words("paper.last.no_outcome")
            if state is ActionState.OPEN
            else words(f"paper.last.{state.value}")
        )
        spans += [Span("\n"), Span(told, bold=True), Span(_note(source, action.settled_note))]
    return spans


def _outcomes(events: Sequence[ActionEvent]) -> list[ActionEvent]:
    """What is printed of the history: what was carried to a new date is told once."""
    carried = {event.due_after for event in events if event.event_kind is ActionEventKind.CARRIED}
    return [
        event
        for event in events
        if event.event_kind in _OUTCOMES
        and not (event.event_kind is ActionEventKind.REDATED and event.due_after in carried)
    ]


def _outcome(source: MinutesSource, event: ActionEvent) -> list[Span]:
    words = source.words
    outcome = words(f"paper.last.{event.event_kind.value}") + words("paper.last.outcome_end")
    more = _note(source, event.note)
    if event.due_after and event.due_after != event.due_before:
        more += words("paper.last.due_after", day=long_date(event.due_after))
    if event.owner_after and event.owner_after != event.owner_before:
        more += words("paper.last.owner_after", owner=event.owner_after)
    if event.told_by:
        more += words("paper.last.told_by", who=event.told_by)
    return [Span(outcome, bold=True), Span(more)]


def _note(source: MinutesSource, note: str) -> str:
    return source.words("paper.last.note", note=note) if note else ""
