"""The agenda column: one row an item, its state told by icon and word, and the unsorted entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from mappa_desk.domain.actions import ActionState
from mappa_desk.domain.agendas import AgendaItem, ItemState, Need
from mappa_desk.domain.contributions import PARKED, EntryKind
from mappa_desk.domain.views import DeskView
from mappa_desk.ui.models.desk_rows import RowsModel
from mappa_desk.ui.models.desk_words import counted, tr

UNSORTED = ""
"""Item code of entries that still need a place."""

_STATE_ICONS = {
    "now": ("ring_half", "accent"),
    "statement": ("flag", "warning"),
    "decision": ("decision", "decision"),
    "carried": ("carried", "text"),
    "issue": ("issue", "warning"),
    "done": ("tick", "done"),
    "empty": ("dash", "text"),
    "open": ("ring", "muted"),
}
_STATE_WORDS = {
    "now": "now",
    "statement": "statement due",
    "decision": "decision taken",
    "carried": "actions carried over",
    "issue": "issue not settled",
    "done": "discussed",
    "empty": "nothing to record",
    "open": "open",
}


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One row: an item, or the heading of a group when `code` is None."""

    key: str
    code: str | None
    number: int
    title: str
    full_title: str
    state: str
    current: bool = False
    time_words: str = ""
    time_short: str = ""
    """The same where there is little room."""
    over: bool = False
    """It took longer than planned."""
    entries: int = 0

    @property
    def icon(self) -> tuple[str, str]:
        """Icon name and colour role of the state."""
        return _STATE_ICONS[self.state]

    @property
    def state_words(self) -> str:
        """The state in words."""
        return tr(_STATE_WORDS[self.state])


def item_state(
    view: DeskView, item: AgendaItem, current: str, held: Counter[str], kinds: set[tuple[str, str]]
) -> str:
    """Which state an item shows. `held` counts entries by item, `kinds` pairs items with kinds."""
    claims = (
        ("now", item.code == current),
        ("statement", Need.STATEMENT in item.needs and bool(view.statement_due)),
        ("empty", item.state in (ItemState.NOTHING_TO_RECORD, ItemState.NOT_APPLICABLE)),
        ("carried", Need.ACTION_OUTCOMES in item.needs and _some_carried(view)),
        ("issue", (item.code, "open issue") in kinds),
        ("decision", (item.code, EntryKind.DECISION.value) in kinds),
        ("done", bool(held[item.code]) or item.state is ItemState.DISCUSSED),
        ("done", Need.ACTION_OUTCOMES in item.needs and _all_settled(view)),
    )
    return next((state for state, holds in claims if holds), "open")


def _some_carried(view: DeskView) -> bool:
    return any(past.settled_here and past.action.state is ActionState.OPEN for past in view.past_actions)


def _all_settled(view: DeskView) -> bool:
    return bool(view.past_actions) and all(past.settled_here for past in view.past_actions)


def agenda_rows(
    view: DeskView,
    *,
    current: str,
    times: Mapping[str, tuple[str, str]] | None = None,
    over: frozenset[str] = frozenset(),
) -> tuple[AgendaRow, ...]:
    """Rows of the agenda of one meeting. `current` is the item shown, `times` tells what items took in words
    and in short, `over` which of them took longer than planned."""
    held = Counter(entry.item for entry in view.entries)
    kinds = {(entry.item, entry.entry_kind.value) for entry in view.entries}
    kinds |= {
        (entry.item, "open issue")
        for entry in view.entries
        if entry.entry_kind is EntryKind.ISSUE and (entry.outcome is None or entry.outcome.value == "open")
    }
    rows: list[AgendaRow] = []
    group = ""
    for item in sorted(view.items, key=lambda row: row.number):
        if item.group and item.group != group:
            rows.append(AgendaRow(f"group:{item.group}", None, 0, item.group, item.group, "open"))
        group = item.group
        state = item_state(view, item, current, held, kinds)
        rows.append(
            AgendaRow(
                key=f"item:{item.code}",
                code=item.code,
                number=item.number,
                title=item.short_title or item.title,
                full_title=item.title,
                state=state,
                current=item.code == current,
                time_words=(times or {}).get(item.code, ("", ""))[0],
                time_short=(times or {}).get(item.code, ("", ""))[1],
                over=item.code in over,
                entries=held[item.code],
            )
        )
    return tuple(rows)


def unsorted_count(view: DeskView) -> int:
    """How many entries still need an item."""
    return sum(entry.item == UNSORTED for entry in view.entries)


def parked_count(view: DeskView) -> int:
    """How many entries are set aside for later."""
    return sum(entry.item == PARKED for entry in view.entries)


def unplaced_words(code: str) -> str:
    """Name of what stands under no item."""
    return tr("Parked") if code == PARKED else tr("Unsorted")


class AgendaModel(RowsModel[AgendaRow]):
    """The agenda as a list."""

    def words(self, row: AgendaRow) -> str:
        """Number, title, state and count of entries."""
        if row.code is None:
            return row.title
        parts = [f"{row.number} {row.full_title}", row.state_words]
        if row.entries:
            parts.append(counted(row.entries, "entry", "entries"))
        if row.time_words:
            parts.append(row.time_words)
        return ", ".join(parts)

    def is_heading(self, row: AgendaRow) -> bool:
        """Heads of groups cannot be chosen."""
        return row.code is None

    def tip(self, row: AgendaRow) -> str:
        """The full title and the state."""
        told = ", ".join(part for part in (row.state_words, row.time_words) if part)
        return "" if row.code is None else f"{row.full_title}: {told}"

    def place_of_item(self, code: str) -> int:
        """Place of an item, -1 when it is not on the agenda."""
        return self.place_of(f"item:{code}")
