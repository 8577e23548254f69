"""Writes up a closed practice meeting in the real window and stops at every state worth a look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desk_walk import Visit, Walk, _nothing
from PySide6.QtGui import QGuiApplication
from window_room import WindowRoom

from mappa_desk.domain.agendas import Need
from mappa_desk.domain.errors import DiskFull
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services.contacts import contact_book
from mappa_desk.services.demo_meeting import AT_THE_KEYS, demo_clock, demo_script
from mappa_desk.services.erasure_parts import parts_of_meeting
from mappa_desk.services.meetings import list_meetings
from mappa_desk.services.people import add_keyholder
from mappa_desk.services.scripted_meeting import hold
from mappa_desk.services.work import Work

REPORT = (
    "From: S. Okafor\nSent: 11 November 2026\nSubject: Report for LAN-0417\n\n"
    "The person was seen three times. <b>Nothing new</b> is known of the partner.\n\n"
    "The room at the hostel is kept until 30 November.\n"
) + "\n".join(f"{number}. A visit was made and a note of it was kept at the office." for number in range(40))
"""A long report with markup in it, as somebody would paste it."""
TABLE = (
    "Surname,First name,Organisation,Job title,E-mail,Office\n"
    "Nowak,Zuzanna,Housing,Move-on officer,zuzanna.nowak@housing.example.invalid,North\n"
    "Price,Ben,Nowhere,Clerk,,\n"
)
MARKS = "line 12: say who\nline 40: the date is the 13th\nno number here"


def hold_demo_until_closed(work: Work) -> str:
    """Hold the scripted review up to its close, without its approval. Gives the meeting's id."""
    name, role, agency = AT_THE_KEYS
    clock = demo_clock()
    base = replace(work, clock=clock)
    signed = base.signed(add_keyholder(base, name=name, role=role, agency=agency).value)
    return hold(signed, clock, replace(demo_script(), approval=None)).id


