"""The pane beside the documents: one sheet of fields, or the steps of giving copies out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.copies import MinutesRequest
from mappa_desk.domain.document_views import MeetingDocuments
from mappa_desk.domain.errors import DeskError, RuleError
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.work import Work
from mappa_desk.ui.long_doing import HowFar, Watch
from mappa_desk.ui.models import typed_days
from mappa_desk.ui.models.desk_fields import SheetPlan
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.office import Office
from mappa_desk.ui.views.desk_sheet import DeskSheet
from mappa_desk.ui.views.documents import DocumentsView

Answers = Mapping[str, Any]


class SideView(Protocol):
    """A view with a list and room for a pane beside it."""

    @property
    def list(self) -> QWidget:
        """The list that has the keyboard while nothing stands beside it."""

    @property
    def side(self) -> QWidget | None:
        """What stands beside the list."""

    def open_side(self, title: str, widget: QWidget, *, scrolls: bool = True) -> None:
        """Show a pane."""

    def close_side(self) -> None:
        """Take the pane away."""

    def focus_list(self) -> None:
        """Give the keyboard to the list."""


class SideHost(Protocol):
    """What the pane may ask of the page that it stands on."""

    office: Office

    @property
    def view(self) -> SideView:
        """The page's view, a widget."""

    def read(self, then: Callable[[], None] | None = None) -> None:
        """Read everything anew."""

    def change(
        self,
        fn: Callable[[Work], Any],
        then: Callable[[Any], None],
        refused: Callable[[Exception], None] | None = None,
    ) -> None:
        """Change the vault."""


class DocumentsSide(QObject):
    """Opens one pane at a time and gives the keyboard back to the list."""

    def __init__(self, page: SideHost) -> None:
        super().__init__(cast(QWidget, page.view))
        self._page = page
        self._sheet: DeskSheet | None = None
        self._before: Answers = {}
        self._watch = Watch(self)
        self.closed: Callable[[], None] = lambda: None
        """Called when the pane that stands there goes."""

    @property
    def is_open(self) -> bool:
        """True while something stands beside the lists."""
        return self._page.view.side is not None

    @property
    def sheet(self) -> DeskSheet | None:
        """The sheet that is open."""
        return self._sheet

    @property
    def is_running(self) -> bool:
        """True while what the sheet asked for takes its while."""
        return self._watch.far is not None

    def watch(self, words: Callable[[HowFar], str], total: int) -> HowFar:
        """What is about to be sent has so many steps: its thread tells how far it is, `words` say it."""
        return self._watch.begin(words, total)

    def after_running(self, call: Callable[[], None]) -> None:
        """Call it once nothing runs here: at once, or when what was begun is at its end."""
        self._watch.after(call)

    def unkept(self) -> bool:
        """True while a sheet has other answers than at its beginning and they are not on their way."""
        return self._sheet is not None and not self.is_running and self._sheet.answers() != self._before

    def open(self, title: str, widget: QWidget, *, scrolls: bool = True) -> None:
        """Show a widget beside the lists."""
        self.let_go()
        self._page.view.open_side(title, widget, scrolls=scrolls)

    def let_go(self) -> None:
        """What stands there is shown no more."""
        self._sheet = None
        closed, self.closed = self.closed, lambda: None
        closed()

    def close(self) -> None:
        """Take the pane away; the keyboard goes back to the list, when it was in the pane."""
        side, focus = self._page.view.side, QApplication.focusWidget()
        inside = side is None or focus is None or side.isAncestorOf(focus) or focus is side
        had = inside or not focus.isVisible() if focus is not None else True
        self.let_go()
        self._page.view.close_side()
        if had or not self._page.view.list.isVisible():
            self._page.view.focus_list()

    def leave(self) -> None:
        """Stop what takes a while, else take the pane away."""
        if not self._watch.stop():
            self.close()

    def ask(
        self,
        plan: SheetPlan,
        call: Callable[[Answers], Callable[[Any], Outcome[Any]]],
        done: Callable[[Any], None],
    ) -> None:
        """Ask for some fields; `call` makes of answers what is run with the vault. May raise RuleError."""
        sheet = DeskSheet(plan, self.meant, narrow=True)
        self.open("", sheet, scrolls=False)
        self._sheet, self._before = sheet, sheet.answers()
        sheet.left.connect(self.leave)
        sheet.kept.connect(lambda answers: self._send(sheet, call, answers, done))
        sheet.setFocus()
        self._page.office.shell.announce(plan.title)

    def _send(
        self,
        sheet: DeskSheet,
        call: Callable[[Answers], Callable[[Any], Outcome[Any]]],
        answers: Answers,
        done: Callable[[Any], None],
    ) -> None:
        page = self._page

        def refused(error: Exception) -> None:
            self._watch.end()
            if self._sheet is not sheet or not isinstance(error, DeskError):
                page.office.shell.report(error)
                return
            sheet.set_busy(False)
            sheet.show_error(str(error), error.field if isinstance(error, RuleError) else "")
            page.office.shell.announce(str(error))

        def kept(outcome: Outcome[Any]) -> None:
            self._watch.end()
            if self._sheet is sheet:
                self.close()
            page.read(lambda: done(outcome.value))

        try:
            wanted = call(answers)
        except DeskError as error:
            refused(error)
            return
        sheet.set_busy(True)
        self._watch.show_on(sheet, page.office.shell.announce)
        page.change(wanted, kept, refused)

    # Days

    def day(self, typed: str, *, name: str, past: bool = False) -> date | None:
        """A calendar day as people say it; None for an empty field. Raises RuleError."""
        if not typed.strip():
            return None
        today = self._page.office.work().today()
        return typed_days.typed_date(typed, today, name=name, past=past, is_holiday=is_bank_holiday)

    def must_have_day(self, typed: str, *, name: str) -> date:
        """The day of a thing that has happened, which must be given."""
        found = self.day(typed, name=name, past=True)
        if found is None:
            raise RuleError(tr("On which day? Write it as 27/11."), field=name)
        return found

    def meant(self, typed: str, *, past: bool = False) -> str:
        """The full date that typed words mean, empty when they are unclear."""
        today = self._page.office.work().today()
        return typed_days.meant(typed, today, past=past, is_holiday=is_bank_holiday)


class DocumentsHost(SideHost, Protocol):
    """What the parts of the page may ask of it."""

    view: DocumentsView
    meeting_id: str
    facts: MeetingDocuments | None
    side: DocumentsSide

    def ask(self, fn: Callable[[Work], Any], then: Callable[[Any], None]) -> None:
        """Read from the vault."""

    def issue(self, kind: DocumentKind, request: MinutesRequest | None = None) -> None:
        """Open the steps of giving copies out."""

    def show_copy(self, document_id: str) -> None:
        """Go to a line of the register."""
