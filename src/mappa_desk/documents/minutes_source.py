"""One snapshot, made easy to look things up in: names for codes, entries by item, what is restricted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from mappa_desk.documents.copy_facts import CopyFacts
from mappa_desk.documents.wordings import Wording
from mappa_desk.domain.actions import Action
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.contributions import Entry, EntryKind, Handling
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.minutes import MinutesSnapshot, MinutesStatus


class MinutesSource:
    """A snapshot with its wording. Works on what the projection of an edition left, blanks and all."""

    def __init__(self, snapshot: MinutesSnapshot, wording: Wording, facts: CopyFacts | None = None) -> None:
        self.snapshot = snapshot
        self.facts = facts or CopyFacts()
        self.words = wording
        self._names = {agency.code: agency.name for agency in snapshot.agencies}
        self._attendance = {row.id: row for row in snapshot.attendance}
        self._decisions = {decision.entry_id: decision for decision in snapshot.decisions}
        self._actions = {action.entry_id: action for action in snapshot.actions if not action.removed}
        self._entries = {entry.id: entry for entry in snapshot.entries}

    @property
    def reference(self) -> str:
        """Reference of the meeting, "LAN-0417-M03"."""
        return meeting_reference(self.snapshot.case.reference, self.snapshot.meeting.number)

    @property
    def is_draft(self) -> bool:
        """True until the minutes are approved."""
        return self.snapshot.status is MinutesStatus.DRAFT

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that are not removed, in order."""
        kept = (entry for entry in self.snapshot.entries if not entry.removed)
        return tuple(sorted(kept, key=lambda entry: entry.position))

    @cached_property
    def item_codes(self) -> frozenset[str]:
        """Codes of the items that the snapshot holds."""
        return frozenset(item.code for item in self.snapshot.items)

    @cached_property
    def by_item(self) -> dict[str, list[Entry]]:
        """Open entries by item; those without an item of this meeting under the empty code."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if not self.is_restricted(entry):
                found.setdefault(entry.item if entry.item in self.item_codes else "", []).append(entry)
        return found

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """Decisions of the main part, by number."""
        kept = (decision for decision in self.snapshot.decisions if self._is_open(decision.entry_id))
        return tuple(sorted(kept, key=lambda decision: decision.number))

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Actions of the main part made at this meeting, by number."""
        kept = (
            action
            for action in self.snapshot.actions
            if not action.removed and self._is_open(action.entry_id or "")
        )
        return tuple(sorted(kept, key=lambda action: action.place))

    @cached_property
    def reports(self) -> dict[str, list[Entry]]:
        """Written reports by the agency that sent them, in the order of the record."""
        found: dict[str, list[Entry]] = {}
        for entry in self.snapshot.entries:
            if entry.entry_kind is EntryKind.WRITTEN_REPORT and not entry.removed:
                found.setdefault(entry.agency, []).append(entry)
        return found

    @cached_property
    def entry_numbers(self) -> dict[str, str]:
        """Number of each open entry by its id, "9.4". Restricted entries and actions do not count."""
        numbers: dict[str, str] = dict(self.facts.numbers)
        for item in () if numbers else self.snapshot.items:
            counted = (entry for entry in self.by_item.get(item.code, ()) if is_numbered(entry))
            numbers |= {entry.id: f"{item.number}.{place}" for place, entry in enumerate(counted, start=1)}
        return numbers

    def is_restricted(self, entry: Entry) -> bool:
        """True for what is printed in an annex only: a closed part, or named recipients."""
        return entry.closed_part_id is not None or entry.handling is Handling.NAMED_RECIPIENTS

    def is_open_action(self, action: Action) -> bool:
        """True for an action that did not arise in a restricted entry."""
        return self._is_open(action.entry_id or "")

    def decision_of(self, entry: Entry) -> Decision | None:
        """The decision that stands in the record through an entry."""
        return self._decisions.get(entry.id)

    def action_of(self, entry: Entry) -> Action | None:
        """The action that stands in the record through an entry."""
        return self._actions.get(entry.id)

    def entry(self, entry_id: str) -> Entry | None:
        """An entry by its id."""
        return self._entries.get(entry_id)

    def attendance(self, attendance_id: str | None) -> Attendance | None:
        """A row of the attendance by its id."""
        return self._attendance.get(attendance_id or "")

    def agency(self, code: str) -> str:
        """The name of an agency; the code itself when the snapshot does not know it."""
        return self._names.get(code, code)

    def agencies(self, codes: Iterable[str]) -> list[str]:
        """Names of agencies, each once, in the order given."""
        return list(dict.fromkeys(self.agency(code) for code in codes if code))

    def names(self, attendance_ids: Sequence[str]) -> str:
        """Names of attendance rows as a list in words; those that were left out are skipped."""
        rows = [row for row in map(self.attendance, attendance_ids) if row is not None]
        return self.words.listed([row.name or self.agency(row.agency) for row in rows])

    def page_words(self, page: int, pages: int) -> str:
        """ "Page 4 of 9"."""
        return self.words("paper.page", page=page, pages=pages)

    def speaker(self, row: Attendance | None) -> str:
        """The role of a speaker; the name too where the agency sent two of one role, or no role is known."""
        if row is None:
            return ""
        if row.role and self._roles[row.agency, row.role] == 1:
            return row.role
        return ", ".join(part for part in (row.role, row.name) if part)

    @cached_property
    def _roles(self) -> Counter[tuple[str, str]]:
        return Counter((row.agency, row.role) for row in self.snapshot.attendance)

    def _is_open(self, entry_id: str) -> bool:
        entry = self._entries.get(entry_id)
        return entry is None or not (entry.removed or self.is_restricted(entry))


def is_numbered(entry: Entry) -> bool:
    """Actions carry a number of their own; every other entry is numbered within its item."""
    return entry.entry_kind is not EntryKind.ACTION
