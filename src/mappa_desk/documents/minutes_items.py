"""The items of the agenda in order: headings, what each agency gave, decisions, actions under each item."""

from __future__ import annotations

from collections.abc import Sequence

from mappa_desk.documents import action_words
from mappa_desk.documents.confirmation import ITEM, compose_confirmation
from mappa_desk.documents.decision_boxes import compose_decision
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.minutes_source import MinutesSource, is_numbered
from mappa_desk.documents.papers import Mark, Paper
from mappa_desk.documents.wordings import sentence
from mappa_desk.domain.actions import Action
from mappa_desk.domain.agendas import AgendaItem, ItemState
from mappa_desk.domain.contributions import Entry, EntryKind, Handling, IssueOutcome


def compose_items(composer: Paper, source: MinutesSource) -> None:
    """Adds every item of the agenda. Items of one group stand together under the group's heading."""
    unsorted = source.by_item.get("", [])
    if unsorted:
        _compose_unsorted(composer, source, unsorted)
    group = ""
    for item in source.snapshot.items:
        with composer.section():
            if item.group and item.group != group:
                composer.place = item.group
                composer.heading(item.group)
            group = item.group
            composer.place = source.words("paper.annex.item", number=item.number, title=item.title)
            composer.mark = Mark(AgendaItem.KIND, item.id)
            heading = composer.item_in_group if item.group else composer.heading
            heading(item.title, number=str(item.number))
            _compose_item(composer, source, item)


def _compose_item(composer: Paper, source: MinutesSource, item: AgendaItem) -> None:
    entries = source.by_item.get(item.code, [])
    tag = "H4" if item.group else "H3"
    EntriesComposing(composer, source, tag, source.entry_numbers).compose(entries)
    confirms = item.code == ITEM and source.snapshot.confirmation is not None
    if confirms:
        compose_confirmation(composer, source)
    elif not entries or item.state in (ItemState.NOTHING_TO_RECORD, ItemState.NOT_APPLICABLE):
        text = _settled(source, item)
        if text:
            composer.paragraph(text)


def _settled(source: MinutesSource, item: AgendaItem) -> str:
    words = source.words
    if item.state is ItemState.OPEN:
        return words("paper.items.empty_draft" if source.is_draft else "paper.items.empty")
    state = words(f"paper.items.{item.state.value}")
    if not item.reason:
        return state
    return words("paper.items.settled_because", state=state, reason=item.reason.removesuffix("."))


def _compose_unsorted(composer: Paper, source: MinutesSource, entries: Sequence[Entry]) -> None:
    with composer.section():
        composer.place = source.words("paper.items.unsorted")
        composer.heading(source.words("paper.items.unsorted"))
        numbers = {
            entry.id: source.words("paper.items.unsorted_label", number=number)
            for number, entry in enumerate(filter(is_numbered, entries), start=1)
        }
        EntriesComposing(composer, source, "H3", numbers).compose(entries)


