"""Takes the pictures of the guide on practice cases: `python packaging/make_guide.py pictures`."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent))

from hands import Hands
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget
from window_room import WindowRoom

from mappa_desk.domain.actions import Acceptance
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.services.actions import read_back
from mappa_desk.services.meetings import list_meetings
from mappa_desk.ui import theme
from mappa_desk.ui.views.desk_folds import Side

SAID = (
    "prob: Place at the approved premises ends on 30 November. No address is approved.",
    "pol: 2 November, 19:40: seen by patrol in the street beside the leisure centre. Left when spoken to.",
    "3 visits since the last meeting, one not answered. No further police intelligence.",
    "@prob Give the person the corrected zone map, and record the date. by mon",
    "hlth: nil",
    "hsg: Wants one move-on address checked before the premises place ends.",
)
DECIDED = "The zone is the one printed on the licence, from today."
BECAUSE = "Patrols and the person need the same map."


class Photographer(Hands):
    """Holds part of the practice review and takes pictures of it."""

    def __init__(self, room: WindowRoom, out: Path) -> None:
        super().__init__(room)
        self._out = out
        self.view.resize(1366, 688)
        rows = [row for row in list_meetings(self.work) if not row.meeting.started_at]
        self.go("meeting", next(row.meeting_id for row in rows if row.case_reference == "LAN-0417"))
        self.room.wait(lambda: self.shell.page.state.ready)
        self.rest()

    @property
    def page(self):
        """The desk."""
        return self.shell.page

    def rest(self) -> None:
        """Wait until everything is saved and drawn."""
        outbox = getattr(getattr(self.page, "state", None), "outbox", None)
        if outbox is not None:
            self.room.wait(lambda: not outbox.busy)
        end = time.monotonic() + 0.5
        while time.monotonic() < end:
            self.room.app.processEvents()
            time.sleep(0.005)

    def run(self, command: str) -> None:
        """Give a command."""
        self.shell.run(command)
        self.rest()

    def take(self, name: str, window: QWidget | None = None) -> None:
        """Keep a picture."""
        self.rest()
        (window or self.view).grab().save(str(self._out / f"{name}.png"))

    def hold(self) -> None:
        """The meeting, as far as the guide shows it."""
        self.run("start_meeting")
        for number, letter in enumerate("PPVPTP"):
            self.page.panel.roll_call.select(number)
            row = self.page.panel.roll_call.current()
            self.page.roll_call._on_marked(row, letter)
            self.rest()
        self.page.panel.focus_side(Side.PEOPLE)
        self.take("roll-call")
        self.run("statement_read")
        item = next(one for one in self.page.state.items if one.code == "contributions")
        self.page.moves.go_to(item.code)
        line = self.page.panel.capture.line
        for words in SAID:
            line.setFocus()
            line.insertPlainText(words)
            self.page.capture.keep()
            self.rest()
        self.page.panel.show_side(Side.ACTIONS)
        line.insertPlainText("@hsg confirm the move-on address in writing by 27/11")
        line.setFocus()
        self.take("desk")
        self.page.panel.capture.empty()
        line.insertPlainText(DECIDED)
        self.page.decision.turn()
        QApplication.focusWidget().insertPlainText(BECAUSE)  # type: ignore[union-attr]  # the reason has it
        self.take("decision")
        self.page.decision._keep()
        self.rest()
        for action in self.page.state.view.actions:
            read_back(self.work, action_id=action.id, acceptance=Acceptance.ACCEPTED)
        self.page.state.outbox.ask_view()
        self.rest()
        self.run("chair_card")
        self.run("room")
        seconds = self.office.seconds
        seconds.card.window.resize(480, 720)
        seconds.room.window.resize(960, 600)
        self.take("chair-card", seconds.card.window)
        self.take("room", seconds.room.window)
        self.run("chair_card")
        self.run("room")
        self.page.capture.set_kind(EntryKind.CONTRIBUTION)
        line.insertPlainText("@pol Show the corrected map at every briefing by fri")
        self.page.capture.keep()
        self.rest()
        self.page.read_back.open()
        self.take("read-back")
        self.page.read_back.close()
        self.run("close_meeting")
        self.room.wait(lambda: self.shell.place[0] == "changeover")
        self.take("changeover")


def main() -> None:
    """Take them all."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    qInstallMessageHandler(lambda _kind, _context, _words: None)  # the platform without a screen is chatty
    app = QApplication([])
    theme.apply(app, scheme="light", scale=1.0)
    with tempfile.TemporaryDirectory() as folder:
        room = WindowRoom(app, Path(folder))
        room.practice_vault()
        Photographer(room, out).hold()
        room.close()


if __name__ == "__main__":
    main()
