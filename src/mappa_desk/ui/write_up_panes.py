"""The panes that hang in the side of write-up, by the command that opens each. Others add theirs here.

A pane is made when it is first opened and lives as long as the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from mappa_desk.ui.approving import Approving
from mappa_desk.ui.chair_marks import ChairMarks
from mappa_desk.ui.confirming import Confirming
from mappa_desk.ui.corrections import Corrections
from mappa_desk.ui.write_up_kit import PaneKit
from mappa_desk.ui.write_up_ready import ReadyPane

PANES: Mapping[str, Callable[[PaneKit], Any]] = {
    "ready": ReadyPane.of,
    "marks": lambda kit: ChairMarks(kit.host),
    "corrections": lambda kit: Corrections(kit.host),
    "approving": lambda kit: Approving(kit.host),
    "confirming": lambda kit: Confirming(kit.host),
}
"""How each pane, or what asks by a sheet, is made. A new pane is one line here and one below."""

COMMANDS: Mapping[str, tuple[str, str]] = {
    "ready_to_finalise": ("ready", "open"),
    "make_chair_draft": ("marks", "open_and_make"),
    "chair_marks": ("marks", "open"),
    "corrections": ("corrections", "open"),
    "approve_minutes": ("approving", "ask"),
    "save_approval_paper": ("approving", "save_paper"),
    "confirm_minutes": ("confirming", "ask"),
}
"""By the names of the key table: which pane answers, and by which of its methods."""


class Panes:
    """Makes each pane once. What is typed is saved before one opens."""

    def __init__(self, kit: PaneKit) -> None:
        self._kit = kit
        self._made: dict[str, Any] = {}

    def commands(self) -> dict[str, Callable[[], None]]:
        """The commands that open them."""
        return {name: partial(self.run, name) for name in COMMANDS}

    def run(self, name: str) -> None:
        """Run a command of the panes. Raises KeyError for one that there is not."""
        pane, method = COMMANDS[name]
        self._kit.saving.save_all()
        getattr(self.pane(pane), method)()

    def pane(self, name: str) -> Any:
        """A pane by its name here, made where it was not yet."""
        if name not in self._made:
            self._made[name] = PANES[name](self._kit)
        return self._made[name]
