"""Pickers and small sheets of the desk: opened by a key, answered by keyboard, never at the line's cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from mappa_desk.domain.errors import DeskError, RuleError
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.field_sheets import Answers, FieldSheets, Request
from mappa_desk.ui.jobs import Ok
from mappa_desk.ui.models.desk_fields import SheetPlan
from mappa_desk.ui.models.desk_picks import Pick
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.ports import FilePort
from mappa_desk.ui.resting_voice import RestingVoice
from mappa_desk.ui.views.desk_picker import DeskPicker


class Sheets(FieldSheets):
    """Opens one picker or one sheet at a time and sends what was answered."""

    def __init__(self, state: DeskState, files: FilePort | None = None) -> None:
        super().__init__(state, files)
        self._state = state
        self._picker: DeskPicker | None = None

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
        sheet = self.make(plan, request)
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

    def sending(self) -> None:
        """What is typed while the answers are on their way belongs to the line."""
        self._state.panel.focus_line()

    def field_of(self, error: DeskError) -> str:
        """None when something was typed into the line since."""
        return field_to_look_at(self._state, error)


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
