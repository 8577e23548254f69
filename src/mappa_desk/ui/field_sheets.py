"""Sheets of fields over a page: what is typed in them is checked, sent, and said again when it is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from mappa_desk.domain.actions import Deadline
from mappa_desk.domain.capture_dates import read_date
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import DeskError, RuleError
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.ui.meeting_state import MeetingPageState
from mappa_desk.ui.models import typed_days
from mappa_desk.ui.models.desk_fields import SheetPlan
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.ports import FilePort
from mappa_desk.ui.views.desk_sheet import DeskSheet

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """A service and what to give it, made from the answers of a sheet."""

    call: Callable[..., Outcome[Any]]
    arguments: Mapping[str, Any] = field(default_factory=dict)
    say: str = ""
    done: Callable[[Any], None] | None = None


class FieldSheets(QObject):
    """One sheet at a time. Where it lies and where the caret goes back to, the page's own kind says."""

    def __init__(self, state: MeetingPageState, files: FilePort | None) -> None:
        super().__init__(state)
        self._page, self._files = state, files
        self._sheet: DeskSheet | None = None

    def make(self, plan: SheetPlan, request: Callable[[Answers], Request]) -> DeskSheet:
        """A sheet in place of the one before. `request` makes the call of the answers or raises RuleError."""
        sheet = DeskSheet(plan, self.meant)
        self._sheet = sheet
        sheet.kept.connect(lambda answers: self._send(sheet, request, answers))
        sheet.left.connect(self.close)
        sheet.file_wanted.connect(lambda name: self._choose_file(sheet, name))
        return sheet

    def close(self) -> bool:
        """Take the sheet away. True when there was one."""
        raise NotImplementedError

    def sending(self) -> None:
        """The answers are on their way."""

    def field_of(self, error: DeskError) -> str:
        """The field that the caret is put in because of a refusal, empty for none."""
        return error.field if isinstance(error, RuleError) else ""

    def deadline(self, typed: str, *, name: str = "due", past: bool = False) -> Deadline:
        """What a date as people say it means; empty is no date. Raises RuleError when it is unclear."""
        if not typed.strip():
            return Deadline()
        found = read_date(typed, today=self._page.today(), is_holiday=is_bank_holiday, past=past)
        if found is None:
            raise RuleError(tr("Which day is that? Write it as 27/11, fri or in 6 weeks."), field=name)
        return found

    def day(self, typed: str, *, name: str = "on", past: bool = False) -> date | None:
        """A calendar day as people say it; None for an empty field. Raises RuleError when it is unclear."""
        if not typed.strip():
            return None
        found = self.deadline(typed, name=name, past=past)
        if found.on is None:
            raise RuleError(tr("A calendar day is needed here, such as 27/11."), field=name)
        return found.on

    def meant(self, typed: str, *, past: bool = False) -> str:
        """The full date that typed words mean, empty when they are unclear."""
        return typed_days.meant(typed, self._page.today(), past=past, is_holiday=is_bank_holiday)

    def _choose_file(self, sheet: DeskSheet, name: str) -> None:
        chosen = self._files.ask_open(sheet, tr("Choose a file"), "*") if self._files is not None else ()
        if chosen:
            sheet.set_file(name, str(chosen[0]))

    def _send(self, sheet: DeskSheet, request: Callable[[Answers], Request], answers: Answers) -> None:
        def refused(error: Exception) -> None:
            if self._sheet is not sheet:
                self._page.refuse(error)
                return
            sheet.set_busy(False)
            if isinstance(error, DeskError):
                sheet.show_error(str(error), self.field_of(error))
                self._page.shell.announce(str(error))
            else:
                self._page.shell.report(error)

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
        self.sending()
        self._page.do(wanted.call, done=done, refused=refused, say=wanted.say, **wanted.arguments)
