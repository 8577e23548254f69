"""What a meeting's record still lacks before the chair can approve it.

Blocking gaps follow one rule: nothing is approved blank, unattributed, without a reason or without an owner.
All the rest is worth a look and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from mappa_desk.domain.agendas import AgendaItem, ItemState, Need
from mappa_desk.domain.contributions import PARKED, Entry, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.gaps_after import correction_gaps, is_confirmed, last_minutes_gaps, mark_gaps
from mappa_desk.domain.gaps_blanks import blank_gaps
from mappa_desk.domain.gaps_names import name_gaps
from mappa_desk.domain.gaps_outcomes import action_gaps, decision_gaps, past_action_gaps
from mappa_desk.domain.gaps_people import people_gaps, statement_gaps
from mappa_desk.domain.gaps_places import Places
from mappa_desk.domain.gaps_review import review_gaps
from mappa_desk.domain.item_states import closes_itself
from mappa_desk.domain.views import DeskView, Gap

SPOKEN = frozenset(
    {
        EntryKind.CONTRIBUTION,
        EntryKind.WRITTEN_REPORT,
        EntryKind.NIL_RETURN,
        EntryKind.REFUSAL,
        EntryKind.ISSUE,
    }
)
"""Kinds of entry that somebody must have said or sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFigures:
    """Figures of the area that some gaps depend on."""

    vague_verbs: tuple[str, ...] = ()
    review_due_on: date | None = None
    """Last day for the next review by the area's own standard."""
    long_entry: int = 1_500
    """An entry with more characters asks for a summary (minutes are bullet points, not pasted reports)."""
    carried_prompt: int = 3
    """An action carried this often is worth a question."""
    marks_block: bool = False
    """Whether the chair's open marks must be worked off before approval."""
    blocks: Mapping[str, bool] = field(default_factory=dict)
    """What the area says of gaps that may or may not block, by their codes."""


def find_gaps(view: DeskView, figures: GapFigures | None = None) -> tuple[Gap, ...]:
    """All gaps of a meeting, the blocking ones first and then in the order of the agenda.

    That minutes must show all decisions and actions with their reasons, and every view, is MAPPA Guidance
    13b.1 (2022); which gap blocks is this program's own rule. The sentences hold no case text beyond names
    of agencies and professionals.
    """
    figures = figures or GapFigures()
    places = Places(view)
    found = [
        *_meeting_gaps(view, places, figures),
        *people_gaps(view, places),
        *statement_gaps(view, places),
        *past_action_gaps(view, places, figures.carried_prompt),
        *_item_gaps(view, places),
        *last_minutes_gaps(view, places),
        *_entry_gaps(view, places, figures.long_entry),
        *blank_gaps(view, places),
        *name_gaps(view, places),
        *decision_gaps(view, places),
        *action_gaps(view, places, figures.vague_verbs),
        *mark_gaps(view, places, blocking=figures.marks_block),
        *correction_gaps(view, places),
    ]
    order = places.order
    said = figures.blocks
    found = [replace(gap, blocking=said.get(gap.code, gap.blocking)) for gap in found]
    return tuple(sorted(found, key=lambda gap: (not gap.blocking, order.get(gap.item, -1))))


