"""The way from any page to the documents of the meeting that is shown."""

from __future__ import annotations

from mappa_desk.ui.put_right_way import OF_MEETING
from mappa_desk.ui.shell import Shell


def go_to_documents(shell: Shell) -> None:
    """Open the documents of the meeting that is shown; elsewhere the register of all of them."""
    name, record_id = shell.place
    if name == "system_copy" or name in OF_MEETING:
        shell.navigate("documents", record_id)
    else:
        shell.navigate("documents")
