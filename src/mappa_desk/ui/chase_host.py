"""What the parts of the chase may ask of its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from mappa_desk.domain.chase_views import ChaseView
from mappa_desk.services.work import Work
from mappa_desk.ui.documents_side import DocumentsSide, SideHost
from mappa_desk.ui.models.chase import ChaseLine
from mappa_desk.ui.office import Office
from mappa_desk.ui.views.chase import ChasePageView


@dataclass(slots=True)
class Chased:
    """How the chase was left, while the vault is open: who comes back finds it so. No file keeps it."""

    folder: str = ""
    """Where sheets and drafts were written last."""
    here: str = ""
    """Key of the row under the cursor."""
    ticked: set[str] = field(default_factory=set)
    turned: set[str] = field(default_factory=set)
    """Keys of the agencies that were folded or unfolded."""


class ChaseHost(SideHost, Protocol):
    """The page."""

    office: Office
    view: ChasePageView
    side: DocumentsSide
    facts: ChaseView | None
    lines: tuple[ChaseLine, ...]
    left: Chased

    def ask(self, fn: Callable[[Work], Any], then: Callable[[Any], None]) -> None:
        """Read from the vault."""

    def let_go(self, lines: tuple[ChaseLine, ...]) -> None:
        """What was done is ticked no more."""

    def say(self, words: str) -> None:
        """Tell a screen reader."""

    def done(self, words: str, take_back: Callable[[Work], Any], *, file: str = "", more: str = "") -> None:
        """Say what was done, and offer to take it back; `file` is one of those written, `more` about them."""

    def tell_of(self, words: str, way: str, page: str, record_id: str) -> None:
        """Say what was done, with a way to where it goes on."""
