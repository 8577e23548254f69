"""The parts of the page to write up: what a paragraph is, which entries a part holds, the outline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.contributions import PARKED, Entry
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.views import DeskView, Gap

FRONT = "front"
"""Code of the front sheet among the parts of the page."""
UNSORTED = ""
"""Code of the part that holds what has no item."""


class ParagraphKind(StrEnum):
    """What a paragraph of the page is. Items, speakers and remarks without a field are read-only."""

    FRONT = "front"
    ITEM = "item"
    SPEAKER = "speaker"
    ENTRY = "entry"
    DECISION = "decision"
    ACTION = "action"
    REMARK = "remark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of the page: its words, what stands around them, and the field that they are kept in."""

    key: str
    """Stays the same while the record lives: "front:brief_why", "entry:<id>", "decision:<id>:because"."""
    kind: ParagraphKind
    text: str
    editable: bool = False
    label: str = ""
    """In the margin: "9", "9.3", "Decision 2", "Action 12", "Why"."""
    lead: str = ""
    """Bold before the text: "Decided:", "Declined to share:"."""
    after: str = ""
    """Muted behind a heading: the speaker's role."""
    item: str = ""
    """Code of the part of the page it stands in: an item's, `FRONT`, `UNSORTED` or `PARKED`."""
    record_kind: str = ""
    record_id: str = ""
    field: str = ""
    revision: int = 0
    """Of the record when the page was read."""
    entry_id: str = ""
    """The entry whose shorthand stands beside it, and which is joined, split and moved."""
    box: str = ""
    """Its place in the box of a decision: "top", "middle", "bottom"; "only" for a box of one; else empty."""
    tag: str = ""
    """What is special about it, in words: "Closed part", "Named recipients", "Parked"."""
    gaps: int = 0
    finished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineRow:
    """One line of the outline: a part of the page, how it stands and how much it lacks."""

    code: str
    """The item's code, `FRONT`, `UNSORTED` or `PARKED`."""
    number: str
    title: str
    state: str
    """Value of the item's state; empty for a part that is no item."""
    gaps: int
    entries: int


def part_of(view_items: Iterable[str], entry: Entry) -> str:
    """The part of the page that an entry stands in: its item, `PARKED`, or `UNSORTED` for any other."""
    return entry.item if entry.item == PARKED or entry.item in view_items else UNSORTED


def by_part(view: DeskView) -> dict[str, list[Entry]]:
    """The entries of each part of the page, in order."""
    codes = frozenset(item.code for item in view.items)
    found: dict[str, list[Entry]] = {}
    for entry in view.entries:
        if not entry.removed:
            found.setdefault(part_of(codes, entry), []).append(entry)
    return found


def outline(view: DeskView, gaps: Sequence[Gap]) -> tuple[OutlineRow, ...]:
    """The parts of the page in order with their gaps; Unsorted and Parked while they hold an entry.

    Approved minutes have no gaps: nobody can fill them any more.
    """
    entries = by_part(view)
    codes = frozenset(item.code for item in view.items)
    open_gaps = () if view.meeting.state is MeetingState.APPROVED else gaps
    counted = Counter(_part_with(gap, codes) for gap in open_gaps)
    rows = []
    if view.form.front_sheet:
        rows.append(_row(FRONT, "In brief", counted, entries))
    for code, title in ((UNSORTED, "Unsorted"), (PARKED, "Parked")):
        if code in entries:
            rows.append(_row(code, title, counted, entries))
    for item in view.items:
        title = item.short_title or item.title
        row = _row(item.code, title, counted, entries, number=str(item.number), state=item.state.value)
        rows.append(row)
    return tuple(rows)


def _row(
    code: str,
    title: str,
    counted: Mapping[str, int],
    entries: Mapping[str, Sequence[Entry]],
    *,
    number: str = "",
    state: str = "",
) -> OutlineRow:
    held = len(entries.get(code, ()))
    return OutlineRow(
        code=code, number=number, title=title, state=state, gaps=counted.get(code, 0), entries=held
    )


def _part_with(gap: Gap, codes: frozenset[str]) -> str:
    """The part of the page that a gap shows at; a word that is no part's code for what is about the whole."""
    if gap.item == PARKED or gap.item in codes:
        return gap.item
    if gap.record_kind == Entry.KIND:
        return UNSORTED
    return FRONT if gap.code == "front_sheet" else "(whole)"


class GapsByPlace:
    """How many gaps show at each heading, entry, decision and action of the page."""

    _FIELDS: Mapping[str, str] = {
        "decision_reason": "because",
        "dissent": "dissent",
        "dissent_reason": "dissent",
        "dissent_resolved": "resolved",
    }

    def __init__(self, view: DeskView, gaps: Iterable[Gap]) -> None:
        on_page = {entry.id for entry in view.entries}
        on_page |= {decision.id for decision in view.decisions}
        on_page |= {action.id for action in view.actions}
        self._records: Counter[tuple[str, str]] = Counter()
        self._parts: Counter[str] = Counter()
        codes = frozenset(item.code for item in view.items)
        for gap in gaps:
            if gap.record_id in on_page:
                self._records[gap.record_id, self._FIELDS.get(gap.code, "")] += 1
            else:
                self._parts[_part_with(gap, codes)] += 1

    def at(self, *record_ids: str, field: str = "") -> int:
        """Gaps of records; `field` for those of a decision's field that has a paragraph of its own."""
        return sum(self._records[record_id, field] for record_id in record_ids)

    def differing(self, other: GapsByPlace) -> tuple[set[str], set[str]]:
        """Ids of records and codes of parts at which the two count differently."""
        records = {
            key[0] for key in {*self._records, *other._records} if self._records[key] != other._records[key]
        }
        parts = {code for code in {*self._parts, *other._parts} if self._parts[code] != other._parts[code]}
        return records, parts

    def at_part(self, code: str) -> int:
        """Gaps of a part of the page that belong to none of its paragraphs."""
        return self._parts[code]


def item_headings(items: Sequence[AgendaItem]) -> Iterator[tuple[AgendaItem, bool]]:
    """The items in order; True with the first of each group, which has a heading of its own."""
    group = ""
    for item in items:
        yield item, bool(item.group) and item.group != group
        group = item.group
