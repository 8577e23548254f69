"""What desk and write-up page know alike of one meeting: the time, whether it takes words, the way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import DeskError
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.views import DeskView
from mappa_desk.services.work import Work
from mappa_desk.ui.desk_outbox import Errand, Outbox
from mappa_desk.ui.jobs import JobRunner
from mappa_desk.ui.ports import ShellPort

_WRITABLE = (MeetingState.PLANNED, MeetingState.RUNNING, MeetingState.ADJOURNED, MeetingState.CLOSED)


class MeetingPageState(QObject):
    """One meeting on one page. `outbox` is made by the page's own state, which says how it is read."""

    viewed = Signal()
    """A fresh reading was taken."""
    outbox: Outbox

    def __init__(self, jobs: JobRunner, meeting_id: str, shell: ShellPort, panel: QWidget) -> None:
        super().__init__(panel)
        self.jobs, self.meeting_id, self.shell = jobs, meeting_id, shell

    def work(self) -> Work:
        """The vault and who is at the keys."""
        raise NotImplementedError

    @property
    def view(self) -> DeskView:
        """The meeting as last read. Raises RuntimeError before the first reading came back."""
        raise NotImplementedError

    @property
    def ready(self) -> bool:
        """True once the meeting was read."""
        raise NotImplementedError

    @property
    def writable(self) -> bool:
        """True until the minutes are approved or the meeting was called off, in a vault that takes words."""
        return self.ready and self.view.meeting.state in _WRITABLE and not self.work().vault.read_only

    def now(self) -> datetime:
        """The present moment."""
        return self.work().clock.now()

    def today(self) -> date:
        """The present day."""
        return self.now().date()

    @property
    def zone(self) -> tzinfo | None:
        """The zone in which times are shown."""
        return self.now().tzinfo

    def do(
        self,
        call: Callable[..., Outcome[Any]],
        *,
        done: Callable[[Any], None] | None = None,
        refused: Callable[[Exception], None] | None = None,
        say: str = "",
        holds_text: bool = False,
        **arguments: Any,
    ) -> None:
        """Run a mutating service on the worker. A refusal is said on the page unless `refused` takes it."""

        def finished(outcome: Outcome[Any]) -> None:
            if say:
                self.say(say)
            if done is not None:
                done(outcome.value)

        self.shell.saving()
        self.outbox.send(
            Errand(
                lambda: self.noted(call(self.work(), **arguments)),
                finished,
                refused or self.refuse,
                holds_text,
            )
        )

    def noted(self, outcome: Outcome[Any]) -> Outcome[Any]:
        """What a service changed, for who reads only that anew; for the worker."""
        return outcome

    def say(self, sentence: str) -> None:
        """Say what happened."""
        self.shell.announce(sentence)

    def refuse(self, error: Exception) -> None:
        """Say why something was refused: a rule on the page, anything else in a banner."""
        if isinstance(error, DeskError):
            self.show_refusal(str(error))
            self.shell.announce(str(error))
        else:
            self.shell.report(error)

    def show_refusal(self, sentence: str) -> None:
        """Show why something was refused, where the page says such things."""
        raise NotImplementedError
