"""What the panes of points have in common: they open and close, read after each change, and say refusals."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

import shiboken6
from PySide6.QtCore import QObject

from mappa_desk.domain.errors import DeskError
from mappa_desk.services.undo import redo, undo
from mappa_desk.services.work import Work
from mappa_desk.ui import commands
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.field_sheets import Answers, Request
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models.desk_fields import Ask, Field, SheetPlan
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.points import PointRow, PointsModel
from mappa_desk.ui.pane_hosts import PaneHost
from mappa_desk.ui.views.points_pane import PaneWords, PointsPane


class PointsPresenter(QObject):
    """One pane of points beside a page. A page may destroy the pane as it closes it; it is made anew then."""

    NAME = ""
    """Name of the pane, and of the command that opens it."""
    LETTERS: tuple[str, ...] = ()
    """Commands of the list that are single letters."""
    SCOPE = Scope.MARKS
    REMOVE = ""

    def __init__(self, host: PaneHost) -> None:
        super().__init__(host.widget)
        self._host = host
        self._open = False
        self._was_read = False
        self._to_list = False
        """The keyboard goes to the list with the next reading: it may be empty until then."""
        self._typed = ""
        """Words in the field that are not kept: they outlast the pane."""
        self.model = PointsModel(self)
        self._letters = {commands.command(name).keys[0]: name for name in self.LETTERS}
        self._pane: PointsPane | None = None
        host.viewed.connect(self._on_viewed)

    @property
    def pane(self) -> PointsPane:
        """The pane, made where there is none."""
        if self._pane is None or not shiboken6.isValid(self._pane):
            self._pane = self._made()
        return self._pane

    def _made(self) -> PointsPane:
        pane = PointsPane(self.model, self.words())
        pane.set_letters(frozenset(self._letters))
        pane.set_text(self._typed)
        pane.marked.connect(lambda row, letter: self.settle(row, self._letters[letter]))
        pane.entered.connect(self._go_there)
        pane.typed.connect(self._on_typed)
        pane.kept.connect(self.keep)
        pane.first_pressed.connect(self.first)
        pane.second_pressed.connect(self.second)
        pane.closed.connect(self.close)
        pane.destroyed.connect(self.hidden)
        commands.bind(pane.list, self.SCOPE, {self.REMOVE: self._remove})
        turns: Mapping[str, Callable[[], None]] = {
            "undo_record": lambda: self._turn(undo, tr("Undone: {what}")),
            "redo_record": lambda: self._turn(redo, tr("Done again: {what}")),
        }
        commands.bind(pane.list, Scope.RECORD, turns)
        return pane

    # What each pane says and does

    @abstractmethod
    def words(self) -> PaneWords:
        """Everything that the pane says by itself."""

    @abstractmethod
    def read(self, work: Work, meeting_id: str) -> Any:
        """Read what is shown; on the worker."""

    @abstractmethod
    def show(self, found: Any) -> str:
        """Show what was read; gives the sentence over the list."""

    @abstractmethod
    def settle(self, row: PointRow, command: str) -> None:
        """A letter of the list was pressed on a row."""

    @abstractmethod
    def remove(self, row: PointRow) -> None:
        """Take a row off the list."""

    def keep(self, text: str) -> None:
        """Keep the words in the field."""

    def first(self) -> None:
        """The filled button was pressed."""

    def second(self) -> None:
        """The other button was pressed."""

    # Opening

    @property
    def is_open(self) -> bool:
        """True while the pane is shown."""
        return self._open

    def open(self) -> None:
        """Show the pane at the side, with the keyboard in its list."""
        pane = self.pane
        self._open = True
        self._was_read = False
        self._host.open_pane(self.NAME, pane, self.words().title)
        pane.show_error("")
        self._read()
        pane.focus_list()
        self._to_list = not self._typed

    def close(self) -> bool:
        """Give the side back. True when the pane was shown."""
        if not self._open:
            return False
        self._open = False
        self._host.close_pane(self.NAME)
        return True

    def set_filled(self, filled: bool) -> None:
        """Whether the pane's own button may be the filled one of the view."""
        if self._pane is not None and shiboken6.isValid(self._pane):
            self._pane.set_filled(filled)

    def hidden(self) -> None:
        """The pane is shown no more."""
        self._open = False

    # Reading

    def _on_viewed(self) -> None:
        if self._open:
            self._read()

    def _read(self) -> None:
        work, meeting_id = self._host.work, self._host.meeting_id
        self._host.jobs.store(lambda: self.read(work(), meeting_id), self._on_read, self)

    def _on_read(self, result: Ok[Any] | Err) -> None:
        if isinstance(result, Err):
            self._host.shell.report(result.error, self._read)
            return
        summary = self.show(result.value)
        if self._open and self._to_list:
            self.pane.focus_list()
        self._to_list = False
        if self._open and not self._was_read:
            self._host.shell.announce(summary)
        self._was_read = True

    # In common

    def _on_typed(self, text: str) -> None:
        self._typed = text
        self.pane.show_error("")
        self.typed_on(text)

    def typed_on(self, text: str) -> None:
        """The words in the field changed."""

    def _remove(self) -> None:
        row = self.pane.current()
        if row is not None:
            self.remove(row)

    def _go_there(self, row: PointRow) -> None:
        if row.leads:
            self._host.go_to(row.item, row.entry_id)
        else:
            self.say(tr("This leads to no paragraph. Find the words on the page."))

    def _turn(self, call: Callable[..., Any], sentence: str) -> None:
        def done(what: str) -> None:
            self._host.shell.announce(sentence.format(what=what))

        self._host.do(call, done=done, refused=self.refused, meeting_id=self._host.meeting_id)

    def ask_why(self, row: PointRow, call: Callable[..., Any], **arguments: Any) -> None:
        """Ask why a point is not taken, in a sheet."""
        title = tr("{place}: not taken").format(place=row.place)
        plan = SheetPlan(title, tr("Keep"), (Field("why", tr("Why it is not taken"), Ask.LONG),), row.text)

        def request(answers: Answers) -> Request:
            told = {**arguments, "why": answers["why"]}
            return Request(call, told, tr("Not taken"), lambda _kept: self.back_to_list())

        self._host.ask(plan, request)

    def back_to_list(self) -> None:
        """The cursor goes on to the next open point, with the keyboard."""
        if self._open:
            self.pane.go_on()
            self.pane.focus_list()
            self._to_list = True

    def say(self, sentence: str) -> None:
        """One sentence under the list, and to a screen reader."""
        self.pane.show_error(sentence)
        self._host.shell.announce(sentence)

    def refused(self, error: Exception) -> None:
        """Say why something was refused."""
        if isinstance(error, DeskError):
            self.say(str(error))
        else:
            self._host.shell.report(error)
