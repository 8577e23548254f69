"""Words of a vault set down outside it: one file, sealed under the data key, that the passphrase opens.

A line that names the format, a line of JSON with the vault's id and its slots, then a nonce and the words
under AES-256-GCM, which covers both lines too. The file needs nothing else of the vault. ADR 0032.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass

from mappa_desk.domain.errors import FileRefused, VaultDamaged, WrongPassphrase
from mappa_desk.store.header import Header
from mappa_desk.store.slots import Slot, open_slot, subkey

FIRST_LINE = b"MAPPA Desk words 1"
_NONCE = 12
_PURPOSE = "mappa.copy"
_LARGEST_HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class SealedCopy:
    """A sealed file taken apart, before it is opened."""

    vault_id: str
    slots: tuple[Slot, ...]
    head: bytes
    sealed: bytes

    def opened_by_key(self, data_key: bytes) -> bytes:
        """The words, under the data key. Raises FileRefused when it does not fit or a byte was altered."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415  start-up time
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  start-up time

        try:
            return AESGCM(subkey(data_key, _PURPOSE)).decrypt(
                self.sealed[:_NONCE], self.sealed[_NONCE:], self.head
            )
        except (InvalidTag, ValueError) as error:
            raise _damaged() from error

    def opened_by_passphrase(self, passphrase: str) -> bytes:
        """The words, by the passphrase alone. Raises WrongPassphrase, FileRefused, RuleError for none."""
        for slot in self.slots:
            try:
                return self.opened_by_key(open_slot(slot, passphrase))
            except WrongPassphrase:
                continue
            except VaultDamaged as error:
                raise _damaged() from error
        raise WrongPassphrase("That passphrase does not open this file.")


def seal(header: Header, data_key: bytes, words: bytes) -> bytes:
    """The bytes of a file that holds `words`. Needs nothing of the vault's drive."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  start-up time

    value = {"vault_id": header.vault_id, "slots": [slot.as_json() for slot in header.slots]}
    line = json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")
    head = FIRST_LINE + b"\n" + line + b"\n"
    nonce = secrets.token_bytes(_NONCE)
    return head + nonce + AESGCM(subkey(data_key, _PURPOSE)).encrypt(nonce, words, head)


def take_apart(content: bytes) -> SealedCopy:
    """Reads the open part of a sealed file. Raises FileRefused for any other file."""
    first, _, rest = content.partition(b"\n")
    line, _, sealed = rest.partition(b"\n")
    if first != FIRST_LINE or len(line) > _LARGEST_HEAD:
        raise FileRefused("This file holds no words that were saved elsewhere.")
    try:
        value = json.loads(line)
        slots = tuple(Slot.from_json(slot) for slot in value["slots"])
        return SealedCopy(str(value["vault_id"]), slots, first + b"\n" + line + b"\n", sealed)
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged() from error


def _damaged() -> FileRefused:
    return FileRefused("This file is damaged or was altered, so its words cannot be read.")
