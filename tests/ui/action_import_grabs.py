"""Takes a picture of the page that takes actions in from a spreadsheet, in each scheme, at two sizes.

`python tests/ui/action_import_grabs.py OUT [SCHEME SCALE]`; without the last two it starts itself for each.
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
ROOT = Path(__file__).resolve().parent.parent.parent
SHEETS = ROOT / "tests" / "exchange" / "sheets"
TRACKER = (
    "MAPPA ref,No.,Action required,By whom,By when,Status,Comments\n"
    "LAN-0417,1,Give the tenancy file to the offender manager,Housing,27/11/26,Open,Asked the archive\n"
    "LAN-0417,2,Check the exclusion zone with the new bus route,Police / Probation,27/11/26,Open,\n"
    "LAN-0417,3,Ask the surgery for the dates of his visits,Health,ASAP,Open,\n"
    "LAN-0422,1,Write to the college about the placement,Probation,04/12/26,Done 20/11/26,Letter sent\n"
    "LAN-0422,2,Review the contact plan,Children’s social care,27/11/26 (was 13/11/26),c/f,\n"
    "LAN-0428,1,Book a place at the approved premises,Probation,before release,Open,\n"
    "LAN-0431,1,Read the file before the first meeting,Police,30/11/26,Open,\n"
    "LAN-0428,2,,Police,30/11/26,Open,\n"
)
"""As the guide shows it."""


def grab_all(out: Path, scheme: str, scale: float) -> None:
    """Start the program on a fresh practice vault and take every picture."""
    from hands import Hands
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication
    from window_room import WindowRoom

    app = QApplication.instance() or QApplication([])
    suffix = f"{scheme}-{round(scale * 100)}"
    with tempfile.TemporaryDirectory() as folder:
        room = WindowRoom(app, Path(folder))
        room.practice_vault()
        hands = Hands(room)
        hands.program.looks.choose_scheme(scheme)
        hands.program.looks.choose_scale(scale)
        hands.view.showNormal()
        hands.view.resize(*SIZE)

        def grab(name: str) -> None:
            for _ in range(30):
                app.processEvents()
                time.sleep(0.01)
            hands.settle()
            hands.view.resize(*SIZE)
            hands.view.grab().save(str(out / f"{name}-{suffix}.png"))

        def read(name: str) -> None:
            page = hands.shell.page
            before = page._round
            page.read(SHEETS / name)
            room.wait(lambda: page._round > before or page.view.errors._shown)
            hands.settle()

        tracker = Path(folder) / "action tracker.csv"
        tracker.write_text(TRACKER, encoding="utf-8-sig")
        hands.go("import_actions")
        grab("import-empty")
        read(str(tracker))
        hands.press(Qt.Key.Key_Down)
        grab("import-tracker")
        read("05-several-owners.xls")
        for _ in range(8):
            hands.press(Qt.Key.Key_Down)
        grab("import-owners")
        read("06-bands.ods")
        grab("import-bands")
        hands.shell.page.view._ui.columns_button.setChecked(True)
        grab("import-columns")
        read("02-merged-heads.xlsx")
        hands.shell.page.view._ui.save_button.click()
        hands.settle()
        grab("import-done")
        hands.go("import_actions")
        grab("import-earlier")
        read("sheets.toml")
        grab("import-refused")
        room.close()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 2:
        sys.path[:0] = [str(ROOT / "tests" / "ui"), str(ROOT / "src")]
        grab_all(target, sys.argv[2], float(sys.argv[3]))
    else:
        for wish in itertools.product(("light", "dark", "high_contrast"), ("1", "2")):
            subprocess.run([sys.executable, __file__, str(target), *wish], check=True)
