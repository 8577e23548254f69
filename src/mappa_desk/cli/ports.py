"""What the command line asks of the composed program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mappa_desk.domain.clock import Clock

if TYPE_CHECKING:  # the services bring the database layer, which `--help` does not wait for
    from mappa_desk.services.work import Work


class Desk(Protocol):
    """Makes and opens vaults, and says where things lie on this laptop."""

    @property
    def recovery_sentence(self) -> str:
        """The exact words by which an owner says that there is no recovery."""

    @property
    def practice_passphrase(self) -> str:
        """The passphrase of a practice vault, known to everybody."""

    def default_folder(self, *, practice: bool) -> Path:
        """Where a vault lies unless the user says otherwise."""

    def demo_folder(self) -> Path:
        """Where the vault of the demonstration lies unless the user says otherwise."""

    def demo_documents(self) -> Path:
        """Where the demonstration writes its documents unless the user says otherwise."""

    def holds_vault(self, folder: Path) -> bool:
        """True when there is a vault in this folder."""

    def is_practice(self, folder: Path) -> bool:
        """True for a practice vault; answered without its passphrase."""

    def open(
        self, folder: Path, passphrase: str, *, read_only: bool = False, clock: Clock | None = None
    ) -> Work:
        """Opens a vault. Raises a KnownStoreError when it cannot."""

    def create(
        self,
        folder: Path,
        passphrase: str,
        *,
        practice: bool,
        understood: str = "",
        clock: Clock | None = None,
        filled: bool = True,
    ) -> Work:
        """Makes a vault and opens it; a practice vault comes with its cases unless `filled` is False."""

    def close(self) -> None:
        """Closes the vault that is open."""
