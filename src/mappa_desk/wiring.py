"""The composition root without Qt: places of this laptop, the clock, fresh ids, vaults with their services.

Nothing of the database layer is imported with this module: the window must be painted before that is loaded
(it takes half a second), and most of the command line does without. So it is imported where it is first used.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from mappa_desk.domain.clock import Clock
from mappa_desk.domain.errors import KnownStoreError
from mappa_desk.domain.identifiers import NewId
from mappa_desk.services.steady_clock import SteadyClock

if TYPE_CHECKING:
    from mappa_desk.services.work import Work
    from mappa_desk.store.key import KeyCost
    from mappa_desk.store.vault import Vault

APP = "MAPPA Desk"
PRACTICE_PASSPHRASE = "nothing here is real"
"""Of every practice vault that the program makes. It is shown wherever one is opened."""


def fresh_id() -> str:
    """A record id that no other vault has: 32 hexadecimal characters."""
    return os.urandom(16).hex()


@dataclass(slots=True)
class Wiring:
    """Makes and opens vaults, and says where things lie on this laptop. One vault is open at a time."""

    data_folder: Path = field(
        default_factory=lambda: platformdirs.user_data_path(APP, appauthor=False, roaming=False)
    )
    documents_folder: Path = field(default_factory=platformdirs.user_documents_path)
    config_folder: Path = field(
        default_factory=lambda: platformdirs.user_config_path(APP, appauthor=False, roaming=False)
    )
    clock: Clock = field(default_factory=SteadyClock)
    new_id: NewId = fresh_id
    key_cost: KeyCost | None = None
    """What a guess of a new vault's passphrase costs; the shipped cost unless a test asks for less."""
    _vault: Vault | None = None

    @property
    def recovery_sentence(self) -> str:
        """The exact words by which an owner says that there is no recovery."""
        from mappa_desk.store.header import UNDERSTOOD  # noqa: PLC0415 - start-up time, see the module's head

        return UNDERSTOOD

    @property
    def practice_passphrase(self) -> str:
        """The passphrase of a practice vault, known to everybody."""
        return PRACTICE_PASSPHRASE

    def default_folder(self, *, practice: bool) -> Path:
        """Where a vault lies unless the user says otherwise."""
        return self.data_folder / ("practice" if practice else "vault")

    def demo_folder(self) -> Path:
        """Where the vault of the demonstration lies unless the user says otherwise."""
        return self.data_folder / "demonstration"

    def demo_documents(self) -> Path:
        """Where the demonstration writes its documents unless the user says otherwise."""
        return self.documents_folder / f"{APP} practice"

    def preferences_file(self) -> Path:
        """Where the window keeps text size, colours and its last vault. Never anything of a case."""
        return self.config_folder / "window.ini"

    def holds_vault(self, folder: Path) -> bool:
        """True when there is a vault in this folder, be it damaged."""
        from mappa_desk.store import files  # noqa: PLC0415 - start-up time, see the module's head

        return (folder / files.HEADER).exists() or (folder / files.DATABASE).exists()

    def is_practice(self, folder: Path) -> bool:
        """True for a practice vault, False for any other and where there is none; needs no passphrase."""
        from mappa_desk.store import header  # noqa: PLC0415 - start-up time, see the module's head

        try:
            return header.read(folder).practice
        except (KnownStoreError, OSError):
            return False

    def open(
        self, folder: Path, passphrase: str, *, read_only: bool = False, clock: Clock | None = None
    ) -> Work:
        """Opens a vault; nobody is at the keys yet. Slow: the key is made anew.

        `clock` is another clock than the laptop's, for the demonstration. Raises a KnownStoreError when the
        vault cannot be opened.
        """
        from mappa_desk.store.vault import Vault  # noqa: PLC0415 - start-up time, see the module's head

        running = clock or self.clock
        vault = Vault.open(folder, passphrase, clock=running, new_id=self.new_id, read_only=read_only)
        self._vault = vault
        return self._work(vault, running)

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
        """Makes a vault with the shipped agencies, figures and form, and opens it. Slow.

        A practice vault comes with its cases and their next meetings, unless `filled` is False. Raises a
        KnownStoreError when it cannot be made. Durable on return.
        """
        from mappa_desk.services.areas import seed_area  # noqa: PLC0415 - start-up time
        from mappa_desk.services.practice import fill_practice_vault  # noqa: PLC0415 - start-up time
        from mappa_desk.store.vault import Vault  # noqa: PLC0415 - start-up time, see the module's head

        running = clock or self.clock
        vault = Vault.create(
            folder,
            passphrase,
            clock=running,
            new_id=self.new_id,
            practice=practice,
            understood_no_recovery=understood,
            cost=self.key_cost,
        )
        self._vault = vault
        work = self._work(vault, running)
        seed_area(work)
        if practice and filled:
            fill_practice_vault(work)
        return work

    def close(self) -> None:
        """Closes the vault that is open, with everything on the disk. Closing twice does nothing."""
        vault, self._vault = self._vault, None
        if vault is not None:
            vault.close()

    def _work(self, vault: Vault, clock: Clock) -> Work:
        from mappa_desk.services.reference import load_reference  # noqa: PLC0415 - start-up time
        from mappa_desk.services.work import Work  # noqa: PLC0415 - start-up time, see the module's head

        return Work(vault=vault, clock=clock, new_id=self.new_id, reference=load_reference())
