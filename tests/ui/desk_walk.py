"""Holds part of the practice review on the real desk and stops at every state worth a look."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from strict_eye import PLANTED
from window_room import WindowRoom

from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.errors import DiskFull
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services.meetings import list_meetings
from mappa_desk.ui.models.desk_decisions import DecisionFields
from mappa_desk.ui.views.desk_folds import Side

SPOKEN = (
    ("opening", "prob: welcomed everybody and gave the purpose of the meeting"),
    ("contributions", "prob: Place at the approved premises ends on 30 November. No address is approved."),
    ("contributions", "pol: 2 November, 19:40: seen by patrol in the street beside the leisure centre. "
                      "Left when spoken to, gave the bus stop as the reason."),
    ("contributions", "/The zone map given to the person and the map on the licence differ by one street."),
    ("contributions", f"3 visits since the last meeting, one not answered. {PLANTED} police intelligence."),
    ("contributions", "@prob Give the person the corrected zone map, and record the date. by mon"),
    ("contributions", "=The zone is the one printed on the licence, from today.|"
                      "patrols and the person need the same map.|pol"),
    ("contributions", "hlth: nil"),
    ("contributions", "prob: Wants one move-on address checked before the premises place ends."),
)  # fmt: skip
SHEETS = (
    "jump_item", "pick_speaker", "pick_kind", "statement_how", "standard_wording", "show_bin", "show_times",
    "adjourn_meeting", "cancel_meeting", "hand_over_chair", "hand_over_keys", "edit_meeting",
    "next_review", "add_person", "ask_remote", "closed_part", "day_cases", "show_since",
)  # fmt: skip
ON_ENTRY = ("handling", "move_entry", "entry_life", "settle_issue", "copy_entry", "move_entry_case")
Visit = Callable[[str, tuple[QWidget, ...]], object]


def _nothing() -> None:
    """There is nothing to bring up again."""


class Walk:
    """A meeting that is held in front of an eye. `visit` is called with a name and the windows to look at."""

    def __init__(self, room: WindowRoom, visit: Visit) -> None:
        self.room, self._visit = room, visit
        self.show_again: Callable[[], object] = _nothing
        """Brings up again what a change of the window's size put away."""
        self.program = room.opened()
        assert self.program.office is not None
        self.office = self.program.office
        self.shell = self.office.shell
        self.view = self.shell.view
        self.office.idle.stop()  # nobody touches a key for as long as the eye looks
        self.view.show()
        self.view.activateWindow()

    @property
    def page(self):
        """The page that is shown."""
        return self.shell.page

    def wait(self, until: Callable[[], object], seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not until():
            if time.monotonic() > end:
                raise TimeoutError
            self.room.app.processEvents()
            time.sleep(0.002)

    def settled(self) -> None:
        state = self.page.state
        self.wait(lambda: state.outbox.up_to_date and not state.waiting)
        for _ in range(3):
            self.room.app.processEvents()

    def see(self, name: str, *windows: QWidget) -> None:
        for _ in range(5):  # what was just made is laid out and drawn
            self.room.app.processEvents()
            time.sleep(0.005)
        self._visit(name, windows or (self.view,))

    def run(self, command: str) -> None:
        self.shell.run(command)
        self.room.idle(self.program)

    def all(self) -> None:
        """Every state from the planned meeting to its approval."""
        rows = [row for row in list_meetings(self.office._work) if row.case_reference == "LAN-0417"]
        meeting = next(row.meeting_id for row in rows if row.meeting.state is MeetingState.PLANNED)
        self.shell.navigate("meeting", meeting)
        self.wait(lambda: self.page.state.ready)
        self.see("planned")
        self._roll()
        self._talk()
        self._sides()
        self._sheets()
        self._windows()
        self._covers()
        self._end()

    def _roll(self) -> None:
        self.run("start_meeting")
        self.settled()
        page = self.page
        for number, letter in enumerate("PPVVPVTP"):
            page.panel.roll_call.select(number)
            row = page.panel.roll_call.current()
            if row is not None:
                page.roll_call._on_marked(row, letter)
                self.settled()
        page.meeting.read_statement()
        self.settled()
        page.panel.focus_side(Side.PEOPLE)
        self.show_again = lambda: page.panel.focus_side(Side.PEOPLE)
        self.see("roll-call")
        self.show_again = _nothing
        page.panel.show_side(Side.ACTIONS)

    def _talk(self) -> None:
        page, state = self.page, self.page.state
        for item, words in SPOKEN:
            code = next((row.code for row in state.items if item in row.code), state.items[0].code)
            page.moves.go_to(code)
            line = page.panel.capture.line
            if words.startswith("="):
                decided, because, dissent = words[1:].split("|")
                fields = DecisionFields(
                    decided=decided, because=because, dissent=((dissent, "the wider zone"),)
                )
                page.decision._open(fields, state.item)
                page.decision._keep()
                self.settled()
                continue
            if words.startswith("/"):
                page.capture.set_kind(EntryKind.ISSUE)
            line.insertPlainText(words.lstrip("/"))
            page.capture.keep()
            self.settled()
        page.panel.close_side_sheet()
        line = page.panel.capture.line
        line.insertPlainText("@hsg confirm the move-on address in writing by 27/11")
        line.setFocus()
        self.see("desk")

    def _sides(self) -> None:
        page = self.page
        for side in (Side.PEOPLE, Side.SINCE, Side.PROMPTS, Side.ACTIONS):
            self.show_again = lambda side=side: page.panel.show_side(side)
            self.show_again()
            self.see(side.name.lower())
        self.show_again = _nothing
        page.panel.close_side_sheet()
        self.shell.report(DiskFull("No space left on the device."), lambda: None)
        self.shell.not_kept(2)
        self.see("disk-full")
        self.shell.clear_banner("disk")
        self.shell.not_kept(0)
        page.panel.capture.empty()
        page.panel.focus_line()
        self.run("find_here")
        page.panel.find_bar.field.setText("zone")
        self.see("find")
        page.escape()
        page.record.last()
        self.see("record")
        page.record.edit()
        self.see("edit")
        page.panel.record.finish_edit()
        self.settled()
        page.record.last()
        page.record.remove()
        self.settled()
        self.see("removed")
        page.record.take_offer()
        self.settled()

    def _sheets(self) -> None:
        page = self.page
        for command in SHEETS:
            page.panel.focus_line()
            self.run(command)
            self.see(command)
            self._close()
        for command in ON_ENTRY:
            page.record.last()
            if command == "settle_issue":
                row = next(one for one in page.record._model.rows if one.entry.entry_kind is EntryKind.ISSUE)
                page.record.show_entry(row.key)
            self.run(command)
            self.see(command)
            self._close()
        line = page.panel.capture.line
        line.setFocus()
        line.insertPlainText("the wider zone is not needed")
        page.decision.turn()
        self.see("decision")
        page.escape()
        page.panel.capture.empty()
        page.panel.focus_line()
        action = next(one for one in page.state.view.actions if not one.removed)
        page.actions.change(action)
        self.see("action-card")
        self._close()
        past = next((one for one in page._models.actions.rows if one.past is not None), None)
        if past is not None:
            page.actions.review(past)
            self.see("review")
            self._close()
        self.run("read_back")
        self.see("read-back")
        page.read_back.close()
        page.panel.focus_line()

    def _close(self) -> None:
        for _ in range(4):
            self.page.escape()
            self.settled()
        self.page.panel.focus_line()

    def _windows(self) -> None:
        for name in ("chair_card", "room"):
            self.run(name)
        seconds = self.office.seconds
        self.see("card", seconds.card.window)
        self.see("room", seconds.room.window)
        self.shell.curtain()
        self.see("card-curtain", seconds.card.window)
        self.see("room-curtain", seconds.room.window)
        self.see("curtain")
        self.shell.curtain()
        for name in ("chair_card", "room"):
            self.run(name)

    def _covers(self) -> None:
        self.office.palette.open()
        self.see("palette")
        self.office.palette.view.close_it()
        self.run("show_keys")
        self.see("keys")
        self.run("show_keys")

    def _end(self) -> None:
        self.page.meeting.close()
        self.wait(lambda: self.shell.place[0] == "changeover" and self.page._card is not None)
        self.see("changeover")
        self.page.go_back()
        self.wait(lambda: self.shell.place[0] == "meeting" and self.page.state.ready)
        page = self.page
        page.readiness.open()
        self.wait(page.readiness.panel.lines)
        self.show_again = lambda: page.panel.show_side(Side.READINESS)
        self.see("readiness")
        self.show_again = _nothing
        self.page.readiness.approve()
        self.see("approve")
        self._close()
