"""Ready to finalise?, beside the page: each gap with the way there, and a choice that settles it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import DeskError
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.write_up_page import Paragraph
from mappa_desk.services.rough_notes import NotesRule, notes_rule
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.readiness import GapRow, gap_rows, readiness_summary
from mappa_desk.ui.readiness_settling import GapSettling
from mappa_desk.ui.views.readiness import ReadinessPanel
from mappa_desk.ui.write_up_kit import PaneKit
from mappa_desk.ui.write_up_side import Side
from mappa_desk.ui.write_up_state import WriteUpState

NAME = "ready_to_finalise"


class ReadyPane(QObject):
    """The pane of gaps. What it shows is what the page was read with."""

    def __init__(
        self,
        state: WriteUpState,
        side: Side,
        *,
        go_to: Callable[[str, int], None],
        run: Callable[[str], None],
    ) -> None:
        super().__init__(state)
        self._state, self._side, self._go_to, self._run = state, side, go_to, run
        self._rows: dict[str, GapRow] = {}
        self._notes = ""
        self._settling = GapSettling(state, self._refused)
        state.viewed.connect(self._show)

    @classmethod
    def of(cls, kit: PaneKit) -> ReadyPane:
        """The pane from what panes are given."""
        return cls(kit.state, kit.side, go_to=kit.go_to, run=kit.run)

    @property
    def panel(self) -> ReadinessPanel | None:
        """The pane while it is open."""
        found = self._side.pane(NAME)
        return found if isinstance(found, ReadinessPanel) else None

    def open(self) -> None:
        """Show the gaps at the side."""
        panel = ReadinessPanel()
        panel.jumped.connect(self._on_jumped)
        panel.answered.connect(self._on_answered)
        panel.settled_together.connect(self._on_together)
        panel.preview_requested.connect(lambda: self._state.shell.preview(self._state.meeting_id))
        panel.approve_requested.connect(lambda: self._run("approve_minutes"))
        panel.draft_requested.connect(lambda: self._run("make_chair_draft"))
        panel.said.connect(self._state.shell.announce)
        panel.closed.connect(lambda: self._side.close_pane(NAME))
        self._side.open_pane(NAME, panel, tr("Ready to finalise?"), with_head=False)
        self._show()
        work, meeting_id = self._state.work, self._state.meeting_id
        self._state.jobs.store(lambda: notes_rule(work(), meeting_id=meeting_id), self._on_notes, self)

    def _on_notes(self, result: Ok[NotesRule] | Err) -> None:
        """What approval does with the rough notes is said under the gaps' count."""
        if isinstance(result, Ok):
            self._notes = result.value.sentence
            self._show()

    def _show(self) -> None:
        panel, state = self.panel, self._state
        if panel is None:
            return
        found = state.up.gaps
        rows = gap_rows(state.view, found, state.work().reference.settle_reasons)
        self._rows = {row.key: row for row in rows}
        panel.show_gaps(rows, readiness_summary(found), self._notes)
        closed = state.view.meeting.state is MeetingState.CLOSED
        panel.set_can_approve(closed, "" if closed else tr("Close the meeting first."))

    def _on_jumped(self, key: str) -> None:
        row = self._rows.get(key)
        if row is None:
            return
        target = paragraph_of(self._state, row)
        if target is not None:
            self._go_to(target.key, 0)
        else:
            self._state.shell.navigate("meeting", self._state.meeting_id)

    def _on_answered(self, key: str, answer: str) -> None:
        row = self._rows.get(key)
        if row is None:
            return
        self._clear_error()
        self._settling.settle(row, answer)

    def _on_together(self, keys: tuple[str, ...], reason: str) -> None:
        self._clear_error()
        self._settling.settle_together(tuple(self._rows[key] for key in keys if key in self._rows), reason)

    def _clear_error(self) -> None:
        if self.panel is not None:
            self.panel.show_error("")

    def _refused(self, error: Exception) -> None:
        panel = self.panel
        if isinstance(error, DeskError) and panel is not None:
            panel.show_error(str(error))
            self._state.shell.announce(str(error))
        else:
            self._state.refuse(error)


def paragraph_of(state: WriteUpState, row: GapRow) -> Paragraph | None:
    """The paragraph that a gap is about, else the heading of its item; None for what is not on the page."""
    rows = state.paragraphs
    gap = row.gap
    of_record = [one for one in rows if gap.record_id and one.record_id == gap.record_id and one.editable]
    lacking = [one for one in of_record if one.gaps]
    of_entry = [one for one in rows if row.entry_id and one.entry_id == row.entry_id and one.editable]
    heading = [
        one for one in rows if one.key == f"item:{gap.item}" and (gap.item or gap.record_kind == Entry.KIND)
    ]
    return next(iter((*lacking, *of_record, *of_entry, *heading)), None)
