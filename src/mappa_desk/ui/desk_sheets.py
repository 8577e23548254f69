"""Pickers and small sheets of the desk: opened by a key, answered by keyboard, never at the line's cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from mappa_desk.domain.actions import Deadline
from mappa_desk.domain.capture_dates import read_date
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import DeskError, RuleError
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.jobs import Ok
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_fields import SheetPlan
from mappa_desk.ui.models.desk_picks import Pick
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.ports import FilePort
from mappa_desk.ui.resting_voice import RestingVoice
from mappa_desk.ui.views.desk_picker import DeskPicker
from mappa_desk.ui.views.desk_sheet import DeskSheet

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """A service and what to give it, made from the answers of a sheet."""

    call: Callable[..., Outcome[Any]]
    arguments: Mapping[str, Any] = field(default_factory=dict)
    say: str = ""
    done: Callable[[Any], None] | None = None


class Sheets(QObject):
    """Opens one picker or one sheet at a time and sends what was answered."""

    def __init__(self, state: DeskState, files: FilePort | None = None) -> None:
        super().__init__(state)
        self._state, self._files = state, files
        self._picker: DeskPicker | None = None
        self._sheet: DeskSheet | None = None

    def look_up(self, read: Callable[[], Any], answered: Callable[[Any], None], owner: QObject) -> None:
        """Read something that a list is made of. Who typed on in the meantime keeps the caret.

        `answered` gets the result as from `JobRunner.store`, unless the line has other words by then.
        """
        capture = self._state.panel.capture
        before = capture.text()

        def back(result: Any) -> None:
            if isinstance(result, Ok) and capture.text() != before:
                sentence = tr("You typed on, so no list was opened. Press the key once more.")
                capture.set_hint(sentence)
                self._state.shell.announce(sentence)
                return
            answered(result)

        self._state.jobs.store(read, back, owner)

    # Pickers

    def pick(self, title: str, picks: tuple[Pick, ...], chosen: Callable[[str], None]) -> None:
        """Let one of some rows be chosen by two letters. The caret goes back to the line afterwards."""
        self.close_picker()
        picker = DeskPicker(title, picks, self._state.panel)
        self._picker = picker

        def take(key: str) -> None:
            self.close_picker()
            self._state.panel.focus_line()
            chosen(key)

        self._state.panel.show_centre()
        picker.picked.connect(take)
        voice = RestingVoice(self._state.shell.announce, picker)
        picker.pointed.connect(voice.say)
        picker.closed.connect(self.close_picker)
        picker.open_over(self._state.panel.capture)

    def close_picker(self) -> bool:
        """Take the picker away. True when there was one."""
        if self._picker is None:
            return False
        picker, self._picker = self._picker, None
        focus = picker.window().focusWidget()
        if focus is not None and picker.isAncestorOf(focus):
            self._state.panel.focus_line()
        picker.hide()
        picker.deleteLater()
        return True

    # Sheets

    def ask(self, plan: SheetPlan, request: Callable[[Answers], Request]) -> None:
        """Lay a sheet over the record. `request` makes the call of the answers or raises RuleError."""
        self.close()
        sheet = DeskSheet(plan, self.meant)
        self._sheet = sheet
        sheet.kept.connect(lambda answers: self._send(sheet, request, answers))
        sheet.left.connect(self.close)
        sheet.file_wanted.connect(lambda name: self._choose_file(sheet, name))
        self._state.panel.show_sheet(sheet)
        sheet.setFocus()
        self._state.shell.announce(plan.title)

    def close(self) -> bool:
        """Take picker and sheet away; the caret goes back to the line. True when there was one."""
        if self.close_picker():
            return True
        if self._sheet is None:
            return False
        self._sheet = None
        give_focus_back(self._state)
        self._state.panel.close_sheet()
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
                sheet.show_error(str(error), field_to_look_at(self._state, error))
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
        # What is typed while the answers are on their way belongs to the line.
        self._state.panel.focus_line()
        self._state.do(wanted.call, done=done, refused=refused, say=wanted.say, **wanted.arguments)

    # Dates

    def deadline(self, typed: str, *, name: str = "due", past: bool = False) -> Deadline:
        """What a date as people say it means; empty is no date. Raises RuleError when it is unclear."""
        if not typed.strip():
            return Deadline()
        found = read_date(typed, today=self._state.today(), is_holiday=is_bank_holiday, past=past)
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
        found = read_date(typed, today=self._state.today(), is_holiday=is_bank_holiday, past=past)
        return words.deadline(found, self._state.today()) if found is not None else ""


def give_focus_back(state: DeskState) -> None:
    """The caret goes back to the line out of a sheet that goes; somewhere else it stays where it is."""
    sheet, focus = state.panel.sheet, QApplication.focusWidget()
    if sheet is None or focus is None or focus is sheet or sheet.isAncestorOf(focus):
        state.panel.focus_line()


def field_to_look_at(state: DeskState, error: DeskError) -> str:
    """The field a refusal is about, unless something was typed into the line since: the caret stays there."""
    return error.field if isinstance(error, RuleError) and not state.panel.capture.text() else ""


def typed_day(on: date | None) -> str:
    """A day as it may be typed into a field."""
    return on.strftime("%d/%m/%Y") if on else ""
