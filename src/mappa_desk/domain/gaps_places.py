"""Where a gap is: which item holds what, the number of an entry, the name of an agency."""

from __future__ import annotations

from mappa_desk.domain.agendas import Need
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.contributions import PARKED, Entry, EntryKind, Handling
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.views import DeskView, Gap


class Places:
    """Look-ups over one view, made once for all checks."""

    def __init__(self, view: DeskView) -> None:
        self.meeting_id = view.meeting.id
        self.items = {item.code: item for item in view.items}
        self.order = {item.code: index for index, item in enumerate(view.items)}
        self.entries = tuple(entry for entry in view.entries if not entry.removed)
        self.entry = {entry.id: entry for entry in self.entries}
        self._names = {agency.code: agency.name for agency in view.agencies}
        self._numbers = entry_numbers(view)

    def agency(self, code: str) -> str:
        """Name of an agency, or its code when the area no longer has it."""
        return self._names.get(code, code)

    def person(self, row: Attendance) -> str:
        """ "J Smith, Housing"."""
        return ", ".join(part for part in (row.name or row.role, self.agency(row.agency)) if part)

    def number(self, entry: Entry) -> str:
        """ "9.5"; "An entry under Disclosure" where it has no number, "An unsorted entry" without an item."""
        item = self.items.get(entry.item)
        unplaced = "A parked entry" if entry.item == PARKED else "An unsorted entry"
        return self._numbers.get(entry.id) or (f"An entry under {item.title}" if item else unplaced)

    def needs(self, need: Need) -> bool:
        """True when an item of this agenda asks for it."""
        return any(need in item.needs for item in self.items.values())

    def holding(self, need: Need) -> str:
        """Code of the last item that asks for it, empty when none does."""
        return next((item.code for item in reversed(self.items.values()) if need in item.needs), "")

    def item_of(self, entry_id: str) -> str:
        """Code of the item that an entry stands under."""
        entry = self.entry.get(entry_id)
        return entry.item if entry else ""

    def of_entry(self, entry: Entry, code: str, sentence: str, blocking: bool) -> Gap:
        """A gap that leads to an entry."""
        return Gap(
            code=code,
            sentence=sentence,
            blocking=blocking,
            item=entry.item,
            record_kind=Entry.KIND,
            record_id=entry.id,
        )

    def of_meeting(self, code: str, sentence: str, blocking: bool, item: str = "") -> Gap:
        """A gap that leads to the meeting itself, or to the item that asks."""
        return Gap(
            code=code,
            sentence=sentence,
            blocking=blocking,
            item=item,
            record_kind=Meeting.KIND,
            record_id=self.meeting_id,
        )


def entry_numbers(view: DeskView) -> dict[str, str]:
    """The number of an entry under its item as the minutes print it, "9.5", by entry id.

    Actions have a number of their own. Neither unsorted nor restricted entries count, nor what prints in no
    document until it is sanitised.
    """
    items = {item.code: item.number for item in view.items}
    counted: dict[str, int] = {}
    numbers = {}
    for entry in sorted(view.entries, key=lambda entry: entry.position):
        if entry.removed or entry.item not in items or not is_numbered(entry):
            continue
        counted[entry.item] = counted.get(entry.item, 0) + 1
        numbers[entry.id] = f"{items[entry.item]}.{counted[entry.item]}"
    return numbers


def is_numbered(entry: Entry) -> bool:
    """True for an entry that has a number within its item in the main part of the minutes."""
    unprinted = entry.handling in (Handling.NAMED_RECIPIENTS, Handling.SANITISE)
    restricted = entry.closed_part_id is not None or unprinted
    return entry.entry_kind is not EntryKind.ACTION and not restricted
