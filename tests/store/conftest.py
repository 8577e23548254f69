"""Real vaults in a temporary folder, with the cheapest key derivation, a clock and ids that can be told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from vault_help import PASSPHRASE, Desk, Ids, StepClock, filled, lay_desk

from mappa_desk.store.key import KeyCost
from mappa_desk.store.vault import Vault


@pytest.fixture
def clock() -> StepClock:
    """A clock for the vault."""
    return StepClock()


@pytest.fixture
def new_id() -> Ids:
    """Fresh ids."""
    return Ids()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the vault lies."""
    return tmp_path / "vault"


@pytest.fixture
def make_vault(folder: Path, clock: StepClock, new_id: Ids) -> Callable[[], Vault]:
    """Makes the practice vault."""

    def make() -> Vault:
        return Vault.create(
            folder, PASSPHRASE, clock=clock, new_id=new_id, practice=True, cost=KeyCost.cheap()
        )

    return make


@pytest.fixture
def open_vault(folder: Path, clock: StepClock, new_id: Ids) -> Callable[..., Vault]:
    """Opens the vault again."""

    def reopen(passphrase: str = PASSPHRASE, *, read_only: bool = False) -> Vault:
        return Vault.open(folder, passphrase, clock=clock, new_id=new_id, read_only=read_only)

    return reopen


@pytest.fixture
def vault(make_vault: Callable[[], Vault]) -> Iterator[Vault]:
    """An open practice vault."""
    with make_vault() as made:
        yield made


@pytest.fixture
def desk(vault: Vault, new_id: Ids) -> Desk:
    """A vault with a case and a running meeting."""
    return lay_desk(vault, new_id)


@pytest.fixture
def closed(desk: Desk, folder: Path) -> Path:
    """The folder of a filled, closed vault."""
    filled(desk)
    desk.vault.close()
    return folder
