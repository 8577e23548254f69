"""What the pages may ask of the shell, and what the shell asks of the world outside the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:  # neither the database layer nor the records are what the unlock window may wait for
    from mappa_desk.domain.minutes import DocumentKind
    from mappa_desk.services.work import Work


@dataclass(frozen=True, slots=True)
class BannerAction:
    """One button of a banner."""

    words: str
    call: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Banner:
    """A sentence between header and body. `lead` is drawn bold before it; `key` names the cause.

    `grave` is the order in which banners stand: 3 words may be lost, 2 something was not done,
    1 worth knowing.
    """

    key: str
    lead: str
    sentence: str = ""
    grave: int = 1
    actions: tuple[BannerAction, ...] = ()
    details: str = ""
    passing: bool = False
    """It belongs to the page that comes next and goes with it: further on it speaks of something else."""


@dataclass(frozen=True, slots=True)
class HeaderFacts:
    """What the header says of the page that is shown. Empty parts are left out."""

    title: str
    subtitle: str = ""
    state: str = ""
    state_icon: str = ""
    chair: str = ""
    keys: str = ""
    clock: str = ""
    ends: str = ""
    expected: str = ""
    late: str = ""
    """How much later than planned it is expected to end, "20 minutes late"."""
    due: str = ""
    """An amber pill, "Statement due: 1 person"."""
    due_command: str = ""
    """Command that a click on the pill runs."""
    band: int = 0
    """Place of the case on its panel day, from 1: the strip under the header alternates by it; 0 for none."""
    band_words: str = ""
    """The same in words, "Case 2 of 5 on the panel day"."""
    about: str = ""
    """Beside the saved mark: what the page is about, "Level 3 review of Thu 12 Nov 2026"."""
    tools: tuple[str, ...] = ()
    """Commands with a button of their own in the header, in place of the windows beside the desk."""


class ShellPort(Protocol):
    """The window around a page, as a page knows it. Nothing here moves the focus unless it says so."""

    def show_banner(self, banner: Banner) -> None:
        """Show it, or let it wait behind a graver one. The same key replaces."""

    def clear_banner(self, key: str) -> None:
        """The cause is gone."""

    def report(
        self,
        error: Exception,
        retry: Callable[[], None] | None = None,
        *,
        waiting: int = 0,
        elsewhere: Callable[[], None] | None = None,
    ) -> None:
        """Say an error in the right place: a banner with its words, and the retry where there is one.

        While the disk is full, `waiting` is how many entries wait and `elsewhere` saves a copy of them.
        """

    def saving(self) -> None:
        """A change is on its way to the disk. The word appears only after a second."""

    def saved(self, at: datetime | None = None) -> None:
        """Everything is on the disk."""

    def not_kept(self, count: int) -> None:
        """So many entries wait on the screen because the disk refused them. 0 takes the count away."""

    def header(self, facts: HeaderFacts) -> None:
        """Show these facts of the present page."""

    def navigate(self, page: str, record_id: str = "", **wishes: str) -> None:
        """Go to a page: start, cases, case, new_case, edit_case, meetings, meeting (the desk), new_meeting,
        start_now, panel_day, new_panel_day, changeover, actions, documents, preview, settings, write_up."""

    def replace(self, page: str, record_id: str = "", **wishes: str) -> None:
        """Go to a page in place of this one: back does not return here."""

    def back(self) -> None:
        """Go to the page before."""

    def preview(self, meeting_id: str, kind: DocumentKind = ..., agency: str = "") -> None:
        """Show the very bytes of a document, from where they can be written or printed."""

    def curtain(self) -> None:
        """Blank the window; the same key takes it away and the caret returns."""

    def second_window(self, name: str) -> None:
        """Open or close a window beside the desk: "chair_card" or "room". It takes no focus."""

    def lock(self) -> None:
        """Cover, keep the draft, end this process behind a fresh unlock window."""

    def asks_before_leaving(self) -> bool:
        """True while the window asks whether what is not kept is to be left."""

    def announce(self, text: str) -> None:
        """Say it politely to a screen reader. Never a focus move."""

    def run(self, command: str) -> None:
        """Run a command of the table by its name, when the present page has it."""


class Page(Protocol):
    """A page that the shell hosts."""

    widget: QWidget

    def title(self) -> str:
        """What the window's title says of it."""

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Commands of the table that this page answers, by name."""

    def enter(self) -> None:
        """The page is shown: read what it shows and put the focus in its place."""

    def regions(self) -> tuple[QWidget, ...]:
        """Where F6 leads on this page, in order; each has an accessible name and takes the focus."""

    def settle(self, done: Callable[[Exception | None], None]) -> None:
        """Write what is half typed, now. `done(None)` once it is on the disk, or with the error."""


@runtime_checkable
class FormPage(Protocol):
    """A page that may hold answers which nothing has kept yet."""

    def unkept(self) -> bool:
        """True while leaving would lose what was typed."""


@runtime_checkable
class TellingPage(Protocol):
    """A page that knows of its own commands why they cannot work now."""

    def why_not(self, command: str) -> str:
        """Why a command cannot work now, in one sentence; empty when it can."""


class FilePort(Protocol):
    """Asking the user for places. A test answers for the user."""

    def ask_save(self, parent: QWidget, title: str, suggested: str, suffix: str) -> Path | None:
        """Where to write a file; None when the user thought better of it."""

    def ask_folder(self, parent: QWidget, title: str, start: Path) -> Path | None:
        """A folder; None when the user thought better of it."""

    def ask_open(self, parent: QWidget, title: str, suffix: str) -> tuple[Path, ...]:
        """Files to read; empty when the user thought better of it."""

    def show_folder(self, path: Path) -> None:
        """Show a written file in the file manager."""


class VaultsPort(Protocol):
    """Making and opening vaults, and the places of this laptop. Only the composed program knows how."""

    @property
    def recovery_sentence(self) -> str:
        """The exact words by which an owner says that there is no recovery."""

    @property
    def practice_passphrase(self) -> str:
        """The passphrase offered for a practice vault, known to everybody."""

    def default_folder(self, *, practice: bool) -> Path:
        """Where a vault lies unless the user says otherwise."""

    def preferences_file(self) -> Path:
        """Where the window keeps text size, colours and its last vault. Never anything of a case."""

    def holds_vault(self, folder: Path) -> bool:
        """True when there is a vault in this folder."""

    def is_practice(self, folder: Path) -> bool:
        """True for a practice vault; answered without its passphrase."""

    def open(self, folder: Path, passphrase: str, *, read_only: bool = False) -> Work:
        """Open a vault. Slow: the key is made. Raises a KnownStoreError when it cannot."""

    def create(self, folder: Path, passphrase: str, *, practice: bool, understood: str) -> Work:
        """Make a vault and open it; a practice vault comes with its cases. Slow."""

    def close(self) -> None:
        """Close the vault that is open, with everything on the disk."""
