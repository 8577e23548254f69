"""The write-up page: joins its view with the services. Typing is never held up, nothing asks or waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.views import Draft
from mappa_desk.services import write_up
from mappa_desk.services.work import Work
from mappa_desk.ui import commands
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.jobs import Err, JobRunner, Ok
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.write_up_outline import OutlineModel, outline_lines
from mappa_desk.ui.ports import FilePort, ShellPort
from mappa_desk.ui.views.write_up_panel import WriteUpPanel
from mappa_desk.ui.widgets.write_up_page import WriteUpPage
from mappa_desk.ui.write_up_beside import Beside
from mappa_desk.ui.write_up_both import BothTextsHere
from mappa_desk.ui.write_up_elsewhere import CopyElsewhere
from mappa_desk.ui.write_up_find import FindReplace
from mappa_desk.ui.write_up_front import FrontSheetOffers
from mappa_desk.ui.write_up_host import PageSheets, WriteUpHost
from mappa_desk.ui.write_up_kit import PaneKit
from mappa_desk.ui.write_up_lists import Lists
from mappa_desk.ui.write_up_loading import WriteUpRead
from mappa_desk.ui.write_up_new import is_new
from mappa_desk.ui.write_up_panes import Panes
from mappa_desk.ui.write_up_removing import Removing
from mappa_desk.ui.write_up_reports import WriteUpReports
from mappa_desk.ui.write_up_saving import Saving
from mappa_desk.ui.write_up_side import Side
from mappa_desk.ui.write_up_state import WriteUpState
from mappa_desk.ui.write_up_steps import IN_TURN, Steps
from mappa_desk.ui.write_up_telling import abbreviations_opened, header_facts, progress_words, sealed_words
from mappa_desk.ui.write_up_versions import Versions


class WriteUp(QObject):
    """The page of one meeting's minutes. `widget` is what the shell shows, `side` takes panes."""

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
        self._shell, self._wish = shell, show
        self._outline = OutlineModel()
        self.panel = WriteUpPanel(self._outline)
        self.widget: QWidget = self.panel
        self.page = WriteUpPage()
        self.page.editor().setProperty("ring", "none")  # the tint of its paragraph shows where the caret is
        self.panel.set_page(self.page)
        self.state = WriteUpState(jobs, work, meeting_id, shell, self.panel)
        state = self.state
        self.saving = Saving(state, self.page)
        self.side = Side(state, self.focus_page)
        self.steps = Steps(state, self.saving, self.page)
        self.beside = Beside(state, self.saving, self.steps, self.page)
        self.find = FindReplace(state, self.saving, self.steps, self.page)
        self.versions = Versions(state, self.saving, self.steps, self.side)
        self.front = FrontSheetOffers(state, self.saving, self.page)
        self.both = BothTextsHere(state, self.saving, self.page)
        self.lists = Lists(state, self.side, self.go_to)
        self.elsewhere = CopyElsewhere(state, self.saving, files)
        self.sheets = PageSheets(state, self.focus_page, files)
        self.sheets.turned = self.side.fill
        self.removing = Removing(state, self.saving, self.steps, self.page, self.sheets)
        self.reports = WriteUpReports(
            state, self.page, self.sheets,
            save_all=self.saving.save_all, focus_page=self.focus_page, files=files, steps=self.steps,
        )  # fmt: skip
        host = WriteUpHost(state, self.side, self.sheets, self.go_to, files)
        self.panes = Panes(
            PaneKit(
                state, self.side, self.saving, self.steps, self.page, go_to=self.go_to, host=host,
                run=self._run,
            )
        )  # fmt: skip
        self._failing = False
        state.show_page = self._show_page
        self._wire()
        self._bind()

    def _wire(self) -> None:
        page, panel, state = self.page, self.panel, self.state
        page.caret_moved.connect(self._on_caret)
        page.text_changed.connect(self.saving.on_typed)
        page.left.connect(lambda key, _text: self.saving.save(key))
        page.conflict.connect(self.saving.save)
        page.read_only_hit.connect(self._on_read_only)
        page.refused.connect(lambda sentence: panel.show_hint(sentence, refused=True))
        page.escape_pressed.connect(self.escape)
        panel.part_chosen.connect(self.go_to_part)
        panel.undo_requested.connect(self.steps.take_back)
        panel.ready_requested.connect(lambda: self._run(panel.next_command))
        panel.corrections_requested.connect(lambda: self._run("corrections"))
        panel.actions_requested.connect(self.lists.open_actions)
        panel.attendance_requested.connect(self.lists.open_attendance)
        panel.typed_elsewhere.connect(self._on_typed_elsewhere)
        state.viewed.connect(self._show_around)
        state.outbox.settled.connect(self._on_settled)
        state.outbox.holding.connect(self._on_holding)
        state.outbox.freed.connect(self._on_freed)

    # The page's contract with the shell

    def title(self) -> str:
        """Reference of the meeting, or a word before it was read."""
        return self.state.view.case.reference if self.state.ready else tr("Write-up")

    def enter(self) -> None:
        """Read the minutes and put the caret where the work goes on."""
        state = self.state
        state.jobs.store(state.fetch, self._on_loaded, state)
        self.focus_page()

    def regions(self) -> tuple[QWidget, ...]:
        """Where F6 leads."""
        return self.panel.regions()

    def settle(self, done: Callable[[Exception | None], None]) -> None:
        """Write what is typed, now. `done(None)` once it is on the disk, or with the error."""
        if self.state.ready:
            self.page.when_free(lambda: self.saving.settle(done))
        else:
            done(None)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Everything the page answers, by the names of the key table."""
        state, steps, shell = self.state, self.steps, self._shell
        own: dict[str, Callable[[], None]] = {
            "escape": self.escape,
            "find_here": self.find.open,
            "find_next": self.find.next,
            "find_and_replace": lambda: self.find.open(replacing=True),
            "preview": lambda: shell.preview(state.meeting_id),
            "finish_paragraph": steps.finish,
            "reopen_paragraph": steps.reopen,
            "join_paragraph": lambda: self.page.join() if self.steps.allowed() else None,
            "split_paragraph": lambda: self.page.split() if self.steps.allowed() else None,
            "paragraph_up": lambda: self._move(-1),
            "paragraph_down": lambda: self._move(1),
            "new_paragraph": self.steps.new_after,
            "next_mark": lambda: self.beside.step(1),
            "previous_mark": lambda: self.beside.step(-1),
            "take_offer": self.beside.take_offer,
            "leave_mark": self.beside.leave,
            "next_gap": self.next_gap,
            "next_section": lambda: self.step_part(1),
            "previous_section": lambda: self.step_part(-1),
            "go_outline": self.panel.outline.setFocus,
            "list_attendance": self.lists.open_attendance,
            "list_actions": self.lists.open_actions,
            "show_versions": self.versions.open,
            "open_abbreviations": self.open_abbreviations,
            "propose_front": self.front.begin,
            "fold_beside": lambda: self.panel.fold_side(self.panel.side_shown),
            "undo_write_up": steps.undo_any,
            "redo_write_up": steps.redo_any,
            "open_desk": lambda: shell.navigate("meeting", state.meeting_id),
            "circulation": lambda: shell.navigate("circulation", state.meeting_id),
            "save_elsewhere": self.elsewhere.save,
            **self.removing.commands(),
            **self.reports.commands(),
            "system_copy": lambda: shell.navigate("system_copy", state.meeting_id),
            **self.panes.commands(),
        }
        return {
            name: call if name == "escape" else self._when_ready(call, in_turn=name in IN_TURN)
            for name, call in own.items()
        }

    def _bind(self) -> None:
        own = {
            name: call
            for name, call in self.commands().items()
            if commands.command(name).scope is Scope.WRITE_UP
        }
        for name, action in commands.bind(self.panel, Scope.WRITE_UP, own).items():
            action.setAutoRepeat(name in ("next_mark", "previous_mark", "next_section", "previous_section"))

    def _when_ready(self, call: Callable[[], object], *, in_turn: bool) -> Callable[[], None]:
        def run() -> None:
            if self.state.ready:
                self.page.when_free(call) if in_turn else call()

        return run

    def _run(self, name: str) -> None:
        call = self.commands().get(name)
        if call is not None:
            call()
        else:
            self._shell.run(name)

    # Reading

    def _on_loaded(self, result: Ok[WriteUpRead] | Err) -> None:
        if isinstance(result, Err):
            self._shell.report(result.error, self.enter)
            return
        first = not self.state.ready
        self.state.take(result.value)
        if first:
            self._begin(result.value.drafts)
            self._mark(result.value)
        self._shell.saved()

    def _mark(self, read: WriteUpRead) -> None:
        """Marks come after the page: what was changed since brought its own with it."""
        state = self.state

        def marked(result: Ok[WriteUpRead] | Err) -> None:
            if isinstance(result, Err):
                self._shell.report(result.error)
            elif state.read is read:
                state.take(result.value)

        state.jobs.store(lambda: state.fetch_marks(read), marked, state)

    def _begin(self, drafts: tuple[Draft, ...]) -> None:
        """The caret goes to what was half typed, else where it was wished, else to what is not finished."""
        back = self.saving.restore(drafts) if self.state.writable else ()
        wish = next((key for key in (self._wish, f"item:{self._wish}") if self.state.place(key) >= 0), "")
        if back:
            self.page.go_to(back[0].place, len(back[0].text))
            places = ", ".join(self.state.label(draft.place) for draft in back)
            self.state.say(tr("What was half typed is back: {places}.").format(places=places))
        elif wish:
            self.page.go_to(wish)
        else:
            target = self.steps.next_unfinished()
            rows = self.state.paragraphs
            self.page.go_to(target.key if target is not None else (rows[0].key if rows else ""))
        self.focus_page()

    def _show_page(self) -> None:
        """Put the paragraphs on the page as they stand now."""
        if self.state.ready:
            self.page.show(self.saving.overlay(self.state.paragraphs, editable=self.state.writable))

    def _show_around(self) -> None:
        """Outline, counts, footer and header."""
        state, panel, up = self.state, self.panel, self.state.up
        blocking = sum(gap.blocking for gap in up.gaps)
        here = sum(not action.removed for action in state.view.actions)
        panel.show_counts(
            gaps=len(up.gaps), before_approval=blocking, actions=here, people=len(state.view.attendance)
        )
        panel.show_progress(progress_words(up))
        read_only = state.work().vault.read_only
        sealed = state.view.meeting.state is MeetingState.APPROVED
        panel.show_sealed(sealed_words(state.view, state.zone, read_only=read_only), with_corrections=sealed)
        self._shell.header(header_facts(state.view, state.read.number))
        self._show_outline()

    def _show_outline(self) -> None:
        here = self.state.paragraph()
        self._outline.set_rows(
            outline_lines(self.state.up.outline, current=here.item if here is not None else None)
        )
        if here is not None:
            self.panel.outline.select_place(self._outline.place_of(here.item))

    # The caret

    def _on_caret(self, key: str, position: int) -> None:
        before, self.state.key, self.state.position = self.state.key, key, position
        if not self.state.ready:
            return
        if key != before:
            self.saving.save(before)
            if is_new(before):
                self.saving.drop_new(before)
            here, old = self.state.paragraph(), self.state.paragraph(before)
            if (here.item if here else None) != (old.item if old else None):
                self._show_outline()
            self.state.caret_changed.emit(key)
        else:
            self.beside.show_marks()

    def focus_page(self) -> None:
        """Give the keyboard to the page, or to what lies over it."""
        if self.panel.sheet is not None:
            self.panel.sheet.setFocus()
        else:
            self.panel.show_centre()
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, key: str, position: int = 0) -> None:
        """Put the caret into a paragraph, with the keyboard."""
        self.panel.show_centre()
        if self.page.go_to(key, position):
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_part(self, code: str) -> None:
        """Go to the first paragraph of a part that can be typed in, its heading in sight."""
        rows = [row for row in self.state.paragraphs if row.item == code]
        target = next((row for row in rows if row.editable), rows[0] if rows else None)
        if target is not None:
            self.go_to(target.key)

    def step_part(self, step: int) -> None:
        """The next part of the page, or the one before."""
        codes = [row.code for row in self.state.up.outline]
        here = self.state.paragraph()
        at = codes.index(here.item) if here is not None and here.item in codes else -step
        if 0 <= at + step < len(codes):
            self.go_to_part(codes[at + step])

    def next_gap(self) -> None:
        """Go to the next paragraph that lacks something."""
        target = self.beside.next_lacking()
        if target is None:
            self.state.say(tr("No gap shows on the page.") if self.state.up.gaps else tr("No gaps."))
            return
        self.go_to(target.key)
        sentences = [
            gap.sentence
            for gap in self.state.up.gaps
            if gap.record_id in (target.record_id, target.entry_id) or (target.key == f"item:{gap.item}")
        ]
        self.state.say(" ".join(sentences) or self.state.label(target.key))

    def _move(self, by: int) -> None:
        """Move what has the caret up or down; what is no entry stays, and it is said why."""
        if self.steps.allowed(moving=True):
            self.page.move_paragraph(by)

    def open_abbreviations(self) -> None:
        """Open every abbreviation where the page uses it first, as one change."""
        self.steps.step(
            write_up.open_abbreviations, abbreviations_opened(self.state), meeting_id=self.state.meeting_id
        )

    def escape(self) -> None:
        """Close what lies on top; else back to the page."""
        closes: tuple[Callable[[], bool], ...] = (
            self.find.close,
            self.both.close,
            self.sheets.close,
            self.side.close_pane,
            self.panel.show_centre,
        )
        if not any(close() for close in closes):
            self.panel.show_hint("")
        focus = QApplication.focusWidget()
        if focus is None or not self.page.isAncestorOf(focus):
            self.focus_page()

    # What is pressed elsewhere

    def _on_typed_elsewhere(self, text: str) -> None:
        """Printable keys always type: they go to the page, where nothing may be typed nowhere."""
        self.focus_page()
        if self.page.edited:
            self.page.editor().insertPlainText(text)

    def _on_read_only(self, key: str) -> None:
        if key in self.saving.two_texts:
            return
        found = self.state.paragraph(key)
        if not self.state.writable:
            self.panel.show_hint(tr("The record of this meeting can no longer be changed."), refused=True)
        elif found is not None:
            self.panel.show_hint(tr("This line is made from the record; it is not typed here."), refused=True)

    # Saving, as it is told

    def _on_settled(self) -> None:
        if not self._failing:
            self._shell.saved()

    def _on_holding(self, error: Exception, waiting: int) -> None:
        self._failing = True
        unkept = max(waiting, len(self.saving.unkept()), 1)
        self._shell.not_kept(unkept)
        self._shell.report(error, self._retry, waiting=unkept, elsewhere=self.elsewhere.save)

    def _retry(self) -> None:
        self.saving.write_drafts()
        self.state.outbox.retry()

    def _on_freed(self) -> None:
        self._failing = False
        self._shell.not_kept(0)
        for key in ("disk", "store"):
            self._shell.clear_banner(key)
