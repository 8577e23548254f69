"""The panes of attendance and actions: read beside the page, changed on the desk or in their paragraphs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.write_up_lists import ShortRow, action_rows, attendance_rows
from mappa_desk.ui.views.write_up_lists import ShortListView
from mappa_desk.ui.write_up_side import Side
from mappa_desk.ui.write_up_state import WriteUpState

ATTENDANCE, ACTIONS = "attendance", "actions"


class Lists(QObject):
    """Opens one of the two."""

    def __init__(self, state: WriteUpState, side: Side, go_to: Callable[[str], None]) -> None:
        super().__init__(state)
        self._state, self._side, self._go_to = state, side, go_to
        state.viewed.connect(self._refresh)

    def open_attendance(self) -> None:
        """Who was there; changed on the desk."""
        view = ShortListView(tr("Attendance"), tr("Change on the desk"))
        view.button_pressed.connect(
            lambda: self._state.shell.navigate("meeting", self._state.meeting_id, show="show_people")
        )
        view.typed.connect(self._state.panel.typed_elsewhere)
        self._side.open_pane(ATTENDANCE, view, tr("Attendance"))
        self._refresh()

    def open_actions(self) -> None:
        """The actions of this meeting; each leads to its paragraph."""
        view = ShortListView(tr("Actions"), tr("Preview the list"))
        view.button_pressed.connect(lambda: self._state.shell.run("preview"))
        view.chosen.connect(self._on_chosen)
        view.typed.connect(self._state.panel.typed_elsewhere)
        self._side.open_pane(ACTIONS, view, tr("Actions"))
        self._refresh()

    def _refresh(self) -> None:
        state = self._state
        for name in (ATTENDANCE, ACTIONS):
            view = self._side.pane(name)
            if isinstance(view, ShortListView):
                rows = (
                    attendance_rows(state.view)
                    if name == ATTENDANCE
                    else action_rows(state.view, state.today())
                )
                view.show_rows(rows)

    def _on_chosen(self, row: ShortRow) -> None:
        if row.goes_to:
            self._go_to(row.goes_to)
