"""Ready to finalise?: reads the gaps, settles what a choice can settle, and takes the chair's approval."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mappa_desk.domain.errors import DeskError
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.views import Gap
from mappa_desk.services.gaps import gaps
from mappa_desk.services.rough_notes import notes_rule
from mappa_desk.services.work import Work
from mappa_desk.ui.desk_record import Record
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.readiness import GapRow, gap_rows, readiness_summary
from mappa_desk.ui.readiness_settling import GapSettling
from mappa_desk.ui.views.readiness import ReadinessPanel


class Readiness(QObject):
    """The pane of gaps and the approval."""

    jump_requested = Signal(str, str)
    """Item and entry that a gap is about."""

    def __init__(self, state: DeskState, record: Record) -> None:
        super().__init__(state)
        self._state, self._record = state, record
        self._open = False
        self._ask_approval: Callable[[], None] = lambda: None
        self._make_draft: Callable[[], None] = lambda: None
        self._rows: dict[str, GapRow] = {}
        self._gaps: tuple[Gap, ...] = ()
        self._settling = GapSettling(state, self._refused)
        panel = ReadinessPanel()
        self._panel = panel
        state.panel.set_readiness(panel)
        panel.jumped.connect(self._on_jumped)
        panel.answered.connect(self._on_answered)
        panel.settled_together.connect(self._on_together)
        panel.preview_requested.connect(lambda: state.shell.preview(state.meeting_id))
        panel.approve_requested.connect(self.approve)
        panel.draft_requested.connect(self._on_draft)
        panel.said.connect(state.shell.announce)
        panel.closed.connect(self.close)
        state.viewed.connect(self._on_viewed)
        state.panel.readiness_filled.connect(panel.set_filled)

    @property
    def panel(self) -> ReadinessPanel:
        """The pane."""
        return self._panel

    @property
    def is_open(self) -> bool:
        """True while the pane is shown."""
        return self._open

    def open(self) -> None:
        """Show the gaps at the side."""
        self._open = True
        self._state.panel.open_readiness(True)
        self._panel.setFocus()
        self._read()

    def close(self) -> bool:
        """Give the side back to its tabs. True when the pane was shown."""
        if not self._open:
            return False
        self._open = False
        self._state.panel.open_readiness(False)
        self._state.panel.focus_line()
        return True

    def _on_viewed(self) -> None:
        if self._open:
            self._read()

    def _read(self) -> None:
        work, meeting_id = self._state.work, self._state.meeting_id

        def read() -> tuple[tuple[Gap, ...], str]:
            here: Work = work()
            return gaps(here, meeting_id=meeting_id), notes_rule(here, meeting_id=meeting_id).sentence

        self._state.jobs.store(read, self._on_read, self)

    def _on_read(self, result: Ok[tuple[tuple[Gap, ...], str]] | Err) -> None:
        if isinstance(result, Err):
            self._state.shell.report(result.error, self._read)
            return
        first = not self._gaps and not self._rows
        self._gaps, notes = result.value
        rows = gap_rows(self._state.view, self._gaps, self._state.work().reference.settle_reasons)
        self._rows = {row.key: row for row in rows}
        summary = readiness_summary(self._gaps)
        self._panel.show_gaps(rows, summary, notes)
        closed = self._state.view.meeting.state is MeetingState.CLOSED
        self._panel.set_can_approve(closed, "" if closed else tr("Close the meeting first."))
        if first:
            self._state.shell.announce(summary)

    # Settling

    def _on_jumped(self, key: str) -> None:
        row = self._rows.get(key)
        if row is not None:
            self.jump_requested.emit(row.gap.item, row.entry_id)

    def _on_answered(self, key: str, answer: str) -> None:
        row = self._rows.get(key)
        if row is None:
            return
        self._panel.show_error("")
        self._settling.settle(row, answer)

    def _on_together(self, keys: tuple[str, ...], reason: str) -> None:
        self._panel.show_error("")
        self._settling.settle_together(tuple(self._rows[key] for key in keys if key in self._rows), reason)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, DeskError):
            self._panel.show_error(str(error))
            self._state.shell.announce(str(error))
        else:
            self._state.shell.report(error)

    # Approval

    def approve_with(self, ask: Callable[[], None]) -> None:
        """Who takes the chair's approval down."""
        self._ask_approval = ask

    def draft_with(self, make: Callable[[], None]) -> None:
        """What makes the draft for the chair."""
        self._make_draft = make

    def _on_draft(self) -> None:
        self._make_draft()

    def approve(self) -> None:
        """Take down who approved, how and when; with gaps left, also why."""
        self._ask_approval()

    def hidden(self) -> None:
        """Another pane took the place of this one."""
        self._open = False
