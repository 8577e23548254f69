"""What a pane beside the write-up page is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mappa_desk.ui.pane_hosts import PaneHost
from mappa_desk.ui.widgets.write_up_page import WriteUpPage
from mappa_desk.ui.write_up_saving import Saving
from mappa_desk.ui.write_up_side import Side
from mappa_desk.ui.write_up_state import WriteUpState
from mappa_desk.ui.write_up_steps import Steps


@dataclass(frozen=True, slots=True)
class PaneKit:
    """What a pane is given. `host` is the same as the desk gives to its own."""

    state: WriteUpState
    side: Side
    saving: Saving
    steps: Steps
    page: WriteUpPage
    go_to: Callable[[str, int], None]
    """Puts the caret into a paragraph, by its key and a place in its text, and gives it the keyboard."""
    host: PaneHost
    run: Callable[[str], None]
    """Runs another command of the page by its name."""
