"""Takes a picture of every window of the office, in light, dark and high contrast and at several text sizes.

`python tests/ui/grab_windows.py OUT [SCHEME SCALE]`; without the last two it starts itself once for each.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZE = (1366, 688)
SCHEMES = ("light", "dark", "high_contrast")
SCALES = ("1", "2")
ROOT = Path(__file__).resolve().parent.parent.parent


def grab_all(out: Path, scheme: str, scale: float) -> None:
    """Start the program on a fresh practice vault and take every picture."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication, QWidget
    from window_room import PASSPHRASE, WindowRoom

    from mappa_desk.services.cases import list_cases
    from mappa_desk.services.meetings import list_meetings
    from mappa_desk.ui import theme
    from mappa_desk.ui.ports import Banner, BannerAction

    app = QApplication.instance() or QApplication([])
    suffix = f"{scheme}-{round(scale * 100)}"

    def wait(until: Callable[[], bool], seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not until():
            if time.monotonic() > end:
                raise TimeoutError(suffix)
            app.processEvents()
            time.sleep(0.002)

    def settle() -> None:
        for _ in range(60):
            app.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            time.sleep(0.01)

    def grab(widget: QWidget, name: str, size: tuple[int, int] | None = None) -> None:
        if size:
            widget.resize(*size)
        settle()
        widget.grab().save(str(out / f"{name}-{suffix}.png"))

    with tempfile.TemporaryDirectory() as folder:
        room = WindowRoom(app, Path(folder))
        vault = room.practice_vault()
        program = room.program(after_lock="running")
        program.looks.choose_scheme(scheme)
        program.looks.choose_scale(scale)

        program.start(vault=Path(folder) / "new", practice=False)
        first = program.first_start
        assert first is not None
        wait(lambda: bool(first.view.words))
        for step in range(4):
            first.view.show_step(step)
            grab(program.gate, f"first-start-{step + 1}", _fit(theme.px(760), theme.px(600)))

        program.start(vault=vault, practice=True)
        unlocking = program.unlocking
        assert unlocking is not None
        grab(program.gate, "unlock", _fit(theme.px(760), theme.px(480)))
        unlocking.view.unlock_requested.emit("wrong")
        wait(lambda: "not the passphrase" in unlocking.view._ui.wrong_label.text())
        grab(program.gate, "unlock-wrong")
        unlocking.view.unlock_requested.emit(PASSPHRASE)
        wait(lambda: program.introducing is not None and bool(program.introducing._people))
        assert program.introducing is not None
        grab(program.gate, "who")
        program.introducing.view._on_this_is_me()
        wait(lambda: program.office is not None and program.office.shell.place[0] == "start")
        assert program.office is not None
        shell = program.office.shell
        view = shell.view
        view.showNormal()
        work = program.office._work
        case = next(row.case.id for row in list_cases(work) if row.meetings)
        today = next(row.meeting_id for row in list_meetings(work) if not row.meeting.started_at)
        meeting = next(row.meeting_id for row in list_meetings(work) if row.meeting.started_at)
        grab(view, "start", SIZE)
        for page, record in (
            ("cases", ""), ("case", case), ("new_case", ""), ("edit_case", case), ("meetings", ""),
            ("new_meeting", case), ("start_now", ""), ("new_panel_day", ""), ("actions", ""),
            ("documents", ""), ("settings", ""), ("settings", "agencies"), ("settings", "form"),
            ("settings", "window"), ("settings", "abbreviations"), ("settings", "wording"),
            ("settings", "ladder"), ("clocks", ""),
        ):  # fmt: skip
            shell.navigate(page, record)
            name = f"{page}-{record}" if page == "settings" and record else page
            grab(view, name.replace("_", "-"), SIZE)
        shell.navigate("meeting", today)
        grab(view, "meeting", SIZE)
        shell.preview(meeting)
        wait(lambda: bool(getattr(shell.page, "view", None)) and bool(shell.page.view.strip.count))
        settle()
        grab(view, "preview", SIZE)
        shell.navigate("start")
        settle()
        program.office.palette.open()
        grab(view, "palette", SIZE)
        program.office.palette.view.close_it()
        program.office.keys.toggle()
        grab(view, "keys", SIZE)
        program.office.keys.close()
        stop = BannerAction("Try again", lambda: None)
        copy = BannerAction("Save a copy elsewhere", lambda: None)
        shell.show_banner(
            Banner("disk", "The disk is full.",
                   "Your words are on the screen but not yet kept. 2 entries wait.", 3, (stop, copy),
                   "No space left on the device.")
        )  # fmt: skip
        shell.not_kept(2)
        grab(view, "banner", SIZE)
        shell.clear_banner("disk")
        shell.not_kept(0)
        grab(view, "start-narrow", (900, 632))
        shell.curtain()
        grab(view, "curtain", SIZE)
        shell.curtain()
        view.cover_stack.setCurrentWidget(program.office.locking.view)
        program.office.locking.view.show_refused("The disk is full.")
        grab(view, "lock-refused", SIZE)
        room.close()


def _fit(wide: int, tall: int) -> tuple[int, int]:
    return min(wide, 1326), min(tall, 660)


def main() -> None:
    """Take the pictures that the arguments ask for."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 3:
        sys.path.insert(0, str(Path(__file__).parent))
        grab_all(out, sys.argv[2], float(sys.argv[3]))
        return
    for scheme, scale in itertools.product(SCHEMES, SCALES):
        subprocess.run([sys.executable, __file__, str(out), scheme, scale], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
