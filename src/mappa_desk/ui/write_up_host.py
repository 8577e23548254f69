"""The write-up page as a host of panes and sheets that others make for the desk too."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from mappa_desk.ui.field_sheets import Answers, FieldSheets, Request
from mappa_desk.ui.models.desk_fields import SheetPlan
from mappa_desk.ui.pane_hosts import PageHost
from mappa_desk.ui.ports import FilePort
from mappa_desk.ui.write_up_side import Side
from mappa_desk.ui.write_up_state import WriteUpState


class PageSheets(FieldSheets):
    """One sheet of fields at a time, over the page."""

    def __init__(
        self, state: WriteUpState, focus_page: Callable[[], None], files: FilePort | None = None
    ) -> None:
        super().__init__(state, files)
        self._state, self._focus_page = state, focus_page
        self.turned: Callable[[], None] = lambda: None
        """Called when a sheet was laid over the page or taken away."""

    def ask(self, plan: SheetPlan, request: Callable[[Answers], Request]) -> None:
        """Lay a sheet over the page. `request` makes the call of the answers or raises RuleError."""
        sheet = self.make(plan, request)
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


class WriteUpHost(PageHost):
    """What panes of draft, marks and corrections may ask of the write-up page."""

    def __init__(
        self,
        state: WriteUpState,
        side: Side,
        sheets: PageSheets,
        go_to: Callable[[str, int], None],
        files: FilePort | None,
    ) -> None:
        super().__init__(state, state.panel, sheets, files)
        self._state, self._side, self._go = state, side, go_to

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
