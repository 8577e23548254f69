"""Slots of a vault: the passphrase opens a slot, the slot wraps the data key, other keys come from that.

The data key is 32 random bytes and the raw key of the database. A slot derives a wrapping key from the
passphrase by Argon2id and wraps the data key by AES key wrap (RFC 3394). The slot carries a check of the
wrapping key, so that a wrong passphrase is told apart from a damaged header (ADR 0011).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import asdict, dataclass
from typing import Any, Self

from argon2.low_level import Type, hash_secret_raw

from mappa_desk.domain.errors import RuleError, VaultDamaged, WrongPassphrase
from mappa_desk.store import files

KEY_BYTES = 32
SALT_BYTES = 16
_WHERE = files.HEADER
_DAMAGED = "The header of this vault is damaged. Nothing was changed; restore the newest backup."


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyCost:
    """What one guess of the passphrase costs: memory in KiB, passes over it, lanes beside each other."""

    memory_kib: int
    time_cost: int
    lanes: int

    @classmethod
    def shipped(cls) -> Self:
        """The cost of a vault for use: 256 MiB, four passes (about 0.7 s on the laptop of ADR 0011)."""
        return cls(memory_kib=256 * 1024, time_cost=4, lanes=4)

    @classmethod
    def cheap(cls) -> Self:
        """The least Argon2id takes, for tests alone."""
        return cls(memory_kib=8, time_cost=1, lanes=1)

    @property
    def sound(self) -> bool:
        """False for figures that no edition ever wrote, such as a memory bomb in an altered header."""
        return (
            1 <= self.lanes <= 64
            and 8 * self.lanes <= self.memory_kib <= 4 * 1024 * 1024
            and 1 <= self.time_cost <= 64
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One way to the data key. `kind` is "passphrase"; a recovery key gets a slot of its own later."""

    kind: str
    cost: KeyCost
    salt: bytes
    check: bytes
    wrapped: bytes

    def as_json(self) -> dict[str, Any]:
        """The slot as plain JSON values; bytes as hex."""
        return {
            "kind": self.kind,
            "kdf": {"name": "argon2id", **asdict(self.cost), "salt": self.salt.hex()},
            "check": self.check.hex(),
            "wrapped": self.wrapped.hex(),
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """Reads what `as_json` wrote. Raises KeyError, TypeError or ValueError when it is anything else."""
        kdf = value["kdf"]
        cost = KeyCost(memory_kib=kdf["memory_kib"], time_cost=kdf["time_cost"], lanes=kdf["lanes"])
        if kdf["name"] != "argon2id" or not cost.sound:
            raise ValueError("unknown key derivation")
        return cls(
            kind=value["kind"],
            cost=cost,
            salt=bytes.fromhex(kdf["salt"]),
            check=bytes.fromhex(value["check"]),
            wrapped=bytes.fromhex(value["wrapped"]),
        )


def new_data_key() -> bytes:
    """A fresh data key: 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def subkey(data_key: bytes, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose (at most 16 letters), from which the data key cannot be found."""
    return hashlib.blake2b(key=data_key, person=purpose.encode(), digest_size=KEY_BYTES).digest()


def make_slot(data_key: bytes, passphrase: str, cost: KeyCost) -> Slot:
    """Wraps the data key under a passphrase. Raises RuleError for an empty one."""
    from cryptography.hazmat.primitives.keywrap import aes_key_wrap  # noqa: PLC0415  start-up time

    salt = secrets.token_bytes(SALT_BYTES)
    wrapping_key, check = _derive(passphrase, salt, cost)
    return Slot(
        kind="passphrase", cost=cost, salt=salt, check=check, wrapped=aes_key_wrap(wrapping_key, data_key)
    )


def open_slot(slot: Slot, passphrase: str) -> bytes:
    """The data key. Raises WrongPassphrase, or VaultDamaged for a slot that does not hold together."""
    from cryptography.hazmat.primitives.keywrap import (  # noqa: PLC0415  start-up time: after the typing
        InvalidUnwrap,
        aes_key_unwrap,
    )

    wrapping_key, check = _derive(passphrase, slot.salt, slot.cost)
    if not hmac.compare_digest(check, slot.check):
        raise WrongPassphrase("That passphrase does not open this vault.")
    try:
        return aes_key_unwrap(wrapping_key, slot.wrapped)
    except (InvalidUnwrap, ValueError) as error:
        raise VaultDamaged(_DAMAGED, where=_WHERE) from error


def _derive(passphrase: str, salt: bytes, cost: KeyCost) -> tuple[bytes, bytes]:
    """Wrapping key and its check. The passphrase is taken in NFC: "café" opens however it was typed."""
    if not passphrase:
        raise RuleError("Type the passphrase.", field="passphrase")
    derived = hash_secret_raw(
        unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass"),
        salt,
        time_cost=cost.time_cost,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
    return subkey(derived, "mappa.wrap"), subkey(derived, "mappa.check")
