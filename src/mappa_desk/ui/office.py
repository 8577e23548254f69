"""What the pages of the office share: reading off the GUI thread, and the plain answers to the shell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mappa_desk.services.work import Work
from mappa_desk.ui.clipboard_guard import ClipboardGuard
from mappa_desk.ui.jobs import Err, JobRunner, Ok
from mappa_desk.ui.ports import FilePort, HeaderFacts, ShellPort

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Office:
    """What every page is given."""

    jobs: JobRunner
    work: Callable[[], Work]
    shell: ShellPort
    files: FilePort
    try_practice: Callable[[], object] = lambda: None
    """Opens the practice vault beside this one."""
    clipboard: ClipboardGuard | None = None
    """Takes off the clipboard again what was copied out of a case."""


class OfficePage(QObject):
    """A page of the office. It is made anew each time it is gone to, so it never shows what is old."""

    def __init__(self, office: Office, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget
        self.office = office

    def title(self) -> str:
        """What the header says of this page."""
        return self.tr("MAPPA Desk")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """None of its own."""
        return {}

    def regions(self) -> tuple[QWidget, ...]:
        """The page is one region."""
        return ()

    def enter(self) -> None:
        """Nothing to read."""

    def settle(self, done: Callable[[Exception | None], None]) -> None:
        """Nothing is half typed here."""
        done(None)

    def ask(self, fn: Callable[[Work], Value], then: Callable[[Value], None]) -> None:
        """Read from the vault and hand the answer to `then`; an error becomes a banner with a retry."""
        work = self.office.work()

        def answered(result: Ok[Value] | Err) -> None:
            if isinstance(result, Err):
                self.office.shell.report(result.error, lambda: self.ask(fn, then))
            else:
                then(result.value)

        self.office.jobs.store(lambda: fn(work), answered, self)

    def change(
        self,
        fn: Callable[[Work], Value],
        then: Callable[[Value], None],
        refused: Callable[[Exception], None] | None = None,
    ) -> None:
        """Change the vault; `then` runs once it is on the disk. `refused` takes an error, else a banner."""
        work, shell = self.office.work(), self.office.shell
        shell.saving()

        def answered(result: Ok[Value] | Err) -> None:
            if isinstance(result, Ok):
                shell.saved()
                then(result.value)
            elif refused is not None:
                shell.saved()
                refused(result.error)
            else:
                shell.report(result.error, lambda: self.change(fn, then))

        self.office.jobs.store(lambda: fn(work), answered, self)

    def head(self, title: str, subtitle: str = "") -> None:
        """Say this in the header."""
        self.office.shell.header(HeaderFacts(title, subtitle))
