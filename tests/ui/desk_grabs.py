"""Takes pictures of the live desk in the real window, in several sizes, schemes and text sizes.

`python tests/ui/desk_grabs.py OUT`; each arrangement runs in a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ARRANGEMENTS = (
    (1366, 688, "light", 1.0),
    (1366, 688, "dark", 1.0),
    (1280, 632, "light", 1.0),
    (1920, 1000, "light", 1.0),
    (1920, 1000, "dark", 1.0),
    (1366, 688, "high_contrast", 1.0),
    (1366, 688, "light", 1.5),
    (1366, 688, "light", 2.0),
    (1600, 900, "light", 1.0),
    (1920, 1000, "light", 2.0),
)
SPOKEN = (
    ("opening", "prob: welcomed everybody and gave the purpose of the meeting"),
    ("contributions", "prob: Place at the approved premises ends on 30 November. No address is approved."),
    ("contributions", "pol: 2 November, 19:40: seen by patrol in the street beside the leisure centre. "
                      "Left when spoken to, gave the bus stop as the reason."),
    ("contributions", "/The zone map given to the person and the map on the licence differ by one street."),
    ("contributions", "3 visits since the last meeting, one not answered. No further police intelligence."),
    ("contributions", "@prob Give the person the corrected zone map, and record the date. by mon"),
    ("contributions", "=The zone is the one printed on the licence, from today.|"
                      "patrols and the person need the same map.|pol"),
    ("contributions", "hlth: nil"),
    ("contributions", "prob: Wants one move-on address checked before the premises place ends."),
)  # fmt: skip


def grab_all(out: Path, width: int, height: int, scheme: str, scale: float) -> None:
    """Hold part of the practice review on the desk and take every picture of one arrangement."""
    from PySide6.QtWidgets import QApplication
    from window_room import PASSPHRASE, WindowRoom

    from mappa_desk.domain.contributions import EntryKind
    from mappa_desk.domain.errors import DiskFull
    from mappa_desk.services.meetings import meeting_by_reference
    from mappa_desk.ui.models.desk_decisions import DecisionFields
    from mappa_desk.ui.views.desk_folds import Side

    app = QApplication.instance() or QApplication([])
    suffix = f"{width}-{scheme}-{round(scale * 100)}"

    def wait(until: Callable[[], object], seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not until():
            if time.monotonic() > end:
                raise TimeoutError(suffix)
            app.processEvents()
            time.sleep(0.002)

    with tempfile.TemporaryDirectory() as folder:
        room = WindowRoom(app, Path(folder))
        vault = room.practice_vault()
        program = room.program(after_lock="running")
        program.looks.choose_scheme(scheme)
        program.looks.choose_scale(scale)
        program.start(vault=vault, practice=True)
        program.unlocking.view.unlock_requested.emit(PASSPHRASE)
        wait(lambda: program.introducing is not None and bool(program.introducing._people))
        program.introducing.view._on_this_is_me()
        wait(lambda: program.office is not None and program.office.shell.place[0] == "start")
        shell = program.office.shell
        view = shell.view
        view.resize(width, height)
        view.show()
        view.activateWindow()
        work = program.office._work
        meeting = next(
            meeting_by_reference(work, reference=f"LAN-0417-M{number:02d}")
            for number in range(9, 0, -1)
            if _exists(work, f"LAN-0417-M{number:02d}")
        )
        shell.navigate("meeting", meeting.id)
        page = shell.page
        wait(lambda: page.state.ready)
        state = page.state

        def settled() -> None:
            wait(lambda: not state.outbox.busy and not state.waiting)

        def grab(name: str) -> None:
            end = time.monotonic() + 0.4
            while time.monotonic() < end:
                app.processEvents()
                time.sleep(0.005)
            view.grab().save(str(out / f"{name}-{suffix}.png"))

        grab("planned")
        page.commands()["start_meeting"]()
        settled()
        for number, letter in enumerate("PPVVPVTP"):
            page.panel.roll_call.select(number)
            row = page.panel.roll_call.current()
            if row is not None:
                page.roll_call._on_marked(row, letter)
                settled()
        page.meeting.read_statement()
        settled()
        page.panel.focus_side(Side.PEOPLE)
        grab("roll-call")
        page.panel.show_side(Side.ACTIONS)
        for item, words in SPOKEN:
            code = next((row.code for row in state.items if item in row.code), state.items[0].code)
            page.moves.go_to(code)
            line = page.panel.capture.line
            if words.startswith("="):
                decided, because, dissent = words[1:].split("|")
                page.decision._open(
                    DecisionFields(decided=decided, because=because, dissent=((dissent, "the wider zone"),)),
                    state.item,
                )
                page.decision._keep()
                settled()
                continue
            if words.startswith("/"):
                page.capture.set_kind(EntryKind.ISSUE)
            line.insertPlainText(words.lstrip("/"))
            page.capture.keep()
            settled()
        page.panel.close_side_sheet()
        line = page.panel.capture.line
        line.insertPlainText("@hsg confirm the move-on address in writing by 27/11")
        line.setFocus()
        grab("desk")
        for name in ("chair_card", "room"):
            shell.run(name)
        grab("desk-beside")
        for name, window in (
            ("chair-card", program.office.seconds.card.window),
            ("room", program.office.seconds.room.window),
        ):
            window.grab().save(str(out / f"{name}-{suffix}.png"))
            window.close()
        page.panel.show_side(Side.PEOPLE)
        grab("people")
        page.panel.show_side(Side.SINCE)
        grab("since")
        page.panel.show_side(Side.PROMPTS)
        grab("prompts")
        page.panel.show_side(Side.ACTIONS)
        page.panel.close_side_sheet()
        shell.report(DiskFull("No space left on the device."), lambda: None)
        shell.not_kept(2)
        grab("disk-full")
        shell.clear_banner("disk")
        shell.not_kept(0)
        page.panel.capture.empty()
        page.record.last()
        grab("record")
        page.record.edit()
        grab("edit")
        page.panel.record.finish_edit()
        settled()
        page.moves.pick_speaker()
        grab("picker")
        page.escape()
        line.insertPlainText("the wider zone is not needed")
        page.decision.turn()
        grab("decision")
        page.escape()
        page.panel.capture.empty()
        page.commands()["next_review"]()
        grab("sheet")
        page.escape()
        page.read_back.open()
        grab("read-back")
        page.read_back.close()
        page.meeting.close()
        wait(lambda: shell.place[0] == "changeover" and shell.page._card is not None)
        grab("changeover")
        shell.page.go_back()
        wait(lambda: shell.place[0] == "meeting" and shell.page.state.ready)
        page = shell.page
        state = page.state
        page.readiness.open()
        wait(page.readiness.panel.lines)
        grab("readiness")
        page.readiness.approve()
        grab("approve")
        room.close()


def _exists(work: object, reference: str) -> bool:
    from mappa_desk.domain.errors import NotFound
    from mappa_desk.services.meetings import meeting_by_reference

    try:
        meeting_by_reference(work, reference=reference)
    except NotFound:
        return False
    return True


def main() -> None:
    """One process an arrangement, or the one that was asked for."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 2:
        width, height, scheme, scale = sys.argv[2:6]
        grab_all(out, int(width), int(height), scheme, float(scale))
        return
    for arrangement in ARRANGEMENTS:
        subprocess.run([sys.executable, __file__, str(out), *map(str, arrangement)], check=True)


if __name__ == "__main__":
    main()
