"""The minutes as one continuous page to write up: front sheet, headings, speakers, entries, boxes, actions.

What is restricted stands at its item with a tag, where it was said; the documents print it in an annex.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from mappa_desk.domain.actions import Action
from mappa_desk.domain.agendas import AgendaItem, ItemState
from mappa_desk.domain.contributions import PARKED, Entry, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.front_sheet import in_brief
from mappa_desk.domain.gaps import SPOKEN
from mappa_desk.domain.gaps_places import is_numbered
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.views import DeskView, Gap
from mappa_desk.domain.wordings import Wording
from mappa_desk.domain.write_up import WriteUpTick, finished_keys, finished_records
from mappa_desk.domain.write_up_boxes import action_paragraphs, decision_paragraphs
from mappa_desk.domain.write_up_parts import (
    FRONT,
    UNSORTED,
    GapsByPlace,
    OutlineRow,
    Paragraph,
    ParagraphKind,
    by_part,
    item_headings,
    outline,
)

__all__ = [
    "FRONT",
    "UNSORTED",
    "WHO",
    "OutlineRow",
    "Paragraph",
    "ParagraphKind",
    "outline",
    "paragraphs",
    "paragraphs_by_part",
    "tag_of",
]

WHO = "Who?"
"""Stands in place of a speaker that nobody noted."""
_TAGS = {
    Handling.NAMED_RECIPIENTS: "Named recipients",
    Handling.SANITISE: "Sanitise",
    Handling.NOT_FOR_SUMMARY: "Not for the summary",
    Handling.NOT_FOR_PERSON: "Not for the person",
}
_SETTLED = (ItemState.NOTHING_TO_RECORD, ItemState.NOT_APPLICABLE)
_FRONT_FIELDS = (("brief_why", "why"), ("brief_risk", "risk"))


def paragraphs(
    view: DeskView,
    *,
    gaps: Sequence[Gap] = (),
    ticks: Sequence[WriteUpTick] = (),
    wording: Mapping[str, str],
) -> tuple[Paragraph, ...]:
    """The whole minutes as paragraphs in the order of the document, the front sheet first.

    What is unsorted or parked stands above the items. `gaps` are counted at their paragraphs, `ticks` say
    what is finished, `wording` holds the words of documents by key. Raises RuleError when one is missing.
    """
    parts = paragraphs_by_part(view, gaps=gaps, ticks=ticks, wording=wording)
    return tuple(paragraph for part in parts.values() for paragraph in part)


def paragraphs_by_part(
    view: DeskView,
    *,
    gaps: Sequence[Gap] = (),
    ticks: Sequence[WriteUpTick] = (),
    wording: Mapping[str, str],
    kept: Mapping[str, tuple[Paragraph, ...]] | None = None,
) -> dict[str, tuple[Paragraph, ...]]:
    """The same by the code of the part they stand in, in order.

    `kept` are parts of which nothing has changed since: they are taken as they are.
    """
    page = _Page(view, gaps, ticks, Wording(wording))
    there = kept or {}
    return {code: there[code] if code in there else tuple(made) for code, made in page.parts()}


def tag_of(entry: Entry) -> str:
    """What is special about where an entry may go, in words; empty for one that is like all others."""
    words = ["Closed part"] if entry.closed_part_id is not None else []
    words += ["Parked"] if entry.item == PARKED else []
    words += [_TAGS[entry.handling]] if entry.handling in _TAGS else []
    return ", ".join(words)


class _Page:
    """One view, made easy to look things up in."""

    def __init__(
        self, view: DeskView, gaps: Sequence[Gap], ticks: Sequence[WriteUpTick], words: Wording
    ) -> None:
        self._view = view
        self._words = words
        self._gaps = GapsByPlace(view, gaps)
        self._done = finished_records(ticks)
        self._ticked = finished_keys(view.meeting.id, ticks)
        self._by_part = by_part(view)
        self._decisions = {decision.entry_id: decision for decision in view.decisions}
        self._actions = {action.entry_id: action for action in view.actions if not action.removed}
        self._settled_by = {entry.settles_issue_id: entry for entry in view.entries if entry.settles_issue_id}
        self._names = {agency.code: agency.name for agency in view.agencies}
        self._rows = {row.id: row for row in view.attendance}
        self._roles = Counter((row.agency, row.role) for row in view.attendance)

    def parts(self) -> Iterator[tuple[str, Iterator[Paragraph]]]:
        """Each part that the page has, and what makes its paragraphs."""
        if self._view.form.front_sheet:
            yield FRONT, self._front()
        for code, title in ((UNSORTED, "Unsorted"), (PARKED, "Parked")):
            if code in self._by_part:
                yield code, self._unplaced(code, title)
        for item, begins_group in item_headings(self._view.items):
            yield item.code, self._item(item, begins_group)

    def _item(self, item: AgendaItem, begins_group: bool) -> Iterator[Paragraph]:
        if begins_group:
            yield Paragraph(
                key=f"group:{item.code}", kind=ParagraphKind.ITEM, text=item.group, item=item.code
            )
        yield Paragraph(
            key=f"item:{item.code}",
            kind=ParagraphKind.ITEM,
            text=item.title,
            label=str(item.number),
            item=item.code,
            record_kind=AgendaItem.KIND,
            record_id=item.id,
            revision=item.revision,
            gaps=self._gaps.at_part(item.code),
        )
        held = self._by_part.get(item.code, [])
        yield from self._entries(held, item.code, f"{item.number}.")
        if not held:
            yield self._remark(item)

    def _front(self) -> Iterator[Paragraph]:
        words, meeting = self._words, self._view.meeting
        missing = self._gaps.at_part(FRONT)
        yield Paragraph(
            key=FRONT, kind=ParagraphKind.ITEM, text=words("paper.front.brief"), item=FRONT, gaps=missing
        )
        for field, key in _FRONT_FIELDS:
            yield Paragraph(
                key=f"front:{field}",
                kind=ParagraphKind.FRONT,
                text=getattr(meeting, field),
                editable=True,
                label=words(f"paper.front.{key}"),
                item=FRONT,
                record_kind=Meeting.KIND,
                record_id=meeting.id,
                field=field,
                revision=meeting.revision,
                finished=f"front:{field}" in self._ticked,
            )
        for line in in_brief(self._view, words):
            yield Paragraph(
                key=f"front:{line.key}",
                kind=ParagraphKind.FRONT,
                text=line.text,
                label=line.label,
                item=FRONT,
                record_kind=line.record_kind,
                record_id=line.record_id,
            )

    def _unplaced(self, code: str, title: str) -> Iterator[Paragraph]:
        yield Paragraph(key=f"item:{code}", kind=ParagraphKind.ITEM, text=title, item=code, tag=title)
        yield from self._entries(self._by_part[code], code, "U" if code == UNSORTED else "")

    def _remark(self, item: AgendaItem) -> Paragraph:
        """What stands under an item that holds no entry; the reason of a settled one can be reworded."""
        words = self._words
        settled = item.state in _SETTLED
        state = words(
            "paper.items.empty_draft" if item.state is ItemState.OPEN else f"paper.items.{item.state.value}"
        )
        return Paragraph(
            key=f"item:{item.code}:reason",
            kind=ParagraphKind.REMARK,
            text=item.reason if settled else state,
            editable=settled,
            lead=state if settled else "",
            item=item.code,
            record_kind=AgendaItem.KIND,
            record_id=item.id,
            field="reason" if settled else "",
            revision=item.revision,
            finished=f"item:{item.code}:reason" in self._ticked,
        )

    def _entries(self, entries: Sequence[Entry], part: str, prefix: str) -> Iterator[Paragraph]:
        """Speakers, entries and boxes in order, and below them the actions of this part."""
        heading: tuple[str, str, str] | None = None
        number = 0
        actions: list[tuple[Entry, Action]] = []
        for entry in entries:
            action, decision = self._actions.get(entry.id), self._decisions.get(entry.id)
            if entry.entry_kind is EntryKind.ACTION and action is not None:
                actions.append((entry, action))
                continue
            label = ""
            if prefix and is_numbered(entry):
                number += 1
                label = f"{prefix}{number}"
            if entry.entry_kind is EntryKind.DECISION and decision is not None:
                yield from self._box(entry, decision, part, label)
                heading = None
                continue
            spoken = self._heading_of(entry)
            if spoken != heading and (spoken[0] or heading is not None):
                yield self._speaker(entry, part, spoken)
            heading = spoken
            yield from self._entry(entry, part, label)
        for entry, action in actions:
            yield from action_paragraphs(
                action,
                part=part,
                tag=self._tag(entry, part),
                words=self._words,
                agency=self._names.get(action.owner_agency, action.owner_agency),
                gaps=self._gaps.at(entry.id, action.id),
                finished=entry.id in self._done,
            )

    def _box(self, entry: Entry, decision: Decision, part: str, label: str) -> Iterator[Paragraph]:
        return decision_paragraphs(
            decision,
            part=part,
            label=label,
            tag=self._tag(entry, part),
            words=self._words,
            names=self._names,
            gaps=self._gaps,
            finished=entry.id in self._done,
        )

    def _tag(self, entry: Entry, part: str) -> str:
        words = tag_of(entry)
        return (f"Unsorted, {words}" if words else "Unsorted") if part == UNSORTED else words

    def _heading_of(self, entry: Entry) -> tuple[str, str, str]:
        """Agency and role as the document prints them, and what sets a restricted entry apart."""
        row = self._rows.get(entry.attendance_id or "")
        code = entry.agency or (row.agency if row else "")
        apart = f"{entry.closed_part_id or ''} {','.join(entry.recipients)}"
        if not code:
            return (WHO if entry.entry_kind in SPOKEN else ""), "", apart
        role = ""
        if row is not None:
            told_apart = row.role and self._roles[row.agency, row.role] == 1
            role = row.role if told_apart else ", ".join(word for word in (row.role, row.name) if word)
        if entry.entry_kind is EntryKind.WRITTEN_REPORT:
            words, dated = self._words, entry.report_dated
            report = words("paper.items.report_dated", dated=dated) if dated else words("paper.items.report")
            role = words("paper.items.role_and", role=role, report=report) if role else report
        return self._names.get(code, code), role, apart

    def _speaker(self, entry: Entry, part: str, spoken: tuple[str, str, str]) -> Paragraph:
        return Paragraph(
            key=f"speaker:{entry.id}",
            kind=ParagraphKind.SPEAKER,
            text=spoken[0] or self._words("paper.items.meeting"),
            after=spoken[1],
            item=part,
            record_kind=Entry.KIND,
            record_id=entry.id,
            revision=entry.revision,
            entry_id=entry.id,
        )

    def _entry(self, entry: Entry, part: str, label: str) -> Iterator[Paragraph]:
        leads = {
            EntryKind.NIL_RETURN: "" if entry.text else self._words("paper.items.nothing_to_add"),
            EntryKind.REFUSAL: self._words("paper.items.declined"),
            EntryKind.ISSUE: self._words("paper.items.issue"),
        }
        yield Paragraph(
            key=f"entry:{entry.id}",
            kind=ParagraphKind.ENTRY,
            text=entry.text,
            editable=True,
            label=label,
            lead=leads.get(entry.entry_kind, ""),
            item=part,
            record_kind=Entry.KIND,
            record_id=entry.id,
            field="text",
            revision=entry.revision,
            entry_id=entry.id,
            tag=self._tag(entry, part),
            gaps=self._gaps.at(entry.id),
            finished=entry.id in self._done,
        )
        if entry.entry_kind is EntryKind.ISSUE:
            yield self._outcome(entry, part)

    def _outcome(self, issue: Entry, part: str) -> Paragraph:
        """How an issue ended: why there is no action can be reworded, all else is told by the record."""
        reasoned = issue.outcome is IssueOutcome.NO_ACTION
        said = self._words("paper.items.issue_no_action", reason="").strip() if reasoned else ""
        return Paragraph(
            key=f"entry:{issue.id}:outcome_reason",
            kind=ParagraphKind.ENTRY if reasoned else ParagraphKind.REMARK,
            text=issue.outcome_reason if reasoned else self._settled_words(issue),
            editable=reasoned,
            lead=said,
            item=part,
            record_kind=Entry.KIND,
            record_id=issue.id,
            field="outcome_reason" if reasoned else "",
            revision=issue.revision,
            entry_id=issue.id,
            finished=issue.id in self._done,
        )

    def _settled_words(self, issue: Entry) -> str:
        words, answer = self._words, self._settled_by.get(issue.id)
        decision = self._decisions.get(answer.id) if answer else None
        if decision is not None:
            return words("paper.items.issue_decision", number=decision.number)
        action = self._actions.get(answer.id) if answer else None
        if action is not None:
            return words("paper.items.issue_action", number=action.place)
        settled = issue.outcome in (IssueOutcome.DECISION, IssueOutcome.ACTION)
        return words("paper.items.issue_settled" if settled else "paper.items.issue_open")
