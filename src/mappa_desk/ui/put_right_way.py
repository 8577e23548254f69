"""The way from any page to putting right: which record it is about is told by the page that is shown."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication

OF_MEETING = ("meeting", "write_up", "circulation", "preview", "documents", "form_return")


class _Shell(Protocol):
    @property
    def place(self) -> tuple[str, str]: ...

    def navigate(self, page: str, record_id: str = "", **wishes: str) -> None: ...

    def announce(self, text: str) -> None: ...


def go_to_put_right(shell: _Shell) -> None:
    """Open the parts of the meeting or of the case that is shown; elsewhere say what to open first."""
    name, record_id = shell.place
    if name in OF_MEETING and record_id:
        shell.navigate("put_right", record_id)
    elif name == "case" and record_id:
        shell.navigate("put_right", f"case:{record_id}")
    else:
        words = QCoreApplication.translate("put_right", "Open the meeting or the case first.")
        shell.announce(words)
        shell.navigate("meetings")
