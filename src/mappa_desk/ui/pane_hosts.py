"""Where the panes of draft, marks and corrections hang: beside the desk, or beside the page of write-up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QWidget

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.views import DeskView
from mappa_desk.services.work import Work
from mappa_desk.ui.desk_moves import Moves
from mappa_desk.ui.desk_sheets import Answers, Request, Sheets
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.jobs import JobRunner
from mappa_desk.ui.models.desk_fields import SheetPlan
from mappa_desk.ui.ports import FilePort, ShellPort


class PaneHost(Protocol):
    """What a pane may ask of the page that it hangs beside."""

    meeting_id: str
    jobs: JobRunner
    shell: ShellPort
    files: FilePort | None

    @property
    def widget(self) -> QObject:
        """What lives as long as the page."""

    @property
    def page(self) -> QWidget:
        """The page itself: what a dialog stands over."""

    @property
    def viewed(self) -> SignalInstance:
        """A fresh view was taken."""

    @property
    def view(self) -> DeskView:
        """The meeting as last read."""

    @property
    def writable(self) -> bool:
        """True until the minutes are approved, in a vault that takes words."""

    def work(self) -> Work:
        """The vault and who is at the keys."""

    def today(self) -> date:
        """The present day."""

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

    def ask(self, plan: SheetPlan, request: Callable[[Answers], Request]) -> None:
        """Lay a sheet over the page."""

    def refuse(self, error: Exception) -> None:
        """Say why something was refused, where the page says such things."""

    def day(self, typed: str, *, name: str = "on", past: bool = False) -> date | None:
        """A calendar day as people say it; None for an empty field. Raises RuleError."""

    def open_pane(self, name: str, widget: QWidget, title: str) -> None:
        """Show a pane at the side."""

    def close_pane(self, name: str) -> None:
        """Give the side back."""

    def go_to(self, item: str, entry_id: str) -> None:
        """Show an item and, where there is one, an entry in it."""


class DeskHost:
    """The desk of one meeting as a host. What it does not say itself, its state does."""

    def __init__(self, state: DeskState, sheets: Sheets, moves: Moves, files: FilePort | None) -> None:
        self._state, self._sheets, self._moves = state, sheets, moves
        self.meeting_id, self.jobs, self.shell, self.files = state.meeting_id, state.jobs, state.shell, files

    @property
    def widget(self) -> QObject:
        """The desk's state lives as long as the desk."""
        return self._state

    @property
    def page(self) -> QWidget:
        """The desk."""
        return self._state.panel

    @property
    def viewed(self) -> SignalInstance:
        """A fresh view was taken."""
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
        """Lay a sheet over the record."""
        self._sheets.ask(plan, request)

    def refuse(self, error: Exception) -> None:
        """Say it at the line."""
        self._state.refuse(error)

    def day(self, typed: str, *, name: str = "on", past: bool = False) -> date | None:
        """A calendar day as people say it."""
        return self._sheets.day(typed, name=name, past=past)

    def open_pane(self, name: str, widget: QWidget, title: str) -> None:
        """Show a pane at the side of the desk."""
        self._state.panel.open_pane(widget, title)

    def close_pane(self, name: str) -> None:
        """Give the side back to its tabs, and the caret to the line."""
        self._state.panel.open_pane(None, "")
        self._state.panel.focus_line()

    def go_to(self, item: str, entry_id: str) -> None:
        """Show an item and, where there is one, an entry in it."""
        self._moves.go_to_place(item, entry_id)
