"""Takes the pictures of the guide on practice cases: `python packaging/make_guide.py pictures [CHAPTER]`."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent))

import pypdfium2
from hands import Hands
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from window_room import AnsweredFiles, WindowRoom

from mappa_desk.domain.actions import Acceptance
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.services.actions import read_back
from mappa_desk.services.contributions import keep_line, reattribute
from mappa_desk.services.corrections import note_correction
from mappa_desk.services.demo_meeting import AT_THE_KEYS, demo_clock, demo_script
from mappa_desk.services.erasure_parts import parts_of_meeting
from mappa_desk.services.meetings import list_meetings
from mappa_desk.services.people import add_keyholder
from mappa_desk.services.scripted_meeting import hold
from mappa_desk.services.work import Work
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

REPORT = (
    "The person has kept every appointment at the surgery since 24 September 2026. "
    "No change of treatment is planned.\n\nThe next appointment is on 3 December 2026."
)
TYPED = "hsg: officer seen y'day re move-on addr, PNC check o/s, will ring ruth when back"
WORDED = (
    "The move-on officer saw the address yesterday. A check on PNC is outstanding. "
    "The officer will ring when it is back."
)
UNNAMED = "The letter with the changed zone was sent on Tuesday 10 November 2026."
"""A line without a speaker: a gap that stands in the way of approval."""
ASKED = {
    "asked_by": "Inspector Gethin Vaughan",
    "agency": "pol",
    "asked_on": date(2026, 11, 23),
    "place": "9.1",
    "what": "The patrol saw the person at 19:45.",
}
ERRATUM = {"wrong": "at 19:40 a patrol saw the person", "reason": "The time was misheard in the room."}


def hold_demo_until_closed(work: Work) -> str:
    """Hold the scripted review up to its close, without its approval. Gives the meeting's id."""
    name, role, agency = AT_THE_KEYS
    clock = demo_clock()
    base = replace(work, clock=clock)
    signed = base.signed(add_keyholder(base, name=name, role=role, agency=agency).value)
    return hold(signed, clock, replace(demo_script(), approval=None)).id


class Album(Hands):
    """Takes pictures of the office's window."""

    def __init__(self, room: WindowRoom, out: Path) -> None:
        super().__init__(room)
        self._out = out
        self.view.resize(1366, 688)

    @property
    def page(self):
        """The page that is shown."""
        return self.shell.page

    def rest(self) -> None:
        """Wait until everything is saved and drawn."""
        outbox = getattr(getattr(self.page, "state", None), "outbox", None)
        if outbox is not None:
            self.room.wait(lambda: outbox.up_to_date)
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


class WriteUpAlbum(Album):
    """Writes part of the practice review up, from the closed meeting to sealed minutes."""

    def __init__(self, room: WindowRoom, out: Path) -> None:
        super().__init__(room, out)
        self._meeting = hold_demo_until_closed(self.work)
        keep_line(
            self.work,
            meeting_id=self._meeting,
            item="contributions",
            text=WORDED,
            words=TYPED,
            agency="hsg",
        )
        unnamed = keep_line(self.work, meeting_id=self._meeting, item="victims", text=UNNAMED)
        self._unnamed = unnamed.value.id
        self.go("write_up", self._meeting)
        self.room.wait(lambda: self.page.state.ready)
        self.rest()

    def both(self, name: str) -> None:
        """Keep a picture in light and one in dark colours."""
        self.take(name)
        for scheme in ("dark", "light"):
            theme.apply(self.room.app, scheme=scheme, scale=1.0)
            self.rest()
            if scheme == "dark":
                self.take(f"{name}-dark")

    def at(self, words: str, position: int = 0) -> None:
        """Put the caret into the paragraph with these words."""
        rows = self.page.state.paragraphs
        found = next(row for row in rows if words in row.text and row.editable and row.entry_id)
        self.page.go_to(found.key, position)
        self.rest()

    def write(self) -> None:
        """The chapter, in its order."""
        self.at(WORDED)
        self.run("next_mark")
        self.both("write-up")
        self._reword()
        QGuiApplication.clipboard().setText(REPORT)
        self.run("paste_report")
        self.take("report")
        self.run("escape")
        self.run("ready_to_finalise")
        self.take("ready")
        reattribute(self.work, entry_ids=(self._unnamed,), agency="vlo")
        self.page.state.outbox.ask_view()
        self.run("escape")
        self._draft()
        self._approve()
        self._after()

    def _reword(self) -> None:
        self.run("take_offer")
        self.run("save_now")
        self.run("show_versions")
        self.take("versions")
        self.run("escape")

    def _draft(self) -> None:
        self.run("make_chair_draft")
        self.page.panel.sheet.keep()
        self.rest()
        written = next(self.room.folder.rglob("*chair-draft*.pdf"))
        with pypdfium2.PdfDocument(written) as pdf:
            pages = [place for place in range(len(pdf)) if "Agency contributions" in _text(pdf[place])]
            pdf[pages[-1]].render(scale=1.3).to_pil().save(self._out / "chair-draft.png")
        self.shell.clear_banner("written")
        self.run("chair_marks")
        pane = self.page.panes.pane("marks")
        lines = {one.record_id: one.line for one in pane._view.drafts[-1].lines}
        said = [entry for entry in self.page.state.view.entries if entry.id in lines and entry.agency]
        asked, shorter = sorted(said, key=lambda entry: lines[entry.id])[4:6]
        first, second = lines[asked.id], lines[shorter.id]
        pane.pane.set_text(f"line {first}: say who told you\nline {second}: shorter\nThanks, H")
        pane.second()
        self.rest()
        self.page.go_to(f"entry:{asked.id}")
        self.rest()
        self.take("chair-marks")
        self.run("escape")

    def _approve(self) -> None:
        self.run("approve_minutes")
        self.both("approval")
        self.page.panel.sheet.keep()
        self.room.wait(lambda: self.shell.place[0] == "preview")
        self.rest()

    def _after(self) -> None:
        self.go("write_up", self._meeting)
        self.room.wait(lambda: self.page.state.ready)
        note_correction(self.work, meeting_id=self._meeting, **ASKED)
        self.run("corrections")
        pane = self.page.panes.pane("corrections")
        self.room.wait(pane.model.rowCount)
        pane.settle(pane.model.rows[0], "correction_erratum")
        self.rest()
        sheet = self.page.panel.sheet
        for name, words in ERRATUM.items():
            sheet.findChild(QPlainTextEdit, f"{name}_field").setPlainText(words)
        self.take("erratum")
        self.run("escape")
        parts = parts_of_meeting(self.work, meeting_id=self._meeting)
        part = next(one for one in parts if one.place == "9.1")
        self.go("put_right_part", part.key)
        self.page._on_chosen("destroy")
        self.take("order")
        self.go("system_copy", self._meeting)
        self.take("system-copy")


