"""The live desk: joins the view with the services. Nothing here asks, waits or takes the focus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from mappa_desk.domain.contributions import PARKED, EntryKind
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.domain.views import Draft
from mappa_desk.services.drafts import LINE
from mappa_desk.services.work import Work
from mappa_desk.ui import commands
from mappa_desk.ui.both_texts import BothTexts
from mappa_desk.ui.capture import Capture
from mappa_desk.ui.capture_drafts import Drafts
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.desk_actions import ActionsDesk
from mappa_desk.ui.desk_book import DeskBook
from mappa_desk.ui.desk_chair import DeskChair
from mappa_desk.ui.desk_clock import DeskClock
from mappa_desk.ui.desk_copies import Copies
from mappa_desk.ui.desk_decision import PLACE, DecisionDesk
from mappa_desk.ui.desk_entries import Entries
from mappa_desk.ui.desk_find import Find
from mappa_desk.ui.desk_hearing import Hearing
from mappa_desk.ui.desk_loading import Loaded, load
from mappa_desk.ui.desk_meeting import MeetingLife
from mappa_desk.ui.desk_moves import Moves
from mappa_desk.ui.desk_record import Record
from mappa_desk.ui.desk_reports import DeskReports
from mappa_desk.ui.desk_sheets import Sheets
from mappa_desk.ui.desk_showing import Showing, way_on
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.elsewhere import Elsewhere
from mappa_desk.ui.expanding import Phrases
from mappa_desk.ui.jobs import Err, JobRunner, Ok
from mappa_desk.ui.models.actions import ActionLine, ActionsModel
from mappa_desk.ui.models.agenda import UNSORTED, AgendaModel
from mappa_desk.ui.models.desk_notes import NotesModel
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.people import PeopleModel
from mappa_desk.ui.models.record import RecordModel
from mappa_desk.ui.panel_day_cases import DayCases
from mappa_desk.ui.ports import FilePort, ShellPort
from mappa_desk.ui.read_back import ReadBack
from mappa_desk.ui.readiness import Readiness
from mappa_desk.ui.roll_call import RollCall
from mappa_desk.ui.views.desk import DeskPanel, Models
from mappa_desk.ui.views.desk_folds import Side

_RUNS = (MeetingState.RUNNING, MeetingState.ADJOURNED)


class DeskPage(QObject):
    """The page of one meeting. `widget` is what the shell shows."""

    def __init__(
        self,
        jobs: JobRunner,
        work: Callable[[], Work],
        meeting_id: str,
        shell: ShellPort,
        *,
        show: str = "",
        files: FilePort | None = None,
    ) -> None:
        super().__init__()
        self._wish = show
        self._models = Models(
            AgendaModel(), RecordModel(), PeopleModel(), ActionsModel(), NotesModel(), NotesModel()
        )
        panel = DeskPanel(self._models)
        self.widget: QWidget = panel
        self.panel = panel
        self._shell = shell
        self.state = DeskState(jobs, work, meeting_id, shell, panel)
        state = self.state
        self.capture = Capture(state)
        self.drafts = Drafts(state, self.capture)
        self.sheets = Sheets(state, files)
        self.phrases = Phrases(state, self.sheets)
        self.record = Record(state, self.capture, self.drafts, self._models.record)
        self.both = BothTexts(state, self.record, self.drafts, self.sheets)
        self.decision = DecisionDesk(state, self.capture, self.drafts, self.sheets)
        self.roll_call = RollCall(state, self.sheets)
        self.actions = ActionsDesk(state, self.capture, self.sheets)
        self.book = DeskBook(state, self.capture, self.actions, self.roll_call)
        self.entries = Entries(state, self.record, self.drafts, self.sheets, actions=self.actions)
        self.meeting = MeetingLife(state, self.sheets)
        self.days = DayCases(state, self.sheets)
        self.read_back = ReadBack(state, self.actions)
        self.readiness = Readiness(state, self.record)
        self.hearing = Hearing(
            state,
            self.sheets,
            self.capture,
            decision=self.decision,
            actions=self.actions,
            life=self.meeting,
        )
        self.moves = Moves(state, self.capture, self.record, self.sheets, self.roll_call)
        self.find = Find(state, self.record, self.moves)
        self.copies = Copies(state, self.moves, self.sheets)
        self.clock = DeskClock(state, self.sheets, self.moves.go_to)
        self.elsewhere = Elsewhere(state, self.capture, self.drafts, files)
        self.chair = DeskChair(state, self.sheets, self.moves, files, readiness=self.readiness)
        self.reports = DeskReports(state, self.record, self.moves, self.sheets, files)
        self.showing = Showing(state, self._models)
        self._failing = False
        self._bound: list[QAction] = []
        self._wire()
        self._bind()

    def _wire(self) -> None:
        panel, state = self.panel, self.state
        state.outbox.settled.connect(self._on_settled)
        state.outbox.holding.connect(self._on_holding)
        state.outbox.freed.connect(self._on_freed)
        panel.item_chosen.connect(self.moves.go_to)
        panel.foot.unsorted_chosen.connect(lambda: self.moves.go_to(UNSORTED))
        panel.foot.parked_chosen.connect(lambda: self.moves.go_to(PARKED))
        panel.foot.bin_chosen.connect(self.entries.open_bin)
        self.moves.bin_requested.connect(self.entries.open_bin)
        panel.previous_requested.connect(lambda: self.moves.step(-1))
        panel.next_requested.connect(self._go_on)
        panel.jump_requested.connect(self.moves.jump)
        panel.undo_requested.connect(self.record.take_offer)
        panel.read_back_requested.connect(self.read_back.open)
        panel.actions_now_requested.connect(
            lambda: self._shell.preview(state.meeting_id, DocumentKind.ACTIONS)
        )
        panel.action_chosen.connect(self._on_action_chosen)
        panel.typed_elsewhere.connect(self._on_typed_elsewhere)
        panel.record.entered.connect(self._on_entry_entered)
        panel.capture.record_requested.connect(self.record.last)
        panel.capture.escape_pressed.connect(self.escape)
        panel.capture.speaker_requested.connect(self.moves.pick_speaker)
        panel.capture.kind_requested.connect(self.moves.pick_kind)
        panel.roll_call.cell_chosen.connect(lambda row, _round: self.moves.let_speak(row.attendance))
        self.record.decision_opened.connect(self.decision.edit)
        self.roll_call.taken_off.connect(self.record.offer)
        self.meeting.closed.connect(self.days.after_close)

    # The page's contract with the shell

    def title(self) -> str:
        """Reference of the meeting, or a word before it was read."""
        return self.state.view.case.reference if self.state.ready else tr("Meeting")

    def enter(self) -> None:
        """Read the meeting and put the caret into the line."""
        state = self.state
        work, meeting_id = state.work, state.meeting_id
        state.jobs.store(lambda: load(work(), meeting_id), self._on_loaded, state)
        self.phrases.read()
        self.showing.begin()
        self.focus_line()

    def focus_line(self) -> None:
        """Put the caret into the line, or into what lies over everything."""
        if self.read_back.is_open:
            self.read_back.focus()
        else:
            self.panel.focus_line()

    def regions(self) -> tuple[QWidget, ...]:
        """Where F6 leads on the desk."""
        return tuple(widget for _name, widget in self.panel.regions())

    def settle(self, done: Callable[[Exception | None], None]) -> None:
        """Write what is half typed, now. `done(None)` once it is on the disk, or with the error."""
        if not self.state.ready:
            done(None)
            return
        self.find.leave()
        self.panel.record.finish_edit()
        self.drafts.write_all()
        outbox = self.state.outbox
        if outbox.error is not None:
            outbox.retry()
        if not outbox.busy:
            done(None)
            return
        told = False

        def finish(error: Exception | None) -> None:
            nonlocal told
            if not told:
                told = True
                outbox.settled.disconnect(on_settled)
                outbox.holding.disconnect(on_holding)
                done(error)

        on_settled = partial(finish, None)

        def on_holding(error: Exception, _count: int) -> None:
            finish(error)

        outbox.settled.connect(on_settled)
        outbox.holding.connect(on_holding)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Everything the desk answers, by the names of the key table."""
        life, shell, state = self.meeting, self._shell, self.state
        own: dict[str, Callable[[], None]] = {
            "escape": self.escape,
            "find_here": self.find.open,
            "find_next": self.find.next,
            "preview": lambda: shell.preview(state.meeting_id),
            "system_copy": lambda: shell.navigate("system_copy", state.meeting_id),
            "write_up": lambda: shell.navigate("write_up", state.meeting_id),
            "meeting_documents": lambda: shell.navigate("documents", state.meeting_id),
            **self.moves.commands(),
            "turn_decision": self._turn_decision,
            "handling": lambda: self.actions.handling(
                tuple(row.entry for row in self.moves.chosen_entries())
            ),
            "standard_wording": self.phrases.pick,
            "statement_read": life.read_statement,
            "copy_entry": self.copies.copy,
            **self.entries.commands(),
            **self.elsewhere.commands(),
            **self.reports.commands(),
            "show_people": lambda: self.panel.focus_side(Side.PEOPLE),
            "show_actions": lambda: self.panel.focus_side(Side.ACTIONS),
            **self.days.commands(),
            "start_meeting": life.start,
            "pause_meeting": self.clock.turn_pause,
            "show_times": self.clock.show_times,
            "chair_card": lambda: shell.second_window("chair_card"),
            "room": lambda: shell.second_window("room"),
            **self.hearing.commands(),
            **self.panel.folds.commands(),
            "read_back": self.read_back.open,
            "read_back_item": self.read_back.open_item,
            "adjourn_meeting": lambda: self.hearing.before_all_leave(life.adjourn),
            "cancel_meeting": life.cancel,
            "meeting_not_held": life.not_held,
            "hand_over_chair": life.hand_over_chair,
            "hand_over_keys": life.hand_over_keys,
            "close_meeting": lambda: self.hearing.before_all_leave(
                lambda: self.moves.with_line_kept(life.close)
            ),
            **self.chair.commands(),
            "next_review": life.next_review,
            "circulation": lambda: shell.navigate("circulation", state.meeting_id),
            "edit_meeting": life.edit_facts,
            "add_person": self.roll_call.add,
            "ask_remote": self.roll_call.ask_remote,
            "who_may_help": self.roll_call.suggest,
        }
        for seat in range(10):
            own[f"speaker_{seat}"] = partial(self.moves.speak, seat)
        looking = ("find_here", "find_next")
        return {
            name: call if name == "escape" else self._when_ready(call, looks=name in looking)
            for name, call in own.items()
        }

    def _bind(self) -> None:
        desk = {
            name: call for name, call in self.commands().items() if commands.command(name).scope is Scope.DESK
        }
        record = {
            "edit_entry": self.record.edit,
            "remove_entry": self.record.remove,
            "entry_up": lambda: self.record.shift(-1),
            "entry_down": lambda: self.record.shift(1),
            "undo_record": self.record.undo,
            "redo_record": self.record.redo,
            "split_entry": self.entries.split,
            "join_entry": self.entries.join,
        }
        undoing = {name: record[name] for name in ("undo_record", "redo_record")}
        self._bound = list(commands.bind(self.panel.desk_page, Scope.DESK, desk).values())
        self._bound += commands.bind(self.panel.record, Scope.RECORD, record).values()
        for place in self.panel.undo_places():
            self._bound += commands.bind(place, Scope.RECORD, undoing).values()
        for action in self._bound:
            action.setAutoRepeat(action.objectName() in ("next_item_action", "previous_item_action"))

    def _when_ready(self, call: Callable[[], None], *, looks: bool = False) -> Callable[[], None]:
        def run() -> None:
            if self.state.ready:
                if not looks:
                    self.find.leave()
                call()

        return run

    # Reading

    def _on_loaded(self, result: Ok[Loaded] | Err) -> None:
        if isinstance(result, Err):
            self._shell.report(result.error, self.enter)
            return
        loaded, first = result.value, not self.state.ready
        self.book.take(loaded.book)
        self.capture.set_release_days(loaded.release_days)
        self.meeting.set_keyholders(loaded.keyholders)
        line = next((draft for draft in loaded.drafts if draft.place == LINE), None)
        if first:
            meeting = loaded.view.meeting
            item = meeting.current_item if meeting.state in _RUNS else UNSORTED
            self.state.item = line.item if line is not None and line.text else item
        self.state.take(loaded.view)
        self.state.show_item(self.state.item)
        if first:
            self._restore(line, loaded.drafts)
            self.moves.grant(self._wish, self.clock.show_times)
        self._shell.saved()

    def _restore(self, line: Draft | None, drafts: tuple[Draft, ...]) -> None:
        if line is not None and line.text:
            self.drafts.restore(line)
        for draft in drafts:
            if draft.place == PLACE:
                self.decision.restore(draft)
            elif draft.place.startswith("entry:"):
                self.record.restore_edit(draft)

    # Saving, as it is told

    def _on_settled(self) -> None:
        if not self._failing:
            self._shell.saved()

    def _on_holding(self, error: Exception, waiting: int) -> None:
        self._failing = True
        self._shell.not_kept(max(1, waiting))
        self._shell.report(error, self._retry, waiting=waiting, elsewhere=self.elsewhere.save)
        self.record.show_waiting()

    def _retry(self) -> None:
        self.drafts.write()
        self.state.outbox.retry()

    def _on_freed(self) -> None:
        self._failing = False
        self._shell.not_kept(0)
        for key in ("disk", "store"):
            self._shell.clear_banner(key)

    def _go_on(self) -> None:
        """The one filled button: the next step of the meeting as it stands."""
        call = self.commands().get(way_on(self.state)[1]) if self.state.ready else None
        if call is not None:
            call()

    def _turn_decision(self) -> None:
        if not (self.record.has_focus and self.record.turn(EntryKind.DECISION)):
            self.decision.turn()

    # What is pressed elsewhere

    def _on_typed_elsewhere(self, text: str) -> None:
        """Printable keys always type: they go to the line."""
        self.panel.focus_line()
        self.panel.capture.insert(text)

    def _on_action_chosen(self, line: ActionLine) -> None:
        if line.past is None and line.action is not None and not self.state.writable:
            entry = next((one for one in self.state.view.entries if one.id == line.action.entry_id), None)
            if entry is not None:
                self.moves.go_to_place(entry.item, entry.id)

    def _on_entry_entered(self, key: str) -> None:
        row = self._models.record.row_at(self._models.record.place_of(key))
        if row is None or row.pending or not self.actions.open_entry(row.entry):
            self.record.edit()

    def escape(self) -> None:
        """Close what lies on top; else back to the line; there the newest chip becomes text."""
        closes: tuple[Callable[[], bool], ...] = (
            self.find.close,
            self.capture.owners.leave,
            self.sheets.close,
            self.entries.close_sheet,
            self.both.close,
            self.decision.leave,
            self.read_back.close,
            self.panel.close_side_sheet,
        )
        if any(close() for close in closes):
            return
        self.panel.record.finish_edit()
        if QApplication.focusWidget() is not self.panel.capture.line:
            if not self.chair.close():
                self.panel.focus_line()
            return
        if self.state.ready:
            self.capture.unchip()
