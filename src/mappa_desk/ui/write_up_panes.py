"""The panes that hang in the side of write-up, by the command that opens each. Others add theirs here.

A pane is made when it is first opened and lives as long as the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from mappa_desk.ui.ports import FilePort
from mappa_desk.ui.widgets.write_up_page import WriteUpPage
from mappa_desk.ui.write_up_ready import ReadyPane
from mappa_desk.ui.write_up_saving import Saving
from mappa_desk.ui.write_up_side import Side
from mappa_desk.ui.write_up_state import WriteUpState
from mappa_desk.ui.write_up_steps import Steps


@dataclass(frozen=True, slots=True)
class PaneKit:
    """What a pane is given."""

    state: WriteUpState
    side: Side
    saving: Saving
    steps: Steps
    page: WriteUpPage
    go_to: Callable[[str, int], None]
    """Puts the caret into a paragraph, by its key and a place in its text, and gives it the keyboard."""
    files: FilePort | None = None


class Pane(Protocol):
    """Joins one pane with the services. It shows itself with `kit.side.open_pane`."""

    def open(self) -> None:
        """Show the pane and read what it shows."""


FACTORIES: Mapping[str, Callable[[PaneKit], Pane]] = {
    "ready_to_finalise": lambda kit: ReadyPane(kit.state, kit.side, kit.saving, kit.go_to),
}


class Panes:
    """Makes each pane once."""

    def __init__(self, kit: PaneKit) -> None:
        self._kit = kit
        self._made: dict[str, Pane] = {}

    def commands(self) -> dict[str, Callable[[], None]]:
        """The commands that open them."""
        return {name: partial(self.open, name) for name in FACTORIES}

    def open(self, name: str) -> None:
        """Open the pane of a command. Raises KeyError for one that there is not."""
        if name not in self._made:
            self._made[name] = FACTORIES[name](self._kit)
        self._made[name].open()
