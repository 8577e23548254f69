"""What the desk shows between minutes and chair: gaps, draft and marks, corrections, the last minutes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from mappa_desk.ui.approving import Approving
from mappa_desk.ui.chair_marks import ChairMarks
from mappa_desk.ui.confirming import Confirming
from mappa_desk.ui.corrections import Corrections
from mappa_desk.ui.desk_moves import Moves
from mappa_desk.ui.desk_sheets import Sheets
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.pane_hosts import DeskHost
from mappa_desk.ui.ports import FilePort
from mappa_desk.ui.readiness import Readiness


class DeskChair(QObject):
    """Joins these panes with the desk; one of them takes the side at a time."""

    def __init__(
        self,
        state: DeskState,
        sheets: Sheets,
        moves: Moves,
        files: FilePort | None,
        *,
        readiness: Readiness,
    ) -> None:
        super().__init__(state)
        self._state, self._readiness = state, readiness
        host = DeskHost(state, sheets, moves, files)
        self.approving = Approving(host)
        self.marks = ChairMarks(host)
        self.corrections = Corrections(host)
        self.confirming = Confirming(host)
        state.panel.add_band(self.confirming.band)
        state.panel.readiness_filled.connect(self._fill_one)
        state.viewed.connect(self._show_band)
        state.item_changed.connect(lambda _before: self._show_band())
        readiness.jump_requested.connect(moves.go_to_place)
        readiness.approve_with(self.approving.ask)
        readiness.draft_with(self._make_draft)

    def commands(self) -> dict[str, Callable[[], None]]:
        """By the names of the key table."""
        return {
            "ready_to_finalise": self._open_readiness,
            "make_chair_draft": self._make_draft,
            "chair_marks": self._open_marks,
            "corrections": self._open_corrections,
            "confirm_minutes": self.confirming.ask,
            "approve_minutes": self.approving.ask,
            "save_approval_paper": self.approving.save_paper,
        }

    def close(self) -> bool:
        """Close the pane that is open. True when there was one."""
        panes = (self.marks.close, self.corrections.close, self._readiness.close)
        return any(close() for close in panes)

    def _open_readiness(self) -> None:
        self._leave()
        self._readiness.open()

    def _open_marks(self) -> None:
        self._leave()
        self.marks.open()

    def _make_draft(self) -> None:
        self._leave()
        self.marks.open_and_make()

    def _open_corrections(self) -> None:
        self._leave()
        self.corrections.open()

    def _leave(self) -> None:
        """Whatever pane is open makes room."""
        self.marks.hidden()
        self.corrections.hidden()
        self._readiness.hidden()

    def _fill_one(self, filled: bool) -> None:
        """One filled button a view: a sheet has its own."""
        for part in (self.marks, self.corrections):
            part.set_filled(filled)

    def _show_band(self) -> None:
        if self._state.ready:
            self.confirming.show_at(self._state.item)
