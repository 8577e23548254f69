"""Since last time, the statement with who did not agree, and closed parts: what the room must know."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from mappa_desk.services.statements import read_statement
from mappa_desk.ui.capture import Capture
from mappa_desk.ui.desk_actions import ActionsDesk
from mappa_desk.ui.desk_decision import DecisionDesk
from mappa_desk.ui.desk_meeting import MeetingLife
from mappa_desk.ui.desk_sheets import Sheets
from mappa_desk.ui.desk_showing import running_part
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.field_sheets import Answers, Request
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.actions import action_lines
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan
from mappa_desk.ui.models.desk_notes import NoteLine
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.views.desk_folds import Side


class Hearing(QObject):
    """Opens what came before by itself, and leaves nothing half typed across the edge of a closed part."""

    def __init__(
        self,
        state: DeskState,
        sheets: Sheets,
        capture: Capture,
        *,
        decision: DecisionDesk,
        actions: ActionsDesk,
        life: MeetingLife,
    ) -> None:
        super().__init__(state)
        self._state, self._sheets, self._capture = state, sheets, capture
        self._decision, self._actions, self._life = decision, actions, life
        self._opened = False
        state.viewed.connect(self._open_since)
        state.panel.since_chosen.connect(self._on_since_chosen)
        state.panel.closed_part_end_requested.connect(self.closed_part)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """What it answers, by the names of the key table."""
        return {
            "show_since": lambda: self._state.panel.focus_side(Side.SINCE),
            "statement_how": self.statement,
            "closed_part": self.closed_part,
        }

    # Since last time

    def _open_since(self) -> None:
        """A later meeting that was just opened begins with what came before. The caret stays in the line."""
        if self._opened:
            return
        self._opened = True
        view = self._state.view
        if self._state.writable and view.previous_meeting is not None and not view.entries:
            self._state.panel.bring_up(Side.SINCE)

    def _on_since_chosen(self, row: NoteLine) -> None:
        lines = action_lines(self._state.view, today=self._state.today())
        line = next((one for one in lines if one.past and one.past.action.id == row.action_id), None)
        if line is not None:
            self._actions.review(line)

    # The statement

    def statement(self) -> None:
        """Stamp the statement as read or shown, with those who did not agree to it."""
        here = tuple(row for row in self._state.view.attendance if row.is_in)
        choices = tuple(
            Choice(row.id, f"{self._state.agency(row.agency)}: {words.person(row)}") for row in here
        )
        how = (Choice("read", tr("Read aloud")), Choice("displayed", tr("Shown to everybody")))
        fields = (
            Field("how", tr("How"), Ask.CHOICE, "read", how),
            Field("declined", tr("Who did not agree"), Ask.CHECKS, choices=choices),
        )
        plan = SheetPlan(tr("The confidentiality and diversity statement"), tr("Stamp it"), fields)

        def request(answers: Answers) -> Request:
            return Request(
                read_statement, {**answers, "meeting_id": self._state.meeting_id}, tr("Statement stamped")
            )

        self._sheets.ask(plan, request)

    # Closed part

    def closed_part(self) -> None:
        """Begin or end a closed part. What is half typed stays on this side: it is kept first."""
        if self._state.ready:
            self._with_nothing_half_typed(self._life.closed_part)

    def before_all_leave(self, call: Callable[[], None]) -> None:
        """Close or adjourn the meeting: a closed part that goes on ends by that, so the same holds."""
        if running_part(self._state) is not None:
            self._with_nothing_half_typed(call)
        else:
            call()

    def _with_nothing_half_typed(self, call: Callable[[], None]) -> None:
        if self._decision.waits:
            sentence = tr("A decision is half done. Keep it or empty it first, so that it stays on its side.")
            self._state.panel.capture.show_refusal(sentence)
            self._state.shell.announce(sentence)
        elif not self._state.panel.capture.text().strip() or self._capture.keep():
            call()
