"""A page that asks in sheets, one step after the other, what is then done in one go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mappa_desk.domain.errors import DeskError, RuleError
from mappa_desk.ui.models.desk_fields import SheetPlan
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.views.desk_sheet import DeskSheet
from mappa_desk.ui.views.put_right import PutRightView


class SheetPage(OfficePage):
    """What was typed stays on the sheet until it is done; a refusal is said there."""

    def __init__(self, office: Office) -> None:
        self.view = PutRightView()
        super().__init__(office, self.view)

    def open_sheet(self, plan: SheetPlan, kept: Callable[[Mapping[str, Any]], None]) -> None:
        """Lay a sheet over the page. `kept` sends its answers or raises RuleError."""
        sheet = DeskSheet(plan, self.meant)

        def answered(answers: Mapping[str, Any]) -> None:
            try:
                kept(answers)
            except DeskError as error:
                self._refused(error)

        sheet.kept.connect(answered)
        sheet.left.connect(self.view.close_sheet)
        self.view.show_sheet(sheet)
        self.office.shell.announce(plan.title)

    def meant(self, typed: str, *, past: bool = False) -> str:
        """The full date that typed words mean, empty when they are unclear or no day is asked for."""
        return ""

    def send(self, call: Callable[[Any], Any], done: Callable[[Any], None]) -> None:
        """Run a mutating service on the worker for what stands on the sheet."""
        if self.view.sheet is not None:
            self.view.sheet.set_busy(True)
        self.change(call, done, self._refused)

    def _refused(self, error: Exception) -> None:
        sheet = self.view.sheet
        if sheet is None or not isinstance(error, DeskError):
            self.office.shell.report(error)
            return
        sheet.set_busy(False)
        sheet.show_error(str(error), error.field if isinstance(error, RuleError) else "")
        self.office.shell.announce(str(error))
