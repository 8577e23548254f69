"""The write-up page as a host of panes and sheets that others make for the desk too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QWidget

from mappa_desk.domain.capture_dates import read_date
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import DeskError, RuleError
from mappa_desk.domain.views import DeskView
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.work import Work
from mappa_desk.ui.desk_sheets import Answers, Request
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_fields import SheetPlan
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.ports import FilePort
from mappa_desk.ui.views.desk_sheet import DeskSheet
from mappa_desk.ui.write_up_side import Side
from mappa_desk.ui.write_up_state import WriteUpState


class PageSheets(QObject):
    """One sheet of fields at a time, over the page."""

    def __init__(
        self, state: WriteUpState, focus_page: Callable[[], None], files: FilePort | None = None
    ) -> None:
        super().__init__(state)
        self._state, self._focus_page, self._files = state, focus_page, files
        self.turned: Callable[[], None] = lambda: None
        """Called when a sheet was laid over the page or taken away."""
        self._sheet: DeskSheet | None = None

    def ask(self, plan: SheetPlan, request: Callable[[Answers], Request]) -> None:
        """Lay a sheet over the page. `request` makes the call of the answers or raises RuleError."""
        sheet = DeskSheet(plan, self.meant)
        self._sheet = sheet
        sheet.kept.connect(lambda answers: self._send(sheet, request, answers))
        sheet.left.connect(self.close)
        sheet.file_wanted.connect(lambda name: self._choose_file(sheet, name))
        self._state.panel.show_centre()
        self._state.panel.show_sheet(sheet)
        self.turned()
        sheet.setFocus()
        self._state.shell.announce(plan.title)

    def close(self) -> bool:
        """Take the sheet away; the caret goes back to the page. True when there was one."""
        sheet, self._sheet = self._sheet, None
        if sheet is None or self._state.panel.sheet is not sheet:
            return False
        self._state.panel.show_sheet(None)
        self.turned()
        self._focus_page()
        return True

    def _choose_file(self, sheet: DeskSheet, name: str) -> None:
        chosen = self._files.ask_open(sheet, tr("Choose a file"), "*") if self._files is not None else ()
        if chosen:
            sheet.set_file(name, str(chosen[0]))

    def _send(self, sheet: DeskSheet, request: Callable[[Answers], Request], answers: Answers) -> None:
        def refused(error: Exception) -> None:
            if self._sheet is not sheet:
                self._state.refuse(error)
                return
            sheet.set_busy(False)
            if isinstance(error, DeskError):
                sheet.show_error(str(error), error.field if isinstance(error, RuleError) else "")
                self._state.shell.announce(str(error))
            else:
                self._state.shell.report(error)

        def done(value: Any) -> None:
            if self._sheet is sheet:
                self.close()
            if wanted.done is not None:
                wanted.done(value)

        try:
            wanted = request(answers)
        except DeskError as error:
            refused(error)
            return
        sheet.set_busy(True)
        self._state.do(wanted.call, done=done, refused=refused, say=wanted.say, **wanted.arguments)

    def day(self, typed: str, *, name: str = "on", past: bool = False) -> date | None:
        """A calendar day as people say it; None for an empty field. Raises RuleError when it is unclear."""
        if not typed.strip():
            return None
        found = read_date(typed, today=self._state.today(), is_holiday=is_bank_holiday, past=past)
        if found is None or found.on is None:
            raise RuleError(tr("A calendar day is needed here, such as 27/11."), field=name)
        return found.on

    def meant(self, typed: str, *, past: bool = False) -> str:
        """The full date that typed words mean, empty when they are unclear."""
        found = read_date(typed, today=self._state.today(), is_holiday=is_bank_holiday, past=past)
        return words.deadline(found, self._state.today()) if found is not None else ""


class WriteUpHost:
    """What panes of draft, marks and corrections may ask of the write-up page."""

    def __init__(
        self,
        state: WriteUpState,
        side: Side,
        sheets: PageSheets,
        go_to: Callable[[str, int], None],
        files: FilePort | None,
    ) -> None:
        self._state, self._side, self._sheets, self._go = state, side, sheets, go_to
        self.meeting_id, self.jobs, self.shell, self.files = state.meeting_id, state.jobs, state.shell, files

    @property
    def widget(self) -> QObject:
        """The page's state lives as long as the page."""
        return self._state

    @property
    def page(self) -> QWidget:
        """The page."""
        return self._state.panel

    @property
    def viewed(self) -> SignalInstance:
        """A fresh reading was taken."""
        found: SignalInstance = self._state.viewed
        return found

    @property
    def view(self) -> DeskView:
        """The meeting as last read."""
        return self._state.view

    @property
    def writable(self) -> bool:
        """True until the minutes are approved, in a vault that takes words."""
        return self._state.writable

    def work(self) -> Work:
        """The vault and who is at the keys."""
        return self._state.work()

    def today(self) -> date:
        """The present day."""
        return self._state.today()

    def do(
        self,
        call: Callable[..., Outcome[Any]],
        *,
        done: Callable[[Any], None] | None = None,
        refused: Callable[[Exception], None] | None = None,
        say: str = "",
        **arguments: Any,
    ) -> None:
        """Run a mutating service on the worker."""
        self._state.do(call, done=done, refused=refused, say=say, **arguments)

    def ask(self, plan: SheetPlan, request: Callable[[Answers], Request]) -> None:
        """Lay a sheet over the page."""
        self._sheets.ask(plan, request)

    def refuse(self, error: Exception) -> None:
        """Say it in the hint row."""
        self._state.refuse(error)

    def day(self, typed: str, *, name: str = "on", past: bool = False) -> date | None:
        """A calendar day as people say it."""
        return self._sheets.day(typed, name=name, past=past)

    def open_pane(self, name: str, widget: QWidget, title: str) -> None:
        """Show a pane at the side; it has a head of its own."""
        self._side.open_pane(name, widget, title, with_head=False)

    def close_pane(self, name: str) -> None:
        """Give the side back."""
        self._side.close_pane(name)

    def go_to(self, item: str, entry_id: str) -> None:
        """Put the caret into the entry's paragraph, else go to its item."""
        rows = self._state.paragraphs
        of_entry = [row for row in rows if entry_id and row.entry_id == entry_id]
        target = next((row for row in of_entry if row.editable), next(iter(of_entry), None))
        heading = next((row for row in rows if row.key == f"item:{item}"), None)
        found = target or heading
        if found is not None:
            self._go(found.key, 0)
