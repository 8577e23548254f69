"""The live desk over a real practice vault, with a shell that writes down what it is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.cases import Category, Level
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.domain.views import DeskView
from mappa_desk.services import areas, cases, meetings, people, roll_call
from mappa_desk.services.desk import desk_view
from mappa_desk.services.reference import load_reference
from mappa_desk.services.work import Work
from mappa_desk.store.vault import KeyCost, Vault
from mappa_desk.ui.desk import DeskPage
from mappa_desk.ui.jobs import Jobs
from mappa_desk.ui.ports import Banner, HeaderFacts
from mappa_desk.wiring import fresh_id

PASSPHRASE = "harbour pencil thistle evening copper"
MORNING = datetime(2026, 11, 12, 10, 0, tzinfo=UTC)
REFERENCE = load_reference()
PANEL = (
    ("pol", "Dewi Prosser", "offender manager", Mode.ROOM),
    ("prob", "Ruth Ansah", "senior probation officer", Mode.ROOM),
    ("hsg", "Łukasz Wójcik", "move-on officer", Mode.VIDEO),
    ("hlth", "Dr Siân O'Neill", "clinical lead", Mode.VIDEO),
)


@dataclass
class SteadyClock:
    """Goes on by a fifth of a second each time it is read."""

    at: datetime = MORNING

    def now(self) -> datetime:
        self.at += timedelta(milliseconds=200)
        return self.at


@dataclass
class RecordingShell:
    """Stands for the shell's window: keeps what it was told, in order."""

    said: list[str] = field(default_factory=list)
    banners: dict[str, Banner] = field(default_factory=dict)
    reported: list[Exception] = field(default_factory=list)
    retries: list[Callable[[], None]] = field(default_factory=list)
    facts: list[HeaderFacts] = field(default_factory=list)
    saves: int = 0
    unkept: int = 0
    previewed: list[tuple[str, DocumentKind]] = field(default_factory=list)

    def show_banner(self, banner: Banner) -> None:
        self.banners[banner.key] = banner

    def clear_banner(self, key: str) -> None:
        self.banners.pop(key, None)

    def report(
        self, error: Exception, retry: Callable[[], None] | None = None, **_while_it_waits: Any
    ) -> None:
        self.reported.append(error)
        if retry is not None:
            self.retries.append(retry)

    def saving(self) -> None:
        pass

    def saved(self, at: datetime | None = None) -> None:
        self.saves += 1

    def not_kept(self, count: int) -> None:
        self.unkept = count

    def header(self, facts: HeaderFacts) -> None:
        self.facts.append(facts)

    def navigate(self, page: str, record_id: str = "", **wishes: str) -> None:
        pass

    def preview(self, meeting_id: str, kind: DocumentKind = DocumentKind.MINUTES, agency: str = "") -> None:
        self.previewed.append((meeting_id, kind))

    def curtain(self) -> None:
        pass

    def lock(self) -> None:
        pass

    def announce(self, text: str) -> None:
        self.said.append(text)

    def run(self, command: str) -> None:
        pass


def make_vault(folder: Path) -> str:
    """A vault with one Level 3 review that was planned, its people on the list. Gives the meeting's id."""
    clock = SteadyClock()
    vault = Vault.create(
        folder, PASSPHRASE, clock=clock, new_id=fresh_id, practice=True, cost=KeyCost.cheap()
    )
    work = Work(vault=vault, clock=clock, new_id=fresh_id, reference=REFERENCE)
    areas.seed_area(work)
    keys = people.add_keyholder(work, name="Bethan Lloyd-Carter", role="administrator", agency="prob").value
    work = work.signed(keys)
    case = cases.open_case(
        work, reference="LAN-0417", name="Practice Person", category=Category.TWO, level=Level.THREE,
        lead_agency="prob",
    ).value  # fmt: skip
    meeting = meetings.plan_meeting(
        work, case_id=case.id, kind=MeetingKind.INITIAL, on=MORNING.date(), at="10:00", minutes=75
    ).value
    listed = {row.agency: row for row in desk_view(work, meeting_id=meeting.id).attendance}
    for agency, row in listed.items():
        if agency not in {code for code, *_rest in PANEL}:
            roll_call.mark(work, attendance_id=row.id, state=AttendanceState.APOLOGIES)
    for agency, name, role, _mode in PANEL:
        roll_call.edit_attendance(work, attendance=replace(listed[agency], name=name, role=role))
    vault.close()
    return meeting.id


def running_vault(folder: Path) -> str:
    """The same with the meeting begun and its four people here, and a contact book with one more."""
    meeting_id = make_vault(folder)
    clock = SteadyClock(MORNING + timedelta(minutes=2))
    vault = Vault.open(folder, PASSPHRASE, clock=clock, new_id=fresh_id)
    base = Work(vault=vault, clock=clock, new_id=fresh_id, reference=REFERENCE)
    work = base.signed(people.keyholders(base)[0])
    people.add_keyholder(work, name="Piotr Wiśniewski", role="duty inspector", agency="pol")
    meetings.start_meeting(work, meeting_id=meeting_id)
    modes = {agency: mode for agency, _name, _role, mode in PANEL}
    for row in desk_view(work, meeting_id=meeting_id).attendance:
        if row.name and row.agency in modes and not row.is_chair:
            roll_call.mark(work, attendance_id=row.id, state=AttendanceState.ATTENDED, mode=modes[row.agency])
    vault.close()
    return meeting_id


