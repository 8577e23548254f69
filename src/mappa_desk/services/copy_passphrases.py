"""Passphrases of protected copies: checked before use, kept nowhere."""

from __future__ import annotations

from mappa_desk.domain.errors import RuleError

LEAST = 12
"""Characters."""
MOST = 127
"""Bytes that a reading program takes."""
_MEASURED = 72
"""The measure reads no more than this; a longer passphrase is at least as strong."""
_ENOUGH = 3
"""Of zxcvbn's scores 0 to 4."""


def check_passphrase(passphrase: str) -> str:
    """The passphrase, when a file may have it. Raises RuleError, never with the passphrase in it."""
    from zxcvbn import zxcvbn  # noqa: PLC0415 - start-up time

    fault = ""
    if len(passphrase) < LEAST:
        fault = f"The passphrase of a copy needs at least {LEAST} characters."
    elif len(passphrase.encode("utf-8", "replace")) > MOST:
        fault = f"The passphrase of a copy has at most {MOST} characters."
    elif not passphrase.isprintable() or passphrase != passphrase.strip():
        fault = "The passphrase of a copy has no control characters and no blank at its ends."
    elif int(zxcvbn(passphrase[:_MEASURED])["score"]) < _ENOUGH:
        fault = "This passphrase is guessed quickly. Take five words."
    if fault:
        raise RuleError(fault, field="passphrase")
    return passphrase
