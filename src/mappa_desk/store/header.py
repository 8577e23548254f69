"""The header beside the database: format, practice or real, and the slots that lead to the data key.

One line of JSON, then one line with its checksum (damage), and inside a seal keyed by the data key
(alteration). It holds no case text. ADR 0011.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mappa_desk.domain.errors import (
    RecoveryNotUnderstood,
    VaultDamaged,
    VaultMissing,
    VaultNewer,
    WrongPassphrase,
)
from mappa_desk.store import files
from mappa_desk.store.slots import Slot, open_slot, subkey

FORMAT = 1
UNDERSTOOD = "There is no recovery"
"""What the owner of a vault for real cases types, letter by letter, before it is made."""
_LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a vault says of itself before it is opened."""

    vault_id: str
    created: str
    practice: bool
    understood_no_recovery: str
    slots: tuple[Slot, ...]
    seal: bytes = b""

    def open(self, passphrase: str) -> bytes:
        """The data key, from the first slot the passphrase fits.

        Raises WrongPassphrase, VaultDamaged when the header was altered, RuleError for an empty passphrase.
        """
        for slot in self.slots:
            try:
                data_key = open_slot(slot, passphrase)
            except WrongPassphrase:
                continue
            if not hmac.compare_digest(self.seal, self.sealed_by(data_key)):
                raise damaged("altered")
            return data_key
        raise WrongPassphrase("That passphrase does not open this vault.")

    def check_recovery(self) -> None:
        """Raises RecoveryNotUnderstood for real cases whose owner never said that there is no recovery."""
        check_recovery(practice=self.practice, understood=self.understood_no_recovery)

    def sealed_by(self, data_key: bytes) -> bytes:
        """The seal that this header must carry under a data key."""
        body = _canonical(self._body())
        return hashlib.blake2b(body, key=subkey(data_key, "mappa.header"), digest_size=32).digest()

    def as_bytes(self, data_key: bytes) -> bytes:
        """The file's bytes, sealed under `data_key`."""
        line = _canonical({**self._body(), "seal": self.sealed_by(data_key).hex()})
        return line + b"\n" + _checksum(line) + b"\n"

    def _body(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "vault_id": self.vault_id,
            "created": self.created,
            "practice": self.practice,
            "understood_no_recovery": self.understood_no_recovery,
            "slots": [slot.as_json() for slot in self.slots],
        }


def check_recovery(*, practice: bool, understood: str) -> None:
    """Raises RecoveryNotUnderstood unless it is a practice vault or the words are the exact ones."""
    if not practice and understood != UNDERSTOOD:
        raise RecoveryNotUnderstood(
            f"Type the words “{UNDERSTOOD}” first: without the passphrase nobody can open this vault."
        )


def read(folder: Path) -> Header:
    """Reads the header of the vault in `folder` without touching anything.

    Raises VaultMissing, VaultNewer for a format of a later edition, VaultDamaged for any other fault.
    """
    path = folder / files.HEADER
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST)
    except (FileNotFoundError, NotADirectoryError) as error:
        if (folder / files.DATABASE).exists():
            raise VaultDamaged(
                "The header of this vault is missing. Nothing was changed; restore the newest backup.",
                where=files.HEADER,
            ) from error
        raise VaultMissing("There is no vault in this folder.") from error
    line, _, rest = content.partition(b"\n")
    if not hmac.compare_digest(rest, _checksum(line) + b"\n"):
        raise damaged("checksum")
    try:
        value = json.loads(line)
        if value["format"] > FORMAT:
            raise VaultNewer(
                "This vault was written by a newer edition of the program. Nothing in it was touched."
            )
        return _from_json(value)
    except (KeyError, TypeError, ValueError) as error:
        raise damaged("content") from error


def damaged(what: str) -> VaultDamaged:
    """The error for a header that does not hold together; `what` goes to the log, not to the user."""
    error = VaultDamaged(
        "The header of this vault is damaged. Nothing was changed; restore the newest backup.",
        where=files.HEADER,
    )
    error.add_note(what)
    return error


def _from_json(value: dict[str, Any]) -> Header:
    slots = tuple(Slot.from_json(slot) for slot in value["slots"])
    return Header(
        vault_id=str(value["vault_id"]),
        created=str(value["created"]),
        practice=value["practice"] is True,
        understood_no_recovery=str(value["understood_no_recovery"]),
        slots=slots,
        seal=bytes.fromhex(value["seal"]),
    )


def _canonical(value: dict[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def _checksum(line: bytes) -> bytes:
    return hashlib.blake2b(line, digest_size=32).hexdigest().encode("ascii")
