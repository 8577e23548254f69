"""Feeds the chair's card from the desk's own reading of the meeting. It reads nothing of the vault itself."""

from __future__ import annotations

from mappa_desk.domain.meetings import MeetingState
from mappa_desk.ui.desk_header import expected_end, planned_end
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.models.chair_card import card_picture
from mappa_desk.ui.views.chair_card import SIZE, ChairCardWindow


class ChairCard:
    """The card while it is open, and whether it comes back with its desk."""

    size = SIZE
    commands: tuple[str, ...] = ("statement_read", "next_item")
    """Keys of the desk that work in it as well."""

    def __init__(self) -> None:
        self.window: ChairCardWindow | None = None
        self._meeting_id = ""
        self._was_open_in = ""

    def open(self) -> ChairCardWindow:
        """A fresh window, not shown yet."""
        self.window = ChairCardWindow()
        return self.window

    def show(self, state: DeskState | None) -> None:
        """Show the meeting as it was last read."""
        if self.window is None or state is None:
            return
        self._meeting_id = state.meeting_id
        view, now = state.view, state.now()
        self.window.show_picture(
            card_picture(
                view,
                item=state.line_item,
                now=now,
                ends=planned_end(view.meeting, now),
                expected=expected_end(view, now),
            )
        )

    def curtain(self, is_closed: bool) -> None:
        """Blank it, or show it again."""
        if self.window is not None:
            self.window.cover(is_closed)

    def leave(self) -> None:
        """Its desk is left: it closes, and comes back with the desk."""
        if self.window is not None:
            meeting_id = self._meeting_id
            self.window.close()
            self._was_open_in = meeting_id

    def comes_back(self, state: DeskState) -> bool:
        """True when it was open at this meeting, which still runs."""
        return (
            self.window is None
            and self._was_open_in == state.meeting_id
            and state.view.meeting.state is MeetingState.RUNNING
        )

    def let_go(self) -> None:
        """The window was closed."""
        self.window = None
        self._was_open_in = ""

    def forget(self) -> None:
        """It comes back no more."""
        self._was_open_in = ""
