"""The window: unlock or first start, who is at the keys, the shell. Only here do `wiring` and Qt meet.

Until the unlock window is painted nothing of the database layer is imported; see `_warm_up`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from mappa_desk.ui import screen_capture, theme
from mappa_desk.ui.jobs import Err, Jobs, Ok
from mappa_desk.ui.shell_files import SystemFiles
from mappa_desk.ui.shell_garbage import Garbage
from mappa_desk.ui.shell_looks import Looks, Preferences
from mappa_desk.ui.unlock import Introducing, Unlocking

if TYPE_CHECKING:  # what only annotations name is not worth the wait before the first window
    import subprocess

    from mappa_desk.services.work import Work
    from mappa_desk.ui.first_start import FirstStart
    from mappa_desk.ui.ports import FilePort, VaultsPort
    from mappa_desk.ui.shell_office import OpenOffice
    from mappa_desk.ui.views.first_start import FirstStartView
    from mappa_desk.ui.views.unlock import UnlockView
    from mappa_desk.ui.views.unlock_who import UnlockWhoView

    GateView = UnlockView | UnlockWhoView | FirstStartView

    class WiringPort(VaultsPort, Protocol):
        """What the window needs of the composed program."""

        @property
        def documents_folder(self) -> Path:
            """Where documents are offered to be written."""


AFTER_LOCK = "MAPPA_DESK_AFTER_LOCK"
"""Set for the process that a lock starts: "running" when a meeting runs, else "idle". Never a secret."""
AFTER_PAINT_MS = 20
"""Long enough for the painted window to be handed to the screen."""
UNLOCK_SIZE = (760, 480)
FIRST_START_SIZE = (760, 600)


class FirstPaint(QObject):
    """Says once that a view has been painted and is on the screen. It goes with the view."""

    done = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watches for the first paint and lets everything pass."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(AFTER_PAINT_MS, self, self.done.emit)
        return super().eventFilter(watched, event)


class Program(QObject):
    """From the first window to the last. `leave` ends it, and `ended` brings the exit code."""

    ended = Signal(int)

    def __init__(
        self,
        app: QApplication,
        wiring: WiringPort,
        *,
        files: FilePort | None = None,
        start_again: Callable[[Path, bool], object] | None = None,
        after_lock: str = "",
        refuse_capture: screen_capture.Refuse | None = None,
    ) -> None:
        super().__init__()
        self._app, self.wiring = app, wiring
        self.jobs = Jobs(self)
        self._garbage = Garbage(self)
        self.preferences = Preferences(wiring.preferences_file())
        self.looks = Looks(app, self.preferences)
        self.looks.apply()
        self.files: FilePort = files or SystemFiles(wiring.documents_folder)
        self._start_again = start_again or start_unlock_process
        self._after_lock = after_lock
        self.capture = screen_capture.ScreenCapture(app, refuse_capture or screen_capture.refusal(), self)
        self._focus_keeper: QObject | None = None
        self._is_over = False
        self.gate = QStackedWidget()
        self.gate.setWindowTitle(self.tr("MAPPA Desk"))
        self.folder = Path()
        self.unlocking: Unlocking | None = None
        self.first_start: FirstStart | None = None
        self.introducing: Introducing | None = None
        self.office: OpenOffice | None = None
        app.setQuitOnLastWindowClosed(False)
        app.lastWindowClosed.connect(self._on_last_window_closed)

    def start(self, *, vault: Path | None, practice: bool) -> None:
        """Show the first window: unlock when the folder holds a vault, else first start."""
        kept = "" if practice else self.preferences.word("vault")
        folder = vault or (Path(kept) if kept else self.wiring.default_folder(practice=practice))
        if self.wiring.holds_vault(folder):
            self._show_unlock(folder)
        else:
            self._show_first_start(vault, practice=practice)

    def start_practice(self) -> None:
        """Open the practice vault at once, in sight of its passphrase; it is made when it is absent."""
        self._show_unlock(self.wiring.default_folder(practice=True), practice_at_once=True)

    def leave(self, code: int = 0) -> None:
        """Finish what is being kept, close the vault and end the program."""
        if self._is_over:
            return
        self._is_over = True
        if self.office is not None:
            self.office.stop()
        self.jobs.drain()
        self.wiring.close()
        self._garbage.stop()
        self.ended.emit(code)

    def _show_unlock(self, folder: Path, *, practice_at_once: bool = False) -> None:
        self.folder = folder
        unlocking = Unlocking(
            self.wiring, self.jobs, self.files, folder, meeting_running=self._after_lock == "running"
        )
        unlocking.opened.connect(partial(self._on_opened, unlocking))
        unlocking.new_vault_wanted.connect(lambda place: self._show_first_start(place, practice=False))
        self.unlocking = unlocking
        self._show_gate(unlocking.view, UNLOCK_SIZE)
        learn = unlocking.open_practice if practice_at_once else unlocking.learn_vault
        self._once_painted(unlocking.view, partial(_dress, unlocking.view), self._warm_up, learn)

    def _show_first_start(self, folder: Path | None, *, practice: bool) -> None:
        # First start brings more than the unlock window needs.
        from mappa_desk.ui.first_start import FirstStart  # noqa: PLC0415

        first = FirstStart(self.wiring, self.jobs, self.files, folder, practice=practice)
        first.opened.connect(partial(self._on_opened, first))
        self.first_start = first
        self._show_gate(first.view, FIRST_START_SIZE)
        self._once_painted(first.view, self._warm_up)

    def _show_gate(self, view: GateView, size: tuple[int, int]) -> None:
        old = self.gate.currentWidget()
        self.gate.addWidget(view)
        self.gate.setCurrentWidget(view)
        if old is not None:
            self.gate.removeWidget(old)
            old.deleteLater()
        screen = self.gate.screen().availableSize()
        self.gate.resize(
            min(theme.px(size[0]), screen.width() - 40), min(theme.px(size[1]), screen.height() - 60)
        )
        self.gate.show()
        self.gate.activateWindow()
        view.focus_first()

    def _once_painted(self, view: QWidget, *calls: Callable[[], None]) -> None:
        painted = FirstPaint(view)
        for call in calls:
            painted.done.connect(partial(self._unless_over, call))

    def _unless_over(self, call: Callable[[], None]) -> None:
        if not self._is_over:
            call()

    def _warm_up(self) -> None:
        """Draw the focus, and load what the open vault needs while the passphrase is typed."""
        if self._focus_keeper is None:
            # The styles it draws with take longer to load than the window to paint.
            from mappa_desk.ui.theme_focus import FocusKeeper  # noqa: PLC0415

            self._focus_keeper = FocusKeeper(self._app, self)

        def load() -> None:
            # The database layer takes longer to load than the window: after it, beside it.
            import mappa_desk.ui.shell_office  # noqa: F401, PLC0415

        self.jobs.work(load, lambda _result: None)

    def _on_opened(self, opener: Unlocking | FirstStart, work: Work) -> None:
        self._warm_up()
        self.folder = work.vault.folder
        if not work.vault.practice:
            self.preferences.keep("vault", str(self.folder))
        self.introducing = Introducing(work, self.jobs)
        self.introducing.introduced.connect(self._on_introduced)
        self._show_gate(self.introducing.view, UNLOCK_SIZE)
        opener.deleteLater()
        self.unlocking = self.first_start = None

    def _on_introduced(self, work: Work) -> None:
        from mappa_desk.ui.shell_office import OpenOffice, running_meeting  # noqa: PLC0415 (start-up time)

        self.office = OpenOffice(
            work,
            self.jobs,
            self.files,
            self.looks,
            close_vault=self.wiring.close,
            try_practice=start_practice_process,
            capture_refused=self.capture.is_refused,
        )
        self.office.locking.locked.connect(self._on_locked)
        self.office.closed.connect(self.leave)

        def read(result: Ok[str] | Err) -> None:
            assert self.office is not None
            self._garbage.settle()
            self._garbage.wait_for_rest(self.office.idle.untouched)
            self.office.show(result.value if isinstance(result, Ok) else "")
            self.gate.hide()

        self.jobs.store(lambda: running_meeting(work), read, self.office)

    def _on_locked(self) -> None:
        runs = self.office is not None and self.office.meeting_runs
        self.leave()
        self._start_again(self.folder, runs)

    def _on_last_window_closed(self) -> None:
        if self.office is None:
            self.leave()


def _dress(view: QWidget) -> None:
    # What draws icons takes longer to load than the window to paint.
    from mappa_desk.ui.theme_dress import dress  # noqa: PLC0415

    dress(view)


def start_unlock_process(folder: Path, meeting_runs: bool) -> subprocess.Popen[bytes]:
    """Start a fresh process that shows the unlock window of this vault. It is told no key and no case."""
    return _start_process("open", str(folder), **{AFTER_LOCK: "running" if meeting_runs else "idle"})


def start_practice_process() -> subprocess.Popen[bytes]:
    """Open the practice vault in a window of its own."""
    return _start_process("practice")


def _start_process(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    import subprocess  # noqa: PLC0415 (start-up time: the first window starts no process)

    frozen = bool(getattr(sys, "frozen", False))
    program = [sys.executable] if frozen else [sys.executable, "-m", "mappa_desk"]
    return subprocess.Popen(
        [*program, *arguments],
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        close_fds=True,
        start_new_session=True,
    )


def run(wiring: WiringPort, *, vault: Path | None, practice: bool) -> int:
    """Open the window on a vault and give the exit code when it is closed or locked."""
    app = QApplication.instance() or QApplication([*sys.argv[:1], *theme.STYLE])
    assert isinstance(app, QApplication)
    app.setApplicationName("MAPPA Desk")
    program = Program(app, wiring, after_lock=os.environ.pop(AFTER_LOCK, ""))
    program.ended.connect(app.exit)
    if practice and vault is None:
        program.start_practice()
    else:
        program.start(vault=vault, practice=practice)
    return app.exec()
