"""The seal of approved minutes: a short code that changes when one character of them does.

It is tamper-evident, no signature: whoever can change the vault can seal again.
"""

from __future__ import annotations

import hashlib
import json

from mappa_desk.domain.errors import RuleError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 without I, L, O and U, so that a code read aloud or off paper is not misread."""
LENGTH = 16
GROUP = 4


def canonical_json(plain: object) -> bytes:
    """The one spelling of a JSON value: sorted keys, no spaces, UTF-8, text as it is.

    `plain` holds dictionaries with text keys, lists, text, whole numbers, true, false and null only.
    Raises TypeError or ValueError for anything else.
    """
    return json.dumps(
        plain, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    ).encode()


def seal_code(canonical: bytes) -> str:
    """Sixteen characters in groups of four, "7K2M 94QD XA6P 3TRC": the first 80 bits of the SHA-256."""
    number = int.from_bytes(hashlib.sha256(canonical).digest()[: LENGTH * 5 // 8])
    return _grouped("".join(ALPHABET[number >> shift & 31] for shift in range((LENGTH - 1) * 5, -1, -5)))


def read_seal(typed: str) -> str:
    """A code as somebody typed it off a page, in its one spelling.

    Small letters, spaces and hyphens do not matter; O is 0, I and L are 1. Raises RuleError when it is
    no seal code.
    """
    folded = "".join(typed.upper().split()).replace("-", "").translate(str.maketrans("OIL", "011"))
    if len(folded) != LENGTH or any(character not in ALPHABET for character in folded):
        raise RuleError("A seal code has sixteen letters and digits in groups of four.", field="seal_code")
    return _grouped(folded)


def _grouped(code: str) -> str:
    return " ".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))
