"""Takes pictures of the page of a filled contribution form, light and dark, at two text sizes.

`python tests/ui/form_grabs.py OUT [SCHEME SCALE]`; without the last two it starts itself once for each.
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


def grab_all(out: Path, scheme: str, scale: float) -> None:
    """Start the program on a fresh practice vault and take every picture."""
    from form_paper import filled_form
    from hands import Hands
    from PySide6.QtWidgets import QApplication
    from window_room import WindowRoom

    from mappa_desk.services.contributions import keep_line
    from mappa_desk.services.meetings import list_meetings

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

        meeting = next(row.meeting_id for row in list_meetings(hands.work) if not row.meeting.started_at)
        keep_line(
            hands.work, meeting_id=meeting, item="contributions", agency="hsg",
            text="Risk concerns: his former partner moved nearer.",
        )  # fmt: skip
        hands.go("form_return", meeting)
        grab("form-empty")
        page = hands.shell.page
        page.read(filled_form(hands.work, meeting, Path(folder)))
        hands.room.wait(lambda: page._form is not None and not page._busy)
        grab("form-read")
        page.view.go_to("concerns")
        page._on_flag("concerns", "named_recipients", "Police, Probation")
        grab("form-concerns")
        page.take()
        hands.room.wait(lambda: "in the record" in page.view.said)
        page.view.go_to("coming")
        grab("form-taken")
        page.read(Path(__file__).with_suffix(".py"))
        hands.room.wait(lambda: not page._busy)
        grab("form-refused")


def main() -> None:
    """Take them all."""
    out = Path(sys.argv[1]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 2:
        sys.path[:0] = [str(Path(__file__).parent)]
        grab_all(out, sys.argv[2], float(sys.argv[3]))
        return
    for scheme, scale in itertools.product(("light", "dark"), ("1", "2")):
        subprocess.run([sys.executable, __file__, str(out), scheme, scale], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
