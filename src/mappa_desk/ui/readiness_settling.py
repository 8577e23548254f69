"""What an answer in the pane of gaps does to the record, on the desk and beside the page of write-up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from mappa_desk.domain.actions import Action, Deadline, DeadlineKind
from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.capture_dates import read_date
from mappa_desk.domain.contributions import Handling, IssueOutcome
from mappa_desk.domain.decisions import Decision, Dissent
from mappa_desk.domain.errors import DeskError, RuleError
from mappa_desk.domain.gaps_settling import read_reason
from mappa_desk.domain.views import DeskView
from mappa_desk.services.actions import revise_action
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.contributions import move_entry, reattribute, set_handling, settle_issue
from mappa_desk.services.decisions import revise_decision
from mappa_desk.services.items import settle_items
from mappa_desk.services.roll_call import edit_attendance, mark
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.readiness import AGAINST, NO_ACTION, NOT_APPLICABLE, GapRow


class Page(Protocol):
    """What is needed of the desk or of write-up."""

    meeting_id: str

    @property
    def view(self) -> DeskView:
        """The meeting as last read."""

    @property
    def writable(self) -> bool:
        """True until the minutes are approved."""

    def today(self) -> date:
        """The present day."""

    def do(self, call: Callable[..., Any], **arguments: Any) -> None:
        """Run a mutating service on the worker."""


class GapSettling:
    """Settles one gap by an answer, or several empty items by one reason."""

    def __init__(self, page: Page, refused: Callable[[Exception], None]) -> None:
        self._page, self._refused = page, refused
        self._ways: dict[str, Callable[[GapRow, str, str], None]] = {
            "item": self._item,
            "speaker": self._speaker,
            "dissent": self._dissent,
            "because": self._because,
            "owner": self._owner,
            "due": self._due,
            "place": self._place,
            "issue": self._issue,
            "attendance": self._attendance,
            "mode": self._mode,
            "handling": self._handling,
        }

    def settle(self, row: GapRow, answer: str) -> None:
        """Take an answer: a key of the row's choices, or typed words. What is unclear is refused in words."""
        way = self._ways.get(row.settles)
        if way is None:
            return
        try:
            way(row, *row.settling.read(answer))
        except DeskError as error:
            self._refused(error)

    def settle_together(self, rows: tuple[GapRow, ...], answer: str) -> None:
        """Settle several empty items by one reason: a code of the area's reasons, or typed words."""
        items = tuple(row.gap.item for row in rows if row.together)
        if items:
            self._settle_items(items, *rows[0].settling.read(answer), answer)

    def _do(self, call: Callable[..., Any], **arguments: Any) -> None:
        if not self._page.writable:
            raise RuleError(tr("The record of this meeting can no longer be changed."))
        self._page.do(call, refused=self._refused, say=tr("Settled"), **arguments)

    # By what a gap is about

    def _item(self, row: GapRow, key: str, typed: str) -> None:
        self._settle_items((row.gap.item,), key, typed, key)

    def _settle_items(self, items: tuple[str, ...], key: str, typed: str, code: str) -> None:
        state, reason = read_reason(typed)
        if key == NOT_APPLICABLE:
            state, reason = read_reason(f"not applicable {typed}")
        elif key:
            reason = code
        self._do(settle_items, meeting_id=self._page.meeting_id, items=items, state=state, reason=reason)

    def _speaker(self, row: GapRow, key: str, _typed: str) -> None:
        people = [one.id for one in self._page.view.attendance if one.agency == key and one.took_part]
        one = people[0] if len(people) == 1 else None
        self._do(reattribute, entry_ids=(row.entry_id,), agency=key, attendance_id=one)

    def _handling(self, row: GapRow, key: str, _typed: str) -> None:
        self._do(set_handling, entry_id=row.entry_id, handling=Handling(key))

    def _dissent(self, row: GapRow, key: str, typed: str) -> None:
        decision = self._decision(row)
        if key == "nobody":
            self._do(revise_decision, decision=replace(decision, dissent_asked=True))
            return
        if not key.startswith(AGAINST):
            raise RuleError(tr("Choose that nobody disagreed, or the agency, and go on typing why."))
        if not typed:
            raise RuleError(tr("Why did they disagree?"))
        against = Dissent(agency=key.removeprefix(AGAINST), why=typed)
        changed = replace(decision, dissent_asked=True, dissent=(*decision.dissent, against))
        self._do(revise_decision, decision=changed)

    def _because(self, row: GapRow, _key: str, typed: str) -> None:
        self._do(revise_decision, decision=replace(self._decision(row), because=typed))

    def _owner(self, row: GapRow, key: str, typed: str) -> None:
        action = self._action(row)
        person = next((one for one in self._page.view.attendance if one.id == key), None)
        if person is None:
            self._do(revise_action, action=replace(action, owner_role=typed))
            return
        owned = replace(
            action,
            owner_agency=person.agency,
            owner_name=person.name,
            owner_role=person.role,
            owner_attendance_id=person.id,
        )
        self._do(revise_action, action=owned)

    def _due(self, row: GapRow, key: str, typed: str) -> None:
        if key:
            deadline: Deadline | None = Deadline(kind=DeadlineKind(key))
        else:
            deadline = read_date(typed, today=self._page.today(), is_holiday=is_bank_holiday)
        if deadline is None:
            raise RuleError(tr("A date is needed here, such as 27/11 or fri."))
        self._do(revise_action, action=replace(self._action(row), deadline=deadline))

    def _place(self, row: GapRow, key: str, _typed: str) -> None:
        self._do(move_entry, entry_ids=(row.entry_id,), item=key)

    def _issue(self, row: GapRow, key: str, typed: str) -> None:
        kind, _, by = key.partition(":")
        if by:
            self._do(settle_issue, entry_id=row.entry_id, outcome=IssueOutcome(kind), by_entry_id=by)
            return
        if key == NO_ACTION and not typed:
            raise RuleError(tr("Why is nothing to be done about it?"))
        self._do(settle_issue, entry_id=row.entry_id, outcome=IssueOutcome.NO_ACTION, reason=typed)

    def _attendance(self, row: GapRow, key: str, _typed: str) -> None:
        self._do(mark, attendance_id=row.gap.record_id, state=AttendanceState(key))

    def _mode(self, row: GapRow, key: str, _typed: str) -> None:
        person = next(one for one in self._page.view.attendance if one.id == row.gap.record_id)
        self._do(edit_attendance, attendance=replace(person, mode=Mode(key)))

    def _decision(self, row: GapRow) -> Decision:
        found = next((one for one in self._page.view.decisions if one.id == row.gap.record_id), None)
        if found is None:
            raise RuleError(tr("This decision is no longer there."))
        return found

    def _action(self, row: GapRow) -> Action:
        found = next((one for one in self._page.view.actions if one.id == row.gap.record_id), None)
        if found is None:
            raise RuleError(tr("This action is no longer there."))
        return found