def _text(page: pypdfium2.PdfPage) -> str:
    return page.get_textpage().get_text_range()


class ChairAlbum(Album):
    """Holds part of the practice review and takes pictures of it."""

    def __init__(self, room: WindowRoom, out: Path) -> None:
        super().__init__(room, out)
        rows = [row for row in list_meetings(self.work) if not row.meeting.started_at]
        self.go("meeting", next(row.meeting_id for row in rows if row.case_reference == "LAN-0417"))
        self.room.wait(lambda: self.shell.page.state.ready)
        self.rest()

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


def _documents(room: WindowRoom, out: Path) -> None:
    from guide_documents import DocumentsAlbum

    DocumentsAlbum(room, out).tell()


def _chase(room: WindowRoom, out: Path) -> None:
    from chase_room import PASSPHRASE as CASES_PASSPHRASE
    from chase_room import ChaseRoom
    from guide_chase import ChaseAlbum

    cases = ChaseRoom(room.app, room.folder / "cases", passphrase=CASES_PASSPHRASE)
    cases.fill(cases=12)
    ChaseAlbum(cases, out).tell()
    cases.close()


def _clocks(room: WindowRoom, out: Path) -> None:
    from guide_clocks import ClocksAlbum

    ClocksAlbum(room, out).tell()


def _between(room: WindowRoom, out: Path) -> None:
    from chase_room import PASSPHRASE as CASES_PASSPHRASE
    from chase_room import ChaseRoom
    from guide_between import BetweenAlbum, take_spreadsheet

    take_spreadsheet(Album(room, out))
    cases = ChaseRoom(room.app, room.folder / "cases", passphrase=CASES_PASSPHRASE)
    cases.fill(cases=12)
    BetweenAlbum(cases, out).tell()
    cases.close()


CHAPTERS = {
    "chair": lambda room, out: ChairAlbum(room, out).hold(),
    "write-up": lambda room, out: WriteUpAlbum(room, out).write(),
    "documents": _documents,
    "chase": _chase,
    "clocks": _clocks,
    "between": _between,
}


def main() -> None:
    """Take them all, or those of the chapter that is named."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    qInstallMessageHandler(lambda _kind, _context, _words: None)  # the platform without a screen is chatty
    app = QApplication([])
    for chapter in sys.argv[2:] or CHAPTERS:
        theme.apply(app, scheme="light", scale=1.0)
        with tempfile.TemporaryDirectory() as folder:
            room = WindowRoom(app, Path(folder), files=AnsweredFiles(save=Path(folder)))
            room.practice_vault()
            CHAPTERS[chapter](room, out)
            room.close()


if __name__ == "__main__":
    main()
