"""The folder that files of the chase are written to: where a typed path leads, and one that is to be made."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.errors import RuleError
from mappa_desk.services.placing import make_folder, missing_under
from mappa_desk.services.work import Work


def where(typed: str) -> Path:
    """The folder that a typed path means; one without a beginning lies in the user's own folder."""
    return Path.home() / Path(typed.strip()).expanduser()


def there(typed: str) -> Path:
    """The folder that a typed path means, or the next one above it that is there."""
    folder = where(typed)
    return next((path for path in (folder, *folder.parents) if path.is_dir()), Path.home())


class AskedOfFolder:
    """A folder that is not there is asked about before it is made; the same one passes the second time."""

    def __init__(self) -> None:
        self._asked: Path | None = None

    def ready(self, work: Work, typed: str) -> Path:
        """The folder, there by now. Raises RuleError while it is asked about, and for one that cannot be."""
        folder = where(typed)
        base = missing_under(folder, private=work.vault.folder)
        if base is None:
            return folder
        if folder != self._asked:
            self._asked = folder
            said = QCoreApplication.translate(
                "chase",
                "There is no folder “{new}” in “{base}” yet. Press the button once more, and it is made.",
            )
            new = folder.relative_to(base)
            raise RuleError(said.format(new=new, base=base.name or base), field="folder")
        make_folder(folder)
        return folder