class DeskRoom:
    """A window with the desk in it, its vault, and hands on the keys."""

    def __init__(self, folder: Path, meeting_id: str, *, clock: Any = None, jobs: Any = None) -> None:
        self.folder = folder
        self.meeting_id = meeting_id
        self.clock = clock or SteadyClock()
        self.vault = Vault.open(folder, PASSPHRASE, clock=self.clock, new_id=fresh_id)
        base = Work(vault=self.vault, clock=self.clock, new_id=fresh_id, reference=REFERENCE)
        self.work = base.signed(people.keyholders(base)[0])
        self.jobs = jobs or Jobs()
        self._second: Vault | None = None
        self.shell = RecordingShell()
        self.page = DeskPage(self.jobs, lambda: self.work, meeting_id, self.shell)
        self.window = QWidget()
        layout = QVBoxLayout(self.window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        layout.addWidget(self.page.widget)
        self.window.resize(1366, 640)

    @property
    def line(self) -> Any:
        """The text field of the capture line."""
        return self.page.panel.capture.line

    def show(self) -> DeskRoom:
        """Show the window, enter the page and wait until the meeting is read."""
        self.window.show()
        self.window.activateWindow()
        self.page.enter()
        self.until(lambda: self.page.state.ready)
        return self

    def close(self) -> None:
        """Close everything in order."""
        self.shut_vault()
        self.window.close()
        self.window.deleteLater()
        self.page.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def shut_vault(self) -> None:
        """Finish what was sent and close the vault, as the end of the program does."""
        self.jobs.drain()
        if self._second is not None:
            self._second.close()
            self._second = None
        self.vault.close()

    def kept(self) -> DeskView:
        """The meeting as a second connection finds it on the disk."""
        if self._second is None:
            self._second = Vault.open(
                self.folder, PASSPHRASE, clock=self.clock, new_id=fresh_id, read_only=True
            )
        work = Work(vault=self._second, clock=self.clock, new_id=fresh_id, reference=REFERENCE)
        return desk_view(work, meeting_id=self.meeting_id)

    # Waiting

    def until(self, holds: Callable[[], object], ms: int = 5_000) -> None:
        """Let events run until something holds. Fails loudly when it never does."""
        loop = QEventLoop()
        held = bool(holds())

        def look() -> None:
            # What held once counts: before the loop is left another timer may begin something new.
            nonlocal held
            held = held or bool(holds())
            if held:
                loop.quit()

        tries = QTimer()
        tries.setInterval(1)
        tries.timeout.connect(look)
        limit = QTimer()
        limit.setSingleShot(True)
        limit.timeout.connect(loop.quit)
        if not held:
            tries.start()
            limit.start(ms)
            loop.exec()
        assert held, "this never came to hold"

    def idle(self) -> None:
        """Wait until everything that was sent is on the disk and shown."""
        outbox = self.page.state.outbox
        self.until(lambda: outbox.up_to_date and not self.page.state.waiting)

    # Hands

    def focus(self) -> QWidget | None:
        """Where the keyboard is."""
        return QApplication.focusWidget()

    def type(self, text: str) -> None:
        """Type a text into whatever has the focus, one key after the other."""
        for letter in text:
            target = self.focus()
            assert target is not None
            if letter == "\n":
                QTest.keyClick(target, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
            elif letter.isascii():
                QTest.keyClicks(target, letter)
            else:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                    QApplication.sendEvent(target, event)

    def press(self, keys: str) -> None:
        """Press a chord such as Ctrl+Shift+N, Return or Up where the focus is."""
        modifiers = Qt.KeyboardModifier.NoModifier
        *held, last = keys.split("+") if keys != "+" else ["+"]
        for one in held:
            modifiers |= {
                "Ctrl": Qt.KeyboardModifier.ControlModifier,
                "Shift": Qt.KeyboardModifier.ShiftModifier,
                "Alt": Qt.KeyboardModifier.AltModifier,
            }[one]
        name = {"PgDown": "PageDown", "PgUp": "PageUp", "Esc": "Escape", "Del": "Delete"}.get(last, last)
        key = getattr(Qt.Key, f"Key_{name.upper() if len(name) == 1 else name}")
        target = self.focus()
        assert target is not None
        QTest.keyClick(target, key, modifiers)

    def say(self, text: str) -> None:
        """Type a line and keep it."""
        self.type(text)
        self.press("Return")


def copied(template: Path, folder: Path) -> Path:
    """A vault of one's own, copied from one that was made before."""
    shutil.copytree(template, folder)
    return folder
