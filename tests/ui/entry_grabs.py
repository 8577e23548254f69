"""Takes pictures of the record with several entries chosen, parked, split, in the bin and settled.

`python tests/ui/entry_grabs.py OUT`; each arrangement runs in a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ARRANGEMENTS = (
    (1366, 640, "light", 1.0),
    (1366, 640, "dark", 1.0),
    (1366, 640, "light", 2.0),
    (1366, 640, "dark", 2.0),
    (1366, 640, "high_contrast", 1.0),
)
SPOKEN = (
    "pol: 2 November, 19:40: seen by patrol in the street beside the leisure centre.",
    "Left when spoken to. Gave the bus stop as the reason.",
    "hsg: One flat could be ready on 10 December if the checks are done by the end of the month.",
    "The landlord asks who holds the keys.",
    "hlth: nil",
)


def grab_all(out: Path, width: int, height: int, scheme: str, scale: float) -> None:
    """Type part of a meeting and take every picture of one arrangement."""
    from desk_room import DeskRoom, make_vault
    from entry_hands import other_meeting, pick
    from PySide6.QtWidgets import QApplication

    from mappa_desk.ui import theme

    app = QApplication.instance() or QApplication([])
    theme.apply(app, scheme=scheme, scale=scale)
    suffix = f"{width}-{scheme}-{round(scale * 100)}"
    with tempfile.TemporaryDirectory() as folder:
        desk = DeskRoom(Path(folder) / "vault", make_vault(Path(folder) / "vault"))
        desk.window.resize(width, height)
        desk.show()
        other_meeting(desk)
        page = desk.page
        page.commands()["start_meeting"]()
        desk.idle()
        page.moves.go_to(page.state.items[8].code)
        for line in SPOKEN:
            desk.say(line)
        desk.press("Ctrl+I")
        desk.say("The zone map given to the person and the map on the licence differ by one street.")
        desk.press("Ctrl+I")
        desk.say("Nobody holds a key to the flat.")
        desk.idle()

        def grab(name: str) -> None:
            for _ in range(40):
                app.processEvents()
            desk.window.grab().save(str(out / f"{name}-{suffix}.png"))

        desk.press("Up")
        desk.press("Return")
        pick(desk, "t")
        desk.until(lambda: page.panel.sheet is not None)
        desk.type("Cut a second set of keys and give one to the approved premises")
        grab("issue-action")
        desk.press("Ctrl+Return")
        desk.idle()
        page.record.last()
        for _ in range(3):
            desk.press("Up")
        for _ in range(2):
            desk.press("Shift+Up")
        grab("chosen")
        desk.press("Ctrl+Shift+M")
        grab("move")
        pick(desk, "p")
        desk.idle()
        page.record.last()
        for _ in range(3):
            desk.press("Up")
        desk.press("Delete")
        desk.idle()
        grab("removed")
        page.record.last()
        desk.press("Home")
        desk.press("F2")
        desk.press("Home")
        for _ in range(18):
            desk.press("Right")
        desk.press("Ctrl+Shift+Return")
        desk.idle()
        grab("split")
        desk.press("Alt+Return")
        desk.until(lambda: page.panel.sheet is not None)
        grab("original-words")
        page.escape()
        page.record.last()
        desk.press("Home")
        page.commands()["move_entry_case"]()
        desk.until(lambda: page.sheets._picker is not None)
        grab("which-record")
        pick(desk, "0500")
        desk.until(lambda: page.panel.sheet is not None)
        grab("why")
        desk.press("Ctrl+Return")
        desk.idle()
        grab("moved")
        page.commands()["show_bin"]()
        desk.until(lambda: page.panel.sheet is not None)
        grab("bin")
        page.escape()
        page.moves.go_to("(parked)")
        grab("parked")
        page.commands()["ready_to_finalise"]()
        desk.until(page.readiness.panel.lines)
        grab("gaps")
        desk.close()


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
