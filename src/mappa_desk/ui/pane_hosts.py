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
from mappa_desk.ui.desk_sheets import Sheets
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.field_sheets import Answers, Request
from mappa_desk.ui.jobs import JobRunner
from mappa_desk.ui.meeting_state import MeetingPageState
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


class _Asks(Protocol):
    def ask(self, plan: SheetPlan, request: Callable[[Answers], Request]) -> None: ...

    def day(self, typed: str, *, name: str = "on", past: bool = False) -> date | None: ...


class PageHost:
    """A page of one meeting as a host, but for where it shows panes and how it goes to a place."""

    def __init__(
        self, state: MeetingPageState, panel: QWidget, sheets: _Asks, files: FilePort | None
    ) -> None:
        self._of, self._panel, self._sheets = state, panel, sheets
        self.meeting_id, self.jobs, self.shell, self.files = state.meeting_id, state.jobs, state.shell, files

    @property
    def widget(self) -> QObject:
        """The page's state lives as long as the page."""
        return self._of

    @property
    def page(self) -> QWidget:
        """The page."""
        return self._panel

    @property
    def viewed(self) -> SignalInstance:
        """A fresh view was taken."""
        found: SignalInstance = self._of.viewed
        return found

    @property
    def view(self) -> DeskView:
        """The meeting as last read."""
        return self._of.view

    @property
    def writable(self) -> bool:
        """True until the minutes are approved, in a vault that takes words."""
        return self._of.writable

    def work(self) -> Work:
        """The vault and who is at the keys."""
        return self._of.work()

    def today(self) -> date:
        """The present day."""
        return self._of.today()

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
        self._of.do(call, done=done, refused=refused, say=say, **arguments)

    def ask(self, plan: SheetPlan, request: Callable[[Answers], Request]) -> None:
        """Lay a sheet over the page."""
        self._sheets.ask(plan, request)

    def refuse(self, error: Exception) -> None:
        """Say it where the page says such things."""
        self._of.refuse(error)

    def day(self, typed: str, *, name: str = "on", past: bool = False) -> date | None:
        """A calendar day as people say it."""
        return self._sheets.day(typed, name=name, past=past)


class DeskHost(PageHost):
    """The desk of one meeting as a host."""

    def __init__(self, state: DeskState, sheets: Sheets, moves: Moves, files: FilePort | None) -> None:
        super().__init__(state, state.panel, sheets, files)
        self._state, self._moves = state, moves

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
