"""The key of a vault by its folder, without opening it; what a guess of the passphrase costs."""

from __future__ import annotations

from pathlib import Path

from mappa_desk.store import header
from mappa_desk.store.slots import KeyCost, make_slot, new_data_key

__all__ = ["KeyCost", "make_slot", "new_data_key", "unwrap"]


def unwrap(folder: Path, passphrase: str) -> bytes:
    """The raw database key of the vault in `folder`: 32 bytes.

    Raises VaultMissing, VaultNewer, VaultDamaged or WrongPassphrase.
    """
    return header.read(folder).open(passphrase)