class WriteUpWalk(Walk):
    """The minutes from shorthand to approval in front of an eye, then the pages that came with them."""

    def __init__(self, room: WindowRoom, visit: Visit) -> None:
        super().__init__(room, visit)
        self.meeting = hold_demo_until_closed(self.office._work)

    def all(self) -> None:
        """Every state."""
        self.open("write_up", self.meeting)
        self.see("write-up")
        self._page()
        self._sides()
        self._sheets()
        self._faults()
        self._pages()
        self._sealed()

    def open(self, page: str, record: str = "") -> None:
        """Go to a page and wait until it was read."""
        self.shell.navigate(page, record)
        self.wait(lambda: self.shell.place[0] == page)
        state = getattr(self.page, "state", None)
        if state is not None:
            self.wait(lambda: state.ready)
        self.room.idle(self.program)

    def at(self, words: str, position: int = 0) -> None:
        """Put the caret into the paragraph with these words."""
        rows = self.page.state.paragraphs
        found = next(row for row in rows if words in row.text and row.editable)
        self.page.go_to(found.key, position)
        self.room.idle(self.program)

    def see_open(self, name: str, again: Callable[[], object]) -> None:
        """Look at something that a change of the window's size may put away."""
        self.show_again = again
        again()
        self.room.idle(self.program)
        self.see(name)
        self.show_again = _nothing
        self.leave()

    def leave(self) -> None:
        """Close what lies on top, one after the other."""
        for _ in range(4):
            self.page.escape()
            self.room.idle(self.program)

    def _page(self) -> None:
        page = self.page
        rows = page.state.paragraphs
        entry = next(row for row in rows if row.key.startswith("entry:") and row.editable)
        page.go_to(entry.key, 4)
        self.see("paragraph")
        self.run("next_mark")
        self.see("mark")
        decision = next(row for row in rows if row.key.startswith("decision:") and row.editable)
        page.go_to(decision.key, 3)
        self.see("decision")
        page.panel.outline.setFocus()
        self.see("outline")
        page.focus_page()
        self.run("find_here")
        page.panel.find_bar.field.setText("zone")
        self.see("find")
        self.leave()
        self.run("find_and_replace")
        page.panel.find_bar.field.setText("zone")
        self.see("find-and-replace")
        self.leave()

    def _sides(self) -> None:
        page = self.page
        beside = lambda: page.panel.side_shown or page.panel.fold_side(False)  # noqa: E731  # one expression
        self.see_open("beside", beside)
        page.steps.finish()
        self.room.idle(self.program)
        self.see("undo-bar")
        for command in ("show_versions", "list_attendance", "list_actions", "chair_marks", "corrections",
                        "ready_to_finalise", "propose_front"):  # fmt: skip
            self.see_open(command, lambda command=command: self.run(command))
        self.run("chair_marks")
        pane = page.panes.pane("marks").pane
        pane.set_text(MARKS)
        self.see("marks-typed")
        page.panes.pane("marks").second()
        self.room.idle(self.program)
        self.see("marks-kept")
        self.leave()

    def _sheets(self) -> None:
        QGuiApplication.clipboard().setText(REPORT)
        self.at("The place at", 0) if self._has("The place at") else None
        for command in ("make_chair_draft", "approve_minutes", "confirm_minutes", "paste_report",
                        "take_in_report", "summarise_report"):  # fmt: skip
            self.run(command)
            self.see(command)
            self.leave()
        self.run("corrections")
        self.page.panes.pane("corrections").first()
        self.room.idle(self.program)
        self.see("correction-sheet")
        self.leave()

    def _has(self, words: str) -> bool:
        return any(words in row.text and row.editable for row in self.page.state.paragraphs)

    def _faults(self) -> None:
        self.shell.report(DiskFull("No space left on the device."), lambda: None)
        self.shell.not_kept(2)
        self.see("disk-full")
        self.shell.clear_banner("disk")
        self.shell.not_kept(0)

    def _pages(self) -> None:
        work = self.office._work
        book = contact_book(work).rows
        person = next((row.key for row in book if row.person.name == "Paul Ingleby"), book[0].key)
        for page, record in (
            ("system_copy", self.meeting), ("circulation", self.meeting), ("people", ""), ("contact", person),
            ("new_contact", ""), ("import_contacts", ""),
        ):  # fmt: skip
            self.open(page, record)
            self.see(page)
        self.page.read(self._table())
        self.room.idle(self.program)
        self.see("import-read")
        self.open("merge_person", person)
        self.see("merge_person")
        self.page.view.chosen.emit("merge")
        self.see("merge-which")
        self.page.view.close_sheet()
        self.open("put_right", self.meeting)
        self.see("put_right")
        entry = next(one for one in parts_of_meeting(work, meeting_id=self.meeting) if one.can_move)
        self.open("put_right_part", entry.key)
        self.see("put_right_part")
        for button in ("move", "destroy"):
            self.page.view.chosen.emit(button)
            self.room.idle(self.program)
            self.see(f"put_right-{button}")
            self.page.view.close_sheet()
        self._desk()

    def _table(self) -> Path:
        """A small table of people, with a fault in it."""
        file = self.room.folder / "people.csv"
        file.write_text(TABLE, encoding="utf-8")
        return file

    def _desk(self) -> None:
        """The item of the last minutes on the desk, with the agenda open and folded."""
        self.open("meeting", self.meeting)
        page = self.page
        asks = next(row.code for row in page.state.items if Need.LAST_MINUTES in row.needs)
        page.moves.go_to(asks)
        self.room.idle(self.program)
        self.see("desk-last-minutes")
        self.run("fold_agenda")
        self.see("desk-folded-agenda")
        self.run("fold_agenda")

    def _sealed(self) -> None:
        rows = list_meetings(self.office._work)
        done = next(row.meeting_id for row in rows if row.meeting.state is MeetingState.APPROVED)
        self.open("write_up", done)
        self.see("sealed")
        for command in ("corrections", "chair_marks", "ready_to_finalise"):
            self.see_open(f"sealed-{command}", lambda command=command: self.run(command))
