"""Finds the line or the paragraph of a draft that each gap is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mappa_desk.documents.draft_composing import NumberedParagraph
from mappa_desk.documents.papers import Mark
from mappa_desk.domain.actions import Action
from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import MinutesSnapshot
from mappa_desk.domain.views import Gap

_FIELDS = {
    "decision_reason": "because",
    "dissent": "dissent",
    "dissent_reason": "dissent",
    "dissent_resolved": "resolved",
}
"""The field that a gap of this code is about, where the code is not the field's name."""


def marks_of(gap: Gap, snapshot: MinutesSnapshot) -> tuple[Mark, ...]:
    """Where a gap may be shown, the closest place first: its field, its record, its item."""
    field = _FIELDS.get(gap.code, gap.code)
    kind, record = gap.record_kind, gap.record_id
    found = [Mark(kind, record, field)]
    if kind != Meeting.KIND:
        found.append(Mark(kind, record))
    if kind == Entry.KIND:
        found += [Mark(Action.KIND, one.id) for one in snapshot.actions if one.entry_id == record]
        found += [Mark(Decision.KIND, one.id) for one in snapshot.decisions if one.entry_id == record]
    found += [Mark(AgendaItem.KIND, item.id) for item in snapshot.items if gap.item and item.code == gap.item]
    return tuple(found)


def placed_gaps(
    gaps: Sequence[Gap], numbered: Sequence[NumberedParagraph], snapshot: MinutesSnapshot
) -> tuple[Mapping[int, Sequence[str]], Sequence[Gap]]:
    """The sentences of the gaps by line, and the gaps that have no line."""
    lines: dict[Mark, int] = {}
    for paragraph in numbered:
        lines.setdefault(paragraph.mark, paragraph.line)
    placed: dict[int, list[str]] = {}
    rest: list[Gap] = []
    for gap in gaps:
        line = next((lines[mark] for mark in marks_of(gap, snapshot) if mark in lines), 0)
        if line:
            placed.setdefault(line, []).append(gap.sentence)
        else:
            rest.append(gap)
    return placed, rest
