"""The open actions in the chair's own book, each with its whole history."""

from __future__ import annotations

from mappa_desk.documents import action_words
from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.page_grid import Style
from mappa_desk.documents.papers import Paper
from mappa_desk.documents.papers_source import PapersSource
from mappa_desk.documents.wordings import british_day, sentence
from mappa_desk.domain.action_lives import lines_that_stand
from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind
from mappa_desk.domain.calendar_words import short_date
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.minutes import PreviousAction

_EVENT = Style(10.5, 14, after=2)
_NOT_TOLD = frozenset(
    {
        ActionEventKind.ACCEPTED,
        ActionEventKind.ACCEPTED_ON_BEHALF,
        ActionEventKind.ACCEPTANCE_UNDONE,
        ActionEventKind.MARKED,
    }
)


def compose_book_actions(paper: Paper, source: PapersSource) -> None:
    """Adds the open actions as a list by their numbers, oldest first."""
    words = source.words
    if not source.paper.open_actions:
        paper.paragraph(words("paper.running_book.no_actions"))
    for past in source.paper.open_actions:
        action = past.action
        paper.place = f"{words('paper.actions.heading')}, {action.tag}"
        spans = [Span(sentence(action.text), bold=True)]
        limits = _only_for(source, past)
        if limits:
            spans.insert(0, Span(limits + " "))
        spans.append(Span("\n" + _owed(source, action)))
        if action.purpose:
            spans.append(Span("\n" + words("paper.actions.why", purpose=sentence(action.purpose))))
        if action.objection:
            spans.append(Span("\n" + words("paper.actions.objection", objection=sentence(action.objection))))
        paper.labelled(action.tag, spans, strong=True)
        told = _worth_telling(past)
        for place, event in enumerate(told, start=1):
            style = grid.NOTE if place == len(told) else _EVENT
            paper.paragraph([Span(_told(source, event), quiet=True)], style=style)


def _worth_telling(past: PreviousAction) -> list[ActionEvent]:
    """The history without what stands in the lines above it; what was carried to a new date is told once."""
    carried = {event.due_after for event in past.events if event.event_kind is ActionEventKind.CARRIED}
    return [
        event
        for event in lines_that_stand(past.events)
        if event.event_kind not in _NOT_TOLD
        and not (event.event_kind is ActionEventKind.REDATED and event.due_after in carried)
    ]


def _only_for(source: PapersSource, past: PreviousAction) -> str:
    """Who may hear of it, where that is not everybody in the room."""
    words = source.words
    if past.in_closed_part:
        stayed = words.listed(source.agencies(past.stayed_agencies))
        key = "only_part" if stayed else "restricted"
        return words(f"paper.running_book.{key}", agencies=stayed)
    if past.handling is Handling.NAMED_RECIPIENTS:
        return words("paper.items.handling_named_recipients", agencies=_named(source, past))
    if past.handling is Handling.NOT_FOR_PERSON:
        return words("paper.items.handling_not_for_person")
    return ""


def _named(source: PapersSource, past: PreviousAction) -> str:
    return source.words.listed(source.agencies(past.recipients))


def _owed(source: PapersSource, action: Action) -> str:
    words = source.words
    owner = ", ".join(
        part for part in (source.agency(action.owner_agency), action.owner_role, action.owner_name) if part
    )
    due = action_words.due_short(source, action.deadline).replace("\n", ", ")
    flags = action_words.flags(source, action)
    parts = [owner or words("paper.actions.owner_none"), words("paper.running_book.due", due=due)]
    behalf = action_words.on_behalf(source, action)
    return " ".join(sentence(part) for part in (*parts, behalf, *flags) if part)


def _told(source: PapersSource, event: ActionEvent) -> str:
    """One line of a history: "Thu 6 Aug 2026: Carried over. Now due Fri 30 Oct 2026. The officer was away."""
    words = source.words
    what = words(f"action_event.{event.event_kind.value}")
    text = words("paper.running_book.event", day=short_date(british_day(event.at)), what=what)
    if event.due_after is not None and event.due_after != event.due_before:
        key = (
            "paper.running_book.due_first"
            if event.event_kind is ActionEventKind.MADE
            else "paper.last.due_after"
        )
        text += words(key, day=short_date(event.due_after))
    is_made = event.event_kind is ActionEventKind.MADE
    if event.owner_after and event.owner_after != event.owner_before and not is_made:
        text += words("paper.last.owner_after", owner=_owner(source, event.owner_after))
    if event.id in source.paper.restricted:
        text += " " + words("paper.running_book.restricted")
    if event.note:
        text += words("paper.last.note", note=sentence(event.note))
    if event.told_by:
        text += words("paper.last.told_by", who=event.told_by)
    return text


def _owner(source: PapersSource, owner: str) -> str:
    """An owner as the history keeps it, "Kim Lee, officer, hsg", with the agency's name for its code."""
    who, comma, code = owner.rpartition(", ")
    return who + comma + source.agency(code)
