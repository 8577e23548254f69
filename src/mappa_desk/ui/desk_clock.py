"""The desk's clock: what the items took is counted and kept each minute, the meeting pauses and goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer

from mappa_desk.domain.clock import CountingClock
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.timing import ItemTime, paused_since
from mappa_desk.services import timing
from mappa_desk.ui.desk_sheets import Sheets
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models.desk_times import TAKE, picked_item, time_picks
from mappa_desk.ui.models.desk_words import tr

COUNT_MS = 60_000


class DeskClock(QObject):
    """Counts while its desk is shown. A count that cannot be kept is tried again a minute later."""

    def __init__(self, state: DeskState, sheets: Sheets, go_to: Callable[[str], None]) -> None:
        super().__init__(state)
        self._state, self._sheets, self._go_to = state, sheets, go_to
        self._minute = QTimer(self)
        self._minute.setInterval(COUNT_MS)
        self._minute.timeout.connect(self.count)
        state.viewed.connect(self._begin)

    def count(self) -> None:
        """Keep what was counted so far and show it."""
        state = self._state
        if state.view.meeting.state is not MeetingState.RUNNING or state.work().vault.read_only:
            return
        work, meeting_id = state.work, state.meeting_id

        def counted() -> tuple[ItemTime, ...]:
            timing.keep_count(work(), meeting_id=meeting_id)
            return timing.item_times(work(), meeting_id=meeting_id)

        def kept(result: Ok[tuple[ItemTime, ...]] | Err) -> None:
            if isinstance(result, Ok):
                state.count(result.value)

        state.jobs.store(counted, kept, self)

    def turn_pause(self) -> None:
        """Pause the meeting, or go on with it."""
        state = self._state
        if state.view.meeting.state is MeetingState.RUNNING and paused_since(state.view.times) is not None:
            state.do(timing.go_on, say=tr("The meeting goes on"), meeting_id=state.meeting_id)
        else:
            state.do(timing.pause, say=tr("The meeting pauses"), meeting_id=state.meeting_id)

    def show_times(self) -> None:
        """List what was stamped in this meeting, and the laptop's clock where it differs from our count."""
        work, meeting_id = self._state.work, self._state.meeting_id

        def read() -> tuple[timedelta, bool]:
            clock = work().clock
            if not isinstance(clock, CountingClock):
                return timedelta(0), False
            newest = timing.newest_time(work(), meeting_id=meeting_id)
            return clock.ahead(), newest is None or work().now() + clock.ahead() >= newest

        self._sheets.look_up(read, self._show, self)

    def _show(self, result: Ok[tuple[timedelta, bool]] | Err) -> None:
        state = self._state
        if isinstance(result, Err):
            state.shell.report(result.error)
            return
        ahead, may_take = result.value
        picks = time_picks(state.view, state.now(), ahead=ahead, may_take=may_take)
        if picks:
            self._sheets.pick(tr("Times of this meeting"), picks, self._picked)
        else:
            state.refuse(RuleError(tr("Nothing is stamped in this meeting yet.")))

    def _picked(self, key: str) -> None:
        state = self._state
        if key == TAKE:
            state.do(timing.take_clock, say=tr("The laptop's clock is taken"), meeting_id=state.meeting_id)
        elif picked_item(key):
            self._go_to(picked_item(key))

    def _begin(self) -> None:
        """The first reading: what goes on since before the program was away is settled at once."""
        if not self._minute.isActive():
            self._minute.start()
            self.count()
