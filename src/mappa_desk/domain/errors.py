"""Errors by who can mend them: the chair (RuleError), the laptop's owner (KnownStoreError) or we (StoreBug).

The text of each is one plain sentence that may be shown as it stands. It never holds case text.
"""

from __future__ import annotations

from datetime import datetime


class DeskError(Exception):
    """Any error whose text may be shown to the user."""


class RuleError(DeskError):
    """A rule of the trade refuses this; the chair or the minute taker can put it right.

    `field` names the input it is about, in domain words, where there is one.
    """

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class NotFound(RuleError):
    """A reference or an id that the vault does not hold."""


class FileRefused(RuleError):
    """A file from outside that cannot be taken. `faults` names each fault by its place in the file."""

    def __init__(self, sentence: str, *, faults: tuple[str, ...] = ()) -> None:
        super().__init__(sentence, field="file")
        self.faults = faults


class FileLocked(FileRefused):
    """A file that opens with a passphrase only, or not with the one that was given."""


class KnownStoreError(DeskError):
    """The vault cannot do this now, for a cause that has a name. Nothing was changed."""


class VaultMissing(KnownStoreError):
    """There is no vault in this folder."""


class VaultExists(KnownStoreError):
    """There is a vault in this folder already."""


class WrongPassphrase(KnownStoreError):
    """The passphrase does not open this vault."""


class VaultDamaged(KnownStoreError):
    """A file of the vault is missing, cut or altered. `where` names the part."""

    def __init__(self, sentence: str, *, where: str = "") -> None:
        super().__init__(sentence)
        self.where = where


class VaultNewer(KnownStoreError):
    """The vault was written by a newer edition of the program."""


class VaultBusy(KnownStoreError):
    """Another window holds this vault open, aware `since` where that is known."""

    def __init__(self, sentence: str, *, since: datetime | None = None) -> None:
        super().__init__(sentence)
        self.since = since


class VaultReadOnly(KnownStoreError):
    """The vault's folder cannot be written."""


class DiskFull(KnownStoreError):
    """The disk has no room. What was typed is on the screen but not kept."""


class DiskGone(KnownStoreError):
    """The vault's drive does not answer."""


class RecoveryNotUnderstood(KnownStoreError):
    """A vault for real cases whose owner has not typed that there is no recovery yet."""


class StaleRevision(KnownStoreError):
    """A save that started from an older revision than the one that is kept."""


class SpellingStopped(DeskError):
    """The dictionary does not answer. What is typed goes on without marks."""


class StoreBug(Exception):
    """A fault of ours. It is reported, never explained away."""


class ReferenceFault(StoreBug):
    """A data file that came with the program is missing or wrong. `place` names the file and the spot."""

    def __init__(self, sentence: str, *, place: str = "") -> None:
        super().__init__(sentence)
        self.place = place
