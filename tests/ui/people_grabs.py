"""Takes a picture of each page of the contact book and of the circulation list, light and dark, at two sizes.

`python tests/ui/people_grabs.py OUT [SCHEME SCALE]`; without the last two it starts itself once for each.
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
TABLE = (
    "Surname,First name,Organisation,Job title,E-mail,Office\n"
    "Nowak,Zuzanna,Housing,Move-on officer,zuzanna.nowak@housing.example.invalid,North\n"
    "Nair,Priya,Police,Detective inspector,priya.nair@police.example.invalid,\n"
    "Price,Ben,Nowhere,Clerk,,\n"
    "Midgley,Karen,Police,,,\n"
)


def grab_all(out: Path, scheme: str, scale: float) -> None:
    """Start the program on a fresh practice vault and take every picture."""
    from hands import Hands
    from PySide6.QtWidgets import QApplication
    from window_room import WindowRoom

    from mappa_desk.services.contacts import contact_book
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

        people = {row.person.name: row.key for row in contact_book(hands.work).rows}
        today = next(row.meeting_id for row in list_meetings(hands.work) if not row.meeting.started_at)
        hands.go("people")
        grab("people")
        hands.shell.page.view.focus_filter()
        hands.type("nobody at all")
        grab("people-filtered")
        hands.go("contact", people["Paul Ingleby"])
        grab("contact")
        hands.go("new_contact")
        hands.type("Zuzanna Nowak")
        hands.shell.page.view.saved.emit()
        grab("contact-error")
        file = Path(folder) / "people.csv"
        file.write_text(TABLE, encoding="utf-8")
        hands.shell.navigate("start")
        hands.shell.replace("start")
        hands.go("import_contacts")
        grab("import-empty")
        hands.shell.page.read(file)
        hands.settle()
        grab("import")
        hands.go("circulation", today)
        grab("circulation")
        hands.go("new_meeting")
        grab("new-meeting")
        room.close()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 2:
        sys.path[:0] = [str(ROOT / "tests" / "ui"), str(ROOT / "src")]
        grab_all(target, sys.argv[2], float(sys.argv[3]))
    else:
        for wish in itertools.product(("light", "dark"), ("1", "2")):
            subprocess.run([sys.executable, __file__, str(target), *wish], check=True)
