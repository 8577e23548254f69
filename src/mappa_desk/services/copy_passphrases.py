"""Passphrases of protected copies: made by chance, checked before use, kept nowhere."""

from __future__ import annotations

import secrets

from mappa_desk.domain.errors import RuleError

WORDS = 5
LEAST = 12
"""Characters."""
MOST = 127
"""Bytes that a reading program takes."""
_MEASURED = 72
"""The measure reads no more than this; a longer passphrase is at least as strong."""
_ENOUGH = 3
"""Of zxcvbn's scores 0 to 4."""


def suggested_passphrase() -> str:
    """A fresh passphrase of five plain words, drawn with the system's own chance. It is kept nowhere."""
    # The word list takes longer to read than a window to open.
    from xkcdpass import xkcd_password  # noqa: PLC0415 - start-up time

    words = xkcd_password.generate_wordlist(
        wordfile=xkcd_password.locate_wordfile("eff-long"), min_length=4, max_length=8, valid_chars="[a-z]"
    )
    return " ".join(secrets.choice(words) for _ in range(WORDS))


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