class EntriesComposing:
    """Composes a run of entries: a heading for each speaker, numbered paragraphs, boxes, actions."""

    def __init__(self, composer: Paper, source: MinutesSource, tag: str, numbers: dict[str, str]) -> None:
        self._composer = composer
        self._source = source
        self._tag = tag
        self._numbers = numbers
        self._heading: tuple[str, str] | None = None

    def compose(self, entries: Sequence[Entry]) -> None:
        """Adds the entries in order, and below them their actions."""
        composer, outer = self._composer, self._composer.place
        actions: list[Action] = []
        for entry in entries:
            number = self._numbers.get(entry.id, "")
            composer.place = f"{outer}, {number}" if number else outer
            action, decision = self._source.action_of(entry), self._source.decision_of(entry)
            if entry.entry_kind is EntryKind.ACTION and action is not None:
                actions.append(action)
            elif entry.entry_kind is EntryKind.DECISION and decision is not None:
                compose_decision(composer, self._source, decision, number, self._tag)
                self._heading = None
            else:
                self._compose_entry(entry, number)
        for action in actions:
            label = self._source.words("paper.items.action", number=action.place)
            composer.place = label
            composer.no_speaker()
            composer.mark = Mark(Action.KIND, action.id)
            composer.labelled(label, action_line(self._source, action), strong=True)
        composer.place = outer

    def _compose_entry(self, entry: Entry, number: str) -> None:
        heading = self._heading_of(entry)
        if heading != self._heading and (heading[0] or self._heading is not None):
            words = self._source.words
            name = heading[0] or words("paper.items.meeting")
            self._composer.mark = Mark(Entry.KIND, entry.id, "heading")
            self._composer.speaker(name, heading[1], words("paper.continued", name=name), tag=self._tag)
        self._heading = heading
        self._composer.mark = Mark(Entry.KIND, entry.id)
        self._composer.labelled(number, self._text(entry), note=_handling_note(self._source, entry))

    def _heading_of(self, entry: Entry) -> tuple[str, str]:
        """Agency, and the role of who spoke or the date of the report; empty for what the meeting noted."""
        source, words = self._source, self._source.words
        row = source.attendance(entry.attendance_id)
        agency = source.agency(entry.agency or (row.agency if row else ""))
        if not agency:
            spoken = entry.entry_kind in (EntryKind.CONTRIBUTION, EntryKind.WRITTEN_REPORT)
            return (words("paper.items.no_speaker") if spoken else ""), ""
        role = source.speaker(row)
        if entry.entry_kind is EntryKind.WRITTEN_REPORT:
            dated = entry.report_dated
            report = words("paper.items.report_dated", dated=dated) if dated else words("paper.items.report")
            return agency, words("paper.items.role_and", role=role, report=report) if role else report
        return agency, role

    def _text(self, entry: Entry) -> list[Span]:
        words = self._source.words
        if entry.entry_kind is EntryKind.NIL_RETURN:
            return [Span(entry.text or words("paper.items.nothing_to_add"))]
        if entry.entry_kind is EntryKind.REFUSAL:
            if not entry.text:
                return [Span(words("paper.items.declined_no_reason"))]
            return [Span(words("paper.items.declined") + " ", bold=True), Span(entry.text)]
        if entry.entry_kind is EntryKind.ISSUE:
            lead = Span(words("paper.items.issue") + " ", bold=True)
            return [lead, Span(f"{entry.text}\n"), Span(self._issue_outcome(entry))]
        return [Span(entry.text or words("paper.not_recorded"))]

    def _issue_outcome(self, issue: Entry) -> str:
        words, source = self._source.words, self._source
        if issue.outcome is IssueOutcome.NO_ACTION:
            return words("paper.items.issue_no_action", reason=issue.outcome_reason)
        for entry in source.entries:
            if entry.settles_issue_id == issue.id:
                decision, action = source.decision_of(entry), source.action_of(entry)
                if decision:
                    return words("paper.items.issue_decision", number=decision.number)
                if action:
                    return words("paper.items.issue_action", number=action.place)
        settled = issue.outcome in (IssueOutcome.DECISION, IssueOutcome.ACTION)
        return words("paper.items.issue_settled" if settled else "paper.items.issue_open")


def action_line(source: MinutesSource, action: Action) -> list[Span]:
    """One action as a sentence: agency, role, by when, what, and what for."""
    words = source.words
    agency = source.agency(action.owner_agency) or words("paper.actions.owner_none")
    role = action_words.owner_role(source, action)
    urgent = words("paper.items.action_urgent") if action.urgent else ""
    text = (
        (f", {role}" if role else "")
        + action_words.due_long(source, action.deadline)
        + urgent
        + sentence(action.text)
    )
    if action.purpose:
        text += words("paper.items.action_why", purpose=sentence(action.purpose))
    return [Span(agency, bold=True), Span(text)]


def _handling_note(source: MinutesSource, entry: Entry) -> str:
    if entry.handling is Handling.NORMAL:
        return ""
    agencies = source.words.listed(source.agencies(entry.recipients))
    return source.words(f"paper.items.handling_{entry.handling.value}", agencies=agencies)
