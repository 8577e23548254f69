"""Minutes written up and approved as a screen reader would speak it: what gets the focus, what is announced.

    python tests/journeys/spoken_write_up.py docs/accessibility

writes the transcript anew. It is made as that of the short meeting is, and a person has to read it too.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "ui"))

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from spoken_meeting import Reader
from window_room import WindowRoom
from write_up_walk import hold_demo_until_closed

from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services.desk import desk_view
from mappa_desk.ui import theme

HEAD = """Minutes written up and approved as a screen reader would speak it
=================================================================

Made by tests/journeys/spoken_write_up.py from what the window tells the accessibility interface; everybody in
it is fictional. A line with > is what the hands did. Long paragraphs are heard whole and written down short.
"""


MOST = 180
"""Characters of a line of the transcript: long paragraphs are heard whole and written down short."""


def short(line: str) -> str:
    """A line of the transcript, its paragraphs one behind the other, cut where it is long."""
    head = "\n" if line.startswith("\n") else ""
    joined = head + line.strip("\n").replace("\n\n", " ").replace("\n", " ")
    return joined if len(joined) <= MOST else f"{joined[:MOST].rstrip()} …"


class Writer(Reader):
    """Writes up the demonstration meeting by keyboard, and listens."""

    def __init__(self, room: WindowRoom) -> None:
        super().__init__(room)
        self.program = room.programs[0]
        self.office.idle.stop()  # nobody is kept waiting by the lock
        self._meeting = hold_demo_until_closed(self.office._work)

    def rest(self) -> None:
        """Wait until everything is saved and shown."""
        state = getattr(self.shell.page, "state", None)
        outbox = getattr(state, "outbox", None)
        if outbox is not None:
            self.room.wait(lambda: state.ready and outbox.up_to_date)
        self.room.idle(self.program)

    def here(self) -> None:
        """Ask what stands under the caret, as a screen reader's key for the current line does."""
        editor = QApplication.focusWidget()
        face = QAccessible.queryAccessibleInterface(editor)
        name, text = face.text(QAccessible.Text.Name), face.text(QAccessible.Text.Value)
        about = face.text(QAccessible.Text.Description)
        self.ears.lines.append(f"  asked for where it is: {name}{', ' + about if about else ''}")
        self.ears.lines.append(f"  asked for the line: {text}")

    def wait_ready(self) -> None:
        """Wait until the page was read."""
        self.room.wait(lambda: getattr(self.shell.page, "state", None) and self.shell.page.state.ready)
        self.rest()

    def write(self) -> list[str]:
        """The writing up. Gives the transcript's lines."""
        self.shell.navigate("meeting", self._meeting)
        self.wait_ready()
        self.command("write up the minutes")
        self.wait_ready()
        self.here()
        self._paragraphs()
        self._beside()
        self._draft()
        self._approve()
        return [short(line) for line in self.ears.lines]

    def _paragraphs(self) -> None:
        self.do("Ctrl+J: the outline", "Ctrl+J")
        self.do("Down", "Down")
        self.do("Down", "Down")
        self.do("Enter: go there", "Return")
        self.here()
        self.do("Ctrl+PageDown: the next item", "Ctrl+PgDown")
        self.here()
        self.do("Down: the paragraph below", "Down", "Down", "Down", "Down")
        self.here()
        self.do("Ctrl+Enter: this paragraph is finished", "Ctrl+Return")
        self.here()
        self.do("Ctrl+E: the next mark", "Ctrl+E")
        self.here()
        self.do("Ctrl+Shift+Space: write what it offers", "Ctrl+Shift+Space")
        self.do("Ctrl+Shift+Enter: split here", "Ctrl+Shift+Return")
        self.do("Ctrl+Shift+J: join again", "Ctrl+Shift+J")
        self.do("PageDown: on to what was said", "PgDown")
        self.here()
        self.do("Ctrl+Shift+Enter: split here", "Ctrl+Shift+Return")
        self.do("Ctrl+Shift+J: join again", "Ctrl+Shift+J")
        self.do("Alt+Down: move it down", "Alt+Down")
        self.do("Ctrl+Z: take it back", "Ctrl+Z")

    def _beside(self) -> None:
        self.do("F6: the next region", "F6")
        self.do("F6", "F6")
        self.do("Esc", "Esc")
        self.do("Ctrl+H, types: zone", "Ctrl+H", typed="zone")
        self.pause()
        self.do("Tab: to what is written instead", *("Tab",) * 6)
        self.do("Esc", "Esc")
        self.do("Alt+Enter: versions of this paragraph", "Alt+Return")
        self.do("Esc", "Esc")
        self.do("Ctrl+Shift+G: the next gap", "Ctrl+Shift+G")

    def _draft(self) -> None:
        self.command("chair, and marks")
        self.do("types: line 12: say who", typed="line 12: say who")
        self.pause()
        self.do("Enter", "Return")
        self.do("Shift+Tab: the list", "Shift+Tab")
        self.do("D: done", "D")
        self.do("Esc", "Esc")
        self.do("Esc", "Esc")
        self.command("confirm the last minutes")
        self.do("Ctrl+Enter", "Ctrl+Return")

    def _approve(self) -> None:
        self.command("ready to finalise")
        self.pause()
        for _ in range(3):
            self.do("Tab", "Tab")
        self.do("Esc", "Esc")
        self.command("approve the minutes")
        for _ in range(3):
            self.do("Tab", "Tab")
        self.do("types: a reference", typed="CH 14")
        self.do("Ctrl+Enter", "Ctrl+Return")
        self.room.wait(self._is_sealed)
        self.rest()
        self.pause()
        self.do("F6: the next region", "F6")

    def _is_sealed(self) -> bool:
        found = desk_view(self.office._work, meeting_id=self._meeting)
        return found.meeting.state is MeetingState.APPROVED


def write_up(app: QApplication, folder: Path, done: Callable[[list[str]], object]) -> None:
    """Write the meeting up in a folder and hand over the transcript."""
    theme.apply(app, scheme="light", scale=1.0)
    room = WindowRoom(app, folder)
    writer = Writer(room)
    try:
        done(writer.write())
    finally:
        writer.close()
        room.close()


def main() -> None:
    """Write the transcript."""
    target = Path(sys.argv[1]) / "short-write-up.txt"
    target.parent.mkdir(parents=True, exist_ok=True)
    app = QApplication([])

    def keep(lines: list[str]) -> None:
        target.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")

    with tempfile.TemporaryDirectory() as folder:
        write_up(app, Path(folder), keep)


if __name__ == "__main__":
    main()
