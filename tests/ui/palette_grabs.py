"""Takes pictures of the palette: finds, commands of other pages, why not, a kept filter, and where it leads.

`python tests/ui/palette_grabs.py OUT [SCHEME SCALE]`; without the last two it starts itself once for each.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZE = (1366, 688)
SCHEMES = ("light", "dark")
SCALES = ("1", "2")


def grab_all(out: Path, scheme: str, scale: float) -> None:
    """Start the program on a fresh practice vault and take every picture."""
    import thirty_cases
    from palette_hands import choose, rows_for
    from PySide6.QtWidgets import QApplication
    from tracker_room import TrackerHands, to_action
    from window_room import MORNING, PASSPHRASE, WindowRoom

    from mappa_desk.services.saved_filters import save_filter
    from mappa_desk.ui import theme

    app = QApplication([*sys.argv[:1], *theme.STYLE])
    with tempfile.TemporaryDirectory() as folder:
        room = WindowRoom(app, Path(folder))
        thirty_cases.PASSPHRASE = PASSPHRASE
        thirty_cases.make(room.wiring.default_folder(practice=True), today=MORNING.date())
        hands = TrackerHands(room)
        hands.program.looks.choose_scheme(scheme)
        hands.program.looks.choose_scale(scale)
        view = hands.view
        view.showNormal()
        view.resize(*SIZE)

        def grab(name: str) -> None:
            for _ in range(8):
                hands.settle()
                time.sleep(0.02)
            view.grab().save(str(out / f"{name}-{scheme}-{round(scale * 100)}.png"))

        line = "is:overdue @pol"
        save_filter(hands.work, name="Police, overdue <b>now</b>", words=line, group_by="due", sort_by="")
        rows_for(hands, "police")
        grab("finds")
        rows_for(hands, "M01-02")
        grab("numbers")
        rows_for(hands, "action")
        grab("elsewhere")
        rows_for(hands, "chase")
        grab("chase")
        choose(hands, "police, overdue", lambda row: row.kept is not None)
        grab("filter-opened")
        choose(hands, "M01-02", lambda row: row.hit is not None and row.hit.record_kind == "action")
        grab("action-opened")
        hands.shell.page.side.close()
        hands.go("start")
        choose(hands, "transfer", lambda row: row.command == "action_transfer")
        grab("said-there")
        page = hands.shell.page
        page.view.set_words("is:settled")
        hands.settle()
        to_action(hands, page, open_one=False)
        rows_for(hands, "date")
        grab("why-not")
        room.close()


def main() -> None:
    """Take the pictures that the arguments ask for."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    here = Path(__file__).parent
    sys.path[:0] = [str(here), str(here.parent / "journeys")]
    if len(sys.argv) > 3:
        grab_all(out, sys.argv[2], float(sys.argv[3]))
        return
    for scheme, scale in itertools.product(SCHEMES, SCALES):
        subprocess.run([sys.executable, __file__, str(out), scheme, scale], check=True)


if __name__ == "__main__":
    main()
