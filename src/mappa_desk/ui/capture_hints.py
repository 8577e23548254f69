"""The one hint after Enter: what is weakest in the action that was just kept, and nothing while typing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from mappa_desk.domain.action_wording import hint_for
from mappa_desk.domain.actions import Action
from mappa_desk.domain.capture import Understanding
from mappa_desk.domain.capture_owners import in_reach
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.ui.desk_state import DeskState


class Hints(QObject):
    """Says the hint of an action from the line at once, and of a turned entry when its action is read."""

    def __init__(self, state: DeskState, show: Callable[[str], None]) -> None:
        """`show` takes a hint; it is called only while the line is empty and its row says nothing."""
        super().__init__(state)
        self._state, self._show = state, show
        self._known: set[str] | None = None
        self._from_line: set[str] = set()
        state.viewed.connect(self._on_viewed)

    def of_line(self, read: Understanding) -> str:
        """The hint for a line that is being kept; empty for anything but an action."""
        if read.kind is not EntryKind.ACTION:
            return ""
        view, owner = self._state.view, read.owner
        return self.of_action(
            Action(
                id="", case_id=view.case.id, meeting_id=view.meeting.id, entry_id="", tag="", text=read.text,
                owner_name=owner.name, owner_role=owner.role, owner_agency=owner.agency,
                owner_attendance_id=owner.attendance_id, on_behalf_taken_by=read.taken_by,
                deadline=read.deadline, urgent=read.urgent,
            )
        )  # fmt: skip

    def of_action(self, action: Action) -> str:
        """The hint for an action as it stands; empty when nothing is weak."""
        view = self._state.view
        review = view.meeting.next_review
        planned = view.meeting.state is MeetingState.PLANNED
        return hint_for(
            action,
            today=self._state.today(),
            vague_verbs=self._state.work().reference.vague_verbs,
            is_holiday=is_bank_holiday,
            review_on=review.on if review else None,
            present=None if planned else in_reach(view.attendance),
        )

    def landed(self, entry_id: str) -> None:
        """The action of a line came to the disk: its hint was said at Enter."""
        self._from_line.add(entry_id)

    def _on_viewed(self) -> None:
        actions = {one.id: one for one in self._state.view.actions if not one.removed}
        known, self._known = self._known, set(actions)
        if known is None:
            return
        for place, action in actions.items():
            if place in known or action.entry_id in self._from_line:
                continue
            hint = self.of_action(action)
            line = self._state.panel.capture
            if hint and not line.text() and not line.said():
                self._show(hint)
