"""A short meeting as a screen reader would speak it: what gets the focus, what is announced.

    python tests/journeys/spoken_meeting.py docs/accessibility

writes the transcript anew. It is made from what the window tells the accessibility interface: name, role,
state, value and description of whatever gets the focus, the text of rows as they are passed, and the polite
announcements. It is no recording of a screen reader, and a person has to read it.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "ui"))

from keyed_meeting import press
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QApplication, QCheckBox, QComboBox, QLabel, QWidget
from window_room import WindowRoom

from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services.meetings import list_meetings
from mappa_desk.ui import theme
from mappa_desk.ui.desk_find import SAY_AFTER_MS
from mappa_desk.ui.resting_voice import REST_MS
from mappa_desk.ui.widgets.second_window import APPEARING_MS

ROLES = {
    QAccessible.Role.Button: "button",
    QAccessible.Role.ButtonMenu: "menu button",
    QAccessible.Role.CheckBox: "check box",
    QAccessible.Role.RadioButton: "radio button",
    QAccessible.Role.ComboBox: "choice",
    QAccessible.Role.EditableText: "text field",
    QAccessible.Role.List: "list",
    QAccessible.Role.Table: "table",
    QAccessible.Role.Tree: "tree",
    QAccessible.Role.PageTabList: "tabs",
    QAccessible.Role.PageTab: "tab",
    QAccessible.Role.Grouping: "group",
    QAccessible.Role.StaticText: "text",
    QAccessible.Role.Window: "window",
    QAccessible.Role.Pane: "region",
    QAccessible.Role.Client: "region",
}


def spoken(widget: QWidget) -> str:
    """What a screen reader says of a widget that gets the focus."""
    face = QAccessible.queryAccessibleInterface(widget)
    role = ROLES.get(face.role(), f"(role {face.role().name})")
    # The name of a choice is its value here and its own on Windows, where the program is used.
    name = widget.accessibleName() if isinstance(widget, QComboBox) else face.text(QAccessible.Text.Name)
    parts = [name or "(no name)", role]
    state = face.state()
    if state.checkable:
        parts.append("ticked" if state.checked else "not ticked")
    if state.readOnly:
        parts.append("read only")
    if state.disabled:
        parts.append("unavailable")
    if face.role() in (QAccessible.Role.EditableText, QAccessible.Role.ComboBox):
        parts.append(face.text(QAccessible.Text.Value) or "empty")
    if description := face.text(QAccessible.Text.Description):
        parts.append(description)
    if isinstance(widget, QAbstractItemView) and widget.currentIndex().isValid():
        parts.append(f"on: {said_of(widget.currentIndex())}")
    return ", ".join(parts)


def said_of(index: QModelIndex) -> str:
    """What is said of a row."""
    return str(
        index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole) or ""
    )


def read_down(window: QWidget) -> list[str]:
    """What a screen reader says when it reads a window from top to bottom."""
    labels = [one for one in window.findChildren(QLabel) if one.isVisible() and one.text().strip()]
    labels.sort(key=lambda one: (one.mapTo(window, QPoint(0, 0)).y(), one.mapTo(window, QPoint(0, 0)).x()))
    return [QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name) for one in labels]


@dataclass
class Listener:
    """Writes down what is pressed and what is said of it."""

    app: QApplication
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._view: QAbstractItemView | None = None
        self._boxes: list[QCheckBox] = []
        self.app.focusChanged.connect(self._on_focus)

    def stop(self) -> None:
        """Hear nothing more."""
        self.app.focusChanged.disconnect(self._on_focus)
        self._follow(None)

    def told(self, text: str) -> None:
        """A polite announcement."""
        self.lines.append(f"  announced: {text}")

    def pressed(self, words: str) -> None:
        """What the hands did."""
        self.lines.append(f"\n> {words}")

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None:
            return
        self.lines.append(f"  focus: {spoken(new)}")
        if isinstance(new, QCheckBox) and new not in self._boxes:
            self._boxes.append(new)
            new.toggled.connect(self._on_toggled)
        self._follow(new if isinstance(new, QAbstractItemView) else None)

    def _follow(self, view: QAbstractItemView | None) -> None:
        if self._view is not None and self._view.selectionModel() is not None:
            self._view.selectionModel().currentChanged.disconnect(self._on_row)
        self._view = view
        if view is not None and view.selectionModel() is not None:
            view.selectionModel().currentChanged.connect(self._on_row)

    def _on_toggled(self, is_ticked: bool) -> None:
        self.lines.append(f"  state: {'ticked' if is_ticked else 'not ticked'}")

    def _on_row(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.lines.append(f"  row: {said_of(now)}")


class Reader:
    """Holds a short meeting by keyboard and listens."""

    def __init__(self, room: WindowRoom) -> None:
        self.room = room
        office = room.opened().office
        assert office is not None
        self.shell = office.shell
        self.shell.view.resize(1366, 688)
        self.ears = Listener(room.app)
        # A screen reader hears announcements as events, which a test cannot receive: they are heard here.
        speak = self.shell.announce

        def told(text: str) -> None:
            self.ears.told(text)
            speak(text)

        self.shell.announce = told  # type: ignore[method-assign]  # to listen
        office.palette._voice._announce = told
        self.office = office
        rows = [row for row in list_meetings(office._work) if row.case_reference == "LAN-0417"]
        self._meeting = next(row.meeting_id for row in rows if row.meeting.state is MeetingState.PLANNED)

    def do(self, words: str, *keys: str, typed: str = "") -> None:
        """Press keys, then type, and wait until the window has nothing to do."""
        self.ears.pressed(words)
        for key in (*keys, *typed):
            press(key)
            self.room.app.processEvents()
        self.rest()

    def rest(self) -> None:
        """Wait until everything is saved and shown."""
        page = self.shell.page
        state = getattr(page, "state", None)
        if state is not None:
            self.room.wait(lambda: state.ready and state.outbox.up_to_date and not state.waiting)
        for _ in range(20):
            self.room.app.processEvents()

    def pause(self, ms: int = 2 * REST_MS) -> None:
        """The hands rest long enough for what waits to be said."""
        end = time.monotonic() + ms / 1000
        while time.monotonic() < end:
            self.room.app.processEvents()
            time.sleep(0.005)

    def line(self, text: str) -> None:
        """Type a line, ask how it reads, and keep it."""
        self.do(f"types: {text}", typed=text)
        face = QAccessible.queryAccessibleInterface(self.shell.page.panel.capture.line)
        if described := face.text(QAccessible.Text.Description):
            self.ears.lines.append(f"  asked for its description: {described}")
        self.do("Enter", "Return")

    def command(self, words: str) -> None:
        """Run a command by its words."""
        self.do(f"Ctrl+K, types: {words}", "Ctrl+K", typed=words)
        self.pause()
        self.do("Enter", "Return")

    def hold(self) -> list[str]:
        """The meeting. Gives the transcript's lines."""
        self.do("Enter on the large button of the start page", "Return")
        self.room.wait(lambda: self.shell.place == ("meeting", self._meeting))
        self.rest()
        self.command("start the meeting")
        self.do("Ctrl+Shift+P", "Ctrl+Shift+P")
        for letter, means in (("P", "in the room"), ("V", "on video"), ("A", "apologies")):
            self.do(f"{letter}: {means}", letter)
            self.do("Down", "Down")
        self.do("Esc", "Esc")
        self.do("Ctrl+R: the statement was read", "Ctrl+R")
        self._come_late()
        self.do("Ctrl+J, types: 9", "Ctrl+J", "9")
        self.pause()
        self.do("Enter", "Return")
        self.line("pol: 12 March: missed appointment, seen the same evening")
        self.line("hsg: nil")
        self.line("@prob confirm licence address by fri")
        self.do("types: The two maps differ", typed="The two maps differ")
        self.do("Ctrl+I: an issue", "Ctrl+I")
        self.do("Enter", "Return")
        self.do("Up: the record", "Up")
        self.do("Up", "Up")
        self.do("Ctrl+Z: take the last change back", "Ctrl+Z")
        self.do("Ctrl+Y: do it again", "Ctrl+Y")
        for _ in range(4):
            self.do("F6: the next region", "F6")
        self.do("Esc", "Esc")
        self.do("types: The zone on the licence stands", typed="The zone on the licence stands")
        self.do("Ctrl+D: a decision", "Ctrl+D")
        self.do("types the reason", typed="Everybody needs the same map")
        for _ in range(5):
            self.do("Tab", "Tab")
        self.do("Ctrl+Enter", "Ctrl+Return")
        self._find()
        self._closed_part()
        self._card()
        self.command("read the actions back")
        self.do("A: accepted", "A")
        self.do("Esc", "Esc")
        self.command("close the meeting")
        self.room.wait(lambda: self.shell.place[0] == "changeover" and self.shell.page._card is not None)
        self.do("Alt+Left: back to the case that was closed", "Alt+Left")
        self.room.wait(lambda: self.shell.place[0] == "meeting" and self.shell.page.state.ready)
        self.rest()
        self.command("ready to finalise")
        self.room.wait(self.shell.page.readiness.panel.lines)
        self.rest()
        for _ in range(4):
            self.do("Tab", "Tab")
        self.do("Esc", "Esc")
        self.do("Ctrl+.: the curtain", "Ctrl+.")
        self.do("Ctrl+.: the curtain again", "Ctrl+.")
        return self.ears.lines

    def _come_late(self) -> None:
        """Two people join after the statement was read, and hear it."""
        self.do("Ctrl+Shift+P", "Ctrl+Shift+P")
        self.do("P: somebody joins late", "P")
        self.do("Down", "Down")
        self.do("V: somebody joins late, on video", "V")
        self.do("Esc", "Esc")
        self.do("Ctrl+R: the statement was read to them", "Ctrl+R")

    def _find(self) -> None:
        self.do("Ctrl+F, types: maps", "Ctrl+F", typed="maps")
        self.pause(2 * SAY_AFTER_MS)
        self.do("Esc", "Esc")

    def _closed_part(self) -> None:
        self.command("begin or end a closed part")
        self.do("Tab", "Tab")
        self.do("Space: this person leaves", "Space")
        self.do("Ctrl+Enter", "Ctrl+Return")
        self.line("pol: said in the closed part")
        self.command("begin or end a closed part")

    def _card(self) -> None:
        """The chair's card, as a chair who uses a screen reader comes to it."""
        self.command("chair's card on or off")
        self.pause(APPEARING_MS + 200)
        card = self.office.seconds.card.window
        self.ears.pressed("Alt+Tab: the chair's card")
        card.activateWindow()
        card.setFocus()
        self.rest()
        self.ears.lines.extend(f"  reads: {words}" for words in read_down(card))
        for _ in range(3):
            self.do("Tab", "Tab")
        self.ears.pressed("Alt+Tab: back to the desk")
        self.shell.view.activateWindow()
        self.shell.page.focus_line()
        self.rest()
        self.command("chair's card on or off")

    def close(self) -> None:
        """Stop listening."""
        self.ears.stop()


HEAD = """A short meeting as a screen reader would speak it
==================================================

Made by tests/journeys/spoken_meeting.py from what the window tells the accessibility interface; everybody in
it is fictional. A line with > is what the hands did.
"""


def hold(app: QApplication, folder: Path, done: Callable[[list[str]], object]) -> None:
    """Hold the meeting in a folder and hand over the transcript."""
    theme.apply(app, scheme="light", scale=1.0)
    room = WindowRoom(app, folder)
    reader = Reader(room)
    try:
        done(reader.hold())
    finally:
        reader.close()
        room.close()


def main() -> None:
    """Write the transcript."""
    target = Path(sys.argv[1]) / "short-meeting.txt"
    target.parent.mkdir(parents=True, exist_ok=True)
    app = QApplication([])

    def write(lines: list[str]) -> None:
        target.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")

    with tempfile.TemporaryDirectory() as folder:
        hold(app, Path(folder), write)


if __name__ == "__main__":
    main()
