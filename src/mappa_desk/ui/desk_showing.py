"""Shows what was read: models repaint only what differs, the line is never touched."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from mappa_desk.domain.agendas import Need
from mappa_desk.domain.meetings import ClosedPart, MeetingState
from mappa_desk.domain.timing import paused_since
from mappa_desk.ui.desk_header import header_facts
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.actions import action_lines
from mappa_desk.ui.models.agenda import agenda_rows, parked_count, unplaced_words, unsorted_count
from mappa_desk.ui.models.desk_notes import prompt_lines, say_words, since_lines
from mappa_desk.ui.models.desk_times import is_over, item_time, short_item_time
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.linked import linked_lines
from mappa_desk.ui.models.people import people_rows, people_summary, unheard_names
from mappa_desk.ui.views.desk import Models

TICK_MS = 5_000


def running_part(state: DeskState) -> ClosedPart | None:
    """The closed part that goes on, None when there is none."""
    return next((part for part in state.view.closed_parts if part.ended_at is None), None)


_STEPS = {
    MeetingState.PLANNED: ("Start the meeting", "start_meeting"),
    MeetingState.ADJOURNED: ("Go on with the meeting", "start_meeting"),
    MeetingState.CLOSED: ("Write up the minutes", "write_up"),
    MeetingState.APPROVED: ("Documents of this meeting", "meeting_documents"),
}


def way_on(state: DeskState) -> tuple[str, str]:
    """The one next step: its words, and the command that takes it. While the meeting runs, the next item."""
    words_and_command = _STEPS.get(state.view.meeting.state)
    if state.view.meeting.state is MeetingState.RUNNING and paused_since(state.view.times) is not None:
        words_and_command = ("Go on with the meeting", "pause_meeting")
    if words_and_command is not None:
        return tr(words_and_command[0]), words_and_command[1]
    if state.view.meeting.state is not MeetingState.RUNNING:
        return "", ""
    found = state.neighbour(1)
    if found is None and state.item:
        return tr("Close the meeting"), "close_meeting"
    return (f"{found.number} {found.short_title or found.title}", "next_item") if found else ("", "")


class Showing(QObject):
    """Everything around the record: agenda, side, footer, head, header, clock."""

    def __init__(self, state: DeskState, models: Models) -> None:
        super().__init__(state)
        self._state, self._models = state, models
        self._due = 0
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.show_time)
        state.viewed.connect(self.refresh)
        state.item_changed.connect(self._on_item_changed)

    def begin(self) -> None:
        """Let the clock run."""
        self._tick.start()

    def refresh(self) -> None:
        """Show what was read. Models repaint only what differs; the line is not touched."""
        state, panel, view = self._state, self._state.panel, self._state.view
        self._models.people.set_rows(people_rows(view, item=state.item, zone=state.zone))
        lines = action_lines(view, today=state.today(), unfolded=state.shows_far_off)
        self._models.actions.set_rows(lines)
        self._models.since.set_rows((*linked_lines(view), *since_lines(view)))
        panel.foot.show_counts(
            parked=parked_count(view), unsorted=unsorted_count(view), binned=len(view.binned)
        )
        panel.set_unheard(unheard_names(view, state.item))
        panel.roll_call.set_summary(people_summary(view))
        here = sum(not action.removed for action in view.actions)
        item = state.item_row()
        panel.set_counts(here, len(view.attendance), len(item.prompts) if item else 0)
        panel.set_has_actions(bool(here or view.past_actions))
        headings = " ".join(row.heading for row in self._models.actions.rows if row.heading)
        number = tr("item {n} of {all}").format(n=item.number, all=len(state.items)) if item else ""
        panel.name_regions(agenda=number, actions=headings, people=people_summary(view))
        before = state.neighbour(-1)
        panel.set_neighbours(
            f"{before.number} {before.short_title or before.title}" if before else "", way_on(state)[0]
        )
        part = running_part(state)
        panel.show_closed_part(
            tr("Closed part: {n}").format(n=words.counted(len(part.stayed), "person", "people"))
            if part
            else ""
        )
        panel.capture.set_case(view.case.reference)
        reason = "" if state.writable else tr("The record of this meeting can no longer be changed.")
        if state.work().vault.read_only:
            reason = tr("This vault is open for reading. Notes cannot be kept in it.")
        panel.capture.set_read_only(reason)
        taking = view.meeting.state is MeetingState.PLANNED or bool(item and Need.ATTENDANCE in item.needs)
        panel.roll_call.set_roll(taking)
        self.show_time()

    def _on_item_changed(self, _before: str) -> None:
        state, panel = self._state, self._state.panel
        item = state.item_row()
        panel.set_script(say_words(state.view, item), item.prompts if item else ())
        self._models.prompts.set_rows(prompt_lines(state.view, state.item))
        rows = state.items
        number = item.number if item else 0
        panel.set_agenda_words(
            tr("{n} of {all} behind us").format(n=max(0, number - 1), all=len(rows)),
            tr("Item {n} of {all}").format(n=number, all=len(rows)) if item else unplaced_words(state.item),
        )
        self.refresh()
        panel.mark_current(self._models.agenda.place_of_item(state.item))

    def show_time(self) -> None:
        state = self._state
        if not state.ready:
            return
        view, now = state.view, state.now()
        facts = header_facts(view, now)
        state.shell.header(facts)
        if len(view.statement_due) > self._due and view.statements:
            state.shell.announce(facts.due)
        self._due = len(view.statement_due)
        times = {
            item.code: (item_time(view, item.code, now), short_item_time(view, item.code, now))
            for item in view.items
        }
        over = frozenset(code for code in times if is_over(view, code, now))
        self._models.agenda.set_rows(agenda_rows(view, current=state.item, times=times, over=over))
        state.panel.set_item_time(times.get(state.item, ("", ""))[0], state.item in over)