def blocking(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Those that must be settled before approval."""
    return tuple(gap for gap in gaps if gap.blocking)


def _item_gaps(view: DeskView, places: Places) -> Iterator[Gap]:
    for item in view.items:
        if closes_itself(item, view.entries) or is_confirmed(view, item):
            continue
        place = {"item": item.code, "record_kind": AgendaItem.KIND, "record_id": item.id}
        settled = item.state in (ItemState.NOTHING_TO_RECORD, ItemState.NOT_APPLICABLE)
        if not settled:
            yield Gap(code="item_open", sentence=f"{item.title} holds no entry.", blocking=True, **place)
        elif not item.settle_reasons:
            sentence = f"{item.title} cannot be left without an entry."
            yield Gap(code="item_empty", sentence=sentence, blocking=True, **place)
        elif not item.reason.strip():
            sentence = f"{item.title} holds no entry and has no reason yet."
            yield Gap(code="item_reason", sentence=sentence, blocking=True, **place)


def _entry_gaps(view: DeskView, places: Places, long_entry: int) -> Iterator[Gap]:
    settled = {entry.settles_issue_id for entry in places.entries}
    parts = {None, *(part.id for part in view.closed_parts)}
    for entry in places.entries:
        if entry.item == PARKED:
            yield places.of_entry(entry, "parked", "An entry is parked: place it under an item.", True)
        elif entry.item not in places.order:
            yield places.of_entry(entry, "unsorted", "An entry is unsorted: place it under an item.", True)
        where = places.number(entry)
        if entry.entry_kind in SPOKEN and not entry.agency:
            sentence = f"Who said this? {where} has no speaker."
            yield places.of_entry(entry, "speaker", sentence, True)
        if entry.entry_kind is EntryKind.ISSUE:
            yield from _issue_gaps(entry, places, settled)
        if entry.handling is Handling.NAMED_RECIPIENTS and not entry.recipients:
            sentence = f"{where} is for named recipients and names none."
            yield places.of_entry(entry, "recipients", sentence, True)
        if entry.handling is Handling.SANITISE:
            sentence = f"{where} is marked “sanitise” and prints in no document until it is."
            yield places.of_entry(entry, "sanitise", sentence, False)
        if entry.closed_part_id not in parts:
            sentence = f"{where} was said in a closed part that was taken back; the own file alone prints it."
            yield places.of_entry(entry, "lost_part", sentence, False)
        if len(entry.text) > long_entry:
            sentence = f"{where} has {len(entry.text):,} characters. A summary would be read sooner."
            yield places.of_entry(entry, "long_entry", sentence, False)


def _issue_gaps(entry: Entry, places: Places, settled: set[str | None]) -> Iterator[Gap]:
    open_still = entry.outcome in (None, IssueOutcome.OPEN) and entry.id not in settled
    if open_still:
        sentence = f"Issue: {places.number(entry)} has no decision, no action and no reason for none."
        yield places.of_entry(entry, "issue_open", sentence, True)
    elif entry.outcome is IssueOutcome.NO_ACTION and not entry.outcome_reason.strip():
        sentence = f"Issue: {places.number(entry)} ends without action and without a reason."
        yield places.of_entry(entry, "issue_reason", sentence, True)


def _meeting_gaps(view: DeskView, places: Places, figures: GapFigures) -> Iterator[Gap]:
    meeting, case = view.meeting, view.case
    lead = places.holding(Need.LEAD_AGENCY)
    if not (meeting.lead_agency or case.lead_agency):
        yield places.of_meeting("lead_agency", "No lead agency is named.", True, lead)
    if (meeting.category or case.category) is None:
        yield places.of_meeting("category", "No category is recorded.", True, lead)
    if not meeting.chair.strip():
        yield places.of_meeting("chair", "The chair is not named.", False)
    if not meeting.minutes_by.strip():
        yield places.of_meeting("minutes_by", "Nobody is named as taking the minutes.", False)
    if view.form.front_sheet and not (meeting.brief_why.strip() and meeting.brief_risk.strip()):
        sentence = "The front sheet does not yet say why the meeting met and what the risk is."
        yield places.of_meeting("front_sheet", sentence, False)
    if any(part.ended_at is None for part in view.closed_parts):
        yield places.of_meeting("closed_part", "A closed part was begun and not ended.", True)
    if places.needs(Need.END) and meeting.ended_at is None:
        end = places.holding(Need.END)
        yield places.of_meeting("not_closed", "The meeting has not been closed.", True, end)
    yield from review_gaps(view, places, figures.review_due_on)
