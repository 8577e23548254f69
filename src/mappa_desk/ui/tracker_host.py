"""What the parts of the tracker may ask of the page that they belong to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.chasing import Rung
from mappa_desk.services.work import Work
from mappa_desk.ui.models.tracker import TrackerModel
from mappa_desk.ui.models.tracker_doings import DoingAnswers
from mappa_desk.ui.office import Office
from mappa_desk.ui.tracker_state import TrackerState
from mappa_desk.ui.views.tracker import TrackerView
from mappa_desk.ui.views.tracker_doing import TrackerDoingView

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Kept:
    """A doing that is on the disk, in words, and the call that takes it back."""

    words: str
    back: Callable[[Work], Any]


class Keeper(Protocol):
    """The sheet, as a part that keeps something knows it."""

    def ask(self, form: TrackerDoingView, make: Callable[[DoingAnswers], Callable[[Work], Kept]]) -> None:
        """Show a form; `make` turns its answers into what is kept."""

    def done(self, kept: Kept) -> None:
        """It is on the disk: say so, and offer to take it back."""


class TrackerHost(Protocol):
    """The page."""

    view: TrackerView
    model: TrackerModel
    office: Office
    state: TrackerState
    today: date
    agencies: tuple[Agency, ...]
    ladder: tuple[Rung, ...]

    @property
    def keeper(self) -> Keeper:
        """What asks and keeps."""

    @property
    def find(self) -> ActionFilter:
        """Which actions are shown."""

    def ask(self, fn: Callable[[Work], Value], then: Callable[[Value], None]) -> None:
        """Read from the vault."""

    def change(
        self,
        fn: Callable[[Work], Value],
        then: Callable[[Value], None],
        refused: Callable[[Exception], None] | None = None,
    ) -> None:
        """Change the vault."""

    def go(self, name: str) -> None:
        """Go to the meeting or the case of the action under the cursor."""

    def leave(self) -> None:
        """Remember how it is left, for coming back."""

    def show_ways(self) -> None:
        """Say how the list is grouped and sorted."""
