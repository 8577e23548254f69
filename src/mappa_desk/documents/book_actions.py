"""The open actions in the chair's own book, each with its whole history."""

from __future__ import annotations

from mappa_desk.documents import action_words
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.papers import Paper
from mappa_desk.documents.papers_source import PapersSource
from mappa_desk.documents.wordings import british_day, sentence
from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.calendar_words import short_date
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.minutes import PreviousAction


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
        history = " ".join(_told(source, event) for event in past.events)
        paper.labelled(action.tag, spans, strong=True, note=history)


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
        text += words("paper.last.due_after", day=short_date(event.due_after))
    if event.owner_after and event.owner_after != event.owner_before:
        text += words("paper.last.owner_after", owner=event.owner_after)
    if event.id in source.paper.restricted:
        text += " " + words("paper.running_book.restricted")
    if event.note:
        text += words("paper.last.note", note=sentence(event.note))
    if event.told_by:
        text += words("paper.last.told_by", who=event.told_by)
    return text
