"""Takes pictures of the tracker: its list, the sheet of one action, its forms, an empty filter.

`python tests/ui/tracker_grabs.py OUT [SCHEME SCALE]`; without the last two it starts itself once for each.
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
SCHEMES = ("light", "dark", "high_contrast")
SCALES = ("1", "2")


def grab_all(out: Path, scheme: str, scale: float) -> None:
    """Start the program on a fresh practice vault and take every picture."""
    import thirty_cases
    from hands import CTRL, Hands
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QPalette
    from PySide6.QtWidgets import QApplication
    from window_room import MORNING, PASSPHRASE, WindowRoom

    from mappa_desk.ui import theme

    app = QApplication([*sys.argv[:1], *theme.STYLE])
    if scheme == "high_contrast":
        dark = QPalette()
        for role, colour in (
            (QPalette.ColorRole.Window, Qt.GlobalColor.black),
            (QPalette.ColorRole.Base, Qt.GlobalColor.black),
            (QPalette.ColorRole.WindowText, Qt.GlobalColor.white),
            (QPalette.ColorRole.Highlight, Qt.GlobalColor.yellow),
            (QPalette.ColorRole.HighlightedText, Qt.GlobalColor.black),
        ):
            dark.setColor(role, colour)
        app.setPalette(dark)
    with tempfile.TemporaryDirectory() as folder:
        room = WindowRoom(app, Path(folder))
        thirty_cases.PASSPHRASE = PASSPHRASE
        thirty_cases.make(room.wiring.default_folder(practice=True), today=MORNING.date())
        hands = Hands(room)
        hands.program.looks.choose_scheme(scheme)
        hands.program.looks.choose_scale(scale)
        view = hands.view
        view.showNormal()

        def grab(name: str, size: tuple[int, int] = SIZE) -> None:
            view.resize(*size)
            for _ in range(8):
                hands.settle()
                time.sleep(0.02)
            view.grab().save(str(out / f"{name}-{scheme}-{round(scale * 100)}.png"))

        hands.go("actions")
        page = hands.shell.page
        grab("list")

        def to_action(nth: int) -> None:
            lines = [at for at in range(page.model.rowCount()) if not page.model.line(at).is_head]
            page.view.table.go_to(lines[nth])
            page.view.focus_list()

        lines = [at for at in range(page.model.rowCount()) if not page.model.line(at).is_head]
        rows = [page.model.row_at(at) for at in lines]
        busy = max(range(len(rows)), key=lambda at: 2 * rows[at].redated + rows[at].action.carried)
        to_action(busy)
        hands.press(Qt.Key.Key_Return)
        grab("sheet")
        hands.press(Qt.Key.Key_Escape)
        hands.press(Qt.Key.Key_D)
        hands.type("fri")
        grab("date")
        hands.press(Qt.Key.Key_Escape)
        hands.press(Qt.Key.Key_R)
        hands.type("x")
        hands.press(Qt.Key.Key_Return, CTRL)
        grab("reply-wrong")
        page.view.sheet.doing.fields["note"].setPlainText("The letter went out on Friday.")
        hands.press(Qt.Key.Key_Return, CTRL)
        hands.settle()
        page.view.table.setFocus()
        grab("kept")
        hands.press(Qt.Key.Key_U)
        hands.settle()
        grab("rung")
        hands.press(Qt.Key.Key_Escape)
        page.view.focus_list()
        hands.press(Qt.Key.Key_Home)
        for _ in range(4):
            hands.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        grab("several")
        hands.press(Qt.Key.Key_L)
        grab("marks")
        hands.press(Qt.Key.Key_Escape)
        hands.press(Qt.Key.Key_Escape)
        page.view.set_words("open by 30/11 @health carried:>0 -#later")
        grab("filtered")
        page.view.set_words("is:open xyzzy")
        grab("empty")
        page.view.set_words("")
        page.group("due")
        grab("by-day", (1920, 1000))
        page.view.table.fold_all(True)
        grab("folded", (900, 632))
        page.view.table.fold_all(False)
        grab("narrow", (900, 632))
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
