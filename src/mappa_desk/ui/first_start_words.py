"""How strong a passphrase is, in words.

Imported only once the first-start window stands: the measure takes longer to load than a window.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from zxcvbn import zxcvbn

from mappa_desk.ui.views.first_start import Strength

MEASURED = 72
"""The measure reads no more than this; a longer passphrase is at least as strong."""


def strength(passphrase: str) -> Strength | None:
    """How strong a passphrase is; None for an empty one. Score and guesses are those of zxcvbn."""
    if not passphrase:
        return None
    measured = zxcvbn(passphrase[:MEASURED])
    score, guesses = int(measured["score"]), float(measured["guesses_log10"])

    def words(word: str, sentence: str, tone: str) -> Strength:
        return Strength(
            QCoreApplication.translate("first_start", word),
            QCoreApplication.translate("first_start", sentence),
            tone,
        )

    if score == 4 and guesses >= 15:
        return words("Strong", "Safe against guessing for the life of these records.", "done")
    if score == 4:
        return words("Fair", "Holds against most guessing. One more word makes it strong.", "warning")
    if score == 3:
        return words("Weak", "A patient thief guesses it. Add two more words.", "danger")
    return words("Very weak", "It is guessed quickly. Take the five words instead.", "danger")


def good_enough(strength_: Strength | None) -> bool:
    """True for a passphrase that a vault for real cases may have."""
    return strength_ is not None and strength_.tone != "danger"
