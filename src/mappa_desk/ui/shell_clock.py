"""Watches the laptop's clock beside the program's own count, and says so when a running meeting is concerned.

While no meeting runs the laptop's clock is simply taken. While one runs, its times go by the own count until
it has ended, or until somebody takes the laptop's clock in the list of times.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from mappa_desk.domain.clock import ClockMove, CountingClock
from mappa_desk.services.steady_clock import MOVED
from mappa_desk.services.timing import keep_order
from mappa_desk.services.work import Work
from mappa_desk.ui.jobs import Err, JobRunner, Ok
from mappa_desk.ui.models.desk_times import span
from mappa_desk.ui.ports import Banner, BannerAction
from mappa_desk.ui.shell import Shell

LOOK_MS = 5_000
BANNER = "clock"
TIMES = "times"
"""What the desk is asked to show when a banner leads to it."""


class ClockWatch(QObject):
    """Looks every few seconds. `running` reads the id of the meeting that runs, on the worker."""

    def __init__(self, work: Work, jobs: JobRunner, shell: Shell, running: Callable[[], str]) -> None:
        super().__init__(shell)
        self._work, self._jobs, self._shell, self._running = work, jobs, shell, running
        self._clock = work.clock if isinstance(work.clock, CountingClock) else None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """At the begin of a run: no time of a running meeting is followed by an earlier one."""
        if self._clock is None:
            return
        self._timer.start()
        work = self._work

        def order() -> tuple[str, ClockMove | None]:
            meeting_id = self._running()
            return meeting_id, keep_order(work, meeting_id=meeting_id) if meeting_id else None

        def ordered(result: Ok[tuple[str, ClockMove | None]] | Err) -> None:
            meeting_id, move = result.value if isinstance(result, Ok) else ("", None)
            if move is not None:
                lead = self.tr("The laptop's clock is {span} behind the newest time of this meeting.")
                rest = self.tr("Meeting times go on from there.")
                self._say(lead.format(span=span(move.by)), rest, meeting_id)

        self._jobs.store(order, ordered, self)

    def stop(self) -> None:
        """Looks no more."""
        self._timer.stop()

    def look(self) -> None:
        """Compare the laptop's clock with the own count now."""
        clock = self._clock
        if clock is None:
            return
        move = clock.look()
        if move is None and abs(clock.ahead()) <= MOVED:
            self._shell.clear_banner(BANNER)
            return

        def settle() -> str:
            meeting_id = self._running()
            if not meeting_id:
                clock.take_laptops()
            return meeting_id

        def settled(result: Ok[str] | Err) -> None:
            if isinstance(result, Err):
                return
            if not result.value:
                self._shell.clear_banner(BANNER)
            elif move is not None:
                self._say(
                    self.tr("The laptop's clock moved by {span}.").format(span=span(move.by)),
                    self.tr("Meeting times are kept from our own count."),
                    result.value,
                )

        self._jobs.store(settle, settled, self)

    def _say(self, lead: str, sentence: str, meeting_id: str) -> None:
        look = BannerAction(self.tr("Look at times"), lambda: self._show_times(meeting_id))
        self._shell.show_banner(Banner(BANNER, lead, sentence, 1, (look,)))

    def _show_times(self, meeting_id: str) -> None:
        self._shell.clear_banner(BANNER)
        if self._shell.place == ("meeting", meeting_id):
            self._shell.run("show_times")
        else:
            self._shell.navigate("meeting", meeting_id, show=TIMES)
