"""Asks the user for places with the system's own dialogs.

The dialogs are imported when one is asked for: the unlock window is made with this module at hand.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget


class SystemFiles:
    """The `FilePort` of the real program."""

    def __init__(self, documents: Path) -> None:
        self._folder = documents

    def ask_save(self, parent: QWidget, title: str, suggested: str, suffix: str) -> Path | None:
        """Where to write a file; None when the user thought better of it."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 (start-up time)

        kind = QCoreApplication.translate("shell_files", "{kind} file (*.{suffix})").format(
            kind=suffix.upper(), suffix=suffix
        )
        name, _filter = QFileDialog.getSaveFileName(parent, title, str(self._folder / suggested), kind)
        if not name:
            return None
        target = Path(name)
        self._folder = target.parent
        return target if target.suffix else target.with_suffix(f".{suffix}")

    def ask_folder(self, parent: QWidget, title: str, start: Path) -> Path | None:
        """A folder; None when the user thought better of it."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 (start-up time)

        name = QFileDialog.getExistingDirectory(parent, title, str(start))
        return Path(name) if name else None

    def ask_open(self, parent: QWidget, title: str, suffix: str) -> tuple[Path, ...]:
        """Files to read; empty when the user thought better of it."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 (start-up time)

        names, _filter = QFileDialog.getOpenFileNames(
            parent, title, str(self._folder), " ".join(f"*.{one}" for one in suffix.split())
        )
        return tuple(Path(name) for name in names)

    def show_folder(self, path: Path) -> None:
        """Show a written file in the file manager."""
        from PySide6.QtCore import QUrl  # noqa: PLC0415 (start-up time)
        from PySide6.QtGui import QDesktopServices  # noqa: PLC0415 (start-up time)

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
