"""The window of an open vault: the shell with everything that hangs on it.

Imported after the unlock window stands: it brings the database layer.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from mappa_desk.domain.errors import DeskError, VaultReadOnly
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.services.areas import area_view
from mappa_desk.services.work import Work
from mappa_desk.ui import theme
from mappa_desk.ui.clipboard_guard import ClipboardGuard
from mappa_desk.ui.clocks_badge import ClocksBadge
from mappa_desk.ui.desk import DeskPage
from mappa_desk.ui.documents_way import go_to_documents
from mappa_desk.ui.jobs import Err, JobRunner, Ok
from mappa_desk.ui.keys import Keys
from mappa_desk.ui.lock import Locking
from mappa_desk.ui.office import Office
from mappa_desk.ui.palette import Palette
from mappa_desk.ui.ports import FilePort
from mappa_desk.ui.put_right_way import go_to_put_right
from mappa_desk.ui.second_windows import SecondWindows
from mappa_desk.ui.shell import Shell
from mappa_desk.ui.shell_clock import ClockWatch
from mappa_desk.ui.shell_faults import banner_for
from mappa_desk.ui.shell_idle import Idle
from mappa_desk.ui.shell_idleness import system_idle
from mappa_desk.ui.shell_looks import Looks
from mappa_desk.ui.shell_pages import OfficePages
from mappa_desk.ui.shell_system import let_go, watch_system
from mappa_desk.ui.spelling import Spelling
from mappa_desk.ui.spelling_list import SuggestionList
from mappa_desk.ui.views.shell import ShellView

LOOK_MS = 30_000
"""How often it is looked whether a meeting runs, which decides between curtain and lock."""
SMALL_SCREEN = 1600


class OpenOffice(QObject):
    """Everything of one open vault. `closed` asks the program to end."""

    closed = Signal()

    def __init__(
        self,
        work: Work,
        jobs: JobRunner,
        files: FilePort,
        looks: Looks,
        *,
        close_vault: Callable[[], None],
        try_practice: Callable[[], object],
        capture_refused: bool = False,
    ) -> None:
        super().__init__()
        self._work, self._jobs, self._close = work, jobs, close_vault
        self.meeting_runs = False
        view = ShellView()
        view.set_practice(work.vault.practice)
        pages = OfficePages(looks)
        self.shell = Shell(view, pages, work.clock.now)
        self.clipboard = ClipboardGuard(self)
        self.shell.lock_requested.connect(self.clipboard.leave_nothing)
        self.clipboard.cleared.connect(lambda: self.shell.announce(self.tr("The clipboard was cleared.")))
        office = Office(jobs, lambda: work, self.shell, files, try_practice, self.clipboard)
        pages.office = office
        self.palette = Palette(self.shell, office)
        self.keys = Keys(self.shell)
        self.locking = Locking(self.shell, jobs, self._close_vault)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.spelling = Spelling(app, jobs, self._work_here, self.shell, preferences=looks.preferences)
        self.suggestions = SuggestionList(self.spelling)
        pages.spelling = self.spelling
        self.shell.bind(
            {
                "palette": self.palette.open,
                "show_keys": self.keys.toggle,
                "text_larger": lambda: looks.step(1),
                "text_smaller": lambda: looks.step(-1),
                "text_normal": lambda: looks.choose_scale(1.0),
                "scheme_light": lambda: looks.choose_scheme("light"),
                "scheme_dark": lambda: looks.choose_scheme("dark"),
                "scheme_system": lambda: looks.choose_scheme("system"),
                "put_right": lambda: go_to_put_right(self.shell),
                "meeting_documents": lambda: go_to_documents(self.shell),
                "check_document": lambda: self.shell.navigate("check_document"),
                **self.suggestions.commands(),
            }
        )
        self.idle = Idle(system_idle=system_idle, parent=self)
        self.idle.curtain_due.connect(self._on_curtain_due)
        self.idle.lock_due.connect(self.shell.lock)
        self.idle.warning_due.connect(self.shell.warn_of_lock)
        self.clock_watch = ClockWatch(work, jobs, self.shell, lambda: running_meeting(work))
        self._system: object = None
        self.seconds = SecondWindows(
            self.shell,
            looks.preferences,
            practice=work.vault.practice,
            capture_refused=capture_refused,
            watch=lambda window: window.windowHandle().installEventFilter(self.idle),
        )
        self.badge = ClocksBadge(work, jobs, view.show_late, self)
        view.close_requested.connect(self._on_close_requested)
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_MS)
        self._looking.timeout.connect(self._look)
        self.shell.page_changed.connect(lambda _page: self._look())
        self.shell.page_changed.connect(lambda _page: self.spelling.go_to(*self.shell.place))
        self.shell.curtain_changed.connect(lambda _closed: self.suggestions.close())
        self._hook_before = sys.excepthook
        sys.excepthook = self._on_fault

    def show(self, running_meeting_id: str) -> None:
        """Show the window: the desk of a running meeting, else the start page."""
        view = self.shell.view
        screen = view.screen().availableSize()
        if screen.width() < SMALL_SCREEN:
            view.showMaximized()
        else:
            view.resize(min(theme.px(1440), screen.width()), min(theme.px(860), screen.height()))
            view.show()
        view.activateWindow()
        view.windowHandle().installEventFilter(self.idle)
        self._system = watch_system(self, int(view.winId()), self.shell.lock)
        self._looking.start()
        self.clock_watch.begin()
        if self._work.vault.read_only:
            self._say_read_only()
        if running_meeting_id:
            self.shell.navigate("start")
            self.shell.navigate("meeting", running_meeting_id)
        else:
            self.shell.navigate("start")

    def stop(self) -> None:
        """Nothing more is due."""
        self.clipboard.leave_nothing()
        self.seconds.close_all()
        self.idle.stop()
        self.clock_watch.stop()
        let_go(self._system)
        self._looking.stop()
        self.spelling.stop()
        sys.excepthook = self._hook_before

    def _say_read_only(self) -> None:
        """It stands as long as the vault is open; another place is chosen in a fresh unlock window."""
        banner = banner_for(VaultReadOnly(" ".join(self._work.vault.faults)), elsewhere=self.shell.lock)
        self.shell.show_banner(replace(banner, key="for_reading", grave=1))

    def _work_here(self) -> Work:
        """The vault as who is at the keys has it: on the desk they may have been handed over."""
        page = self.shell.page
        return page.state.work() if isinstance(page, DeskPage) else self._work

    def _look(self) -> None:
        work = self._work
        self.badge.look()

        def read() -> tuple[str, int, int]:
            form = area_view(work).form
            return running_meeting(work), form.curtain_minutes, form.lock_minutes

        def answered(result: Ok[tuple[str, int, int]] | Err) -> None:
            if isinstance(result, Ok):
                running, curtain, lock = result.value
                self.meeting_runs = bool(running)
                self.idle.set_meeting_runs(self.meeting_runs)
                self.idle.set_minutes(curtain=curtain, lock=lock)

        self._jobs.store(read, answered, self)

    def _close_vault(self) -> None:
        """Look once more, so that the next unlock window knows of a meeting that has only just begun."""
        try:
            self.meeting_runs = bool(running_meeting(self._work))
        finally:
            self._close()

    def _on_curtain_due(self) -> None:
        if not self.shell.is_curtained:
            self.shell.curtain()

    def _on_close_requested(self) -> None:
        def settled(error: Exception | None) -> None:
            if error is None:
                self.shell.view.ask_before_closing(False)
                self.closed.emit()
            else:
                self.shell.report(error, self._on_close_requested)

        self.shell.settle(settled)

    def _on_fault(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._hook_before(kind, error, trace)
        if isinstance(error, Exception) and QApplication.instance() is not None:
            self.shell.report(error if isinstance(error, DeskError) else RuntimeError())


def running_meeting(work: Work) -> str:
    """Id of the meeting that runs; empty when none does."""
    with work.reading() as reading:
        running = reading.all(Meeting, order_by="started_at", state=MeetingState.RUNNING)
    return running[-1].id if running else ""
